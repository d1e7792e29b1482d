"""Evaluation in the report: objectives with ratings, strengths, weaknesses, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.analysis.evaluation import LATE, MISSED, ExpectedAction
from tabletop.analysis.report.model import (
    Claim,
    Improvement,
    MeasureRow,
    ObjectiveRow,
    ObservationRow,
    Participant,
    TaskRow,
)
from tabletop.analysis.report.reading import Reading
from tabletop.rules.words import place_name
from tabletop.session.staffing import Player, policies_of
from tabletop.session.wording import entry_sentence, seat_name
from tabletop.world.objectives import Objective

WORDS = {"P": "performed without challenges", "S": "performed with some challenges",
         "M": "performed with major challenges", "U": "unable to be performed"}  # fmt: skip
"""The ratings of HSEEP in words."""
GOOD, POOR = ("P", "S"), ("M", "U")
NOTABLE = 10.0
"""Points by which a measure must move to be proposed as a strength or a weakness."""
MOST = 12
"""Most strengths, and most weaknesses, that are taken from the record itself."""


def observation_rows(reading: Reading) -> Iterator[ObservationRow]:
    """Yield what evaluators noted: in the record, then beside it."""
    objectives = reading.world.scenario.objectives
    titles = {one.id: one.title for one in objectives}
    titles |= {task.id: task.title for one in objectives for task in one.tasks}
    for entry in reading.standing("observation"):
        act = entry.act
        yield ObservationRow(
            entry.seq, entry.turn, seat_name(reading.world, entry.by), str(act["text"]),
            titles.get(str(act.get("objective")), ""), str(act.get("rating") or ""),
            act.get("about"),
        )  # fmt: skip
    for note in reading.notes_of("rating", "annotation", "strength", "improvement", "hot_wash"):
        question = str(note.data.get("question", ""))
        text = f"{question}: {note.text}" if question else note.text
        if not text and note.kind != "rating":
            continue
        yield ObservationRow(
            note.entry, reading.turn_of(note.entry), seat_name(reading.world, note.author), text,
            titles.get(str(note.data.get("objective") or note.data.get("task")), ""),
            str(note.data.get("rating") or ""), note.entry or None,
        )  # fmt: skip


def objective_rows(
    reading: Reading, measures: Sequence[MeasureRow], observed: Sequence[ObservationRow]
) -> Iterator[ObjectiveRow]:
    """Yield every objective with its ratings, its tasks and what its measures did."""
    rows = {row.name: row for row in measures}
    last = reading.entries[-1].seq if reading.entries else 0
    for objective in reading.world.scenario.objectives:
        rated = [row for row in observed if row.objective == objective.title]
        whole = _last_rating(reading, "objective", objective.id)
        shown = tuple(
            f"{rows[name].title}: {rows[name].values[0]:.0f} → {rows[name].values[-1]:.0f} "
            f"({rows[name].verdict})"
            for name in objective.measures if name in rows
        )  # fmt: skip
        given = [row.rating for row in rated if row.rating]
        yield ObjectiveRow(
            objective.id, objective.title, objective.capability, objective.text,
            whole or (given[-1] if given else ""),
            tuple(
                Claim(f"{row.rating or '–'}: {row.text or WORDS.get(row.rating, '')}",
                      (row.entry or last,))
                for row in rated
            ),
            shown, tuple(_tasks(reading, objective, last)),
        )  # fmt: skip


def _tasks(reading: Reading, objective: Objective, last: int) -> Iterator[TaskRow]:
    given: dict[str, list[int]] = {}
    for entry in reading.standing("order"):
        given.setdefault(str(entry.act["order"].get("type")), []).append(entry.seq)
    for task in objective.tasks:
        remarks = tuple(
            Claim(f"{note.data.get('rating', '–')}: {note.text or '(no words)'}",
                  (note.entry or last,))
            for note in reading.notes_of("rating") if note.data.get("task") == task.id
        )  # fmt: skip
        shown = sorted(seq for order in task.orders for seq in given.get(order, ()))
        rating = _last_rating(reading, "task", task.id)
        yield TaskRow(task.id, task.title, task.standard, rating, remarks, tuple(shown))


def _last_rating(reading: Reading, what: str, name: str) -> str:
    """Return the rating given last to a task, or to an objective as a whole; empty if none."""
    given = [
        str(note.data["rating"]) for note in reading.notes_of("rating")
        if note.data.get(what) == name and (what == "task" or not note.data.get("task"))
    ]  # fmt: skip
    return given[-1] if given else ""


def strengths(
    reading: Reading, measures: Sequence[MeasureRow], observed: Sequence[ObservationRow]
) -> Iterator[Claim]:
    """Yield what went well: evaluators first, then what the record shows, marked as such."""
    yield from _from_evaluators(reading, observed, GOOD, "strength")
    last = reading.entries[-1].seq if reading.entries else 0
    found = 0
    for row in sorted(measures, key=lambda one: -abs(one.change)):
        if row.verdict == "better" and abs(row.change) >= NOTABLE and row.unit.startswith("0"):
            found += 1
            if found <= MOST:
                yield Claim(
                    f"{row.title} got better by {abs(row.change):.0f} points "
                    f"({row.values[0]:.0f} → {row.values[-1]:.0f}). [from the record]", (last,)
                )  # fmt: skip


def weaknesses(
    reading: Reading, measures: Sequence[MeasureRow], observed: Sequence[ObservationRow],
    expected: Sequence[ExpectedAction],
) -> Iterator[Claim]:  # fmt: skip
    """Yield what to work on: evaluators first, then what the record shows, marked as such."""
    yield from _from_evaluators(reading, observed, POOR, "improvement")
    last = reading.entries[-1].seq if reading.entries else 0
    titles = {inject.id: inject.title for inject in reading.world.injects}
    behind = [one for one in expected if one.status in (LATE, MISSED)]
    for one in sorted(behind, key=lambda one: (not one.decided, one.status != MISSED))[:MOST]:
        who = "decided by the evaluator" if one.decided else "from the record, not yet decided"
        yield Claim(
            f"Expected after “{titles.get(one.inject, one.inject)}”: {one.text} – {one.status} "
            f"({one.remark or one.because}). [{who}]", one.entries,
        )  # fmt: skip
    for row in sorted(measures, key=lambda one: -abs(one.change)):
        if row.verdict == "worse" and abs(row.change) >= NOTABLE and row.unit.startswith("0"):
            yield Claim(
                f"{row.title} got worse by {abs(row.change):.0f} points "
                f"({row.values[0]:.0f} → {row.values[-1]:.0f}). [from the record]", (last,)
            )  # fmt: skip


def _from_evaluators(
    reading: Reading, observed: Sequence[ObservationRow], ratings: Sequence[str], kind: str
) -> Iterator[Claim]:
    last = reading.entries[-1].seq if reading.entries else 0
    for row in observed:
        if row.rating in ratings and row.text:
            where = f" ({row.objective})" if row.objective else ""
            yield Claim(f"{row.text}{where} [{row.seat}, {row.rating}]", (row.entry or last,))
    for note in reading.notes_of(kind):
        if note.text:
            yield Claim(f"{note.text} [{seat_name(reading.world, note.author)}]",
                        (note.entry or last,))  # fmt: skip


def highlights(reading: Reading) -> Iterator[Claim]:
    """Yield the moments that were marked for the debrief, by list and place, then by entry."""
    marked = sorted(
        reading.notes_of("highlight", "important"),
        key=lambda note: (note.kind, str(note.data.get("list", "")), note.data.get("place", 0),
                          note.entry),
    )  # fmt: skip
    told: set[int] = set()
    for note in marked:
        if 1 <= note.entry <= len(reading.entries) and note.entry not in told:
            told.add(note.entry)
            said = entry_sentence(reading.world, reading.entries[note.entry - 1])
            words = f" – {note.text}" if note.text else ""
            turn = reading.turn_of(note.entry)
            yield Claim(f"Turn {turn}: {said}{words}", (note.entry,))


def plan(
    reading: Reading, objectives: Sequence[ObjectiveRow], weak: Sequence[Claim]
) -> Iterator[Improvement]:
    """Yield the rows of the improvement plan: evaluators' own, then a row for each weakness."""
    last = reading.entries[-1].seq if reading.entries else 0
    written = set()
    for note in reading.notes_of("improvement"):
        data = {key: str(value) for key, value in note.data.items()}
        written.add(note.text)
        yield Improvement(
            data.get("capability", ""), note.text, (note.entry or last,), data.get("action", ""),
            data.get("owner", ""), data.get("start", ""), data.get("due", ""),
        )  # fmt: skip
    for claim in weak:
        if not any(claim.text.startswith(text) for text in written if text):
            yield Improvement(_capability(reading, objectives, claim), claim.text, claim.entries,
                              "", "", "", "")  # fmt: skip


