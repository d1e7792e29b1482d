"""What other worlds have shown, in the report: what mattered, and which assumptions carry it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.mattered.effects import Effects, Pair
from tabletop.analysis.mattered.script import Omission
from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.chapters import document_of
from tabletop.analysis.report.document import Document, Picture, Table
from tabletop.analysis.report.docx import docx
from tabletop.analysis.report.html import html
from tabletop.analysis.report.markdown import markdown
from tabletop.analysis.report.model import Report
from tabletop.analysis.report.pdf import pdf
from tabletop.analysis.sensitivity.design import Factor
from tabletop.analysis.sensitivity.indices import Indices
from tabletop.analysis.sensitivity.keeping import (
    FILE,
    Kept,
    StudyFault,
    read_study,
    study_from,
    text_of,
)
from tabletop.analysis.sensitivity.postures import SCALED, Flip, Weighing
from tabletop.analysis.sensitivity.study import Study
from tabletop.cli import main
from tabletop.rules.measures import MEASURES
from tabletop.session.acts import Advance, EndEx, GiveOrder, StartEx
from tabletop.session.session import Session
from tests.worlds import small_spec

M, P, F = len(MEASURES), 2, 3
COHESION = list(MEASURES).index("cohesion")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Return a session of one turn with one order."""
    path = tmp_path_factory.mktemp("worlds") / "session.ttx"
    with Session.create(path, small_spec(), 5) as made:
        made.submit(StartEx(), "facilitator")
        made.submit(Advance(), "facilitator")
        order = {"type": "seek_authorisation", "actor": "fr", "intent": "Zeal", "rationale": "Zest"}
        made.submit(GiveOrder(order=order), "coalition")
        for _ in range(2):
            made.submit(Advance(), "facilitator")
        made.submit(EndEx(reason="Done."), "facilitator")
        yield made


@pytest.fixture(scope="module")
def bare(session: Session) -> Report:
    report = account_of(session.replay, "session.ttx")
    return replace(report, assumptions=report.assumptions[:20])


def effects_of(faithful: bool = True) -> Effects:
    """Return effects in which the third act moves cohesion, and all else is within noise."""
    omissions = tuple(
        Omission("order", f"Act {n} | <b>*bold*</b>", "coalition", 1, frozenset({n}))
        for n in range(1, 4)
    )
    crowd = Omission("seat", "Everything", "coalition", 1, frozenset(range(1, 6)))
    mean = np.zeros((4, M))
    noise = np.ones((4, M), dtype=np.bool_)
    mean[2:, COHESION], noise[2:, COHESION] = (-4.0, -5.0), False
    pair = Pair(1, 2, "cohesion", 1.5, 1.0, 2.0, False)
    return Effects((*omissions, crowd), mean, mean - 0.5, mean + 0.5, noise, np.zeros(4), (pair,),
                   64, faithful, np.full(M, 50.0))  # fmt: skip


def study_of(factors: tuple[Factor, ...]) -> Study:
    """Return a study of three entries in which the last turns the ranking round."""
    draw = np.random.default_rng(3)
    ends = Indices(*(draw.random((2,)) if i % 2 == 0 else draw.random((2, 2)) for i in range(4)))
    return Study(
        factors, ("hold", "/home/somebody/mine.py:Mine"), draw.random((P, M)) * 100,
        draw.random((F, P, M)), draw.random((F, P, M)) > 0.5, (2, 0), draw.random((2, 2, P, M)),
        (Flip(factors[2].name, 9.0, "overall", 0, 1),), (2, 0), (("hold", ends),), 0.25,
        Weighing(np.array([0.75, 0.25]), draw.random((len(SCALED), P))), 12, 2, 1, 5,
    )  # fmt: skip


@pytest.fixture(scope="module")
def study(bare: Report) -> Study:
    one, other, third = bare.assumptions[:3]
    return study_of((
        Factor(one.name, one.value, 0.0, 9.0), Factor(other.name, other.value + 1.0, 0.0, 9.0),
        Factor(third.name, third.value, 0.0, 9.0),
    ))  # fmt: skip


@pytest.fixture(scope="module")
def document(bare: Report, study: Study) -> Document:
    kept = Kept(study, "elsewhere", "Another exercise")
    return document_of(replace(bare, mattered=effects_of(), study=kept))


def table(document: Document, name: str) -> Table:
    return next(one for one in document.tables if one.name == name)


def test_without_other_worlds_the_report_is_as_it_was(bare: Report) -> None:
    names = {one.anchor for one in document_of(bare).headings}
    assert not names & {"mattered", "sensitivity", "all-assumptions"}


def test_every_line_of_what_mattered_cites_its_entries(document: Document) -> None:
    rows = table(document, "mattered-cohesion").rows
    assert [row[3].entries for row in rows] == [(1, 2, 3, 4, 5), (3,)]
    assert [row[0].text for row in rows] == ["-5.00", "-4.00"]
    assert rows[1][1].text == "-4.50 to -3.50"
    assert {row[0].tone for row in rows} == {"bad"}
    (pair,) = table(document, "mattered-pairs").rows
    assert (pair[3].entries, pair[4].entries) == ((2,), (3,))


def test_what_is_within_noise_is_said_to_be(document: Document) -> None:
    text = markdown(document)
    assert "2 of 4 acts and seats moved it beyond noise; 2 are within noise" in text
    (said,) = (line for line in text.splitlines() if line.startswith("Nothing that was done moved"))
    assert MEASURES["cohesion"].title not in said
    assert all(one.title in said for name, one in MEASURES.items() if name != "cohesion")


