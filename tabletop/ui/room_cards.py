"""Cards on the wall, in the dress of their channel, and the scorecard beside the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from tabletop.ui.charts import paint_share
from tabletop.ui.panels.panel import Say
from tabletop.ui.room_model import Released, Score, tr
from tabletop.ui.theme import Theme

SIGNS: Mapping[str, str] = MappingProxyType(
    {"news": "¶", "cable": "§", "post": "@", "report": "▲"}
)  # fmt: skip
_EDGE = {"news": "bad", "cable": "accent", "post": "good", "report": "text_dim"}
_FAMILY = {"news": "serif", "cable": "monospace"}


def kind_words(dress: str) -> str:
    """Return what a dress is called."""
    words = {"news": tr("NEWS"), "cable": tr("CABLE"), "post": tr("POST"), "report": tr("REPORT")}
    return words[dress]


class Card(QFrame):
    """One released inject; only the latest is ``whole``, the others show their headline."""

    def __init__(self, inject: Released, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress = inject.dress
        self._look: tuple[Theme, QFont] | None = None
        turn = tr("Turn {turn}").format(turn=inject.turn)
        kind = f"{SIGNS[inject.dress]} {kind_words(inject.dress)}"
        self.kind = Say(f"{kind} · {turn}")
        self.source = Say(inject.source)
        self.title = Say(inject.title)
        self._words = inject.text.split()
        self.text = Say(inject.text)
        self.parts = (self.kind, self.source, self.title, self.text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        for label in self.parts:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column.addWidget(label)
        self.source.setVisible(bool(inject.source))
        self.text.setVisible(whole and bool(inject.text))

    def fit(self, wide: int, high: int) -> None:
        """Say as much of the text as a card of this size has room for, in whole words.

        Nobody scrolls on a wall, so a longer text ends in an ellipsis.
        """
        if self.text.isHidden():
            return
        fewest, most = 0, len(self._words)
        while fewest < most:
            middle = (fewest + most + 1) // 2
            self._say(middle)
            if self.heightForWidth(wide) <= high:
                fewest = middle
            else:
                most = middle - 1
        self._say(fewest)

    def _say(self, count: int) -> None:
        more = " …" if count < len(self._words) else ""
        self.text.setText(" ".join(self._words[:count]) + more)
        layout = self.layout()
        assert layout is not None, "a card is laid out once"
        layout.invalidate()

    def set_look(self, theme: Theme, font: QFont) -> None:
        """Use a theme, and a font that fits the window."""
        if (theme, font) == self._look:
            return
        self._look = (theme, QFont(font))
        plain, bold = QFont(font), QFont(font)
        bold.setBold(True)
        head = QFont(font)
        head.setPixelSize(int(font.pixelSize() * 1.15))
        head.setBold(True)
        if family := _FAMILY.get(self.dress):
            for one in (head, plain):
                one.setFamilies([family, font.family()])
                one.setStyleHint(_hint(self.dress))
        for label, one in zip(self.parts, (bold, font, head, plain), strict=True):
            label.setFont(one)
        edge = getattr(theme, _EDGE[self.dress])
        line = {"news": "solid", "cable": "dashed", "post": "solid", "report": "double"}[self.dress]
        radius = 14 if self.dress == "post" else 0
        width = max(6, font.pixelSize() // 3)
        self.setStyleSheet(
            f"Card {{ background: {theme.panel}; border: 1px {line} {theme.border};"
            f" border-left: {width}px {line} {edge}; border-radius: {radius}px; }}"
        )
        self.kind.setStyleSheet(f"color: {edge};")
        self.source.setStyleSheet(f"color: {theme.text_dim};")
        for label in (self.title, self.text):
            label.setStyleSheet(f"color: {theme.text};")


def _hint(dress: str) -> QFont.StyleHint:
    return QFont.StyleHint.Monospace if dress == "cable" else QFont.StyleHint.Serif


class Scores(QWidget):
    """The scorecard as bars with their numbers; its accessible text says the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._scores: tuple[Score, ...] = ()
        self.setAccessibleName(tr("Scorecard"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    @property
    def scores(self) -> tuple[Score, ...]:
        """What is shown."""
        return self._scores

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Show these scores."""
        self._scores = tuple(scores)
        self.setAccessibleDescription(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the scorecard in words."""
        return ", ".join(f"{one.title} {one.value:.0f}" for one in self._scores)

    def sizeHint(self) -> QSize:
        """One line of text and a little for each score."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.averageCharWidth() * 24, round(metrics.height() * 1.5) * len(self._scores)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line for each score: title, bar, number, and an arrow to where it is better."""
        if not self._scores:
            return
        painter, metrics = QPainter(self), QFontMetricsF(self.font())
        step = min(self.height() / len(self._scores), metrics.height() * 1.8)
        number = metrics.horizontalAdvance("100 ↑") + 8
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, one in enumerate(self._scores):
            row = QRectF(6, i * step, self.width() - 12, step)
            bar = QRectF(row.left(), row.bottom() - step * 0.16, row.width(), step * 0.12)
            paint_share(painter, bar, one.share, self.theme.colour("border"),
                        self.theme.colour("accent"))  # fmt: skip
            painter.setPen(self.theme.colour("text"))
            words = row.adjusted(0, 0, -number, -step * 0.16)
            title = metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, title)
            arrow = "↑" if one.better == "high" else "↓"
            box = QRectF(row.right() - number, row.top(), number, step * 0.84)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, f"{one.value:.0f} {arrow}")
