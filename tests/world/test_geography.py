import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tabletop.content.yaml import read_yaml
from tabletop.world.geography import (
    SPEC_PARTS,
    Geography,
    build_geography,
    geography_arrays,
    map_spec,
    spec_digest,
)
from tabletop.world.proximity import falling_cover
from tabletop.world.routes import MODES

MAP = Path(__file__).parents[2] / "maps" / "ukraine"
Arrays = dict[str, NDArray[Any]]


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return map_spec({part: read_yaml(MAP / f"{part}.yaml").value for part in SPEC_PARTS})  # type: ignore[misc]


@pytest.fixture(scope="module")
def arrays(spec: dict[str, Any]) -> Arrays:
    return geography_arrays(spec)


@pytest.fixture(scope="module")
def ground(spec: dict[str, Any], arrays: Arrays) -> Geography:
    return Geography.assemble(spec, arrays)


def node(ground: Geography, name: str) -> int:
    return next(i for i, one in enumerate(ground.nodes) if one.id == name)


@pytest.mark.parametrize("mode", MODES)
def test_the_way_back_is_as_long_as_the_way_there(ground: Geography, mode: str) -> None:
    routes = ground.routes[mode]
    for array in (routes.distance_km, routes.hours, routes.travel_turns, routes.bottleneck):
        assert np.array_equal(array, array.T)


@pytest.mark.parametrize("mode", MODES)
def test_no_detour_is_shorter_than_the_way(ground: Geography, mode: str) -> None:
    routes = ground.routes[mode]
    for array in (routes.distance_km, routes.hours):
        detour = (array[:, :, None].astype(np.float64) + array[None, :, :]).min(axis=1)
        assert (array <= detour * (1 + 1e-6)).all()


@pytest.mark.parametrize("mode", MODES)
def test_no_route_is_wider_than_any_of_its_links(ground: Geography, mode: str) -> None:
    routes = ground.routes[mode]
    pairs = np.argwhere(np.isfinite(routes.hours) & (routes.hours > 0)).tolist()
    assert pairs
    for a, b in pairs:
        links = [ground.links[i] for i in ground.route(mode, a, b)]
        assert routes.bottleneck[a, b] == min(link.capacity for link in links)
        assert routes.route_km[a, b] == pytest.approx(sum(link.km for link in links))
        assert {link.mode for link in links} <= set(MODES[mode])
        assert all(link.open_to_coalition for link in links)


def test_every_place_the_coalition_may_use_can_be_reached(ground: Geography) -> None:
    hours = ground.routes["any"].hours[node(ground, "bremerhaven")]
    cut_off = [ground.nodes[i].id for i in np.flatnonzero(ground.node_usable & np.isinf(hours))]
    assert cut_off == []


def test_no_route_leads_to_a_place_of_the_adversary(ground: Geography) -> None:
    for mode in MODES:
        hours = ground.routes[mode].hours[node(ground, "kyiv")]
        assert np.isinf(hours[~ground.node_usable]).all()


def test_distances_to_the_line_agree_with_the_planning_values(ground: Geography) -> None:
    seed = ground.seed_km_to_line
    assert (np.abs(ground.km_to_line - seed) <= np.maximum(10.0, 0.15 * seed)).all()


def test_places_answer_for_the_sector_they_stand_behind(ground: Geography) -> None:
    def slug(name: str) -> str:
        return ground.sectors[ground.node_sector[node(ground, name)]].slug

    assert {name: slug(name) for name in ("kupiansk", "orikhiv", "kherson", "kovel", "sumy")} == {
        "kupiansk": "kupiansk",
        "orikhiv": "orikhiv",
        "kherson": "kherson",
        "kovel": "volyn",
        "sumy": "sumy",
    }
    assert (ground.node_sector[~ground.node_in_ukraine] == -1).all()


def test_cover_comes_from_ukrainian_held_ukraine_only(ground: Geography) -> None:
    cover = ground.sector_cover
    held = [one.country == "UA" and one.control == "UA" for one in ground.nodes]
    assert ((cover >= 0) & (cover <= 1)).all()
    assert (cover[~np.array(held)] == 0).all()
    assert cover[node(ground, "kupiansk"), ground.node_sector[node(ground, "kupiansk")]] == 1
    assert cover[node(ground, "uzhhorod")].max() == 0
    assert (cover.max(axis=0) > 0.9).all()


@given(st.floats(0, 3000), st.floats(0, 3000))
def test_cover_falls_with_distance(one: float, other: float) -> None:
    near, far = sorted([one, other])
    cover = falling_cover(np.array([[near, far]]), 60.0, 300.0)[0]
    assert cover[0] >= cover[1]
    assert (cover[0] == 1) == (near <= 60) or near == pytest.approx(60)
    assert (cover[1] == 0) == (far >= 300) or far == pytest.approx(300)


