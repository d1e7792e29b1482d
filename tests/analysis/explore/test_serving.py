"""Explorations for a window: asked, read, and opened over a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tabletop.analysis.explore.results import ResultSet
from tabletop.analysis.explore.serving import QUANTILES, Asked, answer, plan_of, shown
from tabletop.rules.measures import MEASURES
from tabletop.session.schema import TRUNK
from tabletop.session.session import Session

from .conftest import SEED


class Ear:
    """The end of a pipe that only listens."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []

    def send(self, what: tuple[str, Any]) -> None:
        self.heard.append(what)


@pytest.fixture
def asked(spec: Mapping[str, Any], tmp_path: Path) -> Asked:
    return Asked(spec, None, TRUNK, 0, ("hold", "staff"), (("integrity_mend", (1.0, 4.0)),),
                 6, 2, SEED, tmp_path / "some" / "found.parquet")  # fmt: skip


def test_a_question_becomes_a_plan_of_all_combinations(asked: Asked) -> None:
    plan = plan_of(asked)
    assert [(c.policy, dict(c.variation.doctrine)) for c in plan.cells] == [
        ("hold", {"integrity_mend": 1.0}), ("staff", {"integrity_mend": 1.0}),
        ("hold", {"integrity_mend": 4.0}), ("staff", {"integrity_mend": 4.0}),
    ]  # fmt: skip
    assert (plan.runs, plan.turns, plan.seed) == (6, 2, SEED)
    assert [c.title for c in plan_of(replace(asked, varied=())).cells] == ["hold", "staff"]


def test_what_is_shown_is_what_the_file_says(result: ResultSet) -> None:
    found = shown(result.path)
    for name in MEASURES:
        assert np.array_equal(found.last[name], result.column(name)[:, :, -1].astype(np.float64))
        assert found.fans[name].shape == (len(QUANTILES), *result.shape[::2])
        assert np.array_equal(found.regret[name][0], result.regret(name).mean(axis=1))
    assert np.array_equal(found.firsts["probe"], result.first("probe"))
    assert (found.first, found.turns, found.runs) == (3, 2, 12)


def test_an_exploration_tells_its_parts_and_then_its_result(asked: Asked) -> None:
    ear = Ear()
    answer(ear, "explore", asked)  # type: ignore[arg-type]
    assert [kind for kind, _ in ear.heard] == ["part"] * 4 + ["read"]
    assert ear.heard[3][1] == (4, 4)
    assert ear.heard[-1][1].cells == tuple(c.title for c in plan_of(asked).cells)
    assert asked.out.with_suffix(".md").exists()
    answer(ear, "explore", asked)  # type: ignore[arg-type]
    kind, words = ear.heard[-1]
    assert kind == "fault"
    assert "there already" in words


def test_a_world_is_opened_as_a_session_with_its_digest(result: ResultSet, tmp_path: Path) -> None:
    ear, out = Ear(), tmp_path / "world.ttx"
    answer(ear, "open", (result.path, 1, 5, out))  # type: ignore[arg-type]
    assert ear.heard == [("opened", out)]
    with Session.open(out, read_only=True) as session:
        assert result.digest(1, 5) in {session.replay.digest_at(seq)
                                       for seq in range(session.replay.last + 1)}  # fmt: skip


def test_a_file_that_is_no_exploration_is_told_in_a_sentence(tmp_path: Path) -> None:
    ear, path = Ear(), tmp_path / "x.parquet"
    path.write_bytes(b"nothing")
    answer(ear, "read", path)  # type: ignore[arg-type]
    assert ear.heard[0][0] == "fault"
    assert "x.parquet" in ear.heard[0][1]
