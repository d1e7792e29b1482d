"""What the map's commands do for a desk: going to things, named views, and its menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from tabletop.ui.map.bookmarks import LONGEST, Bookmark, kept, read, without, written
from tabletop.ui.map.camera import FARTHEST
from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.layers import layers_from, layers_note
from tabletop.ui.map_pictures import MapPictures

if TYPE_CHECKING:
    from tabletop.ui.finder_model import Goal
    from tabletop.ui.map_orders import MapOrders
    from tabletop.ui.stage import Stage

CLOSE = 420.0
"""Metres in a pixel at which a place is shown that was gone to."""
SEARCHED = ("place", "sector", "actor", "force")
LAYER_NOTE = "layers"
"""Name under which the chosen layers are kept."""


class MapCommands(QObject):
    """Runs the commands of a desk's map; the map need not be there yet."""

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self._orders: MapOrders | None = None
        self.pictures = MapPictures(desk)
        self.commands: Mapping[str, Callable[[], Any]] = {
            "map_search": self.search,
            "map_layers": lambda: desk.map.toggle_layers(),
            "map_measure": self.measure,
            "keep_view": self.keep_view,
            "take_back": self.take_back,
            **self.pictures.commands,
        }

    def attach(self, orders: MapOrders) -> None:
        """Connect the desk's map, which has just been made."""
        self._orders = orders
        view = self._desk.map
        view.searchAsked.connect(self.search)
        view.viewsAsked.connect(self._views)
        view.menuAsked.connect(self._menu)
        view.entryAsked.connect(self._look)
        for layer, on in layers_from(self._desk.preferences.map_note(LAYER_NOTE)).items():
            view.show_layer(layer, on)
        view.layersChanged.connect(self._keep_layers)

    def _keep_layers(self, shown: frozenset[str]) -> None:
        self._desk.preferences.keep_map_note(LAYER_NOTE, layers_note(shown))

    def _look(self, seq: int) -> None:
        if self._desk.bridge is not None:
            self._desk.bridge.look(seq)

    def measure(self) -> None:
        """Begin or end measuring, with the keyboard on the map."""
        self._desk.map.setFocus()
        self._desk.map.toggle_measuring()

    def take_back(self) -> None:
        """Take the seat's latest order of this turn back."""
        if self._orders is not None:
            self._orders.take_back()

    # -- going to things -----------------------------------------------------------------------

    def search(self) -> None:
        """Open the line for going to something by name."""
        if self._desk.bridge is not None:
            self._desk.map.tools.start_search(self.goals)

    def goals(self) -> list[Goal]:
        """List the places, sectors, actors and forces that can be gone to, for the seat."""
        from tabletop.ui.finder_model import Goal

        desk = self._desk
        if desk.bridge is None:
            return []
        moment = desk.bridge.moment()
        world, geo = moment.world, moment.world.geography
        found = [
            Goal(self.tr("place"), node.name, lambda i=i: self.go_to_node(i), also=node.id)  # type: ignore[misc]
            for i, node in enumerate(geo.nodes)
        ]
        found += [
            Goal(self.tr("sector"), sector.name, lambda i=i: self.go_to_sector(i),  # type: ignore[misc]
                 self.tr("sector {id}").format(id=sector.id), also=sector.id)
            for i, sector in enumerate(geo.sectors)
        ]  # fmt: skip
        found += [
            Goal(self.tr("actor"), actor.name, lambda i=i: self.go_to_actor(i), also=actor.id)  # type: ignore[misc]
            for i, actor in enumerate(world.actors)
        ]
        return found + [
            Goal(self.tr("force"), force.name, lambda i=i: self.go_to_force(i),  # type: ignore[misc]
                 self._whereabouts(i), also=force.id)
            for i, force in enumerate(world.forces)
        ]  # fmt: skip

    def _whereabouts(self, force: int) -> str:
        node = self._desk.map.place_of(force)
        if self._stands(force) and node >= 0:
            place = self._desk.map.ground
            assert place is not None, "forces stand on ground"
            return self.tr("force at {place}").format(place=place.geography.nodes[node].name)
        return self.tr("force, at home")

    def _stands(self, force: int) -> bool:
        picture = self._desk.map.picture
        standing = any(force in one.forces for one in picture.standing)
        return standing or any(force in one.forces for one in picture.journeys)

    def go_to_node(self, node: int) -> None:
        """Show a place from near by."""
        view = self._desk.map
        assert view.ground is not None, "places lie on ground"
        self._show(view.ground.nodes[node], view.ground.geography.nodes[node].name)

    def go_to_sector(self, sector: int) -> None:
        """Show a sector from near by."""
        view = self._desk.map
        assert view.ground is not None, "sectors lie on ground"
        middle = view.ground.sectors[sector].middle
        self._show((middle.x(), middle.y()), view.ground.geography.sectors[sector].name)

    def go_to_force(self, force: int) -> None:
        """Show where a force is, or say that it is not on the map."""
        view = self._desk.map
        node = view.place_of(force)
        assert view.ground is not None, "forces stand on ground"
        name = view.ground.world.forces[force].name
        if self._stands(force) and node >= 0:
            self._show(view.ground.nodes[node], name)
        else:
            words = self.tr("{force} is at home and not on the map.").format(force=name)
            self._desk.notice.say(words)
            view.announce(words)

    def go_to_actor(self, actor: int) -> None:
        """Show the actor's home, or the middle of its forces when it has none on the map."""
        view = self._desk.map
        assert view.ground is not None, "actors live on ground"
        world = view.ground.world
        node = int(world.actor_home[actor])
        if node < 0:
            own = [f for f in range(len(world.forces)) if int(world.force_actor[f]) == actor]
            node = next((view.place_of(f) for f in own if self._stands(f)), -1)
        if node >= 0:
            self._show(view.ground.nodes[node], world.actors[actor].name)
        else:
            words = self.tr("{actor} has no place on this map.")
            self._desk.notice.say(words.format(actor=world.actors[actor].name))
        self._desk.open_actor(actor)

    def _show(self, at: tuple[float, float], name: str) -> None:
        view = self._desk.map
        view.centre_on(*at, min(CLOSE, view.camera.scale))
        view.tools.point_at(*at, name)
        view.announce(name)
        view.setFocus()

    # -- named views ---------------------------------------------------------------------------

    def bookmarks(self) -> list[Bookmark]:
        """List the named views of this map."""
        return read(self._desk.preferences.map_note(self._key("views")))

    def _key(self, what: str) -> str:
        ground = self._desk.map.ground
        return f"{what}/{ground.geography.id if ground is not None else ''}"

    def _keep_all(self, bookmarks: list[Bookmark]) -> None:
        self._desk.preferences.keep_map_note(self._key("views"), written(bookmarks))

    def _views(self, number: int) -> None:
        """Answer the keys: B (-1) keeps a view, 1 to 9 show one, the button (0) opens the menu."""
        if number < 0:
            self.keep_view()
        elif number == 0:
            self.views_menu().popup(self._below_button())
        else:
            found = self.bookmarks()
            if number <= len(found):
                self.show_view(found[number - 1])
            else:
                words = self.tr("No view has the number {number} yet. B keeps this one.")
                self._desk.notice.say(words.format(number=number))

    def _below_button(self) -> QPoint:
        button = self._desk.map.views_button
        return button.mapToGlobal(QPoint(0, button.height()))

    def show_view(self, bookmark: Bookmark) -> None:
        """Look at the map as a named view has it."""
        view = self._desk.map
        view.centre_on(bookmark.x, bookmark.y, min(FARTHEST, bookmark.scale))
        view.announce(bookmark.name)

    def keep_view(self) -> None:
        """Ask for a name and keep this view of the map under it."""
        from tabletop.ui.reason import ReasonDialog

        camera = self._desk.map.camera

        def keep(name: str, _: str) -> None:
            one = Bookmark(name.strip()[:LONGEST], camera.x, camera.y, camera.scale)
            self._keep_all(kept(self.bookmarks(), one))
            number = [b.name for b in self.bookmarks()].index(one.name) + 1
            words = self.tr("This view is kept as “{name}”; on the map, {number} goes there.")
            if number > 9:
                words = self.tr("This view is kept as “{name}”.")
            self._desk.notice.say(words.format(name=one.name, number=number))

        ReasonDialog(
            self.tr("Keep this view of the map"), self.tr("Under which name?"), keep,
            parent=self._desk,
        ).open()  # fmt: skip

    def views_menu(self) -> QMenu:
        """Return the menu of named views."""
        menu = QMenu(self._desk.map)
        menu.addAction(self.tr("Keep this view…")).triggered.connect(self.keep_view)
        found = self.bookmarks()
        if found:
            menu.addSeparator()
        for number, one in enumerate(found, 1):
            title = f"&{number}  {one.name}" if number <= 9 else one.name
            menu.addAction(title).triggered.connect(lambda _=False, b=one: self.show_view(b))
        if found:
            menu.addSeparator()
            forget = menu.addMenu(self.tr("Forget"))
            for one in found:
                forget.addAction(one.name).triggered.connect(
                    lambda _=False, b=one: self._keep_all(without(self.bookmarks(), b.name))
                )
        return menu

    # -- the menu of a thing -------------------------------------------------------------------

    def _menu(self, hit: Hit | None, at: QPoint) -> None:
        self.menu_for(hit).popup(at)

    def menu_for(self, hit: Hit | None) -> QMenu:
        """Return the menu of something on the map, or of bare ground."""
        from tabletop.ui.map_menu import map_menu

        return map_menu(self._desk.map, self._orders, hit, self.search, self.keep_view)
