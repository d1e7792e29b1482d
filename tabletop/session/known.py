"""What did they know?  For an order: what its seat had been told and could see when it was given.

The seat's view is the one that every panel shows it (``moment.visible_to``), one entry before the
order; beside it stands what the record held by then and the seat could not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tabletop.rules.words import finding_sentence, variable_title
from tabletop.session.estimates import guessed
from tabletop.session.moment import Moment, estimate_error, findings_of, visible_to
from tabletop.session.record import Entry
from tabletop.session.replay import Replay
from tabletop.session.staffing import Player, players_at
from tabletop.session.wording import entry_sentence
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World

PRESSURE = "pressure"
"""True pressure: everybody but Moscow sees ``perceived_pressure`` in its place."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something in the record: its entry, turn, kind of act, and one sentence."""

    seq: int
    turn: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a seat believed of something that it could not know, beside what was true.

    ``error`` is the standard error of its estimate in ``unit``; None where none is stated.
    """

    variable: str
    title: str
    place: tuple[str, ...]
    believed: float
    true: float
    error: float | None
    unit: str


@dataclass(frozen=True)
class Known:
    """What the seat ``seat`` knew when entry ``seq`` was made.

    ``moment`` is what its panels showed; ``told`` what had come to it (injects, answers, findings,
    orders it could see), oldest first; ``untold`` what others knew by then; ``guesses`` where it
    saw estimates; ``player`` the policy that played the seat then, None for a person.
    """

    seq: int
    seat: str
    moment: Moment
    told: tuple[Told, ...]
    untold: tuple[Told, ...]
    guesses: tuple[Guess, ...]
    player: Player | None = None


def known_at(replay: Replay, seq: int, seat: str | None = None) -> Known:
    """Say what the seat of entry ``seq`` (or another) knew when that entry was made.

    Raises ``LookupError`` when there is no such entry or seat.
    """
    if not 1 <= seq <= replay.last:
        raise LookupError(f"there is no entry {seq}")
    who = seat or replay.course.entries[seq - 1].by
    whole = replay.moment_at(seq - 1)
    seen = visible_to(whole, who)
    return Known(
        seq, who, seen,
        tuple(_told(replay.world, seen)), tuple(_untold(replay.world, whole, seen)),
        tuple(_guesses(replay.world, whole.state, seen)),
        players_at(replay.course, seq - 1).get(who),
    )  # fmt: skip


def _told(world: World, seen: Moment) -> Iterator[Told]:
    for entry in seen.entries:
        if entry.seq in seen.voided:
            continue
        yield _row(world, entry)
        for finding in findings_of(entry):
            yield Told(entry.seq, entry.turn, "finding", finding_sentence(world, finding))


def _untold(world: World, whole: Moment, seen: Moment) -> Iterator[Told]:
    """Say the entries that the seat could not see, and the findings that were kept from it."""
    visible = {entry.seq: entry for entry in seen.entries}
    for entry in whole.entries:
        if entry.seq in whole.voided:
            continue
        if entry.seq not in visible:
            yield _row(world, entry)
        shown = visible[entry.seq].findings if entry.seq in visible else ()
        for finding in findings_of(entry):
            if finding.to_json() not in shown:
                yield Told(entry.seq, entry.turn, "finding", finding_sentence(world, finding))


def _row(world: World, entry: Entry) -> Told:
    return Told(entry.seq, entry.turn, entry.type, entry_sentence(world, entry))


def _guesses(world: World, true: State, seen: Moment) -> Iterator[Guess]:
    seat = world.scenario.seat(str(seen.seat))
    for name in (*_pressure(seen, true), *guessed(world, seat)):
        var = BY_NAME[name]
        believed, actual = getattr(seen.state, name)[0], getattr(true, name)[0]
        error = estimate_error(seen, name)
        for place in product(*(range(len(world.names[dim])) for dim in var.per)):
            yield Guess(
                name, variable_title(name),
                tuple(world.names[dim][i] for dim, i in zip(var.per, place, strict=True)),
                float(believed[place]), float(actual[place]), error, var.unit,
            )  # fmt: skip


def _pressure(seen: Moment, true: State) -> tuple[str, ...]:
    return () if (seen.state.pressure == true.pressure).all() else (PRESSURE,)
