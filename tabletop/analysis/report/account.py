"""Reading a record into the model of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tabletop.analysis.evaluation import expected_actions
from tabletop.analysis.final_test import final_test
from tabletop.analysis.report.evaluation import (
    highlights,
    objective_rows,
    observation_rows,
    participants,
    plan,
    strengths,
    weaknesses,
)
from tabletop.analysis.report.facts import facts, overview
from tabletop.analysis.report.model import (
    Assumption,
    Claim,
    DecisionRow,
    MeasureRow,
    Report,
    RulingRow,
    TurnAccount,
)
from tabletop.analysis.report.msel import inject_rows
from tabletop.analysis.report.reading import Reading, clock
from tabletop.analysis.report.stills import turn_stills
from tabletop.rules.findings import Finding
from tabletop.rules.measures import MEASURES, explain, score
from tabletop.rules.words import contest_words, finding_sentence, outcome_subject, place_name
from tabletop.session.course import act_of
from tabletop.session.moment import date_of
from tabletop.session.note import Note
from tabletop.session.record import Entry
from tabletop.session.replay import Replay
from tabletop.session.signature import Seen
from tabletop.session.staffing import players_at
from tabletop.session.wording import act_sentence, seat_name
from tabletop.world.world import World

MOST_CLAIMS = 14
"""Most facts that a turn's account lists; the others are counted."""
HIGHEST = 3
TOGETHER = {
    "decision_authorised": "have authorised their parts",
    "decision_refused": "have refused their parts",
    "decision_government": "have put the decision to their governments",
    "decision_parliament": "have put the decision to their parliaments",
}
"""Findings about actors that make one sentence when there are several in one entry."""


def account_of(
    replay: Replay, file: str = "", notes: Iterable[Note] = (), signature: Seen | None = None, *,
    stills: bool = False, tell: Callable[[int, int], None] | None = None,
) -> Report:  # fmt: skip
    """Read a record, and the notes kept beside it, into a report.

    ``file`` is the name of the session file; ``signature`` what looking for one found, when
    somebody has looked.  With ``stills`` the map is drawn after each turn;
    ``tell`` is then called with the number drawn and how many there are.
    """
    reading = Reading(replay, notes)
    reader = _Reader(reading)
    world, scenario = replay.world, replay.world.scenario
    observed = tuple(observation_rows(reading))
    objectives = tuple(objective_rows(reading, reader.measures, observed))
    expected = tuple(expected_actions(world, reading.entries, reading.undone, reading.notes))
    weak = tuple(weaknesses(reading, reader.measures, observed, expected))
    return Report(
        title=scenario.title,
        scenario=scenario.id,
        marking=scenario.marking,
        summary=scenario.summary,
        file=file,
        played=clock(reading.entries[0].at)[:10] if reading.entries else "",
        overview=tuple(overview(reading)),
        claims=tuple(reader.claims()),
        highlights=tuple(highlights(reading)),
        strengths=tuple(strengths(reading, reader.measures, observed)),
        weaknesses=weak,
        turns=tuple(reader.turns()),
        decisions=tuple(reader.decisions()),
        rulings=tuple(reader.rulings()),
        injects=tuple(inject_rows(reading)),
        expected=expected,
        measures=reader.measures,
        objectives=objectives,
        observations=observed,
        plan=tuple(plan(reading, objectives, weak)),
        participants=tuple(participants(reading)),
        assumptions=tuple(_assumptions(world)),
        facts=tuple(facts(reading, signature)),
        afterwards=tuple(reader.afterwards()),
        stills=tuple(turn_stills(replay, reading.ends, tell)) if stills else (),
    )


def _assumptions(world: World) -> Iterator[Assumption]:
    for entry, value in world.doctrine:
        yield Assumption(
            entry.name, value, entry.unit, entry.low, entry.high, entry.source, entry.confidence,
            entry.says, entry.value, world.doctrine.is_changed(entry.name),
        )  # fmt: skip


