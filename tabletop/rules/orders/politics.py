"""Orders of capitals: mandates, authorisations, caveats and bases."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.caveats import FIXED, holds
from tabletop.rules.codes import (
    AUTHORISED,
    GOVERNMENT,
    NO_MANDATE,
    PARLIAMENT,
    REFUSED,
)
from tabletop.rules.decisions import authorise, stage_turns, voting_actors
from tabletop.rules.mandate import basis, basis_now, turns_needed
from tabletop.rules.membership import members
from tabletop.rules.orders.base import (
    Bools,
    CaveatId,
    CollectiveOrder,
    Order,
    flag,
    set_flag,
    speak,
    spoken,
)
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.variables import MANDATE, NEVER
from tabletop.world.world import World

Route = Literal["bilateral", "treaty", "nato", "eu", "monitors_treaty", "unsc"]
COUNCIL = ("unsc", "monitors_treaty")


class SeekMandate(CollectiveOrder):
    """Set out for a legal basis; the decision on it falls some turns later."""

    type: Literal["seek_mandate"] = "seek_mandate"
    mandate: Route
    touches: ClassVar[tuple[str, ...]] = ("mandate_due",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One route at a time, towards a stronger basis, and not into a standing veto."""
        sought = state.mandate_sought != NO_MANDATE
        judgement.refuse(Refusal.MANDATE_UNDER_WAY, sought)
        aim = basis(world)[MANDATE.index(self.mandate)]
        judgement.refuse(Refusal.MANDATE_WEAKER, aim <= basis_now(world, state))
        if self.mandate == "bilateral":
            judgement.refuse(Refusal.NO_CONSENT, state.ua_consent == 0)
        if self.mandate == "nato":
            low = state.us_backstop < world.doctrine.nato_backstop
            judgement.refuse(Refusal.BACKSTOP_LOW, low)
        if self.mandate in COUNCIL:
            dead = flag(world, state, "unsc_vetoed") & ~flag(world, state, "p5_format")
            judgement.refuse(Refusal.MANDATE_VETOED, dead)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The route is being negotiated; a draft lies before the Security Council where it must."""
        route = MANDATE.index(self.mandate)
        state.mandate_sought[runs] = route
        due = np.minimum(state.turn + int(turns_needed(world)[route]), NEVER)
        state.mandate_due[runs] = due[runs]
        if self.mandate in COUNCIL:
            set_flag(world, state, "unsc_tabled", runs)


class SeekAuthorisation(Order):
    """Ask a government for its national authorisation, at the normal pace of its procedure."""

    type: Literal["seek_authorisation"] = "seek_authorisation"
    touches: ClassVar[tuple[str, ...]] = ("decision_due",)

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Not twice, not lately refused, and only where the government would listen."""
        actor = self.number(world)
        judge_decision(world, state, actor, judgement)
        under_way = np.isin(state.decision[:, actor], (GOVERNMENT, PARLIAMENT))
        judgement.refuse(Refusal.DECISION_UNDER_WAY, under_way)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The government deliberates; its parliament follows where the law asks for a vote."""
        begin_decision(world, state, self.number(world), False, runs)


class GrantAuthorisation(Order):
    """Let a government hurry its own decision: it decides at the fast pace of its procedure.

    A government that needs no vote and can decide within a turn does so at once.
    """

    type: Literal["grant_authorisation"] = "grant_authorisation"
    touches: ClassVar[tuple[str, ...]] = ("decision_due",)

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Not twice, not lately refused, and a vote of parliament cannot be hurried twice."""
        actor = self.number(world)
        judge_decision(world, state, actor, judgement)
        voting = state.decision[:, actor] == PARLIAMENT
        judgement.refuse(Refusal.DECISION_UNDER_WAY, voting)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The fast decision takes the place of a slower one that is under way."""
        actor = self.number(world)
        voting = voting_actors(world, state)[:, actor]
        quick = world.actors[actor].decision.days_fast <= world.scenario.turn_days
        at_once = np.zeros(state.decision.shape, dtype=np.bool_)
        at_once[:, actor] = runs & ~voting & quick
        authorise(world, state, at_once)
        rest = runs & ~at_once[:, actor]
        begin_decision(world, state, actor, True, rest)
        # A government that hurries has made up its own mind: only parliament is left.
        state.decision[rest & voting, actor] = PARLIAMENT


def judge_decision(world: World, state: State, actor: int, judgement: Judgement) -> None:
    """Refuse what every request for an authorisation is refused for."""
    decision = state.decision[:, actor]
    judgement.refuse(Refusal.AUTHORISED_ALREADY, decision == AUTHORISED)
    waiting = (decision == REFUSED) & (state.decision_due[:, actor] > state.turn)
    judgement.refuse(Refusal.REFUSED_LATELY, waiting)
    low = state.willingness[:, actor] < world.doctrine.offer_training
    judgement.refuse(Refusal.UNWILLING, low)


def begin_decision(world: World, state: State, actor: int, fast: bool, runs: Bools) -> None:
    """Start the first stage of an actor's decision where the mask holds."""
    government, _ = stage_turns(world, actor, fast, voting_actors(world, state)[:, actor])
    state.decision[runs, actor] = GOVERNMENT
    due = np.minimum(state.turn + government, NEVER)
    state.decision_due[runs, actor] = due[runs]
    if world.actors[actor].id == "de":
        set_flag(world, state, "de_vote_lost", runs, 0)
    if world.actors[actor].id == "fr":
        set_flag(world, state, "fr_vote_lost", runs, 0)


