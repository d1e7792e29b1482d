"""From gestures on the map to orders: where forces may go, why not elsewhere, what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from tabletop.ui.map.advice import LegMark, WayMark
from tabletop.ui.map.interaction import LAWFUL, PARTLY
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.analysis.preview import Difference
    from tabletop.analysis.sending import Leg, Way
    from tabletop.session.moment import Moment, OrderRow
    from tabletop.ui.map.view import MapView
    from tabletop.ui.panels.forces import ForcesPanel
    from tabletop.ui.panels.orders_model import Verdict
    from tabletop.ui.stage import Stage

TOLD = 6
"""Measures that are told while a force is held over a place; the largest changes come first."""


class MapOrders(QObject):
    """Answers a desk's map; nothing is ordered before the form is sent off."""

    def __init__(self, desk: Stage, view: MapView) -> None:
        super().__init__(desk)
        self._desk = desk
        self._forces: tuple[int, ...] = ()
        self._moment: Moment | None = None
        self._lawful: dict[int, tuple[int, ...]] = {}
        self._ways: dict[int, WayMark | None] = {}
        view.forceClicked.connect(self.pick)
        view.forceDropped.connect(desk.prepare_order)
        view.forcesDropped.connect(self.propose)
        view.dropRefused.connect(self.refuse)
        view.dragCancelled.connect(self.put_back)
        view.set_adviser(self)

    # -- picking up ----------------------------------------------------------------------------

    def pick(self, force: int) -> None:
        """Light up where the forces in the hand may go, and show the first among the forces."""
        desk = self._desk
        self._forces = desk.map.hand.group or (force,)
        if desk.bridge is None:
            return
        moment = self._moment = desk.bridge.moment()
        self._ways.clear()
        found = self._destinations(moment)
        desk.map.show_destinations(found)
        self._tell(moment, sum(code <= LAWFUL for _, code in found))
        forces = desk.docks.fresh("forces")
        if forces is not None:
            cast("ForcesPanel", forces).select_force(force)

    def _destinations(self, moment: Moment) -> list[tuple[int, int]]:
        """List every node: LAWFUL, PARTLY when only some may go there, or the first refusal."""
        from tabletop.rules.orders.deployment import destinations

        codes = [dict(destinations(moment.world, moment.state, one)) for one in self._forces]
        nodes = range(len(moment.world.geography.nodes))
        self._lawful = {
            node: tuple(f for f, by in zip(self._forces, codes, strict=True) if not by[node])
            for node in nodes
        }
        return [(node, self._code(node, codes[0][node])) for node in nodes]

    def _code(self, node: int, refusal: int) -> int:
        may = len(self._lawful[node])
        return LAWFUL if may == len(self._forces) else PARTLY if may else refusal

    def _tell(self, moment: Moment, lawful: int) -> None:
        if lawful:
            words = self.tr("{force} picked up: {count} places with a ✓ are lawful. Drop it on one "
                            "or click there; Esc puts it back.")  # fmt: skip
        else:
            words = self.tr("{force} picked up: it may go nowhere now. Point at a place, or go "
                            "there with arrow keys, to read why; Esc puts it back.")  # fmt: skip
        name = moment.world.forces[self._forces[0]].name
        if len(self._forces) > 1:
            name = self.tr("{count} forces").format(count=len(self._forces))
        self._desk.notice.say(words.format(force=name, count=lawful))

    def put_back(self, force: int) -> None:
        """Say that what was picked up stands where it stood, and that nothing is considered."""
        self._desk.notice.say(self.tr("Put back: nothing was ordered."))
        self._desk.considered.emit(())

    def refuse(self, force: int, node: int) -> None:
        """Say in the notice why a force may not go to a node, and what would make it lawful."""
        order, verdict = self._judged(force, node)
        if verdict is not None:
            self._desk.refuse_order(verdict.reason, verdict.remedy, order)

    def propose(self, forces: Sequence[int], node: int) -> None:
        """Open the form for sending several forces to a node, one order each."""
        desk = self._desk
        if desk.bridge is not None and desk.form is not None:
            desk.form.propose_all(desk.bridge.moment(), tuple(forces), node)

    # -- advice to the map ---------------------------------------------------------------------

    def reason(self, node: int) -> str:
        """Say why the forces in the hand may not go to a node."""
        if not self._forces:
            return ""
        verdict = self._judged(self._forces[0], node)[1]
        return "" if verdict is None else verdict.reason

    def partly(self, node: int) -> str:
        """Say how many of the forces in the hand may go to a node."""
        may = self._lawful.get(node, ())
        if not may or len(may) == len(self._forces):
            return ""
        other = next(force for force in self._forces if force not in may)
        verdict = self._judged(other, node)[1]
        words = self.tr("{may} of {all} may go there. {reason}")
        reason = "" if verdict is None else verdict.reason
        return words.format(may=len(may), all=len(self._forces), reason=reason).strip()

    def way(self, node: int) -> WayMark | None:
        """Return the way that the first force that may go there would take."""
        if node not in self._ways:
            self._ways[node] = self._find_way(node)
        return self._ways[node]

    def _find_way(self, node: int) -> WayMark | None:
        from tabletop.analysis.sending import way_of

        moment = self._moment
        force = next(iter(self._lawful.get(node, ())), -1)
        if moment is None or force < 0:
            return None
        way = way_of(moment.world, moment.state, force, node)
        if way is None:
            return None
        legs = tuple(self._leg(leg, way) for leg in way.legs)
        return WayMark(way.nodes, legs, self._way_words(moment, way))

    def _leg(self, leg: Leg, way: Way) -> LegMark:
        words = self.tr("{room:.0f}/{slots:.0f}").format(room=leg.room, slots=leg.slots)
        return LegMark(leg.start, leg.end, words, narrow=leg.room < way.trains)

    def _way_words(self, moment: Moment, way: Way) -> str:
        turns = way.turns + way.waits
        words = self.tr("1 turn on the way") if turns == 1 else self.tr("{count} turns on the way")
        parts = [words.format(count=turns)]
        if way.waits:
            waits = self.tr("of these {count} waiting for room on the railways")
            parts.append(waits.format(count=way.waits))
        if way.flies:
            parts.append(self.tr("goes by itself"))
        narrow = way.narrowest
        if narrow is not None and way.trains > 0:
            nodes = moment.world.geography.nodes
            trains = self.tr("1 train") if round(way.trains) == 1 else self.tr("{count} trains")
            room = self.tr("{trains}; least room {room:.0f} of {slots:.0f}, {a}–{b}")
            words = trains.format(count=round(way.trains))
            parts.append(room.format(trains=words, room=narrow.room, slots=narrow.slots,
                                     a=nodes[narrow.start].name,
                                     b=nodes[narrow.end].name))  # fmt: skip
        return "; ".join(parts)

    def effects(self, node: int) -> str:
        """Say, a line for each measure, what it is without and with the forces at a node."""
        from tabletop.analysis.preview import Standing, differences
        from tabletop.ui.panels.forces_model import sending, usual_tier

        moment = self._moment
        may = self._lawful.get(node, ())
        if moment is None or not may:
            return ""
        there = [Standing(force, node, usual_tier(moment, force, node)) for force in may]
        self._desk.considered.emit(tuple(sending(moment, s.force, node, s.tier) for s in there))
        found = differences(moment.world, moment.state, there)
        self._preview(moment, may, node, found)
        if not found:
            return self.tr("Standing there, it changes no measure at once.")
        lines = [self._line(one) for one in found[:TOLD]]
        if len(found) > TOLD:
            lines.append(self.tr("… and {count} more").format(count=len(found) - TOLD))
        return "\n".join([self.tr("Once it stands there, all else as it is:"), *lines])

    def _line(self, one: Difference) -> str:
        """Write a measure before and after, with the difference and whether that is better."""
        from tabletop.rules.measures import MEASURES
        from tabletop.ui.panels.words import step

        measure = MEASURES[one.measure]
        before, after, change = step(one.before, one.after)
        better = (one.change > 0) == (measure.better == "high")
        how = self.tr("better") if better else self.tr("worse")
        line = self.tr("{measure} {before} → {after} ({change}, {how})")
        return line.format(measure=word(measure.title), before=before, after=after, change=change,
                           how=how)  # fmt: skip

    def _preview(
        self, moment: Moment, forces: Sequence[int], node: int, found: Sequence[Difference]
    ) -> None:
        """Let the panel of measures show before and after, too."""
        from tabletop.ui.panels.measures_model import Ahead

        world = moment.world
        name = world.forces[forces[0]].name
        if len(forces) > 1:
            name = self.tr("{count} forces").format(count=len(forces))
        place = world.geography.nodes[node].name
        words = self.tr("{force} at {place}").format(force=name, place=place)
        self._desk.previewed.emit(Ahead(words, {one.measure: one for one in found}))

    def rest(self) -> None:
        """The forces in hand are held over no place where they may go: all is as it is."""
        self._desk.previewed.emit(None)

    def _judged(self, force: int, node: int) -> tuple[Mapping[str, Any], Verdict | None]:
        from tabletop.ui.panels.forces_model import sending, usual_tier
        from tabletop.ui.panels.orders_model import verdict

        bridge = self._desk.bridge
        if bridge is None or force < 0:
            return {}, None
        moment = bridge.moment()
        order = sending(moment, force, node, usual_tier(moment, force, node))
        return order, verdict(moment, order)

    # -- taking back ---------------------------------------------------------------------------

    def takeable(self, forces: Sequence[int] = ()) -> OrderRow | None:
        """Return the seat's latest order of this turn that stands, about ``forces`` when given."""
        from tabletop.session.moment import orders_of_turn

        bridge = self._desk.bridge
        if bridge is None:
            return None
        world = bridge.world
        wanted = {world.forces[force].id for force in forces}
        return next(
            (row for row in reversed(orders_of_turn(bridge.moment()))
             if row.stands and row.by == bridge.seat
             and (not wanted or row.order.get("force") in wanted)),
            None,
        )  # fmt: skip

    def take_back(self, forces: Sequence[int] = ()) -> None:
        """Take the seat's latest order of this turn back; that is recorded too."""
        from tabletop.session.acts import parse_act
        from tabletop.ui.spoken import order_sentence

        bridge, row = self._desk.bridge, self.takeable(forces)
        if bridge is None or row is None:
            self._desk.notice.say(self.tr("There is no order of yours in this turn to take back."))
            return
        if bridge.submit(parse_act({"type": "take_back", "entry": row.seq})) is not None:
            words = self.tr("Taken back: {order}")
            self._desk.notice.say(words.format(order=order_sentence(bridge.world, row.order)))
