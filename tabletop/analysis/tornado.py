"""A tornado as SVG: bars out from a middle line, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.analysis.still.svg import FONT, printable, write

WIDE, LABEL, BAR, GAP = 720, 340, 9, 7
MOST_LETTERS = 58
"""Letters of a label that fit beside the bars; a longer one ends with an ellipsis."""
FINE = 2.0
"""Values that are all smaller than this are written with two digits after the point."""
INK, DIM, FILLED, OUTLINED = "#1c2733", "#5b6672", "#0072b2", "#d55e00"  # Okabe and Ito's


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value, the interval drawn over it, and whether it is outlined or filled."""

    value: float
    outlined: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its bars, drawn one under the other."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG of ``width`` × ``height`` pixels; ``says`` tells it in words."""

    svg: str
    width: int
    height: int
    says: str


def draw_tornado(rows: Sequence[Row], *, title: str, legend: str) -> Drawing:
    """Draw rows in their order on one scale; the number stands at the end of each bar.

    Filled and outlined bars differ in more than colour; ``legend`` says what they mean.
    """
    bars = [bar for row in rows for bar in row.bars]
    reach = max((abs(end) for bar in bars for end in _ends(bar)), default=0.0)
    digits = 1 if reach >= FINE else 2
    scale = (WIDE - LABEL) / 2 - 52
    middle = LABEL + (WIDE - LABEL) / 2
    height = 62 + sum(_height(row) for row in rows)
    says = f"{title}: " + "; ".join(
        f"{row.label} {', '.join(f'{bar.value:+z.{digits}f}' for bar in row.bars)}" for row in rows
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{height}" '
        f'viewBox="0 0 {WIDE} {height}" font-family="{FONT}" role="img" '
        f'aria-label="{printable(says)}">',
        f'<rect width="{WIDE}" height="{height}" fill="#ffffff"/>',
        write(10, 22, title, 15, INK, bold=True),
        write(10, 40, legend, 12, DIM),
    ]
    y = 54.0
    for row in rows:
        parts.append(write(LABEL - 8, y + (_height(row) - GAP) / 2 + 4, _short(row.label), 12, INK,
                           anchor="end"))  # fmt: skip
        for bar in row.bars:
            parts += _bar(bar, middle, scale / max(reach, 1e-9), y, digits)
            y += BAR + 2
        y += _height(row) - len(row.bars) * (BAR + 2)
    parts.append(f'<path d="M{middle},48V{height - 6}" stroke="{INK}" stroke-width="1"/>')
    return Drawing("".join(parts) + "</svg>", WIDE, height, says)


def _bar(bar: Bar, middle: float, scale: float, y: float, digits: int) -> list[str]:
    start, end = sorted((middle, middle + bar.value * scale))
    colour = OUTLINED if bar.outlined else FILLED
    fill = f'fill="#ffffff" stroke="{colour}" stroke-width="1.6"' if bar.outlined else (
        f'fill="{colour}"')  # fmt: skip
    parts = [f'<rect x="{start:.1f}" y="{y:.1f}" width="{end - start:.1f}" height="{BAR}" {fill}/>']
    if bar.low is not None and bar.high is not None:
        a, b, at = middle + bar.low * scale, middle + bar.high * scale, y + BAR / 2
        parts.append(f'<path d="M{a:.1f},{at}H{b:.1f}M{a:.1f},{at - 3}v6M{b:.1f},{at - 3}v6" '
                     f'fill="none" stroke="{INK}" stroke-width="1.2"/>')  # fmt: skip
        start, end = min(start, a), max(end, b)
    right = bar.value >= 0
    at, anchor = (end + 4, "start") if right else (start - 4, "end")
    parts.append(write(at, y + BAR, f"{bar.value:+z.{digits}f}", 11, INK, anchor=anchor))
    return parts


def _ends(bar: Bar) -> tuple[float, ...]:
    return tuple(end for end in (bar.value, bar.low, bar.high) if end is not None)


def _height(row: Row) -> int:
    return max(BAR + 8, len(row.bars) * (BAR + 2)) + GAP


def _short(label: str) -> str:
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1].rstrip() + "…"
