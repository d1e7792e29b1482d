"""Storylines: what belongs together in the MSEL, and what they may not promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.content.check import check
from tabletop.content.library import load_world, resolve, world_of
from tests.content.broken import Copy, told

SCENARIO = "scenario.yaml"
STRINGS = {
    "erosion": ["INJ10", "INJ01", "INJ27", "INJ19", "INJ42"],
    "american_shock": ["INJ14", "INJ12", "INJ16", "INJ46", "INJ02"],
    "legitimacy": ["INJ22", "INJ23", "INJ29", "INJ43"],
    "economic": ["INJ39", "INJ40", "INJ30", "INJ38"],
    "home_fronts": ["INJ15", "INJ17", "INJ18", "INJ20"],
}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "mine")


def test_a_world_knows_its_storylines_in_order() -> None:
    lines = load_world("reassurance-force").scenario.storylines
    assert {line.id: [name for name, _ in line.injects] for line in lines} == STRINGS
    assert all(line.title and line.says for line in lines)


def test_a_resolved_scenario_without_storylines_is_still_read() -> None:
    spec = resolve("reassurance-force")
    before = {**spec, "scenario": {k: v for k, v in spec["scenario"].items() if k != "storylines"}}
    assert world_of(before).scenario.storylines == ()


def test_storylines_change_no_trigger() -> None:
    spec = resolve("reassurance-force")
    bare = {**spec, "scenario": {**spec["scenario"], "storylines": []}}
    assert world_of(bare).injects == world_of(spec).injects


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("{inject: INJ42, turn: 11}", "{inject: INJ99, turn: 11}", 9, "there is no inject of the"),
        ("{inject: INJ42, turn: 11}", "{inject: INJ42, turn: 14}", 22, "turn 14 never comes"),
        ("{inject: INJ42, turn: 11}", "{inject: INJ42, turn: 8}", 22, "turn 8 lies before turn 9"),
        ("{inject: INJ42, turn: 11}", "{inject: INJ10, turn: 11}", 9, "'INJ10' already comes"),
        ("{inject: INJ27, turn: 8}", "{inject: INJ27, turn: 7}", 22, "fixes 'INJ27' to turn 8"),
        ("{inject: INJ23, turn: 3}", "{inject: INJ23, turn: 2}", 22, "in turn 3 at the earliest"),
        ("  - id: economic\n", "  - id: erosion\n", 8, "storyline 'erosion' is given twice"),
    ],
)
def test_a_storyline_that_cannot_be_told_is_a_fault(
    copy: Copy, old: str, new: str, at: int, message: str
) -> None:
    file, line, column = copy.spoil(SCENARIO, old, new)
    (problem,) = check([copy.folder])
    assert message in problem.message
    assert told(problem) == (file, line, column + at)
