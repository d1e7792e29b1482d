"""What the panel of adjudication shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tabletop.rules.findings import Finding
from tabletop.rules.titles import CONTESTS
from tabletop.rules.words import outcome_subject
from tabletop.ui.spoken import finding_sentence, outcome_sentence
from tabletop.world.luck import Outcome

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.world.world import World

RULES_ON = "adjudication"
"""The phase in which outcomes are decided."""


@dataclass(frozen=True)
class Contest:
    """One contested outcome; with the reason of its ruling and what was argued, if there is one."""

    outcome: Outcome
    question: str
    yes: str
    no: str
    where: str
    reason: str
    pro: str = ""
    contra: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from others."""
        return self.outcome.purpose, self.outcome.index

    @property
    def drawn(self) -> str:
        """What the draw said."""
        return self.yes if self.outcome.drawn else self.no

    @property
    def result(self) -> str:
        """What holds."""
        return self.yes if self.outcome.result else self.no


@dataclass(frozen=True)
class Fact:
    """A finding as a sentence, with its importance of 0 to 3 and who learns of it."""

    sentence: str
    importance: int
    audience: tuple[str, ...]
    kind: str
    subject: str


def contests(moment: Moment) -> list[Contest]:
    """List the contested outcomes of the turn: those up for decision, or those decided."""
    rulings = _rulings(moment)
    found = moment.proposals if moment.phase == RULES_ON else _decided(moment)
    return [_contest(moment.world, one, rulings) for one in found]


def _contest(
    world: World, one: Outcome, rulings: Mapping[tuple[str, int], Mapping[str, Any]]
) -> Contest:
    stem = one.purpose if one.purpose in CONTESTS else one.purpose.split("_")[0]
    plain = (one.purpose.replace("_", " ").capitalize(), "yes", "no")
    question, yes, no = CONTESTS.get(stem, plain)
    where = outcome_subject(world, one.dimension, one.index)
    ruling = rulings.get((one.purpose, one.index), {}) if one.ruled else {}
    words = (str(ruling.get(name, "")) for name in ("reason", "pro", "contra"))
    return Contest(one, question, yes, no, where, *words)


def _rulings(moment: Moment) -> dict[tuple[str, int], Mapping[str, Any]]:
    return {
        (str(entry.act["purpose"]), int(entry.act["index"])): entry.act
        for entry in moment.entries
        if entry.type == "ruling"
        and entry.seq > moment.opened_seq
        and entry.seq not in moment.voided
    }


def _decided(moment: Moment) -> tuple[Outcome, ...]:
    from tabletop.session.moment import outcome_of

    for entry in reversed(moment.entries):
        if entry.seq <= moment.opened_seq:
            break
        if entry.outcomes:
            return tuple(outcome_of(one) for one in entry.outcomes)
    return ()


def standing_ruling(moment: Moment, key: tuple[str, int]) -> int | None:
    """Return the entry of the ruling that stands on an outcome in this turn, if there is one."""
    for entry in reversed(moment.entries):
        if entry.seq <= moment.opened_seq:
            return None
        is_ruling = entry.type == "ruling" and entry.seq not in moment.voided
        if is_ruling and (entry.act["purpose"], entry.act["index"]) == key:
            return entry.seq
    return None


def facts(moment: Moment) -> list[Fact]:
    """List what the adjudication of this turn brought, the most important first; or nothing.

    The outcomes themselves are left out: they stand in their own list.
    """
    for entry in reversed(moment.entries):
        if entry.seq <= moment.opened_seq:
            break
        if entry.type == "advance" and entry.phase == "feedback":
            told = [Finding.from_json(one) for one in entry.findings]
            return [_fact(moment.world, one) for one in told if one.kind != "outcome"]
    return []


def _fact(world: World, one: Finding) -> Fact:
    return Fact(finding_sentence(world, one), one.importance, one.audience, one.kind, one.subject)


def sentence(world: World, contest: Contest) -> str:
    """Say a contest in one sentence."""
    return outcome_sentence(world, contest.outcome)


def odds_of_result(contest: Contest) -> float:
    """Return the chance that the result now holding had."""
    outcome = contest.outcome
    return outcome.odds if outcome.result else 1.0 - outcome.odds
