"""Seats that a policy plays: chosen in a dialog, acting when orders open, on a thread of their own.

What a policy decides is worked out aside; its acts are then done one in each round of the event
loop. The facilitator takes them back, or voids them, as any other act.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.bridge import SessionBridge
from tabletop.ui.panels.panel import Say, fit_dialog
from tabletop.ui.preferences import policy_key
from tabletop.ui.working import Work

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry
    from tabletop.ui.preferences import Preferences
    from tabletop.world.scenario import Seat
    from tabletop.world.world import World

PERSON = ""


class PolicySeats(QObject):
    """Plays seats of one live session; ``say`` is told what was done, in a sentence."""

    def __init__(
        self, bridge: SessionBridge, preferences: Preferences, say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._preferences, self._say = bridge, preferences, say
        self._key = policy_key(bridge.session.journal.path)
        self._works: list[Work] = []
        self._waiting: list[tuple[Act, str]] = []
        self._given = 0
        self.played = self._kept()
        bridge.accepted.connect(self._accepted)

    def _kept(self) -> dict[str, str]:
        """Return what was chosen for this session last time; nonsense is left aside."""
        from tabletop.analysis.seat_hand import policies_for

        try:
            found = json.loads(bytes(self._preferences.kept(self._key).data()) or b"{}")
        except ValueError:
            return {}
        world = self._bridge.world
        seats = {seat.id: seat for seat in players(world)}
        known = found.items() if isinstance(found, dict) else ()
        return {
            seat: policy for seat, policy in known
            if seat in seats and policy in policies_for(world, seats[seat])
        }  # fmt: skip

    def choose(self, played: dict[str, str]) -> None:
        """Have seats (id → policy) played from now on, and act at once when it is time for that."""
        new = {seat: policy for seat, policy in played.items() if self.played.get(seat) != policy}
        self.played = dict(played)
        self._preferences.keep(self._key, QByteArray(json.dumps(played).encode()))
        self._act(new)

    def _accepted(self, entry: Entry) -> None:
        if entry.type == "advance" and entry.phase == "orders":
            self._act(self.played)

    def _act(self, seats: dict[str, str]) -> None:
        """Work out what seats do now; one after another, off the thread of the desk."""
        from tabletop.analysis.seat_hand import PHASES

        bridge = self._bridge
        if not seats or bridge.session.phase not in PHASES or bridge.session.held:
            return
        moment, run = bridge.session.moment(), bridge.session.journal.heading.run

        def think(_: object) -> list[tuple[Act, str]]:
            from tabletop.analysis.seat_hand import acts_for
            from tabletop.session.moment import visible_to

            return [
                (act, seat)
                for seat, policy in seats.items()
                for act in acts_for(visible_to(moment, seat), policy, run)
            ]

        work = Work(think, self)
        self._works.append(work)
        work.done.connect(partial(self._decided, work, moment))
        work.failed.connect(partial(self._failed, work))
        work.start()

    def _decided(self, work: Work, moment: Moment, acts: list[tuple[Act, str]]) -> None:
        self._works.remove(work)
        now = self._bridge.session
        if (now.turn, now.phase) != (moment.turn, moment.phase):
            return  # it took so long that its time is over
        self._waiting += acts
        self._next()

    def _failed(self, work: Work, fault: Exception) -> None:
        self._works.remove(work)
        raise fault

    def _next(self) -> None:
        """Do one act and leave the rest for later rounds."""
        if self._waiting:
            act, seat = self._waiting.pop(0)
            if self._is_possible(act, seat) and self._bridge.submit(act, by=seat) is not None:
                self._given += 1
        if self._waiting:
            QTimer.singleShot(0, self, self._next)
        else:
            words = self.tr("Seats played by policies did {count} things; each can be taken back.")
            self._say(words.format(count=self._given))
            self._given = 0

    def _is_possible(self, act: Act, seat: str) -> bool:
        """Tell whether an act may still be done; what others did since may have changed that."""
        from tabletop.rules.orders import judge, parse_order
        from tabletop.session.acts import GiveOrder
        from tabletop.ui.panels.asking import objection

        bridge = self._bridge
        if bridge.looking_back or self.played.get(seat) is None:
            return False
        if isinstance(act, GiveOrder):
            if bridge.session.phase != "orders":
                return False
            return not judge(bridge.world, bridge.session.state, parse_order(act.order))[0]
        return not objection(bridge.now(seat), act)

    def stop(self) -> None:
        """Do nothing more."""
        self._waiting.clear()
        for work in self._works:
            work.cancel()
            work.wait()
        self._works.clear()


def players(world: World) -> list[Seat]:
    """Return the seats that a policy can play."""
    return [seat for seat in world.scenario.seats if seat.role == "player"]


class PolicySeatsDialog(QDialog):
    """Says for each player's seat who plays it."""

    def __init__(self, seats: PolicySeats, world: World, parent: QWidget | None = None) -> None:
        from tabletop.analysis.policies import POLICIES
        from tabletop.analysis.seat_hand import policies_for

        super().__init__(parent)
        self._seats = seats
        self.setWindowTitle(self.tr("Who plays the seats"))
        self.boxes: dict[str, QComboBox] = {}
        form, inside = QFormLayout(), QWidget()
        for seat in players(world):
            box = QComboBox()
            box.setAccessibleName(seat.name)
            box.addItem(self.tr("a person"), PERSON)
            for name in policies_for(world, seat):
                box.addItem(self.tr("policy: {}").format(name.replace("_", " ")), name)
                box.setItemData(box.count() - 1, POLICIES[name].says, 3)  # the tool tip
            box.setCurrentIndex(max(0, box.findData(seats.played.get(seat.id, PERSON))))
            self.boxes[seat.id] = box
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
        column = QVBoxLayout(self)
        column.addWidget(Say(self.tr(
            "A policy answers injects and gives the seat's orders when orders open, by what that "
            "seat sees and never by the truth. Its acts are recorded as the seat's; take them back "
            "as any other.")))  # fmt: skip
        column.addWidget(area, 1)
        column.addWidget(buttons)
        fit_dialog(self, 80, 30)

    def accept(self) -> None:
        """Have it so."""
        self._seats.choose({
            seat: str(box.currentData()) for seat, box in self.boxes.items()
            if box.currentData() != PERSON
        })  # fmt: skip
        super().accept()
