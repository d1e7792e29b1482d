"""Choosing a policy of one's own: a Python file, said plainly to be a program that will be run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout

from tabletop.ui.panels.panel import Say, fit_dialog
from tabletop.ui.translating import sentence
from tabletop.ui.working import Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tabletop.analysis.own_policy import OwnPolicy


class OwnPolicyAsker(QObject):
    """Asks for a file, says what it is, and runs it off the desk's thread when that is agreed to.

    ``done`` gets the policy, ``say`` a sentence when there is none.
    """

    def __init__(
        self, parent: QWidget, done: Callable[[OwnPolicy], None], say: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self._over, self._done, self._say = parent, done, say
        self.dialog: AgreeDialog | None = None

    def ask(self) -> None:
        """Ask for a file."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        name, _ = QFileDialog.getOpenFileName(
            self._over, self.tr("A policy of your own"), home, self.tr("Python files (*.py)")
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Look into a file, which does not run it, and ask whether it may be run."""
        from tabletop.analysis.own_policy import offered
        from tabletop.analysis.policies import PolicyFault

        try:
            found = offered(path)
        except PolicyFault as fault:
            self._say(_said(fault))
            return
        self.dialog = AgreeDialog(path, found, self._over)
        self.dialog.accepted.connect(partial(self._agreed, self.dialog, path))
        self.dialog.open()

    def _agreed(self, dialog: AgreeDialog, path: Path) -> None:
        attribute = dialog.which.currentText()

        def run(_: object) -> OwnPolicy:
            from tabletop.analysis.own_policy import load

            return load(path, attribute)

        work = Work(run, self)
        work.done.connect(self._done)
        work.failed.connect(self._failed)
        work.start()

    def _failed(self, fault: BaseException) -> None:
        from tabletop.analysis.policies import PolicyFault

        if not isinstance(fault, PolicyFault | SystemExit):
            raise fault
        self._say(_said(fault))


class AgreeDialog(QDialog):
    """Says what running a file means; OK runs it."""

    def __init__(self, path: Path, offered: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Run this program?"))
        words = self.tr(
            "{file} is a program. It will be run on this machine with your rights: it can read, "
            "change and delete whatever you can. Use only what you would run anyway. It decides "
            "by what its side sees; its name and the digest of the file are written down."
        )
        self.which = QComboBox()
        self.which.addItems(list(offered))
        self.which.setAccessibleName(self.tr("Which policy of the file"))
        self.which.setVisible(len(offered) > 1)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        run = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        run.setText(self.tr("&Run it"))
        run.setAutoDefault(False)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Say(words.format(file=str(path))))
        column.addWidget(self.which)
        column.addWidget(self.buttons)
        fit_dialog(self, 70, 14)
        cancel.setFocus()


def _said(fault: BaseException) -> str:
    text = sentence(str(fault)) or type(fault).__name__
    return text if text.endswith(".") else f"{text}."
