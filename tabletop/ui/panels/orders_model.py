"""What the panel of orders shows, as plain values: forms made from the orders' own fields."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import numpy as np

from tabletop.rules.words import place_name
from tabletop.ui.panels import asking
from tabletop.ui.panels.order_words import GROUPS, value_words
from tabletop.ui.panels.words import said
from tabletop.ui.translating import word
from tabletop.world.actors import CAVEATS
from tabletop.world.variables import FORCE_STATUS

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from tabletop.session.moment import Moment, OrderRow

FRAME = ("type", "actor", "intent", "rationale")
"""Fields that every order has."""
_USUAL = ("deploy", "redeploy", "offer", "withdraw", "withdraw_offer")
FIRST_TRIED = ("deploy", "redeploy", "offer", "seek_authorisation", "make_statement", "fund")
"""Orders with which an empty form begins, the first that would be lawful."""
MOST_TRIES = 60
"""Orders that are judged to find one that is lawful, at most."""
LOW, HIGH = 0.0, 10_000.0
"""Range of a number whose order names none."""


@dataclass(frozen=True)
class Field:
    """One field of an order: ``kind`` is name, choice, yes_no, whole or number.

    ``dimension`` is what a name names; ``choices`` are the values to choose from; ``optional``
    fields may be left out.
    """

    name: str
    kind: str
    dimension: str = ""
    choices: tuple[Any, ...] = ()
    low: float = LOW
    high: float = HIGH
    optional: bool = False
    default: Any = None


@dataclass(frozen=True)
class Verdict:
    """Whether an order is lawful, and if not, why, and what would make it so."""

    reason: str = ""
    remedy: str = ""

    @property
    def is_lawful(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reason


@dataclass(frozen=True)
class InboxRow:
    """An order of this turn with who gave it, in a sentence, and what became of it."""

    row: OrderRow
    seat: str
    sentence: str
    status: str


def order_types() -> list[tuple[str, str, str]]:
    """List every type of order with the group it belongs to and what it says of itself."""
    from tabletop.rules.orders import ORDERS

    found = []
    for type, kind in ORDERS.items():
        group = kind.__module__.rsplit(".", 1)[-1]
        says = word((kind.__doc__ or "").strip().splitlines()[0])
        found.append((type, group, says))

    groups = list(GROUPS)

    def place(one: tuple[str, str, str]) -> tuple[int, int]:
        rank = _USUAL.index(one[0]) if one[0] in _USUAL else len(_USUAL)
        return (groups.index(one[1]) if one[1] in groups else len(groups), rank)

    return sorted(found, key=place)


@cache
def fields(type: str) -> tuple[Field, ...]:
    """List the fields of a type of order, without those that every order has.

    Raises ``KeyError`` for an unknown type.
    """
    from tabletop.rules.orders import ORDERS

    kinds = ORDERS[type].model_fields
    return tuple(_field(name, info) for name, info in kinds.items() if name not in FRAME)


def _field(name: str, info: FieldInfo) -> Field:
    from tabletop.rules.orders.base import named

    base, marks, optional = _unfold(info.annotation, list(info.metadata))
    default = None if info.is_required() else info.default
    dimension = named(info)
    if dimension:
        return Field(name, "name", dimension, optional=optional, default=default)
    if get_origin(base) is Literal:
        return Field(name, "choice", choices=get_args(base), optional=optional, default=default)
    if base is bool:
        return Field(name, "yes_no", choices=(True, False), optional=optional, default=default)
    low, high = _bounds(marks)
    kind = "whole" if base is int else "number" if base is float else "words"
    return Field(name, kind, low=low, high=high, optional=optional, default=default)


def _unfold(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any], bool]:
    """Return the plain type, everything said about it, and whether it may be left out."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            parts = [part for part in get_args(annotation) if part is not type(None)]
            optional = optional or len(parts) < len(get_args(annotation))
            annotation = parts[0]
        elif hasattr(annotation, "__metadata__"):
            marks = [*marks, *annotation.__metadata__]
            annotation = annotation.__origin__
        else:
            return annotation, marks, optional


def _bounds(marks: Sequence[Any]) -> tuple[float, float]:
    """Return the range that the marks of a field ask for."""
    inner = [one for mark in marks for one in getattr(mark, "metadata", ())]
    low, high = LOW, HIGH
    for mark in [*marks, *inner]:
        low, high = getattr(mark, "ge", low), getattr(mark, "le", high)
    return float(low), float(high)


def choices(moment: Moment, type: str, field: Field, actor: str) -> list[tuple[Any, str]]:
    """List the values a field may take for an actor, as (value, what people read)."""
    if field.kind != "name":
        return [(value, value_words(field.name, value)) for value in field.choices]
    world = moment.world
    if field.dimension == "force":
        return _forces(moment, actor, packages=field.name == "package")
    if field.dimension == "caveat":
        return _caveats(moment, actor)
    names = world.names[field.dimension]
    found: list[tuple[Any, str]] = [(one, place_name(world, field.dimension, one)) for one in names]
    if field.dimension == "node":
        found = [one for one, usable in zip(found, world.geography.node_usable, strict=True)
                 if usable]  # fmt: skip
    return sorted(found, key=lambda one: one[1].casefold())


