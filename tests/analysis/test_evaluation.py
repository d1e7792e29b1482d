"""Evaluation: what is proposed follows from the orders given, and the evaluator's word counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tabletop.analysis.evaluation import LATE, MET, MISSED, OPEN, expected_actions, latencies
from tabletop.analysis.evidence import WORDS, evidence_of
from tabletop.rules.orders import ORDERS
from tabletop.session.acts import Advance, Deliver, EndEx, GiveOrder, Respond, StartEx, TakeBack
from tabletop.session.note import Note
from tabletop.session.session import Session
from tests.worlds import small_spec, small_world

WHITE, PLAYER = "facilitator", "coalition"
SEEK = {"type": "seek_mandate", "actor": "gb", "mandate": "treaty"}


@pytest.fixture
def session(tmp_path: Any) -> Iterator[Session]:
    spec = small_spec()
    (inject,) = (one for one in spec["injects"] if one["id"] == "sabotage")
    inject["expected_actions"] = ["legal opinion", "decide the answer", "calm"]
    inject["addressees"] = ["gb", "fr"]
    with Session.create(tmp_path / "s.ttx", spec, 5) as made:
        made.submit(StartEx(), WHITE)
        made.submit(Deliver(inject="sabotage"), WHITE)
        yield made


def _statuses(session: Session, *notes: Note) -> list[str]:
    now = session.replay.course.now
    found = expected_actions(session.world, session.entries, now.voided, notes)
    return [one.status for one in found]


def _turn(session: Session) -> None:
    while session.phase != "feedback":
        session.submit(Advance(), WHITE)
    session.submit(Advance(), WHITE)


def test_every_order_that_words_stand_for_exists() -> None:
    assert {order for _, orders in WORDS for order in orders} <= set(ORDERS)


def test_an_action_is_open_while_there_is_time_and_missed_afterwards(session: Session) -> None:
    assert _statuses(session)[:2] == [OPEN, OPEN]
    _turn(session)
    assert _statuses(session)[:2] == [MISSED, MISSED]


def test_an_order_in_time_meets_it_and_a_later_one_is_late(session: Session) -> None:
    session.submit(Advance(), WHITE)
    session.submit(GiveOrder(order=SEEK), PLAYER)
    assert _statuses(session)[0] == MET
    (first, *_) = expected_actions(session.world, session.entries)
    assert first.entries == (2, session.entries[-1].seq)


def test_an_order_after_the_deadline_is_late(session: Session) -> None:
    _turn(session)
    session.submit(Advance(), WHITE)
    session.submit(GiveOrder(order=SEEK), PLAYER)
    assert _statuses(session)[0] == LATE


def test_an_order_that_was_taken_back_shows_nothing(session: Session) -> None:
    session.submit(Advance(), WHITE)
    given = session.submit(GiveOrder(order=SEEK), PLAYER)
    session.submit(TakeBack(entry=given.seq), PLAYER)
    assert _statuses(session)[0] == OPEN


def test_an_answer_meets_what_asks_for_one(session: Session) -> None:
    session.submit(Respond(inject="sabotage", option="a"), PLAYER)
    assert _statuses(session)[1] == MET


def test_an_order_of_somebody_who_was_not_asked_shows_nothing(session: Session) -> None:
    session.submit(Advance(), WHITE)
    session.submit(GiveOrder(order={**SEEK, "actor": "gb"}), WHITE)
    assert _statuses(session)[0] == MET  # the facilitator entered it for the one who was asked
    given = session.entries[-1].seq
    session.submit(TakeBack(entry=given), WHITE)
    other = {"type": "seek_authorisation", "actor": "it"}
    session.submit(GiveOrder(order=other), PLAYER)
    assert _statuses(session)[0] == OPEN


def test_what_no_order_can_show_is_left_to_the_evaluator(session: Session) -> None:
    assert _statuses(session)[2] not in (MET, LATE, MISSED, OPEN)


def test_the_evaluators_word_counts_more_than_the_proposal(session: Session) -> None:
    _turn(session)
    tick = Note("tick", 2, "evaluator", data={"inject": "sabotage", "action": 1, "status": "met"})
    assert _statuses(session, tick)[0] == "met"
    (first, *_) = expected_actions(session.world, session.entries, notes=[tick])
    assert (first.proposed, first.decided, first.by) == (MISSED, "met", "evaluator")


def test_at_endex_nothing_stays_open(session: Session) -> None:
    session.submit(EndEx(reason="Done."), WHITE)
    assert OPEN not in _statuses(session)


def test_latency_runs_from_the_delivery_to_the_first_act_of_those_addressed(
    session: Session,
) -> None:
    assert latencies(session.world, session.entries) == []
    session.submit(Advance(), WHITE)
    given = session.submit(GiveOrder(order=SEEK), PLAYER)
    (one,) = latencies(session.world, session.entries)
    assert (one.inject, one.delivered, one.entry, one.turns) == ("sabotage", 2, given.seq, 0)
    assert one.seconds == (given.when - session.entries[1].when).total_seconds()


def test_words_that_say_nothing_about_orders_give_no_evidence() -> None:
    assert not evidence_of("calm")
    assert "deploy" in evidence_of("move the nearest reserve or not").orders
    assert evidence_of("decide the answer and who announces it").answer
    assert small_world().injects
