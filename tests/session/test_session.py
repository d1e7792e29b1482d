from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.journal import JournalFault
from tabletop.session.refused import Refused
from tabletop.session.session import Session, Step
from tabletop.world import world as world_module
from tabletop.world.doctrine import Doctrine
from tabletop.world.state import State
from tests.session.exercises import OFFER, WHITE, Ticking, arrays, begin, play, random_act, to_phase
from tests.worlds import small_spec


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return begin(tmp_path / "x.ttx")


def refusal(session: Session, act: acts.Act, by: str) -> Refused:
    """Submit an act that must be refused, leaving no trace."""
    before = (len(session.entries), session.digest, session.state.digest(), session.phase)
    with pytest.raises(Refused) as caught:
        session.submit(act, by)
    assert (len(session.entries), session.digest, session.state.digest(), session.phase) == before
    assert caught.value.reason.endswith((".", "?"))
    return caught.value


def force_status(session: Session, force: str) -> int:
    return int(session.state.status[0, session.world.index["force"][force]])


# -- the course of an exercise -----------------------------------------------------------------


def test_an_exercise_runs_from_startex_to_endex(session: Session) -> None:
    assert (session.phase, session.turn) == ("planning", 0)
    seen = []
    session.submit(acts.StartEx(), WHITE)
    while session.turn < 3:
        seen.append((session.turn, session.phase))
        session.submit(acts.Advance(), WHITE)
    phases = ("brief", "orders", "adjudication", "feedback")
    assert seen == [(turn, phase) for turn in (1, 2) for phase in phases]
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    assert session.phase == "ended"
    assert refusal(session, acts.Advance(), WHITE).code == "phase"
    session.submit(acts.Observation(text="Well led.", rating="P"), "evaluator")


