"""The annexes of the report: improvement plan, participants, assumptions, the session itself."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    NewPage,
    Table,
    Text,
    cells,
)
from tabletop.analysis.report.model import Assumption, Report
from tabletop.analysis.report.sensitivity import sensitivity_part

PLANNING = "planning value for play"
"""The source of a number that nobody but the model's makers stands for."""


def annexes(report: Report) -> Iterator[Block]:
    """Yield the annexes."""
    yield NewPage()
    yield Heading(1, "Annex A: Improvement plan", "plan")
    yield Text(
        "One row for each area for improvement. Corrective action, responsible office and dates "
        "that no evaluator has noted yet are agreed at the after-action meeting.", tone="small",
    )  # fmt: skip
    yield Table(
        "plan",
        (Column("Capability", 0.15), Column("Area for improvement", 0.31),
         Column("Corrective action", 0.22), Column("Responsible", 0.13), Column("Start", 0.09),
         Column("Due", 0.1)),
        tuple(
            cells(one.capability, Cell(one.issue, one.entries), one.action, one.owner, one.start,
                  one.due)
            for one in report.plan
        ) or (cells("", "No area for improvement was found.", "", "", "", ""),),
        size="small",
    )  # fmt: skip
    yield Heading(1, "Annex B: Participants", "participants")
    yield Table(
        "participants",
        (Column("Seat", 0.24), Column("Role", 0.12), Column("Speaks for", 0.34),
         Column("Acts", 0.3)),
        tuple(cells(Cell(one.seat, tone="strong"), one.role, one.speaks_for,
                    Cell(one.acts, one.entries))
              for one in report.participants),
    )  # fmt: skip
    yield from _assumptions(report)
    yield NewPage()
    yield Heading(1, "Annex D: The session", "record")
    yield Table(
        "facts", (Column("", 0.24), Column("", 0.76)),
        tuple((Cell(key, tone="strong"), Cell(value)) for key, value in report.facts),
    )  # fmt: skip


def _assumptions(report: Report) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "Annex C: Assumptions", "assumptions")
    yield Text(report.caution, tone="caution")
    changed = sum(one.changed for one in report.assumptions)
    yield Text(
        f"{len(report.assumptions)} numbers of doctrine were in force, {changed} of them changed "
        "by the scenario; those are marked with ● and stand first. Numbers that rest on a source "
        "follow; mere planning values stand at the end."
    )
    yield from sensitivity_part(report)
    plain = [one for one in report.assumptions if _is_plain(one)]
    others = [one for one in report.assumptions if not _is_plain(one)]
    yield Table(
        "assumptions",
        (Column("Name", 0.2), Column("Value", 0.1, "right"), Column("Range and unit", 0.17),
         Column("Meaning", 0.31), Column("Source and confidence", 0.22)),
        tuple(
            cells(
                Cell(("● " if a.changed else "") + a.name.replace("_", " "),
                     tone="changed" if a.changed else ""),
                f"{a.value:g}" + (f" (usual {a.usual:g})" if a.changed else ""),
                f"{a.low:g} … {a.high:g} {a.unit}", a.says,
                f"{a.source}; {a.confidence}" if a.confidence not in a.source else a.source,
            )
            for a in sorted(others, key=lambda one: not one.changed)
        ),
        size="tiny",
    )  # fmt: skip
    if plain:
        yield Heading(2, "Planning values for play", "planning-values")
        yield Text(
            f"Nobody but the makers of the model stands for these {len(plain)} numbers: the source "
            f"of each is “{PLANNING}”, its confidence “assumption”.", tone="small",
        )  # fmt: skip
        yield Table(
            "planning-values",
            (Column("Name", 0.22), Column("Value", 0.08, "right"), Column("Range and unit", 0.2),
             Column("Meaning", 0.5)),
            tuple(
                cells(a.name.replace("_", " "), f"{a.value:g}",
                      f"{a.low:g} … {a.high:g} {a.unit}", a.says)
                for a in plain
            ),
            size="tiny",
        )  # fmt: skip


def _is_plain(one: Assumption) -> bool:
    return one.source == PLANNING and one.confidence == "assumption" and not one.changed
