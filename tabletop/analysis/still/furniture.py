"""The furniture of a still: head line, marking, status, scale bar and legend."""

from __future__ import annotations

from tabletop.analysis.still.ground import Window
from tabletop.analysis.still.svg import DIM, HOME, INK, LEVELS, TENSION, line, write

STATUS = "EXERCISE APPROXIMATION — not a legal line"
SIDES = (("coalition", "#80e0ff", "Coalition"), ("ukraine", "#a8bcff", "Ukraine"),
         ("russia", "#ff8080", "Russia"))  # fmt: skip
SAYS = ("number: units at that place; pale: gathering",
        "blue line: forces under way → turn of arrival",
        "R repelled, C contained, B broke through,",
        "! line broken; ▲ ▼ tension moved by 3 or more")  # fmt: skip


def frame(window: Window, title: str, marking: str) -> str:
    """Return head line, marking, status line and scale bar."""
    wide, high = window.width, window.height
    km = next(n for n in (500, 200, 100, 50, 20, 10, 5, 2, 1)
              if n * 1_000 / window.scale < 180 or n == 1)  # fmt: skip
    bar = km * 1_000 / window.scale
    x, y = 16, high - 48
    return "".join((
        f'<rect width="{wide}" height="40" fill="#ffffff" opacity="0.94"/>',
        write(14, 26, title, 19, INK, bold=True),
        write(wide - 14, 26, marking, 14, "#b3261e", bold=True, anchor="end"),
        f'<rect y="{high - 34}" width="330" height="34" fill="#ffffff" opacity="0.94"/>',
        write(14, high - 12, STATUS, 13, INK, bold=True),
        line(f"M{x},{y - 6}V{y}H{x + bar:.1f}V{y - 6}", INK, 1.8),
        write(x + bar + 7, y + 1, f"{km} km", 13, INK, halo=HOME),
    ))  # fmt: skip


def legend(x: float, y: float) -> str:
    """Explain tension, sides, ways and incidents, from the upper left corner of a box."""
    parts = [
        f'<rect x="{x}" y="{y}" width="226" height="222" rx="5" fill="#ffffff" '
        'opacity="0.96" stroke="#868e99"/>',
        write(x + 12, y + 20, "Tension of a sector", 13, DIM, bold=True),
    ]
    for i, name in enumerate(LEVELS):
        at = y + 37 + i * 18
        fill, ink, dashes = TENSION[i]
        path = f"M{x + 12},{at}H{x + 62}"
        parts += [line(path, INK, 11), line(path, fill, 8.5)]
        if dashes:
            parts.append(line(path, ink, 3.6, dashed(dashes)))
        parts.append(write(x + 72, at + 4.5, f"{20 * i}–{20 * i + 20}  {name}", 13, INK))
    at = y + 130
    for i, (side, fill, name) in enumerate(SIDES):
        middle = x + 20 + i * 76
        box = f"M{middle - 9},{at - 6}h18v12h-18Z"
        if side == "russia":
            box = f"M{middle},{at - 8}l8,8l-8,8l-8,-8Z"
        parts.append(f'<path d="{box}" fill="{fill}" stroke="#000"/>')
        parts.append(write(middle + 12, at + 4.5, name, 11.5, INK))
    parts += [write(x + 12, y + 160 + i * 17, words, 10.8, INK) for i, words in enumerate(SAYS)]
    return "".join(parts)


def dashed(dashes: str) -> str:
    """Return the attribute for the dashes of a class of tension; "none" is a whole line."""
    return "" if dashes == "none" else f' stroke-dasharray="{dashes}"'
