"""Results of a search: a table, a picture of the front, and openings as scenarios to open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tabletop.analysis.search.options import named, told
from tabletop.analysis.search.searching import Found, Goal
from tabletop.content.library import scenario_folder
from tabletop.content.yaml import read_yaml
from tabletop.rules.measures import MEASURES
from tabletop.world.world import World

WIDE, HIGH, EDGE = 760, 520, 70
_DOTS = "#999999"
_FRONT = "#0072b2"
SHOWN = 12


def account(
    world: World, goals: Sequence[Goal], found: Sequence[Found], front: Sequence[Found], call: str
) -> str:
    """Tell a search as Markdown."""
    return "\n".join([*_head(world, goals, found, call), *_best(world, goals, found),
                      *_front(world, goals, front)]) + "\n"  # fmt: skip


def _head(world: World, goals: Sequence[Goal], found: Sequence[Found], call: str) -> Iterator[str]:
    yield f"# Openings for “{world.scenario.title}”"
    yield ""
    wanted = ", ".join(f"{'more' if g.weight > 0 else 'less'} {title(world, g)} ({g.weight:+g})"
                       for g in goals)  # fmt: skip
    yield f"Sought: {wanted}. {len(found):,} openings were judged in all worlds. `{call}`"
    yield ""
    yield (
        "**Not a prediction, not advice.** That governments agree to what is sent is assumed here; "
        "caveats, tiers, airfields and harbours bind as ever. A search finds what the model "
        "rewards, also where the model is wrong."
    )
    yield ""


def _best(world: World, goals: Sequence[Goal], found: Sequence[Found]) -> Iterator[str]:
    yield "## Best by the weights given"
    yield ""
    yield from _table(world, goals, _told_apart(world, found, SHOWN))


def _told_apart(world: World, found: Sequence[Found], most: int) -> list[Found]:
    """Return the first so many that differ in more than which of two like forces stands where."""
    kept: dict[frozenset[str], Found] = {}
    for one in found:
        if len(kept) == most:
            break
        kept.setdefault(frozenset(told(world, one.opening).split("; ")), one)
    return list(kept.values())


def _front(world: World, goals: Sequence[Goal], front: Sequence[Found]) -> Iterator[str]:
    yield "## The front: none of these is beaten in everything"
    yield ""
    yield from _table(world, goals, front)


def _table(world: World, goals: Sequence[Goal], rows: Sequence[Found]) -> Iterator[str]:
    heads = [title(world, goal) for goal in goals]
    yield "| " + " | ".join(["", *heads, "EUR m a month", "brigades", "trains", "forces"]) + " |"
    yield "| " + " | ".join(["---"] * (len(heads) + 5)) + " |"
    for number, one in enumerate(rows, start=1):
        reached = [f"{value:.2f}" for value in one.reached]
        price = [f"{one.price.money:.0f}", str(one.price.brigades), f"{one.price.lift:.0f}"]
        yield "| " + " | ".join([str(number), *reached, *price, told(world, one.opening)]) + " |"
    yield ""


def title(world: World, goal: Goal) -> str:
    """Return what a goal is called."""
    if goal.name in MEASURES:
        return MEASURES[goal.name].title.lower()
    return {"success": "worlds that succeed"}.get(goal.name, f"worlds with {goal.name!r}")


def picture(
    world: World, goals: Sequence[Goal], found: Sequence[Found], front: Sequence[Found]
) -> str:
    """Draw all openings by the first two goals as SVG; the third is the size of a dot.

    Dots of the front are filled and numbered as in its table, so colour is not the only sign.
    """
    axes = [_scale([one.reached[axis] for one in found]) for axis in range(min(3, len(goals)))]
    x_low, x_high = axes[0]
    y_low, y_high = axes[1] if len(axes) > 1 else (0.0, 1.0)

    def at(one: Found) -> tuple[float, float, float]:
        x = EDGE + (one.reached[0] - x_low) / (x_high - x_low) * (WIDE - 2 * EDGE)
        other = one.reached[1] if len(axes) > 1 else 0.5
        y = HIGH - EDGE - (other - y_low) / (y_high - y_low) * (HIGH - 2 * EDGE)
        size = 4.0
        if len(axes) > 2:
            size += 8.0 * (one.reached[2] - axes[2][0]) / (axes[2][1] - axes[2][0])
        return x, y, size

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" '
        f'viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
        f'<path d="M{EDGE} {EDGE / 2} V{HIGH - EDGE} H{WIDE - EDGE / 2}" fill="none" '
        'stroke="#000000"/>',
        *_labels(world, goals, (x_low, x_high), (y_low, y_high)),
    ]
    parts += [_dot(*at(one), _DOTS, "none") for one in found]
    for number, one in enumerate(front, start=1):
        x, y, size = at(one)
        parts.append(_dot(x, y, size, "#000000", _FRONT))
        parts.append(f'<text x="{x + size + 2:.1f}" y="{y - size:.1f}" font-size="10">'
                     f"{number}</text>")  # fmt: skip
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high - low > 1e-9 else (low - 0.5, high + 0.5)


def _dot(x: float, y: float, size: float, line: str, fill: str) -> str:
    return (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" stroke="{line}" fill="{fill}" '
            'fill-opacity="0.7"/>')  # fmt: skip


def _labels(
    world: World, goals: Sequence[Goal], xs: tuple[float, float], ys: tuple[float, float]
) -> Iterator[str]:
    names = [title(world, goal) for goal in goals]
    base = HIGH - EDGE
    for value, x in ((xs[0], EDGE), (xs[1], WIDE - EDGE)):
        yield f'<text x="{x}" y="{base + 18}" text-anchor="middle">{value:.1f}</text>'
    yield f'<text x="{WIDE / 2}" y="{base + 38}" text-anchor="middle">{escape(names[0])}</text>'
    if len(names) > 1:
        for value, y in ((ys[0], base), (ys[1], EDGE)):
            yield f'<text x="{EDGE - 6}" y="{y + 4}" text-anchor="end">{value:.1f}</text>'
        yield (f'<text x="18" y="{HIGH / 2}" text-anchor="middle" '
               f'transform="rotate(-90 18 {HIGH / 2})">{escape(names[1])}</text>')  # fmt: skip
    if len(names) > 2:
        yield f'<text x="{EDGE}" y="20">size of a dot: {escape(names[2])}</text>'


def write_scenario(world: World, name_or_folder: str, one: Found, number: int, out: Path) -> Path:
    """Write a scenario folder with an opening put in; it can be opened and checked like any other.

    Returns the folder ``out/opening-<number>``. Raises ``OSError``.
    """
    source = scenario_folder(name_or_folder)
    folder = out / f"opening-{number}"
    shutil.copytree(source, folder)
    file = folder / "scenario.yaml"
    raw: Any = read_yaml(file).value
    raw["id"] = folder.name
    raw["title"] = f"{raw['title']}: opening {number} of a search"
    raw["deployments"] = [*raw.get("deployments", []), *named(world, one.opening)]
    import yaml

    file.write_text(
        "# Found by a search; its deployments are not judged by anybody.\n"
        + yaml.safe_dump(raw, sort_keys=False, allow_unicode=True, width=100),
        encoding="utf-8",
    )
    return folder
