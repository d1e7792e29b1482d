"""The chapters of the report: from the model to the blocks of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tabletop.analysis.report.annexes import annexes
from tabletop.analysis.report.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    NewPage,
    Picture,
    Table,
    Text,
    cells,
)
from tabletop.analysis.report.evaluation import WORDS
from tabletop.analysis.report.length import readable
from tabletop.analysis.report.mattered import mattered_chapter
from tabletop.analysis.report.measures import measure_chapter
from tabletop.analysis.report.model import DecisionRow, Report

ALIKE = 3
"""From how many on the same order for several actors stands in one row."""
TRAY = ("tray", "not played")
"""How an inject is planned and played that only waited to be used."""
READ_ENTRIES = "Numbers in brackets, such as [#12], are entries of the record."


def document_of(report: Report) -> Document:
    """Lay a report out as a document."""
    lines = [f"Played on {report.played}"] if report.played else []
    if report.file:
        lines.append(f"Session file: {report.file}")
    if report.anonymous:
        lines.append("Anonymised: names of persons and seats, and what they wrote, are left out")
    return Document(
        title=report.title, subtitle="After-action report and improvement plan",
        marking=report.marking, lines=tuple(lines), caution=report.caution,
        blocks=tuple(readable(_blocks(report))),
    )  # fmt: skip


def _blocks(report: Report) -> Iterator[Block]:
    yield Heading(1, "Exercise overview", "overview")
    yield pairs("overview", report.overview)
    yield Text(report.caution, tone="caution")
    yield from _summary(report)
    yield from _objectives(report)
    yield from _course(report)
    yield from _decisions(report)
    yield from _rulings(report)
    yield from _injects(report)
    yield from measure_chapter(report)
    yield from mattered_chapter(report)
    if report.afterwards:
        yield Heading(1, "The final test", "afterwards")
        last = max((n for claim in report.claims for n in claim.entries), default=0)
        for text in report.afterwards:
            yield Text(text, (last,) if last else ())
    yield from annexes(report)


def pairs(name: str, rows: tuple[tuple[str, str], ...]) -> Table:
    """Return a table of names and values."""
    return Table(name, (Column("", 0.24), Column("", 0.76)),
                 tuple((Cell(key, tone="strong"), Cell(value)) for key, value in rows))  # fmt: skip


def _summary(report: Report) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "Summary", "summary")
    yield Text(READ_ENTRIES, tone="small")
    yield Bullets(report.claims)
    if report.highlights:
        yield Heading(2, "Moments marked for the debrief", "highlights")
        yield Bullets(report.highlights)
    yield Heading(2, "Strengths", "strengths")
    if report.strengths:
        yield Bullets(report.strengths)
    else:
        yield Text("None were noted, and no measure rose by ten points or more.")
    yield Heading(2, "Areas for improvement", "weaknesses")
    if report.weaknesses:
        yield Bullets(report.weaknesses)
    else:
        yield Text("None were noted, and nothing that was expected came late or not at all.")


def _objectives(report: Report) -> Iterator[Block]:
    yield Heading(1, "Objectives, capabilities and tasks", "objectives")
    yield Text("Ratings: " + "; ".join(f"{key} {says}" for key, says in WORDS.items()) + ".",
               tone="small")  # fmt: skip
    yield Table(
        "ratings", (Column("Objective", 0.34), Column("Capability", 0.26),
                    Column("Rating", 0.1, "centre"), Column("Measures", 0.3)),
        tuple(
            cells(one.title, one.capability, Cell(one.rating or "–", tone=one.rating),
                  "; ".join(one.measures))
            for one in report.objectives
        ),
    )  # fmt: skip
    for one in report.objectives:
        yield Heading(2, one.title, f"o-{one.id}")
        yield Text(one.text)
        if one.tasks:
            yield Table(
                f"tasks-{one.id}",
                (Column("Task", 0.27), Column("Done when", 0.33), Column("Rating", 0.1, "centre"),
                 Column("Remarks and orders that show it", 0.3)),
                tuple(
                    cells(
                        Cell(task.title, tone="strong"), task.standard,
                        Cell(task.rating or "–", tone=task.rating),
                        Cell("; ".join(claim.text for claim in task.remarks)
                             or ("" if task.shown else "no such order was given"),
                             tuple(sorted({*(n for c in task.remarks for n in c.entries),
                                           *task.shown[:8]}))),
                    )
                    for task in one.tasks
                ),
            )  # fmt: skip
        if one.ratings:
            yield Bullets(one.ratings)
    if report.observations:
        yield Heading(2, "Observations", "observations")
        yield Table(
            "observations",
            (Column("Entry", 0.1), Column("Turn", 0.08, "right"), Column("Seat", 0.14),
             Column("Objective or task", 0.19), Column("Rating", 0.1, "centre"),
             Column("Observation", 0.39)),
            tuple(
                cells(Cell("", (o.entry,) if o.entry else ()), str(o.turn), o.seat, o.objective,
                      Cell(o.rating, tone=o.rating),
                      Cell(o.text, (o.about,) if o.about and o.about != o.entry else ()))
                for o in report.observations
            ),
        )  # fmt: skip


def _course(report: Report) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "Course of the exercise", "course")
    stills = {still.turn: still for still in report.stills}
    if 0 in stills:
        yield Heading(2, "At the start", "t-0")
        yield _still(report, 0)
    for turn in report.turns:
        yield Heading(2, f"Turn {turn.turn} ({turn.date})", f"t-{turn.turn}")
        if turn.turn in stills:
            yield _still(report, turn.turn)
        if turn.claims:
            yield Bullets(turn.claims)
        else:
            yield Text("Nothing worth a line happened.")
        if turn.left_out:
            yield Text(f"and {turn.left_out} smaller changes", tone="small")


def _still(report: Report, turn: int) -> Picture:
    still = next(one for one in report.stills if one.turn == turn)
    when = f"after turn {turn}" if turn else "at the start"
    return Picture(
        f"map-turn-{turn:02d}", still.svg, still.width, still.height,
        f"Map of the line and the forces {when}", f"The line and the forces {when}"
        + (f" [#{still.seq}]" if still.seq else ""),
    )  # fmt: skip


def _decisions(report: Report) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "Decisions", "decisions")
    if not report.decisions:
        yield Text("No orders or answers were given.")
        return
    yield Table(
        "decisions",
        (Column("Entry", 0.09), Column("Turn", 0.07, "right"), Column("Seat", 0.2),
         Column("Decision", 0.35), Column("Intent and rationale", 0.29)),
        tuple(_decision(alike) for alike in _alike(report.decisions)),
        size="small",
    )  # fmt: skip


def _alike(decisions: Iterable[DecisionRow]) -> Iterator[tuple[DecisionRow, ...]]:
    """Yield decisions; the same order for several actors, one after the other, stays together."""
    for _, found in groupby(decisions, key=_but_for_whom):
        rows = tuple(found)
        if len(rows) >= ALIKE:
            yield rows
        else:
            yield from ((row,) for row in rows)


def _but_for_whom(row: DecisionRow) -> tuple[object, ...]:
    """Return all that a decision says but for whom; an answer is like no other."""
    if not row.actor or not row.text.startswith(f"{row.actor}: "):
        return (row.entry,)
    return (row.turn, row.text.removeprefix(row.actor), row.intent, row.rationale, row.undone)


def _decision(rows: tuple[DecisionRow, ...]) -> tuple[Cell, ...]:
    """Return the row of one decision, or of the same one for several actors."""
    d = rows[0]
    said = d.text if len(rows) == 1 else (
        ", ".join(row.actor for row in rows) + d.text.removeprefix(d.actor)
    )  # fmt: skip
    return cells(
        Cell("", tuple(row.entry for row in rows)), str(d.turn),
        ", ".join(dict.fromkeys(row.seat for row in rows)),
        Cell(said + (" (taken back)" if d.undone else ""), tone="undone" if d.undone else ""),
        " — ".join(part for part in (d.intent, d.rationale) if part),
    )  # fmt: skip


def _rulings(report: Report) -> Iterator[Block]:
    yield Heading(1, "Rulings", "rulings")
    if not report.rulings:
        yield Text("No outcome was ruled; every one stood as drawn.")
        return
    yield Table(
        "rulings",
        (Column("Entry", 0.09), Column("Turn", 0.07, "right"), Column("Ruling", 0.29),
         Column("Odds", 0.08, "right"), Column("Drawn", 0.09),
         Column("Reason and arguments", 0.38)),
        tuple(
            cells(
                Cell("", (r.entry,)), str(r.turn), r.text,
                "" if r.odds is None else f"{100 * r.odds:.0f} %",
                "" if r.drawn is None else ("yes" if r.drawn else "no"),
                " ".join(_ended(one) for one in (r.reason, *r.arguments) if one),
            )
            for r in report.rulings
        ),
    )  # fmt: skip


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _injects(report: Report) -> Iterator[Block]:
    yield Heading(1, "Injects, planned and actual", "injects")
    yield Table(
        "injects",
        (Column("Inject", 0.24), Column("Planned", 0.19), Column("Actual", 0.18),
         Column("First act", 0.11), Column("Answer", 0.28)),
        tuple(
            cells(
                Cell(f"{i.id} {i.title}" + (f" ({i.kind})" if i.kind else "")),
                i.planned + (f" ({i.planned_date})" if i.planned_date else ""),
                Cell(i.actual + (f" ({i.actual_date}, {i.at[11:]})" if i.at else "")
                     + (f" at {i.target}" if i.target else ""), i.entries),
                Cell(f"after {i.waited}" if i.waited else "", (i.acted,) if i.acted else ()),
                i.answer,
            )
            for i in sorted(report.injects, key=lambda one: not one.entries)
            if (i.planned, i.actual) != TRAY
        ),
        size="small",
    )  # fmt: skip
    tray = [f"{i.id} {i.title}" for i in report.injects if (i.planned, i.actual) == TRAY]
    if tray:
        number = f"{len(tray)} inject{'s' if len(tray) > 1 else ''}"
        yield Text(f"{number} stayed in the tray: {'; '.join(tray)}.")
    if report.expected:
        yield from _expected(report)


def _expected(report: Report) -> Iterator[Block]:
    yield Heading(2, "Expected actions", "expected")
    yield Text(
        "Proposed from the orders and answers of the record: met within the deadline of the "
        "inject, late, or missed. The evaluator's word counts; it stands in bold.", tone="small",
    )  # fmt: skip
    tones = {"met": "good", "late": "bad", "missed": "bad"}
    titles = {row.id: row.title for row in report.injects}
    yield Table(
        "expected",
        (Column("Inject", 0.24), Column("Expected action", 0.3), Column("Status", 0.14),
         Column("Because", 0.32)),
        tuple(
            cells(
                titles.get(one.inject, one.inject), one.text,
                Cell(one.status, tone="strong" if one.decided else tones.get(one.proposed, "")),
                Cell(f"{one.by}: {one.remark or 'decided'}" if one.decided else one.because,
                     one.entries),
            )
            for one in report.expected
        ),
        size="small",
    )  # fmt: skip
