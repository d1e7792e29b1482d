"""The report: every claim cites its entries, and nothing that people typed becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tabletop.analysis.report import write_report
from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.html import html, points
from tabletop.analysis.report.markdown import markdown, plain
from tabletop.analysis.report.model import NOT_A_PREDICTION, Report
from tabletop.rules.measures import MEASURES
from tabletop.session.acts import (
    AdHoc,
    Advance,
    Deliver,
    EndEx,
    GiveOrder,
    Observation,
    Respond,
    Ruling,
    StartEx,
    TakeBack,
)
from tabletop.session.session import Session
from tests.worlds import small_spec

HOSTILE = "<script>alert(1)</script> | **bold** [x](http://e.example) `code`"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session with a bit of everything in it, typed by somebody unfriendly."""
    path = tmp_path_factory.mktemp("report") / "session.ttx"
    spec = small_spec()
    spec["doctrine"] = {"vote_wait": 3}
    session = Session.create(path, spec, 5)
    white, coalition = "facilitator", "coalition"
    session.submit(StartEx(), white)
    session.submit(Deliver(inject="sabotage"), white)
    session.submit(Respond(inject="sabotage", option="a"), coalition)
    session.submit(AdHoc(title=HOSTILE, text=HOSTILE, effects={"cohesion": -8}), white)
    session.submit(Advance(), white)
    seek = {"type": "seek_authorisation", "actor": "fr", "intent": HOSTILE, "rationale": HOSTILE}
    session.submit(GiveOrder(order=seek), coalition)
    base = {"type": "sign_base_agreement", "actor": "pl"}
    taken = session.submit(GiveOrder(order=base), coalition)
    session.submit(TakeBack(entry=taken.seq, reason=HOSTILE), coalition)
    session.submit(Advance(), white)
    outcome = session.proposals()[0]
    ruling = Ruling(
        purpose=outcome.purpose, index=outcome.index, result=not outcome.result, reason=HOSTILE
    )
    session.submit(ruling, white)
    session.submit(Advance(), white)
    session.submit(Observation(text=HOSTILE, objective="O1", rating="M", about=3), "evaluator")
    session.submit(EndEx(reason="Done."), white)
    return session


@pytest.fixture(scope="module")
def report(session: Session) -> Report:
    return account_of(session.replay, "session.ttx")


def test_every_claim_cites_entries_of_the_record(report: Report, session: Session) -> None:
    known = {entry.seq for entry in session.entries}
    claims = [*report.claims, *(claim for turn in report.turns for claim in turn.claims)]
    claims += [claim for objective in report.objectives for claim in objective.ratings]
    assert claims
    for claim in claims:
        assert claim.entries
        assert set(claim.entries) <= known


def test_a_decision_that_was_taken_back_is_shown_as_such(report: Report) -> None:
    assert [row.undone for row in report.decisions] == [False, False, True]
    assert "(taken back)" in markdown(report)
    assert 'class="undone"' in html(report)


def test_intent_rationale_reason_rating_and_answer_are_in_the_report(report: Report) -> None:
    assert report.decisions[1].intent.startswith("<script>")
    (ruling,) = report.rulings
    assert ruling.odds is not None
    assert ruling.reason == HOSTILE
    (observation,) = report.observations
    assert (observation.rating, observation.about) == ("M", 3)
    answered = next(row for row in report.injects if row.id == "sabotage")
    assert (answered.actual, answered.answer) == ("turn 1", "Answer firmly.")
    assert next(row for row in report.injects if row.id == "tray").actual == "not played"


def test_every_measure_is_shown_with_terms_that_add_up(report: Report) -> None:
    assert {row.name for row in report.measures} == set(MEASURES)
    for row in report.measures:
        assert len(row.values) == len(row.turns) == 2
        for explained, value in ((row.first, row.values[0]), (row.last, row.values[-1])):
            whole = sum(term.contribution for term in explained.terms)
            assert whole == pytest.approx(value)


@pytest.mark.system("SS-126")
def test_a_report_after_endex_says_what_holds_once_attention_has_gone(report: Report) -> None:
    assert report.afterwards[0].startswith("24 months after the exercise")
    assert len(report.afterwards) > 3
    for text in (markdown(report), html(report)):
        assert "The final test" in text
        assert report.afterwards[1].split(":")[0] in text


def test_changed_assumptions_are_marked(report: Report) -> None:
    changed = [one for one in report.assumptions if one.changed]
    assert [one.name for one in changed] == ["vote_wait"]
    assert changed[0].value == 3
    assert "● vote\\_wait" in markdown(report)


def test_marking_caution_and_facts_are_on_every_format(report: Report, session: Session) -> None:
    for text in (markdown(report), html(report)):
        assert "EXERCISE" in text
        assert NOT_A_PREDICTION in text
        assert session.entries[-1].hash in text
        assert session.digest in text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert not (name in ("src", "href") and not (value or "").startswith("#"))
        if tag not in ("meta", "br", "polyline", "img", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "polyline":
            assert self.open.pop() == tag


def test_the_html_is_well_formed_self_contained_and_runs_nothing(report: Report) -> None:
    reader = _Reader()
    reader.feed(html(report))
    reader.close()
    assert reader.open == []
    assert not reader.seen & {"script", "iframe", "object", "img", "link"}


def test_nothing_that_people_typed_becomes_markdown(report: Report) -> None:
    text = markdown(report)
    assert "<script>" not in text
    assert "**bold**" not in text
    assert "[x](" not in text
    for line in text.splitlines():
        if line.startswith("| ") and "script" in line:
            assert len(re.findall(r"(?<!\\)\|", line)) in (7, 8)
    assert plain("a\nb") == "a b"


def test_a_small_chart_has_one_corner_for_each_turn(report: Report) -> None:
    for row in report.measures:
        corners = [corner.split(",") for corner in points(row).split()]
        assert len(corners) == len(row.turns)
        assert all(0 <= float(x) <= 160 and 0 <= float(y) <= 32 for x, y in corners)


def test_a_report_is_written_whole_or_not_at_all(session: Session, tmp_path: Path) -> None:
    written = write_report(session.replay, tmp_path, "session.ttx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.md"]
    assert all(path.stat().st_size > 1000 for path in written)
