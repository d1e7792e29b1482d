"""What happens when the program is at fault: a dialog that says so and where the session is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

QUIET = ("This plugin does not support propagateSizeHints",)
"""Messages of Qt that mean nothing to a person."""


class CrashHandler:
    """Shows every exception that nobody handled; ``sessions`` says which files are open.

    Every accepted act is on disk before it is shown, so nothing is lost: play may go on, or
    ``reopen`` closes the desk of a file and opens it anew where it stopped.
    """

    def __init__(
        self, sessions: Callable[[], list[Path]], reopen: Callable[[Path], object] | None = None
    ) -> None:
        self._sessions = sessions
        self._reopen = reopen
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

    def _chosen(self, path: Path | None) -> None:
        if path is not None and self._reopen is not None:
            reopen = self._reopen
            # After the dialog is gone, so that it does not go down with the desk it belongs to.
            QTimer.singleShot(0, lambda: reopen(path))

    def dialog(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> QMessageBox:
        """Make the dialog for an exception."""
        import traceback

        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(box.tr("Something went wrong"))
        paths = self._sessions()
        lost = box.tr("The program is at fault. No accepted act is lost.")
        box.setText(lost if paths else box.tr("The program is at fault."))
        words = box.tr("No exercise is open. You may go on as if nothing had happened.")
        if paths:
            files = "\n".join(map(str, paths))
            words = box.tr("Every act is on disk before it is shown. You may go on as if nothing "
                           "had happened, or open the session anew where it stopped.")  # fmt: skip
            words += "\n\n" + box.tr("Session file: {files}").format(files=files)
        box.setInformativeText(words)
        roles = QMessageBox.ButtonRole
        ways: dict[QAbstractButton, Path] = {}
        if self._reopen is not None:
            for path in paths:
                label = box.tr("&Reopen where it stopped")
                if len(paths) > 1:
                    label = box.tr("Reopen {name}").format(name=path.stem)
                ways[box.addButton(label, roles.AcceptRole)] = path
        going_on = box.addButton(box.tr("&Go on"), roles.RejectRole)
        box.buttonClicked.connect(lambda clicked: self._chosen(ways.get(clicked)))
        box.setDefaultButton(going_on)
        box.setEscapeButton(going_on)
        box.setDetailedText("".join(traceback.format_exception(kind, fault, trace)))
        return box


def qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Write what Qt warns of to stderr, and end the program with a sentence when Qt gives up."""
    if message.startswith(QUIET):
        return
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        print(f"tabletop: Qt says: {message}", file=sys.stderr)
