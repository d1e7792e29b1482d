"""What the panel of the MSEL shows, as plain values: injects by what is to be done with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabletop.rules import triggers
from tabletop.rules.effects import EffectFault, compile_effects
from tabletop.rules.words import place_name
from tabletop.ui.panels.words import said
from tabletop.ui.spoken import variable_title
from tabletop.world.injects import Effects
from tabletop.world.variables import BY_NAME, FLAGS, NEVER

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.msel import InjectRow
    from tabletop.world.world import World

GROUPS = ("due", "open", "next", "tray", "done", "skipped")
"""Due now; delivered and waiting for an answer; planned or likely later; in the facilitator's
tray; delivered and over; left out."""
_EFFECT = re.compile(r"\s*(?P<key>[A-Za-z_]\w*\s*(?:\[[^\]]*\])?)\s*(?P<sign>[:=])\s*(?P<value>.+)")


@dataclass(frozen=True)
class Line:
    """An inject in its group; ``chance`` is the probability of a conditional one when it holds."""

    row: InjectRow
    group: str
    condition: str
    chance: float | None
    holds: bool
    deadline: int | None
    beats: tuple[Beat, ...] = ()


@dataclass(frozen=True)
class Beat:
    """An inject's place in a storyline, and what comes after it; ``turn`` is when that fits."""

    story: str
    place: int
    length: int
    then: str
    turn: int | None


@dataclass(frozen=True)
class Reading:
    """Effects as read from a text: the pairs, or the first fault with its line (1, 2, …)."""

    effects: Mapping[str, float | str]
    fault: str = ""
    line: int = 0


def grouped(moment: Moment) -> dict[str, list[Line]]:
    """Return every inject of the MSEL in its group, in the order of the MSEL."""
    from tabletop.session.moment import inject_rows

    world = moment.world
    known = triggers.table(world)
    number = world.index["inject"]
    now = _due(moment)
    found: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for row in inject_rows(moment):
        i = number.get(row.id)
        if i is None:
            found["done"].append(Line(row, "done", "", None, False, None))
            continue
        trigger = world.injects[i].trigger
        holds = bool(known.rows[i].condition(moment.state)[0])
        group = _group(row, row.id in now, trigger.manual)
        chance = trigger.probability if trigger.turn is None else None
        found[group].append(
            Line(
                row,
                group,
                trigger.condition,
                chance,
                holds,
                deadline_turn(moment, i),
                beats(world, row.id),
            )
        )
    found["next"].sort(key=lambda line: (_expected(line), not line.holds))
    return found


def beats(world: World, inject: str) -> tuple[Beat, ...]:
    """Return the places of an inject in the scenario's storylines."""
    found = []
    for story in world.scenario.storylines:
        ids = [one for one, _ in story.injects]
        if inject not in ids:
            continue
        place = ids.index(inject) + 1
        then, turn = story.injects[place] if place < len(ids) else ("", None)
        title = world.injects[world.index["inject"][then]].title if then else ""
        found.append(Beat(story.title, place, len(ids), title, turn))
    return tuple(found)


def _due(moment: Moment) -> frozenset[str]:
    """Return the injects that are due: in play as the session says, else those planned by now.

    After EndEx nothing is due any more.
    """
    if moment.phase == "ended":
        return frozenset()
    if moment.live:
        return frozenset(moment.due)
    world, state = moment.world, moment.state
    planned = (state.inject_status[0] == triggers.IDLE) & (state.inject_due[0] <= moment.turn)
    return frozenset(one.id for one, is_due in zip(world.injects, planned, strict=True) if is_due)


def _group(row: InjectRow, due: bool, manual: bool) -> str:
    if row.status == "delivered":
        return "open"
    if row.status in ("answered", "expired"):
        return "done"
    if row.status == "skipped":
        return "skipped"
    if due:
        return "due"
    return "tray" if manual and row.due_turn is None else "next"


def _expected(line: Line) -> int:
    return NEVER if line.row.due_turn is None else line.row.due_turn


