"""The report: complete in every format, every claim cites its entries, nothing becomes markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx
import pytest

from tabletop.analysis.report import write_report
from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.annexes import PLANNING
from tabletop.analysis.report.chapters import _alike, _decision, document_of
from tabletop.analysis.report.document import Bullets, Document, Picture, Table, Text, cite
from tabletop.analysis.report.docx import docx
from tabletop.analysis.report.html import html
from tabletop.analysis.report.markdown import markdown, plain
from tabletop.analysis.report.model import NOT_A_PREDICTION, DecisionRow, Report
from tabletop.analysis.report.pdf import pages, pdf
from tabletop.rules.measures import MEASURES
from tabletop.session.acts import (
    AdHoc,
    Advance,
    Deliver,
    EndEx,
    GiveOrder,
    Observation,
    Respond,
    Ruling,
    StartEx,
    TakeBack,
)
from tabletop.session.note import Note
from tabletop.session.session import Session
from tests.worlds import small_spec

DRAWING = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}drawing"
NOTES = (
    Note("rating", 4, "evaluator", text="Slow at first",
         data={"rating": "S", "objective": "O1"}),
    Note("rating", 4, "evaluator", text="By the book", data={"rating": "P", "task": "answer"}),
    Note("highlight", 3, "facilitator", text="Here it turned", data={"list": "six", "place": 1}),
    Note("important", 3, "evaluator"),
    Note("important", 9999, "evaluator"),
    Note("strength", 4, "evaluator", text="Good tempo"),
    Note("improvement", 4, "evaluator", text="Agree on a spokesman",
         data={"capability": "Decision", "action": "Name one", "owner": "Staff", "due": "T+30"}),
    Note("tick", 4, "evaluator", text="", data={"inject": "sabotage", "action": 1,
                                                "status": "late"}),
)  # fmt: skip
HOSTILE = "<script>alert(1)</script> | **bold** [x](http://e.example) `code`"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session with a bit of everything in it, typed by somebody unfriendly."""
    path = tmp_path_factory.mktemp("report") / "session.ttx"
    spec = small_spec()
    spec["doctrine"] = {"vote_wait": 3}
    spec["scenario"]["objectives"][0]["tasks"] = [
        {"id": "answer", "title": "Answer", "standard": "In time.",
         "orders": ["seek_authorisation"]},
    ]  # fmt: skip
    (sabotage,) = (one for one in spec["injects"] if one["id"] == "sabotage")
    sabotage["expected_actions"] = ["decide the answer", "move the nearest reserve", "calm"]
    session = Session.create(path, spec, 5)
    white, coalition = "facilitator", "coalition"
    session.submit(StartEx(), white)
    session.submit(Deliver(inject="sabotage"), white)
    session.submit(Respond(inject="sabotage", option="a"), coalition)
    session.submit(AdHoc(title=HOSTILE, text=HOSTILE, effects={"cohesion": -8}), white)
    session.submit(Advance(), white)
    seek = {"type": "seek_authorisation", "actor": "fr", "intent": HOSTILE, "rationale": HOSTILE}
    session.submit(GiveOrder(order=seek), coalition)
    base = {"type": "sign_base_agreement", "actor": "pl"}
    taken = session.submit(GiveOrder(order=base), coalition)
    session.submit(TakeBack(entry=taken.seq, reason=HOSTILE), coalition)
    session.submit(Advance(), white)
    outcome = session.proposals()[0]
    ruling = Ruling(
        purpose=outcome.purpose, index=outcome.index, result=not outcome.result, reason=HOSTILE
    )
    session.submit(ruling, white)
    session.submit(Advance(), white)
    session.submit(Observation(text=HOSTILE, objective="O1", rating="M", about=3), "evaluator")
    session.submit(EndEx(reason="Done."), white)
    return session


@pytest.fixture(scope="module")
def report(session: Session) -> Report:
    return account_of(session.replay, "session.ttx", NOTES, stills=True)


@pytest.fixture(scope="module")
def document(report: Report) -> Document:
    return document_of(report)


@pytest.fixture(scope="module")
def short(report: Report) -> Document:
    """Return the document with few of its thousand assumptions, which all look alike."""
    return document_of(replace(report, assumptions=report.assumptions[:40]))


