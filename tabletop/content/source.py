"""From the bytes of a content file to clean text: size, encoding and stray characters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from tabletop.content.problems import ContentFault, Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_STRAY_CHARACTERS = 20

# Control characters, the line breaks only some readers count, and marks no editor shows.
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_OTHER_ENCODINGS = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)


def bytes_of(source: Path | bytes, name: str) -> bytes:
    """Return the bytes of a file, or ``source`` itself; ContentFault when it cannot be read."""
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as fault:
            reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault
            raise ContentFault([Problem(name, 1, 1, f"cannot be read: {reason}")]) from fault
    else:
        data = source
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise ContentFault([Problem(name, 1, 1, f"the file is larger than {limit} MiB")])
    return data


def decode(data: bytes, name: str) -> str:
    """Return UTF-8 bytes as text; ContentFault names each character that may not stand in it."""
    if data.startswith(_OTHER_ENCODINGS):
        message = "the file is UTF-16 or UTF-32; save it as UTF-8"
        raise ContentFault([Problem(name, 1, 1, message)])
    # A UTF-8 byte order mark at the very start is legal YAML, and some editors always write it.
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line, column = _place(data[: fault.start].decode("utf-8"), fault.start)
        message = f"byte 0x{data[fault.start]:02x} is not UTF-8 text; save the file as UTF-8"
        raise ContentFault([Problem(name, line, column, message)]) from fault
    problems = []
    for found in _STRAY.finditer(text):
        line, column = _place(text, found.start())
        message = f"character U+{ord(found.group()):04X} is not allowed in the file"
        problems.append(Problem(name, line, column, message))
        if len(problems) == MAX_STRAY_CHARACTERS:
            break
    if problems:
        raise ContentFault(problems)
    return text


def _place(text: str, index: int) -> tuple[int, int]:
    """Return (line, column) of a character, both from 1, in the lines editors count."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
