"""Comparing two lines of play: what is shared, what differs, and how the measures went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.rules.measures import MEASURES, score
from tabletop.session import acts
from tabletop.session.comparing import compare, turn_ends
from tabletop.session.session import Session
from tests.session.exercises import OFFER, WHITE, begin, to_phase

HERE = "coalition"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session of two turns with an offer in the first."""
    session = to_phase(begin(tmp_path / "x.ttx"), "orders")
    session.submit(acts.GiveOrder(order=OFFER), HERE)
    return to_phase(session, "orders", turn=2)


def test_a_branch_without_an_order_differs_by_that_order_and_what_it_did(session: Session) -> None:
    order = next(entry for entry in session.entries if entry.type == "order")
    session.branches.start(order.seq - 1, "Without", WHITE)
    with session.open_branch("Without") as other:
        to_phase(other, "orders", turn=2)
        found = compare(session.replay, other.replay)
        assert found.shared == order.seq - 1
        alone = [pair for pair in found.entries if pair.right is None]
        assert [pair.left for pair in alone] == [order]
        assert all(pair.left and pair.left.act == pair.right.act  # type: ignore[union-attr]
                   for pair in found.entries if pair not in alone)  # fmt: skip
        force = [one for one in found.differences if one.id == OFFER["force"]]
        assert ("status", "offered", "home") in [(d.variable, d.left, d.right) for d in force]


def test_a_record_beside_itself_has_no_differences(session: Session) -> None:
    found = compare(session.replay, session.replay)
    assert found.shared == len(session.entries)
    assert found.entries == () and found.differences == ()
    assert all(course.left == course.right for course in found.measures)


def test_measures_are_those_at_the_end_of_each_turn(session: Session) -> None:
    courses = {one.name: one for one in compare(session.replay, session.replay).measures}
    assert set(courses) == set(MEASURES)
    ends = [
        seq for seq in range(len(session.entries))
        if session.replay.course.marks[seq + 1].opened == seq + 1
    ]  # fmt: skip
    ends.append(len(session.entries))
    assert turn_ends(session.replay.course) == ends and ends[0] == 0
    for name, course in courses.items():
        states = [session.replay.state_at(seq) for seq in ends]
        assert course.left == tuple(float(score(session.world, s)[name][0]) for s in states)


def test_two_files_are_compared_turn_by_turn(session: Session, tmp_path: Path) -> None:
    other = to_phase(begin(tmp_path / "y.ttx", seed=99), "orders", turn=3)
    found = compare(session.replay, other.replay)
    assert found.shared == 0
    pairs = [pair for pair in found.entries if pair.left and pair.right]
    assert all(pair.left.turn == pair.right.turn == pair.turn for pair in pairs)  # type: ignore[union-attr]
    listed = [pair.left for pair in found.entries if pair.left]
    assert listed == list(session.entries), "nothing is left out and the order is kept"
    assert [p.right for p in found.entries if p.right] == list(other.entries)
    lengths = {(len(course.left), len(course.right)) for course in found.measures}
    assert lengths == {(3, 4)}
    other.close()


def test_the_map_is_compared_at_any_two_entries(session: Session) -> None:
    order = next(entry.seq for entry in session.entries if entry.type == "order")
    at_order = compare(session.replay, session.replay, (order - 1, order))
    assert {d.id for d in at_order.differences if d.dimension == "force"} == {OFFER["force"]}
    with pytest.raises(LookupError):
        compare(session.replay, session.replay, (0, 999))
