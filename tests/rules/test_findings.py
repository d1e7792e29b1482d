"""Findings: facts about a change, each of which can be kept as JSON and said in words."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.findings import Finding, findings
from tabletop.rules.titles import CONTESTS
from tabletop.rules.words import (
    CONTESTED_OVER,
    finding_sentence,
    outcome_sentence,
    place_name,
    variable_title,
)
from tabletop.world.luck import Luck, Outcome
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, FORCE_STATUS, INJECT_STATUS, VARIABLES
from tests.worlds import real_world, small_world


def blank() -> State:
    return State.blank(small_world().sizes, 1)


def anywhere(seed: int) -> State:
    random = np.random.default_rng(seed)
    state = blank()
    for var in VARIABLES:
        array = getattr(state, var.name)
        if var.unit == "node number":
            array[:] = random.integers(-1, small_world().sizes["node"], array.shape)
        elif var.kind == "float":
            array[:] = random.uniform(var.low, var.high, array.shape)
        else:
            array[:] = random.integers(int(var.low), int(var.high) + 1, array.shape)
    return state


def test_nothing_that_happened_is_nothing_found() -> None:
    state = blank()
    assert findings(small_world(), state, state.copy()) == []


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_every_finding_survives_json_and_can_be_said(one: int, other: int) -> None:
    world = small_world()
    for fact in findings(world, anywhere(one), anywhere(other)):
        assert Finding.from_json(fact.to_json()) == fact
        assert 0 <= fact.importance <= 3
        assert fact.audience
        said = finding_sentence(world, fact)
        assert said.endswith(".")
        assert "{" not in said


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_the_most_important_facts_come_first(one: int, other: int) -> None:
    found = [f.importance for f in findings(small_world(), anywhere(one), anywhere(other))]
    assert found == sorted(found, reverse=True)


def test_a_repelled_probe_is_told_with_its_odds() -> None:
    world, before, after = small_world(), blank(), blank()
    after.turn[0], after.probe_stage[0, 3] = 1, 1
    repelled = Outcome("probe_repelled", 3, "sector", 0.62, 0.1, True, True, False, ())
    (probe,) = [f for f in findings(world, before, after, [repelled]) if f.kind == "probe"]
    name = place_name(world, "sector", world.names["sector"][3])
    said = finding_sentence(world, probe)
    assert said == f"A Russian probe at {name} was repelled; odds of repelling it 62 %."


def test_an_arrival_names_the_force_and_the_place() -> None:
    world, before, after = small_world(), blank(), blank()
    force, node = world.index["force"]["gb_light_bde_1"], world.index["node"]["lviv"]
    after.status[0, force] = FORCE_STATUS.index("deployed")
    after.at[0, force] = node
    (fact,) = [f for f in findings(world, before, after) if f.kind == "force_deployed"]
    said = finding_sentence(world, fact)
    assert world.forces[force].name in said
    assert world.geography.nodes[node].name in said


def test_a_change_names_variable_place_and_both_values() -> None:
    world, before, after = small_world(), blank(), blank()
    germany = world.index["actor"]["de"]
    before.willingness[0, germany], after.willingness[0, germany] = 62, 54
    (fact,) = [f for f in findings(world, before, after) if f.subject == "willingness[de]"]
    assert finding_sentence(world, fact) == "Willingness (DE) fell from 62 to 54."


def test_a_small_change_is_not_told() -> None:
    world, before, after = small_world(), blank(), blank()
    after.willingness[0, 0] += world.doctrine.finding_plain / 2
    assert not [f for f in findings(world, before, after) if f.kind == "change"]


def test_what_russia_intends_is_told_to_the_facilitator_only() -> None:
    world, before, after = small_world(), blank(), blank()
    after.ru_confidence[0] += 20
    (fact,) = [f for f in findings(world, before, after) if f.subject == "ru_confidence"]
    assert fact.audience == ("facilitator",)


def test_a_flag_is_told_in_its_own_words() -> None:
    world, before, after = small_world(), blank(), blank()
    after.flag[0, world.index["flag"]["common_fund"]] = 1
    said = [finding_sentence(world, f) for f in findings(world, before, after)]
    assert "A common fund pays part of the mission." in said


def test_an_outcome_says_its_odds_and_whether_it_was_ruled() -> None:
    world = small_world()
    ledger: list[Outcome] = []
    luck = Luck.of(1, 1, turn=1, rulings={("probe", 2): True}, ledger=ledger)
    luck.contest("probe", np.full((1, 4), 0.25), "sector", terms={"appetite": 0.1})
    ruled, drawn = outcome_sentence(world, ledger[2]), outcome_sentence(world, ledger[0])
    assert "it takes place" in ruled
    assert ruled.endswith("odds 25 %, ruled.")
    assert drawn.endswith("odds 25 %, drawn.")


def test_every_watched_variable_has_a_title_for_people() -> None:
    for name in BY_NAME:
        assert variable_title(name)[0].isupper()


def test_every_contest_of_the_rules_has_words(checkout: Path) -> None:
    over: dict[object, object] = {}
    for file in (checkout / "tabletop" / "rules").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "contest":
                purpose, dimension = call.args[0], call.args[2]
                if isinstance(purpose, ast.Constant):
                    assert isinstance(dimension, ast.Constant)
                    over[purpose.value] = dimension.value
    assert over
    assert over.keys() <= set(CONTESTS)
    assert {purpose: it for purpose, it in over.items() if it} == CONTESTED_OVER


def test_a_contested_outcome_among_the_findings_is_said_as_it_was() -> None:
    world, before, after = small_world(), blank(), blank()
    after.turn[0] = 1
    vote = Outcome("mandate", 2, "mandate", 0.4, 0.1, True, True, False, ())
    (fact,) = [f for f in findings(world, before, after, [vote]) if f.kind == "outcome"]
    assert finding_sentence(world, fact) == outcome_sentence(world, vote)
    assert "(treaty)" in outcome_sentence(world, vote)


def test_news_that_asks_for_nothing_is_closed_and_not_called_answered() -> None:
    world = real_world()
    said = {}
    for name in ("CTL01", "INJ22"):
        i = world.index["inject"][name]
        before, after = State.blank(world.sizes, 1), State.blank(world.sizes, 1)
        after.inject_status[0, i] = INJECT_STATUS.index("answered")
        after.inject_option[0, i] = 0 if world.injects[i].options else -1
        (fact,) = [f for f in findings(world, before, after) if f.kind == "inject_answered"]
        said[name] = finding_sentence(world, fact)
    assert said["CTL01"] == "Situation at StartEx is closed."
    assert "was answered" in said["INJ22"]
