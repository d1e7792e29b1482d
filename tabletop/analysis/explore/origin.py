"""Where an exploration begins: a scenario's start, or a moment of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.rules.turn import adjudicate
from tabletop.session.phases import PLAY
from tabletop.session.schema import TRUNK
from tabletop.session.session import Session
from tabletop.world.luck import Luck

END = ".ttx"
MARKS = ("@", "#")


class OriginFault(ValueError):
    """There is no such moment to explore from; one sentence says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A resolved scenario, the seed, the packed State to begin from (None: its start), its turn."""

    spec: Mapping[str, Any]
    seed: int
    start: bytes | None
    turn: int

    @property
    def turns_left(self) -> int:
        """Turns that the scenario still has."""
        return int(self.spec["scenario"]["turns"]) - self.turn


def is_session(text: str) -> bool:
    """Tell whether words of a call name a session, ``FILE.ttx[#BRANCH][@ENTRY]``."""
    return text.endswith(END) or any(f"{END}{mark}" in text for mark in MARKS)


def split(text: str) -> tuple[Path, int | None, str]:
    """Split ``FILE.ttx[#BRANCH][@ENTRY]`` into the file, the entry and the name of the branch.

    Raises ``OriginFault`` when the entry is no number.
    """
    if text.endswith(END):
        return Path(text), None, ""
    at = max(text.rfind(f"{END}{mark}") for mark in MARKS) + len(END)
    name, rest, entry = text[:at], text[at:], None
    branch, sign, number = rest.rpartition("@")
    if not sign:
        branch = rest
    elif number.isascii() and number.isdigit():
        entry = int(number)
    else:
        raise OriginFault(f"{number!r} after @ is not the number of an entry")
    return Path(name), entry, branch.removeprefix("#")


def of_scenario(spec: Mapping[str, Any]) -> Origin:
    """Begin at the start of a scenario."""
    return Origin(spec, int(spec["scenario"]["seed"]), None, 0)


def of_session(path: Path, entry: int | None = None, branch: str | int = TRUNK) -> Origin:
    """Begin after the turn that was on at an entry of a session (left out: its last).

    The turn in hand is played to its end as the session itself would have it, with the orders
    given up to the entry; worlds part from the next turn on. Raises ``OriginFault`` when there is
    no such entry or no turn is left, and ``JournalFault`` when the file cannot be read.
    """
    with Session.open(path, read_only=True, branch=branch) as session:
        if session.world.scenario.practice:
            raise OriginFault(f"{path} is a practice session; nothing is measured of it")
        last = len(session.entries)
        at = last if entry is None else entry
        if not 0 <= at <= last:
            raise OriginFault(f"{path} has entries 1 to {last}, not {at}")
        moment = session.replay.moment_at(at)
        state = moment.state.copy()
        if moment.phase == "ended":  # EndEx freezes the record; the world would have gone on
            state.ended[:] = 0
        if moment.phase in PLAY and moment.phase != "feedback":
            run, turn = session.journal.heading.run, int(state.turn[0])
            adjudicate(session.world, state, Luck.of(session.seed, [run], turn=turn))
        origin = Origin(session.journal.heading.spec, session.seed, state.pack(), moment.turn)
    if origin.turns_left < 1:
        raise OriginFault(f"no turn of the scenario is left after entry {at} of {path}")
    return origin
