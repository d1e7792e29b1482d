from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.session import acts
from tabletop.session.acts import ACT_TYPES, ActFault, act_data, act_schema, parse_act

EXAMPLES: list[acts.Act] = [
    acts.StartEx(),
    acts.Hold(reason="Coffee."),
    acts.Resume(),
    acts.EndEx(reason="Time is up."),
    acts.Advance(),
    acts.GiveOrder(order={"type": "offer", "actor": "gb", "force": "gb_light_bde_1"}),
    acts.TakeBack(entry=3),
    acts.Void(entry=3, reason="A slip."),
    acts.Deliver(inject="probe", target="S03"),
    acts.Defer(inject="probe", turn=4, reason="Later."),
    acts.Skip(inject="probe", reason="No time."),
    acts.AdHoc(title="News", effects={"cohesion": -2.5, "mandate": "=treaty"}, addressees=("gb",)),
    acts.Respond(inject="probe", option="a"),
    acts.Ruling(purpose="probe", index=3, result=True, reason="The map says so."),
    acts.Observation(text="Slow – «zu langsam».", objective="O1", rating="S", about=2),
    acts.Assign(seat="london", policy="firm", file="firm.py:FIRM", digest="0" * 64),
]

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
near_acts = st.fixed_dictionaries(
    {"type": st.sampled_from(ACT_TYPES)},
    optional={
        name: plain
        for name in ("reason", "entry", "order", "inject", "option", "effects", "text", "title")
    },
)


@pytest.mark.parametrize("act", EXAMPLES, ids=[act.type for act in EXAMPLES])
def test_an_act_comes_back_from_its_data(act: acts.Act) -> None:
    assert parse_act(act_data(act)) == act


def test_every_type_of_act_has_its_example_and_its_schema() -> None:
    assert tuple(act.type for act in EXAMPLES) == ACT_TYPES
    assert set(act_schema()["discriminator"]["mapping"]) == set(ACT_TYPES)


@given(plain | near_acts)
def test_anything_is_an_act_or_refused_in_one_sentence(data: Any) -> None:
    try:
        act = parse_act(data)
    except ActFault as fault:
        assert str(fault).endswith(".") and "\n" not in str(fault)
    else:
        assert parse_act(act_data(act)) == act


@pytest.mark.parametrize(
    "data",
    [
        {"type": "hold"},
        {"type": "hold", "reason": "  "},
        {"type": "resume", "more": 1},
        {"type": "respond", "inject": "probe"},
        {"type": "take_back", "entry": 0},
        {"type": "ad_hoc", "title": "x", "effects": {"cohesion": float("nan")}},
        {"type": "ruling", "purpose": "probe", "index": -1, "result": True, "reason": "x"},
        {"type": "observation", "text": "x", "rating": "A"},
        {"type": "assign", "seat": "london", "policy": "x", "file": "x.py"},
        {"type": "assign", "seat": "london", "file": "x.py", "digest": "0" * 64},
        {"type": "assign", "seat": "london", "policy": "x", "digest": "0"},
        {"type": "observation", "text": "\ud800"},
        {"type": "jump"},
        {},
        None,
    ],
)
def test_what_is_wrong_with_an_act_is_said(data: Any) -> None:
    with pytest.raises(ActFault, match="not an act"):
        parse_act(data)
