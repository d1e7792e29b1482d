"""Where names go on a still: the important ones first, none over another."""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
WIDE = 0.53
"""Mean width of a letter, in sizes of the letters."""
GAP = 2.0
"""Pixels kept free between two things."""


@dataclass
class Room:
    """The free space of a picture of ``width`` × ``height`` pixels."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Tell whether a box lies in the picture and touches nothing."""
        if box[0] < 0 or box[1] < 0 or box[2] > self.width or box[3] > self.height:
            return False
        return not any(
            box[0] < other[2] + GAP and other[0] < box[2] + GAP
            and box[1] < other[3] + GAP and other[1] < box[3] + GAP
            for other in self.taken
        )  # fmt: skip

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        self.taken.append(box)

    def beside(
        self, x: float, y: float, width: float, height: float, reach: float, rings: int = 1
    ) -> Box | None:
        """Take the first free box beside a point, right first, in widening rings; None if none."""
        for ring in range(rings):
            r = reach + ring * height * 0.7
            for left, top in (
                (x + r, y - height / 2), (x - r - width, y - height / 2),
                (x - width / 2, y + r), (x - width / 2, y - r - height),
                (x + 0.7 * r, y + 0.7 * r), (x - 0.7 * r - width, y + 0.7 * r),
                (x + 0.7 * r, y - 0.7 * r - height), (x - 0.7 * r - width, y - 0.7 * r - height),
            ):  # fmt: skip
                box = (left, top, left + width, top + height)
                if self.free(box):
                    self.take(box)
                    return box
        return None


def text_size(text: str, size: float, *, spacing: float = 0.0) -> tuple[float, float]:
    """Return width and height of a text on one line, about, in pixels."""
    return len(text) * (WIDE * size + spacing), 1.15 * size
