"""Reading a record into the model of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tabletop.analysis.final_test import final_test
from tabletop.analysis.report.model import (
    Assumption,
    Claim,
    DecisionRow,
    InjectRow,
    MeasureRow,
    ObjectiveRow,
    ObservationRow,
    Report,
    RulingRow,
    TurnAccount,
)
from tabletop.rules.findings import Finding
from tabletop.rules.measures import MEASURES, explain, score
from tabletop.rules.words import contest_words, finding_sentence, outcome_subject, place_name
from tabletop.session.course import act_of
from tabletop.session.moment import date_of
from tabletop.session.record import Entry
from tabletop.session.replay import Replay
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


def account_of(replay: Replay, file: str = "") -> Report:
    """Read a record into a report; ``file`` is the name of the session file."""
    reader = _Reader(replay)
    world, scenario = replay.world, replay.world.scenario
    return Report(
        title=scenario.title,
        marking=scenario.marking,
        summary=scenario.summary,
        file=file,
        overview=tuple(reader.overview()),
        claims=tuple(reader.claims()),
        turns=tuple(reader.turns()),
        decisions=tuple(reader.decisions()),
        rulings=tuple(reader.rulings()),
        injects=tuple(reader.injects()),
        measures=reader.measures,
        objectives=tuple(reader.objectives()),
        observations=reader.observations,
        assumptions=tuple(_assumptions(world)),
        facts=tuple(reader.facts()),
        afterwards=tuple(reader.afterwards()),
    )


def _assumptions(world: World) -> Iterator[Assumption]:
    for entry, value in world.doctrine:
        yield Assumption(
            entry.name, value, entry.unit, entry.low, entry.high, entry.source, entry.confidence,
            entry.says, entry.value, world.doctrine.is_changed(entry.name),
        )  # fmt: skip


class _Reader:
    """Reads one record; what several parts need is worked out once."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.world = replay.world
        self.entries: list[Entry] = list(replay.journal.entries)
        self.undone = replay.course.now.voided
        # The state of a turn is the one after its last entry; turn 0 is the start.
        self.ends: dict[int, int] = {0: 0}
        for entry in self.entries:
            self.ends[entry.turn] = entry.seq
        self.measures = tuple(self._measures())
        self.observations = tuple(self._observations())

    def standing(self, *types: str) -> Iterator[Entry]:
        """Yield the entries of the given types that were not taken back."""
        return (e for e in self.entries if e.type in types and e.seq not in self.undone)

    def overview(self) -> Iterator[tuple[str, str]]:
        scenario = self.world.scenario
        yield "Scenario", f"{scenario.title} ({scenario.id})"
        last = self.entries[-1].turn if self.entries else 0
        yield "Turns played", f"{last} of {scenario.turns}, {scenario.turn_days} days each"
        first_day, last_day = date_of(scenario, 1), date_of(scenario, last)
        yield "Scenario time", f"{first_day} to {last_day}"
        if self.entries:
            yield "Played", f"{self.entries[0].at} to {self.entries[-1].at} (UTC)"
        seats = ", ".join(seat.name for seat in scenario.seats)
        yield "Seats", seats
        orders = list(self.standing("order"))
        yield "Orders given", str(len(orders))
        yield "Injects delivered", str(len(list(self.standing("deliver", "ad_hoc"))))
        yield "Outcomes ruled", str(len(list(self.standing("ruling"))))
        ended = [e for e in self.entries if e.type == "end_ex"]
        yield "End", str(ended[-1].act["reason"]) if ended else "EndEx was not given"

    def afterwards(self) -> Iterator[str]:
        """Yield what the final test finds, once EndEx was given."""
        if not any(entry.type == "end_ex" for entry in self.entries):
            return
        state = self.replay.state_at(self.replay.last)
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
            yield DecisionRow(
                entry.seq, entry.turn, seat_name(self.world, entry.by),
                act_sentence(self.world, act_of(entry)), str(order.get("intent", "")),
                str(order.get("rationale", "")), entry.seq in self.undone,
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
                str(act["reason"]),
            )  # fmt: skip

    def injects(self) -> Iterator[InjectRow]:
        for inject in self.world.injects:
            acts = [e for e in self.standing("deliver", "defer", "skip", "respond")
                    if e.act["inject"] == inject.id]  # fmt: skip
            trigger = inject.trigger
            if trigger.turn is not None:
                planned = f"turn {trigger.turn}"
            elif trigger.condition.strip() == "true":
                planned = f"from turn {trigger.earliest}"
            else:
                planned = f"from turn {trigger.earliest}, when {trigger.condition}"
            actual = ", ".join(
                {"deliver": f"turn {e.turn}", "defer": f"deferred in turn {e.turn}",
                 "skip": f"skipped in turn {e.turn}"}[e.type]
                for e in acts if e.type != "respond"
            )  # fmt: skip
            labels = {option.id: option.label for option in inject.options}
            answer = "; ".join(
                labels.get(str(e.act.get("option")), str(e.act.get("words", "")))
                for e in acts if e.type == "respond"
            )  # fmt: skip
            yield InjectRow(
                inject.id, inject.title, inject.kind.replace("_", " "), planned,
                actual or "not played", answer, tuple(e.seq for e in acts),
            )  # fmt: skip
        for entry in self.standing("ad_hoc"):
            yield InjectRow("", str(entry.act["title"]), str(entry.act["kind"]), "ad hoc",
                            f"turn {entry.turn}", "", (entry.seq,))  # fmt: skip

    def _measures(self) -> Iterator[MeasureRow]:
        turns = tuple(sorted(self.ends))
        states = [self.replay.state_at(self.ends[turn]) for turn in turns]
        scores = [score(self.world, state) for state in states]
        listed = self.world.scenario.measures
        for name in sorted(MEASURES, key=lambda name: name not in listed):
            measure = MEASURES[name]
            yield MeasureRow(
                name, measure.title, measure.says, measure.unit, measure.better, turns,
                tuple(float(one[name][0]) for one in scores),
                explain(self.world, states[0], name), explain(self.world, states[-1], name),
            )  # fmt: skip

    def _observations(self) -> Iterator[ObservationRow]:
        for entry in self.standing("observation"):
            act = entry.act
            yield ObservationRow(
                entry.seq, entry.turn, seat_name(self.world, entry.by), str(act["text"]),
                str(act.get("objective") or ""), str(act.get("rating") or ""), act.get("about"),
            )  # fmt: skip

    def objectives(self) -> Iterator[ObjectiveRow]:
        titles = {row.name: row for row in self.measures}
        for objective in self.world.scenario.objectives:
            ratings = tuple(
                Claim(f"{row.rating or '–'}: {row.text}", (row.entry,))
                for row in self.observations
                if row.objective == objective.id
            )
            shown = tuple(
                f"{titles[name].title}: {titles[name].values[0]:.0f} → "
                f"{titles[name].values[-1]:.0f} ({titles[name].verdict})"
                for name in objective.measures
                if name in titles
            )
            yield ObjectiveRow(objective.id, objective.title, objective.text, ratings, shown)

    def facts(self) -> Iterator[tuple[str, str]]:
        heading = self.replay.journal.heading
        yield "Software", f"Ceasefire Tabletop {heading.software}"
        yield "Seed", str(heading.seed)
        yield "Entries", str(len(self.entries))
        yield "Root of the record", heading.root
        if self.entries:
            yield "Hash of the last entry", self.entries[-1].hash
            yield "Digest of the final state", self.entries[-1].digest
        damage = self.replay.journal.damage
        if damage is not None:
            yield "Damage", f"the file is damaged at {damage}; this report covers what is intact"
        for source in self.world.scenario.sources:
            yield "Source", source


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
