"""A tornado shows every bar on one scale, and says in words what it shows."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.tornado import MOST_LETTERS, WIDE, Bar, Drawing, Row, draw_tornado

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.floats(-1e6, 1e6)


def widths(drawn: Drawing) -> list[float]:
    """Return the widths of the bars; the first rectangle is the ground."""
    found = ElementTree.fromstring(drawn.svg).iter(f"{SVG}rect")
    return [float(one.attrib["width"]) for one in found][1:]


@given(st.lists(st.tuples(st.text(max_size=90), VALUES, VALUES), max_size=12))
def test_any_rows_make_a_drawing_whose_bars_stay_inside(
    given_rows: list[tuple[str, float, float]],
) -> None:
    rows = [Row(label, (Bar(a), Bar(b, outlined=True, low=b, high=b)))
            for label, a, b in given_rows]  # fmt: skip
    drawn = draw_tornado(rows, title="T", legend="L")
    for one in ElementTree.fromstring(drawn.svg).iter(f"{SVG}rect"):
        start = float(one.attrib.get("x", 0))
        assert start >= 0
        assert start + float(one.attrib["width"]) <= WIDE
        assert float(one.attrib.get("y", 0)) + float(one.attrib["height"]) <= drawn.height
    assert len(widths(drawn)) == 2 * len(rows)


def test_bars_have_the_lengths_of_their_values() -> None:
    drawn = draw_tornado(
        [Row("twice", (Bar(-8.0),)), Row("once", (Bar(4.0),))], title="T", legend="L"
    )
    twice, once = widths(drawn)
    assert round(twice / once, 2) == 2.0
    assert drawn.says == "T: twice -8.0; once +4.0"


def test_small_values_keep_a_digit_that_tells_them_apart() -> None:
    drawn = draw_tornado([Row("a", (Bar(0.14),)), Row("b", (Bar(-0.001),))], title="T", legend="L")
    assert drawn.says == "T: a +0.14; b +0.00"


def test_a_long_label_is_cut_and_markup_in_it_is_escaped() -> None:
    drawn = draw_tornado([Row("<b>" + "x" * 100, (Bar(1.0),))], title="T", legend="L")
    words = [one.text or "" for one in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text")]
    (label,) = (one for one in words if one.startswith("<b>"))
    assert len(label) == MOST_LETTERS
    assert label.endswith("…")
