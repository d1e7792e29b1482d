"""The library: what ships resolves, is kept in a cache, and never trusts what it kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tabletop.content import library
from tabletop.content.library import load_world, map_folder, names, resolve, routes_of, world_of
from tabletop.content.problems import ContentFault
from tests.content.broken import Copy


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ceasefire-tabletop" / "scenarios"


def test_the_shipped_scenario_holds_all_that_the_brief_asks_for() -> None:
    assert "reassurance-force" in names()
    world = load_world("reassurance-force")
    assert len(world.actors) == 48
    assert len(world.force_types) == 57
    assert len(world.injects) >= 24
    assert (world.scenario.turns, world.scenario.turn_days) == (13, 14)
    assert "EXERCISE" in world.scenario.marking
    themes = {inject.category for inject in world.injects}
    assert themes >= {
        "russia_probe", "us_policy", "german_policy", "parliament", "mandate", "belarus",
        "sabotage", "casualty_event", "funding",
    }  # fmt: skip
    assert all(seat.briefing for seat in world.scenario.seats if seat.role == "player")


def test_a_resolved_scenario_is_plain_json(cache: Path) -> None:
    spec = resolve("reassurance-force")
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


def test_a_scenario_from_the_cache_is_the_same(cache: Path) -> None:
    fresh = resolve("reassurance-force")
    assert len(list(cache.glob("*.json"))) == 1
    assert resolve("reassurance-force") == fresh


def test_a_warm_cache_needs_no_heavy_library(cache: Path) -> None:
    resolve("reassurance-force")
    script = (
        "import sys; from tabletop.content.library import load_world; "
        "load_world('reassurance-force'); "
        "print(sorted({'yaml', 'pydantic', 'networkx', 'shapely', 'pyproj'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_change_of_a_file_is_noticed(cache: Path, tmp_path: Path) -> None:
    copy = Copy(tmp_path / "mine")
    assert resolve(copy.folder)["scenario"]["turns"] == 13
    copy.spoil("scenario.yaml", "turns: 13", "turns: 14")
    assert resolve(copy.folder)["scenario"]["turns"] == 14
    copy.spoil("actors/coalition.yaml", "willingness: 88", "willingness: 11")
    assert resolve(copy.folder)["actors"][0]["willingness"] == 11
    copy.spoil("briefings/london.md", "You lead", "YOU LEAD")
    seats = {seat["id"]: seat for seat in resolve(copy.folder)["scenario"]["seats"]}
    assert "YOU LEAD" in seats["london"]["briefing"]


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"format": 99}', b"\xff\xfe"])
def test_a_broken_cache_is_ignored(cache: Path, rubbish: bytes) -> None:
    fresh = resolve("reassurance-force")
    (kept,) = cache.glob("*.json")
    kept.write_bytes(rubbish)
    assert resolve("reassurance-force") == fresh
    assert json.loads(kept.read_bytes()) == fresh  # and mended


def test_a_cache_that_cannot_be_written_is_done_without(cache: Path) -> None:
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_bytes(b"a file where a folder should be")
    assert resolve("reassurance-force")["format"] == 1


def test_the_cache_does_not_grow_without_end(cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(30):
        (cache / f"old{number}.json").write_bytes(b"{}")
    resolve("reassurance-force")
    assert len(list(cache.iterdir())) == library.MOST_KEPT


def test_a_faulty_scenario_raises_all_its_problems_and_is_not_kept(
    cache: Path, tmp_path: Path
) -> None:
    copy = Copy(tmp_path / "mine")
    copy.spoil("scenario.yaml", "turns: 13", "turns: 0")
    copy.spoil("forces/land.yaml", "domain: land", "domain: lnd")
    with pytest.raises(ContentFault) as caught:
        resolve(copy.folder)
    assert len(caught.value.problems) == 2
    assert not list(cache.glob("*.json"))


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(ContentFault, match="did you mean 'reassurance-force'"):
        resolve("reasurance-force")


def test_a_scenario_may_be_given_by_its_folder_or_its_file(cache: Path, checkout: Path) -> None:
    folder = checkout / "scenarios" / "reassurance-force"
    assert resolve(folder) == resolve(str(folder / "scenario.yaml")) == resolve(folder.name)


def test_a_scenario_can_change_the_trigger_of_an_inject(cache: Path) -> None:
    injects = {inject["id"]: inject for inject in resolve("reassurance-force")["injects"]}
    assert injects["INJ01"]["trigger"]["turn"] == 3
    assert injects["INJ52"]["trigger"]["probability"] == 0
    assert injects["INJ17"]["trigger"]["condition"] == "willingness[de] >= 50"


def test_a_scenario_can_change_doctrine_within_its_range(cache: Path, tmp_path: Path) -> None:
    from tabletop.world.register import ENTRIES

    entry = next(entry for entry in ENTRIES if entry.low < entry.value)
    copy = Copy(tmp_path / "mine")
    file = copy.folder / "doctrine.yaml"
    file.write_text(f"format: 1\nwhy: To see.\nvalues:\n  {entry.name}: {entry.low!r}\n", "utf-8")
    world = load_world(copy.folder)
    assert getattr(world.doctrine, entry.name) == entry.low
    assert world.doctrine.is_changed(entry.name)
    file.write_text(f"format: 1\nwhy: To see.\nvalues:\n  {entry.name}x: 1\n", "utf-8")
    with pytest.raises(ContentFault, match=f"did you mean '{entry.name}'"):
        load_world(copy.folder)
    file.write_text(
        f"format: 1\nwhy: To see.\nvalues:\n  {entry.name}: {entry.high + 1!r}\n", "utf-8"
    )
    with pytest.raises(ContentFault, match="it should lie between"):
        load_world(copy.folder)


def test_kept_routes_are_used_only_for_the_map_they_were_made_from() -> None:
    spec = resolve("reassurance-force")
    assert routes_of(spec) is not None
    assert routes_of({"map": {**spec["map"], "digest": "other"}}) is None
    assert routes_of({"map": {**spec["map"], "id": "nowhere"}}) is None
    assert (map_folder(spec) / "map.yaml").is_file()


@pytest.mark.parametrize("name", ["../ukraine", "..", "", "a/b", "a\\b"])
def test_a_map_cannot_lead_out_of_the_library(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a map"):
        map_folder({"map": {"id": name}})
    assert routes_of({"map": {"id": name, "digest": ""}}) is None


def test_a_world_is_the_same_from_kept_and_from_computed_routes() -> None:
    spec = resolve("reassurance-force")
    kept = world_of(spec).geography
    computed = world_of({**spec, "map": {**spec["map"], "digest": ""}}).geography
    for mode, routes in kept.routes.items():
        assert np.array_equal(routes.travel_turns, computed.routes[mode].travel_turns)
    assert np.allclose(kept.sector_cover, computed.sector_cover)


def test_given_arrays_must_fit_the_map() -> None:
    spec = resolve("reassurance-force")
    arrays = dict(routes_of(spec) or {})
    assert world_of(spec, arrays).sizes == world_of(spec).sizes
    arrays.pop("node_xy")
    with pytest.raises(ValueError, match="node_xy"):
        world_of(spec, arrays)


def test_every_deployment_stands_and_the_world_starts() -> None:
    from tabletop.rules.start import initial_state

    world = load_world("reassurance-force")
    state = initial_state(world)
    standing = {world.forces[i].id for i in np.flatnonzero(state.at[0] >= 0)}
    assert standing == {force for force, _, _ in world.scenario.deployments}
    homeless = [actor.id for actor in world.actors if actor.home not in world.index["node"]]
    assert homeless == []
