"""Writing a report in a process of its own: what it tells, and how it is asked to end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from tabletop.analysis.report_writing import Order, Stopping, Wish, carry_out
from tabletop.content import library
from tabletop.session.acts import Advance, Observation, StartEx
from tabletop.session.session import Session


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """Return a session of a turn with an observation in it."""
    spec = library.resolve("reassurance-force")
    path = tmp_path / "Played.ttx"
    with Session.create(path, spec, 7, library.routes_of(spec)) as session:
        session.submit(StartEx(), "facilitator")
        session.submit(Observation(text="Paris hesitates"), "facilitator")
        for _ in range(5):
            session.submit(Advance(), "facilitator")
    return path


class Told(list[Any]):
    """A connection that keeps what is sent."""

    def send(self, what: object) -> None:
        self.append(what)


def carried_out(path: Path, wish: Wish, stopping: Stopping | None = None) -> Told:
    told = Told()
    order = Order(path, 0, wish, 2)
    carry_out(order, cast("Any", told), stopping or Stopping())
    return told


def test_what_is_written_is_told_step_by_step(played: Path, tmp_path: Path) -> None:
    told = carried_out(played, Wish(tmp_path / "out", ("md", "jsonl")))
    assert [kind for kind, _ in told[:-1]] == ["part"] * (len(told) - 1)
    kind, paths = told[-1]
    assert kind == "written"
    assert {path.name for path in paths} == {"AAR.md", "entries.jsonl"}


def test_a_folder_that_cannot_be_written_and_a_file_that_is_none_are_told(
    played: Path, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("not a folder")
    assert carried_out(played, Wish(tmp_path / "file", ("md",)))[-1][0] == "unwritable"
    assert carried_out(tmp_path / "file", Wish(tmp_path / "out", ("md",)))[-1][0] == "fault"


def test_one_that_only_waits_ends_at_once() -> None:
    with pytest.raises(SystemExit):
        Stopping().ask()


def test_one_that_writes_ends_between_two_files_each_of_them_whole(
    played: Path, tmp_path: Path
) -> None:  # fmt: skip
    class Asked(Stopping):
        """Is asked to end as soon as the first file has been written."""

        def heed(self, at_once: bool = True) -> None:
            if self.writing and (tmp_path / "AAR.md").exists():
                self._asked = True
            super().heed(at_once)

    stopping = Asked()
    with pytest.raises(SystemExit):
        carried_out(played, Wish(tmp_path, ("md", "html")), stopping)
    assert {one.name for one in tmp_path.glob("*AAR*")} == {"AAR.md"}
    assert not stopping.writing
