"""The land: every border once, every shape whole, and broken files said to be so."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt

from tabletop.content.arrays import PlainArray
from tabletop.ui.map.geometry import (
    COAST,
    FRONTIER,
    GeometryFault,
    MapGeometry,
    load_geometry,
    polygon,
)
from tabletop.world.borders import border_kinds, label_spots
from tabletop.world.projection import to_plane
from tests.ui.map.scenes import geometry


@given(st.lists(st.tuples(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7)), max_size=40))
def test_a_polygon_has_every_point_in_order(points: list[tuple[float, float]]) -> None:
    made = polygon(memoryview(array("d", [value for point in points for value in point])))
    assert [(made.at(i).x(), made.at(i).y()) for i in range(made.size())] == points


def squares(*corners: tuple[float, float]) -> MapGeometry:
    """Return a map of unit squares (in kilometres), each a country of its own."""
    rings = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)] for x, y in corners]
    count = len(rings)
    window = np.array([-9e3, -9e3, 9e3, 9e3])
    parts: dict[str, NDArray[Any]] = {
        "points": np.array(rings, np.float32).reshape(-1, 2) * 1000,
        "rings": np.arange(count + 1, dtype=np.int32) * 5,
        "polygons": np.arange(count + 1, dtype=np.int32),
        "features": np.arange(count, dtype=np.int32),
        "ids": np.array([f"C{i}" for i in range(count)]),
        "names": np.array([f"Country {i}" for i in range(count)]),
    }
    parts["kinds"] = border_kinds(parts["points"], parts["rings"], window)
    parts["spots"] = label_spots(*(parts[n] for n in ("points", "rings", "polygons", "features")))
    found = {f"{layer}_only_{name}": array for layer in ("countries", "oblasts")
             for name, array in parts.items()}  # fmt: skip
    whole = {**found, "levels": np.array(["only"]), "window": window}
    return MapGeometry({name: plain(one) for name, one in whole.items()})


def plain(one: NDArray[Any]) -> PlainArray:
    return PlainArray(one.shape, one.ravel().tolist())


def length(pieces: list[object]) -> float:
    total = 0.0
    for piece in pieces:
        line = piece.line  # type: ignore[attr-defined]
        for i in range(line.size() - 1):
            step = line.at(i + 1) - line.at(i)
            total += (step.x() ** 2 + step.y() ** 2) ** 0.5
    return total


def test_the_border_between_two_countries_is_painted_once_and_is_no_coast() -> None:
    borders = squares((0, 0), (1, 0)).levels[0].borders
    assert length(list(borders[FRONTIER])) == pytest.approx(1000)
    assert length(list(borders[COAST])) == pytest.approx(6000)


def test_the_frame_of_the_map_is_no_coast() -> None:
    borders = squares((-9, -9)).levels[0].borders
    assert length(list(borders[COAST])) == pytest.approx(2000)


def test_a_name_goes_to_the_middle_of_its_country() -> None:
    place = squares((2, 3)).levels[0].places("countries")[0]
    assert (place.x, place.y, place.area) == pytest.approx((2500, 3500, 1e6))


@pytest.mark.parametrize("lonlat", [(34.1, 44.95), (33.52, 44.6), (30.52, 50.45), (24.03, 49.84)])
def test_crimea_sevastopol_kyiv_and_lviv_lie_in_ukraine_at_every_level(
    lonlat: tuple[float, float],
) -> None:
    land = geometry()
    spot = QPointF(*to_plane([lonlat])[0])
    for level in land.levels:
        owners = {s.feature for s in level.land if s.path.contains(spot)}
        assert owners == {land.home} == {"UA"}


def test_nearer_views_have_finer_land() -> None:
    land = geometry()
    sizes = [
        sum(s.path.elementCount() for s in land.level(scale).land) for scale in (4000, 800, 100)
    ]
    assert sizes[0] < sizes[1] < sizes[2]


def test_holes_stay_holes() -> None:
    assert all(s.path.fillRule() == Qt.FillRule.OddEvenFill for s in geometry().levels[0].land)


@pytest.mark.parametrize("bytes_", [b"", b"PK\x03\x04 not a zip", b"\x93NUMPY nonsense"])
def test_a_broken_file_is_said_to_be_broken(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "geometry.npz"
    path.write_bytes(bytes_)
    with pytest.raises(GeometryFault, match=r"geometry\.npz"):
        load_geometry(path)


def test_a_file_without_levels_is_said_to_be_incomplete(tmp_path: Path) -> None:
    path = tmp_path / "geometry.npz"
    np.savez(path, window=np.zeros(4))
    with pytest.raises(GeometryFault, match="incomplete"):
        load_geometry(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(GeometryFault):
        load_geometry(tmp_path / "none.npz")
