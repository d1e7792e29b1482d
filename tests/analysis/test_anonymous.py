"""An anonymised report names nobody and quotes nobody, in whatever file one looks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pyarrow import parquet as pq

from tabletop.analysis.export import EXPORTS, write_exports
from tabletop.analysis.export.anonymous import REMOVED, anonymous
from tabletop.analysis.report import FORMATS
from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.chapters import document_of
from tabletop.analysis.report.docx import docx
from tabletop.analysis.report.html import html
from tabletop.analysis.report.markdown import markdown
from tabletop.analysis.report.pdf import pdf
from tabletop.session.acts import (
    AdHoc,
    Advance,
    Deliver,
    EndEx,
    GiveOrder,
    Hold,
    Observation,
    Respond,
    Resume,
    Ruling,
    StartEx,
    TakeBack,
)
from tabletop.session.course import Course
from tabletop.session.note import Note
from tabletop.session.replay import Replay
from tabletop.session.session import Session
from tests.worlds import small_spec

NAMES = ("Quisling", "Brzezinska", "Mustermann", "Ocelotl", "Wigglesworth", "Zyxwander")
WORDS = "Ask Wigglesworth and Zyxwander"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Return a session in which every field that takes words holds a name."""
    spec = small_spec()
    people = {"facilitator": "Ms Quisling", "coalition": "Dr Brzezinska", "kyiv": "Mr Mustermann",
              "evaluator": "Col. Ocelotl", "room": "Room"}  # fmt: skip
    for seat in spec["scenario"]["seats"]:
        seat["name"] = people[seat["id"]]
        seat["briefing"] = f"For {people[seat['id']]}."
    white = "quisling_seat"
    spec["scenario"]["seats"][0]["id"] = white
    spec["scenario"] |= {"sponsor": "The Ministry", "contact": "Ms Quisling, room 7"}
    path = tmp_path_factory.mktemp("people") / "Mustermann.ttx"
    with Session.create(path, spec, 5) as made:
        made.submit(StartEx(), white)
        made.submit(Hold(reason=WORDS), white)
        made.submit(Resume(), white)
        made.submit(Deliver(inject="sabotage"), white)
        made.submit(Respond(inject="sabotage", words=WORDS), "coalition")
        made.submit(AdHoc(title=WORDS, text=WORDS, sender=WORDS, channel=WORDS,
                          effects={"cohesion": -8}), white)  # fmt: skip
        made.submit(Advance(), white)
        seek = {"type": "seek_authorisation", "actor": "fr", "intent": WORDS, "rationale": WORDS}
        taken = made.submit(GiveOrder(order=seek), "coalition")
        made.submit(TakeBack(entry=taken.seq, reason=WORDS), "coalition")
        made.submit(GiveOrder(order=seek), "coalition")
        made.submit(Advance(), white)
        outcome = made.proposals()[0]
        made.submit(Ruling(purpose=outcome.purpose, index=outcome.index,
                           result=not outcome.result, reason=WORDS), white)  # fmt: skip
        made.submit(Advance(), white)
        made.submit(Observation(text=WORDS, objective="O1", rating="M"), "evaluator")
        made.submit(EndEx(reason=WORDS), white)
        yield made


NOTES = (
    Note("rating", 3, "evaluator", text=WORDS, data={"rating": "S", "objective": "O1"}),
    Note("improvement", 3, "evaluator", text=WORDS,
         data={"action": WORDS, "owner": WORDS, "capability": WORDS, "due": WORDS}),
    Note("hot_wash", 3, "coalition", text=WORDS, data={"question": WORDS}),
    Note("tick", 3, "evaluator", text=WORDS,
         data={"inject": "sabotage", "action": 1, "status": "late"}),
)  # fmt: skip


def _inside(path: Path) -> Iterator[bytes]:
    """Yield everything in a file that could hold a name, unpacked."""
    raw = path.read_bytes()
    yield raw
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for member in archive.namelist():
                yield member.encode() + archive.read(member)
    elif path.suffix == ".pdf":
        reader = pypdf.PdfReader(BytesIO(raw))
        yield str(reader.metadata).encode()
        # The words are kept as numbers of glyphs; lines break inside of words.
        whole = "".join(page.extract_text() for page in reader.pages)
        yield re.sub(r"[\s\u00ad\u200b-]", "", whole).encode()
    elif path.suffix == ".parquet":
        yield str(pq.read_table(BytesIO(raw)).to_pydict()).encode()


