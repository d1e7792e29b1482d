"""Fills a desk with its panels, one after another, once it is on the screen."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from tabletop.ui.bridge import Replayer
from tabletop.ui.docks import PLACES

if TYPE_CHECKING:
    from tabletop.ui.panels.panel import Panel
    from tabletop.ui.panels.rows import RowView
    from tabletop.ui.stage import Stage

FIRST = ("msel", "actors", "measures", "orders", "inject", "adjudication", "forces",
         "record")  # fmt: skip
"""The order in which panels are made: what lies on top comes first."""


def fill_next(desk: Stage) -> bool:
    """Make the next part that is missing and show it the moment; False when there is none."""
    if desk.bridge is None:
        return False
    if desk.form is None:
        _add_form(desk)
    elif desk.timeline is None:
        _add_timeline(desk, desk.bridge)
    elif desk.docks.loose is not None:
        _put(desk, desk.docks.loose[0], desk.bridge)
    elif desk.docks.blank is not None:
        name, desk.docks.blank = desk.docks.blank, None
        desk.docks.panels[name].show_moment(desk.bridge.moment())
    else:
        missing = desk.docks.missing()
        name = next((one for one in FIRST if one in missing), "")
        if not name:
            desk.docks.name_tabs()
            _warm_up()
            return False
        module = f"tabletop.ui.panels.{PLACES[name].module}"
        if module not in sys.modules:  # in a round of its own
            import_module(module)
            return True
        desk.docks.begin(name)
    return True


def _put(desk: Stage, name: str, bridge: Replayer) -> None:
    """Put a panel that was made into its dock; it is shown in a round of its own."""
    panel = desk.docks.put()
    connect(desk, panel, bridge)
    table = sorted_table(panel)
    if table is not None:
        table.sort_by(*desk.preferences.sorting(name))
    desk.docks.blank = name


def _warm_up() -> None:
    """Have icons read, and make now what tells the coordinates of a place under the pointer."""
    from tabletop.ui.icons import shelf
    from tabletop.world.projection import to_lonlat

    shelf().begin()
    to_lonlat([(0.0, 0.0)])


def sorted_table(panel: Panel) -> RowView | None:
    """Return the table of a panel whose order people choose and find again; None without one."""
    from tabletop.ui.panels.rows import RowView

    table = getattr(panel, "table", None)
    return table if isinstance(table, RowView) and table.isSortingEnabled() else None


def _add_form(desk: Stage) -> None:
    from tabletop.ui.order_form import OrderForm

    assert desk.bridge is not None
    desk.form = OrderForm(desk.theme)
    desk.form.act_requested.connect(desk.bridge.submit)
    desk.form.closed.connect(desk.map.setFocus)
    desk.form.considered.connect(desk.considered)
    desk.middle.addWidget(desk.form)


def _add_timeline(desk: Stage, bridge: Replayer) -> None:
    from tabletop.ui.timeline_panel import TimelinePanel

    desk.timeline = TimelinePanel(desk.theme)
    desk.timeline.looked.connect(desk.playback.stop)
    desk.timeline.looked.connect(bridge.look)
    desk.docks.fill("timeline", desk.timeline)
    desk.timeline.show_moment(bridge.latest(), bridge.seq)


def connect(desk: Stage, panel: Panel, bridge: Replayer) -> None:
    """Let a panel ask for acts and point at things."""
    panel.attach(bridge)
    panel.act_requested.connect(bridge.submit)
    panel.focus_force.connect(desk.point_at_force)
    panel.focus_node.connect(desk.map.centre_on_node)
    panel.focus_sector.connect(desk.point_at_sector)
    panel.open_inject.connect(desk.open_inject)
    panel.considered.connect(desk.considered)
    desk.previewed.connect(panel.preview)
    panel.compose.connect(desk.compose)
