"""The dialog of preferences: look, text size, layouts, and where sessions are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.preferences import LARGEST, SMALLEST, STEP, SYSTEM, Preferences, sessions_folder
from tabletop.ui.theme import THEMES
from tabletop.ui.translating import languages


class PreferencesDialog(QDialog):
    """Shows and changes preferences; every change is kept at once.

    ``appearanceAsked`` carries ``theme`` or ``text_size`` with its value.
    """

    appearanceAsked = Signal(str, object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle(self.tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = QComboBox()
        self.theme.addItem(self.tr("As the computer"), SYSTEM)
        for theme in THEMES.values():
            self.theme.addItem(self.tr(theme.title), theme.name)
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme_name))
        self.theme.activated.connect(
            lambda i: self.appearanceAsked.emit("theme", self.theme.itemData(i))
        )
        self.language = QComboBox()
        self.language.addItem(self.tr("English"), "")
        for name in languages():
            self.language.addItem(name, name)
        self.language.setCurrentIndex(max(0, self.language.findData(preferences.language)))
        self.language.activated.connect(self._speak)
        self.percent = QSpinBox()
        self.percent.setRange(SMALLEST, LARGEST)
        self.percent.setSingleStep(STEP)
        self.percent.setSuffix(self.tr(" %"))
        self.percent.setValue(preferences.text_size)
        self.percent.editingFinished.connect(self._resize)
        self.roles = QCheckBox(self.tr("Each &role has its own arrangement of panels"))
        self.roles.setChecked(preferences.role_layouts)
        self.roles.toggled.connect(lambda on: setattr(preferences, "role_layouts", on))
        self.folder = QLineEdit(str(preferences.folder))
        self.folder.editingFinished.connect(self._keep_folder)
        self._lay_out()

    def _lay_out(self) -> None:
        choose = QPushButton(self.tr("&Change…"))
        choose.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, widget in (
            (self.tr("&Theme"), self.theme), (self.tr("Text &size"), self.percent),
            (self.tr("&Language, from the next start"), self.language),
        ):  # fmt: skip
            form.addRow(words, widget)
            widget.setAccessibleName(words.replace("&", ""))
        form.addRow(self.roles)
        named = QLabel(self.tr("&Folder for new sessions"))
        named.setBuddy(self.folder)
        self.folder.setAccessibleName(named.text().replace("&", ""))
        form.addRow(named, place)
        where = QLabel(self.tr("Kept in {file}").format(file=self._preferences.file))
        where.setWordWrap(True)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(where)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(min(self.fontMetrics().height() * 34, 900))

    def _speak(self, index: int) -> None:
        self._preferences.language = str(self.language.itemData(index))

    def _resize(self) -> None:
        if self.percent.value() != self._preferences.text_size:
            self.appearanceAsked.emit("text_size", self.percent.value())

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for new sessions"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)
            self._keep_folder()

    def _keep_folder(self) -> None:
        words = self.folder.text().strip()
        self._preferences.folder = Path(words).expanduser() if words else sessions_folder()
        self.folder.setText(str(self._preferences.folder))

    def done(self, result: int) -> None:
        """Keep what is still in a field when the dialog goes away."""
        self._resize()
        self._keep_folder()
        super().done(result)
