"""Opening a workbook whose bytes nobody vouches for: bounded, and nothing in it is worked out."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

MAX_BYTES, MAX_UNPACKED, MAX_MEMBERS = 20 << 20, 200 << 20, 500
MAX_ROWS, MAX_COLUMNS = 5_000, 60


class Unfit(Exception):
    """The bytes are no workbook that is read here; the text says why."""


def sheets_of(source: Path | bytes, titles: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the named sheets that are there, formulas as their text.

    Raises ``Unfit`` with one sentence for bytes that are no workbook, and ``OSError`` when a file
    cannot be read; nothing else escapes.
    """
    raw = source if isinstance(source, bytes) else _beginning(source)
    if len(raw) > MAX_BYTES:
        raise Unfit(f"the file is larger than {MAX_BYTES >> 20} MiB")
    _screen(raw)
    return _sheets(raw, titles)


def _beginning(path: Path) -> bytes:
    """Return at most a byte more than is read here: a device has no size, and may have no end."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _screen(raw: bytes) -> None:
    """Refuse archives that unfold to too much, and XML that declares entities."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise Unfit("it unfolds to more than a workbook needs")
            for member in members:
                with archive.open(member) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Unfit("it unfolds to more than a workbook needs")
                if member.filename.endswith((".xml", ".rels")):
                    _screen_xml(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as fault:
        raise Unfit(f"it is not a workbook of the format XLSX ({fault})") from None


def _screen_xml(content: bytes) -> None:
    """Refuse XML in other than UTF-8, or with entities: no program writes such workbooks."""
    plain = content[:3] == b"\xef\xbb\xbf" or content.lstrip()[:1] in (b"<", b"")
    if not plain or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unfit("its XML declares things that a workbook does not need")


def _sheets(raw: bytes, titles: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions that are left out; none is needed
            book = load_workbook(BytesIO(raw), read_only=True, data_only=False)
            try:
                return {title: _rows(book[title]) for title in titles if title in book.sheetnames}
            finally:
                book.close()
    except Exception as fault:  # openpyxl raises whatever a damaged part happens to cause
        raise Unfit(f"it cannot be read as a workbook ({type(fault).__name__}: {fault})") from None


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    walked = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
    return [tuple(row) for row in walked]
