"""What an exploration can vary: entries of the doctrine and variables of the start, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tabletop.ui.assumptions_model import number_words
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.world.state import State
    from tabletop.world.variables import Var
    from tabletop.world.world import World

translate = QCoreApplication.translate
DOCTRINE, START = "doctrine", "start"
STEP = 0.2
"""Part of a scale by which proposed values of a start lie beside the value now."""
WIDE = 1e6
"""Scales that are wider have no end that means anything."""


@dataclass(frozen=True)
class Varied:
    """Something that is varied: what it is, what it is now, how far it may go, who says so.

    ``kind`` is ``doctrine`` or ``start``; ``words`` what is allowed where it is no number.
    """

    kind: str
    name: str
    now: str
    range: str
    source: str
    says: str
    values: tuple[float | str, ...]
    words: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What people read for it."""
        name = self.name.replace("_", " ")
        return name[:1].upper() + name[1:]

    def with_values(self, text: str) -> Varied:
        """Return the same with other values; raises ``ValueError`` with a sentence."""
        parts = text.replace(";", " ").replace(",", " ").split()
        if not parts:
            raise ValueError(translate("Explore", "Give at least one value of {}.").format(
                self.title))  # fmt: skip
        if self.words:
            wrong = next((one for one in parts if one not in self.words), None)
            if wrong is not None:
                words = translate("Explore", "{title} cannot be “{word}”; it is one of {all}.")
                raise ValueError(words.format(title=self.title, word=wrong,
                                              all=", ".join(self.words)))  # fmt: skip
            return replace(self, values=tuple(dict.fromkeys(parts)))
        try:
            found = tuple(dict.fromkeys(float(one) for one in parts))
        except ValueError:
            words = translate("Explore", "The values of {} are numbers, set apart by spaces.")
            raise ValueError(words.format(self.title)) from None
        return replace(self, values=found)

    @property
    def values_text(self) -> str:
        """The values as they are written into the table."""
        return " ".join(one if isinstance(one, str) else f"{one:.15g}" for one in self.values)


def choices(world: World, start: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the kind of all that can be varied; with ``start`` also variables."""
    from tabletop.world.variables import BY_NAME

    for entry, _ in world.doctrine:
        yield entry.name, DOCTRINE
    if not start:
        return
    for name, var in BY_NAME.items():
        if name == "turn" or len(var.per) > 1:
            continue
        if not var.per:
            yield name, START
        else:
            for place in world.names[var.per[0]]:
                yield f"{name}[{place}]", START


def varied(world: World, state: State, name: str, kind: str) -> Varied:
    """Return the row of something that can be varied, with values to begin with.

    Raises ``KeyError`` when there is no such thing.
    """
    if kind == DOCTRINE:
        value = world.doctrine.values()[name]
        entry = world.doctrine.entry(name)
        ends = _ends(entry.low, entry.high, entry.unit)
        return Varied(
            DOCTRINE, name, number_words(value), ends, f"{entry.source} ({entry.confidence})",
            entry.says, tuple(sorted({entry.low, value, entry.high})),
        )  # fmt: skip
    return _of_start(world, state, name)


def _of_start(world: World, state: State, name: str) -> Varied:
    from tabletop.analysis.explore.chunk import value_of
    from tabletop.world.variables import BY_NAME

    var = BY_NAME[name.partition("[")[0]]
    value = float(value_of(world, state, name)[0])
    source = translate("Explore", "the scenario's start")
    if var.values:
        return Varied(
            START, name, var.values[int(value)], ", ".join(var.values), source,
            sentence(var.says),
            tuple(var.values), tuple(var.values),
        )  # fmt: skip
    ends = var.unit if var.high - var.low > WIDE else _ends(var.low, var.high, var.unit)
    return Varied(START, name, number_words(value), ends, source, sentence(var.says),
                  _beside(var, value))  # fmt: skip


def _ends(low: float, high: float, unit: str) -> str:
    ends = f"{number_words(low)} – {number_words(high)}"
    return ends if unit.endswith(ends.replace(" ", "")) else f"{ends} {unit}"


def _beside(var: Var, value: float) -> tuple[float, ...]:
    """Return the value now with one below and one above it, within the scale."""
    scale = var.high - var.low if var.high - var.low <= WIDE else max(abs(value), 1.0)
    step = STEP * scale
    found = {max(var.low, value - step), value, min(var.high, value + step)}
    if var.kind == "int":
        found = {float(round(one)) for one in found}
    return tuple(sorted(found))