def test_a_session_that_comes_out_otherwise_today_is_marked(bare: Report) -> None:
    said = "Rules have changed since this session was played"
    assert said in markdown(document_of(replace(bare, mattered=effects_of(False))))
    assert said not in markdown(document_of(replace(bare, mattered=effects_of())))


def test_the_new_chapters_are_in_every_format(document: Document) -> None:
    assert pdf(document).startswith(b"%PDF-")
    assert docx(document)
    for text in (markdown(document), html(document)):
        for words in ("What mattered", "Strongest pairs", "Which assumptions carry the result"):
            assert words in text
        assert "<b>" not in text
    drawn = {one.name for one in document.blocks if isinstance(one, Picture)}
    assert {"tornado-cohesion", "sensitivity-0", "sensitivity-1"} <= drawn
    named = [one.name for one in document.tables]
    assert len(named) == len(set(named))
    for one in document.tables:
        assert sum(column.share for column in one.columns) == pytest.approx(1.0), one.name
        assert all(len(row) == len(one.columns) for row in one.rows)


def test_a_study_is_told_in_the_annex_with_tables_flips_and_indices(
    document: Document, study: Study
) -> None:
    leading = [study.factors[i].name.replace("_", " ") for i in study.leading]
    assert [row[0].text for row in table(document, "sensitivity-1").rows] == leading
    (flip,) = table(document, "sensitivity-2").rows
    assert [cell.text for cell in flip] == ["overall", leading[0], "9", "hold", "mine.py:Mine"]
    assert len(table(document, "sensitivity-3").rows) == 2
    assert "somebody" not in markdown(document)  # a folder may tell who wrote the policy


def test_a_study_of_something_else_is_said_to_be(
    bare: Report, document: Document, study: Study
) -> None:
    text = markdown(document)
    assert "The study is about another scenario, “Another exercise” (elsewhere)" in text
    other = study.factors[1].name.replace("_", " ")
    assert f"other values than in the study: {other}." in text
    same = replace(study, factors=(study.factors[0], study.factors[0], study.factors[2]))
    text = markdown(document_of(replace(bare, study=Kept(same, bare.scenario, bare.title))))
    assert "another scenario" not in text
    assert "other values" not in text


def test_a_study_read_back_tells_the_same(study: Study, tmp_path: Path) -> None:
    kept = Kept(study, "one", "One")
    (tmp_path / FILE).write_text(text_of(kept), encoding="utf-8")
    for path in (tmp_path, tmp_path / FILE):
        again = read_study(path)
        assert text_of(again) == text_of(kept)
        assert again.study.flips == study.flips
        assert np.allclose(again.study.swing, study.swing, atol=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2}, {"base": [[1.0]]}, {"leading": [7]}, {"clear": []}, {"unsettled": 2.0},
        {"policies": []}, {"measures": ["charm"]}, {"seed": -1}, {"pull": [["x"]]}, {"more": 1},
        {"flips": [{"factor": "a", "value": 1.0, "by": "overall", "before": 0, "after": 9}]},
        {"flips": [{"factor": "a", "value": 1.0, "by": "charm", "before": 0, "after": 1}]},
        {"swing": [[[[1.0], [1.0, 2.0]]]]}, {"share": [float("nan"), 1.0]},
    ],
)  # fmt: skip
def test_a_study_that_does_not_hold_together_is_refused(
    study: Study, change: dict[str, object]
) -> None:
    data = json.loads(text_of(Kept(study, "one", "One"))) | change
    with pytest.raises(StudyFault):
        study_from(json.dumps(data).encode())


@given(st.binary(max_size=200))
def test_bytes_that_are_no_study_are_refused(content: bytes) -> None:
    with pytest.raises(StudyFault):
        study_from(content)


def test_the_command_plays_again_and_takes_a_study(
    session: Session, study: Study, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text(text_of(Kept(study, "one", "One")), encoding="utf-8")
    call = ["report", str(session.journal.file.path), "--format", "md", "--anonymise",
            "--mattered", "--worlds", "2", "--sensitivity", str(tmp_path),
            "--out", str(tmp_path / "out")]  # fmt: skip
    assert main(call) == 0
    text = (tmp_path / "out" / "AAR.md").read_text(encoding="utf-8")
    assert "## What mattered" in text
    assert "In only 2 worlds" in text
    assert "### Which assumptions carry the result" in text
    assert "Zeal" not in text


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--worlds", "4"], 2, "--worlds belongs to --mattered"),
        (["--mattered", "--worlds", "0"], 2, "not a number from 1"),
        (["--mattered", "--format", "csv"], 2, "need one of"),
        (["--sensitivity", "nowhere"], 1, "study.json"),
    ],
)
def test_a_call_that_asks_other_worlds_in_vain_is_told_so(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str],
    code: int, told: str,
) -> None:  # fmt: skip
    call = ["report", str(session.journal.file.path), "--out", str(tmp_path / "out"), *words]
    try:
        assert main(call) == code
    except SystemExit as left:
        assert left.code == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_session_with_other_variables_is_not_played_again(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = checkout / "tests" / "journals" / "0.1.0.ttx"
    call = ["report", str(old), "--format", "md", "--mattered", "--worlds", "1", "--out"]
    assert main([*call, str(tmp_path)]) == 1
    assert "recorded by another version" in capsys.readouterr().err
