"""Misfits are all named at once, each at its place, in a sentence with the right word."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tabletop.content.problems import Problem
from tabletop.content.validate import validate
from tabletop.content.yaml import read_yaml


class Base(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Cat(Base):
    type: Literal["cat"]
    lives: int = Field(ge=1, le=9)


class Dog(Base):
    type: Literal["dog"]
    barking: float = 0.0


class Home(Base):
    name: str = Field(min_length=1)
    willingness: float = 50
    kind: Literal["house", "flat", "boat"] = "house"
    pets: tuple[Annotated[Cat | Dog, Field(discriminator="type")], ...] = ()
    rooms: dict[str, Dog] = {}
    code: int | str = 0
    sender: str | None = Field(default=None, alias="from")
    open: bool = True

    @model_validator(mode="after")
    def _no_boats_with_dogs(self) -> Home:
        if self.kind == "boat" and any(pet.type == "dog" for pet in self.pets):
            raise ValueError("a dog cannot live on a boat")
        return self


def problems_of(text: str) -> list[str]:
    found: list[Problem] = []
    result = validate(Home, read_yaml(text.encode(), "f"), found)
    assert (result is None) == bool(found)
    return [str(problem) for problem in sorted(found)]


def test_a_document_that_fits_becomes_the_model() -> None:
    found: list[Problem] = []
    text = b"name: x\nkind: flat\npets: [{type: cat, lives: 9}]\nwillingness: 7\nfrom: me"
    home = validate(Home, read_yaml(text), found)
    assert not found
    assert home is not None
    assert home.pets == (Cat(type="cat", lives=9),)
    assert home.sender == "me"


def test_all_misfits_come_at_once() -> None:
    text = "wilingness: 5\nkind: hoose\npets:\n  - {type: cat, lives: 12}\n"
    text += "  - {type: dgo}\nopen: 'yes'\n"
    assert problems_of(text) == [
        "f:1:1: missing key 'name'",
        "f:1:1: unknown key 'wilingness'; did you mean 'willingness'?",
        "f:2:7: 'hoose' is not one of house, flat, boat; did you mean 'house'?",
        "f:4:24: must be at most 9, found 12",
        "f:5:12: 'dgo' is not one of cat, dog; did you mean 'dog'?",
        "f:6:7: expected true or false, found text 'yes'",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1]", "f:1:1: expected a mapping, found a list"),
        ("name: 5", "f:1:7: expected text, found 5"),
        ("name: ''", "f:1:7: text is missing"),
        ("name: x\ncode: [1]", "f:2:7: expected a whole number or text, found a list"),
        ("name: x\ncode: 1.5", "f:2:7: expected a whole number or text, found 1.5"),
        ("name: x\nwillingness: '50'", "f:2:14: expected a number, found text '50'"),
        ("name: x\nwillingness: true", "f:2:14: expected a number, found true"),
        ("name: x\npets: {}", "f:2:7: expected a list, found a mapping"),
        ("name: x\npets:\n- {lives: 2}", "f:3:3: missing key 'type'"),
        ("name: x\npets:\n- {type: cat}", "f:3:3: missing key 'lives'"),
        ("name: x\npets:\n- {type: cat, lives: 1, live: 2}", "f:3:25: unknown key 'live'"),
        (
            "name: x\npets:\n- {type: dog, brking: 1}",
            "f:3:15: unknown key 'brking'; did you mean 'barking'?",
        ),
        (
            "name: x\nrooms: {a: {type: dog, barkin: 1}}",
            "f:2:24: unknown key 'barkin'; did you mean 'barking'?",
        ),
        ("name: x\nrooms: {a: 3}", "f:2:12: expected a mapping, found 3"),
        ("name: x\nfrm: y", "f:2:1: unknown key 'frm'; did you mean 'from'?"),
        ("name: x\nkind: boat\npets: [{type: dog}]", "f:1:1: a dog cannot live on a boat"),
    ],
)
def test_each_misfit_has_its_place_and_sentence(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


def test_a_misspelt_key_is_not_told_to_be_missing_as_well() -> None:
    assert problems_of("nmae: x") == ["f:1:1: unknown key 'nmae'; did you mean 'name'?"]


def test_a_part_of_a_document_is_judged_at_its_own_place() -> None:
    found: list[Problem] = []
    validate(Cat, read_yaml(b"a: 1\ncats:\n  - type: cat\n    lives: 0\n", "f"), found, ("cats", 0))
    assert [str(problem) for problem in found] == ["f:4:12: must be at least 1, found 0"]