def test_every_claim_cites_entries_of_the_record(
    report: Report, document: Document, session: Session
) -> None:
    known = {entry.seq for entry in session.entries}
    claims = [claim for block in document.blocks if isinstance(block, Bullets)
              for claim in block.claims]  # fmt: skip
    assert set(report.claims) | set(report.strengths) | set(report.weaknesses) <= set(claims)
    assert len(claims) > 10
    for claim in claims:
        assert claim.entries
        assert set(claim.entries) <= known
    for table in document.tables:
        for row in table.rows:
            assert {seq for cell in row for seq in cell.entries} <= known


def test_a_decision_that_was_taken_back_is_shown_as_such(
    report: Report, document: Document
) -> None:
    assert [row.undone for row in report.decisions] == [False, False, True]
    assert "(taken back)" in markdown(document)
    assert "<s>" in html(document)


def test_intent_rationale_reason_rating_and_answer_are_in_the_report(report: Report) -> None:
    assert report.decisions[1].intent.startswith("<script>")
    (ruling,) = report.rulings
    assert ruling.odds is not None
    assert ruling.reason == HOSTILE
    observation = report.observations[0]
    assert (observation.rating, observation.about) == ("M", 3)
    answered = next(row for row in report.injects if row.id == "sabotage")
    assert (answered.actual, answered.answer) == ("turn 1", "Answer firmly.")
    assert next(row for row in report.injects if row.id == "tray").actual == "not played"


def test_every_measure_is_shown_with_terms_that_add_up(report: Report) -> None:
    assert {row.name for row in report.measures} == set(MEASURES)
    for row in report.measures:
        assert len(row.values) == len(row.turns) == 2
        for explained, value in ((row.first, row.values[0]), (row.last, row.values[-1])):
            whole = sum(term.contribution for term in explained.terms)
            assert whole == pytest.approx(value)


@pytest.mark.system("SS-126")
def test_a_report_after_endex_says_what_holds_once_attention_has_gone(
    report: Report, document: Document
) -> None:
    assert report.afterwards[0].startswith("24 months after the exercise")
    assert len(report.afterwards) > 3
    for text in (markdown(document), html(document)):
        assert "The final test" in text
        assert report.afterwards[1].split(":")[0] in text


def test_changed_assumptions_are_marked_and_stand_first(report: Report, document: Document) -> None:
    changed = [one for one in report.assumptions if one.changed]
    assert [one.name for one in changed] == ["vote_wait"]
    assert changed[0].value == 3
    (table,) = (one for one in document.tables if one.name == "assumptions")
    assert [row[0].text for row in table.rows if "●" in row[0].text] == ["● vote wait"]
    assert table.rows[0][0].text == "● vote wait"


def test_every_assumption_stands_once_and_those_with_a_source_stand_before_planning_values(
    report: Report, document: Document
) -> None:
    sourced, plain = (
        next(one for one in document.tables if one.name == name)
        for name in ("assumptions", "planning-values")
    )
    assert len(sourced.rows) + len(plain.rows) == len(report.assumptions)
    named = [row[0].text.removeprefix("● ") for row in (*sourced.rows, *plain.rows)]
    assert sorted(named) == sorted(one.name.replace("_", " ") for one in report.assumptions)
    value = {one.name.replace("_", " "): one for one in report.assumptions}
    assert all(value[row[0].text].source == PLANNING for row in plain.rows)
    assert not any(row[4].text == f"{PLANNING}; assumption" for row in sourced.rows[1:])


def test_the_same_order_for_several_actors_one_after_the_other_is_one_row() -> None:
    row = DecisionRow(
        1, 2, "", "Nordic states", "Norway: seek a vote.", "Early.", "", False, "Norway"
    )
    more = [replace(row, entry=number, text=f"{name}: seek a vote.", actor=name)
            for number, name in ((2, "Sweden"), (3, "Finland"))]  # fmt: skip
    ((entries, turn, seat, said, why),) = (_decision(rows) for rows in _alike([row, *more]))
    assert (entries.entries, turn.text, seat.text) == ((1, 2, 3), "2", "Nordic states")
    assert (said.text, why.text) == ("Norway, Sweden, Finland: seek a vote.", "Early.")
    for other in (
        replace(row, turn=3), replace(row, text="Norway: join."), replace(row, intent="Late."),
        replace(row, undone=True), replace(row, actor=""),
    ):  # fmt: skip
        assert [len(rows) for rows in _alike([other, *more])] == [1, 1, 1]
    assert [len(rows) for rows in _alike([row, *more, replace(row, intent="")])] == [3, 1]


