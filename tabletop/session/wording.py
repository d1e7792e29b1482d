"""Acts and entries in words: what was done, by whom, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tabletop.rules.order_titles import FIELDS, TITLES, VALUES
from tabletop.rules.orders import ORDERS
from tabletop.rules.orders.base import Named
from tabletop.rules.words import contest_subject, contest_words, place_name
from tabletop.session import acts
from tabletop.session.acts import Act
from tabletop.session.course import act_of
from tabletop.session.record import Entry
from tabletop.world.world import World

_SAID_APART = ("type", "actor", "intent", "rationale")
_PLAIN = ("force", "package", "caveat", "text", "statement")
"""Fields that are said without their name."""
_BEGINS = {
    "brief": "Turn {turn} begins.",
    "orders": "Orders are open.",
    "adjudication": "Orders are closed; adjudication begins.",
    "feedback": "The turn is committed.",
}
"""What is said of going on to a phase."""


def entry_sentence(world: World, entry: Entry) -> str:
    """Say an entry in one sentence that begins with who did it."""
    who, said = f"{seat_name(world, entry.by)}: ", _said(world, entry)
    return said if said.startswith(who) else who + said


def _said(world: World, entry: Entry) -> str:
    """Say what an entry holds; going on is said by the phase that it led to."""
    if entry.type == "advance" and entry.phase in _BEGINS:
        return _BEGINS[entry.phase].format(turn=entry.turn)
    return act_sentence(world, act_of(entry))


def act_sentence(world: World, act: Act) -> str:
    """Say an act in one sentence."""
    return _SAYING[type(act)](world, act)


def seat_name(world: World, seat: str) -> str:
    """Return what people call a seat; its id when the scenario does not know it."""
    return next((one.name for one in world.scenario.seats if one.id == seat), seat)


def order_sentence(world: World, order: Mapping[str, Any]) -> str:
    """Say an order in one sentence: for whom, what, and with which particulars."""
    who = place_name(world, "actor", str(order.get("actor", "")))
    word = str(order.get("type", "order"))
    title = TITLES.get(word, word.replace("_", " "))
    said = [
        _particular(world, word, name, value).replace(f"{who}: ", "")
        for name, value in order.items()
        if name not in _SAID_APART
        and value not in (None, "", [])
        and not (value is False and _is_extra(word, name))
    ]
    return f"{who}: {title[:1].lower()}{title[1:]}{' – ' if said else ''}{', '.join(said)}."


def _is_extra(order: str, field: str) -> bool:
    """Tell whether a field is a yes or no that an order does without, such as “on credit”."""
    kind = ORDERS.get(order)
    return bool(kind and field in kind.model_fields and kind.model_fields[field].default is False)


def _particular(world: World, order: str, name: str, value: Any) -> str:
    """Say a field of an order; the thing that an order is about needs no label."""
    said = _value(world, _dimension(order, name), value)
    if name in _PLAIN:
        return said
    if name == "amount":
        return f"EUR {said} m a month"
    label = FIELDS.get(f"{order}.{name}") or FIELDS.get(name) or name.replace("_", " ")
    label = f"{label[:1].lower() if label[1:2].islower() else label[:1]}{label[1:]}"
    return label if value is True and _is_extra(order, name) else f"{label} {said}"


def _dimension(order: str, field: str) -> str:
    """Return along which dimension a field of an order names something; empty when it does not."""
    kind = ORDERS.get(order)
    marks = kind.model_fields[field].metadata if kind and field in kind.model_fields else ()
    return next((mark.dimension for mark in marks if isinstance(mark, Named)), "")


def _value(world: World, dimension: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value(world, dimension, one) for one in value)
    if isinstance(value, str):
        plain = VALUES.get(value, value.replace("_", " "))
        return place_name(world, dimension, value) if dimension else plain
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _inject(world: World, word: str) -> str:
    return f"“{place_name(world, 'inject', word)}”"


def _because(reason: str) -> str:
    return f": {reason.rstrip('.')}." if reason else "."


def _deliver(world: World, act: acts.Deliver) -> str:
    aim = f", aimed at {act.target}" if act.target else ""
    return f"Inject {_inject(world, act.inject)} delivered{aim}."


def _respond(world: World, act: acts.Respond) -> str:
    if act.option is None:
        return f"Answer to {_inject(world, act.inject)}: {act.words}"
    number = world.index["inject"].get(act.inject)
    options = world.injects[number].options if number is not None else ()
    label = next((one.label for one in options if one.id == act.option), act.option)
    words = f" {act.words}" if act.words else ""
    return f"Answer to {_inject(world, act.inject)}: {label.rstrip('.')}.{words}"


def _observation(world: World, act: acts.Observation) -> str:
    about = f" on entry {act.about}" if act.about else ""
    objective = f" ({act.objective}{f' {act.rating}' if act.rating else ''})"
    rated = objective if act.objective else f" ({act.rating})" if act.rating else ""
    return f"Observation{about}{rated}: {act.text}"


def _ruling(world: World, act: acts.Ruling) -> str:
    question, yes, no = contest_words(act.purpose)
    subject = contest_subject(world, act.purpose, act.index)
    about = f" ({subject})" if subject else ""
    said = f"Ruling on “{question}”{about}: {yes if act.result else no}{_because(act.reason)}"
    for label, words in (("For", act.pro), ("Against", act.contra)):
        said += f" {label}: {words.rstrip('.')}." if words else ""
    return said


def _assign(world: World, act: acts.Assign) -> str:
    name = seat_name(world, act.seat)
    if not act.policy:
        return f"The seat {name} is played by a person from now on."
    file = f" (file {act.file}, SHA-256 {act.digest[:12]})" if act.file else ""
    return f"The seat {name} is played by the policy “{act.policy}”{file} from now on."


_SAYING: Mapping[type[Act], Callable[[World, Any], str]] = {
    acts.StartEx: lambda w, a: "StartEx: the exercise begins.",
    acts.Hold: lambda w, a: f"Hold{_because(a.reason)}",
    acts.Resume: lambda w, a: "Play resumes.",
    acts.EndEx: lambda w, a: f"EndEx{_because(a.reason)}",
    acts.Advance: lambda w, a: "On to the next phase.",
    acts.GiveOrder: lambda w, a: order_sentence(w, a.order),
    acts.TakeBack: lambda w, a: f"Entry {a.entry} taken back{_because(a.reason)}",
    acts.Void: lambda w, a: f"Entry {a.entry} declared void{_because(a.reason)}",
    acts.Deliver: _deliver,
    acts.Defer: lambda w, a: (
        f"Inject {_inject(w, a.inject)} put off to turn {a.turn}{_because(a.reason)}"
    ),
    acts.Skip: lambda w, a: f"Inject {_inject(w, a.inject)} left out{_because(a.reason)}",
    acts.AdHoc: lambda w, a: f"Inject made up on the spot: “{a.title}”.",
    acts.Respond: _respond,
    acts.Ruling: _ruling,
    acts.Observation: _observation,
    acts.Assign: _assign,
}
