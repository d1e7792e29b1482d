"""Rows and words of the window on what mattered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tabletop.ui.panels.words import signed

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects

translate = QCoreApplication.translate
MOST_ENTRIES = 6
LEAST = 0.005
"""What is smaller is written as nothing."""


@dataclass(frozen=True)
class EffectRow:
    """What leaving some acts out tells of one measure; ``number`` is that of the omission."""

    number: int
    title: str
    mean: float
    low: float
    high: float
    noise: bool
    good: bool
    turn: int
    entries: frozenset[int]
    dropped: float

    @property
    def first(self) -> int:
        """The first of the entries."""
        return min(self.entries, default=0)

    @property
    def entries_words(self) -> str:
        """The numbers of the entries, the first few."""
        some = ", ".join(str(seq) for seq in sorted(self.entries)[:MOST_ENTRIES])
        return f"{some} …" if len(self.entries) > MOST_ENTRIES else some


def effect_rows(effects: Effects, measure: str) -> list[EffectRow]:
    """List the effects on a measure, those beyond noise first, the strongest first."""
    from tabletop.rules.measures import MEASURES

    column, better = list(MEASURES).index(measure), MEASURES[measure].better
    found = []
    for i in effects.ranked(measure):
        one, mean = effects.omissions[i], float(effects.mean[i, column])
        found.append(EffectRow(
            i, one.title, mean, float(effects.low[i, column]), float(effects.high[i, column]),
            bool(effects.noise[i, column]), (mean > 0.0) == (better == "high"), one.turn,
            one.entries, float(effects.dropped[i]),
        ))  # fmt: skip
    return found


def moved_by_measure(effects: Effects) -> dict[str, int]:
    """Count, for each measure, the acts and seats that moved it beyond noise."""
    from tabletop.rules.measures import MEASURES

    noise = effects.noise
    return {name: int((~noise[:, column]).sum()) for column, name in enumerate(MEASURES)}


def interval_words(row: EffectRow) -> str:
    """Say the 95 % interval of an effect, and plainly when it is within noise."""
    if row.low == row.high == 0.0:
        return translate("Mattered", "none in any world")
    if max(abs(row.mean), abs(row.low), abs(row.high)) < LEAST:
        return translate("Mattered", "less than can be shown")
    clear = translate("Mattered", "{low} to {high}")
    noise = translate("Mattered", "within noise, {low} to {high}")
    return (noise if row.noise else clear).format(low=signed(row.low, 2), high=signed(row.high, 2))


def pair_words(effects: Effects, measure: str) -> str:
    """Say the strongest pair of acts on a measure; empty when there is none beyond noise."""
    pair = next((one for one in effects.pairs if one.measure == measure), None)
    if pair is None:
        return ""
    words = translate(
        "Mattered",
        "Strongest pair: {one} – {other}; together {more} ({low} to {high}) beyond their sum.",
    )
    return words.format(
        one=effects.omissions[pair.one].title, other=effects.omissions[pair.other].title,
        more=signed(pair.interaction, 2), low=signed(pair.low, 2), high=signed(pair.high, 2),
    )  # fmt: skip
