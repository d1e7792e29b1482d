"""A study of a real scenario finds what matters and says it; a flip of the ranking is found."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tabletop.analysis.explore.executors import Here
from tabletop.analysis.sensitivity.account import account, screening_csv, tornado
from tabletop.analysis.sensitivity.design import factors_of
from tabletop.analysis.sensitivity.postures import (
    OVERALL,
    SCALED,
    first_by,
    flips,
    goodness,
    weigh,
)
from tabletop.analysis.sensitivity.study import Effort, Study, study
from tabletop.analysis.sensitivity.sweep import Question, Stopped
from tabletop.cli import main
from tabletop.content.library import resolve, world_of
from tabletop.rules.measures import MEASURES

NAMES = ("integrity_mend", "air_cover_scale", "posture_cohesion", "collapse_integrity")


@pytest.fixture(scope="module")
def asked() -> Question:
    return Question(resolve("reassurance-force"), 5, ("hold", "air_first"), 2, 1)


@pytest.fixture(scope="module")
def small(asked: Question) -> Study:
    factors = factors_of(world_of(asked.spec).doctrine, NAMES)
    return study(asked, factors, Here(), Effort(12, 3, 2, 2))


def test_a_study_has_its_parts_and_the_same_call_gives_the_same(
    small: Study, asked: Question
) -> None:
    assert small.screened.shape == (4, 2, len(MEASURES))
    assert small.swing.shape == (3, 2, 2, len(MEASURES))
    assert len(small.leading) == 3
    assert small.indexed == small.leading[:2]
    assert [what for what, _ in small.indices] == ["hold", "air_first", "hold less air_first"]
    assert small.weighing.share.sum() == pytest.approx(1.0)
    assert np.isfinite(small.swing).all()
    one, asked = small.factors[:1], replace(asked, policies=("hold",))
    first, again = (study(asked, one, Here(), Effort(2, 1, 1, 2)) for _ in range(2))
    assert account(first, "x") == account(again, "x")


def test_the_entry_that_an_order_pays_moves_only_the_posture_that_gives_it(small: Study) -> None:
    """Declaring a posture costs cohesion; who declares none does not pay."""
    factor = NAMES.index("posture_cohesion")
    column = list(MEASURES).index("cohesion")
    assert small.screened[factor, 0, column] == pytest.approx(0.0, abs=0.6)
    assert abs(small.screened[factor, 1, column]) > 0.6


def test_a_study_is_told_with_tables_a_drawing_and_numbers(small: Study) -> None:
    text = account(small, "The title")
    assert "Not a prediction" in text
    for name in (small.factors[i].name for i in small.leading):
        assert f"`{name}`" in text
    drawing = ElementTree.fromstring(tornado(small, "cohesion", 1).svg)
    words = [text.text or "" for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert all(small.factors[i].name.replace("_", " ") in words for i in small.leading)
    rows = screening_csv(small).splitlines()
    assert len(rows) == 1 + 4 * 2


def test_a_study_that_is_no_longer_wanted_stops(asked: Question, small: Study) -> None:
    with pytest.raises(Stopped):
        study(asked, small.factors, Here(), Effort(12, 3, 2, 2), lambda done, total: done < 3)


def planted(first_wins: float, then_wins: float) -> np.ndarray:
    """Values of two postures at the base and at two ends, equal but for cohesion."""
    values = np.full((3, 2, len(MEASURES)), 50.0)
    column = list(MEASURES).index("cohesion")
    values[:, 0, column] += first_wins
    values[2, 1, column] += then_wins
    return values


def test_a_flip_of_the_ranking_is_found_and_a_tie_is_none() -> None:
    points = np.array([[3.0], [1.0], [5.0]])
    found = flips(["a"], points, planted(5.0, 9.0))
    assert {(flip.by, flip.value, flip.before, flip.after) for flip in found} == {
        ("cohesion", 5.0, 0, 1), (OVERALL, 5.0, 0, 1),
    }  # fmt: skip
    assert flips(["a"], points, planted(5.0, 5.0)) == []


def test_goodness_turns_measures_so_that_more_is_better() -> None:
    values = np.full(len(MEASURES), 30.0)
    found = dict(zip(SCALED, goodness(values), strict=True))
    assert found["cohesion"] == 30.0
    assert found["escalation"] == 70.0
    assert "cost" not in found


def test_the_posture_that_is_better_in_everything_is_first_in_all_weighings() -> None:
    values = np.full((2, len(MEASURES)), 50.0)
    for m, measure in enumerate(MEASURES.values()):
        values[1, m] += 5.0 if measure.better == "high" else -5.0
    assert weigh(values, 1).share.tolist() == [0.0, 1.0]
    assert first_by(values[None], OVERALL).tolist() == [1]


def test_weighings_name_the_measure_that_speaks_for_a_posture() -> None:
    values = np.full((2, len(MEASURES)), 50.0)
    values[1, list(MEASURES).index("legitimacy")] = 90.0
    values[0, list(MEASURES).index("cohesion")] = 90.0
    found = weigh(values, 1)
    assert found.share == pytest.approx([0.5, 0.5], abs=0.03)
    assert SCALED[int(found.pull[:, 1].argmax())] == "legitimacy"
    assert SCALED[int(found.pull[:, 0].argmax())] == "cohesion"


def test_the_command_writes_a_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["sensitivity", "reassurance-force", "--policy", "hold", "--policy", "air_first",
            "--points", "6", "--index-points", "2", "--runs", "2", "--turns", "1"]  # fmt: skip
    entries = ["--entry", "integrity_mend", "--entry", "posture_cohesion"]
    assert main([*call, *entries, "--json", "--out", str(tmp_path / "study")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["entries"] == 2
    assert {path.name for path in (tmp_path / "study").iterdir()} == {
        "sensitivity.md", "screening.csv", "study.json", "tornado-hold.svg",
        "tornado-air_first.svg",
    }  # fmt: skip
    assert main([*call, "--entry", "integrity_mnd", "--out", str(tmp_path / "b")]) == 2
    assert "did you mean 'integrity_mend'" in capsys.readouterr().err
    assert main([*call[:-6], "--index-points", "5", "--out", str(tmp_path / "b")]) == 2


def test_the_account_cites_the_call_that_makes_it(tmp_path: Path) -> None:
    words = [
        "sensitivity", "reassurance-force", "--policy", "hold", "--entry", "integrity_mend",
        "--points", "4", "--index-points", "2", "--runs", "1", "--turns", "1", "--seed", "9",
        "--out", str(tmp_path / "a"),
    ]  # fmt: skip
    assert main(words) == 0
    text = (tmp_path / "a" / "sensitivity.md").read_text()
    cited = shlex.split(text.partition("Made by `")[2].partition("`")[0])
    assert cited[0] == "tabletop"
    assert main([str(tmp_path / "b") if one == str(tmp_path / "a") else one
                 for one in cited[1:]]) == 0  # fmt: skip
    for name in ("study.json", "screening.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
