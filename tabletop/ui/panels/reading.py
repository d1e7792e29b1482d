"""A page to read: headings, lines, lists and tables, made without any markup from content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

FOCUS = 2
"""Width of the frame about a page that has the keyboard, in pixels."""


class Page:
    """A page under construction; every text given to it is shown as it is."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def heading(self, text: str) -> Page:
        """Add a heading."""
        return self._add(f"<h4>{escape(text)}</h4>")

    def text(self, text: str) -> Page:
        """Add a paragraph; an empty one is left out.  Line breaks are kept."""
        lines = escape(text).replace("\n", "<br>")
        return self._add(f"<p>{lines}</p>") if text else self

    def note(self, text: str) -> Page:
        """Add a paragraph in the dim colour."""
        return self._add(f"<p class='dim'>{escape(text)}</p>") if text else self

    def line(self, label: str, text: str) -> Page:
        """Add a line with a label before it."""
        return self._add(f"<p><b>{escape(label)}</b>&nbsp; {escape(text)}</p>") if text else self

    def points(self, items: Iterable[str]) -> Page:
        """Add a list; an empty one is left out."""
        made = "".join(f"<li>{escape(one)}</li>" for one in items)
        return self._add(f"<ul>{made}</ul>") if made else self

    def item(self, label: str, text: str, more: str = "") -> Page:
        """Add a paragraph with a label before it, and below it a dim line that belongs to it."""
        below = f"<br><span class='dim'>{escape(more)}</span>" if more else ""
        return self._add(f"<p class='item'><b>{escape(label)}</b>&nbsp; {escape(text)}{below}</p>")

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Page:
        """Add a table; without rows it is left out."""
        if not rows:
            return self
        head = "".join(f"<th align='left'>{escape(one)}</th>" for one in titles)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        return self._add(
            f"<table cellpadding='3' cellspacing='0' width='100%'><tr>{head}</tr>{body}</table>"
        )

    def link(self, target: str, text: str) -> Page:
        """Add a paragraph that can be followed; ``target`` is what ``Pane.followed`` then says."""
        return self._add(f"<p><a href='{escape(target, quote=True)}'>{escape(text)}</a></p>")

    def html(self) -> str:
        """Return the page as markup."""
        return "".join(self._parts)

    def _add(self, markup: str) -> Page:
        self._parts.append(markup)
        return self


class Pane(QTextBrowser):
    """Shows a page; nothing in it is ever loaded or opened by itself."""

    followed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self._page = ""

    def show_page(self, page: Page) -> None:
        """Show a page; the place is kept when it only changed in parts."""
        if page.html() == self._page:
            return
        bar = self.verticalScrollBar()
        at, was_empty = bar.value(), not self._page
        self._page = page.html()
        self._set()
        bar.setValue(0 if was_empty else min(at, bar.maximum()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, and a frame about it while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), FOCUS))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.viewport().update()

    def doSetSource(self, name: QUrl | str, *args: object) -> None:
        """Load nothing."""

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load nothing."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in kinds and getattr(self, "_page", None):
            self._set()

    def _set(self) -> None:
        dim = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        link = self.palette().color(QPalette.ColorRole.Link).name()
        letter = self.fontMetrics().averageCharWidth()
        style = (
            f"<style>h4 {{ margin: {letter}px 0 2px 0; }} p {{ margin: 1px 0; }} "
            f"ul {{ margin: 1px 0; -qt-list-indent: 0; }} li {{ margin-left: {2 * letter}px; }} "
            f".item {{ margin: {letter // 2}px 0 0 {letter}px; }} "
            f".dim {{ color: {dim}; }} a {{ color: {link}; }}</style>"
        )
        self.setHtml(style + self._page)