def test_the_dnipro_parts_the_banks(ground: Geography) -> None:
    east = {ground.nodes[i].id for i in np.flatnonzero(ground.east_of_dnipro)}
    left = {"kharkiv", "poltava", "sumy", "chernihiv", "zaporizhzhia", "kramatorsk", "apt_boryspil"}
    right = {"kyiv", "dnipro", "nikopol", "kherson", "odesa", "lviv", "kryvyi_rih", "chornobyl"}
    assert left | {"simferopol", "donetsk", "npp_zaporizhzhia"} <= east
    assert not right & east


def test_air_areas_lie_over_places_and_sectors(ground: Geography) -> None:
    def area(name: str) -> str:
        return ground.air_areas[ground.air_area_of_node[node(ground, name)]].slug

    assert [area(name) for name in ("lviv", "kyiv", "odesa", "kharkiv")] == [
        "air_west",
        "air_centre",
        "air_south",
        "air_east",
    ]
    assert (ground.air_area_of_node[~ground.node_in_ukraine] == -1).all()
    assert (ground.air_area_of_sector >= 0).all()


def test_ports_lie_on_their_sea(ground: Geography) -> None:
    def sea(name: str) -> int:
        return int(ground.sea_area_of_node[node(ground, name)])

    assert ground.sea_areas[sea("odesa")].id == "M01"
    assert ground.sea_areas[sea("constanta")].id == "M02"
    assert sea("gdansk") == sea("kyiv") == -1


def test_sectors_keep_their_own_stretch_of_the_plane(ground: Geography) -> None:
    starts, ends = ground.sector_offsets[:-1], ground.sector_offsets[1:]
    assert [len(one.points) for one in ground.sectors] == (ends - starts).tolist()
    on_line = np.flatnonzero(ground.sector_on_line)
    for one, following in pairwise(on_line.tolist()):
        assert np.array_equal(ground.sector_xy[ends[one] - 1], ground.sector_xy[starts[following]])


def test_nothing_of_the_ground_can_be_written_to(ground: Geography) -> None:
    for array in (ground.node_xy, ground.sector_cover, ground.routes["any"].hours):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_missing_array_is_refused(spec: dict[str, Any], arrays: Arrays) -> None:
    for name in arrays:
        with pytest.raises(ValueError, match=name):
            Geography.assemble(spec, {k: v for k, v in arrays.items() if k != name})


def test_arrays_of_another_map_are_refused(spec: dict[str, Any], arrays: Arrays) -> None:
    with pytest.raises(ValueError, match="shape"):
        Geography.assemble({**spec, "sea_areas": spec["sea_areas"][:-1]}, arrays)


def test_arrays_for_another_length_of_turn_are_refused(
    spec: dict[str, Any], arrays: Arrays
) -> None:
    weekly = {**spec, "planning": {**spec["planning"], "turn_days": 7}}
    with pytest.raises(ValueError, match="14 days"):
        Geography.assemble(weekly, arrays)
    fortnight, week = Geography.assemble(spec, arrays), build_geography(weekly)
    assert (week.routes["any"].travel_turns >= fortnight.routes["any"].travel_turns).all()


def test_a_link_to_nowhere_is_refused(spec: dict[str, Any]) -> None:
    lost = {**spec["links"][0], "b": "atlantis"}
    with pytest.raises(ValueError, match="L001 names an unknown node 'atlantis'"):
        build_geography({**spec, "links": [lost]})


@given(st.lists(st.binary(max_size=40), min_size=2, max_size=4), st.data())
def test_the_digest_notices_every_change_but_line_ends(parts: list[bytes], data: Any) -> None:
    assert spec_digest(*parts) == spec_digest(*(part.replace(b"\r\n", b"\n") for part in parts))
    which = data.draw(st.integers(0, len(parts) - 1))
    at = data.draw(st.integers(0, len(parts[which])))
    changed = list(parts)
    changed[which] = parts[which][:at] + b"x" + parts[which][at:]
    assert spec_digest(*changed) != spec_digest(*parts)
    assert spec_digest(b"".join(parts), b"") != spec_digest(b"", b"".join(parts)) or not any(parts)


def test_kept_arrays_need_no_heavy_library() -> None:
    program = f"""
import sys
import numpy
from tabletop.content.yaml import read_yaml
from tabletop.world.geography import SPEC_PARTS, Geography, map_spec
from pathlib import Path
folder = Path({str(MAP)!r})
spec = map_spec({{part: read_yaml(folder / f"{{part}}.yaml").value for part in SPEC_PARTS}})
with numpy.load(folder / "routes.npz") as kept:
    Geography.assemble(spec, dict(kept))
print(sorted({{"networkx", "shapely", "pyproj", "scipy"}} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
