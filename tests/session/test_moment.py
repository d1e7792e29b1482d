from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.perception import guess_error
from tabletop.rules.turn import initial_state
from tabletop.session import acts
from tabletop.session.estimates import OF_MOSCOW, OF_THE_COALITION
from tabletop.session.moment import (
    Moment,
    clock_left,
    estimate_error,
    findings_of,
    inject_rows,
    kept_from,
    orders_of_turn,
    released_texts,
    timeline_items,
    visible_to,
)
from tabletop.session.session import Session
from tests.session.exercises import OFFER, WHITE, begin, to_phase
from tests.worlds import small_spec, small_world

FORCE = str(OFFER["force"])


def status(moment: Moment, force: str = FORCE) -> int:
    return int(moment.state.status[0, moment.world.index["force"][force]])


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return begin(tmp_path / "x.ttx")


def test_scenario_time_moves_by_the_length_of_a_turn(session: Session) -> None:
    start = date.fromisoformat(session.world.scenario.start_date)
    assert session.moment().date == start
    assert to_phase(session, "brief").moment().date == start
    assert to_phase(session, "brief", turn=3).moment().date == start + timedelta(days=28)


def test_a_live_moment_shows_what_is_up_for_adjudication_and_replay_what_was_decided(
    session: Session,
) -> None:
    moment = to_phase(session, "adjudication", turn=2).moment()
    assert moment.live and moment.proposals == session.proposals()
    entry = session.submit(acts.Advance(), WHITE)
    before = session.replay.moment_at(moment.seq)
    assert not before.live
    assert [one.draw for one in before.proposals] == [one["draw"] for one in entry.outcomes]
    assert session.moment().proposals == ()


def test_orders_of_the_turn_are_listed_with_those_taken_back(session: Session) -> None:
    to_phase(session, "orders")
    first = session.submit(
        acts.GiveOrder(order={**OFFER, "intent": "Show will.", "rationale": "Now."}), "coalition"
    )
    session.submit(acts.TakeBack(entry=first.seq), "coalition")
    second = session.submit(acts.GiveOrder(order=OFFER), WHITE)
    rows = orders_of_turn(session.moment())
    assert [(row.seq, row.by, row.stands) for row in rows] == [
        (first.seq, "coalition", False), (second.seq, WHITE, True)
    ]  # fmt: skip
    assert (rows[0].actor, rows[0].type) == ("gb", "offer")
    assert (rows[0].intent, rows[0].rationale) == ("Show will.", "Now.")
    assert orders_of_turn(to_phase(session, "orders", turn=2).moment()) == []


def test_the_msel_shows_what_was_planned_and_what_became_of_it(session: Session) -> None:
    to_phase(session, "brief")
    delivered = session.submit(acts.Deliver(inject="probe", target="S03"), WHITE)
    session.submit(acts.Respond(inject="probe", words="We shall see."), "coalition")
    session.submit(acts.Defer(inject="scheduled", turn=4, reason="Later."), WHITE)
    session.submit(acts.Skip(inject="tray", reason="No time."), WHITE)
    made_up = session.submit(acts.AdHoc(title="News", text="All calm."), WHITE)
    rows = {row.id: row for row in inject_rows(session.moment())}
    probe = rows["probe"]
    assert (probe.status, probe.delivered_seq, probe.turn, probe.target, probe.answer) == (
        "answered", delivered.seq, 1, "S03", "We shall see."
    )  # fmt: skip
    assert probe.answered_by == "coalition"
    assert (rows["scheduled"].status, rows["scheduled"].due_turn) == ("deferred", 4)
    assert rows["scheduled"].planned_turn != 4 and rows["scheduled"].reason == "Later."
    assert (rows["tray"].status, rows["tray"].reason) == ("skipped", "No time.")
    assert rows["sabotage"].status == "idle"
    assert rows[f"ad_hoc/{made_up.seq}"].text == "All calm."
    assert [e.seq for e in released_texts(session.moment())] == [delivered.seq, made_up.seq]
    session.submit(acts.Void(entry=made_up.seq, reason="Wrong."), WHITE)
    assert f"ad_hoc/{made_up.seq}" not in {row.id for row in inject_rows(session.moment())}