class _Reader:
    """Reads what the measures and the course of one record say."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.replay, self.world, self.entries = reading.replay, reading.world, reading.entries
        self.undone, self.ends, self.standing = reading.undone, reading.ends, reading.standing
        self.measures = tuple(self._measures())

    def afterwards(self) -> Iterator[str]:
        """Yield what the final test finds, once EndEx was given."""
        if not any(entry.type == "end_ex" for entry in self.entries):
            return
        state = self.replay.state_at(self.replay.last)
        if state.is_foreign:  # today's rules cannot play on from another version's variables
            yield "The record was made by another version; the final test is not played."
            return
        found = final_test(self.world, state, self.world.scenario.seed)
        yield finding_sentence(self.world, found.finding())
        for name, now, later in found.measures:
            yield f"{MEASURES[name].title}: {now:.0f} at the end, {later:.0f} on average then."

    def claims(self) -> Iterator[Claim]:
        """Yield the summary: how the measures moved, then what mattered most on the way."""
        last = self.entries[-1].seq if self.entries else 0
        moved = sorted(
            (row for row in self.measures if row.unit.startswith("0")),
            key=lambda row: -abs(row.change),
        )
        for row in moved[:4]:
            if row.verdict == "unchanged":
                continue
            reason = _largest_shift(row)
            yield Claim(
                f"{row.title} went from {row.values[0]:.0f} to {row.values[-1]:.0f} "
                f"({row.verdict}){reason}.",
                (last,),
            )
        for entry in self.entries:
            found = [f for f in self._found(entry) if f.importance >= HIGHEST]
            for _, text in self._said(found):
                yield Claim(f"Turn {entry.turn}: {text}", (entry.seq,))

    def _found(self, entry: Entry) -> list[Finding]:
        """Return what an entry brought about that a reader wants to know."""
        if entry.seq in self.undone or entry.type in ("take_back", "void"):
            return []
        found = [Finding.from_json(data) for data in entry.findings]
        # A single order moves measures a little; they are told for the turn as a whole.
        whole = entry.type == "advance"
        return [f for f in found if f.kind != "outcome" and (whole or f.kind != "measure")]

    def _said(self, found: list[Finding]) -> Iterator[tuple[int, str]]:
        """Say findings with their importance; decisions of several states make one sentence."""
        by_kind: dict[str, list[str]] = {}
        for finding in found:
            if finding.kind in TOGETHER:
                name = place_name(self.world, "actor", finding.subject)
                by_kind.setdefault(finding.kind, []).append(name)
        told: set[str] = set()
        for finding in found:
            names = by_kind.get(finding.kind, [])
            if len(names) < 2:
                yield finding.importance, finding_sentence(self.world, finding)
            elif finding.kind not in told:
                told.add(finding.kind)
                listed = f"{', '.join(names[:-1])} and {names[-1]}"
                yield finding.importance, f"{listed} {TOGETHER[finding.kind]}."

    def turns(self) -> Iterator[TurnAccount]:
        """Yield what happened in each turn."""
        for turn in sorted(self.ends):
            if turn == 0:
                continue
            told: list[tuple[int, Claim]] = []
            for entry in self.entries:
                if entry.turn != turn:
                    continue
                found = [f for f in self._found(entry) if f.importance > 0]
                told += [(weight, Claim(text, (entry.seq,))) for weight, text in self._said(found)]
            told.sort(key=lambda pair: -pair[0])
            claims = tuple(_merged(claim for _, claim in told))
            yield TurnAccount(
                turn, date_of(self.world.scenario, turn).isoformat(), claims[:MOST_CLAIMS],
                max(0, len(claims) - MOST_CLAIMS),
            )  # fmt: skip

    def decisions(self) -> Iterator[DecisionRow]:
        for entry in self.entries:
            if entry.type not in ("order", "respond"):
                continue
            order = entry.act.get("order", {})
            player = players_at(self.replay.course, entry.seq).get(entry.by)
            seat = seat_name(self.world, entry.by)
            yield DecisionRow(
                entry.seq, entry.turn, clock(entry.at),
                seat if player is None else f"{seat} (policy “{player.policy}”)",
                act_sentence(self.world, act_of(entry)), str(order.get("intent", "")),
                str(order.get("rationale", "")), entry.seq in self.undone,
                place_name(self.world, "actor", str(order["actor"])) if "actor" in order else "",
            )  # fmt: skip

    def rulings(self) -> Iterator[RulingRow]:
        decided = {(e.turn, o["purpose"], o["index"]): o for e in self.entries for o in e.outcomes}
        for entry in self.standing("ruling"):
            act = entry.act
            outcome = decided.get((entry.turn, act["purpose"], act["index"]))
            subject = outcome_subject(
                self.world, outcome["dimension"] if outcome else "", int(act["index"])
            )
            question, yes, no = contest_words(str(act["purpose"]))
            where, result = f" ({subject})" if subject else "", yes if act["result"] else no
            yield RulingRow(
                entry.seq, entry.turn, f"{question}{where}: {result}",
                outcome["odds"] if outcome else None, outcome["drawn"] if outcome else None,
                str(act["reason"]), tuple(_arguments(act)),
            )  # fmt: skip

    def _measures(self) -> Iterator[MeasureRow]:
        turns = tuple(sorted(self.ends))
        states = [self.reading.state_at(self.ends[turn]) for turn in turns]
        scores = [score(self.world, state) for state in states]
        listed = self.world.scenario.measures
        for name in sorted(MEASURES, key=lambda name: name not in listed):
            measure = MEASURES[name]
            yield MeasureRow(
                name, measure.title, measure.says, measure.unit, measure.better, turns,
                tuple(float(one[name][0]) for one in scores),
                explain(self.world, states[0], name), explain(self.world, states[-1], name),
            )  # fmt: skip


def _arguments(act: Mapping[str, Any]) -> Iterator[str]:
    """Yield the arguments of a matrix discussion that were recorded with a ruling."""
    if act.get("pro"):
        yield f"For: {act['pro']}"
    if act.get("contra"):
        yield f"Against: {act['contra']}"


def _largest_shift(row: MeasureRow) -> str:
    """Say which term moved a measure most, when one did."""
    first = {term.name: term.contribution for term in row.first.terms}
    shifts = [
        (term.contribution - first.get(term.name, 0.0), term.title)
        for term in row.last.terms
        if term.name != "bounds"
    ]
    same_way = [pair for pair in shifts if pair[0] * row.change > 0]
    if not same_way:
        return ""
    size, title = max(same_way, key=lambda pair: abs(pair[0]))
    return f", above all by {title.lower()} ({size:+.0f})"


def _merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Join claims that say the same, keeping the first place and all entries."""
    entries: dict[str, tuple[int, ...]] = {}
    for claim in claims:
        entries[claim.text] = (*entries.get(claim.text, ()), *claim.entries)
    return (Claim(text, cited) for text, cited in entries.items())
