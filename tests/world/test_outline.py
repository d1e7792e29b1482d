"""The outline is what can be seen of the ground, and survives being written down."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tabletop.world.geography import Geography
from tabletop.world.outline import Outline, outline_data
from tests.worlds import real_geography, real_map_spec


@pytest.fixture(scope="module")
def ground() -> Geography:
    return real_geography()


@pytest.fixture
def kept(ground: Geography) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(outline_data(real_map_spec(), ground, "x")))
    return written


def test_an_outline_read_again_is_the_outline_of_the_ground(
    ground: Geography, kept: dict[str, Any]
) -> None:
    assert Outline.read(kept) == Outline.of(ground)


def test_every_thing_of_the_outline_has_its_shape(ground: Geography) -> None:
    seen = Outline.of(ground)
    assert len(seen.nodes) == len(seen.node_xy) == len(seen.node_usable)
    assert [len(line) > 1 for line in seen.sector_xy] == [True] * len(seen.sectors)
    assert seen.node_xy[3] == tuple(ground.node_xy[3].tolist())
    assert sum(map(len, seen.sector_xy)) == len(ground.sector_xy)


@pytest.mark.parametrize("name", ["map", "node_xy", "sector_xy", "sea_xy", "air_xy"])
def test_an_incomplete_outline_is_refused(kept: dict[str, Any], name: str) -> None:
    del kept[name]
    with pytest.raises(KeyError):
        Outline.read(kept)


@pytest.mark.parametrize("name", ["node_xy", "sector_xy", "sea_xy", "air_xy"])
def test_an_outline_that_does_not_fit_together_is_refused(kept: dict[str, Any], name: str) -> None:
    kept[name] = kept[name][1:]
    with pytest.raises(ValueError, match="shapes"):
        Outline.read(kept)
