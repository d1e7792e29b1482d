"""MC-1 is the same model in every engine that ``bench/worlds.py`` compares."""

from __future__ import annotations

import importlib
import statistics

import pytest

from bench import worlds
from bench.mc1 import definition, engine


def distribution(results: list[definition.Result]) -> dict[str, float]:
    left, incidents = zip(*results, strict=True)
    return {
        "worlds": len(results),
        "strength": statistics.fmean(left),
        "strength_spread": statistics.stdev(left),
        "incidents": statistics.fmean(incidents),
        "incidents_spread": statistics.stdev(incidents),
    }


@pytest.mark.parametrize("name", [name for name in worlds.NAMES if name != "mesa_batch"])
def test_every_implementation_gives_the_distribution_of_the_definition(name: str) -> None:
    if name in worlds.NEEDS:
        pytest.importorskip(worlds.NEEDS[name])
    number = 150 if name in worlds.SLOW else 600
    found = distribution(importlib.import_module(f"bench.mc1.{name}").play_many(number))
    assert worlds.fault(found) == ""


def test_mesas_own_batch_gives_it_too() -> None:
    pytest.importorskip("mesa")
    play_batch = importlib.import_module("bench.mc1.mesa_model").play_batch
    assert worlds.fault(distribution(play_batch(100))) == ""


@pytest.mark.parametrize(
    ("number", "value"), [("WEAR", 4.4), ("BY_TENSION", 0.55), ("SHIFT", 0.9), ("RISE", 0.12)]
)
def test_another_model_would_be_found_out(
    number: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(definition, number, value)
    assert worlds.fault(distribution(engine.play_many(2000)))


def test_a_world_of_the_engine_is_the_same_alone_and_in_any_batch() -> None:
    together = engine.play_many(200)
    assert engine.play_many(1, 137) == together[137:138]
    assert engine.play_many(70, 100) == together[100:170]
