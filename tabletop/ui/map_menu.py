"""The menu of a thing on the map: a force, a sector, a mark, or bare ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from tabletop.ui.map.canvas import Hit

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView
    from tabletop.ui.map_orders import MapOrders


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapMenu", text)


def map_menu(
    view: MapView,
    orders: MapOrders | None,
    hit: Hit | None,
    search: Callable[[], None],
    keep_view: Callable[[], None],
) -> QMenu:
    """Return the menu of a hit, or of bare ground; ``orders`` takes orders back."""
    menu = QMenu(view)
    if hit is not None and hit.kind in ("force", "stack"):
        _add_force(menu, view, orders, hit)
    if hit is not None and hit.kind in ("sector", "incident"):
        menu.addAction(_tr("What has happened here…")).triggered.connect(
            lambda: view.show_incidents(hit)
        )
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(_tr("Go to…")).triggered.connect(search)
    menu.addAction(_tr("Measure a distance")).triggered.connect(view.toggle_measuring)
    menu.addAction(_tr("Keep this view…")).triggered.connect(keep_view)
    menu.addAction(_tr("Layers…")).triggered.connect(view.toggle_layers)
    return menu


def _add_force(menu: QMenu, view: MapView, orders: MapOrders | None, hit: Hit) -> None:
    hand = view.hand
    words = _tr("Pick up") if hit.kind == "force" else _tr("Spread out")
    menu.addAction(words).triggered.connect(lambda: hand.act_on(hit))
    choose = menu.addAction(_tr("Choose, or choose no longer"))
    choose.triggered.connect(lambda: hand.toggled(hit))
    if orders is not None:
        action = menu.addAction(_tr("Take its order back"))
        action.setEnabled(orders.takeable(hit.members) is not None)
        action.triggered.connect(lambda: orders.take_back(hit.members))
