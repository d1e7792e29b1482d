"""What the window of assumptions lists: every number of the model that is in force, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.world.doctrine import Entry
    from tabletop.world.world import World

CONFIDENCE = ("high", "medium", "low", "assumption")
"""How sure an entry is, surest first."""


@dataclass(frozen=True)
class AssumptionRow:
    """An entry of the doctrine with the value in force.

    ``changed`` when the scenario set it; ``outside`` when the value lies beyond the plausible
    range.
    """

    entry: Entry
    value: float
    changed: bool

    @property
    def title(self) -> str:
        """The name as people read it."""
        return self.entry.name.replace("_", " ").capitalize()

    @property
    def outside(self) -> bool:
        """Whether the value lies beyond the plausible range."""
        return not self.entry.low <= self.value <= self.entry.high


@dataclass(frozen=True)
class Wanted:
    """Which entries are wanted: all words of ``text``, one confidence, changed ones only."""

    text: str = ""
    confidence: str = ""
    changed_only: bool = False

    def wants(self, row: AssumptionRow) -> bool:
        """Tell whether an entry is wanted."""
        if self.changed_only and not row.changed:
            return False
        entry = row.entry
        if self.confidence not in ("", entry.confidence):
            return False
        words = " ".join((entry.name, row.title, entry.unit, entry.source, entry.confidence,
                          entry.says)).casefold()  # fmt: skip
        return all(part in words for part in self.text.casefold().split())


def assumption_rows(world: World) -> list[AssumptionRow]:
    """List every entry in the order of the register, with its value in this world."""
    doctrine = world.doctrine
    return [
        AssumptionRow(entry, value, doctrine.is_changed(entry.name)) for entry, value in doctrine
    ]


def counted(rows: Iterable[AssumptionRow]) -> dict[str, int]:
    """Count entries by confidence, and those that the scenario changed."""
    listed = list(rows)
    counts = {one: sum(row.entry.confidence == one for row in listed) for one in CONFIDENCE}
    return counts | {"changed": sum(row.changed for row in listed)}


def number_words(value: float) -> str:
    """Write a value of the model without digits that say nothing."""
    return f"{value:,.6g}".replace(",", " ")
