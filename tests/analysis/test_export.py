"""Exports: what is written can be read back, and says what the record says."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyarrow import parquet as pq

from tabletop.analysis.export import EXPORTS, write_exports
from tabletop.analysis.export.geojson import geojson_at, ring_of
from tabletop.analysis.export.states import (
    as_csv,
    dictionary_csv,
    frames,
    measures_csv,
    parquet,
    state_from,
)
from tabletop.analysis.export.tables import csv_bytes, harmless
from tabletop.rules.measures import score
from tabletop.session.acts import AdHoc, Advance, Deliver, EndEx, GiveOrder, Respond, StartEx
from tabletop.session.session import Session
from tabletop.world.variables import BY_NAME, VARIABLES
from tests.worlds import small_spec

FORMULA = '=HYPERLINK("http://e.example","x")'


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("export") / "session.ttx"
    with Session.create(path, small_spec(), 5) as made:
        white, coalition = "facilitator", "coalition"
        made.submit(StartEx(), white)
        made.submit(Deliver(inject="sabotage"), white)
        made.submit(Respond(inject="sabotage", words=FORMULA), coalition)
        made.submit(AdHoc(title="@SUM(A1)", text="-1+1", effects={"cohesion": -8}), white)
        made.submit(Advance(), white)
        seek = {"type": "seek_authorisation", "actor": "fr", "intent": "+1", "rationale": "\t=2"}
        made.submit(GiveOrder(order=seek), coalition)
        for _ in range(2):
            made.submit(Advance(), white)
        made.submit(EndEx(reason=FORMULA), white)
        yield made


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode())))


def _columns(content: bytes) -> dict[str, list[Any]]:
    return pq.read_table(BytesIO(content)).to_pydict()


def test_states_read_back_from_parquet_equal_the_states(session: Session) -> None:
    moments = [0, 4, session.replay.last]
    tables = {one.name: _columns(parquet(one)) for one in frames(session.replay, moments)}
    for seq in moments:
        again = state_from(session.world, tables, seq)
        assert again.digest() == session.replay.state_at(seq).digest()


def test_states_read_back_from_csv_equal_the_states(session: Session) -> None:
    seq = session.replay.last
    tables: dict[str, dict[str, list[Any]]] = {}
    for frame in frames(session.replay, [0, seq]):
        rows = _rows(as_csv(frame))
        tables[frame.name] = {
            name: [_value(name, row[name]) for row in rows] for name in frame.columns
        }
    again = state_from(session.world, tables, seq)
    assert again.digest() == session.replay.state_at(seq).digest()


def _value(name: str, word: str) -> Any:
    kind = BY_NAME[name].kind if name in BY_NAME else "int" if name == "entry" else "text"
    if kind == "bool":
        return word == "true"
    return {"float": float, "int": int}.get(kind, str)(word)


def test_every_column_of_the_tables_stands_in_the_dictionary_with_its_unit(
    session: Session,
) -> None:
    said = {(row["table"], row["column"]): row for row in _rows(dictionary_csv())}
    for frame in frames(session.replay, [0]):
        for column in frame.columns:
            row = said[frame.name, column]
            assert row["meaning"]
            if column in BY_NAME:
                assert row["unit"] == BY_NAME[column].unit
    assert {column for _, column in said} >= {var.name for var in VARIABLES}


def test_a_parquet_column_carries_its_unit_and_meaning(session: Session) -> None:
    (world,) = (one for one in frames(session.replay, [0]) if one.name == "world")
    field = pq.read_schema(BytesIO(parquet(world))).field("cohesion")
    assert field.metadata == {b"unit": BY_NAME["cohesion"].unit.encode(),
                              b"says": BY_NAME["cohesion"].says.encode()}  # fmt: skip


def test_the_terms_of_a_measure_add_up_in_the_table(session: Session) -> None:
    seq = session.replay.last
    values = score(session.world, session.replay.state_at(seq))
    found: dict[str, float] = {}
    for row in _rows(measures_csv(session.replay, [seq])):
        found[row["measure"]] = found.get(row["measure"], 0.0) + float(row["added"])
    for name, whole in found.items():
        assert whole == pytest.approx(float(values[name][0]))


@given(st.text(), st.text())
def test_no_cell_of_a_csv_begins_like_a_formula(one: str, other: str) -> None:
    text = csv_bytes(("a", "b"), [(one, other)]).decode("utf-8", "surrogatepass") if _writes(
        one + other
    ) else ""  # fmt: skip
    for row in csv.reader(StringIO(text, newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert not cell.startswith(("\t", "\r"))


def _writes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def test_numbers_stay_numbers_and_only_dangerous_texts_are_changed() -> None:
    assert harmless(-3.5) == -3.5
    assert harmless("Kupiansk - north") == "Kupiansk - north"
    assert harmless(" =1") == "' =1"
    assert harmless(None) == ""


def test_what_people_typed_cannot_be_worked_out_in_any_table(
    session: Session, tmp_path: Path
) -> None:
    write_exports(session.replay, tmp_path, formats=("csv", "xlsx"))
    rows = _rows((tmp_path / "entries.csv").read_bytes())
    assert any("HYPERLINK" in row["words"] for row in rows)
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t"))
    book = load_workbook(tmp_path / "MSEL.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_every_entry_is_a_row_and_a_line(session: Session, tmp_path: Path) -> None:
    write_exports(session.replay, tmp_path, formats=("csv", "jsonl"))
    rows = _rows((tmp_path / "entries.csv").read_bytes())
    lines = [json.loads(line) for line in (tmp_path / "entries.jsonl").read_text().splitlines()]
    for row, line, entry in zip(rows, lines, session.entries, strict=True):
        assert int(row["entry"]) == line["entry"] == entry.seq
        assert row["entry_hash"] == line["hash"] == entry.hash
        assert line["act"] == entry.act


def test_a_moment_is_valid_geojson(session: Session) -> None:
    for seq in (0, session.replay.last):
        made = json.loads(geojson_at(session.replay, seq))
        assert (made["type"], made["entry"]) == ("FeatureCollection", seq)
        ids = [one["id"] for one in made["features"]]
        assert len(ids) == len(set(ids))
        for one in made["features"]:
            assert one["type"] == "Feature"
            assert isinstance(one["properties"], dict)
            if one["geometry"] is not None:
                _check_geometry(one["geometry"])
        kinds = {one["properties"]["kind"] for one in made["features"]}
        assert kinds == {"sector", "air_area", "sea_area", "link", "node", "force"}


def _check_geometry(shape: dict[str, Any]) -> None:
    points = np.array(shape["coordinates"], dtype=float)
    if shape["type"] == "Polygon":
        (ring,) = points
        assert len(ring) >= 4
        assert (ring[0] == ring[-1]).all()
        x, y = ring.T
        assert float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) > 0  # counter-clockwise
        points = ring
    assert points.shape[-1] == 2
    flat = points.reshape(-1, 2)
    assert (np.abs(flat[:, 0]) <= 180).all()
    assert (np.abs(flat[:, 1]) <= 90).all()


def test_a_ring_that_runs_clockwise_is_turned_and_closed() -> None:
    assert ring_of([(0, 0), (0, 1), (1, 1)]) == [[0, 0], [1, 1], [0, 1], [0, 0]]


def test_a_force_stands_in_the_geojson_where_the_state_says(session: Session) -> None:
    state, geo = session.replay.state_at(0), session.world.geography
    made = json.loads(geojson_at(session.replay, 0))
    forces = {one["properties"]["id"]: one for one in made["features"]
              if one["properties"]["kind"] == "force"}  # fmt: skip
    for i, force in enumerate(session.world.forces):
        node = int(state.at[0, i])
        if node >= 0:
            place = forces[force.id]["geometry"]["coordinates"]
            assert place == pytest.approx([geo.nodes[node].lon, geo.nodes[node].lat])


def test_all_exports_are_written_and_each_once(session: Session, tmp_path: Path) -> None:
    written = write_exports(session.replay, tmp_path, formats=EXPORTS)
    names = {str(path.relative_to(tmp_path)) for path in written}
    assert {
        "MSEL.xlsx", "entries.csv", "entries.jsonl", "measures.csv", "state/dictionary.csv",
        "state/world.parquet", "state/actor-caveat.csv", "stills/map-turn-00.svg",
        "stills/map-turn-01.png", f"moment-{session.replay.last:06d}.geojson",
    } <= names  # fmt: skip
    assert all(path.stat().st_size > 0 for path in written)
    assert not list(tmp_path.rglob(".*.new"))


def test_a_moment_gives_its_own_map_and_geojson(session: Session, tmp_path: Path) -> None:
    written = write_exports(session.replay, tmp_path, formats=("geojson", "svg"), moment=3)
    assert [path.name for path in written] == ["moment-000003.geojson", "map-entry-000003.svg"]
    assert "after entry #3" in written[1].read_text()


def test_a_moment_that_is_not_there_is_refused_before_anything_is_written(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(LookupError):
        write_exports(session.replay, tmp_path, moment=99)
    assert list(tmp_path.iterdir()) == []
