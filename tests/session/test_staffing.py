"""Who plays a seat, in the record: from which entry on, by which policy, and who may know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.known import known_at
from tabletop.session.moment import visible_to
from tabletop.session.refused import Refused
from tabletop.session.session import Session
from tabletop.session.staffing import players, players_at, policies_of
from tabletop.session.wording import entry_sentence
from tests.session.exercises import OFFER, WHITE, begin, to_phase

SEAT = "coalition"
OWN = acts.Assign(seat=SEAT, policy="firm", file="firm.py:FIRM", digest="ab" * 32)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return begin(tmp_path / "s.ttx", seed=7)


def test_a_seat_is_played_by_a_policy_from_an_entry_on_until_a_person_takes_it(
    session: Session,
) -> None:
    first = session.submit(acts.Assign(seat=SEAT, policy="staff"), WHITE).seq
    to_phase(session, "orders")
    second = session.submit(OWN, WHITE)
    third = session.submit(acts.Assign(seat=SEAT), WHITE).seq
    course = session.replay.course
    assert players_at(course, first - 1) == {}
    assert players_at(course, second.seq - 1)[SEAT].policy == "staff"
    assert players_at(course, second.seq)[SEAT].title == "firm (firm.py:FIRM, abababababab)"
    assert players_at(course, third) == players(session.entries) == {}
    assert [(one.policy, one.turn) for one in policies_of(session.entries)[SEAT]] == [
        ("staff", 0), ("firm", 1),
    ]  # fmt: skip
    assert "firm.py:FIRM" in entry_sentence(session.world, second)


def test_who_plays_survives_the_file_and_changes_no_state(session: Session) -> None:
    before = session.digest
    session.submit(OWN, WHITE)
    assert session.digest == before
    path = session.journal.path
    session.close()
    with Session.open(path) as again:
        assert players(again.entries)[SEAT].digest == "ab" * 32


def test_only_the_facilitator_says_who_plays_and_only_of_players(session: Session) -> None:
    with pytest.raises(Refused, match="may not"):
        session.submit(acts.Assign(seat=SEAT, policy="staff"), SEAT)
    with pytest.raises(Refused, match="no player"):
        session.submit(acts.Assign(seat=WHITE, policy="staff"), WHITE)
    with pytest.raises(Refused, match="seat"):
        session.submit(acts.Assign(seat="nobody", policy="staff"), WHITE)
    assert len(session.entries) == 0


def test_other_seats_are_not_told_who_plays_a_seat(session: Session) -> None:
    seq = session.submit(OWN, WHITE).seq
    for seat in session.world.scenario.seats:
        seen = {entry.seq for entry in visible_to(session.moment(), seat.id).entries}
        assert (seq in seen) == (seat.role in ("facilitator", "evaluator") or seat.id == SEAT)


def test_it_is_known_of_an_order_that_a_policy_gave_it(session: Session) -> None:
    to_phase(session, "orders")
    person = session.submit(acts.GiveOrder(order=OFFER), SEAT)
    session.submit(acts.TakeBack(entry=person.seq), SEAT)
    session.submit(OWN, WHITE)
    order = session.submit(acts.GiveOrder(order=OFFER), SEAT)
    assert known_at(session.replay, person.seq).player is None
    found = known_at(session.replay, order.seq).player
    assert found is not None
    assert found.policy == "firm"
