"""A whole session as text: JSON Lines, one object a line, out and in again.

The text holds all that the file holds (heading, ground, every branch's entries, notes, signature),
so that the session made of it has the same digests, hashes and seals.  Snapshots are made anew.
A text is hostile input: each line is checked as a row of a file is, and nothing is written unless
all of it is sound.
"""

from __future__ import annotations

import base64
import binascii
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabletop.session.contents import (
    MAX_BRANCHES,
    Branch,
    Chain,
    Contents,
    branch_of,
    hash_at,
    heading_of,
    root_of,
)
from tabletop.session.journal import INSERT, SNAPSHOT_EVERY, entry_row
from tabletop.session.lock import WriterLock
from tabletop.session.note import MAX_NOTES, Note, NoteFault, note_of, note_row
from tabletop.session.opening import JournalFault, entry_of
from tabletop.session.packing import pack_scenario
from tabletop.session.record import FORMAT, BrokenRecord, Entry, Json, canonical
from tabletop.session.schema import (
    BRANCH_COLUMNS,
    COLUMNS,
    NOTE_COLUMNS,
    TRUNK,
    row_number,
)
from tabletop.session.signature import ROW as SIGNATURE
from tabletop.session.writing import write_new
from tabletop.world.state import BrokenPack, State

WHAT = "ceasefire tabletop session"
MAX_LINE = 400 << 20
"""Most characters of one line; the longest of a real session is its scenario."""
_JSON = ("act", "findings", "outcomes")
_NUMBERS = ("seed", "run", "format")
_WORDS = ("software", "start", "root")


# -- out ---------------------------------------------------------------------------------------


def text_of(contents: Contents) -> Iterator[str]:
    """Write the contents of a session as lines of text, each with its line end."""
    yield from (canonical(line) + "\n" for line in _lines(contents))


def _lines(contents: Contents) -> Iterator[Json]:
    heading, meta = contents.heading, contents.meta
    yield {
        "line": "session", "what": WHAT, "text": FORMAT, "format": heading.form,
        "software": heading.software, "seed": heading.seed, "run": heading.run,
        "start": heading.start, "root": meta["root"].decode(), "scenario": heading.spec,
    }  # fmt: skip
    yield {"line": "ground", "npz": _base64(meta["ground"])}
    yield {"line": "start", "state": _base64(meta["state"])}
    count = 0
    for number, chain in contents.chains.items():
        branch = chain.branch
        if number != TRUNK:
            values = (number, branch.parent, branch.fork, branch.at, branch.by, branch.root,
                      branch.name)  # fmt: skip
            yield {"line": "branch", **dict(zip(_names(BRANCH_COLUMNS), values, strict=True))}
        for entry in chain.entries[branch.fork :]:
            count += 1
            yield {"line": "entry", "branch": number, **_entry_data(entry)}
    for note in contents.notes.values():
        row = dict(zip(_names(NOTE_COLUMNS), note_row(note), strict=True))
        yield {"line": "note", **row, "data": note.data}
    if SIGNATURE in meta:
        yield {"line": "signature", "value": meta[SIGNATURE].decode("utf-8", "replace")}
    yield {"line": "end", "entries": count}


def _entry_data(entry: Entry) -> Json:
    data = {name: getattr(entry, name) for name in _names(COLUMNS)}
    return {**data, "delta": _base64(entry.delta)}


def _names(columns: str) -> list[str]:
    return columns.split(", ")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# -- in ----------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """What has been read of a text so far; ``number`` counts its lines."""

    number: int = 0
    head: Json = field(default_factory=dict)
    meta: dict[str, bytes] = field(default_factory=dict)
    contents: Contents | None = None
    entries: int = 0
    ended: bool = False


def read_text(lines: Iterable[str]) -> Contents:
    """Read the contents of a session from lines of text.

    Raises ``JournalFault``, which names the first line that is not as it was written.
    """
    reading = _Reading()
    for text in lines:
        reading.number += 1
        try:
            _take(reading, _object(text))
        except (
            BrokenRecord, BrokenPack, NoteFault, KeyError, TypeError, ValueError, AttributeError,
            IndexError, RecursionError,
        ) as fault:  # fmt: skip
            what = f"{fault.args[0]!r} is missing" if isinstance(fault, KeyError) else str(fault)
            raise JournalFault(
                f"The text cannot be read: line {reading.number}: {what.rstrip('.')}."
            ) from None
    if reading.contents is None or not reading.ended:
        raise JournalFault(f"The text is cut short after line {reading.number}.")
    return reading.contents


def _object(text: str) -> Json:
    if len(text) > MAX_LINE:
        raise BrokenRecord("it is too long")
    value = json.loads(text)
    if not isinstance(value, dict):
        raise BrokenRecord("it is not an object")
    return value


def _take(reading: _Reading, data: Json) -> None:
    kind = data.pop("line")
    if reading.ended:
        raise BrokenRecord("something stands after the end")
    if reading.contents is None:
        _begin(reading, kind, data)
    elif kind == "branch":
        _take_branch(reading.contents, data)
    elif kind == "entry":
        _take_entry(reading.contents, data)
        reading.entries += 1
    elif kind == "note":
        _take_note(reading.contents, data)
    elif kind == "signature":
        reading.contents.meta[SIGNATURE] = _text(data["value"]).encode()
    elif kind == "end":
        if data["entries"] != reading.entries:
            raise BrokenRecord(f"{data['entries']} entries were written, {reading.entries} stand")
        reading.ended = True
    else:
        raise BrokenRecord(f"a line {kind!r} is not known here")


