"""Verify a session file: the chain, the states, and every act judged again by today's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

import tabletop
from tabletop.rules.turn import initial_state
from tabletop.session.conduct import carry_out
from tabletop.session.course import Course, act_of
from tabletop.session.file import SessionFile
from tabletop.session.journal import Journal
from tabletop.session.moment import outcome_data
from tabletop.session.record import BrokenRecord, Entry, canonical
from tabletop.session.refused import Refused
from tabletop.session.replay import Replay
from tabletop.session.scene import Result, Scene
from tabletop.session.schema import TRUNK
from tabletop.session.signature import ABSENT, Seen, look
from tabletop.session.worlds import world_of
from tabletop.world.state import BrokenPack, State
from tabletop.world.world import World

SHOWN = 3
"""Most differing places that a fault names."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: at which entry (0: the file or the start), and what.

    ``sealed`` tells that the record itself is as it was written and only today's rules differ;
    ``branch`` is the number of the branch to which the entry belongs.
    """

    entry: int
    what: str
    sealed: bool = False
    branch: int = TRUNK

    def to_json(self) -> dict[str, Any]:
        """Return the fault as plain data; the branch is named only when it is not the trunk."""
        data: dict[str, Any] = {"entry": self.entry, "what": self.what}
        return data if self.branch == TRUNK else {**data, "branch": self.branch}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a file found.

    ``intact`` means no fault at all; ``entries`` counts the entries of the trunk that can be read,
    ``branches`` those of each later branch by its name; ``digest`` is that of the last state.
    """

    intact: bool
    entries: int
    digest: str
    faults: tuple[Fault, ...]
    signature: Seen = ABSENT
    branches: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the verdict in the shape that ``tabletop verify --json`` prints."""
        return {
            "intact": self.intact, "entries": self.entries, "digest": self.digest,
            "faults": [one.to_json() for one in self.faults],
            "signature": self.signature.to_json(), "branches": dict(self.branches),
        }  # fmt: skip


Tell = Callable[[int, int], None]


def verify(path: str | Path, tell: Tell | None = None) -> Verdict:
    """Verify a session file: every branch of it, and its signature.

    ``tell`` is called with the number of entries done and in all.  Raises ``JournalFault`` when
    the file is not a session file or its beginning cannot be read.
    """
    file = SessionFile.read(Path(path))
    contents = file.contents
    chains = contents.chains
    faults: list[Fault] = []
    sound = {number: _check_states(Journal.of(file, number), faults) for number in chains}
    for number, chain in chains.items():
        if chain.damage is not None:
            faults.append(Fault(chain.damage.entry, chain.damage.what, branch=number))
    if contents.lost_notes:
        faults.append(Fault(0, f"{contents.lost_notes} notes beside the record cannot be read"))
    try:
        world = world_of(contents.heading.spec, contents.heading.ground)
    except BrokenRecord as fault:
        faults.append(Fault(0, str(fault)))
    else:
        _judge_all(file, world, sound, faults, tell)
    signature = look(contents)
    if signature.state == "mismatch":
        faults.append(Fault(0, f"the signature does not match: {signature.what}"))
    faults.sort(key=lambda fault: (fault.branch, fault.entry))
    trunk, reached = chains[TRUNK].entries, sound[TRUNK]
    last = trunk[reached - 1].digest if reached else contents.heading.start
    others = {c.branch.name: len(c.entries) for n, c in chains.items() if n != TRUNK}
    return Verdict(not faults, len(trunk), last, tuple(faults), signature, others)


def demand_signer(verdict: Verdict, key: str) -> Verdict:
    """Return the verdict when the session must be signed with a public key (in hex)."""
    seen = verdict.signature
    if seen.state == "valid" and seen.key == key:
        return verdict
    if seen.state == "mismatch":
        return verdict  # which is a fault already
    what = "was signed with another key" if seen.state == "valid" else "is not signed"
    faults = (Fault(0, f"the session {what}"), *verdict.faults)
    return replace(verdict, intact=False, faults=faults)


def _check_states(journal: Journal, faults: list[Fault]) -> int:
    """Check the stored changes and snapshots of a branch; returns how many entries are sound.

    What it shares with the branch before it is found wrong there already, and not said again.
    """
    fork, branch = journal.branch.fork, journal.branch.id
    state = State.unpack(journal.snapshots[0])

    def wrong(entry: Entry, what: str) -> None:
        if entry.seq > fork or branch == TRUNK:
            faults.append(Fault(entry.seq, what, branch=branch))

    for entry in journal.entries:
        try:
            state.apply(entry.delta)
        except BrokenPack as fault:
            wrong(entry, f"its change cannot be applied: {fault}")
            return entry.seq - 1
        if entry.seq <= fork:
            continue  # its digest has been compared
        if state.digest() != entry.digest:
            wrong(entry, "its change leads to another state than its digest says")
            return entry.seq - 1
        kept = journal.snapshots.get(entry.seq)
        if kept is not None and not _unpacks_to(kept, entry.digest):
            wrong(entry, "the snapshot kept after it is damaged")
    return len(journal.entries)


def _unpacks_to(packed: bytes, digest: str) -> bool:
    try:
        return State.unpack(packed).digest() == digest
    except BrokenPack:
        return False


def _judge_all(
    file: SessionFile, world: World, sound: Mapping[int, int], faults: list[Fault],
    tell: Tell | None,
) -> None:  # fmt: skip
    """Judge the own entries of every branch again."""
    chains = file.contents.chains
    total = sum(len(chain.entries) - chain.branch.fork for chain in chains.values())
    done = 0
    for number, chain in chains.items():
        parent = chain.branch.parent
        if parent is not None and sound[parent] < chain.branch.fork:
            continue  # it rests on entries that are damaged, which has been said
        for fault in _judge_again(Journal.of(file, number), world, sound[number]):
            if isinstance(fault, Fault):
                faults.append(fault)
                continue
            done += 1
            if tell is not None:
                tell(done, total)


def _judge_again(journal: Journal, world: World, reached: int) -> Iterator[Fault | None]:
    """Carry out every own act again from the recorded state before it, and compare.

    Yields the faults, and None after each entry.
    """
    whose, fork, branch = _whose_rules(journal), journal.branch.fork, journal.branch.id
    replay = Replay(journal, world)
    if branch == TRUNK:
        said = _start_difference(world, replay.state_at(0))
        if said:
            yield Fault(0, f"{whose} {said}", sealed=True)
    if not _fits(replay.state_at(0), initial_state(world)):
        what = f"{whose} reckon with arrays of other sizes, so no act can be judged again"
        yield Fault(fork, what, sealed=True, branch=branch)
        return
    course = Course(journal.entries[:fork])
    state, opened = replay.state_at(fork), replay.state_at(course.now.opened)
    for entry in journal.entries[fork:reached]:
        now = course.now
        scene = Scene(
            world, journal.heading.seed, journal.heading.run, state, opened, now.phase, now.held,
            course.done(now.seq), now.seq,
        )  # fmt: skip
        after = state.copy()
        after.apply(entry.delta)
        difference = _difference(world, scene, entry, after)
        if difference:
            yield Fault(entry.seq, f"{whose} {difference}", sealed=True, branch=branch)
        course.append(entry)
        state = after
        if course.now.opened == entry.seq:
            opened = after
        yield None


def _start_difference(world: World, recorded: State) -> str:
    """Say how today's rules would begin otherwise; empty when they would not."""
    if "begins" in world.spec:
        return ""  # it goes on from a State that it has sealed; no rule made that
    today = initial_state(world)
    if today.digest() == recorded.digest():
        return ""
    added, gone = recorded.strangers()
    said = [f"know {_some(added)}, which the record does not"] if added else []
    said += [f"do not know {_some(gone)}, which the record does"] if gone else []
    places = _places(world, recorded, today, leave_out=added)
    if places or not said:
        said.insert(0, f"begin with another state: {', '.join(places or ['the sign of a zero'])}")
    return "; ".join(said)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more variables"


