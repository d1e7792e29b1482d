"""What happens when the program is at fault: a dialog that says so and where the session is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

QUIET = ("This plugin does not support propagateSizeHints",)
"""Messages of Qt that mean nothing to a person."""


class CrashHandler:
    """Shows every exception that nobody handled; ``sessions`` says which files are open.

    Every accepted act is on disk before it is shown, so nothing is lost and play may go on.
    """

    def __init__(self, sessions: Callable[[], list[Path]]) -> None:
        self._sessions = sessions
        self._showing = False

    def install(self) -> None:
        """Take over from Python and Qt."""
        sys.excepthook = self.handle
        qInstallMessageHandler(qt_said)

    def handle(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the exception to stderr and show it, unless one is being shown already."""
        if issubclass(kind, KeyboardInterrupt):
            app = QApplication.instance()
            if app is not None:
                app.exit(130)
            return
        import traceback

        traceback.print_exception(kind, fault, trace)
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        box = self.dialog(kind, fault, trace)
        box.finished.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._showing = False

    def dialog(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> QMessageBox:
        """Make the dialog for an exception."""
        import traceback

        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(box.tr("Something went wrong"))
        box.setText(box.tr("The program is at fault. No accepted act is lost."))
        files = "\n".join(str(path) for path in self._sessions())
        words = box.tr("Every act is on disk before it is shown. You may go on, or close the "
                       "window and resume the session later.")  # fmt: skip
        if files:
            words += "\n\n" + box.tr("Session file: {files}").format(files=files)
        box.setInformativeText(words)
        box.setDetailedText("".join(traceback.format_exception(kind, fault, trace)))
        return box


def qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Write what Qt warns of to stderr, and end the program with a sentence when Qt gives up."""
    if message.startswith(QUIET):
        return
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        print(f"tabletop: Qt says: {message}", file=sys.stderr)
