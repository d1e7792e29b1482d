"""Statements: what a capital says in public, as its one political initiative of a turn."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.codes import NO_MANDATE, code
from tabletop.rules.membership import allied, pool
from tabletop.rules.orders.base import Bools, Order, add, flag, set_flag, speak, spoken
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, MESSAGE_FRAME, TIERS
from tabletop.world.world import World

Subject = Literal[
    "red_lines", "common_position", "joint_text", "message", "visit", "ask_washington",
    "open_format", "review_clause", "nuclear_signal", "secretariat", "permanent_treaty",
    "common_fund", "early_entry", "pool_isr", "argue_pinning", "nuclear_silence", "endorse",
]  # fmt: skip
"""What a statement is about."""

_STRUCTURE = {"secretariat": "secretariat", "permanent_treaty": "treaty"}
_FACTS = {
    "common_fund": "common_fund", "early_entry": "pre_deal", "pool_isr": "isr_pool",
    "argue_pinning": "pinning_argued",
}  # fmt: skip
LOUDEST = int(BY_NAME["nuclear_signal"].high)
FEARFUL = ("de", "es", "nl")
"""States whose publics fear nuclear signals [seed 001, 004]."""


class MakeStatement(Order):
    """Say something in public: an actor's one political initiative of the turn.

    Where an adversary speaks to publics or to Washington, its words work against the coalition.
    """

    type: Literal["make_statement"] = "make_statement"
    subject: Subject
    frame: Literal["defensive", "peaceful", "sovereign"] | None = None
    touches: ClassVar[tuple[str, ...]] = (
        "trust",
        "clarity", "resolve_perception", "europe_seat", "cohesion", "info_environment",
        "ua_politics", "us_clarity", "ru_patience", "escalation", "domestic_support",
    )  # fmt: skip

    @property
    def for_leaders(self) -> bool:
        """Tell whether the words bind the coalition as only heads of government can."""
        return self.subject in {*_STRUCTURE, *_FACTS}

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One initiative a turn; some subjects belong to leads, allies or nuclear powers."""
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_A_PARTY, self._out_of_place(world))
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        alone = {"red_lines", "common_position", "joint_text", "review_clause"}
        alone |= {*_STRUCTURE, *_FACTS}
        if self.subject in alone:
            judgement.refuse(Refusal.NOT_LEAD, not world.is_lead[actor])
        if self.subject in ("nuclear_signal", "nuclear_silence"):
            european = world.traits.group("nuclear") | world.is_lead
            fit = allied(state)[:, actor] & european[actor]
            judgement.refuse(Refusal.NOT_LEAD, ~fit)
            last = 0 if self.subject == "nuclear_silence" else LOUDEST
            judgement.refuse(Refusal.NO_CHANGE, state.nuclear_signal == last)
        if self.subject == "endorse":
            guarantor = world.actors[actor].role == "guarantor"
            judgement.refuse(Refusal.NOT_GUARANTOR, not guarantor)
            judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "us_endorsed"))
        if self.subject == "argue_pinning":
            weak = state.ua_army < world.doctrine.pinning_army
            judgement.refuse(Refusal.ARMY_WEAK, weak)
        if self.subject == "review_clause":
            judgement.refuse(Refusal.NO_CHANGE, state.review_clause != 0)
        if self.subject == "open_format":
            judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "p5_format"))
        if self.subject in _FACTS:
            judgement.refuse(Refusal.NO_CHANGE, flag(world, state, _FACTS[self.subject]))
            low = state.cohesion < world.doctrine.command_cohesion
            judgement.refuse(Refusal.COHESION_LOW, low)
        if self.subject in _STRUCTURE:
            new = code("structure", _STRUCTURE[self.subject])
            judgement.refuse(Refusal.NO_CHANGE, state.structure >= new)
            low = state.cohesion < world.doctrine.command_cohesion
            judgement.refuse(Refusal.COHESION_LOW, low)

    def _out_of_place(self, world: World) -> bool:
        """Tell whether a power from outside would say what only friends of Kyiv can say."""
        actor, traits = self.number(world), world.traits
        if traits.adversary[actor]:
            return self.subject == "visit" or self.frame is not None
        return bool(traits.stranger[actor]) and self.subject in ("visit", *_HOSTILE)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The words have their effect at once."""
        speak(state, self.number(world), runs)
        if self.subject in _HOSTILE and world.traits.adversary[self.number(world)]:
            _HOSTILE[self.subject](world, state, runs)
            return
        if self.subject == "message" and self.frame is not None:
            _framed(self.frame, world, state, runs)
            return
        _SAY[self.subject](world, state, runs)
        if self.subject == "visit":
            state.trust[runs, self.number(world)] += world.doctrine.trust_visit


def _red_lines(world: World, state: State, runs: Bools) -> None:
    add(state.clarity, runs, world.doctrine.statement_clarity)
    add(state.resolve_perception, runs, world.doctrine.statement_resolve)


def _common_position(world: World, state: State, runs: Bools) -> None:
    add(state.europe_seat, runs, world.doctrine.statement_seat)


def _joint_text(world: World, state: State, runs: Bools) -> None:
    add(state.cohesion, runs, world.doctrine.statement_cohesion)


def _message(world: World, state: State, runs: Bools) -> None:
    add(state.info_environment, runs, world.doctrine.statement_message)


def _framed(frame: str, world: World, state: State, runs: Bools) -> None:
    """A message in a frame wins more where the frame fits what is seen, and nothing elsewhere."""
    d, fits = world.doctrine, frame_fits(frame, world, state)
    state.message_frame[runs] = MESSAGE_FRAME.index(frame)
    add(state.info_environment, runs, (d.statement_message * d.frame_fits * fits)[runs])
    add(state.escalation, runs, (-d.frame_calms * fits)[runs])


def frame_fits(frame: str, world: World, state: State) -> Bools:
    """Tell where a frame fits posture, rules and basis, [run] [seed 000, 003].

    Defensive: no patrols forward and rules short of intervention. Peaceful: rules of self-defence
    and no patrols. Sovereign: Kyiv has asked for the force, and it has a legal basis.
    """
    rules = state.roe[:, TIERS.index("T3")]
    at_rest = state.air_posture <= code("air_posture", "alert")
    if frame == "defensive":
        return np.asarray(at_rest & (rules <= world.doctrine.frame_rules))
    if frame == "peaceful":
        return np.asarray(at_rest & (rules <= world.doctrine.escalation_roe_reference))
    return np.asarray((state.ua_consent != 0) & (state.mandate != NO_MANDATE))


def _visit(world: World, state: State, runs: Bools) -> None:
    add(state.ua_politics, runs, world.doctrine.statement_visit)


def _ask_washington(world: World, state: State, runs: Bools) -> None:
    add(state.us_clarity, runs, world.doctrine.statement_us)


def _hostile_message(world: World, state: State, runs: Bools) -> None:
    add(state.info_environment, runs, -world.doctrine.statement_message)


def _court_washington(world: World, state: State, runs: Bools) -> None:
    add(state.us_clarity, runs, -world.doctrine.statement_us)


def _open_format(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "p5_format", runs)
    add(state.ru_patience, runs, world.doctrine.statement_patience)


def _review_clause(world: World, state: State, runs: Bools) -> None:
    state.review_clause[runs] = 1
    add(state.resolve_perception, runs, -world.doctrine.statement_review)


def _nuclear_signal(world: World, state: State, runs: Bools) -> None:
    add(state.resolve_perception, runs, world.doctrine.statement_signal)
    add(state.escalation, runs, world.doctrine.statement_signal)
    state.nuclear_signal[runs] += 1
    for name in FEARFUL:
        place = world.index["actor"].get(name)
        if place is not None:
            state.domestic_support[runs, place] -= world.doctrine.signal_support


def _nuclear_silence(world: World, state: State, runs: Bools) -> None:
    add(state.resolve_perception, runs, -world.doctrine.signal_silence)
    state.nuclear_signal[runs] = 0


def _pool_isr(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "isr_pool", runs)
    state.domestic_support[runs] -= world.doctrine.isr_pool_support * allied(state)[runs]


def _argue_pinning(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "pinning_argued", runs)


def _endorse(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "us_endorsed", runs)


def _structure(subject: str, world: World, state: State, runs: Bools) -> None:
    state.structure[runs] = code("structure", _STRUCTURE[subject])
    set_flag(world, state, "secretariat", runs)
    if subject == "permanent_treaty":
        set_flag(world, state, "permanent_structure", runs)
    add(state.cohesion, runs, world.doctrine.structure_cohesion)
    pool(world, state, runs, world.doctrine.structure_support)


def _common_fund(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "common_fund", runs)
    add(state.cohesion, runs, -world.doctrine.fund_cohesion)


def _early_entry(world: World, state: State, runs: Bools) -> None:
    set_flag(world, state, "pre_deal", runs)
    add(state.resolve_perception, runs, world.doctrine.early_resolve)
    add(state.europe_seat, runs, world.doctrine.early_seat)
    add(state.cohesion, runs, -world.doctrine.early_cohesion)
    add(state.escalation, runs, world.doctrine.early_escalation)


def _secretariat(world: World, state: State, runs: Bools) -> None:
    _structure("secretariat", world, state, runs)


def _permanent_treaty(world: World, state: State, runs: Bools) -> None:
    _structure("permanent_treaty", world, state, runs)


_HOSTILE = {"message": _hostile_message, "ask_washington": _court_washington}
"""What an adversary says against the coalition: to publics, and to Washington."""

_SAY = {
    "red_lines": _red_lines, "common_position": _common_position, "joint_text": _joint_text,
    "message": _message, "visit": _visit, "ask_washington": _ask_washington,
    "open_format": _open_format, "review_clause": _review_clause,
    "nuclear_signal": _nuclear_signal, "secretariat": _secretariat,
    "permanent_treaty": _permanent_treaty, "common_fund": _common_fund,
    "early_entry": _early_entry, "pool_isr": _pool_isr, "argue_pinning": _argue_pinning,
    "nuclear_silence": _nuclear_silence, "endorse": _endorse,
}  # fmt: skip
