"""A measure's effects as a tornado: what was done, and how far it moved the measure."""

from __future__ import annotations

from math import isfinite

from tabletop.analysis.mattered.effects import Effects
from tabletop.analysis.tornado import Bar, Drawing, Row, draw_tornado
from tabletop.rules.measures import MEASURES

LEGEND = "filled: for the better; outlined: for the worse; whiskers: 95 % interval"


def tornado(effects: Effects, measure: str, most: int) -> Drawing:
    """Draw the ``most`` strongest effects on a measure that are beyond noise.

    Each row begins with the first of its entries.  An interval of one world has no ends and is
    not drawn.
    """
    column, better = list(MEASURES).index(measure), MEASURES[measure].better
    rows = []
    for i in clear(effects, measure)[:most]:
        one, value = effects.omissions[i], float(effects.mean[i, column])
        low, high = float(effects.low[i, column]), float(effects.high[i, column])
        drawn = (low, high) if isfinite(low) and isfinite(high) else (None, None)
        first = min(one.entries, default=0)
        rows.append(Row(f"#{first} {one.title}" if first else one.title,
                        (Bar(value, (value > 0) != (better == "high"), *drawn),)))  # fmt: skip
    title = f"{MEASURES[measure].title}: with less without, after the last turn"
    return draw_tornado(rows, title=title, legend=LEGEND)


def clear(effects: Effects, measure: str) -> list[int]:
    """Return the numbers of the omissions that moved a measure beyond noise, strongest first."""
    column = list(MEASURES).index(measure)
    return [i for i in effects.ranked(measure) if not effects.noise[i, column]]
