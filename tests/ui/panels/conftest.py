"""Fixtures for the panels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.panels.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """Return a stage with a fresh session of the small world."""
    made = Stage(qtbot, tmp_path / "stage.ttx", seed=11)
    yield made
    made.session.close()
