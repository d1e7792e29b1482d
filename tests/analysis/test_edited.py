"""What people wrote on is put aside under another name when it would be replaced."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from tabletop.analysis.export.edited import WRITTEN_ON, is_edited, set_aside_edited
from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.chapters import document_of
from tabletop.analysis.report.docx import docx as made_docx
from tabletop.content.library import resolve
from tabletop.content.msel_xlsx import workbook
from tabletop.session.session import Session
from tests.analysis.golden_report import SESSION


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a report and a workbook as the program makes them."""
    folder = tmp_path_factory.mktemp("made")
    with Session.open(SESSION, read_only=True) as session:
        document = document_of(account_of(session.replay, SESSION.name, stills=False))
    (folder / "AAR.docx").write_bytes(made_docx(document))
    (folder / "MSEL.xlsx").write_bytes(workbook(resolve("tripwire")))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "report"))


def write_on(folder: Path) -> None:
    """Change both documents as the programs do in which people write."""
    report = docx.Document(str(folder / "AAR.docx"))
    report.add_paragraph("Agreed at the meeting.")
    report.core_properties.modified = datetime(2026, 11, 23, 9, 0)
    report.save(str(folder / "AAR.docx"))
    book = openpyxl.load_workbook(folder / "MSEL.xlsx")
    book.properties.created = datetime(2026, 11, 22, 9, 0)
    book.save(folder / "MSEL.xlsx")


def test_what_nobody_touched_is_replaced(folder: Path) -> None:
    assert not any(is_edited(folder / name) for name in WRITTEN_ON.values())
    assert set_aside_edited(folder, ["docx", "xlsx", "pdf"]) == []


def test_what_somebody_wrote_on_is_kept_each_time_under_a_free_name(folder: Path) -> None:
    write_on(folder)
    words = (folder / "AAR.docx").read_bytes()
    assert set_aside_edited(folder, ["docx", "pdf"]) == [folder / "AAR.1.docx"]
    assert (folder / "AAR.1.docx").read_bytes() == words
    assert (folder / "MSEL.xlsx").exists()  # nobody asked for a new one
    shutil.copy(folder / "AAR.1.docx", folder / "AAR.docx")
    kept = set_aside_edited(folder, ["docx", "xlsx"])
    assert kept == [folder / "AAR.2.docx", folder / "MSEL.1.xlsx"]
    assert set_aside_edited(folder, ["docx", "xlsx"]) == []


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04"])
def test_what_cannot_be_read_is_kept_too(folder: Path, content: bytes) -> None:
    (folder / "AAR.docx").write_bytes(content)
    with zipfile.ZipFile(folder / "MSEL.xlsx", "w") as archive:
        archive.writestr("docProps/core.xml", "<nothing/>")
    assert len(set_aside_edited(folder, ["docx", "xlsx"])) == 2
