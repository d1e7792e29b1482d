"""What the window of explorations says: rows of its tables, axes of its worlds, what is brushed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from tabletop.ui.panels.words import number
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.analysis.explore.results import Share
    from tabletop.analysis.explore.serving import Shown

translate = QCoreApplication.translate
POLICIES = (
    "hold", "staff", "tripwire", "forward", "air_first", "cautious_parliaments", "random_lawful",
    "staff+opportunist", "staff+patient", "staff+reckless",
)  # fmt: skip
AXES = ("deterrence", "cohesion", "escalation", "sustainability", "legitimacy", "cost")
"""Measures that have an axis at first, besides the first breach."""
WORST = 0.05
MOST_ROWS = 300
Bools = NDArray[np.bool_]
Range = tuple[float, float]


@dataclass(frozen=True)
class Odds:
    """An event and its share of the worlds of each cell."""

    event: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Regret:
    """A measure and how much worse each cell does: mean, and the 95 % quantile."""

    measure: str
    better: str
    cells: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class One:
    """One world: its cell, its number, and its values by axis."""

    cell: int
    run: int
    values: Mapping[str, float]


def event_title(name: str) -> str:
    """Return what people read for an event."""
    known = {
        "probe": translate("Explore", "a probe"),
        "breach": translate("Explore", "a breach of the line"),
        "us_withdraws": translate("Explore", "a withdrawal of America"),
        "ended": translate("Explore", "an end before time"),
    }
    return known.get(name, name.replace("_", " "))


def share_words(share: Share) -> str:
    """Say a share with its interval; plainly when there was no such world."""
    if not share.trials:
        return translate("Explore", "no such world")
    low, high = share.interval
    words = translate("Explore", "{odds} % ({low} to {high})")
    return words.format(odds=number(100 * share.odds, 1), low=number(100 * low, 1),
                        high=number(100 * high, 1))  # fmt: skip


def odds_rows(result: Shown, given: str = "", by: int = 0, absent: bool = False) -> list[Odds]:
    """List the odds of every event, among all worlds or those in which ``given`` came by a turn."""
    from tabletop.analysis.explore.results import Share

    where = np.ones((len(result.cells), result.runs), dtype=np.bool_)
    if given:
        first = result.firsts[given]
        where = ((first > 0) & (first <= by)) ^ absent
    return [
        Odds(event, tuple(
            Share(int(came(result, event)[cell][where[cell]].sum()), int(where[cell].sum()))
            for cell in range(len(result.cells))
        ))
        for event in result.firsts
    ]  # fmt: skip


def came(result: Shown, event: str) -> Bools:
    """Tell in which worlds an event came, or a condition of the scenario holds at the end."""
    if event in result.ends:
        return result.ends[event]
    return np.asarray(result.firsts[event] > 0)


def odds_title(result: Shown, event: str) -> str:
    """Return what people read for the odds of an event."""
    title = event_title(event)
    if event not in result.ends:
        return title
    return translate("Explore", "{} (at the end)").format(title)


@dataclass(frozen=True)
class Standing:
    """Share of a cell's worlds still without an event after each turn, and its 95 % interval."""

    title: str
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def middle(self) -> int:
        """The turn after which half of the worlds have had it; 0 when fewer have."""
        return next((turn for turn, one in enumerate(self.share, 1) if one <= 0.5), 0)


@dataclass(frozen=True)
class StandingRow:
    """One turn of all curves."""

    turn: int
    curves: tuple[Standing, ...]


def standing(result: Shown, event: str, cell: int) -> Standing:
    """Return the curve of a cell."""
    from tabletop.analysis.explore.results import Share

    first = result.firsts[event][cell]
    shares = [
        Share(int(((first > 0) & (first <= turn)).sum()), len(first))
        for turn in range(1, result.turns + 1)
    ]
    return Standing(
        result.cells[cell], tuple(1.0 - one.odds for one in shares),
        tuple(1.0 - one.interval[1] for one in shares),
        tuple(1.0 - one.interval[0] for one in shares),
    )  # fmt: skip


def still_words(curve: Standing, turn: int) -> str:
    """Say how many worlds are without it after a turn (counted from 0), with the interval."""
    words = translate("Explore", "{odds} % ({low} to {high})")
    return words.format(odds=number(100 * curve.share[turn], 1),
                        low=number(100 * curve.low[turn], 1),
                        high=number(100 * curve.high[turn], 1))  # fmt: skip


def standing_words(curve: Standing) -> str:
    """Say a curve in words, for who does not see it."""
    told = [f"{turn}: {number(100 * one)} %" for turn, one in enumerate(curve.share, 1)]
    return f"{curve.title}: {', '.join(told)}"