def _forces(moment: Moment, actor: str, *, packages: bool) -> list[tuple[Any, str]]:
    world = moment.world
    number = world.index["actor"].get(actor, -1)
    fit = world.traits.package if packages else np.asarray(~world.traits.package)
    found = np.flatnonzero((world.force_actor == number) & fit).tolist()
    status = moment.state.status[0]
    names = [
        (world.forces[i].id, f"{world.forces[i].name} – {said(FORCE_STATUS[int(status[i])])}")
        for i in found
    ]
    # What stands somewhere or is offered first: that is what orders are given to.
    home = FORCE_STATUS.index("home")
    away = {world.forces[i].id for i in found if status[i] != home}
    return sorted(names, key=lambda one: one[0] not in away)


def _caveats(moment: Moment, actor: str) -> list[tuple[Any, str]]:
    world = moment.world
    number = world.index["actor"].get(actor)
    if number is None:
        return []
    held = moment.state.caveat[0, number] != 0
    return [(name, CAVEATS[name]) for name, is_held in zip(world.names["caveat"], held, strict=True)
            if is_held]  # fmt: skip


def verdict(moment: Moment, order: Mapping[str, Any]) -> Verdict:
    """Judge an order by the rules as things stand; nothing is changed."""
    from tabletop.rules.orders import OrderFault, judge, parse_order
    from tabletop.ui.spoken import refusal_words

    try:
        parsed = parse_order(order)
    except OrderFault as fault:
        return Verdict(str(fault))
    code = int(judge(moment.world, moment.state, parsed)[0])
    if not code:
        return Verdict()
    return Verdict(*refusal_words(moment.world, moment.state, parsed, code))


def lawful_start(moment: Moment, type: str, actor: str) -> dict[str, Any] | None:
    """Find values for the fields of an order with which it would be lawful for an actor now.

    None when there are none, or none among the first that are tried.
    """
    if type in ("deploy", "redeploy"):
        return _lawful_place(moment, type, actor)
    tried: list[list[tuple[str, Any]]] = []
    for field in fields(type):
        values = [None] * field.optional + [one for one, _ in choices(moment, type, field, actor)]
        if field.kind in ("whole", "number"):
            values = [field.default] if field.optional else _steps(field)
        tried.append([(field.name, value) for value in values])
    for found in islice(product(*tried), MOST_TRIES):
        order = {name: value for name, value in found if value is not None}
        if verdict(moment, {"type": type, "actor": actor, **order}).is_lawful:
            return order
    return None


def _steps(field: Field) -> list[Any]:
    """Return a few numbers of a field's range to be tried."""
    middle = min(field.high, field.low + 10)
    kind = int if field.kind == "whole" else float
    return [kind(value) for value in dict.fromkeys((field.low, field.low + 1, middle, field.high))]


def _lawful_place(moment: Moment, type: str, actor: str) -> dict[str, Any] | None:
    from tabletop.rules.orders.deployment import destinations
    from tabletop.ui.panels.forces_model import usual_tier

    world, state = moment.world, moment.state
    wanted = ("deployed",) if type == "redeploy" else ("offered", "readying")
    for force in np.flatnonzero(world.force_actor == world.index["actor"].get(actor, -1)).tolist():
        if FORCE_STATUS[int(state.status[0, force])] not in wanted:
            continue
        at = int(state.at[0, force])
        for node, code in destinations(world, state, force):
            if not code and node != at:
                return {"force": world.forces[force].id, "to": world.geography.nodes[node].id,
                        "tier": usual_tier(moment, force, node)}  # fmt: skip
    return None


def first_type(moment: Moment, actor: str) -> str:
    """Return the type of order with which an empty form begins for an actor."""
    found = (one for one in FIRST_TRIED if lawful_start(moment, one, actor) is not None)
    return next(found, FIRST_TRIED[0])


def inbox(moment: Moment) -> list[InboxRow]:
    """List the orders of this turn that may be seen, the latest first."""
    from tabletop.session.moment import orders_of_turn
    from tabletop.session.wording import seat_name
    from tabletop.ui.spoken import order_sentence

    world = moment.world
    undone = {
        int(entry.act["entry"]): entry.type
        for entry in moment.entries
        if entry.type in ("take_back", "void")
    }
    return [
        InboxRow(row, seat_name(world, row.by), order_sentence(world, row.order),
                 "stands" if row.stands else undone.get(row.seq, "void"))
        for row in reversed(orders_of_turn(moment))
    ]  # fmt: skip


def may_undo(moment: Moment, row: OrderRow) -> str:
    """Return the type of act by which the seat can undo an order, or an empty text."""
    if not row.stands or not moment.live:
        return ""
    if moment.seat is not None and row.by == moment.seat:
        return "take_back"
    return "void" if asking.is_facilitator(moment) else ""
