"""The forces chosen for one order each: with Ctrl and a click, a frame, or keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.palette import dashed, pen

MOST = 12
"""Forces that are sent at once, at most: where each may go is worked out while the hand waits."""
KINDS = frozenset({"force", "stack"})


class Selection:
    """Chosen forces in the order in which they were chosen."""

    def __init__(self) -> None:
        self._forces: dict[int, None] = {}

    @property
    def forces(self) -> tuple[int, ...]:
        """The chosen forces."""
        return tuple(self._forces)

    def __len__(self) -> int:
        """Return how many are chosen."""
        return len(self._forces)

    def __contains__(self, force: object) -> bool:
        """Tell whether a force is chosen."""
        return force in self._forces

    def toggle(self, forces: Iterable[int]) -> None:
        """Choose forces, or choose them no longer when all of them are chosen."""
        wanted = list(forces)
        if all(force in self._forces for force in wanted):
            for force in wanted:
                del self._forces[force]
        else:
            self.add(wanted)

    def add(self, forces: Iterable[int]) -> None:
        """Choose more forces."""
        self._forces.update(dict.fromkeys(forces))

    def clear(self) -> bool:
        """Choose none; returns whether any was chosen."""
        had = bool(self._forces)
        self._forces.clear()
        return had

    def keep(self, here: set[int]) -> None:
        """Forget the forces that are not on the map any more."""
        self._forces = {force: None for force in self._forces if force in here}

    def group_of(self, force: int) -> tuple[int, ...]:
        """Return what is carried with a force: the chosen ones, ``MOST`` of them, if it is one."""
        if force not in self._forces:
            return (force,)
        others = [one for one in self._forces if one != force]
        first = {force, *others[: MOST - 1]}
        return tuple(one for one in self._forces if one in first)


def paint_chosen(canvas: Canvas, hits: Iterable[Hit], chosen: Selection) -> None:
    """Mark every symbol in ``hits`` that holds chosen forces with a frame and a tick or number."""
    theme, painter = canvas.theme, canvas.painter
    for hit in hits:
        held = sum(force in chosen for force in hit.members)
        if hit.kind not in KINDS or not held:
            continue
        frame = hit.box.adjusted(-3, -3, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.colour("halo"), 5))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(pen(theme.colour("accent"), 2.6))
        painter.drawRoundedRect(frame, 4, 4)
        words = "✓" if held == len(hit.members) else f"{held}/{len(hit.members)}"
        canvas.lettering.draw_centred(painter, frame.bottomRight(), words, canvas.letters.count)


def paint_band(canvas: Canvas, band: QRectF) -> None:
    """Paint the frame that is being drawn round forces."""
    canvas.painter.setPen(dashed(canvas.theme.colour("accent"), 1.8, (4, 3)))
    canvas.painter.setBrush(canvas.theme.colour("accent", 0.12))
    canvas.painter.drawRect(band)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)


def inside(hits: Iterable[Hit], band: QRectF) -> list[int]:
    """Return the forces whose symbols have their middle inside a frame."""
    return [
        force
        for hit in hits
        if hit.kind in KINDS and band.contains(hit.centre)
        for force in hit.members
    ]


def band_of(start: QPointF, end: QPointF) -> QRectF:
    """Return the frame between two points."""
    return QRectF(start, end).normalized()
