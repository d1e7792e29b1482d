"""Small charts as SVG: a measure over the turns, drawn by hand so that every format can show it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from tabletop.analysis.still.svg import FONT, printable, write

INK, DIM, RULE, ACCENT, SOFT = "#1c2733", "#5b6672", "#d4dae1", "#14507a", "#14507a"


def line_chart(
    turns: Sequence[int], values: Sequence[float], *, title: str, unit: str,
    width: int = 640, height: int = 190,
) -> str:  # fmt: skip
    """Draw values over turns with axes, first and last value, lowest and highest marked.

    Indices are drawn on 0–100, so that charts compare; money on a range of its own.
    """
    low, high, step = (0.0, 100.0, 25.0) if unit.startswith("0") else round_range(values)
    left, right, top, bottom = 44.0, width - 52.0, 16.0, height - 28.0

    def x(i: int) -> float:
        return left + (right - left) * (i / max(1, len(turns) - 1))

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" role="img" '
        f'aria-label="{printable(spoken(title, turns, values))}">'
    ]
    mark = low
    while mark <= high + step / 100:
        at = y(mark)
        parts.append(f'<path d="M{left},{at:.1f}H{right}" stroke="{RULE}" stroke-width="1"/>')
        parts.append(write(left - 8, at + 4, f"{mark:g}", 12, DIM, anchor="end"))
        mark += step
    every = max(1, ceil(len(turns) / 14))
    for i, turn in enumerate(turns):
        if i % every == 0 or i == len(turns) - 1:
            parts.append(write(x(i), height - 10, f"T{turn}", 12, DIM, anchor="middle"))
    corners = [(x(i), y(value)) for i, value in enumerate(values)]
    line = "L".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    if len(corners) > 1:
        parts.append(f'<path d="M{left},{bottom}L{line}L{right},{bottom}Z" fill="{SOFT}" '
                     'opacity="0.09"/>')  # fmt: skip
        parts.append(f'<path d="M{line}" fill="none" stroke="{ACCENT}" stroke-width="2.4" '
                     'stroke-linejoin="round"/>')  # fmt: skip
    for a, b in corners:
        parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.8" fill="{ACCENT}"/>')
    if values:
        parts.append(
            write(right + 8, corners[-1][1] + 5, f"{values[-1]:.0f}", 15, ACCENT, bold=True)
        )
    return "".join(parts) + "</svg>"


def spark(values: Sequence[float], *, unit: str, width: int = 120, height: int = 26) -> str:
    """Draw values as one small line without axes, for a cell of a table."""
    low, high = (0.0, 100.0) if unit.startswith("0") else round_range(values)[:2]
    step = (width - 8) / max(1, len(values) - 1)
    corners = [
        (4 + i * step, height - 4 - (height - 8) * (value - low) / (high - low))
        for i, value in enumerate(values)
    ]
    line = "L".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    last_x, last_y = corners[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><path d="M4,{height - 4}H{width - 4}" stroke="{RULE}"/>'
        f'<path d="M{line}" fill="none" stroke="{ACCENT}" stroke-width="1.8" '
        f'stroke-linejoin="round"/><circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="2.6" '
        f'fill="{ACCENT}"/></svg>'
    )


def spoken(title: str, turns: Sequence[int], values: Sequence[float]) -> str:
    """Say a chart in one sentence, for those who cannot see it."""
    if not values:
        return f"{title}: no values"
    low, high = min(values), max(values)
    return (
        f"{title}: {values[0]:.0f} in turn {turns[0]}, {values[-1]:.0f} in turn {turns[-1]}; "
        f"lowest {low:.0f}, highest {high:.0f}"
    )


def round_range(values: Sequence[float]) -> tuple[float, float, float]:
    """Return a range of round numbers round the values, and the step between its marks."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = max(high - low, 1.0)
    step = next(
        size * 10.0**power
        for power in range(-1, 13) for size in (1, 2, 5) if size * 10.0**power * 5 >= span
    )  # fmt: skip
    return floor(low / step) * step, (floor(high / step) + 1) * step, step
