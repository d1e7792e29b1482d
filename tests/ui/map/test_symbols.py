"""Symbols: drawn once, kept, and plain until their drawing has come."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tabletop.content.library import load_world
from tabletop.ui.map import symbol_art
from tabletop.ui.map.symbols import Symbol, SymbolStore, _paint
from tabletop.ui.theme import DARK, LIGHT

BRIGADE = "10031000181211000000"
NAVAL = "10033000001202000000"
MEDICAL = "10031000001613000000"


@pytest.fixture
def store(qtbot: QtBot, tmp_path: Path) -> SymbolStore:
    return SymbolStore(cache=tmp_path / "cache" / "symbols.json")


ECHELON = {
    "team": "11", "company": "15", "battery": "15", "battalion": "16", "brigade": "18",
    "division": "21",
}  # fmt: skip
"""Size of a unit in APP-6: the ninth and tenth digits of its code."""


def test_units_on_land_show_their_size() -> None:
    types = load_world("reassurance-force").force_types.values()
    sized = [kind for kind in types if kind.domain == "land" and kind.echelon in ECHELON]
    assert len(sized) > 20
    # A corps slice and a drone squadron say more than their class does.
    other = {"uaf_reserve": "21", "isr_uas_sqn": "16"}
    wrong = [
        kind.id for kind in sized
        if kind.symbol[8:10] != other.get(kind.id, ECHELON[kind.echelon])
    ]  # fmt: skip
    assert wrong == []


def test_the_same_symbol_is_painted_once(store: SymbolStore) -> None:
    symbol = Symbol(BRIGADE, "coalition", 20, 7)
    assert store.art(symbol, 1.0, LIGHT) is store.art(
        Symbol(BRIGADE, "coalition", 20, 7), 1.0, LIGHT
    )


@pytest.mark.parametrize(
    "other",
    [
        Symbol(NAVAL, "coalition", 20, 7),
        Symbol(BRIGADE, "coalition", 21, 7),
        Symbol(BRIGADE, "coalition", 20, 3),
        Symbol(BRIGADE, "ukraine", 20, 7),
        Symbol(BRIGADE, "coalition", 20, 7, planned=True),
    ],
)
def test_another_code_size_readiness_side_or_status_is_another_picture(
    store: SymbolStore, other: Symbol
) -> None:
    store.fetch([BRIGADE, NAVAL])
    mine = store.art(Symbol(BRIGADE, "coalition", 20, 7), 1.0, LIGHT)
    theirs = store.art(other, 1.0, LIGHT)
    assert mine.picture.toImage() != theirs.picture.toImage()


def test_a_theme_and_a_pixel_ratio_have_pictures_of_their_own(store: SymbolStore) -> None:
    symbol = Symbol(BRIGADE, "coalition", 20)
    one = store.art(symbol, 1.0, LIGHT)
    assert store.art(symbol, 1.0, DARK) is not one
    fine = store.art(symbol, 2.0, LIGHT)
    assert fine.picture.width() == pytest.approx(2 * one.picture.width(), abs=1)
    assert fine.box == one.box


def test_the_drawing_replaces_the_plain_frame(store: SymbolStore) -> None:
    symbol = Symbol(BRIGADE, "coalition", 40)
    plain = store.art(symbol, 1.0, LIGHT).picture.toImage()
    store.fetch()
    assert store.art(symbol, 1.0, LIGHT).picture.toImage() != plain


def test_an_unknown_code_keeps_its_plain_frame_and_is_not_asked_for_again(
    store: SymbolStore, qtbot: QtBot
) -> None:
    symbol = Symbol("10039900999999999900", "coalition", 20)
    plain = store.art(symbol, 1.0, LIGHT).picture.toImage()
    store.fetch()
    assert store.art(symbol, 1.0, LIGHT).picture.toImage() == plain
    store.ask()
    assert not store.waiting


def test_the_second_process_answers_and_its_drawings_are_kept(
    store: SymbolStore, qtbot: QtBot, tmp_path: Path
) -> None:
    store.art(Symbol(BRIGADE, "coalition", 20), 1.0, LIGHT)
    with qtbot.waitSignal(store.arrived, timeout=30_000):
        store.ask()
        assert store.waiting
    kept = symbol_art.read_kept(tmp_path / "cache" / "symbols.json")
    assert kept[BRIGADE].startswith("<svg")


def test_kept_drawings_are_used_without_asking(store: SymbolStore, tmp_path: Path) -> None:
    store.fetch([BRIGADE])
    again = SymbolStore(cache=tmp_path / "cache" / "symbols.json")
    again.art(Symbol(BRIGADE, "coalition", 20), 1.0, LIGHT)
    again.ask()
    assert not again.waiting


@pytest.mark.parametrize("held", ["", "{", "[1]", '{"a": 5}', '{"a": "<script>"}', "\x00\xff"])
def test_a_damaged_cache_counts_as_empty(tmp_path: Path, held: str) -> None:
    path = tmp_path / "symbols.json"
    path.write_text(held, encoding="latin-1")
    assert symbol_art.read_kept(path) == {}


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not symbol_art.write_kept(tmp_path / "file" / "symbols.json", {"a": "<svg/>"})


def test_centred_texts_are_lowered_for_qt() -> None:
    text = '<text x="5" y="100" font-size="50" dominant-baseline="middle">HQ</text>'
    assert 'y="118"' in symbol_art.lowered(text)
    assert "dominant-baseline" not in symbol_art.lowered(text)


def test_other_texts_stay_where_they_are() -> None:
    text = '<text x="5" y="100" font-size="50">HQ</text>'
    assert symbol_art.lowered(text) == text


def test_every_drawing_of_a_centred_text_is_lowered() -> None:
    drawn = symbol_art.draw([BRIGADE, NAVAL, MEDICAL])
    assert all(svg.startswith("<svg") for svg in drawn.values())
    assert not any('dominant-baseline="middle"' in svg for svg in drawn.values())


def test_only_the_frame_of_a_planned_unit_is_broken() -> None:
    for svg in symbol_art.draw([BRIGADE, NAVAL, MEDICAL]).values():
        assert symbol_art.broken(svg).count("stroke-dasharray") == 1
        assert symbol_art.broken(svg).index("stroke-dasharray") < svg.index("stroke-width") + 20


def test_short_number_codes_are_filled_up() -> None:
    assert symbol_art.complete("100310001512110") == "10031000151211000000"
    assert symbol_art.complete("SFGPU----------") == "SFGPU----------"


@pytest.mark.parametrize(
    "code", ["10031000211211000000", "10061000221211020000", "10061000231211000000"]
)
def test_every_mark_of_size_stands_on_a_light_ground_in_a_dark_theme(code: str) -> None:
    drawing = symbol_art.draw([code])[code]
    art = _paint(Symbol(code, "russia", 100), drawing, 2.0, DARK)
    image = art.picture.toImage()
    frame = 28 if code[3] == "6" else 50
    rows = range(2, int((frame - 100 - art.box.top()) * 2) - 4)
    dark = [
        (x, y)
        for y in rows
        for x in range(image.width())
        if image.pixelColor(x, y).alpha() > 200 and image.pixelColor(x, y).lightness() < 60
    ]
    assert dark
    for edge in (min(x for x, _ in dark), max(x for x, _ in dark)):
        beside = edge - 4 if edge < image.width() / 2 else edge + 4
        lit = [image.pixelColor(beside, y).lightness() for y in rows]
        assert max(lit) > 200
