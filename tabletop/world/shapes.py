"""Whether lines and areas on the ground are sound: nothing crosses itself, nothing is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

Points = Sequence[Sequence[float]]


def line_crossing(points: Points) -> tuple[float, float] | None:
    """Return a point where a polyline crosses or touches itself, or None."""
    import shapely

    if shapely.LineString(points).is_simple:
        return None
    pieces = [shapely.LineString(pair) for pair in pairwise(points)]
    for i, piece in enumerate(pieces):
        for other in pieces[i + 2 :]:
            if piece.intersects(other):
                spot = piece.intersection(other).representative_point()
                return float(spot.x), float(spot.y)
    first = points[0]  # a piece that runs back over the one before it
    return float(first[0]), float(first[1])


def ring_fault(points: Points) -> str | None:
    """Return what is wrong with a closed ring, in a few words, or None."""
    import shapely

    if list(points[0]) != list(points[-1]):
        return "the ring is not closed: its last point is not its first"
    return _fault(shapely.Polygon(points))


def feature_faults(collection: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield (index, name, fault) for each feature of a GeoJSON collection that is not sound.

    Raises KeyError, TypeError or ValueError when it is no feature collection at all.
    """
    import shapely
    from shapely.geometry import shape

    if collection["type"] != "FeatureCollection":
        raise ValueError("not a FeatureCollection")
    for index, feature in enumerate(collection["features"]):
        name = str((feature.get("properties") or {}).get("name") or feature.get("id") or index)
        try:
            found = shape(feature["geometry"])
        except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
            yield index, name, "it has no readable geometry"
            continue
        west, south, east, north = found.bounds if not found.is_empty else (0.0, 0.0, 0.0, 0.0)
        if west < -180 or east > 180 or south < -90 or north > 90:
            yield index, name, "it lies outside the degrees of the globe"
        elif (fault := _fault(found)) is not None:
            yield index, name, fault


def _fault(shape: Any) -> str | None:
    from shapely.validation import explain_validity

    if shape.is_empty:
        return "it is empty"
    if shape.is_valid:
        return None
    reason, _, where = explain_validity(shape).partition("[")
    place = f" near {where.rstrip(']')}" if where else ""
    return f"{reason[:1].lower()}{reason[1:]}{place}"
