"""The map of a scenario is found without reading the scenario, or not at all; never another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tabletop.content import library
from tabletop.content.outlines import kept_outline, map_of
from tabletop.content.places import content_root
from tabletop.world.outline import Outline

UKRAINE = content_root() / "maps" / "ukraine"


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_scenario_shows_the_ground_it_plays_on(name: str) -> None:
    folder = map_of(library.scenario_folder(name))
    assert folder is not None
    assert kept_outline(folder) == Outline.of(library.load_world(name).geography)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("map: ukraine\n", True), ("id: x\nmap:  ukraine  # the real one\nseed: 1\n", True),
        ("map: ukraine\r\nid: x\r\n", True), ("map: nowhere\n", False),
        ("map: ../maps\n", False), ("  map: ukraine\n", False), ("mapp: ukraine", False),
        ("map: ukraine\nmap: ukraine\n", False), ("map: [ukraine]\n", False), ("", False),
    ],
)  # fmt: skip
def test_the_map_is_read_from_its_own_line_only(tmp_path: Path, text: str, found: bool) -> None:
    (tmp_path / "scenario.yaml").write_bytes(text.encode())
    assert (map_of(tmp_path) == UKRAINE) is found


def test_a_scenario_with_a_map_of_its_own_is_read_first(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("map: ukraine\n")
    (tmp_path / "maps" / "ukraine").mkdir(parents=True)
    assert map_of(tmp_path) is None
    assert map_of(tmp_path / "none") is None


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in ("map", "nodes", "links", "line_of_contact"):
        shutil.copy(UKRAINE / f"{name}.yaml", tmp_path)
    shutil.copy(UKRAINE / "outline.json", tmp_path)
    return tmp_path


def test_an_outline_is_used_as_long_as_its_map_has_not_changed(copied: Path) -> None:
    assert kept_outline(copied) is not None
    with (copied / "nodes.yaml").open("a") as file:
        file.write("# a word\n")
    assert kept_outline(copied) is None


def test_a_broken_or_missing_outline_is_done_without(copied: Path) -> None:
    kept = json.loads((copied / "outline.json").read_text())
    for broken in ("", "{", "[]", "7", json.dumps({**kept, "node_xy": 3})):
        (copied / "outline.json").write_text(broken)
        assert kept_outline(copied) is None
    (copied / "outline.json").unlink()
    assert kept_outline(copied) is None
