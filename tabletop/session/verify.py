"""Verify a session file: the chain, the states, and every act judged again by today's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import tabletop
from tabletop.rules.turn import initial_state
from tabletop.session.conduct import carry_out
from tabletop.session.course import Course, act_of
from tabletop.session.journal import Journal
from tabletop.session.moment import outcome_data
from tabletop.session.record import BrokenRecord, Entry, canonical
from tabletop.session.refused import Refused
from tabletop.session.scene import Result, Scene
from tabletop.session.worlds import world_of
from tabletop.world.state import BrokenPack, State
from tabletop.world.world import World

SHOWN = 3
"""Most differing places that a fault names."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: at which entry (0: the file or the start), and what.

    ``sealed`` tells that the record itself is as it was written and only today's rules differ.
    """

    entry: int
    what: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a file found.

    ``intact`` means no fault at all; ``entries`` counts the entries that can be read; ``digest``
    is that of the last state.
    """

    intact: bool
    entries: int
    digest: str
    faults: tuple[Fault, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the verdict in the shape that ``tabletop verify --json`` prints."""
        faults = [{"entry": one.entry, "what": one.what} for one in self.faults]
        return {"intact": self.intact, "entries": self.entries, "digest": self.digest,
                "faults": faults}  # fmt: skip


def verify(path: str | Path, tell: Callable[[int, int], None] | None = None) -> Verdict:
    """Verify a session file.

    ``tell`` is called with the number of entries done and in all.  Raises ``JournalFault`` when
    the file is not a session file or its beginning cannot be read.
    """
    journal = Journal.open(Path(path), read_only=True)
    faults: list[Fault] = []
    reached = _check_states(journal, faults)
    if journal.damage is not None:
        faults.append(Fault(journal.damage.entry, journal.damage.what))
    try:
        world = world_of(journal.heading.spec, journal.heading.ground)
    except BrokenRecord as fault:
        faults.append(Fault(0, str(fault)))
    else:
        _judge_again(journal, world, reached, faults, tell)
    faults.sort(key=lambda fault: fault.entry)
    last = journal.entries[reached - 1].digest if reached else journal.heading.start
    return Verdict(not faults, len(journal.entries), last, tuple(faults))


def _check_states(journal: Journal, faults: list[Fault]) -> int:
    """Check every stored change and snapshot; returns how many entries lead to their state."""
    state = State.unpack(journal.snapshots[0])
    for entry in journal.entries:
        try:
            state.apply(entry.delta)
        except BrokenPack as fault:
            faults.append(Fault(entry.seq, f"its change cannot be applied: {fault}"))
            return entry.seq - 1
        if state.digest() != entry.digest:
            faults.append(
                Fault(entry.seq, "its change leads to another state than its digest says")
            )
            return entry.seq - 1
        kept = journal.snapshots.get(entry.seq)
        if kept is not None and not _unpacks_to(kept, entry.digest):
            faults.append(Fault(entry.seq, "the snapshot kept after it is damaged"))
    return len(journal.entries)


def _unpacks_to(packed: bytes, digest: str) -> bool:
    try:
        return State.unpack(packed).digest() == digest
    except BrokenPack:
        return False


def _judge_again(
    journal: Journal,
    world: World,
    reached: int,
    faults: list[Fault],
    tell: Callable[[int, int], None] | None,
) -> None:
    """Carry out every act again from the recorded state before it, and compare."""
    whose = _whose_rules(journal)
    state = State.unpack(journal.snapshots[0])
    if initial_state(world).digest() != state.digest():
        faults.append(Fault(0, f"{whose} begin with another state", sealed=True))
    course, opened = Course(), state
    for entry in journal.entries[:reached]:
        now = course.now
        scene = Scene(
            world, journal.heading.seed, journal.heading.run, state, opened, now.phase, now.held,
            course.done(now.seq), now.seq,
        )  # fmt: skip
        after = state.copy()
        after.apply(entry.delta)
        difference = _difference(world, scene, entry, after)
        if difference:
            faults.append(Fault(entry.seq, f"{whose} {difference}", sealed=True))
        course.append(entry)
        state = after
        if course.now.opened == entry.seq:
            opened = after
        if tell is not None:
            tell(entry.seq, len(journal.entries))


def _whose_rules(journal: Journal) -> str:
    played = journal.heading.software
    if played == tabletop.__version__:
        return "the rules"
    return f"today's rules ({tabletop.__version__}; played with {played})"


def _difference(world: World, scene: Scene, entry: Entry, after: State) -> str:
    """Say how the act judged again differs from the record; empty when it does not."""
    try:
        result = carry_out(scene, act_of(entry), entry.by)
    except Refused as fault:
        return f"refuse this act: {fault.reason}"
    except Exception as fault:  # whatever a forged act sets off in the rules is its own fault
        return f"cannot judge this act: {type(fault).__name__}: {fault}"
    if result.state.digest() != entry.digest:
        return f"give another state: {', '.join(_places(world, after, result.state))}"
    return _course_difference(entry, result)


def _course_difference(entry: Entry, result: Result) -> str:
    if result.phase != entry.phase or int(result.state.turn[0]) != entry.turn:
        return f"lead to turn {int(result.state.turn[0])}, {result.phase}"
    outcomes = [outcome_data(one) for one in result.outcomes]
    if canonical(outcomes) != canonical(entry.outcomes):
        return "decide its contests with other odds or draws"
    return ""


def _places(world: World, recorded: State, judged: State) -> list[str]:
    """Name the first places that differ, with both values."""
    found: list[str] = []
    for var, values in recorded:
        other = getattr(judged, var.name)
        for place in np.argwhere(values != other).tolist():
            if len(found) == SHOWN:
                return [*found, "…"]
            names = [world.names[dim][i] for dim, i in zip(var.per, place[1:], strict=True)]
            where = f"[{', '.join(names)}]" if names else ""
            was, now = values[tuple(place)], other[tuple(place)]
            found.append(f"{var.name}{where} {now:g} instead of {was:g}")
    return found or ["the sign of a zero"]