def test_injects_that_stayed_in_the_tray_are_listed_and_fill_no_rows(report: Report) -> None:
    waits = replace(report.injects[0], id="X1", title="Kept back", planned="tray",
                    actual="not played", entries=())  # fmt: skip
    document = document_of(replace(report, injects=(*report.injects, waits)))
    (table,) = (one for one in document.tables if one.name == "injects")
    assert len(table.rows) == len(report.injects)
    (told,) = (one.text for one in document.blocks
               if isinstance(one, Text) and "stayed in the tray" in one.text)  # fmt: skip
    assert told == "1 inject stayed in the tray: X1 Kept back."


def test_nothing_is_written_as_minus_nought(document: Document) -> None:
    for table in document.tables:
        if table.name.startswith("terms-"):
            told = {cell.text for row in table.rows for cell in row[1:4]}
            assert not told & {"-0.0", "+0.0"}, table.name


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), ""), ((3,), "[#3]"), ((3, 4), "[#3, #4]"), ((3, 4, 5), "[#3–#5]"),
        ((1, 3, 4, 5, 9), "[#1, #3–#5, #9]"), ((5, 4, 3), "[#5, #4, #3]"),
    ],
)  # fmt: skip
def test_entries_that_follow_each_other_are_cited_as_a_run(
    entries: tuple[int, ...], said: str
) -> None:
    assert cite(entries) == said


def test_words_above_a_table_stay_with_it_in_the_docx(document: Document) -> None:
    written = python_docx.Document(BytesIO(docx(document)))
    lines = {line.text: line for line in written.paragraphs}
    pairs = list(zip(document.blocks, document.blocks[1:], strict=False))
    above = [one.text for one, after in pairs
             if isinstance(one, Text) and isinstance(after, Table) and not one.entries]  # fmt: skip
    assert above
    assert all(lines[text].paragraph_format.keep_with_next for text in above)


def test_markdown_names_no_picture_that_the_exports_do_not_hold(document: Document) -> None:
    named = re.findall(r"stills/([\w-]+)\.svg", markdown(document))
    assert named and all(name.startswith("map-turn-") for name in named)
    for picture in (one for one in document.blocks if isinstance(one, Picture)):
        if not picture.name.startswith("map-"):
            assert plain(picture.says) in markdown(document)


