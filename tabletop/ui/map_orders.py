"""From gestures on the map to orders: where a force may go, why not elsewhere, and the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView
    from tabletop.ui.panels.forces import ForcesPanel
    from tabletop.ui.panels.orders_model import Verdict
    from tabletop.ui.stage import Stage


class MapOrders(QObject):
    """Answers a desk's map; nothing is ordered before the form is sent off."""

    def __init__(self, desk: Stage, view: MapView) -> None:
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
        found = destinations(moment.world, moment.state, force)
        desk.map.show_destinations(found)
        self._tell(moment.world.forces[force].name, sum(not code for _, code in found))
        forces = desk.docks.fresh("forces")
        if forces is not None:
            cast("ForcesPanel", forces).select_force(force)

    def refuse(self, force: int, node: int) -> None:
        """Say in the notice why a force may not go to a node, and what would make it lawful."""
        order, verdict = self._judged(force, node)
        if verdict is not None:
            self._desk.refuse_order(verdict.reason, verdict.remedy, order)

    def _tell(self, force: str, lawful: int) -> None:
        if lawful:
            words = self.tr("{force} picked up: {count} places with a ✓ are lawful. Drop it on one "
                            "or click there; Esc puts it back.")  # fmt: skip
        else:
            words = self.tr("{force} picked up: it may go nowhere now. Point at a place to read "
                            "why; Esc puts it back.")  # fmt: skip
        self._desk.notice.say(words.format(force=force, count=lawful))

    def _reason(self, node: int) -> str:
        verdict = self._judged(self._force, node)[1]
        return "" if verdict is None else verdict.reason

    def _judged(self, force: int, node: int) -> tuple[Mapping[str, Any], Verdict | None]:
        from tabletop.ui.panels.forces_model import sending, usual_tier
        from tabletop.ui.panels.orders_model import verdict

        bridge = self._desk.bridge
        if bridge is None or force < 0:
            return {}, None
        moment = bridge.moment()
        order = sending(moment, force, node, usual_tier(moment, force, node))
        return order, verdict(moment, order)
