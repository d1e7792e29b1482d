"""Two lines of play side by side: branches of one session, or the records of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tabletop.rules.measures import score
from tabletop.session.course import Course
from tabletop.session.record import Entry, canonical
from tabletop.session.replay import Replay
from tabletop.world.state import State
from tabletop.world.variables import NEVER, VARIABLES, Var
from tabletop.world.world import World

ON_THE_MAP = ("force", "sector", "node", "link", "air_area", "sea_area")
"""The dimensions of what stands on the map."""


@dataclass(frozen=True, slots=True)
class EntryPair:
    """Entries side by side, both of ``turn``; one side is None where only the other did it.

    ``same`` tells that both did the same thing to the same effect.
    """

    turn: int
    left: Entry | None
    right: Entry | None
    same: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A variable of one thing (a force, a sector) that differs, in words of its own table.

    A side is None when that line of play knows no such thing.
    """

    dimension: str
    id: str
    variable: str
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True)
class MeasureCourse:
    """A measure at the end of each turn on both sides, from turn 0 (before StartEx) on."""

    name: str
    left: tuple[float, ...]
    right: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two lines of play share and where they part.

    ``shared`` counts the entries that are the very same; ``entries`` pairs all later ones;
    ``differences`` are those of the map at the two entries compared.
    """

    shared: int
    entries: tuple[EntryPair, ...]
    differences: tuple[Difference, ...]
    measures: tuple[MeasureCourse, ...]


def compare(
    left: Replay, right: Replay, at: tuple[int, int] | None = None,
    dimensions: Sequence[str] = ON_THE_MAP,
) -> Comparison:  # fmt: skip
    """Compare two records; the map at the entries ``at``, or at the last of each.

    Raises ``LookupError`` for an entry that is not there and ``BrokenRecord`` when one of the
    records cannot be shown.
    """
    here, there = at or (left.last, right.last)
    return Comparison(
        shared(left, right),
        tuple(entry_pairs(left, right)),
        tuple(
            differences(left.world, left.state_at(here), right.world, right.state_at(there),
                        dimensions)
        ),
        tuple(measure_courses(left, right)),
    )  # fmt: skip


def shared(left: Replay, right: Replay) -> int:
    """Count the entries from the start on that both records hold, hash for hash."""
    if left.journal.heading.root != right.journal.heading.root:
        return 0
    pairs = zip(left.course.entries, right.course.entries, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a.hash != b.hash),
                min(left.last, right.last))  # fmt: skip


def entry_pairs(left: Replay, right: Replay) -> Iterator[EntryPair]:
    """Pair the entries after those that are shared, turn by turn, same acts beside each other."""
    first = shared(left, right)
    sides = left.course.entries[first:], right.course.entries[first:]
    turns = sorted({entry.turn for side in sides for entry in side})
    for turn in turns:
        a, b = ([entry for entry in side if entry.turn == turn] for side in sides)
        keys = ([(e.by, canonical(e.act)) for e in a], [(e.by, canonical(e.act)) for e in b])
        steps = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
        for what, a1, a2, b1, b2 in steps:
            if what == "equal":
                for one, other in zip(a[a1:a2], b[b1:b2], strict=True):
                    yield EntryPair(turn, one, other, one.digest == other.digest)
                continue
            yield from (EntryPair(turn, one, None, False) for one in a[a1:a2])
            yield from (EntryPair(turn, None, one, False) for one in b[b1:b2])


def differences(
    left: World, a: State, right: World, b: State, dimensions: Sequence[str] = ON_THE_MAP
) -> Iterator[Difference]:
    """Name everything that differs between two states, thing by thing, matched by id."""
    for dimension in dimensions:
        rows, columns = left.index[dimension], right.index[dimension]
        variables = [var for var in VARIABLES if var.per == (dimension,)]
        for name in dict.fromkeys((*left.names[dimension], *right.names[dimension])):
            i, j = rows.get(name), columns.get(name)
            for var in variables:
                one = None if i is None else _said(left, var, getattr(a, var.name)[0, i])
                other = None if j is None else _said(right, var, getattr(b, var.name)[0, j])
                if one != other:
                    yield Difference(dimension, name, var.name, one, other)


def _said(world: World, var: Var, value: float) -> str:
    """Say the value of a variable as its table does; a node by its name."""
    number = float(value)
    if var.kind == "enum" and 0 <= number < len(var.values):
        return var.values[int(number)]
    if var.unit == "node number":
        return _node(world, int(number))
    if var.kind == "bool":
        return "yes" if number else "no"
    return "never" if number == NEVER and var.kind == "int" else f"{number:.4g}"


def _node(world: World, number: int) -> str:
    names = world.names["node"]
    return names[number] if 0 <= number < len(names) else "home"


def measure_courses(left: Replay, right: Replay) -> Iterator[MeasureCourse]:
    """Work out every measure at the end of each turn of both records."""
    one, other = _scores(left), _scores(right)
    for name in one[0]:
        yield MeasureCourse(name, tuple(s[name] for s in one), tuple(s[name] for s in other))


def _scores(replay: Replay) -> list[dict[str, float]]:
    return [
        {name: float(value[0]) for name, value in score(replay.world, replay.state_at(seq)).items()}
        for seq in turn_ends(replay.course)
    ]


def turn_ends(course: Course) -> list[int]:
    """List the last entry of each turn, of turn 0 (before StartEx) first."""
    return [*(opening - 1 for opening in course.openings), len(course.entries)]
