"""The MSEL as a workbook: what goes out comes back, and hostile workbooks say where they hurt."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from tabletop.content import xlsx_source
from tabletop.content.check import check
from tabletop.content.library import names, resolve, scenario_folder
from tabletop.content.msel_files import checked, pack_yaml, write_pack, write_scenario
from tabletop.content.msel_import import WorkbookFault, pair_of, read_workbook
from tabletop.content.msel_xlsx import COLUMNS, MSEL, escaped, pairs_text, unescaped, workbook
from tabletop.content.schema import InjectPack
from tabletop.content.yaml import read_yaml

FEW = max(12, settings().max_examples // 4)  # whole workbooks: many in a storm
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking whole MSELs takes minutes
FRAME = {"id": "reassurance-force", "title": "T", "marking": "EXERCISE", "turns": 6,
         "turn_days": 14, "start_date": "2026-01-12"}  # fmt: skip

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True)
doubtful = st.sampled_from(
    ("NaN", "Infinity", "true", "null", "=true", "1e999", "007", "1_0", "[]", "12", "-3.5")
)
changes = st.one_of(st.integers(-1000, 1000), st.floats(-1e6, 1e6), words, doubtful)
effects = st.dictionaries(words, changes, max_size=3)
shares = st.integers(0, 1000).map(lambda n: n / 1000)  # a cell keeps fifteen digits
branches = st.fixed_dictionaries({
    "inject": ids, "delay": st.integers(1, 100),
    "probability": shares,
})  # fmt: skip
options = st.lists(
    st.fixed_dictionaries(
        {"id": ids, "label": words, "effects": effects,
         "branches": st.lists(branches, max_size=2)}),
    max_size=3, unique_by=lambda one: one["id"],
)  # fmt: skip
injects = st.lists(
    st.fixed_dictionaries({
        "id": ids, "title": words, "kind": st.sampled_from(("contextual", "contingency")),
        "category": ids, "channel": words, "sender": words,
        "addressees": st.lists(ids, max_size=3), "text": words,
        "expected_actions": st.lists(words, max_size=3), "objectives": st.lists(ids, max_size=2),
        "trigger": st.fixed_dictionaries({
            "turn": st.none() | st.integers(1, 520), "earliest": st.integers(1, 520),
            "latest": st.none() | st.integers(1, 520), "condition": words,
            "probability": shares, "repeatable": st.booleans(), "manual": st.booleans(),
        }),
        "target": st.just("") | words, "ambiguity": shares,
        "deadline": st.integers(0, 100), "effects": effects, "options": options,
        "no_response": effects, "seeds": st.lists(words, max_size=2), "notes": st.just("") | words,
        "mark": words,
    }),
    min_size=1, max_size=3, unique_by=lambda one: one["id"],
)  # fmt: skip


def _spec(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"scenario": FRAME, "injects": rows}


@settings(max_examples=FEW, deadline=None, phases=UNSHRUNK)
@given(injects)
def test_injects_come_back_from_a_workbook_as_they_went_out(rows: list[dict[str, Any]]) -> None:
    book = read_workbook(workbook(_spec(rows)))
    assert book.problems == []
    assert book.injects == rows
    assert book.scenario == FRAME["id"]


@settings(max_examples=FEW, deadline=None, phases=UNSHRUNK)
@given(injects)
def test_the_yaml_of_a_workbook_reads_as_the_injects(rows: list[dict[str, Any]]) -> None:
    text = pack_yaml(read_workbook(workbook(_spec(rows))))
    read = read_yaml(text.encode()).value
    assert isinstance(read, dict)
    empty = {"target": "", "effects": {}, "options": [], "no_response": {}, "seeds": [],
             "notes": ""}  # fmt: skip
    assert [{**empty, **row} for row in read["injects"]] == rows


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_comes_back_from_a_cell(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\n" not in escaped(text, line=True)
    assert unescaped(escaped(text, line=True)) == text


@given(effects)
def test_any_effects_come_back_from_their_lines(pairs: dict[str, Any]) -> None:
    text = pairs_text(pairs)
    assert dict(pair_of(line) for line in (text or "").split("\n") if line) == pairs


@pytest.mark.parametrize("name", names())
def test_the_msel_of_a_shipped_scenario_survives_the_round_trip(name: str) -> None:
    spec = resolve(name)
    book = read_workbook(workbook(spec))
    assert checked(book, scenario_folder(name)) == []
    assert book.injects == spec["injects"]


def test_a_scenario_that_plays_imported_injects_is_the_same_scenario(tmp_path: Path) -> None:
    name = "pre-deal"  # has injects of its own
    spec = resolve(name)
    book = read_workbook(workbook(spec))
    write_scenario(book, scenario_folder(name), tmp_path / name)
    assert check([str(tmp_path / name)]) == []
    again = resolve(tmp_path / name)
    assert again["injects"] == spec["injects"]
    assert again["scenario"] == spec["scenario"]


def test_an_inject_edited_in_the_spreadsheet_comes_back_changed(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(workbook(resolve("reassurance-force"))))
    sheet = book[MSEL]
    sheet.cell(2, COLUMNS.index("title") + 1).value = "NO"
    sheet.cell(2, COLUMNS.index("turn") + 1).value = 3
    sheet.cell(2, COLUMNS.index("effects") + 1).value = "cohesion: -6\nmandate: =treaty"
    path = tmp_path / "edited.xlsx"
    book.save(path)
    read = read_workbook(path)
    write_scenario(read, scenario_folder("reassurance-force"), tmp_path / "mine")
    assert check([str(tmp_path / "mine")]) == []
    changed = resolve(tmp_path / "mine")["injects"][0]
    assert (changed["title"], changed["trigger"]["turn"]) == ("NO", 3)
    assert changed["effects"] == {"cohesion": -6, "mandate": "=treaty"}


def test_a_pack_alone_passes_the_check(tmp_path: Path) -> None:
    path = tmp_path / "injects" / "mine.yaml"
    write_pack(read_workbook(workbook(resolve("tripwire"))), path)
    assert check([str(path)]) == []
    read = read_yaml(path).value
    assert InjectPack.model_validate(read)


def test_columns_may_stand_in_another_order_and_be_left_out(tmp_path: Path) -> None:
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = MSEL
    sheet.append(["text", "id", "kind", "title", "category", "channel", "sender", "condition"])
    sheet.append(["Words.", "X1", "information", "News", "press", "press", "AP", "cohesion >"])
    kept = BytesIO()
    book.save(kept)
    read = read_workbook(kept.getvalue(), "m.xlsx")
    assert read.injects[0]["title"] == "News"
    problems = checked(read, scenario_folder("tripwire"))  # storylines miss their injects as well
    (problem,) = (one for one in problems if one.startswith("m.xlsx: "))
    assert problem.startswith("m.xlsx: sheet MSEL, cell H2: ")


def _spoiled(column: str, value: Any, sheet: str = MSEL, row: int = 2) -> list[str]:
    book = load_workbook(BytesIO(workbook(resolve("reassurance-force"))))
    head = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, head.index(column) + 1).value = value
    kept = BytesIO()
    book.save(kept)
    try:
        read = read_workbook(kept.getvalue(), "m.xlsx")
    except WorkbookFault as fault:
        return list(fault.problems)
    return checked(read, scenario_folder("reassurance-force"))


@pytest.mark.parametrize(
    ("column", "value", "cell", "says"),
    [
        ("kind", "contingencyy", "C2", "contingency"),
        ("probability", 7, "O2", "at most 1"),
        ("turn", "soon", "K2", "whole number"),
        ("condition", "cohesian > 4", "N2", "cohesion"),
        ("effects", "cohesian: 4", "U2", "cohesion"),
        ("effects", "what is this", "U2", "not a line"),
        ("addressees", "atlantis", "G2", "atlantis"),
        ("id", "not an id!", "A2", ""),
        ("title", None, "A2", "title"),
        ("deadline", "=1+1", "T2", "whole number"),
    ],
)
def test_a_fault_is_told_at_its_sheet_and_cell(
    column: str, value: Any, cell: str, says: str
) -> None:
    problems = _spoiled(column, value)
    assert problems
    assert any(f"sheet MSEL, cell {cell}:" in one and says in one for one in problems), problems


def test_a_fault_in_options_and_branches_is_told_there() -> None:
    assert "sheet Options, cell A2:" in _spoiled("inject", "NOBODY", "Options")[0]
    assert any("sheet Options, cell D2:" in one for one in _spoiled("effects", "x: 1", "Options"))
    assert "sheet Branches, cell B2:" in _spoiled("option", "zz", "Branches")[0]
    assert any("sheet Branches, cell D2:" in one for one in _spoiled("delay", 0, "Branches"))


def _archive(**members: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return kept.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"PK\x03\x04", b"not a workbook", b"\x00" * 500, _archive(xl__workbook=b"<x/>"),
        _archive(xl__workbook=BOMB), _archive(xl__workbook="<?xml?><x/>".encode("utf-16")),
        _archive(**{f"m{i}": b"<x/>" for i in range(600)}),
    ],
    ids=["empty", "stub", "text", "zeros", "no parts", "entities", "utf-16", "members"],
)  # fmt: skip
def test_bytes_that_are_no_workbook_give_one_clear_sentence(raw: bytes) -> None:
    with pytest.raises(WorkbookFault) as fault:
        read_workbook(raw, "m.xlsx")
    (said,) = fault.value.problems
    assert said.startswith("m.xlsx: ")


def test_a_workbook_that_unfolds_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_source, "MAX_UNPACKED", 1 << 16)
    with pytest.raises(WorkbookFault, match="unfolds to more than"):
        read_workbook(_archive(xl__workbook=b"<x>" + b" " * (1 << 20)), "m.xlsx")


WHOLE = workbook(_spec(deepcopy(resolve("tripwire")["injects"][:3])))


@settings(max_examples=FEW, deadline=None, phases=UNSHRUNK)
@given(st.data())
def test_a_damaged_workbook_never_does_worse_than_a_fault(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(raw) // 2, len(raw)))
    try:
        read_workbook(bytes(raw[:cut]), "m.xlsx")
    except WorkbookFault as fault:
        assert fault.problems


def test_a_workbook_without_its_sheet_or_rows_is_told(tmp_path: Path) -> None:
    kept = BytesIO()
    Book().save(kept)
    with pytest.raises(WorkbookFault, match="no sheet named MSEL"):
        read_workbook(kept.getvalue(), "m.xlsx")
    with pytest.raises(WorkbookFault, match="no such file"):
        read_workbook(tmp_path / "none.xlsx")


def test_a_scenario_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    book = read_workbook(workbook(resolve("tripwire")))
    write_scenario(book, scenario_folder("tripwire"), tmp_path / "mine")
    with pytest.raises(FileExistsError):
        write_scenario(book, scenario_folder("tripwire"), tmp_path / "mine")


ENDLESS = """
import resource
from pathlib import Path
from tabletop.content.msel_import import WorkbookFault, read_workbook
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    read_workbook(Path("/dev/zero"))
except WorkbookFault as fault:
    print(*fault.problems)
"""


def test_a_device_without_an_end_is_read_only_so_far() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS], capture_output=True, text=True, check=False
    )
    assert "larger than 20 MiB" in done.stdout, done.stderr