def test_the_timeline_names_every_entry_and_whether_it_stands(session: Session) -> None:
    to_phase(session, "orders")
    entry = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.TakeBack(entry=entry.seq), "coalition")
    session.submit(acts.Hold(reason="Coffee."), WHITE)
    items = timeline_items(session.moment())
    assert [item.seq for item in items] == [1, 2, 3, 4, 5]
    assert [item.kind for item in items] == ["turn", "phase", "order", "order", "clock"]
    assert [item.stands for item in items] == [True, True, False, True, True]


# -- what each seat sees -----------------------------------------------------------------------


def test_orders_of_others_stay_hidden_until_orders_close_and_from_the_room_until_feedback(
    session: Session,
) -> None:
    to_phase(session, "orders")
    home = status(session.moment())
    entry = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    offered = status(session.moment())
    assert offered != home
    for seat in ("kyiv", "room"):
        seen = session.moment(seat)
        assert status(seen) == home
        assert orders_of_turn(seen) == []
        assert entry.seq not in {e.seq for e in seen.entries}
    for seat in ("coalition", WHITE, "evaluator"):
        assert status(session.moment(seat)) == offered
        assert [row.seq for row in orders_of_turn(session.moment(seat))] == [entry.seq]
    session.submit(acts.Advance(), WHITE)
    assert session.phase == "adjudication"
    assert status(session.moment("kyiv")) == offered
    assert [row.seq for row in orders_of_turn(session.moment("kyiv"))] == [entry.seq]
    assert status(session.moment("room")) == home
    assert entry.seq not in {e.seq for e in session.moment("room").entries}
    session.submit(acts.Advance(), WHITE)
    assert session.phase == "feedback"
    assert status(session.moment("kyiv")) == status(session.moment())
    assert [row.seq for row in orders_of_turn(session.moment("kyiv"))] == [entry.seq]


def test_what_is_taken_back_stays_hidden_too(session: Session) -> None:
    to_phase(session, "orders")
    entry = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.TakeBack(entry=entry.seq), "coalition")
    seen = session.moment("kyiv")
    assert {e.type for e in seen.entries} == {"start_ex", "advance"}
    assert seen.state.status.tolist() == session.state.status.tolist()


def test_the_public_effects_of_an_inject_are_seen_past_hidden_orders(session: Session) -> None:
    to_phase(session, "orders")
    session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.AdHoc(title="Row", effects={"cohesion": -9}), WHITE)
    assert session.moment("kyiv").state.cohesion[0] == session.state.cohesion[0]


def test_players_see_pressure_as_the_coalition_estimates_it(session: Session) -> None:
    moment = to_phase(session, "brief", turn=3).moment()
    assert moment.state.pressure.tolist() != moment.state.perceived_pressure.tolist()
    for seat in ("kyiv", "coalition", "room"):
        seen = session.moment(seat)
        for state in (seen.state, seen.opened, seen.previous):
            assert state is not None
            assert state.pressure.tolist() == state.perceived_pressure.tolist()
    assert session.moment(WHITE).state.pressure.tolist() == moment.state.pressure.tolist()


def test_each_side_guesses_what_only_the_other_knows(tmp_path: Path) -> None:
    red = {"id": "moscow", "name": "Moscow", "role": "player", "actors": ["ru"], "briefing": ""}
    seats = [*small_spec()["scenario"]["seats"], red]
    session = to_phase(begin(tmp_path / "x.ttx", seats=seats), "brief", turn=3)
    truth = session.moment(WHITE)
    kyiv, coalition, moscow = (session.moment(seat) for seat in ("kyiv", "coalition", "moscow"))
    for name in OF_MOSCOW:
        true = getattr(truth.state, name)
        guess = getattr(kyiv.state, name)
        assert guess.tolist() == getattr(coalition.state, name).tolist() != true.tolist()
        assert getattr(moscow.state, name).tolist() == true.tolist()
        error = estimate_error(kyiv, name)
        assert error is not None and abs(guess - true).mean() < 5 * error
        assert estimate_error(truth, name) is None is estimate_error(moscow, name)
    for name in OF_THE_COALITION:
        assert getattr(kyiv.state, name) == getattr(truth.state, name)
        assert getattr(moscow.state, name) != getattr(truth.state, name)
    assert (truth.state.way_value != 50).any() and (kyiv.state.way_value == 50).all()
    assert moscow.state.way_value.tolist() == truth.state.way_value.tolist()
    assert kyiv.state.way_count.tolist() == truth.state.way_count.tolist()
    assert moscow.state.pressure.tolist() == truth.state.pressure.tolist()
    assert kyiv.state.faults() == moscow.state.faults() == []