def _capability(reading: Reading, objectives: Sequence[ObjectiveRow], claim: Claim) -> str:
    """Return the capability a weakness belongs to: by its inject, its measure or its objective."""
    for row in objectives:
        if any(f"({title})" in claim.text for title in (row.title, *(t.title for t in row.tasks))):
            return row.capability
        if any(claim.text.startswith(text.partition(":")[0] + " got") for text in row.measures):
            return row.capability
    known = {one.id: one.capability for one in reading.world.scenario.objectives}
    for inject in reading.world.injects:
        if f"“{inject.title}”" in claim.text:
            return next((known[name] for name in inject.objectives if name in known), "")
    return ""


def participants(reading: Reading) -> Iterator[Participant]:
    """Yield the seats, for whom they spoke and what they did."""
    words = {"order": "order", "respond": "answer", "deliver": "inject", "ad_hoc": "ad hoc inject",
             "ruling": "ruling", "observation": "observation"}  # fmt: skip
    policies = policies_of(reading.entries)
    for seat in reading.world.scenario.seats:
        done = [e for e in reading.entries if e.by == seat.id and e.seq not in reading.undone]
        counts: dict[str, int] = {}
        for entry in done:
            if entry.type in words:
                counts[words[entry.type]] = counts.get(words[entry.type], 0) + 1
        said = ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items())
        played = policies.get(seat.id, [])
        by = "; ".join(f"played by the policy “{one.title}” from {_from(one)}" for one in played)
        said = "; ".join(part for part in (said or "no acts", by) if part)
        speaks = ", ".join(place_name(reading.world, "actor", one) for one in seat.actors)
        first_and_last = (done[0].seq, done[-1].seq) if done else ()
        entries = (*first_and_last, *(one.seq for one in played))
        yield Participant(seat.name, seat.role, speaks, said, tuple(sorted(set(entries))))


def _from(one: Player) -> str:
    return f"turn {one.turn} on" if one.turn else "the start on"