def _fits(recorded: State, today: State) -> bool:
    """Tell whether the arrays of a record have the sizes with which today's rules reckon."""
    return all(values.shape == getattr(today, var.name).shape for var, values in recorded)


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
        places = _places(world, after, result.state) or ["the sign of a zero"]
        return f"give another state: {', '.join(places)}"
    return _course_difference(entry, result)


def _course_difference(entry: Entry, result: Result) -> str:
    if result.phase != entry.phase or int(result.state.turn[0]) != entry.turn:
        return f"lead to turn {int(result.state.turn[0])}, {result.phase}"
    return _contest_difference(entry, [outcome_data(one) for one in result.outcomes])


def _contest_difference(entry: Entry, judged: Sequence[Mapping[str, Any]]) -> str:
    """Name the first contest that is decided otherwise; empty when all are as recorded."""
    if canonical(list(judged)) == canonical(entry.outcomes):
        return ""
    for recorded, now in zip(entry.outcomes, judged, strict=False):
        for field_name in sorted({*recorded, *now}):
            was, is_now = recorded.get(field_name), now.get(field_name)
            if canonical(was) != canonical(is_now):
                contest = f"{recorded.get('purpose')} {recorded.get('index')}"
                return (
                    f"decide its contests otherwise: {contest}: {field_name} "
                    f"{canonical(is_now)} instead of {canonical(was)}"
                )
    return f"decide {len(judged)} contests instead of {len(entry.outcomes)}"


def _places(
    world: World, recorded: State, judged: State, leave_out: Sequence[str] = ()
) -> list[str]:
    """Name the first places that differ, with both values."""
    found: list[str] = []
    for var, values in recorded:
        other = getattr(judged, var.name)
        if var.name in leave_out:
            continue
        if values.shape != other.shape and len(found) < SHOWN:
            found.append(f"{var.name} with {other.size} values instead of {values.size}")
            continue
        for place in np.argwhere(values != other).tolist():
            if len(found) == SHOWN:
                return [*found, "…"]
            names = [world.names[dim][i] for dim, i in zip(var.per, place[1:], strict=True)]
            where = f"[{', '.join(names)}]" if names else ""
            was, now = values[tuple(place)], other[tuple(place)]
            found.append(f"{var.name}{where} {now:g} instead of {was:g}")
    return found
