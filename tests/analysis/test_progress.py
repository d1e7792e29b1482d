"""The progress bar: on terminals only, and only for work that takes a while."""

from __future__ import annotations

from io import StringIO

import pytest

from tabletop.analysis import progress
from tabletop.analysis.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_drawn_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SILENT_SECONDS", 0.0)
    stream = StringIO()
    bar = Progress("Playing", 4, stream)
    bar.step(2)
    bar.close()
    assert stream.getvalue() == ""


def test_quick_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SILENT_SECONDS", float("inf"))
    stream = Terminal()
    bar = Progress("Playing", 4, stream)
    bar.step(4)
    bar.close()
    assert stream.getvalue() == ""


def test_long_work_draws_one_line_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SILENT_SECONDS", 0.0)
    stream = Terminal()
    bar = Progress("Playing", 4, stream)
    bar.step(2, "turn 2")
    bar.step(9)  # more than there is
    drawn = stream.getvalue()
    assert "Playing ███████████████░░░░░░░░░░░░░░░ 2/4 turn 2" in drawn
    assert "\n" not in drawn
    bar.close()
    assert stream.getvalue().endswith("\r\x1b[K")
