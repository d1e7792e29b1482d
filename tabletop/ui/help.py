"""The window of help: a list of pages and the page, all from this computer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.finder_model import plain
from tabletop.ui.help_pages import PAGES, page_text, page_title


def show_help(page: str, parent: QWidget) -> Help:
    """Open the window of help at a page, the one that is open already when there is one."""
    window = next(iter(parent.findChildren(Help)), None) or Help(parent)
    window.show_page(page)
    window.show()
    window.activateWindow()
    return window


class Help(QWidget):
    """Pages to read beside the desk; the line above the list finds words in all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self._texts = {page: page_text(page) for page in PAGES}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in all pages …"))
        self.search.setAccessibleName(self.tr("Search in all pages"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setWordWrap(True)
        for page in PAGES:
            item = QListWidgetItem(page_title(page))
            item.setData(Qt.ItemDataRole.UserRole, page)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._chosen)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.addWidget(left)
        parts.addWidget(self.page)
        parts.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.addWidget(parts)
        self._fit()

    def _fit(self) -> None:
        unit, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(unit * 56, int(screen.width() * 0.9)), min(unit * 38, screen.height() - 60))
        wide = self.fontMetrics().horizontalAdvance(max(map(page_title, PAGES), key=len))
        self.list.setMinimumWidth(min(wide + 30, self.width() // 2))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the titles readable when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "page"):
            self._fit()

    @property
    def shown(self) -> str:
        """The page that is shown."""
        return list(PAGES)[max(0, self.list.currentRow())]

    def show_page(self, page: str) -> None:
        """Show a page; KeyError when there is none of that name."""
        self.search.clear()
        self.list.setCurrentRow(list(PAGES).index(page))
        self.page.setMarkdown(self._texts[page])
        self.page.setFocus()

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.page.setMarkdown(self._texts[list(PAGES)[row]])

    def _sift(self, words: str) -> None:
        wanted = plain(words).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            text = plain(self._texts[str(item.data(Qt.ItemDataRole.UserRole))] + item.text())
            item.setHidden(not all(word in text for word in wanted))

    def _follow(self, url: QUrl) -> None:
        """Follow a link to another page; any other link opens in the person's browser."""
        page = url.toString().removesuffix(".md")
        if page in PAGES:
            self.show_page(page)
        elif url.scheme() == "https":
            QDesktopServices.openUrl(url)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
