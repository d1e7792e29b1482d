"""From gestures on the map to orders: where a force may go, why not elsewhere, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from tabletop.ui.order_form import deployment, usual_tier, verdict

if TYPE_CHECKING:
    from tabletop.ui.desk import Desk
    from tabletop.ui.map.view import MapView
    from tabletop.ui.panels.forces import ForcesPanel


class MapOrders(QObject):
    """Answers a desk's map; nothing is ordered before the form is sent off."""

    def __init__(self, desk: Desk, view: MapView) -> None:
        super().__init__(desk)
        self._desk = desk
        self._force = -1
        view.forceClicked.connect(self.pick)
        view.forceDropped.connect(desk.prepare_order)
        view.dropRefused.connect(self.refuse)
        view.set_reason(self._reason)

    def pick(self, force: int) -> None:
        """Light up where a force may go, and show it among the forces."""
        from tabletop.rules.orders.deployment import destinations

        desk = self._desk
        self._force = force
        if desk.bridge is None:
            return
        moment = desk.bridge.moment()
        desk.map.show_destinations(destinations(moment.world, moment.state, force))
        forces = desk.docks.fresh("forces")
        if forces is not None:
            cast("ForcesPanel", forces).select_force(force)

    def refuse(self, force: int, node: int) -> None:
        """Say in the notice why a force may not go to a node, and what would make it lawful."""
        self._desk.notice.refuse(*self._verdict(force, node))

    def _reason(self, node: int) -> str:
        return self._verdict(self._force, node)[0]

    def _verdict(self, force: int, node: int) -> tuple[str, str]:
        bridge = self._desk.bridge
        if bridge is None or force < 0:
            return "", ""
        moment = bridge.moment()
        return verdict(moment, deployment(moment, force, node, usual_tier(moment, force, node)))
