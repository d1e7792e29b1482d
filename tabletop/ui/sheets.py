"""Sheets to read: keys and gestures, the briefing of a seat, and what this program is."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from tabletop import __version__
from tabletop.ui import shortcuts
from tabletop.ui.docks import PLACES, dock_title
from tabletop.ui.shortcuts import COMMANDS, MENUS


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sheet", text)


class Sheet(QDialog):
    """A text that is read and closed with Esc."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        unit = self.fontMetrics().height()
        wished = QSize(unit * 46, unit * 38)
        screen = self.screen().availableSize()
        self.resize(wished.boundedTo(screen * 0.9))


def keys_sheet(parent: QWidget | None = None) -> Sheet:
    """Make the sheet of all keys and gestures."""
    sheet = Sheet(_tr("Keys and gestures"), parent)
    parts = []
    for menu in MENUS:
        rows = [
            (keys_text(command.keys), shortcuts.title(command).replace("&", ""),
             shortcuts.says(command))
            for command in COMMANDS.values() if command.menu == menu
        ]  # fmt: skip
        parts.append(f"<h3>{escape(shortcuts.menu_title(menu).replace('&', ''))}</h3>")
        parts.append(_table(rows))
    parts.append(f"<h3>{escape(_tr('Panels'))}</h3>")
    parts.append(_table([
        (keys_text((f"Alt+{number}",)), dock_title(place), "")
        for number, place in enumerate(PLACES.values(), 1)
    ]))  # fmt: skip
    parts.append(f"<h3>{escape(_tr('Mouse and map'))}</h3>")
    parts.append(_table([(what, does, "") for what, does in shortcuts.gestures()]))
    sheet.page.setHtml("".join(parts))
    return sheet


def keys_text(keys: tuple[str, ...]) -> str:
    """Write key combinations as people of this computer know them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(one).toString(native) for one in keys)


def _table(rows: list[tuple[str, str, str]]) -> str:
    lines = [
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;</td><td>{escape(title)}"
        f"{f' – {escape(says)}' if says else ''}</td></tr>"
        for keys, title, says in rows
    ]
    return f"<table cellpadding='3'>{''.join(lines)}</table>"


def briefing_sheet(seat: str, briefing: str, parent: QWidget | None = None) -> Sheet:
    """Make the sheet with what a scenario tells a seat (Markdown; nothing in it is loaded)."""
    sheet = Sheet(_tr("Briefing: {seat}").format(seat=seat), parent)
    text = briefing.strip() or _tr("The scenario has no briefing for this seat.")
    sheet.page.setMarkdown(text)
    return sheet


def about_sheet(parent: QWidget | None = None) -> Sheet:
    """Make the sheet that says what this program is, and what it is not."""
    sheet = Sheet(_tr("About Ceasefire Tabletop"), parent)
    lines = (
        _tr("Ceasefire Tabletop {version}, under the MIT licence.").format(version=__version__),
        _tr("A tool for seminars: it lets people try out decisions and records what they did."),
        _tr("Its numbers are planning values for play. It is not a prediction, and nothing in it "
            "is the place or strength of a real unit."),
        _tr("Maps show the internationally recognised borders of Ukraine. The line of contact is "
            "an exercise approximation."),
    )  # fmt: skip
    sheet.page.setHtml("".join(f"<p>{escape(line)}</p>" for line in lines))
    return sheet
