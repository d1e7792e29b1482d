"""The shipped map: its borders, its line, its places, and that what is kept is current."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point, shape

from tabletop.content.yaml import read_yaml
from tabletop.world.borders import border_kinds, label_spots
from tabletop.world.geography import (
    SPEC_PARTS,
    build_geography,
    geography_arrays,
    map_spec,
    spec_digest,
)
from tabletop.world.ground import fingerprint
from tabletop.world.outline import Outline
from tabletop.world.projection import to_plane

MAP = Path(__file__).parents[1] / "maps" / "ukraine"
LEVELS = ("overview", "medium", "fine")
LAND_NEIGHBOURS = ("RU", "BY", "PL", "SK", "HU", "RO", "MD")
# km of land border as published, within what a smoothed line loses and a coast confuses.
SHARED_KM = {"RU": 1974, "BY": 1084, "PL": 535, "SK": 97, "HU": 137, "RO": 614, "MD": 1222}
Shapes = dict[str, Any]


def layer(arrays: dict[str, NDArray[Any]], name: str) -> Shapes:
    points, rings, polygons, features, ids = (
        arrays[f"{name}_{what}"] for what in ("points", "rings", "polygons", "features", "ids")
    )
    found: dict[str, list[Any]] = {}
    for i, feature in enumerate(features.tolist()):
        outlines = [
            points[rings[k] : rings[k + 1]].astype(np.float64)
            for k in range(polygons[i], polygons[i + 1])
        ]
        found.setdefault(str(ids[feature]), []).append(shapely.Polygon(outlines[0], outlines[1:]))
    return {code: shapely.MultiPolygon(parts) for code, parts in found.items()}


@pytest.fixture(scope="module")
def geometry() -> dict[str, NDArray[Any]]:
    with np.load(MAP / "geometry.npz", allow_pickle=False) as file:
        return dict(file)


@pytest.fixture(scope="module")
def land(geometry: dict[str, NDArray[Any]]) -> dict[str, Shapes]:
    return {level: layer(geometry, f"countries_{level}") for level in LEVELS}


@pytest.fixture(scope="module")
def oblasts(geometry: dict[str, NDArray[Any]]) -> dict[str, Shapes]:
    return {level: layer(geometry, f"oblasts_{level}") for level in LEVELS}


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {part: read_yaml(MAP / f"{part}.yaml").value for part in SPEC_PARTS}


@pytest.fixture(scope="module")
def nodes(files: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = files["nodes"]["nodes"]
    return rows


@pytest.fixture(scope="module")
def geojson() -> dict[str, Shapes]:
    found = {}
    for name in ("countries", "oblasts"):
        collection = json.loads((MAP / f"{name}.geojson").read_text(encoding="utf-8"))
        assert collection["type"] == "FeatureCollection"
        found[name] = {one["id"]: shape(one["geometry"]) for one in collection["features"]}
    return found


@pytest.mark.parametrize("level", LEVELS)
def test_no_two_countries_overlap_and_neighbours_share_one_line(
    land: dict[str, Shapes], oblasts: dict[str, Shapes], level: str
) -> None:
    for shapes in (land[level], oblasts[level]):
        assert all(one.is_valid for one in shapes.values())
        assert shapely.coverage_is_valid(list(shapes.values()))


def gap_km2(countries: Shapes) -> float:
    """Measure what lies between Ukraine and its neighbours where they are under 800 m apart."""
    zone = shapely.buffer(shapely.boundary(countries["UA"]), 5_000)
    ukraine = shapely.intersection(countries["UA"], zone)
    others = shapely.intersection(
        shapely.union_all([one for code, one in countries.items() if code != "UA"]), zone
    )
    everything = shapely.union(ukraine, others)
    closed = everything.buffer(400, join_style="mitre").buffer(-400, join_style="mitre")
    between = shapely.intersection(ukraine.buffer(800), others.buffer(800))
    return float(shapely.intersection(closed.difference(everything), between).area) / 1e6


@pytest.mark.parametrize("level", LEVELS)
def test_there_is_no_gap_between_ukraine_and_its_neighbours(
    land: dict[str, Shapes], level: str
) -> None:
    # A third of a square kilometre is the bay at the mouth of the Danube, and water indeed.
    assert gap_km2(land[level]) < 0.5


def test_a_gap_would_be_noticed(land: dict[str, Shapes]) -> None:
    torn = {**land["overview"], "PL": land["overview"]["PL"].buffer(-50.0)}
    assert gap_km2(torn) > 5.0


@pytest.mark.parametrize("code", LAND_NEIGHBOURS)
def test_land_borders_have_about_their_published_length(land: dict[str, Shapes], code: str) -> None:
    shared = land["fine"]["UA"].boundary.intersection(land["fine"][code].boundary).length / 1000
    assert 0.65 * SHARED_KM[code] < shared < 1.05 * SHARED_KM[code]


@pytest.mark.parametrize("level", LEVELS)
def test_ukraine_is_the_first_country_and_the_sum_of_its_27_oblasts(
    land: dict[str, Shapes], oblasts: dict[str, Shapes], level: str
) -> None:
    ukraine = land[level]["UA"]
    assert next(iter(land[level])) == "UA"
    assert len(oblasts[level]) == 27
    whole = shapely.union_all(list(oblasts[level].values()))
    assert ukraine.symmetric_difference(whole).area < 1.0
    assert ukraine.area / 1e6 == pytest.approx(603_549, rel=0.01)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Simferopol", 34.10, 44.95),
        ("Sevastopol", 33.55, 44.60),
        ("Kerch", 36.42, 45.34),
        ("Donetsk", 37.80, 48.02),
        ("Luhansk", 39.31, 48.57),
    ],
)
def test_ukraine_holds_its_occupied_cities(
    land: dict[str, Shapes], level: str, place: str, lon: float, lat: float
) -> None:
    point = Point(to_plane([(lon, lat)])[0])
    assert [code for code, one in land[level].items() if one.contains(point)] == ["UA"], place


@pytest.mark.parametrize("level", LEVELS)
def test_no_scrap_of_russia_is_left_on_crimea(
    land: dict[str, Shapes], oblasts: dict[str, Shapes], level: str
) -> None:
    crimea = oblasts[level]["UA-43"].union(oblasts[level]["UA-40"])
    assert land[level]["RU"].distance(crimea) > 1_500.0


def test_every_place_lies_in_its_country(
    land: dict[str, Shapes], geojson: dict[str, Shapes], nodes: list[dict[str, Any]]
) -> None:
    points = to_plane([(row["lon"], row["lat"]) for row in nodes])
    for row, xy in zip(nodes, points, strict=True):
        assert land["fine"][row["country"]].contains(Point(xy)), row["id"]
        degrees = Point(row["lon"], row["lat"])
        assert geojson["countries"][row["country"]].contains(degrees), row["id"]


def test_geojson_is_valid_degrees_with_five_decimals(geojson: dict[str, Shapes]) -> None:
    assert set(geojson["oblasts"]) >= {"UA-43", "UA-40", "UA-30", "UA-14", "UA-09"}
    for shapes in geojson.values():
        for code, one in shapes.items():
            assert one.is_valid, code
            corners = shapely.get_coordinates(one)
            assert np.array_equal(corners, np.round(corners, 5))
            for part in shapely.get_parts(one):
                assert part.exterior.is_ccw, code
                assert not any(ring.is_ccw for ring in part.interiors), code


def test_geometry_holds_plain_arrays_of_float32_metres(
    geometry: dict[str, NDArray[Any]],
) -> None:
    assert geometry["levels"].tolist() == list(LEVELS)
    west, south, east, north = geometry["window"]
    for name, array in geometry.items():
        assert array.dtype.kind in "fiU", name
        if name.endswith("_points"):
            assert array.dtype == np.float32
            assert (array >= (west, south)).all() and (array <= (east, north)).all(), name
    sizes = [len(geometry[f"countries_{level}_points"]) for level in LEVELS]
    assert sizes == sorted(sizes)


def test_the_window_shows_every_place(
    geometry: dict[str, NDArray[Any]], files: dict[str, Any], nodes: list[dict[str, Any]]
) -> None:
    west, south, east, north = geometry["window"]
    xy = to_plane([(row["lon"], row["lat"]) for row in nodes])
    assert (xy > (west, south)).all() and (xy < (east, north)).all()
    for frame in ("bounds", "home"):
        edges = files["map"][frame]
        inside = [
            edges["west"] < row["lon"] < edges["east"]
            and edges["south"] < row["lat"] < edges["north"]
            for row in nodes
            if frame == "bounds" or row["control"] == "UA"
        ]
        assert all(inside), frame


def test_the_line_is_cut_into_sectors_end_to_end(files: dict[str, Any]) -> None:
    line = files["line_of_contact"]
    assert [point["i"] for point in line["points"]] == list(range(80))
    sectors = line["sectors"]
    assert [row["id"] for row in sectors] == [f"S{i:02}" for i in range(1, 15)]
    assert sectors[0]["first_point"] == 0
    assert sectors[-1]["last_point"] == 79
    for one, following in pairwise(sectors):
        assert one["last_point"] == following["first_point"]
    borders = line["border_sectors"]
    assert [row["id"] for row in borders] == ["B01", "B02", "B03", "B04"]
    for one, following in pairwise(borders):
        assert one["points"][-1] == following["points"][0]
    first = line["points"][0]
    assert borders[-1]["points"][-1] == [first["lon"], first["lat"]]


def test_sectors_are_as_long_as_they_say(files: dict[str, Any]) -> None:
    line = files["line_of_contact"]
    corners = [(point["lon"], point["lat"]) for point in line["points"]]
    for row in [*line["sectors"], *line["border_sectors"]]:
        points = row.get("points") or corners[row["first_point"] : row["last_point"] + 1]
        steps = np.diff(to_plane(points), axis=0)
        length = float(np.hypot(steps[:, 0], steps[:, 1]).sum()) / 1000
        assert length == pytest.approx(row["length_km"], rel=0.03), row["id"]
    total = sum(row["length_km"] for row in line["sectors"])
    assert total == pytest.approx(line["total_length_km"], abs=5)


def test_the_line_does_not_cross_itself_and_stays_by_ukraine(
    files: dict[str, Any], land: dict[str, Shapes]
) -> None:
    points = [(point["lon"], point["lat"]) for point in files["line_of_contact"]["points"]]
    line = shapely.linestrings(to_plane(points))
    assert line.is_simple
    assert line.within(land["fine"]["UA"].buffer(10_000))


def test_areas_are_simple_closed_rings(files: dict[str, Any]) -> None:
    line = files["line_of_contact"]
    for row in [*line["sea_areas"], *line["air_areas"]]:
        assert row["ring"][0] == row["ring"][-1], row["id"]
        assert shapely.is_valid(shapely.polygons(row["ring"])), row["id"]


def test_every_name_is_used_once(files: dict[str, Any]) -> None:
    line = files["line_of_contact"]
    kinds = ("sectors", "border_sectors", "sea_areas", "air_areas")
    grounds = [row for kind in kinds for row in line[kind]]
    names = [row["id"] for row in grounds] + [row["slug"] for row in grounds]
    assert len(names) == len(set(names)) == 2 * 24
    for part, count in (("nodes", 91), ("links", 161)):
        ids = [row["id"] for row in files[part][part]]
        assert len(ids) == len(set(ids)) == count


def test_links_join_known_places_and_are_about_as_long_as_the_ground_allows(
    files: dict[str, Any], nodes: list[dict[str, Any]]
) -> None:
    names = [row["id"] for row in nodes]
    xy = dict(zip(names, to_plane([(row["lon"], row["lat"]) for row in nodes]), strict=True))
    for link in files["links"]["links"]:
        straight = float(np.hypot(*(xy[link["a"]] - xy[link["b"]]))) / 1000
        assert link["km"] > 0.93 * straight - 5, link["id"]
        assert 0 <= link["capacity"] <= 10
        assert 1 <= link["vulnerability"] <= 5
        assert link["usable_by"] in ("coalition", "adversary", "none")
        assert link.get("gauge", "") in ("", "1435", "1520", "break")


def test_the_map_says_that_it_is_an_approximation(files: dict[str, Any]) -> None:
    assert files["map"]["status"].startswith("EXERCISE APPROXIMATION")
    assert files["line_of_contact"]["status"].startswith("EXERCISE APPROXIMATION")
    assert "Crimea" in files["map"]["borders"]
    sources = (MAP / "SOURCES.md").read_text(encoding="utf-8")
    assert "EXERCISE APPROXIMATION" in sources and "public domain" in sources
    for name in files["map"]["files"].values():
        assert (MAP / name).is_file(), name


def test_kept_routes_are_those_of_the_files(files: dict[str, Any]) -> None:
    with np.load(MAP / "routes.npz", allow_pickle=False) as file:
        kept = dict(file)
    parts = [(MAP / f"{part}.yaml").read_bytes() for part in SPEC_PARTS]
    assert str(kept.pop("digest")) == spec_digest(*parts), "run scripts/build_map.py --routes"
    fresh = geography_arrays(map_spec(files))
    assert kept.keys() == fresh.keys()
    for name, array in fresh.items():
        assert kept[name].dtype == array.dtype, name
        assert np.allclose(kept[name], array, rtol=1e-6, atol=1e-6), name


def test_the_kept_outline_is_that_of_the_files(files: dict[str, Any]) -> None:
    kept = json.loads((MAP / "outline.json").read_text(encoding="utf-8"))
    parts = [(MAP / f"{part}.yaml").read_bytes() for part in SPEC_PARTS]
    assert kept["made_of"] == fingerprint(*parts), "run scripts/build_map.py --routes"
    assert Outline.read(kept) == Outline.of(build_geography(map_spec(files)))


def test_kept_borders_and_names_are_those_of_the_land(geometry: dict[str, NDArray[Any]]) -> None:
    window = geometry["window"].astype(np.float64)
    for name in (f"{layer}_{level}" for layer in ("countries", "oblasts") for level in LEVELS):
        points, rings, polygons, features = (
            geometry[f"{name}_{part}"] for part in ("points", "rings", "polygons", "features")
        )
        assert np.array_equal(geometry[f"{name}_kinds"], border_kinds(points, rings, window))
        spots = label_spots(points, rings, polygons, features)
        assert np.allclose(geometry[f"{name}_spots"], spots)
