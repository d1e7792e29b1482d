"""The ladder: answers prepared beforehand for breaches, probes and breakthroughs, and kept or not.

Source: seed 004 for prepared answers for the short and the long term; seed 000 and 004 for the
question of who answers an attack on a contingent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import DEPLOYED, code
from tabletop.rules.drift import values
from tabletop.rules.russia import BROKEN, CONTAINED, REPELLED
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import RESPONSES, TIERS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EVENTS = ("violation", "probe", "breakthrough")
"""What an answer may be prepared for, from least to gravest."""

_T4 = TIERS.index("T4")
_PATROL = code("air_posture", "patrol")
_GRADED = code("intervention_rule", "graded")
_UNDEFINED, _NATIONAL = code("attack_answer", "undefined"), code("attack_answer", "national")
_COALITION, _CONSULT = code("attack_answer", "coalition"), code("attack_answer", "consult_nato")


def prepared(state: State, event: str) -> Ints:
    """Step of the ladder that is prepared for an event, [run]; 0 is none."""
    return np.asarray(getattr(state, f"answer_{event}"), dtype=np.int64)


def ready_to_act(state: State) -> Bools:
    """Tell where an answer to force is prepared, which cuts the time to act, [run]."""
    return np.asarray((prepared(state, "probe") > 0) | (prepared(state, "breakthrough") > 0))


def at_hand(world: World, state: State) -> Bools:
    """Tell which steps of the ladder the coalition has the means for, [run, step]."""
    d, traits = world.doctrine, world.traits
    here = (state.status == DEPLOYED) & world.is_coalition[None]
    flies = (here & (traits.flies & traits.armed)[None]).any(axis=1)
    means = {
        "snapback": state.flag[:, world.index["flag"]["snapback_ready"]] != 0,
        "air_patrol": flies,
        "reserve": (here & world.is_brigade[None]).any(axis=1),
        "intercept": flies & (state.roe[:, _T4] >= d.ladder_rules),
        "fires": (here & traits.fires[None]).any(axis=1),
        "guarantee": state.intervention_rule >= _GRADED,
    }
    always = np.ones(state.runs, dtype=np.bool_)
    return np.stack([means.get(step, always) for step in RESPONSES], axis=1)


def happened(world: World, state: State) -> dict[str, Bools]:
    """Tell which events of the ladder this turn has seen, each [run]; only the gravest counts."""
    stage = state.probe_stage.max(axis=1, initial=0)
    through = stage == BROKEN
    probed = (stage == REPELLED) | (stage == CONTAINED)
    many = state.violations.sum(axis=1) >= world.doctrine.ladder_violations
    return {"violation": many & ~probed & ~through, "probe": probed, "breakthrough": through}


def keep_word(world: World, state: State, luck: Luck) -> None:
    """The prepared answer to what happened is given; one without means costs resolve.

    Writes resolve, escalation and appetite by the step; a snap-back uses up the package that was
    held ready, arms go to Ukraine, a patrol flies.
    """
    del luck
    d = world.doctrine
    means = at_hand(world, state)
    step = np.zeros(state.runs, dtype=np.int64)
    for event, seen in happened(world, state).items():
        step = np.where(seen, prepared(state, event), step)
    promised = step > 0
    kept = promised & np.take_along_axis(means, step[:, None], axis=1)[:, 0]

    def at(prefix: str) -> Floats:
        return np.where(kept, values(world, prefix, RESPONSES)[step], 0.0)

    failed = np.where(promised & ~kept, d.ladder_deviation, 0.0)
    state.resolve_perception = state.resolve_perception + at("ladder_resolve") - failed
    state.escalation = state.escalation + at("ladder_escalation")
    state.ru_probe_appetite = state.ru_probe_appetite - at("ladder_appetite")
    snapback = kept & (step == RESPONSES.index("snapback"))
    state.flag[snapback, world.index["flag"]["snapback_ready"]] = 0
    state.sanction_pressure = state.sanction_pressure + d.ladder_sanctions * snapback
    arms = kept & (step == RESPONSES.index("arms"))
    state.ua_equipment = state.ua_equipment + d.ladder_arms * arms
    patrol = kept & (step == RESPONSES.index("air_patrol"))
    state.air_posture = np.where(patrol, np.maximum(state.air_posture, _PATROL), state.air_posture)
    state.clip("resolve_perception", "escalation", "ru_probe_appetite", "sanction_pressure",
               "ua_equipment")  # fmt: skip


def attacked(world: World, state: State) -> Bools:
    """Tell where a contingent has been attacked this turn: losses where a probe was fought, [run].

    No such attack brings NATO in by itself: its article 5 does not cover troops in Ukraine.
    """
    fought = state.probe_stage.max(axis=1, initial=0) >= CONTAINED
    return np.asarray(fought & (state.casualties_last >= world.doctrine.attack_casualties))


def answer_attack(world: World, state: State, luck: Luck) -> None:
    """An attack on a contingent is answered as it was settled beforehand, or raises doubt."""
    del luck
    d = world.doctrine
    hit = attacked(world, state)
    doubt, alone = (
        hit & (state.attack_answer == _UNDEFINED),
        hit & (state.attack_answer == _NATIONAL),
    )
    common, asked = (
        hit & (state.attack_answer == _COALITION),
        hit & (state.attack_answer == _CONSULT),
    )
    state.resolve_perception = (
        state.resolve_perception - d.attack_doubt * doubt + d.attack_coalition_resolve * common
    )
    state.cohesion = state.cohesion - d.attack_doubt * doubt - d.attack_national * alone
    state.escalation = state.escalation + d.attack_coalition_escalation * common
    state.nato_flank_risk = state.nato_flank_risk + d.attack_consult * asked
    state.clip("resolve_perception", "cohesion", "escalation", "nato_flank_risk")
