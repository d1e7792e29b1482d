"""What is asked of an exploration: variations, wrong words, the same question as a call."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.analysis.explore.asking import (
    Asked,
    AskedFault,
    check_given,
    command_words,
    count_cells,
    plain,
    plan_from,
    read_value,
    variations_of,
)
from tabletop.analysis.explore.origin import OriginFault, is_session, of_session, split
from tabletop.analysis.explore.pace import Pace, seconds
from tabletop.cli.worlds import COMMANDS
from tabletop.content.library import resolve
from tabletop.session.session import Session

from .conftest import SEED

values = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=3, unique=True)
varied = st.dictionaries(st.sampled_from("abc"), values.map(tuple), max_size=3).map(
    lambda found: tuple(found.items())
)


@given(varied, varied)
def test_variations_are_all_combinations_and_each_has_its_own_name(
    doctrine: tuple[tuple[str, tuple[float, ...]], ...],
    initial: tuple[tuple[str, tuple[float, ...]], ...],
) -> None:
    found = variations_of(doctrine, initial)
    assert len(found) == count_cells(1, doctrine, initial)
    for one in found:
        assert set(one.doctrine) == {name for name, _ in doctrine}
        assert set(one.initial) == {name for name, _ in initial}
    told = {(tuple(one.doctrine.items()), tuple(one.initial.items())) for one in found}
    assert len(told) == len(found)


@given(st.floats(-1e9, 1e9).map(lambda value: float(f"{value:.15g}")))
def test_a_value_is_read_back_as_it_was_written(value: float) -> None:
    assert read_value(plain(value)) == value


@settings(max_examples=30)
@given(varied, st.integers(1, 99), st.integers(1, 4), st.sampled_from(["", "tcp://a:1"]))
def test_a_question_said_as_a_call_is_read_as_the_same_question(
    doctrine: tuple[tuple[str, tuple[float, ...]], ...], runs: int, workers: int, scheduler: str
) -> None:
    asked = Asked(
        {}, None, 0, 0, ("hold", "x y.py:A#abc"), doctrine, runs, 3, 5, Path("a b.parquet"),
        (("mandate", ("none", 2.5)),), 7, (("hot", "max(tension) > 80"),), ("tension[kupiansk]",),
        (("breach", "hot", 2),), workers, scheduler,
    )  # fmt: skip
    words = shlex.split(shlex.join(command_words(asked, "some where")))
    parser = argparse.ArgumentParser()
    next(one for one in COMMANDS if one.name == "explore").arguments(parser)
    args = parser.parse_args(words[2:])
    assert (args.origin, args.runs, args.turns, args.seed, args.first) == (
        "some where", runs, 3, 5, 7,
    )  # fmt: skip
    assert args.policy == ["hold", "x y.py:A"]
    assert len(args.vary) == len(doctrine)
    assert args.initial == ["mandate=none,2.5"]
    assert (args.event, args.column) == (["hot=max(tension) > 80"], ["tension[kupiansk]"])
    assert args.given == ["breach:hot:2"]
    assert args.scheduler == scheduler
    assert args.workers == (1 if scheduler else workers)
    assert args.out == asked.out


@pytest.mark.parametrize(
    ("part", "more"),
    [
        ("set", {"initial": (("cohesian", (40.0,)),)}),
        ("event", {"events": (("hot", "max(tensoin) > 80"),)}),
        ("column tension[nope]", {"columns": ("tension[nope]",)}),
        ("cells", {"varied": (("integrity_mend", tuple(map(float, range(1001)))),)}),
    ],
)
def test_a_wrong_word_is_told_with_the_part_that_holds_it(
    spec: Mapping[str, Any], part: str, more: dict[str, Any]
) -> None:
    with pytest.raises(AskedFault) as told:
        plan_from(spec, None, seed=SEED, runs=2, turns=1, policies=["hold"], **more)
    assert told.value.part == part
    if "column" in part:
        assert "there is no sector 'nope'" in str(told.value)


def test_odds_are_asked_only_of_what_is_watched_for(spec: Mapping[str, Any]) -> None:
    plan = plan_from(spec, None, seed=SEED, runs=2, turns=1, policies=["hold"])
    check_given(("breach", "probe", 1), plan)
    with pytest.raises(AskedFault, match="nothing is watched for"):
        check_given(("breach", "nothing", 1), plan)


def test_a_start_is_not_changed_where_it_has_been(spec: Mapping[str, Any]) -> None:
    with pytest.raises(AskedFault, match="begun already"):
        plan_from(spec, b"some", seed=SEED, runs=2, turns=1, policies=["hold"],
                  initial=(("cohesion", (40.0,)),))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.ttx", ("a.ttx", None, "")),
        ("a.ttx@7", ("a.ttx", 7, "")),
        ("a.ttx#What if", ("a.ttx", None, "What if")),
        ("a@b.ttx#What @ if@12", ("a@b.ttx", 12, "What @ if")),
    ],
)
def test_a_session_is_named_with_its_branch_and_entry(
    text: str, found: tuple[str, int | None, str]
) -> None:
    path, entry, branch = found
    assert is_session(text)
    assert split(text) == (Path(path), entry, branch)


def test_nothing_is_measured_of_practice(tmp_path: Path) -> None:
    spec = resolve("reassurance-force")
    practice = {**spec, "scenario": {**spec["scenario"], "practice": True}}
    Session.create(tmp_path / "p.ttx", practice, 7).close()
    with pytest.raises(OriginFault, match="practice"):
        of_session(tmp_path / "p.ttx", 0)


def test_time_is_counted_in_batches_and_shared_by_the_processes() -> None:
    paces = {"hold": Pace(1.0, 0.01), "staff": Pace(2.0, 0.02)}
    assert seconds(paces, ["hold", "other"], 2, 500, 3, 1) is None
    assert seconds(paces, ["hold"], 1, 500, 3, 1) == pytest.approx(3 * (1.0 + 5.0))
    alone = seconds(paces, ["hold", "staff"], 4, 1000, 1, 1)
    assert alone == pytest.approx(2 * (2 + 10) + 2 * (4 + 20))
    both = seconds(paces, ["hold", "staff"], 4, 1000, 1, 2)
    assert alone is not None
    assert both is not None
    assert alone / 2 < both < alone