def test_what_russia_has_against_each_sector_is_guessed_for_each_by_a_part_of_it(
    session: Session,
) -> None:
    truth = to_phase(session, "brief", turn=3).moment(WHITE).state.ru_strength[0]
    guess = session.moment("kyiv").state.ru_strength[0]
    wrong = (guess - truth) / truth
    assert len(set(np.round(wrong, 6).tolist())) == len(truth)
    assert 0.0 < abs(wrong).mean() < 0.5


def test_a_seat_is_not_told_when_attack_seems_to_pay(session: Session) -> None:
    to_phase(session, "orders")
    session.submit(acts.AdHoc(title="Signs", effects={"offensive_turns": 1}), WHITE)
    assert session.moment(WHITE).state.offensive_turns[0] == 1
    assert session.moment("kyiv").state.offensive_turns[0] == 0
    assert "offensive_turns" in kept_from(session.moment("kyiv"))
    assert kept_from(session.moment(WHITE)) == kept_from(session.moment()) == ()


def test_looking_back_shows_the_estimates_of_that_time(session: Session) -> None:
    to_phase(session, "brief", turn=2)
    seq, seen = session.replay.last, session.moment("kyiv").state
    to_phase(session, "brief", turn=4)
    again = visible_to(session.replay.moment_at(seq), "kyiv").state
    assert again.ru_confidence == seen.ru_confidence


@given(st.floats(0, 99), st.floats(0.5, 40))
def test_better_surveillance_never_makes_guesses_worse(isr: float, more: float) -> None:
    world = small_world()
    state = initial_state(world, 2)
    state.isr_coverage[:] = isr, min(isr + more, 100.0)
    error, red = guess_error(world, state)
    assert 0.0 < error[1] < error[0]
    assert red[0] == red[1]


def test_what_was_not_delivered_is_not_seen(session: Session) -> None:
    to_phase(session, "brief")
    assert inject_rows(session.moment("coalition")) == []
    session.submit(acts.Deliver(inject="probe"), WHITE)
    session.submit(acts.Skip(inject="tray", reason="Too hard for them."), WHITE)
    session.submit(acts.AdHoc(title="To Kyiv", addressees=("ua",)), WHITE)
    rows = {seat: [row.title for row in inject_rows(session.moment(seat))]
            for seat in ("coalition", "kyiv", WHITE)}  # fmt: skip
    assert "To Kyiv" in rows["kyiv"] and "To Kyiv" not in rows["coalition"]
    assert len(rows["coalition"]) == 1
    assert len(rows[WHITE]) == len(session.world.injects) + 1
    seen = session.moment("coalition")
    assert "skip" not in {entry.type for entry in seen.entries}
    waiting = seen.state.inject_turn < 0
    assert (seen.state.inject_due[waiting] == 9999).all()


def test_rulings_observations_odds_and_secret_findings_are_not_for_players(
    session: Session,
) -> None:
    to_phase(session, "adjudication")
    for one in session.proposals()[:1]:
        session.submit(acts.Ruling(purpose=one.purpose, index=one.index, result=True,
                                   reason="x"), WHITE)  # fmt: skip
    session.submit(acts.Observation(text="Weak."), "evaluator")
    assert session.moment("coalition").proposals == ()
    session.submit(acts.Advance(), WHITE)
    seen = session.moment("coalition")
    assert not {"ruling", "observation"} & {entry.type for entry in seen.entries}
    assert all(entry.outcomes == () for entry in seen.entries)
    told = [fact for entry in seen.entries for fact in findings_of(entry)]
    assert all("facilitator" not in fact.audience for fact in told)
    public = [fact for e in session.moment("room").entries for fact in findings_of(e)]
    assert all("public" in fact.audience for fact in public)


def test_a_seat_that_is_not_there_sees_nothing(session: Session) -> None:
    with pytest.raises(KeyError):
        visible_to(session.moment(), "moscow")


def test_the_clock_of_a_moment_is_that_of_its_entries(session: Session) -> None:
    to_phase(session, "orders")
    entry = session.entries[-1]
    left = clock_left(session.moment(), entry.when + timedelta(seconds=90))
    assert left == session.world.scenario.order_minutes * 60 - 90
    assert clock_left(session.replay.moment_at(1), entry.when) is None
