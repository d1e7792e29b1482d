"""Orders of diplomacy: démarches, answers to Moscow's demands, and the frozen reserves."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.caveats import holders, holds, union_blocked
from tabletop.rules.codes import code
from tabletop.rules.economy import joint_tariffs
from tabletop.rules.membership import allied
from tabletop.rules.orders.base import Bools, Order, add, flag, set_flag, speak, spoken
from tabletop.rules.orders.ukraine import HostOrder
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.spirit import may_vote
from tabletop.world.state import State
from tabletop.world.variables import FROZEN_ASSETS, NEVER, TALKS_FORMAT
from tabletop.world.world import World

OBSTRUCTIVE = code("hu_government", "obstructive")

Errand = Literal[
    "support_accession", "support_nato_track", "consult_kyiv", "meet_envoys", "direct_talks",
    "close_format", "engage_china", "press_china", "raise_korea", "press_producers",
    "bypass_veto", "buy_veto", "confront_veto", "prebunk", "calm", "set_deadline",
    "call_election",
]  # fmt: skip
"""What a démarche is about."""

_UNION = ("support_accession", "bypass_veto", "buy_veto", "confront_veto")
_LEADING = ("direct_talks", "close_format", "set_deadline", "calm")
_ASIA = ("jp", "au", "nz", "kr")
_COOPERATIVE = code("hu_government", "cooperative")


class Demarche(Order):
    """Go on a diplomatic errand: an actor's one political initiative of the turn."""

    type: Literal["demarche"] = "demarche"
    errand: Errand
    touches: ClassVar[tuple[str, ...]] = (
        "eu_accession", "nato_track", "ua_satisfaction", "us_track", "us_backstop", "europe_seat",
        "cohesion", "cn_stance", "dprk_presence", "willingness", "oil_price", "legitimacy",
        "eu_unity", "sanctions", "prebunked", "escalation", "resolve_perception", "deadline",
        "ru_patience", "us_clarity", "ua_election_in",
    )  # fmt: skip

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One initiative a turn; some errands belong to leads or to the Union's members."""
        actor = self.number(world)
        one = world.actors[actor]
        party = allied(state)[:, actor] | (one.id == "eu" or one.role in ("host", "guarantor"))
        judgement.refuse(Refusal.NOT_A_PARTY, ~party)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        if self.errand in _UNION:
            inside = one.id == "eu" or "EU" in one.groups
            judgement.refuse(Refusal.NOT_IN_UNION, not inside)
        if self.errand in _LEADING:
            judgement.refuse(Refusal.NOT_LEAD, not world.is_lead[actor])
        if self.errand == "call_election":
            judgement.refuse(Refusal.NOT_HOST, one.role != "host")
        _EXAMINE.get(self.errand, _always)(world, state, judgement)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The errand has its effect at once."""
        speak(state, self.number(world), runs)
        _RUN[self.errand](world, state, runs, self.number(world))


# -- when an errand is not lawful --------------------------------------------------------------


def _always(world: World, state: State, judgement: Judgement) -> None:
    """Nothing else speaks against it."""


def _unblocked(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_UNANIMITY, union_blocked(world, state))
    judgement.refuse(Refusal.NO_CHANGE, state.eu_accession >= 100.0)


def _washington(world: World, state: State, judgement: Judgement) -> None:
    low = state.us_backstop < world.doctrine.nato_track_backstop
    judgement.refuse(Refusal.WASHINGTON_BLOCKS, low)
    judgement.refuse(Refusal.NO_CHANGE, state.nato_track >= 100.0)


def _blocked(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_CHANGE, state.hu_government != OBSTRUCTIVE)


def _not_bypassed(world: World, state: State, judgement: Judgement) -> None:
    _blocked(world, state, judgement)
    judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "eu_bypass"))


def _opened(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_CHANGE, state.talks_format == TALKS_FORMAT.index("envoys"))


def _not_direct(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_CHANGE, state.talks_format == TALKS_FORMAT.index("direct"))


def _no_deadline(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_CHANGE, state.deadline != NEVER)


def _at_peace(world: World, state: State, judgement: Judgement) -> None:
    judgement.refuse(Refusal.NO_CEASEFIRE, ~may_vote(world, state))
    judgement.refuse(Refusal.NO_CHANGE, state.ua_election_in >= 0)


_EXAMINE = {
    "support_accession": _unblocked, "support_nato_track": _washington, "buy_veto": _blocked,
    "confront_veto": _blocked, "bypass_veto": _not_bypassed, "close_format": _opened,
    "direct_talks": _not_direct, "set_deadline": _no_deadline, "call_election": _at_peace,
}  # fmt: skip


# -- what an errand does -----------------------------------------------------------------------


def _support_accession(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.eu_accession, runs, world.doctrine.accession_step)


def _support_nato_track(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.nato_track, runs, world.doctrine.nato_track_step)
    add(state.ua_satisfaction, runs, world.doctrine.demands_consult)
    add(state.ru_patience, runs, -world.doctrine.nato_track_patience)


def _consult_kyiv(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.ua_satisfaction, runs, world.doctrine.demands_consult)


def _meet_envoys(world: World, state: State, runs: Bools, actor: int) -> None:
    d = world.doctrine
    add(state.us_track, runs, d.track_envoys)
    add(state.us_backstop, runs, d.track_backstop)
    add(state.europe_seat, runs, d.seat_envoys)


def _direct_talks(world: World, state: State, runs: Bools, actor: int) -> None:
    state.talks_format[runs] = TALKS_FORMAT.index("direct")
    add(state.europe_seat, runs, world.doctrine.seat_direct)
    add(state.cohesion, runs, -world.doctrine.direct_cohesion)


def _close_format(world: World, state: State, runs: Bools, actor: int) -> None:
    state.talks_format[runs] = TALKS_FORMAT.index("envoys")
    set_flag(world, state, "p5_format", runs, 0)
    add(state.ru_patience, runs, -world.doctrine.statement_patience)


def _engage_china(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.cn_stance, runs, -world.doctrine.china_engage)
    add(state.us_backstop, runs, -world.doctrine.china_backstop)


def _press_china(world: World, state: State, runs: Bools, actor: int) -> None:
    d = world.doctrine
    backed = joint_tariffs(world, state) >= d.china_tariffs
    add(state.cn_stance, runs, np.where(backed, -d.china_press, d.china_defiance)[runs])


def _raise_korea(world: World, state: State, runs: Bools, actor: int) -> None:
    d = world.doctrine
    add(state.dprk_presence, runs, -d.korea_withdrawn)
    for name in _ASIA:
        place = world.index["actor"].get(name)
        if place is not None:
            state.willingness[runs, place] += d.korea_partners


def _press_producers(world: World, state: State, runs: Bools, actor: int) -> None:
    american = world.actors[actor].role == "guarantor"
    step = world.doctrine.oil_price_step * (2.0 if american else 1.0)
    add(state.oil_price, runs, -step)


def _bypass_veto(world: World, state: State, runs: Bools, actor: int) -> None:
    set_flag(world, state, "eu_bypass", runs)
    add(state.eu_unity, runs, -world.doctrine.bypass_unity)


def _buy_veto(world: World, state: State, runs: Bools, actor: int) -> None:
    state.hu_government[runs] = _COOPERATIVE
    add(state.cohesion, runs, -world.doctrine.buy_cohesion)
    place = world.index["actor"].get("eu")
    if place is not None:
        state.sanctions[runs, place] -= world.doctrine.buy_sanctions


def _confront_veto(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.cohesion, runs, -world.doctrine.confront_cohesion)
    add(state.eu_unity, runs, world.doctrine.confront_unity)


def _prebunk(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.prebunked, runs, world.doctrine.prebunk_step)


def _calm(world: World, state: State, runs: Bools, actor: int) -> None:
    add(state.escalation, runs, -world.doctrine.calm_escalation)
    add(state.resolve_perception, runs, -world.doctrine.calm_resolve)


def _set_deadline(world: World, state: State, runs: Bools, actor: int) -> None:
    due = np.minimum(state.turn + int(world.doctrine.deadline_turns), NEVER)
    state.deadline[runs] = due[runs]
    add(state.resolve_perception, runs, world.doctrine.deadline_resolve)


def _call_election(world: World, state: State, runs: Bools, actor: int) -> None:
    state.ua_election_in[runs] = int(world.doctrine.election_turns)


_RUN = {
    "support_accession": _support_accession, "support_nato_track": _support_nato_track,
    "consult_kyiv": _consult_kyiv, "meet_envoys": _meet_envoys, "direct_talks": _direct_talks,
    "close_format": _close_format, "engage_china": _engage_china, "press_china": _press_china,
    "raise_korea": _raise_korea, "press_producers": _press_producers,
    "bypass_veto": _bypass_veto, "buy_veto": _buy_veto, "confront_veto": _confront_veto,
    "prebunk": _prebunk, "calm": _calm, "set_deadline": _set_deadline,
    "call_election": _call_election,
}  # fmt: skip


class AnswerDemand(HostOrder):
    """Answer one of Moscow's conditions: an end of arms, territory, or limits on sovereignty."""

    type: Literal["answer_demand"] = "answer_demand"
    demand: Literal["arms", "territory", "limits"]
    answer: Literal["accept", "refuse", "trade"]
    touches: ClassVar[tuple[str, ...]] = (
        "ru_patience", "ua_politics", "resolve_perception", "ceasefire_integrity",
    )  # fmt: skip
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """What has been conceded is gone; the constitution bars the cession of land."""
        actor = self.number(world)
        judgement.refuse(Refusal.NO_CHANGE, flag(world, state, f"conceded_{self.demand}"))
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        if self.demand == "territory" and self.answer != "refuse":
            barred = holds(world, state, actor, "no_cession_by_constitution")
            judgement.refuse(Refusal.CESSION_BARRED, barred)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each concession makes Moscow surer for good; a trade gets something in return.

        What a trade brings grows with Europe's seat at the table [seed 000, 003, 004].
        """
        d = world.doctrine
        speak(state, self.number(world), runs)
        if self.answer == "refuse":
            add(state.resolve_perception, runs, d.refusal_resolve)
            add(state.ru_patience, runs, -d.refusal_patience)
            return
        set_flag(world, state, f"conceded_{self.demand}", runs)
        add(state.ru_patience, runs, d.concession_patience)
        add(state.ua_politics, runs, -d.concession_politics)
        if self.demand == "limits":
            size = np.minimum(state.ua_army_size, d.army_size_limited)
            state.ua_army_size[runs] = size[runs]
        if self.answer == "trade":
            gain = d.traded_integrity * state.europe_seat / 100.0
            add(state.ceasefire_integrity, runs, gain[runs])


class UseAssets(Order):
    """Decide what Europe does with the frozen Russian reserves."""

    type: Literal["use_assets"] = "use_assets"
    use: Literal["immobilised", "income_loan", "full_loan"]
    touches: ClassVar[tuple[str, ...]] = ("ru_patience",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The Union or a lead decides; the whole needs its members and cover for Belgium.

        Cover is a common fund, or a Belgian government that goes ahead on its own [seed 004].
        """
        actor = self.number(world)
        union = world.actors[actor].id == "eu"
        judgement.refuse(Refusal.NOT_LEAD, not (union or world.is_lead[actor]))
        new = FROZEN_ASSETS.index(self.use)
        judgement.refuse(Refusal.NO_CHANGE, state.frozen_assets == new)
        if self.use == "full_loan":
            judgement.refuse(Refusal.NO_UNANIMITY, union_blocked(world, state) & union)
            judgement.refuse(Refusal.COVER_MISSING, self._uncovered(world, state))

    def _uncovered(self, world: World, state: State) -> Bools:
        """Tell whether the keeper of the reserves asks for cover and has none, [run]."""
        asks = holders(world, state, "euroclear_liability")
        shy = state.willingness < world.doctrine.euroclear_willingness
        return np.asarray((asks & shy).any(axis=1) & ~flag(world, state, "common_fund"))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The money flows from this turn on; using more costs patience in Moscow."""
        new = FROZEN_ASSETS.index(self.use)
        more = np.maximum(new - state.frozen_assets.astype(np.int64), 0)
        add(state.ru_patience, runs, (-world.doctrine.refusal_patience * more)[runs])
        state.frozen_assets[runs] = new
