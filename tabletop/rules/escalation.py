"""Escalation: the risk of a wider war, from posture, rules and incidents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.arms import reach_used
from tabletop.rules.codes import DEPLOYED
from tabletop.rules.concept import concept_escalation
from tabletop.rules.drift import toward, values
from tabletop.rules.russia import at_war
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import AIR_POSTURE, FLAGS, MANDATE, NSATU_SCOPE, TIERS
from tabletop.world.world import World

Floats = NDArray[np.float64]

_T3 = TIERS.index("T3")
_PRE_DEAL = tuple(FLAGS).index("pre_deal")


def signature(world: World, state: State) -> Floats:
    """How provocative the deployed forces look to Moscow, points, [run].

    Signature × closeness, 1.5 times east of the Dnipro, half outside Ukraine, doubled before a
    ceasefire or after an early entry; air forces weigh more in a forward posture.
    """
    d = world.doctrine
    geo = world.geography
    near = np.clip(1.0 - (geo.km_to_line - d.place_near_km) / d.place_fall_km, d.place_far, 1.0)
    place = d.signature_base + d.signature_near * near
    place = place * np.where(geo.east_of_dnipro, d.signature_east, 1.0)
    place = place * np.where(geo.node_in_ukraine, 1.0, 0.5)
    here = (state.status == DEPLOYED) & (state.at >= 0) & world.is_coalition[None]
    weight = np.where(here, world.force_signature[None] * place[np.maximum(state.at, 0)], 0.0)
    early = at_war(state) | (state.flag[:, _PRE_DEAL] == 1)
    phase = np.where(early, d.signature_early, 1.0)
    air = values(world, "air_signature", AIR_POSTURE)[state.air_posture]
    under = values(world, "mandate_signature", MANDATE)[state.mandate]
    return np.asarray(weight.sum(axis=1) * phase * air * under)


def support_risk(world: World, state: State) -> Floats:
    """Escalation by what is done for Ukraine itself, index points, [run] [seed 004].

    Long reach that may be used in Russia, teams that train inside Ukraine, declared air zones.
    """
    d = world.doctrine
    scope = values(world, "nsatu_escalation", NSATU_SCOPE)[state.nsatu_scope]
    zones = d.zone_escalation * state.ad_zone.sum(axis=1)
    return np.asarray(d.deep_strike_escalation * reach_used(world, state) + scope + zones)


def escalate(world: World, state: State, luck: Luck) -> None:
    """Escalation moves to what posture, rules, breaches and open channels imply.

    The level it moves to is 15 + 0.45 × signature (saturating) + 4 × (ROE − 2) + breaches −
    channels.
    """
    d = world.doctrine
    force = d.escalation_force * (1.0 - np.exp(-d.escalation_signature * signature(world, state)
                                               / d.escalation_force))  # fmt: skip
    rules = d.escalation_roe * (state.roe[:, _T3] - d.escalation_roe_reference)
    breaches = d.escalation_breach * state.breached.sum(axis=1)
    strain = d.escalation_strain * (100.0 - state.ceasefire_integrity)
    channels = d.escalation_channels * state.ru_patience
    support = support_risk(world, state)
    signal = d.signal_escalation * state.nuclear_signal
    level = d.escalation_base + force + rules + breaches + strain - channels + support + signal
    level = level + concept_escalation(world, state)
    state.escalation = toward(state.escalation, level, d.escalation_rate)
    state.clip("escalation")
