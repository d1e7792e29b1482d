"""Laws of the state: copies are independent, deltas are exact, ranges hold, damage is caught."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tabletop.world import state as state_module
from tabletop.world.state import BrokenPack, State
from tabletop.world.variables import BY_NAME, DIMENSIONS, VARIABLES

SIZES = {dim: 3 + i for i, dim in enumerate(DIMENSIONS)}


@st.composite
def states(draw: st.DrawFn, runs: int = 2) -> State:
    """A state with a handful of variables set to anything in their range."""
    state = State.blank(SIZES, runs)
    for var in draw(st.lists(st.sampled_from(VARIABLES), max_size=6)):
        array = getattr(state, var.name)
        if var.kind == "float":
            one = st.floats(var.low, var.high, width=64)
        else:
            one = st.integers(int(var.low), int(var.high))
        array[...] = draw(hnp.arrays(array.dtype, array.shape, elements=one))
    return state


def test_every_variable_is_declared_soundly() -> None:
    assert len(BY_NAME) == len(VARIABLES)
    for var in VARIABLES:
        assert set(var.per) <= set(DIMENSIONS), var.name
        assert var.low <= var.code(var.start) <= var.high, var.name
        assert var.says.endswith("."), var.name
        assert (var.kind == "enum") == bool(var.values), var.name


def test_a_blank_state_has_no_faults() -> None:
    assert State.blank(SIZES, 3).faults() == []


@given(states(), states())
def test_delta_and_state_make_the_next_state(before: State, after: State) -> None:
    delta = before.delta(after)
    before.apply(delta)
    assert before.digest() == after.digest()


@given(states())
def test_a_packed_state_unpacks_to_the_same_bytes(state: State) -> None:
    assert State.unpack(state.pack()).digest() == state.digest()


def test_minus_zero_survives_a_delta() -> None:
    before, after = State.blank(SIZES, 1), State.blank(SIZES, 1)
    before.cohesion[:] = 0.0
    after.cohesion[:] = -0.0
    before.apply(before.delta(after))
    assert before.digest() == after.digest()


@given(states(), st.data())
def test_a_damaged_delta_is_refused_and_changes_nothing(state: State, data: st.DataObject) -> None:
    after = state.copy()
    after.tension[...] = 77.0
    after.turn[...] = 5
    packed = bytearray(state.delta(after))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    digest = state.digest()
    try:
        state.apply(bytes(packed))
    except BrokenPack:
        assert state.digest() == digest


@given(st.binary(max_size=200))
def test_random_bytes_are_never_a_state(data: bytes) -> None:
    with pytest.raises(BrokenPack):
        State.unpack(data)


def test_a_bomb_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "MAX_UNPACKED", 1 << 20)
    with pytest.raises(BrokenPack, match="too large"):
        State.unpack(zlib.compress(b"\0" * (1 << 21), 9))


@given(states(runs=4), st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_taken_runs_are_the_rows_that_were_asked_for(state: State, runs: list[int]) -> None:
    taken = state.take(runs)
    for var, array in taken:
        assert np.array_equal(array, getattr(state, var.name)[runs]), var.name


@given(states(runs=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_runs_looked_at_are_those_of_the_mask_and_stay_as_they_were_read(
    state: State, mask: list[bool]
) -> None:
    runs = np.array(mask)
    taken, some = state.take(np.flatnonzero(runs)), state.only(runs)
    assert some.runs == runs.sum()
    assert some.digest() == some.copy().digest() == taken.digest()
    state.tension += 1.0
    assert some.digest() == taken.digest()


def test_runs_looked_at_are_not_to_be_written_to() -> None:
    some = State.blank(SIZES, 2).only(np.array([True, False]))
    with pytest.raises(ValueError, match="read-only"):
        some.tension += 1.0
    with pytest.raises(AttributeError, match="no state variable 'tensions'"):
        _ = some.tensions


def test_a_copy_is_independent() -> None:
    state = State.blank(SIZES, 1)
    digest, copy = state.digest(), state.copy()
    copy.tension += 1.0
    assert state.digest() == digest
    assert list(state.changed(copy)) == ["tension"]


@given(st.floats(-1e6, 1e6))
def test_clipping_brings_any_number_back_into_range(number: float) -> None:
    state = State.blank(SIZES, 1)
    for var, array in state:
        if var.kind == "float":
            array[...] = number
    state.clip()
    assert state.faults() == []


def test_a_value_outside_its_range_is_a_fault() -> None:
    state = State.blank(SIZES, 1)
    state.cohesion[:] = 101.0
    state.us_backstop[:] = np.nan
    assert len(state.faults()) == 2


def test_unknown_names_and_wrong_shapes_are_refused() -> None:
    state = State.blank(SIZES, 1)
    with pytest.raises(AttributeError):
        _ = state.tensoin
    with pytest.raises(AttributeError):
        state.tensoin = np.zeros(1)
    with pytest.raises(ValueError, match="shape"):
        state.tension = np.zeros(2)
    with pytest.raises(ValueError, match="one run"):
        State.blank(SIZES, 2).repeat(3)


def test_a_record_of_another_version_keeps_its_digests_and_gets_what_it_lacks() -> None:
    state = State.blank(SIZES, 2)
    state.tension += 3.0
    arrays = {var.name: array.copy() for var, array in state if var.name != "cohesion"}
    arrays["forgotten"] = np.full((2, 5), 7.0)
    order = tuple((name, "<f8" if name == "forgotten" else BY_NAME[name].dtype) for name in arrays)
    old = State(arrays, order)
    later = old.copy()
    later.tension += 1.0
    reopened = State.unpack(old.pack())
    assert reopened.is_foreign and not State.unpack(state.pack()).is_foreign
    assert reopened.digest() == old.digest() != state.digest()
    reopened.apply(old.delta(later))
    assert reopened.digest() == later.digest()
    assert (reopened.cohesion == BY_NAME["cohesion"].start).all()


def test_arrays_that_disagree_are_not_a_state() -> None:
    state = State.blank(SIZES, 2)
    for name, wrong in (("tension", np.zeros((3, 4))), ("turn", np.zeros((2, 3)))):
        arrays = {var.name: array for var, array in state} | {name: wrong}
        with pytest.raises(BrokenPack):
            State.unpack(State(arrays).pack())