def test_the_last_turn_has_no_next_one(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx", turns=2), "feedback", turn=2)
    assert "the last" in refusal(session, acts.Advance(), WHITE).reason


def test_leaving_adjudication_commits_the_turn_with_its_outcomes(session: Session) -> None:
    to_phase(session, "adjudication")
    proposed = session.proposals()
    entry = session.submit(acts.Advance(), WHITE)
    assert [one["odds"] for one in entry.outcomes] == [one.odds for one in proposed]
    assert session.phase == "feedback"
    assert session.turn == 1


def test_a_hold_stops_players_and_phases_but_not_the_facilitator(session: Session) -> None:
    to_phase(session, "orders")
    session.submit(acts.Hold(reason="Coffee."), WHITE)
    assert session.held
    assert refusal(session, acts.GiveOrder(order=OFFER), "coalition").code == "held"
    assert refusal(session, acts.Advance(), WHITE).code == "held"
    assert refusal(session, acts.Hold(reason="Tea."), WHITE).code == "held"
    session.submit(acts.Observation(text="Tired."), "evaluator")
    session.submit(acts.AdHoc(title="News", effects={"cohesion": -1}), WHITE)
    session.submit(acts.Resume(), WHITE)
    assert not session.held
    session.submit(acts.GiveOrder(order=OFFER), "coalition")
    assert refusal(session, acts.Resume(), WHITE).code == "state"


PHASES_OF_ORDERS = ("planning", "brief", "adjudication", "feedback", "ended")


@pytest.mark.parametrize("phase", PHASES_OF_ORDERS)
@pytest.mark.parametrize("by", [WHITE, "coalition"])
def test_orders_are_for_the_phase_of_orders(phase: str, by: str, tmp_path: Path) -> None:
    session = begin(tmp_path / "x.ttx")
    if phase == "ended":
        to_phase(session, "brief").submit(acts.EndEx(reason="Enough."), WHITE)
    elif phase != "planning":
        to_phase(session, phase)
    refused = refusal(session, acts.GiveOrder(order=OFFER), by)
    assert refused.code == "phase"
    assert phase in refused.reason or phase == "ended"


def test_each_seat_may_do_only_what_is_its_own(session: Session) -> None:
    to_phase(session, "orders")
    order = acts.GiveOrder(order=OFFER)
    for seat in ("kyiv", "evaluator", "room"):
        assert refusal(session, order, seat).code == "seat"
    assert refusal(session, order, "coalitoin").remedy == "Did you mean 'coalition'?"
    for act in (acts.Advance(), acts.EndEx(reason="x"), acts.Deliver(inject="tray"),
                acts.AdHoc(title="x"), acts.Void(entry=1, reason="x"),
                acts.Observation(text="x")):  # fmt: skip
        assert refusal(session, act, "coalition").code == "seat"
    session.submit(order, "coalition")
    session.submit(acts.TakeBack(entry=session.entries[-1].seq), "coalition")
    session.submit(order, WHITE)  # for another seat


def test_a_reason_can_be_asked_of_players_for_each_order(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx", rationale_required=True), "orders")
    assert "reason" in refusal(session, acts.GiveOrder(order=OFFER), "coalition").reason
    session.submit(acts.GiveOrder(order={**OFFER, "rationale": "To reassure."}), "coalition")


def test_a_refused_order_says_what_would_make_it_lawful(session: Session) -> None:
    to_phase(session, "orders")
    session.submit(acts.GiveOrder(order=OFFER), "coalition")
    refused = refusal(session, acts.GiveOrder(order=OFFER), "coalition")
    assert refused.code == "not_at_home"
    assert refused.remedy
    assert refusal(session, acts.GiveOrder(order={"type": "offr", "actor": "gb"}), "coalition")


@pytest.mark.parametrize("seed", range(3))
def test_a_refused_act_leaves_no_trace(seed: int, tmp_path: Path) -> None:
    session = begin(tmp_path / "x.ttx")
    chance = random.Random(seed)
    refused = 0
    for _ in range(60):
        before = (session.digest, session.phase, session.held, list(session.entries))
        told: list[Step] = []
        stop = session.subscribe(told.append)
        act, by = random_act(session, chance)
        try:
            session.submit(act, by)
        except Refused:
            refused += 1
            assert (session.digest, session.phase, session.held, list(session.entries)) == before
            assert session.state.digest() == before[0]
            assert told == []
        else:
            assert [step.entry for step in told] == [session.entries[-1]]
        stop()
    assert refused


# -- taking back and declaring void ------------------------------------------------------------


def test_taking_back_leads_where_the_exercise_would_stand_without_the_act(tmp_path: Path) -> None:
    with_it, without = (to_phase(begin(tmp_path / f"{i}.ttx"), "orders") for i in (1, 2))
    entry = with_it.submit(acts.GiveOrder(order=OFFER), "coalition")
    for session in (with_it, without):
        session.submit(acts.AdHoc(title="News", effects={"cohesion": -7}), WHITE)
    assert with_it.digest != without.digest
    with_it.submit(acts.TakeBack(entry=entry.seq, reason="A slip."), "coalition")
    assert with_it.digest == without.digest
    for session in (with_it, without):
        to_phase(session, "brief", turn=2)
    assert with_it.digest == without.digest
    assert len(with_it.entries) == len(without.entries) + 2  # nothing is erased


def test_a_seat_takes_back_only_its_own_acts_of_this_turn(session: Session) -> None:
    to_phase(session, "orders")
    entry = session.submit(acts.GiveOrder(order=OFFER), WHITE)
    assert refusal(session, acts.TakeBack(entry=entry.seq), "coalition").code == "seat"
    assert refusal(session, acts.TakeBack(entry=1), WHITE).code == "state"
    assert refusal(session, acts.TakeBack(entry=99), WHITE).code == "unknown"
    session.submit(acts.TakeBack(entry=entry.seq), WHITE)
    assert refusal(session, acts.TakeBack(entry=entry.seq), WHITE).code == "state"
    again = session.submit(acts.GiveOrder(order=OFFER), WHITE)
    to_phase(session, "brief", turn=2)
    assert refusal(session, acts.Void(entry=again.seq, reason="x"), WHITE).code == "state"


def test_what_a_later_act_rests_on_is_not_taken_back(session: Session) -> None:
    to_phase(session, "orders")
    first = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    second = session.submit(acts.GiveOrder(order={**OFFER, "type": "withdraw_offer"}), "coalition")
    refused = refusal(session, acts.TakeBack(entry=first.seq), "coalition")
    assert refused.code == "rests"
    assert f"Entry {second.seq}" in refused.reason
    session.submit(acts.TakeBack(entry=second.seq), "coalition")
    session.submit(acts.TakeBack(entry=first.seq), "coalition")


def test_an_answer_keeps_its_inject(session: Session) -> None:
    to_phase(session, "brief")
    delivered = session.submit(acts.Deliver(inject="tray"), WHITE)
    session.submit(acts.Respond(inject="tray", words="We shall see."), WHITE)
    assert refusal(session, acts.Void(entry=delivered.seq, reason="x"), WHITE).code == "rests"


def test_a_void_after_the_commit_decides_the_turn_again(tmp_path: Path) -> None:
    with_it, without = (begin(tmp_path / f"{i}.ttx") for i in (1, 2))
    to_phase(with_it, "brief")
    wrong = with_it.submit(acts.AdHoc(title="News", effects={"cohesion": -20}), WHITE)
    to_phase(with_it, "feedback")
    entry = with_it.submit(acts.Void(entry=wrong.seq, reason="Wrong number."), WHITE)
    to_phase(without, "feedback")
    assert with_it.digest == without.digest
    assert entry.outcomes == without.entries[-1].outcomes


# -- injects -----------------------------------------------------------------------------------


def test_injects_are_delivered_answered_put_off_and_left_out(session: Session) -> None:
    to_phase(session, "brief")
    sector = session.world.index["sector"]["S03"]
    before = float(session.state.tension[0, sector])
    session.submit(acts.Deliver(inject="probe", target="S03"), WHITE)
    assert float(session.state.tension[0, sector]) == min(before + 20, 100)
    assert refusal(session, acts.Deliver(inject="probe"), WHITE).code == "state"
    session.submit(acts.Respond(inject="probe", words="We shall see."), "coalition")
    assert refusal(session, acts.Respond(inject="probe", words="Again."), WHITE).code == "state"
    session.submit(acts.Defer(inject="scheduled", turn=4, reason="Later."), WHITE)
    assert refusal(session, acts.Defer(inject="tray", turn=1, reason="x"), WHITE).code == "state"
    session.submit(acts.Skip(inject="tray", reason="No time."), WHITE)
    assert refusal(session, acts.Skip(inject="tray", reason="x"), WHITE).code == "state"
    assert refusal(session, acts.Deliver(inject="porbe"), WHITE).remedy == "Did you mean 'probe'?"
    assert refusal(session, acts.Deliver(inject="tray", target="S03"), WHITE).code == "state"
    assert refusal(session, acts.Deliver(inject="sabotage", target="x"), WHITE).code == "unknown"
    assert refusal(session, acts.Respond(inject="probe", option="z"), WHITE)


def test_what_is_due_is_due_until_it_is_dealt_with(session: Session) -> None:
    assert session.due() == []
    to_phase(session, "brief", turn=2)
    planned = [i.id for i in session.world.injects if i.trigger.turn == 2]
    assert planned and set(planned) <= set(session.due())
    for inject in planned:
        session.submit(acts.Deliver(inject=inject), WHITE)
    assert not set(planned) & set(session.due())


def test_an_inject_made_up_on_the_spot_has_effects_or_is_refused(session: Session) -> None:
    to_phase(session, "brief")
    before = float(session.state.cohesion[0])
    session.submit(acts.AdHoc(title="Row", effects={"cohesion": -3}), WHITE)
    assert float(session.state.cohesion[0]) == before - 3
    assert (
        "cohesion"
        in refusal(session, acts.AdHoc(title="Row", effects={"cohesoin": 1}), WHITE).reason
    )


# -- rulings -----------------------------------------------------------------------------------


def with_contest(tmp_path: Path) -> Session:
    """Return a session in adjudication, with something to rule on."""
    for turn in range(1, 6):
        session = to_phase(begin(tmp_path / f"{turn}.ttx"), "adjudication", turn)
        if session.proposals():
            return session
    raise AssertionError("nothing is contested in five turns")


def test_a_ruling_replaces_the_draw_until_it_is_changed(tmp_path: Path) -> None:
    session = with_contest(tmp_path)
    one = session.proposals()[0]
    rule = {"purpose": one.purpose, "index": one.index, "reason": "The map says so."}
    session.submit(acts.Ruling(result=not one.drawn, **rule), WHITE)
    now = {(o.purpose, o.index): o for o in session.proposals()}[one.purpose, one.index]
    assert (now.result, now.ruled) == (not one.drawn, True)
    session.submit(acts.Ruling(result=one.drawn, **rule), WHITE)
    assert session.proposals()[0].result == one.drawn
    session.submit(acts.Void(entry=session.entries[-1].seq, reason="No."), WHITE)
    session.submit(acts.Advance(), WHITE)
    decided = session.entries[-1].outcomes[0]
    assert (decided["result"], decided["ruled"]) == (not one.drawn, True)


def test_only_what_is_contested_can_be_ruled_on(session: Session) -> None:
    to_phase(session, "adjudication")
    ruling = acts.Ruling(purpose="weather", index=0, result=True, reason="x")
    assert refusal(session, ruling, WHITE).code == "unknown"
    session.submit(acts.Advance(), WHITE)
    assert refusal(session, ruling, WHITE).code == "phase"


# -- time --------------------------------------------------------------------------------------


def test_the_orders_clock_runs_in_orders_and_rests_in_a_hold(tmp_path: Path) -> None:
    clock = Ticking()
    session = Session.create(tmp_path / "x.ttx", small_spec(), 7, arrays(), clock=clock)
    to_phase(session, "brief")
    assert session.seconds_left() is None
    session.submit(acts.Advance(), WHITE)
    whole = session.world.scenario.order_minutes * 60
    clock.now += timedelta(seconds=100)
    assert session.seconds_left() == whole - 101
    session.submit(acts.Hold(reason="Coffee."), WHITE)
    clock.now += timedelta(hours=5)
    assert session.seconds_left() == whole - 102
    session.submit(acts.Resume(), WHITE)
    clock.now += timedelta(seconds=whole)
    assert (session.seconds_left() or 0) < 0


def test_a_clock_set_back_does_not_turn_the_record_back(tmp_path: Path) -> None:
    clock = Ticking()
    session = Session.create(tmp_path / "x.ttx", small_spec(), 7, arrays(), clock=clock)
    session.submit(acts.StartEx(), WHITE)
    clock.now -= timedelta(days=1)
    session.submit(acts.Advance(), WHITE)
    assert session.entries[1].at == session.entries[0].at
    assert (session.seconds_left() or 0) == session.world.scenario.order_minutes * 60


# -- files -------------------------------------------------------------------------------------


def test_an_exercise_goes_on_after_closing_as_if_it_had_not_been_closed(tmp_path: Path) -> None:
    through = begin(tmp_path / "a.ttx")
    play(through, 1, 80)
    parted = begin(tmp_path / "b.ttx")
    for entry in through.entries:
        parted.submit(acts.parse_act(entry.act), entry.by)
        if entry.seq % 7 == 0:
            parted.close()
            parted = Session.open(tmp_path / "b.ttx", clock=Ticking())
    assert [e.digest for e in parted.entries] == [e.digest for e in through.entries]
    assert (parted.phase, parted.held, parted.turn) == (through.phase, through.held, through.turn)


def test_a_session_open_for_reading_takes_no_act(tmp_path: Path) -> None:
    to_phase(begin(tmp_path / "x.ttx"), "brief").close()
    session = Session.open(tmp_path / "x.ttx", read_only=True)
    assert refusal(session, acts.Advance(), WHITE).code == "read_only"
    assert not session.moment().live


def test_a_failed_write_leaves_the_session_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_phase(session, "orders")
    before = (session.digest, len(session.entries), session.phase)

    def fail(entry: object, after: State) -> None:
        raise JournalFault("The act was not recorded: the disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(session.journal, "append", fail)
        for act in (acts.Advance(), acts.GiveOrder(order=OFFER)):
            with pytest.raises(JournalFault):
                session.submit(act, WHITE)
    assert (session.digest, len(session.entries), session.phase) == before
    session.submit(acts.GiveOrder(order=OFFER), WHITE)  # tried again


def test_nobody_can_change_the_state_past_the_session(session: Session) -> None:
    to_phase(session, "brief")
    with pytest.raises(ValueError, match="read-only"):
        session.state.cohesion[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        session.moment().opened.cohesion[0] = 0


def test_the_seed_given_at_the_start_goes_before_the_scenarios_own(tmp_path: Path) -> None:
    digests = set()
    for seed in (7, 8, 2**63 - 1):
        with begin(tmp_path / f"{seed}.ttx", seed=seed) as session:
            to_phase(session, "feedback", turn=3)
            assert session.seed == seed
            digests.add(session.digest)
        assert Session.open(tmp_path / f"{seed}.ttx", read_only=True).seed == seed
    assert len(digests) == 3


def test_a_session_keeps_the_numbers_it_was_played_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(tmp_path / "x.ttx")
    before = session.world.doctrine.integrity_mend
    play(session, 3, 10)
    session.close()
    changed = tuple(
        replace(entry, value=entry.value + 1.0) if entry.name == "integrity_mend" else entry
        for entry in world_module.ENTRIES
    )
    monkeypatch.setattr(world_module, "ENTRIES", changed)
    assert Doctrine(changed).integrity_mend == before + 1.0
    with Session.open(tmp_path / "x.ttx") as again:
        assert again.world.doctrine.integrity_mend == before


def test_what_was_proposed_is_what_is_committed_whoever_has_looked(tmp_path: Path) -> None:
    """A turn that was played for its proposals is not played again, and ends in the same state."""
    ends = []
    for looks in (False, True):
        session = to_phase(begin(tmp_path / f"{looks}.ttx", seed=11), "adjudication", turn=3)
        proposed = session.proposals() if looks else ()
        ruled = acts.Ruling(purpose="probe", index=0, result=True, reason="The map says so.")
        with contextlib.suppress(Refused):
            session.submit(ruled, WHITE)
        if looks:
            assert session.proposals() is session.proposals()
            proposed = session.proposals()
        entry = session.submit(acts.Advance(), WHITE)
        assert not looks or [one.draw for one in proposed] == [
            one["draw"] for one in entry.outcomes
        ]
        ends.append((session.digest, entry.outcomes))
        session.close()
    assert ends[0] == ends[1]


def test_a_ruling_plays_the_turn_anew(session: Session) -> None:
    to_phase(session, "adjudication", turn=2)
    while not session.proposals():
        to_phase(session, "adjudication", turn=session.turn + 1)
    one = session.proposals()[0]
    ruled = not one.result
    ruling = acts.Ruling(purpose=one.purpose, index=one.index, result=ruled, reason="It is so.")
    session.submit(ruling, WHITE)
    again = next(o for o in session.proposals() if (o.purpose, o.index) == (one.purpose, one.index))
    assert again.result is ruled
    entry = session.submit(acts.Advance(), WHITE)
    told = next(o for o in entry.outcomes if (o["purpose"], o["index"]) == (one.purpose, one.index))
    assert told["result"] is ruled
