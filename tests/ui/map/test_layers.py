"""The layers that a person chose, kept as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tabletop.ui.map.layers import LAYERS, SECRET, SHOWN, layers_from, layers_note


@given(st.sets(st.sampled_from(sorted(LAYERS))))
def test_chosen_layers_come_back_as_they_were_kept_but_secret_ones_never(chosen: set[str]) -> None:
    back = set(SHOWN)
    for layer, on in layers_from(layers_note(frozenset(chosen))).items():
        back = back | {layer} if on else back - {layer}
    assert back == chosen - SECRET


def test_nothing_is_kept_of_what_is_shown_at_first() -> None:
    assert layers_note(SHOWN) == ""


@given(st.text())
def test_any_text_can_be_read_as_layers(note: str) -> None:
    assert layers_from(note).keys() <= LAYERS.keys() - SECRET


def test_words_that_name_no_layer_are_left_aside() -> None:
    assert layers_from("+coverage oblasts -nonsense + *tiers +truth -routes") == {
        "coverage": True,
        "routes": False,
    }
