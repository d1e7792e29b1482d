"""Moscow: its objection to the force, its play for time, and anger abroad at what it does."""

from __future__ import annotations

import numpy as np

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.drift import Terms, saturation, toward
from tabletop.rules.membership import allied
from tabletop.rules.russia import at_war
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import FLAGS, NEVER
from tabletop.world.world import World

_FLAG = {name: i for i, name in enumerate(FLAGS)}


def object_to_force(world: World, state: State, luck: Luck) -> None:
    """The objection grows with the forces that stand in Ukraine; an accepted cap calms it.

    It sets how often Russia attacks in the information space [seed 000, 002, 003].
    """
    del luck
    d = world.doctrine
    here = (state.status == DEPLOYED) & (state.at >= 0) & world.is_coalition[None]
    inside = here & world.geography.node_in_ukraine[np.maximum(state.at, 0)]
    seen = (inside * world.force_signature[None]).sum(axis=1)
    level = (
        d.objection_base
        + d.objection_force * saturation(seen, d.objection_scale)
        - d.objection_cap * state.flag[:, _FLAG["east_limit"]]
        + d.objection_early * state.flag[:, _FLAG["pre_deal"]]
    )
    state.ru_objection = toward(state.ru_objection, level, d.objection_rate)
    state.clip("ru_objection")


def play_for_time(world: World, state: State, luck: Luck) -> None:
    """Before a ceasefire each turn helps Russia at the front; an ultimatum must be followed up.

    A deadline that runs out sets a package free that is held ready; without one the threat was
    hollow, and Moscow has seen it [seed 002].
    """
    del luck
    d = world.doctrine
    war = at_war(state)
    state.ru_delay = np.where(war, state.ru_delay + 1, 0)
    contact = np.array([sector.kind == "contact" for sector in world.geography.sectors])
    state.pressure += d.delay_pressure * (war[:, None] & contact[None])
    state.ua_army -= d.war_attrition * war
    due = (state.deadline != NEVER) & (state.turn >= state.deadline)
    unmet = due & war
    held = unmet & (state.flag[:, _FLAG["snapback_ready"]] == 1)
    release(world, state, held)
    state.resolve_perception -= d.deadline_hollow * (unmet & ~held)
    state.deadline = np.where(due, NEVER, state.deadline)
    state.clip("ru_delay", "pressure", "ua_army", "resolve_perception")


def release(world: World, state: State, runs: np.ndarray) -> None:
    """Put the package that was held ready into force where the mask ``runs`` [run] holds.

    Everybody's sanctions rise by a step, in full only as far as Washington goes along [seed 000].
    """
    d = world.doctrine
    together = 0.5 + 0.5 * state.us_backstop / 100.0
    joins = allied(state) | np.array([a.id in ("eu", "us") for a in world.actors])[None]
    state.sanctions += (d.sanction_step * together * runs)[:, None] * joins
    state.resolve_perception += d.release_resolve * runs
    state.ru_patience -= d.release_patience * runs
    state.flag[:, _FLAG["snapback_ready"]] &= ~runs
    state.clip("sanctions", "resolve_perception", "ru_patience")


def threaten(world: World, state: State, luck: Luck) -> None:
    """Once escalation is high a confident Moscow threatens with worse, one contest a turn.

    Publics at home take fright and the risk grows; nobody on the coalition's side holds a step
    that would end it [seed 004: no escalation dominance].
    """
    d = world.doctrine
    high = state.escalation > d.threat_escalation
    room = 100.0 - d.threat_escalation
    heat = np.maximum(state.escalation - d.threat_escalation, 0.0) / room
    odds = d.threat_odds * heat * state.ru_confidence / 100.0
    terms: Terms = {
        "escalation, as a factor": heat[:, None],
        "Russian confidence": (state.ru_confidence / 100.0)[:, None],
    }
    said = luck.contest("threat", odds[:, None], "", high[:, None], terms)[:, 0]
    state.domestic_support -= d.threat_support * (said[:, None] & allied(state))
    state.escalation += d.threat_step * said
    state.clip("domestic_support", "escalation")


def forget(world: World, state: State, luck: Luck) -> None:
    """Anger over strikes passes, and warnings of false stories are forgotten."""
    del luck
    d = world.doctrine
    state.outrage = toward(state.outrage, 0.0, d.outrage_rate)
    state.prebunked = toward(state.prebunked, 0.0, d.prebunk_rate)
    state.clip("outrage", "prebunked")
