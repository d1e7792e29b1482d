"""What the evaluator's pad shows, as plain values; no Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.analysis.evaluation import ExpectedAction
    from tabletop.analysis.report.model import InjectRow
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note
    from tabletop.session.replay import Replay
    from tabletop.world.world import World

OF_THE_PAD = ("annotation", "rating", "strength", "improvement", "hot_wash")
"""Kinds of note that the pad lists."""
SPEAKING = frozenset(
    {"deliver", "respond", "order", "take_back", "void", "advance", "start_ex", "end_ex"}
)
"""Types of entry that can bear out an expected action or its time; others need not be read."""


@dataclass(frozen=True)
class Rated:
    """An objective or a task, its last rating, and what bears on it.

    ``kind`` is ``objective`` or ``task``; ``shown`` are the entries whose orders show a task, and
    ``remarks`` the notes about it, oldest first.
    """

    kind: str
    id: str
    title: str
    text: str
    rating: str
    shown: tuple[int, ...]
    remarks: tuple[Note, ...]
    tasks: tuple[Rated, ...] = ()


def topics(world: World) -> list[tuple[str, str, str]]:
    """List what a note can be linked to: kind, id, title; tasks follow their objective."""
    found = []
    for objective in world.scenario.objectives:
        found.append(("objective", objective.id, objective.title))
        found += [("task", task.id, task.title) for task in objective.tasks]
    return found


def ratings(moment: Moment, notes: Sequence[Note]) -> list[Rated]:
    """List the objectives with their tasks and last ratings."""
    given: dict[str, list[int]] = {}
    for entry in moment.entries:
        if entry.type == "order" and entry.seq not in moment.voided:
            given.setdefault(str(entry.act["order"].get("type")), []).append(entry.seq)

    def rated(kind: str, name: str, title: str, text: str, orders: tuple[str, ...],
              tasks: tuple[Rated, ...] = ()) -> Rated:  # fmt: skip
        about = tuple(n for n in notes if n.data.get(kind) == name and n.kind in OF_THE_PAD)
        last = [str(n.data["rating"]) for n in sorted(about, key=lambda n: n.id)
                if n.kind == "rating"]  # fmt: skip
        shown = tuple(sorted(seq for order in orders for seq in given.get(order, ())))
        return Rated(kind, name, title, text, last[-1] if last else "", shown, about, tasks)

    return [
        rated("objective", one.id, one.title, one.text, (), tuple(
            rated("task", task.id, task.title, task.standard, task.orders) for task in one.tasks
        ))
        for one in moment.world.scenario.objectives
    ]  # fmt: skip


def expected(moment: Moment, notes: Iterable[Note]) -> list[ExpectedAction]:
    """List what was expected of the seats up to the moment: proposed, and decided."""
    from tabletop.analysis.evaluation import expected_actions

    entries = [entry for entry in moment.entries if entry.type in SPEAKING]
    return expected_actions(moment.world, entries, moment.voided, notes)


def planned_and_actual(replay: Replay, notes: Iterable[Note]) -> list[InjectRow]:
    """List every inject as planned and as played, with how long its first act took."""
    from tabletop.analysis.report.msel import inject_rows
    from tabletop.analysis.report.reading import Reading

    return list(inject_rows(Reading(replay, notes)))


def written(notes: Iterable[Note]) -> Iterator[Note]:
    """Yield what was written on the pad, the latest first."""
    yield from sorted((n for n in notes if n.kind in OF_THE_PAD), key=lambda n: -n.id)


def link_of(note: Note) -> tuple[str, str]:
    """Return what a note is linked to: kind and id, empty for nothing."""
    for kind in ("task", "objective"):
        if note.data.get(kind):
            return kind, str(note.data[kind])
    return "", ""