class SignBaseAgreement(Order):
    """Let the mission use bases and lines through the actor's own land."""

    type: Literal["sign_base_agreement"] = "sign_base_agreement"
    touches: ClassVar[tuple[str, ...]] = ("domestic_support",)

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only a state with places of the map signs, when it is willing and not under threat."""
        actor = self.number(world)
        hosts = world.traits.node_host[world.traits.staging]
        judgement.refuse(Refusal.NOT_A_HOST, bool(not (hosts == actor).any()))
        judgement.refuse(Refusal.NO_CHANGE, state.base_agreement[:, actor] != 0)
        low = state.willingness[:, actor] < world.doctrine.offer_training
        threatened = holds(world, state, actor, "transnistria_risk") & (
            state.escalation >= world.doctrine.base_escalation
        )
        judgement.refuse(Refusal.HOST_UNWILLING, low | threatened)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The agreement is in force, and costs the host a little support at home."""
        actor = self.number(world)
        state.base_agreement[runs, actor] = 1
        state.domestic_support[runs, actor] -= world.doctrine.base_support
        # A coalition with a legal status signs for all its willing members at once [seed 001].
        hosts = np.unique(world.traits.node_host[world.traits.staging])
        willing = members(state) & (state.willingness >= world.doctrine.offer_training)
        for host in hosts[hosts >= 0].tolist():
            also = runs & (state.legal_status != 0) & willing[:, host]
            state.base_agreement[also, host] = 1


class NegotiateCaveat(Order):
    """Talk a government out of a caveat; it pays for that at home."""

    type: Literal["negotiate_caveat"] = "negotiate_caveat"
    caveat: CaveatId
    touches: ClassVar[tuple[str, ...]] = ("domestic_support",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Constitutions stand; other caveats go when government and public are ready for it."""
        actor, doctrine = self.number(world), world.doctrine
        judgement.refuse(Refusal.CAVEAT_NOT_HELD, ~holds(world, state, actor, self.caveat))
        judgement.refuse(Refusal.CAVEAT_FIXED, self.caveat in FIXED)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        unwilling = state.willingness[:, actor] < doctrine.negotiate_willingness
        judgement.refuse(Refusal.UNWILLING, unwilling)
        low = state.domestic_support[:, actor] < doctrine.negotiate_support
        judgement.refuse(Refusal.SUPPORT_LOW, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The caveat is gone, and domestic support falls."""
        actor = self.number(world)
        state.caveat[runs, actor, world.index["caveat"][self.caveat]] = 0
        state.domestic_support[runs, actor] -= world.doctrine.negotiate_cost
        speak(state, actor, runs)
