"""The MSEL of a session as a workbook: the injects, what became of each, what was expected."""

from __future__ import annotations

from tabletop.analysis.evaluation import expected_actions, latencies
from tabletop.analysis.report.msel import inject_rows
from tabletop.analysis.report.reading import Reading
from tabletop.content.msel_xlsx import Sheet, workbook


def msel_workbook(reading: Reading) -> bytes:
    """Write the MSEL, planned and actual, as XLSX that ``tabletop msel import`` reads as well."""
    return workbook(
        reading.world.spec,
        (_actual(reading), _expected(reading)),
        marking=reading.world.scenario.marking,
    )


def _actual(reading: Reading) -> Sheet:
    waits = {one.entry: one for one in latencies(reading.world, reading.entries, reading.undone)}
    rows = []
    for row in inject_rows(reading):
        wait = waits.get(row.acted or -1)
        rows.append((
            row.id, row.title, row.kind, row.planned, row.planned_date, row.actual,
            row.actual_date, row.at, row.target, row.answer,
            None if wait is None else round(wait.seconds / 60, 2),
            None if wait is None else wait.turns, row.acted,
            ", ".join(f"#{n}" for n in row.entries),
        ))  # fmt: skip
    head = ("Inject", "Title", "Kind", "Planned", "Planned date", "Actual", "Actual date",
            "Actual time (UTC)", "Aimed at", "Answer", "Latency (min)", "Latency (turns)",
            "First act (entry)", "Entries")  # fmt: skip
    return Sheet("Planned and actual", head, tuple(rows))


def _expected(reading: Reading) -> Sheet:
    rows = tuple(
        (one.inject, one.number, one.text, one.proposed, one.because, one.decided, one.by,
         one.remark, ", ".join(f"#{n}" for n in one.entries))
        for one in expected_actions(
            reading.world, reading.entries, reading.undone, reading.notes)
    )  # fmt: skip
    head = ("Inject", "Number", "Expected action", "Proposed", "Because", "Decided", "By",
            "Remark", "Entries")  # fmt: skip
    return Sheet("Expected actions", head, rows)
