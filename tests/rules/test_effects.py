"""Laws of effects: what is written is what changes, where it should, and stays in range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.codes import DEPLOYED, RETURNING
from tabletop.rules.effects import EffectFault, compile_effects
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, VARIABLES
from tests.rules.random_states import random_state
from tests.worlds import small_world

WORLD = small_world()
NAMES = WORLD.index
ALL = np.array([True, True])
FIRST = np.array([True, False])


def apply(key: str, change: Any, runs: Any = ALL, target: Any = None, at: str = "") -> State:
    state = State.blank(WORLD.sizes, 2)
    aim = None if target is None else np.asarray(target)
    compile_effects([(key, change)], NAMES, at).apply(WORLD, state, runs, aim)
    return state


def test_a_number_is_added_and_a_set_value_takes_its_place() -> None:
    assert apply("cohesion", -6).cohesion.tolist() == [54, 54]
    assert apply("us_backstop", "=20").us_backstop.tolist() == [20, 20]
    assert apply("mandate", "=treaty").mandate.tolist() == [2, 2]
    assert apply("flag[roe_common]", 1).flag[:, NAMES["flag"]["roe_common"]].tolist() == [1, 1]
    assert apply("tension", 5).tension.tolist() == [[45] * 18] * 2
    caveat = apply("caveat[de, no_ground_in_ukraine]", 1).caveat
    assert caveat[:, NAMES["actor"]["de"]].sum() == 2 == caveat.sum()


def test_only_the_masked_runs_change() -> None:
    assert apply("cohesion", -6, FIRST).cohesion.tolist() == [54, 60]


def test_the_target_is_taken_run_by_run_and_none_is_spared() -> None:
    tension = apply("tension[$target]", 20, ALL, [3, -1], "sector").tension
    assert tension[0, 3] == 60 and tension[0].sum() == 18 * 40 + 20
    assert tension[1].tolist() == [40] * 18


def test_changes_stop_at_the_range_of_the_variable() -> None:
    assert apply("cohesion", -1000).cohesion.tolist() == [0, 0]
    assert apply("roe[T3]", 9).roe[:, 2].tolist() == [5, 5]
    assert apply("casualties_coalition", 1e6).casualties_coalition.tolist() == [100000] * 2


@pytest.mark.parametrize(
    ("key", "change", "part"),
    [
        ("cohesoin", 1, "did you mean 'cohesion'"),
        ("tension[kupiask]", 1, "did you mean 'kupiansk'"),
        ("mandate", "=treeaty", "did you mean 'treaty'"),
        ("mandate", 2, "takes a word"),
        ("cohesion", "6", "'=6'"),
        ("cohesion", "=much", "not a number"),
        ("cohesion", float("nan"), "not a number"),
        ("cohesion", "=inf", "not a number"),
        ("roe[T3]", 0.5, "whole numbers"),
        ("flag[roe_common]", 2, "yes (1) or no (0)"),
        ("presence[kupiansk]", 1, "worked out by the rules"),
        ("at[gb_light_bde_1]", 20000, "worked out by the rules"),
        ("tension[$target]", 1, "$target"),
        ("tension[a, b]", 1, "takes sector"),
        ("contingent[gb]", -2, "share"),
        ("contingent[xx]", -1, "no actor"),
        ("contingent", -1, "names one actor"),
        ("tension[", 1, "form"),
        ("x.y", 1, "form"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_nearest_word(
    key: str, change: Any, part: str
) -> None:
    with pytest.raises(EffectFault) as fault:
        compile_effects([(key, change)], NAMES, "")
    assert fault.value.key == key
    assert part in fault.value.message


def test_a_target_of_another_kind_is_refused() -> None:
    with pytest.raises(EffectFault, match="takes a sector"):
        compile_effects([("tension[$target]", 1)], NAMES, "actor")
    assert compile_effects([("tension[$target]", 1)], NAMES).steps


@pytest.mark.parametrize(("share", "left"), [(0, 4), (-0.1, 4), (-0.3, 3), (-0.5, 2), (-1, 0)])
def test_a_share_of_a_contingent_goes_home_last_listed_first(share: float, left: int) -> None:
    state = State.blank(WORLD.sizes, 2)
    gb = np.flatnonzero(WORLD.force_actor == WORLD.actor("gb"))[:4]
    state.status[:, gb] = DEPLOYED
    state.at[:, gb] = NAMES["node"]["lviv"]
    state.turn[:] = 3
    compile_effects([("contingent[gb]", share)], NAMES).apply(WORLD, state, FIRST)
    assert (state.status[0, gb] == DEPLOYED).tolist() == [True] * left + [False] * (4 - left)
    assert (state.status[0, gb[left:]] == RETURNING).all()
    assert (state.arrival_turn[0, gb[left:]] > 3).all()
    assert (state.status[1, gb] == DEPLOYED).all()


NUMBERS = st.one_of(
    st.integers(-2000, 2000), st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from(["=0", "=7"])
)


@given(st.integers(0, 500), st.lists(st.tuples(st.sampled_from(VARIABLES), NUMBERS), max_size=6))
def test_no_effect_takes_a_state_out_of_range(seed: int, changes: list[Any]) -> None:
    pairs = []
    for var, change in changes:
        place = f"[{', '.join(next(iter(NAMES[dim])) for dim in var.per)}]" if var.per else ""
        try:
            compile_effects([(var.name + place, change)], NAMES)
        except EffectFault:
            continue
        pairs.append((var.name + place, change))
    state = random_state(WORLD, seed, runs=2)
    before = state.copy()
    compile_effects(pairs, NAMES).apply(WORLD, state, FIRST)
    assert state.faults() == []
    assert state.take([1]).digest() == before.take([1]).digest()
    named = {key.split("[")[0] for key, _ in pairs}
    assert set(before.changed(state)) <= named
    assert all(BY_NAME[name] for name in named)