def deadline_turn(moment: Moment, inject: int) -> int | None:
    """Return the turn at whose end an answer comes too late; None while nothing is asked."""
    state = moment.state
    if state.inject_status[0, inject] != triggers.DELIVERED:
        return None
    days = max(moment.world.injects[inject].deadline, 1)
    return int(state.inject_turn[0, inject]) + days - 1


def addressee_names(world: World, addressees: Iterable[str]) -> tuple[str, ...]:
    """Return what people call actors and groups that something is addressed to."""
    known = world.index["actor"]
    return tuple(
        place_name(world, "actor", one) if one in known else said(one) for one in addressees
    )


def targets(world: World, inject: str) -> list[tuple[str, str]]:
    """List what an inject can be aimed at as (id, name); empty when it is aimed at nothing."""
    number = world.index["inject"].get(inject)
    if number is None:
        return []
    dimension = triggers.table(world).rows[number].target.dimension
    return [(one, place_name(world, dimension, one)) for one in world.names.get(dimension, ())]


def read_effects(world: World, text: str) -> Reading:
    """Read one effect a line, ``cohesion: -6`` or ``mandate: =treaty``; checks every name.

    Raises nothing: the first fault is told with its line.
    """
    found: dict[str, float | str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _EFFECT.fullmatch(line)
        if match is None:
            return Reading(found, "write variable: change, such as cohesion: -6", number)
        key, value = match["key"].strip(), match["value"].strip()
        if key in found:
            return Reading(found, f"{key}: stands there twice", number)
        change = _number(value if match["sign"] == ":" else f"={value}")
        try:
            compile_effects([(key, change)], world.index)
        except EffectFault as fault:
            return Reading(found, str(fault), number)
        found[key] = change
    return Reading(found)


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def effect_words(world: World, effects: Effects, aim: str = "") -> list[str]:
    """Say effects as people read them; ``aim`` names what ``$target`` stands for."""
    return [_effect(world, key, change, aim) for key, change in effects]


def _effect(world: World, key: str, change: float | str, aim: str) -> str:
    name, _, rest = key.partition("[")
    name = name.strip()
    var = BY_NAME.get(name)
    parts = [part.strip() for part in rest.rstrip("] ").split(",")] if rest else []
    dims = var.per if var is not None else ("actor",)
    places = [
        (aim or "target") if part == "$target" else place_name(world, dim, part)
        for dim, part in zip(dims, parts, strict=False)
    ]
    title = variable_title(name)
    if name == "flag" and parts:
        title, places = FLAGS.get(parts[0], parts[0]).rstrip("."), []
    if name == "contingent":
        title = "Units called home"
    where = f" ({', '.join(places)})" if places else ""
    return f"{title}{where}: {_change(var.kind if var else 'float', change)}"


def _change(kind: str, change: float | str) -> str:
    if kind == "bool":
        return "yes" if str(change).lstrip("=") not in ("0", "0.0", "False") else "no"
    if isinstance(change, str):
        return change.lstrip("=").strip().replace("_", " ")
    sign = "+" if change > 0 else "−"
    return f"{sign}{abs(change):g}"


def addressees_called(world: World) -> dict[str, str]:
    """Return who an inject can be addressed to: names and ids, in small letters, to ids."""
    from tabletop.session.seats import EVERYBODY

    groups = {group for actor in world.actors for group in actor.groups}
    found = {one: one for one in (EVERYBODY, "coalition_command", *groups)}
    found |= {said(one): one for one in tuple(found)}
    for actor in world.actors:
        found |= {actor.name: actor.id, actor.id: actor.id}
    return {words.casefold(): id for words, id in found.items()}


def draft_addressees(world: World, text: str) -> tuple[str, ...]:
    """Read addressees by name or id, separated by commas; single words by spaces too.

    What nobody is called is returned as it was written.
    """
    called, found = addressees_called(world), []
    for part in re.split(r"[,;\n]", text):
        whole = " ".join(part.split())
        words = [whole] if whole.casefold() in called else whole.split()
        found += [called.get(word.casefold(), word) for word in words]
    return tuple(dict.fromkeys(found))
