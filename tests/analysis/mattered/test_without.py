"""The branch without an act is the session once more, all else as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tabletop.analysis.hand import Hand
from tabletop.analysis.mattered.effects import Effects
from tabletop.analysis.mattered.serving import answer
from tabletop.analysis.mattered.without import branch_without
from tabletop.analysis.policies import find_policy
from tabletop.analysis.progress import Progress
from tabletop.content.library import resolve, routes_of
from tabletop.session.schema import TRUNK
from tabletop.session.session import Session


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session of two turns played by the staff."""
    spec = resolve("reassurance-force")
    arrays = routes_of(spec)
    assert arrays is not None
    path = tmp_path_factory.mktemp("mattered") / "played.ttx"
    with Session.create(path, spec, 7, dict(arrays)) as session:
        Hand(session, find_policy("staff")).play(2, Progress("", 1))
    return path


def orders(session: Session) -> list[int]:
    return [entry.seq for entry in session.entries if entry.type == "order"]


def test_all_else_is_done_again_and_the_session_stays(path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Session.debrief(path) as session:
        left_out = orders(session)[3]
        before, digest = len(session.entries), session.digest
        found = branch_without(session, {left_out}, "without it", "facilitator",
                               lambda _, done, of: told.append((done, of)))  # fmt: skip
        assert (len(session.entries), session.digest) == (before, digest)
    assert told[-1][0] == told[-1][1]
    with Session.open(path, read_only=True, branch=found.branch.id) as branch:
        assert found.branch.fork == left_out - 1
        assert branch.phase == "ended"
        assert len(branch.entries) == before - 1 - len(found.refused)
        assert branch.digest != digest


def test_leaving_out_a_note_of_nothing_else_leads_to_the_same_state(path: Path) -> None:
    """A branch that leaves nothing out but EndEx and repeats it ends where the session ended."""
    with Session.debrief(path) as session:
        last = len(session.entries)
        state = session.replay.state_at(last - 1).digest()
        found = branch_without(session, {last}, "not ended", "facilitator")
    with Session.open(path, read_only=True, branch=found.branch.id) as branch:
        assert found.refused == ()
        assert branch.state.digest() == state
        assert branch.phase == "feedback"


def test_there_is_no_branch_without_what_is_not_there(path: Path) -> None:
    with Session.debrief(path) as session:
        before = len(session.branches.all())
        for entries in ((), (0,), (10_000,)):
            with pytest.raises(ValueError, match="entries 1 to"):
                branch_without(session, entries, "x", "facilitator")
        assert len(session.branches.all()) == before


class Ear:
    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []

    def send(self, what: tuple[str, Any]) -> None:
        self.heard.append(what)


def test_a_window_is_told_how_far_it_is_and_what_was_found(path: Path, tmp_path: Path) -> None:
    ear = Ear()
    answer(ear, path, TRUNK, 2)  # type: ignore[arg-type]
    warned, *parts, (kind, effects) = ear.heard
    assert warned[0] == "warned"
    assert "In 2 worlds no effect can be told from chance" in warned[1]
    assert kind == "found"
    assert isinstance(effects, Effects)
    assert effects.worlds == 2
    assert parts
    assert {k for k, _ in parts} == {"part"}
    answer(ear, tmp_path / "none.ttx", TRUNK, 2)  # type: ignore[arg-type]
    kind, words = ear.heard[-1]
    assert kind == "fault"
    assert words[0] == words[0].upper() and words.endswith(".") and not words.endswith("..")


def test_for_an_anonymous_report_nobody_is_named_in_what_was_found(path: Path) -> None:
    named, hidden = Ear(), Ear()
    answer(named, path, TRUNK, 2)  # type: ignore[arg-type]
    answer(hidden, path, TRUNK, 2, True)  # type: ignore[arg-type]
    with Session.open(path, read_only=True) as session:
        names = [seat.name for seat in session.world.scenario.seats]
    titles, replaced = (
        {one.title for one in ear.heard[-1][1].omissions} for ear in (named, hidden)
    )
    seats = [title for title in titles - replaced if any(name in title for name in names)]
    assert seats, "no title of an omission names a seat, so this shows nothing"
    assert not replaced & set(seats)