def _names_in(folder: Path) -> set[tuple[str, str]]:
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            for content in _inside(path):
                low = content.lower()
                for name in NAMES:
                    if name.lower().encode() in low or name.encode("utf-16-le") in content:
                        found.add((path.name, name))
    return found


def write_documents(replay: Replay, notes: Iterable[Note], folder: Path, file: str = "") -> None:
    """Write the report in every format, with few of the assumptions, which name nobody."""
    report = account_of(replay, file, notes, stills=True)
    document = document_of(replace(report, assumptions=report.assumptions[:20], anonymous=not file))
    for one, content in (
        ("pdf", pdf(document)), ("docx", docx(document)), ("html", html(document).encode()),
        ("md", markdown(document).encode()),
    ):  # fmt: skip
        (folder / f"AAR.{one}").write_bytes(content)


def test_no_file_of_an_anonymised_report_holds_a_name(session: Session, tmp_path: Path) -> None:
    replay, notes = anonymous(session.replay, NOTES)
    write_documents(replay, notes, tmp_path)
    write_exports(replay, tmp_path, formats=[f for f in EXPORTS if f != "png"], notes=notes)
    assert {path.name for path in tmp_path.iterdir()} >= {f"AAR.{one}" for one in FORMATS}
    assert _names_in(tmp_path) == set()


def test_the_search_for_names_finds_them_where_they_are(session: Session, tmp_path: Path) -> None:
    write_documents(session.replay, NOTES, tmp_path, "Mustermann.ttx")
    write_exports(session.replay, tmp_path, formats=("xlsx", "csv", "jsonl"), notes=NOTES)
    found = _names_in(tmp_path)
    for file in (
        "AAR.pdf",
        "AAR.docx",
        "AAR.html",
        "AAR.md",
        "MSEL.xlsx",
        "entries.csv",
        "entries.jsonl",
    ):
        assert any(name == file for name, _ in found), file
    assert {name for file, name in found if file == "AAR.pdf"} == set(NAMES)


def test_what_was_played_stays_in_an_anonymised_report(session: Session) -> None:
    replay, notes = anonymous(session.replay, NOTES)
    report = account_of(replay, "", notes)
    whole = account_of(session.replay, "", NOTES)
    assert [row.entry for row in report.decisions] == [row.entry for row in whole.decisions]
    assert {row.seat for row in report.decisions} == {"Player 1"}
    assert [row.odds for row in report.rulings] == [row.odds for row in whole.rulings]
    assert [row.values for row in report.measures] == [row.values for row in whole.measures]
    assert [one.status for one in report.expected] == [one.status for one in whole.expected]
    assert report.objectives[0].rating == whole.objectives[0].rating == "S"
    assert report.decisions[1].intent == REMOVED


def test_findings_that_quote_what_somebody_typed_are_scrubbed_as_well(session: Session) -> None:
    quoting = copy(session.replay)
    entries = list(session.replay.course.entries)
    said = {"kind": "outcome", "subject": f"so: {WORDS}", "audience": ["quisling_seat", "gb"]}
    entries[3] = replace(entries[3], findings=(said,), outcomes=({"who": [WORDS]},))
    quoting.course = Course(entries)
    made, _ = anonymous(quoting)
    entry = made.course.entries[3]
    assert entry.findings == (
        {"kind": "outcome", "subject": REMOVED, "audience": ["facilitator_1", "gb"]},
    )
    assert entry.outcomes == ({"who": [REMOVED]},)


def test_the_record_itself_is_left_as_it_was(session: Session) -> None:
    before = [(entry.by, str(entry.act)) for entry in session.entries]
    anonymous(session.replay, NOTES)
    assert [(entry.by, str(entry.act)) for entry in session.replay.course.entries] == before
    assert session.replay.world.scenario.seats[1].name == "Dr Brzezinska"
