"""The panel of forces: what there is, where it stands, and where it may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import asking
from tabletop.ui.panels import forces_model as model
from tabletop.ui.panels.destinations import DestinationDialog
from tabletop.ui.panels.panel import Panel, Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, said

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

EVERYTHING, OUT = "", "out"
_STATUS = ("offered", "readying", "moving", "deployed", "returning", "home", "lost")


class ForcesPanel(Panel):
    """The table of forces with its filters above, and what may be ordered below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("forces", parent)
        self.search, self.actor, self.status = QLineEdit(), QComboBox(), QComboBox()
        self._filters()
        self.count = Say(dim=True)
        self.table = RowView(self.tr("Forces"), self._columns(), lambda row: row.number)
        self.table.chosen.connect(self._offer)
        self.table.chosen.connect(self._point)
        self.table.opened.connect(lambda row: self._send())
        self.detail = Say()
        self.send = button(self.tr("&Send to…"), self.tr("Choose where the force goes."))
        self.withdraw = button(self.tr("&Withdraw"), self.tr("Call the force home."))
        self.give = button(self.tr("&Offer"), self.tr("Offer the force to the mission."))
        self.unoffer = button(self.tr("Take offer &back"), self.tr("The force stays at home."))
        self.more = button(self.tr("Other order…"), self.tr("Open the form for orders."))
        self._clicks()
        below = QWidget()
        row = FlowLayout(below, 0, 6)
        for one in (self.send, self.withdraw, self.give, self.unoffer, self.more):
            row.addWidget(one)
        self.content.addWidget(self.count)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.detail)
        self.content.addWidget(below)
        self.dialog: DestinationDialog | None = None

    # -- what is shown ----------------------------------------------------------------------------

    def select_force(self, number: int) -> None:
        """Put the cursor on a force, whatever is filtered."""
        if not self.table.choose(number):
            for one in (self.search, self.actor, self.status):
                with QSignalBlocker(one):
                    one.clear() if isinstance(one, QLineEdit) else one.setCurrentIndex(0)
            self._sift()
            self.table.choose(number)

    def render_moment(self, moment: Moment) -> None:
        """Show the forces of the moment."""
        self._name_actors(moment)
        self.table.show_rows(model.force_rows(moment))
        self._say_count()
        self._offer(self.table.current())
        if self.dialog is not None:
            self.dialog.show_moment(moment)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr

        def turn(value: int | None) -> str:
            return "–" if value is None else str(value)

        return (
            Column(tr("Of"), lambda r: r.code, tip=lambda r: r.actor_name,
                   says=tr("The actor, as on the map.")),
            Column(tr("Type"), lambda r: r.kind.name,
                   tip=lambda r: f"{r.force.name}\n{r.force.id}"),
            Column(tr("Status"), lambda r: said(r.status)),
            Column(tr("Where"), lambda r: r.place or "–"),
            Column(tr("Tier"), lambda r: f"T{r.tier}" if r.status in model.OUT else "–", spare=2),
            Column(tr("Ready"), lambda r: f"{r.readiness:.0f}", lambda r: r.readiness, True,
                   spare=1),
            Column(tr("Strength"), lambda r: f"{r.strength:.0f}", lambda r: r.strength, True,
                   spare=4),
            Column(tr("Arrives"), lambda r: turn(r.arrival), lambda r: r.arrival or 0, True,
                   tip=lambda r: tr("turn {}").format(turn(r.arrival)), spare=3),
            Column(tr("Turns out"), lambda r: str(r.turns_deployed), lambda r: r.turns_deployed,
                   True, spare=7),
            Column(tr("Units"), lambda r: str(r.force.count), lambda r: r.force.count, True,
                   spare=6),
            Column(tr("People"), lambda r: number(r.people), lambda r: r.people, True, spare=5),
        )  # fmt: skip

    def _filters(self) -> None:
        self.search.setPlaceholderText(self.tr("Search forces: type, place …"))
        self.search.setAccessibleName(self.tr("Search forces"))
        self.search.setClearButtonEnabled(True)
        self.actor.setAccessibleName(self.tr("Of which actor"))
        self.actor.addItem(self.tr("All actors"), None)
        self.status.setAccessibleName(self.tr("In which state"))
        self.status.addItem(self.tr("All states"), EVERYTHING)
        self.status.addItem(self.tr("Away from home"), OUT)
        for one in _STATUS:
            self.status.addItem(said(one), one)
        for box in (self.actor, self.status):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self._sift)
        self.search.textChanged.connect(self._sift)
        above = QWidget()
        row = FlowLayout(above, 0, 6)
        for widget in (self.actor, self.status):
            row.addWidget(widget)
        self.content.addWidget(self.search)
        self.content.addWidget(above)

    def _name_actors(self, moment: Moment) -> None:
        if self.actor.count() > 1:
            return
        own = set(moment.world.force_actor.tolist())
        with QSignalBlocker(self.actor):
            for i, actor in enumerate(moment.world.actors):
                if i in own:
                    self.actor.addItem(actor.name, i)

    def _sift(self) -> None:
        wanted = model.Filter(
            self.actor.currentData(), str(self.status.currentData() or ""), self.search.text()
        )
        self.table.sift(wanted.wants)
        self._say_count()

    def _say_count(self) -> None:
        shown, every = self.table.sifted.rowCount(), len(self.table.rows.rows)
        self.count.setText(self.tr("{} of {} forces").format(shown, every))

    def _point(self, row: model.ForceRow | None) -> None:
        if row is not None and self.table.hasFocus():
            self.focus_force.emit(row.number)

    # -- what may be ordered ----------------------------------------------------------------------

    def _clicks(self) -> None:
        self.send.clicked.connect(self._send)
        for one, type in (
            (self.withdraw, "withdraw"), (self.give, "offer"), (self.unoffer, "withdraw_offer"),
        ):  # fmt: skip
            one.clicked.connect(lambda _=False, type=type: self._order(type))
        self.more.clicked.connect(self._more)

    def _buttons(self) -> dict[str, QPushButton]:
        return {"send": self.send, "withdraw": self.withdraw, "offer": self.give,
                "withdraw_offer": self.unoffer}  # fmt: skip

    def _offer(self, row: model.ForceRow | None) -> None:
        """Show what may be ordered for the force under the cursor."""
        if self._moment is None:
            return
        usual = model.usual_orders(row) if row is not None else ()
        own = row is not None and row.actor in asking.speaks_for(self.moment)
        for type, one in self._buttons().items():
            one.setVisible(type in usual or (type == "send" and not usual))
            act = None
            if row is not None and own and type in usual:
                act = asking.order({"type": "withdraw", "actor": row.force.actor,
                                    "force": row.force.id})  # fmt: skip
            self.offer(one, act, "" if own else self._not_own(row))
        act = asking.order({"actor": row.force.actor}) if row is not None and own else None
        self.offer(self.more, act, self._not_own(row))
        self.detail.setText(self._describe(row))

    def _not_own(self, row: model.ForceRow | None) -> str:
        if row is None:
            return self.tr("Choose a force first.")
        return self.tr("Your seat does not speak for {}.").format(row.actor_name)

    def _describe(self, row: model.ForceRow | None) -> str:
        if row is None:
            return self.tr("No force chosen.")
        parts = [f"{row.force.name}: {said(row.status)}"]
        if row.place:
            parts.append(row.place)
        if row.ready is not None:
            parts.append(self.tr("ready in turn {}").format(row.ready))
        if row.arrival is not None:
            parts.append(self.tr("arrives in turn {}").format(row.arrival))
        if row.status == "deployed" and not row.paid:
            parts.append(self.tr("⚠ not paid for"))
        if row.force.note:
            parts.append(row.force.note)
        parts.append(row.kind.mark)
        return "; ".join(part.rstrip(".") for part in parts if part) + "."

    def _order(self, type: str) -> None:
        row = self.table.current()
        if row is not None:
            self.ask(asking.order({"type": type, "actor": row.force.actor, "force": row.force.id}))

    def _more(self) -> None:
        row = self.table.current()
        if row is not None:
            self.compose.emit({"actor": row.force.actor, "force": row.force.id})

    def _send(self) -> None:
        row = self.table.current()
        if row is None or not self.send.isEnabled() or not self.send.isVisibleTo(self):
            return
        self.dialog = DestinationDialog(self.moment, row.number, self)
        self.dialog.act_requested.connect(self.ask)
        self.dialog.focus_node.connect(self.focus_node)
        self.dialog.finished.connect(self._closed)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self.table.setFocus()
