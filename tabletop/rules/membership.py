"""Membership: who is in the coalition, who counts when it decides, and who may stop whom.

The coalition stands outside NATO and the Union so that no member can block the others
[seed 000, 001, 004]; with another decision rule its members choose to be bound.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import code
from tabletop.rules.drift import values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import DECISION_RULE
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

OUTSIDE, CANDIDATE = code("membership", "outside"), code("membership", "candidate")
MEMBER, LEFT = code("membership", "member"), code("membership", "left")
KERNEL = code("breadth", "kernel")
MAJORITY, CONSENSUS = code("decision_rule", "majority"), code("decision_rule", "consensus")
FAR = ("adversary", "external", "host", "guarantor")
"""Roles of states that never join."""
SOVEREIGN = ("nuclear_stays_national", "sovereign_targeting_rules", "neutrality")
"""Caveats that guard a state's own say."""


def enlist(world: World, state: State) -> None:
    """Write the roster at the start, and let the lead nations provide the headquarters."""
    state.membership[:, world.is_member] = MEMBER
    candidates = np.array([actor.role == "candidate" for actor in world.actors])
    state.membership[:, candidates & world.is_member] = CANDIDATE
    state.headquarters = world.is_lead[None]


def members(state: State) -> Bools:
    """States that are in the coalition now, [run, actor]."""
    return np.asarray(state.membership == MEMBER)


def allied(state: State) -> Bools:
    """States that stand with the coalition now, members and candidates, [run, actor].

    Who left it, or was never in it, does not count.
    """
    return np.asarray((state.membership == MEMBER) | (state.membership == CANDIDATE))


def allied_mean(world: World, state: State, value: Floats) -> Floats:
    """Mean over those who stand with the coalition, by influence, of a number of each actor, [run].

    ``value`` is [run, actor].
    """
    weight = allied(state) * world.traits.actor_numbers("influence")[None]
    return np.asarray((value * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1.0))


def may_join(world: World) -> Bools:
    """States that could be members, [actor]."""
    return np.array([a.kind == "state" and a.role not in FAR for a in world.actors])


def resolute(world: World, state: State) -> Bools:
    """Members that belong to the kernel: the leads and the most willing, [run, actor]."""
    keen = state.willingness >= world.doctrine.kernel_willingness
    return np.asarray(members(state) & (keen | world.is_lead[None]))


def narrow(state: State) -> Bools:
    """Tell where only a kernel counts, [run]."""
    return np.asarray(state.breadth == KERNEL)


def counted(world: World, state: State) -> Bools:
    """Members that take part in decisions: all, or only the kernel, [run, actor]."""
    return np.where(narrow(state)[:, None], resolute(world, state), members(state))


def blockers(world: World, state: State) -> Bools:
    """Members that would block what needs consensus, [run, actor]."""
    against = state.willingness < world.doctrine.veto_willingness
    return np.asarray(counted(world, state) & against)


def in_favour(world: World, state: State) -> Floats:
    """Share of those who decide that vote for what the lead nations propose, 0–1, [run]."""
    who = counted(world, state)
    for_it = who & (state.willingness >= world.doctrine.majority_willingness)
    return np.asarray(for_it.sum(axis=1) / np.maximum(who.sum(axis=1), 1))


def decision_time(world: World, state: State) -> Floats:
    """How many times longer it takes to decide under the decision rule and breadth, [run]."""
    rule = values(world, "decision_time", DECISION_RULE)[state.decision_rule]
    return np.asarray(rule * np.where(narrow(state), world.doctrine.kernel_time, 1.0))


def form_unity(world: World, state: State) -> Floats:
    """What the decision rule and further lead nations add to unity, [run]."""
    d = world.doctrine
    rule = values(world, "decision_unity", DECISION_RULE)[state.decision_rule]
    leads = np.minimum(state.task_lead.sum(axis=1), d.task_lead_most)
    return np.asarray(rule + d.task_lead_unity * leads)


def form_legitimacy(world: World, state: State) -> Floats:
    """What the decision rule and the breadth of the coalition add to legitimacy, [run]."""
    d = world.doctrine
    rule = values(world, "decision_legitimacy", DECISION_RULE)[state.decision_rule]
    more = members(state).sum(axis=1) - int(world.is_member.sum())
    kernel = np.where(narrow(state), d.kernel_legitimacy, 0.0)
    return np.asarray(rule + d.breadth_legitimacy * more - kernel)


def sensitivity(world: World, state: State) -> Floats:
    """How dearly each state pays at home for pooled powers, [run, actor]; 1 is usual.

    Source: seed 001, 003: leaders fear to be accused of giving up sovereignty.
    """
    places = [world.index["caveat"][name] for name in SOVEREIGN]
    held = (state.caveat[:, :, places] != 0).sum(axis=2)
    return np.asarray(1.0 + world.doctrine.sovereignty_step * held)


def pool(world: World, state: State, runs: Bools, cost: float) -> None:
    """Take the price of pooled powers from support at home, by how sensitive each member is.

    A negative cost gives back what keeping control is worth.
    """
    price = cost * sensitivity(world, state) * members(state)
    state.domestic_support = state.domestic_support - np.where(runs[:, None], price, 0.0)


def enrol(world: World, state: State, luck: Luck) -> None:
    """Candidates that are willing enough become members; members that are not, candidates.

    Source: seed 000 to 003 give different rosters; thresholds are planning values for play.
    """
    del luck
    d = world.doctrine
    joins = (state.membership == CANDIDATE) & (state.willingness >= d.join_willingness)
    drops = members(state) & (state.willingness < d.drop_willingness) & ~world.is_lead[None]
    state.membership = np.where(joins, MEMBER, np.where(drops, CANDIDATE, state.membership))
    # Whoever left or is recalled leads nothing any more.
    gone = (state.membership != MEMBER) | (state.recalled != 0)
    state.task_lead = np.where(gone, 0, state.task_lead)
    state.headquarters = np.where(gone, 0, state.headquarters)
