"""Two lines of play side by side: maps, entries, and measures over time."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from tabletop.ui.compare_maps import TwoMaps
from tabletop.ui.compare_model import Both, both
from tabletop.ui.compare_pages import EntriesPage, MeasuresPage
from tabletop.ui.later import Later
from tabletop.ui.loading import charts
from tabletop.ui.panels.panel import Say, Title, fit_dialog
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.stage import Stage
    from tabletop.ui.theme import Theme


class CompareWindow(QDialog):
    """Shows where two lines of play part, what they differ in on the map, and their measures."""

    def __init__(
        self, found: Both, theme: Theme, land: MapGeometry | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.found = found
        left, right = found.left, found.right
        words = self.tr("{left} and {right}")
        self.setWindowTitle(words.format(left=left.name, right=right.name))
        self.heading = Title(words.format(left=f"◧ {left.name}", right=f"◨ {right.name}"))
        self.summary = Say(self._words())
        self._theme, self._land = theme, land
        self.pages = QTabWidget()
        for page, title in (
            (Later(lambda: self.maps), self.tr("&Map")),
            (Later(lambda: self.entries), self.tr("&Entries")),
            (Later(lambda: self.measures, charts), self.tr("M&easures")),
        ):  # fmt: skip
            self.pages.addTab(page, title)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addWidget(self.pages, 1)
        fit_dialog(self, 190, 52)

    @cached_property
    def maps(self) -> TwoMaps:
        """The two maps."""
        return TwoMaps(self.found, self._theme, self._land)

    @cached_property
    def entries(self) -> EntriesPage:
        """The entries side by side."""
        return EntriesPage(self.found)

    @cached_property
    def measures(self) -> MeasuresPage:
        """The measures over time."""
        return MeasuresPage(self.found, self._theme)

    def _words(self) -> str:
        found = self.found.comparison
        one = sum(pair.left is not None for pair in found.entries)
        other = sum(pair.right is not None for pair in found.entries)
        if not found.entries:
            return self.tr("Both are the same: {shared} entries.").format(shared=found.shared)
        words = self.tr(
            "They share {shared} entries; after that {one} on the left and {other} on the right. "
            "It shows what these two plays became, not what would have been."
        )
        return words.format(shared=found.shared, one=one, other=other)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the files."""
        self.found.close()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close the window, files and all."""
        self.close()


def open_comparison(desk: Stage, other: int | Path) -> Work | None:
    """Put a desk's line of play beside another branch or file, once both were read."""
    from tabletop.session.journal import JournalFault
    from tabletop.session.record import BrokenRecord

    bridge = desk.bridge
    if bridge is None:
        return None
    session = bridge.session
    played, theme, land = desk.tr("As played"), desk.theme, desk.land
    desk.notice.say(desk.tr("Comparing…"))

    def find(tell: Tell) -> Both:
        return both(session, other, played)

    def show(found: Both) -> None:
        desk.notice.say(desk.tr("Both are side by side in their own window."))
        CompareWindow(found, theme, land, desk).show()

    def fail(fault: BaseException) -> None:
        if not isinstance(fault, JournalFault | BrokenRecord):
            raise fault
        desk.notice.fail(str(fault))

    work = Work(find, desk)
    work.done.connect(show)
    work.failed.connect(fail)
    return work.start()
