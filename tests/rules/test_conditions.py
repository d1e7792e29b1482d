"""Laws of the condition language: a whitelist, read with columns, answered for every run."""

from __future__ import annotations

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.conditions import Condition, ConditionFault, compile_condition
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, VARIABLES
from tests.rules.random_states import random_state
from tests.worlds import small_world

NAMES = small_world().index


def holds(text: str, state: State) -> list[bool]:
    return compile_condition(text, NAMES)(state).tolist()


@pytest.fixture
def state() -> State:
    made = State.blank(small_world().sizes, 2)
    made.us_backstop[:] = [30, 60]
    made.tension[:] = 10
    made.tension[1, NAMES["sector"]["kupiansk"]] = 80
    made.willingness[:, NAMES["actor"]["de"]] = 50
    made.flag[0, NAMES["flag"]["unsc_tabled"]] = 1
    made.caveat[1, NAMES["actor"]["de"], NAMES["caveat"]["rear_only"]] = 1
    made.violations[0, :3] = 1
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", [True, True]),
        ("false", [False, False]),
        ("us_backstop < 40", [True, False]),
        ("not us_backstop < 40", [False, True]),
        ("tension[kupiansk] > 60 and us_backstop >= 60", [False, True]),
        ("tension[S04] > 60", [False, True]),
        ("tension[kupiansk] > 60 or us_backstop < 40", [True, True]),
        ("max(tension) > 70", [False, True]),
        ("min(tension) == 10", [True, True]),
        ("sum(violations) >= 3", [True, False]),
        ("mean(tension) > 10", [False, True]),
        ("any(violations) == true", None),
        ("any(flag)", [True, False]),
        ("all(covered)", [True, True]),
        ("flag[unsc_tabled]", [True, False]),
        ("flag[unsc_tabled] == 1", [True, False]),
        ("caveat[de, rear_only]", [False, True]),
        ("sum(caveat[de]) > 0", [False, True]),
        ("willingness[de] >= 50", [True, True]),
        ('mission_phase == "deploying"', [True, True]),
        ('"pre_deal" != mission_phase', [True, True]),
        ("season == 'winter'", [True, True]),
        ("30 <= us_backstop < 60", [True, False]),
        ("us_backstop + 10 * 2 == 50", [True, False]),
        ("us_backstop - 10 - 10 == 10", [True, False]),
        ("us_backstop / 0 == 0", [True, True]),
        ("-us_backstop < -40", [False, True]),
        ("max(us_backstop, 40) == 40", [True, False]),
        ("(us_backstop < 40 or true) and true", [True, True]),
        ("link_capacity[warsaw-lublin] == 100", [True, True]),
        ("observers_deployed == 1", [False, False]),
        ("1 or true", None),
    ],
)
def test_a_condition_means_what_it_says(
    text: str, expected: list[bool] | None, state: State
) -> None:
    if expected is None:
        with pytest.raises(ConditionFault):
            compile_condition(text, NAMES)
    else:
        assert holds(text, state) == expected


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("cohesoin > 40", 1, "did you mean 'cohesion'"),
        ("cohesion > 40 and tension[kupiask] > 60", 27, "did you mean 'kupiansk'"),
        ("caveat[de, rear_onli]", 12, "did you mean 'rear_only'"),
        ('mission_phase == "deployd"', 18, "did you mean 'deployed'"),
        ('mission_phase < "deployed"', 15, "=="),
        ("tension > 60", 1, "max(tension)"),
        ("max(cohesion + true)", 16, "number"),
        ("cohesion", 1, "compare"),
        ("cohesion > 40 andd us_backstop > 1", 15, "did you mean 'and'"),
        ("cohesion = 40", 10, "'='"),
        ("", 1, "end"),
        ("(cohesion > 4", 14, "')'"),
        ("cohesion > 4)", 13, "')'"),
        ("cohesion[de] > 4", 10, "no index"),
        ("__import__('os')", 1, "no"),
        ("cohesion.real > 1", 9, "'.'"),
        ("flag[$target]", 6, "nothing"),
        ("lambda: 1", 7, "':'"),
        ("maxi(tension) > 1", 1, "did you mean 'max'"),
        ("max(mandate) > 1", None, ""),
        ("max(status) > 1", 5, "words"),
        ("cohesion > 'high'", 12, "compared"),
        ("cohesion > 1234567890123", 12, "digits"),
    ],
)
def test_a_fault_names_its_column_and_the_nearest_word(
    text: str, column: int | None, part: str
) -> None:
    with pytest.raises(ConditionFault) as fault:
        compile_condition(text, NAMES)
    if column is not None:
        assert fault.value.column == column
    assert part in fault.value.message


WORDS = ("and", "or", "not", "(", ")", "cohesion", "tension", "[kupiansk]", "[", "]", ",", "max",
         "min", "sum", "mandate", "'nato'", "1", "2.5", "<", ">=", "==", "+", "-", "*", "/", "true",
         "flag[unsc_tabled]", "__class__", "import os", "exec", ".", "0x10", "1e9")  # fmt: skip


@given(
    st.one_of(
        st.text(alphabet=string.printable, max_size=80),
        st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join),
        st.sampled_from(["(", "not ", "-", "max(", "["]).map(lambda part: part * 400),
    )
)
def test_any_text_is_either_a_fault_or_an_answer_for_every_run(text: str) -> None:
    state = State.blank(small_world().sizes, 3)
    try:
        condition = compile_condition(text, NAMES)
    except ConditionFault as fault:
        assert 1 <= fault.column <= len(text) + 1
        assert fault.message
        return
    answer = condition(state)
    assert answer.shape == (3,) and answer.dtype == np.bool_


@given(st.integers(0, 10_000))
def test_a_run_is_answered_alike_alone_and_in_the_batch(seed: int) -> None:
    state = random_state(small_world(), seed, runs=5)
    text = "max(tension) + sum(violations) / mean(willingness) > 90 or us_backstop * 2 < cohesion"
    condition = compile_condition(text, NAMES)
    together = condition(state)
    for run in range(5):
        assert condition(state.take([run]))[0] == together[run]


def test_every_variable_can_be_asked_about(state: State) -> None:
    for var in VARIABLES:
        place = f"[{', '.join(next(iter(NAMES[dim])) for dim in var.per)}]" if var.per else ""
        text = {
            "enum": f'{var.name}{place} == "{(var.values or ("",))[0]}"',
            "bool": f"{var.name}{place}",
        }.get(var.kind, f"{var.name}{place} >= {max(var.low, 0):g}")
        assert compile_condition(text, NAMES)(state).shape == (2,), var.name


def test_a_condition_answers_with_an_array_of_its_own(state: State) -> None:
    condition = compile_condition("flag[unsc_tabled]", NAMES)
    condition(state)[:] = True
    assert holds("flag[unsc_tabled]", state) == [True, False]
    assert isinstance(condition, Condition)


def test_names_in_order_serve_as_well_as_an_index() -> None:
    names = small_world().names
    assert compile_condition("tension[S04] > 1 and willingness[gb] > 1", names)
    assert BY_NAME["tension"].per == ("sector",)
