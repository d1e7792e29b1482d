"""Whatever stands in content files, checking ends with problems and never with an exception."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.content.check import check
from tabletop.content.yaml import read_yaml
from tests.content.broken import Copy

# A whole check takes a tenth of a second: a few examples in every run, many in a storm.
FEW = settings(max_examples=max(6, settings().max_examples // 8))

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1, 2**62, 0.5, "", "x", "gb", "line/INJ01", "$target", "tension[", "=",
     [], [1], [[]], ["gb", "gb"], {}, {"id": 1}, {"id": "gb"}, "a" * 500, "../..", "true", "1/0"]
)  # fmt: skip
FILES = [
    "scenario.yaml", "actors/partners.yaml", "forces/sea.yaml", "injects/flank.yaml",
    "maps/ukraine/map.yaml", "maps/ukraine/links.yaml", "maps/ukraine/line_of_contact.yaml",
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("hostile") / "mine")


def spoil(value: Any, data: st.DataObject) -> Any:
    """Return the value with one part of it, anywhere, replaced, removed or doubled."""
    if not isinstance(value, dict | list) or not value or not data.draw(st.integers(0, 4)):
        return data.draw(JUNK)
    changed: Any = value.copy()
    if isinstance(value, dict):
        key = data.draw(st.sampled_from(sorted(value)))
        changed[key] = spoil(value[key], data)
        return changed
    place = data.draw(st.sampled_from(range(len(value))))
    how = data.draw(st.sampled_from(["in", "drop", "double"]))
    if how == "drop":
        del changed[place]
    elif how == "double":
        changed.insert(place, value[place])
    else:
        changed[place] = spoil(value[place], data)
    return changed


@FEW
@given(st.data())
def test_any_value_anywhere_ends_in_problems(copy: Copy, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    file = copy.folder / name
    whole = file.read_bytes()
    value: Any = read_yaml(file).value
    try:
        for _ in range(data.draw(st.integers(1, 3))):
            value = spoil(value, data)
        file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        problems = check([copy.folder, copy.folder / "maps" / "ukraine", file])
    finally:
        file.write_bytes(whole)
    assert all(p.line >= 1 and p.column >= 1 and p.message for p in problems)


@FEW
@given(st.binary(max_size=300))
def test_any_bytes_end_in_problems(copy: Copy, data: bytes) -> None:
    file: Path = copy.folder / "scenario.yaml"
    whole = file.read_bytes()
    try:
        file.write_bytes(data)
        assert check([copy.folder])
    finally:
        file.write_bytes(whole)
