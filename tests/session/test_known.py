"""What did they know?  What a seat had been told and could see when it gave an order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.known import known_at
from tabletop.session.session import Session
from tests.session.exercises import OFFER, WHITE, begin, to_phase

HERE = "coalition"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session in which the coalition gives an order after some news."""
    session = to_phase(begin(tmp_path / "x.ttx"), "brief")
    session.submit(acts.AdHoc(title="For all to hear", text="A", effects={}), WHITE)
    session.submit(acts.AdHoc(title="For Moscow", addressees=("ru",), effects={}), WHITE)
    session.submit(acts.Observation(text="They look tired."), "evaluator")
    to_phase(session, "orders")
    session.submit(acts.GiveOrder(order=OFFER), HERE)
    session.submit(acts.AdHoc(title="Too late", effects={}), WHITE)
    return session


def order(session: Session) -> int:
    return next(entry.seq for entry in session.entries if entry.type == "order")


def test_it_knew_what_had_reached_it_and_nothing_that_came_later(session: Session) -> None:
    known = known_at(session.replay, order(session))
    told = " ".join(one.sentence for one in known.told)
    assert known.seat == HERE
    assert "For all to hear" in told
    assert "For Moscow" not in told and "tired" not in told and "Too late" not in told
    untold = " ".join(one.sentence for one in known.untold)
    assert "For Moscow" in untold and "tired" in untold
    assert "For all to hear" not in untold and "Too late" not in untold


def test_told_and_untold_are_together_all_that_stood_then(session: Session) -> None:
    seq = order(session)
    known = known_at(session.replay, seq)
    entries = {one.seq for one in (*known.told, *known.untold) if one.kind != "finding"}
    assert entries == set(range(1, seq))


def test_what_it_could_see_is_the_view_of_its_panels(session: Session) -> None:
    seq = order(session)
    known = known_at(session.replay, seq)
    assert known.moment.seq == seq - 1 and known.moment.seat == HERE
    guesses = {(one.variable, one.place): one for one in known.guesses}
    assert {"ru_patience", "ru_reserve"} <= {name for name, _ in guesses}
    one = guesses["ru_patience", ()]
    true = session.replay.state_at(seq - 1)
    assert one.true == true.ru_patience[0] != one.believed
    assert one.believed == known.moment.state.ru_patience[0]
    assert one.error is not None and one.error > 0


def test_the_facilitator_knew_everything(session: Session) -> None:
    known = known_at(session.replay, order(session), WHITE)
    assert known.untold == () and known.guesses == ()


def test_an_entry_or_seat_that_is_not_there_is_said(session: Session) -> None:
    for seq, seat in ((0, None), (999, None), (3, "nobody")):
        with pytest.raises(LookupError):
            known_at(session.replay, seq, seat)
