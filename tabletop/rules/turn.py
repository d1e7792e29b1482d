"""The turn: reading ``TURN`` from top to bottom is reading the game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tabletop.rules.agreement import conclude, weigh_composition
from tabletop.rules.america import buy_in_america, hear_america
from tabletop.rules.arms import use_up
from tabletop.rules.attribution import attribute, gather_evidence
from tabletop.rules.burden import draw_on_assets, share_burden
from tabletop.rules.capitals import settle_policy, shift_course
from tabletop.rules.casualties import suffer
from tabletop.rules.coverage import settle_phase
from tabletop.rules.decisions import decide
from tabletop.rules.derive import derive
from tabletop.rules.economy import sail, trade
from tabletop.rules.enablers import build_in_europe, clarify, lean_on_america, protect
from tabletop.rules.ending import collapse, end
from tabletop.rules.escalation import escalate
from tabletop.rules.flank import stretch
from tabletop.rules.incidents import record, respond, restore, violate
from tabletop.rules.institution import align, mature, wait
from tabletop.rules.kyiv import judge_allies
from tabletop.rules.ladder import answer_attack, keep_word
from tabletop.rules.legitimacy import cohere, legitimate
from tabletop.rules.mandate import negotiate
from tabletop.rules.membership import enrol
from tabletop.rules.moscow import forget, object_to_force, play_for_time, threaten
from tabletop.rules.movement import arrive, clear_links, depart, repair
from tabletop.rules.perception import estimate, impress, inform
from tabletop.rules.plans import plan
from tabletop.rules.politics import count_deployment, drift, recall, weary
from tabletop.rules.programmes import develop
from tabletop.rules.red_lines import mind_red_lines
from tabletop.rules.russia import attack, intend, press, probe
from tabletop.rules.spirit import hearten, vote_in_ukraine
from tabletop.rules.start import initial_state, season_of
from tabletop.rules.strikes import influence, sabotage, strike
from tabletop.rules.summits import meet
from tabletop.rules.sustainment import rotate, spend, supply, sustain
from tabletop.rules.talks import follow_powers, talk
from tabletop.rules.tracks import rebuild, share_effort, stand_behind
from tabletop.rules.triggers import expire, reopen
from tabletop.rules.ukraine import consent, endure, power, regenerate, shield_skies
from tabletop.rules.ways import choose_ways, go_other_ways, learn, name_culprit
from tabletop.world.luck import Luck, Outcome
from tabletop.world.state import State
from tabletop.world.world import World

__all__ = ["TURN", "Rule", "adjudicate", "begin_turn", "initial_state", "propose"]

Rule = Callable[[World, State, Luck], None]
"""A rule changes the state of all runs at once; it draws nothing but from ``luck``."""


def close_injects(world: World, state: State, luck: Luck) -> None:
    """Injects that nobody answered in time have their effect."""
    expire(world, state)


def take_stock(world: World, state: State, luck: Luck) -> None:
    """What follows from where the forces stand is worked out anew."""
    derive(world, state)


TURN: tuple[Rule, ...] = (
    # Forces move, and what follows from where they stand is worked out.
    repair, depart, arrive, take_stock, settle_phase,
    # Staffs plan, leaders meet, the three keep together or not, and Moscow may make all wait.
    plan, meet, align, mature, wait,
    # Money, supply, relief and readiness; capitals and councils decide, and call units home.
    spend, share_burden, draw_on_assets, supply, rotate, sustain, drift, weary, count_deployment,
    decide, negotiate, settle_policy, conclude, enrol, recall,
    # Talks go on; outside powers lean to one side or the other.
    talk, follow_powers,
    # Means: what America lends, what Europe builds, what Ukraine regenerates, what Russia earns.
    shift_course, lean_on_america, hear_america, buy_in_america, build_in_europe, develop, use_up,
    protect, regenerate, shield_skies, power, trade, sail, share_effort,
    # Russia weighs its chances, leans on sectors and tests one; the tiers answer in their order.
    weigh_composition, object_to_force, play_for_time, intend, press, learn, choose_ways,
    probe, respond,
    stand_behind, attack, restore, violate, strike, sabotage, influence, go_other_ways,
    keep_word,
    # What came of it: blame, losses, and where the line stands.
    attribute, name_culprit, gather_evidence, suffer, answer_attack, record,
    # What people make of it, in Kyiv, among the members and in Moscow.
    endure, rebuild, vote_in_ukraine, judge_allies, hearten, consent, clarify, mind_red_lines,
    cohere, legitimate, impress, inform, forget,
    # Risks, the end of unanswered injects, and what the coalition thinks it sees.
    stretch, escalate, threaten, collapse, close_injects, take_stock, estimate, end,
)  # fmt: skip
"""The rules of a turn in their order."""


def begin_turn(world: World, state: State, luck: Luck) -> None:
    """Open the next turn: the calendar moves on and the records of the last turn are wiped.

    ``luck.turn`` must then be set to the new turn by the caller.
    """
    state.turn += 1
    state.season = season_of(world, state.turn)
    for name in ("violations", "probe_stage", "attributed", "misattributed", "sabotage"):
        getattr(state, name)[...] = 0
    state.way_chosen[...] = 0
    state.way_target[...] = -1
    state.red_hand[...] = 0
    clear_links(world, state, luck)
    reopen(world, state)


def adjudicate(world: World, state: State, luck: Luck) -> None:
    """Play the turn's rules in order and bring everything into range; ended worlds stand still."""
    over = state.ended.astype(bool)
    before = state.copy() if over.any() else None
    for rule in TURN:
        rule(world, state, luck)
    state.clip()
    if before is not None:
        state.put(over, before)


def propose(world: World, state: State, luck: Luck) -> list[Outcome]:
    """Return the contested outcomes of the turn as adjudication would decide them now.

    The first run is written down, with odds, draws and terms; the state is left alone.
    """
    ledger: list[Outcome] = []
    adjudicate(world, state.copy(), replace(luck, ledger=ledger))
    return ledger