def middle_words(curve: Standing) -> str:
    """Say when half of the worlds had had it."""
    half = translate("Explore", "{title}: half of the worlds by turn {turn}")
    never = translate("Explore", "{title}: {share} % never")
    words = half if curve.middle else never
    return words.format(title=curve.title, turn=curve.middle,
                        share=number(100 * curve.share[-1]))  # fmt: skip


def regret_rows(result: Shown) -> list[Regret]:
    """List the regret of every measure."""
    from tabletop.rules.measures import MEASURES

    return [
        Regret(name, MEASURES[name].better, tuple((float(m), float(h)) for m, h in found.T))
        for name, found in result.regret.items()
    ]


def worlds_of(result: Shown) -> dict[str, NDArray[np.float64]]:
    """Return the values of all worlds, cell after cell: measures, cell, and turns to events.

    A world in which an event never came has one more turn than were played.
    """
    values = {name: found.ravel() for name, found in result.last.items()}
    for event, first in result.firsts.items():
        never = result.turns + 1
        values[f"first {event}"] = np.where(first > 0, first, never).ravel().astype(np.float64)
    values["cell"] = np.repeat(np.arange(float(len(result.cells))), result.runs)
    return values


def axis_titles(result: Shown) -> dict[str, str]:
    """Return what people read for each axis."""
    from tabletop.rules.measures import MEASURES

    titles = {name: word(MEASURES[name].title) for name in result.last}
    words = translate("Explore", "turn of {event} ({never}: never)")
    for event in result.firsts:
        titles[f"first {event}"] = words.format(event=event_title(event), never=result.turns + 1)
    return titles | {"cell": translate("Explore", "cell")}


def chosen(values: Mapping[str, NDArray[np.float64]], ranges: Mapping[str, Range]) -> Bools:
    """Tell for which worlds all ranges hold; none when there is no range."""
    count = len(values["cell"])
    where = np.full(count, bool(ranges))
    for axis, (low, high) in ranges.items():
        where &= (values[axis] >= low) & (values[axis] <= high)
    return where


def worst(result: Shown, axis: str) -> Range:
    """Return the range of the worst worlds of an axis: low or high end, or early events."""
    from tabletop.rules.measures import MEASURES

    values = worlds_of(result)[axis]
    if axis in MEASURES and MEASURES[axis].better == "low":
        return float(np.quantile(values, 1.0 - WORST)), float(values.max())
    if axis.startswith("first "):  # every world in which it came at all
        return float(values.min()), float(result.turns)
    return float(values.min()), float(np.quantile(values, WORST))


def one_rows(result: Shown, values: Mapping[str, NDArray[np.float64]], where: Bools) -> list[One]:
    """List the chosen worlds, the first few hundred."""
    found = []
    for at in np.flatnonzero(where)[:MOST_ROWS].tolist():
        cell, run = divmod(at, result.runs)
        found.append(One(cell, result.first + run,
                         {name: float(one[at]) for name, one in values.items()}))  # fmt: skip
    return found


def lines(text: str) -> list[str]:
    """Return the lines of a field that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def event_of(line: str) -> tuple[str, str]:
    """Read ``name = condition``; raises ``ValueError`` with a sentence."""
    name, sign, when = line.partition("=")
    if not sign or not name.strip() or not when.strip():
        words = translate("Explore", "“{}” is not written as name = condition.")
        raise ValueError(words.format(line))
    return name.strip(), when.strip()


def size_words(cells: int, runs: int, turns: int, seconds: float | None, workers: int) -> str:
    """Say how much a question asks to be played, and how long that will take."""
    words = translate("Explore", "{cells} × {runs} worlds × {turns} turns: {all} turns of a world")
    told = words.format(
        cells=translate("Explore", "1 cell") if cells == 1
        else translate("Explore", "{} cells").format(grouped(cells)),
        runs=grouped(runs), turns=turns, all=grouped(cells * runs * turns),
    )  # fmt: skip
    if seconds is None:
        return f"{told}; {translate('Explore', 'measuring how long that takes …')}"
    where = translate("Explore", "in one process") if workers == 1 else translate(
        "Explore", "in {} processes").format(workers)  # fmt: skip
    return f"{told}; {translate('Explore', 'about')} {time_words(seconds)} {where}."


def grouped(count: int) -> str:
    """Write a large number so that its digits can be counted."""
    return f"{count:,}".replace(",", "\u00a0")


def time_words(seconds: float) -> str:
    """Say a time as people would: 40 s, 3 min, 2.5 h."""
    if seconds < 90.0:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400.0:
        return f"{round(seconds / 60.0)} min"
    return f"{seconds / 3600.0:.1f} h"
