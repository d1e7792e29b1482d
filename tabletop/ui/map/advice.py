"""What somebody who knows the rules tells the map about the forces in the hand.

The map itself knows no rules: it asks, shows the answers, and passes wishes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LegMark:
    """A part of a way: from node to node, what to write on it, and whether it is too narrow."""

    start: int
    end: int
    words: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class WayMark:
    """A way for painting: the nodes it leads over, its marked legs, and one line about it."""

    nodes: tuple[int, ...]
    legs: tuple[LegMark, ...]
    words: str


class Adviser(Protocol):
    """Answers questions about the forces that are carried."""

    def reason(self, node: int) -> str:
        """Say why the forces may not go to a node; empty when they may."""

    def way(self, node: int) -> WayMark | None:
        """Return the way to a node; None when there is none."""

    def effects(self, node: int) -> str:
        """Say, a line for each measure, what it is without and with the forces at a node."""

    def partly(self, node: int) -> str:
        """Say how many of several forces may go to a node; empty when all or none may."""

    def rest(self) -> None:
        """Learn that the forces are held over no place where they may go."""


class NoAdvice:
    """Knows nothing; for maps on which nothing is ordered."""

    def reason(self, node: int) -> str:
        """Return nothing."""
        return ""

    def way(self, node: int) -> WayMark | None:
        """Return none."""
        return None

    def effects(self, node: int) -> str:
        """Return nothing."""
        return ""

    def partly(self, node: int) -> str:
        """Return nothing."""
        return ""

    def rest(self) -> None:
        """Do nothing."""
