"""A page that is made when it is first looked at, so that a window with many opens at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.ui.loading import Loading, Piece
from tabletop.ui.panels.panel import Say


class Later(QWidget):
    """Holds a page; ``make`` returns it, in a round after the one in which it comes into sight.

    What ``needs`` lists is loaded before that, a piece in each round.  ``made`` says that it is
    there.
    """

    made = Signal()

    def __init__(
        self, make: Callable[[], QWidget], needs: Callable[[], Iterable[Piece]] = tuple
    ) -> None:
        super().__init__()
        self._make, self._needs = make, needs
        self._page: QWidget | None = None
        self._loading: Loading | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_made(self) -> bool:
        """Whether the page is there."""
        return self._page is not None

    @property
    def page(self) -> QWidget:
        """The page; it is made now unless it was before."""
        if self._page is None:
            self._page = page = self._make()
            for line in page.findChildren(Say):
                line.setMinimumHeight(1)  # as in the rest of a window that was given its size
            column = self.layout()
            assert column is not None, "it was made with one"
            column.addWidget(page)
            self.made.emit()
        return self._page

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page soon."""
        super().showEvent(event)
        if self._page is None and self._loading is None:
            self._loading = Loading(self._needs(), self)
            self._loading.done.connect(self._make_if_seen)
            self._loading.start()

    def _make_if_seen(self) -> None:
        self._loading = None
        if self.isVisible():  # else the window was closed, or another page brought up, meanwhile
            _ = self.page
