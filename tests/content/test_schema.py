"""The schema agrees with the nouns of the world, and the shipped content with its marks."""

from __future__ import annotations

import json
import typing

import pytest

from tabletop.content.json_schema import schemas
from tabletop.content.library import load_world, resolve
from tabletop.content.schema import InjectSpec, ScoresSpec, SeatSpec
from tabletop.world.actors import CAVEATS
from tabletop.world.forces import SCORES
from tabletop.world.injects import KINDS
from tabletop.world.variables import BY_NAME


def test_the_schema_and_the_world_use_the_same_words() -> None:
    assert tuple(ScoresSpec.model_fields) == SCORES
    assert typing.get_args(InjectSpec.model_fields["kind"].annotation) == KINDS
    roles = typing.get_args(SeatSpec.model_fields["role"].annotation)
    assert {seat.role for seat in load_world("reassurance-force").scenario.seats} == set(roles)


def test_every_kind_of_file_has_a_json_schema() -> None:
    found = schemas()
    assert set(found) == {
        "actors", "forces", "injects", "scenario", "doctrine",
        "map", "line_of_contact", "nodes", "links",
    }  # fmt: skip
    for schema in found.values():
        assert json.loads(json.dumps(schema))["additionalProperties"] is False


@pytest.mark.parametrize("key", ["actors", "force_types", "injects"])
def test_every_figure_keeps_its_mark(key: str) -> None:
    for row in resolve("reassurance-force")[key]:
        assert "assumption" in row["mark"] or "source" in row["mark"], row["id"]


def test_every_public_position_names_its_source() -> None:
    for actor in load_world("reassurance-force").actors:
        assert actor.position
        assert actor.position_source
        assert actor.position_certainty
        assert set(actor.caveats) <= set(CAVEATS)


def test_every_force_has_a_symbol_that_can_be_drawn() -> None:
    from milsymbol import Symbol

    for kind in load_world("reassurance-force").force_types.values():
        assert ">?<" not in Symbol(kind.symbol, size=40).as_svg(), kind.id
    assert ">?<" in Symbol("10031100111202000000").as_svg()  # what is drawn for no symbol


def test_every_inject_that_asks_something_says_what_silence_means() -> None:
    for inject in load_world("reassurance-force").injects:
        if inject.options:
            assert inject.deadline >= 1, inject.id
            assert len({option.label for option in inject.options}) == len(inject.options)
        assert inject.text
        assert inject.addressees


def test_the_injects_touch_each_objective_and_many_variables() -> None:
    world = load_world("reassurance-force")
    objectives = {objective.id for objective in world.scenario.objectives}
    assert {one for inject in world.injects for one in inject.objectives} == objectives
    touched = {
        key.split("[")[0]
        for inject in world.injects
        for effects in (inject.effects, inject.no_response, *(o.effects for o in inject.options))
        for key, _ in effects
    }
    assert len(touched & set(BY_NAME)) >= 25