def test_marking_caution_and_facts_are_on_every_format(
    document: Document, session: Session
) -> None:
    for text in (markdown(document), html(document)):
        assert "EXERCISE" in text
        assert NOT_A_PREDICTION in text
        assert session.entries[-1].hash in text
        assert session.digest in text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert not (name in ("src", "href") and not (value or "").startswith("#"))
        if tag not in ("meta", "br", "img", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_is_well_formed_self_contained_and_runs_nothing(document: Document) -> None:
    reader = _Reader()
    reader.feed(html(document))
    reader.close()
    assert reader.open == []
    assert not reader.seen & {"script", "iframe", "object", "img", "link"}


def test_nothing_that_people_typed_becomes_markdown(document: Document) -> None:
    text = markdown(document)
    assert "<script>" not in text
    assert "**bold**" not in text
    assert "[x](" not in text
    for table in document.tables:
        # A bar that somebody typed must not make a cell.
        for line in text.splitlines():
            if line.startswith("| ") and "script" in line:
                assert len(re.findall(r"(?<!\\)\|", line)) in (5, 6, 7, 8), table.name
    assert plain("a\nb") == "a b"


def test_a_chart_has_one_mark_for_each_turn(report: Report, document: Document) -> None:
    charts = {one.name: one.svg for one in document.blocks if isinstance(one, Picture)}
    for row in report.measures:
        drawn = charts[f"chart-{row.name}"]
        assert drawn.count("<circle") == len(row.turns)
        assert all(f">T{turn}<" in drawn for turn in row.turns)


def test_every_turn_has_its_map_and_the_account_says_which_entry_it_shows(
    report: Report, session: Session
) -> None:
    assert [still.turn for still in report.stills] == [0, 1]
    assert report.stills[-1].seq == session.entries[-1].seq
    for still in report.stills:
        assert "EXERCISE APPROXIMATION" in still.svg
        ElementTree.fromstring(still.svg)


def test_ratings_and_notes_beside_the_record_are_in_the_report(
    report: Report, document: Document
) -> None:
    (objective,) = report.objectives
    assert objective.rating == "S"
    assert any("Slow at first" in claim.text for claim in objective.ratings)
    assert any("Good tempo" in claim.text for claim in report.strengths)
    assert any("Slow at first" not in one.issue and one.owner == "Staff" for one in report.plan)
    ticked = [one for one in report.expected if one.decided]
    assert [(one.inject, one.number, one.status) for one in ticked] == [("sabotage", 1, "late")]
    assert "Good tempo" in markdown(document)
    (marked,) = report.highlights
    assert marked.entries == (3,)
    assert marked.text.endswith("Here it turned")


def test_the_model_holds_what_an_after_action_report_needs(document: Document) -> None:
    chapters = [one.text for one in document.headings if one.level == 1]
    assert chapters == [
        "Exercise overview", "Summary", "Objectives, capabilities and tasks",
        "Course of the exercise", "Decisions", "Rulings", "Injects, planned and actual",
        "Measures", "The final test", "Annex A: Improvement plan", "Annex B: Participants",
        "Annex C: Assumptions", "Annex D: The session",
    ]  # fmt: skip
    named = [table.name for table in document.tables]
    assert len(named) == len(set(named))
    assert {
        "overview",
        "ratings",
        "tasks-O1",
        "observations",
        "decisions",
        "rulings",
        "injects",
        "expected",
        "measures",
        "plan",
        "participants",
        "assumptions",
        "facts",
    } <= set(named)
    for table in document.tables:
        assert sum(column.share for column in table.columns) == pytest.approx(1.0), table.name
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_pdf_has_pages_with_words_on_them(short: Document) -> None:
    whole = pdf(short)
    assert whole.startswith(b"%PDF-")
    drawn = pages(short, ppi=24)
    assert len(drawn) > 10
    blank = min(len(page) for page in drawn)
    assert all(page.startswith(b"\x89PNG") for page in drawn)
    assert blank > 300
    assert pdf(short) == whole  # the same record gives the same bytes


def test_the_docx_opened_again_has_the_same_headings_tables_and_pictures(
    short: Document,
) -> None:
    document = short
    file = python_docx.Document(BytesIO(docx(document)))
    read = [(int(p.style.name[-1]), p.text) for p in file.paragraphs
            if p.style.name.startswith("Heading ")]  # fmt: skip
    assert read == [(one.level, plain_words(one.text)) for one in document.headings]
    assert len(file.tables) == len(document.tables)
    for table, source in zip(file.tables, document.tables, strict=True):
        rows = [row.cells for row in table.rows][int(source.headed) :]
        assert len(rows) == len(source.rows)
        for cells, cited in zip(rows[:5], source.rows[:5], strict=True):
            for cell, one in zip(cells, cited, strict=True):
                assert cell.text.startswith(plain_words(one.text))
                assert all(f"#{seq}" in cell.text for seq in one.entries)
    pictures = sum(isinstance(block, Picture) for block in document.blocks)
    sparks = sum(cell.picture is not None
                 for table in document.tables for row in table.rows for cell in row)  # fmt: skip
    assert len(file.element.body.findall(f".//{DRAWING}")) == pictures + sparks


def plain_words(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def test_characters_that_xml_cannot_hold_do_not_stop_a_report(report: Report) -> None:
    odd = "a\x00b\x0b\u202e\ud7ff c"
    spoiled = document_of(replace(report, title=odd, marking=odd, assumptions=()))
    assert docx(spoiled)
    assert pdf(spoiled)
    assert "a" in html(spoiled)


def test_a_report_is_written_whole_or_not_at_all(session: Session, tmp_path: Path) -> None:
    written = write_report(session.replay, tmp_path, "session.ttx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["AAR.html", "AAR.md"]
    assert all(path.stat().st_size > 1000 for path in written)


def test_progress_is_told_while_a_report_is_written(session: Session, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_report(session.replay, tmp_path, "session.ttx", formats=("html", "md"),
                 tell=lambda *words: told.append(words))  # fmt: skip
    assert {"maps", "AAR.html", "AAR.md"} <= {what for what, _, _ in told}
    assert all(done <= steps for _, done, steps in told)


@pytest.mark.storm
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_docx_without_loss(short: Document, tmp_path: Path) -> None:
    (tmp_path / "AAR.docx").write_bytes(docx(short))
    call = ["soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir",
            str(tmp_path), str(tmp_path / "AAR.docx")]  # fmt: skip
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    read = " ".join((tmp_path / "AAR.txt").read_text(encoding="utf-8-sig").split())
    for heading in short.headings:
        assert heading.text in read
    for table in short.tables:
        for cell in (cell for row in table.rows for cell in row if cell.picture is None):
            assert " ".join(plain_words(cell.text).split()) in read, table.name
            assert all(f"#{seq}" in read for seq in cell.entries)
