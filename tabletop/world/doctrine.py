"""Doctrine: every number that the rules use, with its range, unit, source and confidence.

The entries themselves stand in :mod:`tabletop.world.register`; a scenario may override any value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One assumption of the model.

    ``value`` is in ``unit`` and plausible between ``low`` and ``high``.  ``source`` says who says
    so; ``confidence`` is ``high``, ``medium``, ``low`` or ``assumption``.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str
    says: str


class Doctrine:
    """The entries in force, read as attributes: ``doctrine.pressure_step`` is a float.

    ``overrides`` are a scenario's own values; ``recorded`` are those that a session was played
    with, under this version or another.  Raises ``AttributeError`` for a name that is not
    registered.
    """

    __slots__ = ("_changed", "_entries", "_values")
    _entries: dict[str, Entry]
    _values: dict[str, float]
    _changed: frozenset[str]

    def __init__(
        self,
        entries: Iterable[Entry],
        overrides: Mapping[str, float] | None = None,
        recorded: Mapping[str, float] | None = None,
    ) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._values = {name: entry.value for name, entry in self._entries.items()}
        # What a session recorded counts more than today's defaults; entries that have gone do not.
        kept = {name: value for name, value in (recorded or {}).items() if name in self._values}
        self._values.update({name: float(value) for name, value in kept.items()})
        unknown = set(overrides or {}) - set(self._values)
        if unknown:
            raise KeyError(f"no doctrine entry named {', '.join(sorted(unknown))}")
        self._values.update({name: float(value) for name, value in (overrides or {}).items()})
        self._changed = frozenset(overrides or {})

    def __getattr__(self, name: str) -> float:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"no doctrine entry {name!r}") from None

    def __iter__(self) -> Iterator[tuple[Entry, float]]:
        return ((entry, self._values[name]) for name, entry in self._entries.items())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def values(self) -> dict[str, float]:
        """Return the value in force of every entry by name."""
        return dict(self._values)

    def entry(self, name: str) -> Entry:
        """Return the entry called ``name``; raises ``KeyError`` when there is none."""
        return self._entries[name]

    def is_changed(self, name: str) -> bool:
        """Tell whether the scenario set this entry itself."""
        return name in self._changed
