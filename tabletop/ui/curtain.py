"""The curtain: covers the desk while it goes from one cell to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.pins import SHORTEST, Pins
from tabletop.ui.theme import Theme

TRIES, WAIT_MS = 3, 5000
"""Wrong PINs in a row after which the curtain takes none for a while, and how long that is."""
LETTERS = 76
"""Width of the form in the middle of the curtain, in letters."""
EDGES = 40
"""Room left beside the form in a narrow window, in pixels."""


class Curtain(QWidget):
    """Covers its parent until a cell takes the desk over; ``taken`` carries the id of its seat."""

    taken = Signal(str)

    def __init__(self, pins: Pins, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pins = pins
        self._wrong = 0
        self._keeper = ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("The desk is covered"))
        self.title = QLabel(self.tr("The desk is covered"))
        self.says = QLabel(self.tr(
            "Give the machine to a cell. Only its people look at the screen from now on."
        ))  # fmt: skip
        self.seats = QComboBox()
        self.seats.setAccessibleName(self.tr("Who takes the desk over"))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(64)
        self.warns = QLabel()
        self.warns.setWordWrap(True)
        self.guard = QPushButton()
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.take = QPushButton()
        self.take.setDefault(True)
        self._patience = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._patience.timeout.connect(self._try_again)
        self._lay_out()
        self.seats.currentIndexChanged.connect(self._choose)
        self.pin.textChanged.connect(self._check)
        self.pin.returnPressed.connect(self._take)
        self.take.clicked.connect(self._take)
        self.guard.clicked.connect(self._offer_pin)
        self.set_theme(theme)
        self.hide()
        parent.installEventFilter(self)

    def _lay_out(self) -> None:
        self.box = QFrame()
        self.says.setWordWrap(True)
        form = QFormLayout()
        self._pin_label = QLabel()
        self._pin_label.setBuddy(self.pin)
        form.addRow(self.tr("Cell"), self.seats)
        form.addRow(self._pin_label, self.pin)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.says)
        column.addLayout(form)
        column.addWidget(self.warns)
        column.addWidget(self.guard)
        column.addWidget(self.trouble)
        column.addWidget(self.take)
        around = QVBoxLayout(self)
        around.addStretch(1)
        around.addWidget(self.box, 0, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.setStyleSheet(
            f"Curtain {{ background: {theme.window}; }}"
            f"Curtain > QFrame {{ background: {theme.panel}; border: 1px solid {theme.border};"
            " border-radius: 6px; }"
        )
        self.trouble.setStyleSheet(f"color: {theme.bad}; font-weight: bold;")
        self._enlarge()

    def _enlarge(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self.title.setFont(font)
        parent, wished = self.parentWidget(), self.fontMetrics().averageCharWidth() * LETTERS
        self.box.setFixedWidth(wished if parent is None else min(wished, parent.width() - EDGES))
        # lines that wrap would press them together
        for one in (self.seats, self.pin, self.guard, self.take):
            one.setMinimumHeight(one.sizeHint().height())
        self._heighten()

    def _heighten(self) -> None:
        """Give the form the height that its lines need at its width."""
        column = self.box.layout()
        assert column is not None, "the form is laid out once"
        column.invalidate()
        self.box.setMinimumHeight(column.totalHeightForWidth(self.box.width()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "box"):
            self._enlarge()

    # -- coming and going ----------------------------------------------------------------------

    def cover(self, seats: Sequence[tuple[str, str]], first: str, keeper: str = "") -> None:
        """Cover the desk and offer it to the seats (id, name).

        ``keeper`` is the seat that sees everything: the cover warns while it has no PIN.
        """
        self._keeper = keeper
        self.seats.clear()
        for seat, name in seats:
            self.seats.addItem(name, seat)
        self.seats.setCurrentIndex(max(self.seats.findData(first), 0))
        self._choose()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._enlarge()
        self.seats.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def seat(self) -> str:
        """The seat that is chosen."""
        return str(self.seats.currentData() or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the desk, and in front of it."""
        parent = self.parentWidget()
        kinds = (QEvent.Type.Resize, QEvent.Type.ChildAdded)
        if parent is None or watched is not parent:
            return False
        if event.type() in kinds and self.isVisible():
            self.setGeometry(parent.rect())
            self.raise_()
        return False

    # -- PINs ----------------------------------------------------------------------------------

    def _warn(self) -> None:
        """Say that whoever sits here can take the seat that sees everything, and offer a PIN."""
        name = self.seats.itemText(self.seats.findData(self._keeper))
        bare = bool(name) and not self._pins.has(self._keeper)
        self.warns.setText(self.tr(
            "{seat} has no PIN: any cell can take that seat here and see everything."
        ).format(seat=name))  # fmt: skip
        self.guard.setText(self.tr("{seat}: choose a PIN").format(seat=name))
        self.guard.setAccessibleName(self.guard.text())
        self.warns.setVisible(bare)
        self.guard.setVisible(bare and self.seat != self._keeper)
        self._heighten()

    def _offer_pin(self) -> None:
        """Choose the seat that sees everything, ready for a PIN to be typed."""
        self.seats.setCurrentIndex(self.seats.findData(self._keeper))
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        self._warn()
        known, name = self._pins.has(self.seat), self.seats.currentText()
        label = self.tr("PIN") if known else self.tr("New PIN (optional)")
        self._pin_label.setText(label)
        self.pin.setAccessibleName(label)
        hint = self.tr("at least {count} characters").format(count=SHORTEST)
        self.pin.setPlaceholderText("" if known else hint)
        self.pin.clear()
        self.trouble.setText("")
        self.take.setText(self.tr("{cell}: take over").format(cell=name))
        self.take.setAccessibleName(self.take.text())
        self._check()

    def _check(self) -> None:
        text, known = self.pin.text(), self._pins.has(self.seat)
        enough = len(text) >= SHORTEST if known or text else True
        self.take.setEnabled(bool(self.seat) and enough and not self._patience.isActive())

    def _take(self) -> None:
        if not self.take.isEnabled():
            return
        if not self._pins.fits(self.seat, self.pin.text()):
            if not self._keeper_opens(self.pin.text()):
                self._refuse()
                return
            self._pins.forget(self.seat)
        elif self.pin.text() and not self._pins.has(self.seat):
            self._pins.choose(self.seat, self.pin.text())
        self._wrong = 0
        self.pin.clear()
        self.taken.emit(self.seat)

    def _keeper_opens(self, pin: str) -> bool:
        """Tell whether this is the PIN of the seat that sees everything: it opens each cell."""
        return self._pins.has(self._keeper) and self._pins.fits(self._keeper, pin)

    def _refuse(self) -> None:
        self._wrong += 1
        self.pin.clear()
        enough = self._wrong >= TRIES
        said = (
            self.tr("Three wrong PINs: wait a few seconds.")
            if enough
            else self.tr("This is not the PIN of the cell.")
        )
        self.trouble.setText(f"{said} {self._way_out()}")
        self._heighten()
        if enough:
            self._patience.start()
            self._check()

    def _way_out(self) -> str:
        """Say what those do who have forgotten their PIN; nothing of the record is lost by it."""
        if self.seat != self._keeper and self._pins.has(self._keeper):
            name = self.seats.itemText(self.seats.findData(self._keeper))
            return self.tr(
                "Forgotten? The PIN of {seat} opens this cell too, and takes the forgotten one "
                "away."
            ).format(seat=name)
        return self.tr(
            "Forgotten? Quit (Ctrl+Q) and resume the session: PINs last for one sitting, and all "
            "that was recorded is on disk."
        )

    def _try_again(self) -> None:
        self._wrong = 0
        self.trouble.setText("")
        self._check()
