"""Who played a seat, in the report, in a record without people, and in a branch of the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.analysis.export.anonymous import REMOVED, anonymous
from tabletop.analysis.mattered.without import branch_without
from tabletop.analysis.report.account import account_of
from tabletop.session import acts
from tabletop.session.session import Session
from tabletop.session.staffing import players
from tabletop.session.verify import verify
from tests.session.exercises import OFFER, WHITE, begin, to_phase

SEAT = "coalition"
OWN = acts.Assign(seat=SEAT, policy="jane_does_plan", file="jane.py:PLAN", digest="ab" * 32)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session whose second order was given by a program of the user's."""
    made = begin(tmp_path / "s.ttx", seed=7)
    made.submit(acts.Assign(seat=SEAT, policy="staff"), WHITE)
    made.submit(acts.Assign(seat=SEAT), WHITE)
    to_phase(made, "orders")
    order = made.submit(acts.GiveOrder(order=OFFER), SEAT)
    made.submit(acts.TakeBack(entry=order.seq), SEAT)
    made.submit(OWN, WHITE)
    made.submit(acts.GiveOrder(order=OFFER), SEAT)
    return made


def test_the_report_says_which_decisions_a_policy_made(session: Session) -> None:
    report = account_of(session.replay)
    by_person, by_policy = (row.seat for row in report.decisions)
    assert "policy" not in by_person
    assert "(policy “jane_does_plan”)" in by_policy
    (seat,) = (one for one in report.participants if "policy" in one.acts)
    assert "“staff” from the start on" in seat.acts
    assert "jane.py:PLAN" in seat.acts
    assert "from turn 1 on" in seat.acts


def test_a_record_without_people_keeps_shipped_policies_and_names_no_file(
    session: Session,
) -> None:
    replay, _ = anonymous(session.replay)
    told = [entry.act for entry in replay.course.entries if entry.type == "assign"]
    assert {act["seat"] for act in told} == {"player_1"}
    assert [act["policy"] for act in told] == ["staff", "", REMOVED]
    everything = str([entry.act for entry in replay.course.entries])
    assert "jane" not in everything
    assert account_of(replay).participants


def test_acts_of_a_policy_are_verified_and_played_again_as_they_were_recorded(
    session: Session,
) -> None:
    to_phase(session, "brief", 2)
    found = branch_without(session, [2], "without", WHITE)
    with session.open_branch(found.branch.id) as branch:
        assert players(branch.entries)[SEAT].policy == "jane_does_plan"
        assert [e.by for e in branch.entries if e.type == "order"] == [SEAT]
    path = session.journal.path
    session.close()
    assert verify(path).intact
