"""A session as a script: what was done in each turn that was decided, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tabletop.session.course import Done, act_of
from tabletop.session.replay import Replay
from tabletop.session.wording import act_sentence, seat_name

CHANGES = ("order", "respond", "deliver", "ad_hoc", "defer", "skip", "ruling")
"""Acts that can change a world; all others only note or keep the clock."""
ASKED = ("order", "deliver", "ad_hoc", "ruling", "respond")
"""Acts that are left out one by one; a deferred or skipped inject is part of the frame."""


@dataclass(frozen=True, slots=True)
class ScriptTurn:
    """One decided turn: what was done before and after its adjudication."""

    turn: int
    before: tuple[Done, ...]
    after: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """Acts that are left out together: one act, or all of a seat.

    ``kind`` is the type of the act, or ``seat``; ``entries`` are their numbers; ``turn`` is that
    of the first.
    """

    kind: str
    title: str
    by: str
    turn: int
    entries: frozenset[int]


@dataclass(frozen=True, slots=True)
class Script:
    """The decided turns of a session, and the digest with which the last of them ended."""

    turns: tuple[ScriptTurn, ...]
    digest: str

    def acts(self) -> Iterator[tuple[int, Done]]:
        """Yield every act with the number of its turn."""
        for turn in self.turns:
            for done in (*turn.before, *turn.after):
                yield turn.turn, done


def script_of(replay: Replay) -> Script:
    """Read the script of a session; a turn that was not decided is left out."""
    course, turns, digest = replay.course, [], replay.digest_at(0)
    last = len(course.entries)
    bounds = [*course.openings, last + 1]
    for opened, following in pairwise(bounds):
        span = range(opened, following)
        decided = next((seq for seq in span if course.marks[seq].phase == "feedback"), None)
        if decided is None:
            break
        # What stands is known only at the end of the turn; EndEx belongs to no turn.
        end = max(seq for seq in span if course.marks[seq].phase != "ended")
        stands = [one for one in course.done(end) if one.act.type in CHANGES]
        before = tuple(one for one in stands if one.seq < decided)
        after = tuple(one for one in stands if one.seq > decided)
        turns.append(ScriptTurn(course.marks[decided].turn, before, after))
        digest = replay.digest_at(end)
    return Script(tuple(turns), digest)


def omissions(replay: Replay, script: Script, seats: bool = True) -> tuple[Omission, ...]:
    """List what is left out: every act that may matter, then every seat that gave several."""
    world, found, of_seat = replay.world, [], dict[str, list[tuple[int, int]]]()
    for turn, one in script.acts():
        if one.act.type not in ASKED:
            continue
        title = act_sentence(world, act_of(replay.course.entries[one.seq - 1]))
        found.append(Omission(one.act.type, title, one.by, turn, frozenset({one.seq})))
        if one.act.type in ("order", "respond"):
            of_seat.setdefault(one.by, []).append((turn, one.seq))
    if seats:
        for seat, given in of_seat.items():
            if len(given) > 1:
                title = f"Everything that {seat_name(world, seat)} did"
                entries = frozenset(seq for _, seq in given)
                found.append(Omission("seat", title, seat, given[0][0], entries))
    return tuple(found)
