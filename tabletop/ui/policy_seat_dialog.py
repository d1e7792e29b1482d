"""The dialog that says who plays the seats: persons, shipped policies, or one of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.own_policy import OwnPolicyAsker
from tabletop.ui.panels.panel import Say, fit_dialog
from tabletop.ui.policy_seat import PolicySeats, players_seats

if TYPE_CHECKING:
    from tabletop.analysis.own_policy import OwnPolicy
    from tabletop.world.scenario import Seat
    from tabletop.world.world import World

PERSON = ""
FILE = "…"
"""What the item that asks for a file stands for."""
_TIP = 3


class PolicySeatsDialog(QDialog):
    """Says for each player's seat who plays it."""

    def __init__(self, seats: PolicySeats, world: World, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seats, self._world = seats, world
        self._own: dict[str, OwnPolicy] = {}
        self._asking = ""
        self.setWindowTitle(self.tr("Who plays the seats"))
        self.boxes: dict[str, QComboBox] = {}
        form, inside = QFormLayout(), QWidget()
        for seat in players_seats(world):
            box = self.boxes[seat.id] = self._box(seat)
            form.addRow(seat.name, box)
        inside.setLayout(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.state = Say(seats.told_missing())
        self.asker = OwnPolicyAsker(self, self._take, self._fail)
        column = QVBoxLayout(self)
        column.addWidget(Say(self.tr(
            "A policy answers injects and gives the seat's orders when orders open, by what that "
            "seat sees and never by the truth. Its acts are recorded as the seat's; take them back "
            "as any other. The record says who plays which seat from when on.")))  # fmt: skip
        column.addWidget(area, 1)
        column.addWidget(self.state)
        column.addWidget(buttons)
        fit_dialog(self, 80, 32)

    def _box(self, seat: Seat) -> QComboBox:
        from tabletop.analysis.policies import POLICIES
        from tabletop.analysis.seat_hand import policies_for

        box = QComboBox()
        box.setAccessibleName(seat.name)
        box.addItem(self.tr("a person"), PERSON)
        for name in policies_for(self._world, seat):
            box.addItem(self.tr("policy: {}").format(name.replace("_", " ")), name)
            box.setItemData(box.count() - 1, POLICIES[name].says, _TIP)
        word = self._seats.played.get(seat.id, PERSON)
        if ".py:" in word:
            box.addItem(self._seats.title_of(seat.id), word)
        box.addItem(self.tr("a policy from a file…"), FILE)
        box.setCurrentIndex(max(0, box.findData(word)))
        box.activated.connect(lambda _: self._ask(seat.id))
        return box

    def _ask(self, seat: str) -> None:
        """Ask for a file when that was chosen; until there is one, nothing has changed."""
        box = self.boxes[seat]
        if box.currentData() == FILE:
            self._asking = seat
            box.setCurrentIndex(max(0, box.findData(self._seats.played.get(seat, PERSON))))
            self.asker.ask()

    def take(self, seat: str, policy: OwnPolicy) -> None:
        """Have a seat played by a policy of the user's own, once the dialog is accepted."""
        from tabletop.analysis.seat_hand import side_of

        place = self._world.scenario.seat(seat)
        if policy.side != side_of(self._world, place):
            self._fail(self.tr("“{policy}” decides for the other side than {seat}.").format(
                policy=policy.name, seat=place.name))  # fmt: skip
            return
        box = self.boxes[seat]
        if box.findData(policy.word) < 0:
            words = self.tr("policy: {name} ({file})")
            box.insertItem(box.count() - 1, words.format(name=policy.name, file=policy.file),
                           policy.word)  # fmt: skip
            box.setItemData(box.count() - 2, policy.says, _TIP)
        self._own[policy.word] = policy
        box.setCurrentIndex(box.findData(policy.word))
        self.state.say("")

    def _take(self, policy: OwnPolicy) -> None:
        self.take(self._asking, policy)

    def _fail(self, words: str) -> None:
        self.state.say(words)

    def accept(self) -> None:
        """Have it so."""
        self._seats.choose({
            seat: self._own.get(word, word)
            for seat, box in self.boxes.items()
            if (word := str(box.currentData())) != PERSON
        })  # fmt: skip
        super().accept()
