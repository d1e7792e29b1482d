"""The after-action report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tabletop.analysis.report.model import Claim, Report

# Session files hold what people typed: nothing of it may become markup or a link.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def plain(text: str) -> str:
    """Return ``text`` on one line, with everything escaped that Markdown would read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def cite(entries: Sequence[int]) -> str:
    """Return the entry numbers a claim rests on."""
    return f" [{', '.join(f'#{n}' for n in entries)}]" if entries else ""


def markdown(report: Report) -> str:
    """Write the report as Markdown."""
    return "\n".join(_lines(report)).rstrip() + "\n"


def _claims(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield f"- {plain(claim.text)}{cite(claim.entries)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(plain(cell) for cell in row)} |"
    yield ""


def _lines(report: Report) -> Iterator[str]:
    yield f"**{plain(report.marking)}**"
    yield from ("", f"# After-action report: {plain(report.title)}", "")
    yield from (plain(report.summary), "", f"*{plain(report.caution)}*", "")
    yield "Numbers in brackets, such as [#12], are entries of the record."
    yield from ("", "## Overview", "")
    yield from _table(("", ""), report.overview)
    yield from ("## Summary", "", *_claims(report.claims), "")
    yield from ("## Course of the exercise", "")
    for turn in report.turns:
        yield from (f"### Turn {turn.turn} ({turn.date})", "", *_claims(turn.claims))
        if turn.left_out:
            yield f"- and {turn.left_out} smaller changes"
        yield ""
    yield from _decisions(report)
    yield from _measures(report)
    yield from _evaluation(report)
    if report.afterwards:
        yield from ("## The final test", "")
        yield from (f"- {plain(text)}" for text in report.afterwards)
        yield ""
    yield from _assumptions(report)
    yield from ("## About this record", "", *_table(("", ""), report.facts))
    yield f"**{plain(report.marking)}**"


def _decisions(report: Report) -> Iterator[str]:
    yield from ("## Decisions", "")
    yield from _table(
        ("Entry", "Turn", "Seat", "Decision", "Intent", "Rationale"),
        (
            (f"#{d.entry}", str(d.turn), d.seat, d.text + (" (taken back)" if d.undone else ""),
             d.intent, d.rationale)
            for d in report.decisions
        ),
    )  # fmt: skip
    yield from ("## Rulings", "")
    if not report.rulings:
        yield from ("No outcome was ruled; every one stood as drawn.", "")
    else:
        yield from _table(
            ("Entry", "Turn", "Ruling", "Odds", "Drawn", "Reason"),
            (
                (f"#{r.entry}", str(r.turn), r.text,
                 "" if r.odds is None else f"{100 * r.odds:.0f} %",
                 "" if r.drawn is None else ("yes" if r.drawn else "no"), r.reason)
                for r in report.rulings
            ),
        )  # fmt: skip
    yield from ("## Injects, planned and actual", "")
    yield from _table(
        ("Inject", "Kind", "Planned", "Actual", "Answer", "Entries"),
        (
            (f"{i.id} {i.title}".strip(), i.kind, i.planned, i.actual, i.answer,
             ", ".join(f"#{n}" for n in i.entries))
            for i in report.injects
        ),
    )  # fmt: skip


def _measures(report: Report) -> Iterator[str]:
    yield from ("## Measures", "")
    turns = report.measures[0].turns if report.measures else ()
    yield from _table(
        ("Measure", "Unit", "Better", *(f"T{turn}" for turn in turns)),
        (
            (row.title, row.unit, row.better, *(f"{value:.0f}" for value in row.values))
            for row in report.measures
        ),
    )
    for row in report.measures:
        yield from (f"### {plain(row.title)} ({row.verdict})", "", plain(row.says), "")
        first = {term.name: term.contribution for term in row.first.terms}
        yield from _table(
            ("Term", "At the start", "At the end", "Variables"),
            (
                (term.title, f"{first.get(term.name, 0.0):.1f}", f"{term.contribution:.1f}",
                 ", ".join(term.variables))
                for term in row.last.terms
            ),
        )  # fmt: skip


def _evaluation(report: Report) -> Iterator[str]:
    yield from ("## Objectives", "")
    for objective in report.objectives:
        yield from (f"### {plain(objective.id)} {plain(objective.title)}", "")
        yield from (plain(objective.text), "")
        yield from (f"- {plain(text)}" for text in objective.measures)
        yield from _claims(objective.ratings)
        yield ""
    if report.observations:
        yield from ("## Observations", "")
        yield from _table(
            ("Entry", "Turn", "Seat", "Objective", "Rating", "Observation", "About"),
            (
                (f"#{o.entry}", str(o.turn), o.seat, o.objective, o.rating, o.text,
                 f"#{o.about}" if o.about else "")
                for o in report.observations
            ),
        )  # fmt: skip


def _assumptions(report: Report) -> Iterator[str]:
    yield from ("## Assumptions", "", plain(report.caution), "")
    changed = [a for a in report.assumptions if a.changed]
    yield f"{len(report.assumptions)} numbers of doctrine were in force, {len(changed)} of them"
    yield from ("changed by the scenario (marked with ●).", "")
    yield from _table(
        ("Name", "Value", "Usual", "Range", "Unit", "Confidence", "Source", "Meaning"),
        (
            (("● " if a.changed else "") + a.name, f"{a.value:g}", f"{a.usual:g}",
             f"{a.low:g} … {a.high:g}", a.unit, a.confidence, a.source, a.says)
            for a in report.assumptions
        ),
    )  # fmt: skip