def _begin(reading: _Reading, kind: Any, data: Json) -> None:
    """Take the three lines of the heading."""
    expected = ("session", "ground", "start")[min(reading.number, 3) - 1]
    if kind != expected:
        raise BrokenRecord(f"the line {expected!r} should stand here")
    if kind == "session":
        if data["what"] != WHAT:
            raise BrokenRecord("this is not the text of a session")
        if type(data["text"]) is not int or not 1 <= data["text"] <= FORMAT:
            raise BrokenRecord("it was written by a newer version of this program")
        if any(type(data[name]) is not int for name in _NUMBERS):
            raise BrokenRecord("a number is none")
        reading.meta |= {name: str(data[name]).encode() for name in _NUMBERS}
        reading.meta |= {name: _text(data[name]).encode() for name in _WORDS}
        reading.meta["scenario"] = pack_scenario(data["scenario"])
    elif kind == "ground":
        reading.meta["ground"] = _bytes(data["npz"])
    else:
        reading.meta["state"] = _bytes(data["state"])
        heading, wrong = heading_of(reading.meta)
        if wrong:
            raise BrokenRecord(wrong)
        if State.unpack(reading.meta["state"]).digest() != heading.start:
            raise BrokenRecord("the state at the start is not the one that was sealed")
        trunk = Chain(Branch(TRUNK, root=heading.root), [])
        reading.contents = Contents(heading, reading.meta, {TRUNK: trunk}, {})


def _take_branch(contents: Contents, data: Json) -> None:
    number = len(contents.chains)
    if number > MAX_BRANCHES:
        raise BrokenRecord("there are too many branches")
    row = tuple(data[name] for name in _names(BRANCH_COLUMNS))
    branch = branch_of((number, *row), number)
    parent = contents.chains[branch.parent or TRUNK]
    if branch.fork > len(parent.entries):
        raise BrokenRecord("the branch springs from an entry that is not there")
    if branch.root != root_of(branch, hash_at(contents, parent.branch.id, branch.fork)):
        raise BrokenRecord("the branch does not match its seal")
    contents.chains[number] = Chain(branch, parent.entries[: branch.fork])


def _take_entry(contents: Contents, data: Json) -> None:
    branch = data["branch"]
    if type(branch) is not int or branch != len(contents.chains) - 1:
        raise BrokenRecord("the entry stands under another branch")
    chain = contents.chains[branch]
    parts = {name: data[name] for name in _names(COLUMNS)}
    parts |= {name: canonical(parts[name]) for name in _JSON}
    parts["delta"] = _bytes(parts["delta"])
    chain.entries.append(entry_of(tuple(parts.values()), len(chain.entries) + 1, chain.head))


def _take_note(contents: Contents, data: Json) -> None:
    data["data"] = canonical(data["data"])
    note: Note = note_of(tuple(data[name] for name in _names(NOTE_COLUMNS)))
    if note.id in contents.notes or note.branch not in contents.chains:
        raise BrokenRecord("the note stands twice, or for a branch that is not there")
    if len(contents.notes) >= MAX_NOTES:
        raise BrokenRecord("there are too many notes")
    contents.notes[note.id] = note


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BrokenRecord("a text is none")
    return value


def _bytes(text: Any) -> bytes:
    try:
        return base64.b64decode(_text(text), validate=True)
    except binascii.Error:
        raise BrokenRecord("its bytes are not base64") from None


# -- a new file of it --------------------------------------------------------------------------


def write_contents(path: Path, contents: Contents) -> None:
    """Write a new session file that holds all of ``contents``, whatever file it came from.

    Raises ``JournalFault`` when the name is taken, the file cannot be written, or a stored change
    does not lead to the state that was recorded; nothing is left behind then.
    """
    lock = WriterLock.take(path)
    try:
        write_new(path, contents.meta, lambda db: _fill(db, contents))
    finally:
        lock.release()


def _fill(db: sqlite3.Connection, contents: Contents) -> None:
    for number, chain in contents.chains.items():
        branch = chain.branch
        if number != TRUNK:
            marks = ", ".join("?" * len(_names(BRANCH_COLUMNS)))
            row = (number, number, branch.parent, branch.fork, branch.at, branch.by, branch.root,
                   branch.name)  # fmt: skip
            db.execute(f"INSERT INTO branch (rowid, {BRANCH_COLUMNS}) VALUES (?, {marks})", row)
        _fill_branch(db, contents, chain)
    marks = ", ".join("?" * len(_names(NOTE_COLUMNS)))
    for note in contents.notes.values():
        db.execute(f"INSERT INTO note ({NOTE_COLUMNS}) VALUES ({marks})", note_row(note))


def _fill_branch(db: sqlite3.Connection, contents: Contents, chain: Chain) -> None:
    """Write the own entries of a branch, and a snapshot now and then."""
    state = State.unpack(contents.meta["state"])
    for entry in chain.entries:
        try:
            state.apply(entry.delta)
        except BrokenPack as fault:
            raise JournalFault(f"Entry {entry.seq} cannot be used: {fault}.") from None
        if entry.seq <= chain.branch.fork:
            continue
        row = row_number(chain.branch.id, entry.seq)
        db.execute(INSERT, (row, *entry_row(entry)))
        if entry.seq % SNAPSHOT_EVERY == 0:
            if state.digest() != entry.digest:
                raise JournalFault(f"The changes up to entry {entry.seq} lead to another state.")
            db.execute("INSERT INTO snapshot VALUES (?, ?)", (row, state.pack()))
