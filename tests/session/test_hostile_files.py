"""Files that somebody harmed: one clear sentence, never a crash, never a changed original."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.session import acts
from tabletop.session.as_text import text_of
from tabletop.session.contents import read_contents
from tabletop.session.journal import JournalFault
from tabletop.session.moment import inject_rows, orders_of_turn, timeline_items
from tabletop.session.notes import Note
from tabletop.session.session import Session
from tabletop.session.verify import verify
from tests.session.exercises import WHITE, begin, play

ORIGINAL = Path(__file__).parent.parent / "journals"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a closed session with branches and notes."""
    path = tmp_path_factory.mktemp("whole") / "x.ttx"
    with begin(path) as session:
        play(session, 3, 90)
        session.branches.start(8, "What if", WHITE)
        with session.open_branch(1) as other:
            play(other, 4, 40)
            other.branches.start(len(other.entries), "And then", WHITE)
        for entry in range(6):
            session.notes.add(Note("annotation", entry, WHITE, text="Note"))
        if session.held:
            session.submit(acts.Resume(), WHITE)
        session.submit(acts.EndEx(reason="Time is up."), WHITE)
    return path.read_bytes()


def looked_at(path: Path, data: bytes) -> int:
    """Do to a file what the program does to files, as far as it gets; the file must not change.

    Returns how many entries could be shown, or -1 when it was refused with a sentence.
    """
    path.write_bytes(data)
    shown = -1
    try:
        with Session.open(path, read_only=True) as session:
            shown = len(session.entries)
            for seq in {0, shown // 2, shown}:
                moment = session.replay.moment_at(seq, seat="coalition")
                inject_rows(moment), orders_of_turn(moment), timeline_items(moment)
            session.notes.all(), session.notes.of(1)
            for row in session.branches.tree():
                with session.open_branch(row.branch.id) as other:
                    assert len(other.entries) <= row.last
            assert "".join(text_of(read_contents(path)))
        verify(path)
    except JournalFault as fault:
        assert str(fault).endswith(".") and "\n" not in str(fault)
    assert path.read_bytes() == data
    assert [p.name for p in path.parent.iterdir() if not p.name.startswith("x.ttx")] == []
    return shown


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 40), length=st.floats(0, 1))
def test_bytes_flipped_and_files_cut_short(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, length: float
) -> None:
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(count):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    cut = len(data) if length > 0.5 else int(2 * length * len(data))
    looked_at(tmp_path_factory.mktemp("hostile") / "x.ttx", bytes(data[:cut]))


def test_pages_swapped_doubled_or_blank(whole: bytes, tmp_path: Path) -> None:
    chance = random.Random(5)
    pages = [whole[i : i + 4096] for i in range(0, len(whole), 4096)]
    for _ in range(25):
        a, b = chance.randrange(1, len(pages)), chance.randrange(1, len(pages))
        swapped, blank = list(pages), list(pages)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        blank[a] = bytes(4096)
        for one in (swapped, blank):
            looked_at(tmp_path / "x.ttx", b"".join(one))


SQL = (
    # wrong types, row by row and column by column
    "UPDATE entry SET {column} = x'00' WHERE rowid = {row}",
    "UPDATE entry SET {column} = 9223372036854775807 WHERE rowid = {row}",
    "UPDATE entry SET {column} = '' WHERE rowid = {row}",
    "UPDATE entry SET {column} = 1e999 WHERE rowid = {row}",
    "UPDATE entry SET {column} = zeroblob(20000000) WHERE rowid = {row}",
    "UPDATE entry SET {column} = printf('%.8400000c', '[') WHERE rowid = {row}",
    "UPDATE note SET {note} = x'00ff' WHERE id = 2",
    "UPDATE note SET {note} = -1 WHERE id > 2",
    "UPDATE note SET {note} = printf('%.9000000c', 'x') WHERE id = 1",
    "UPDATE branch SET {branch} = -1 WHERE rowid = 1",
    "UPDATE branch SET {branch} = x'' WHERE rowid = 2",
    "UPDATE branch SET {branch} = 'x' WHERE rowid = 1",
    # rows that stand elsewhere, twice, or in millions
    "UPDATE entry SET rowid = -{row} WHERE rowid = {row}",
    "UPDATE entry SET rowid = 4294967296 * 77 WHERE rowid = {row}",
    "UPDATE branch SET rowid = 9 WHERE rowid = 1",
    "INSERT INTO branch SELECT * FROM branch",
    "UPDATE snapshot SET state = x'78'",
    "UPDATE snapshot SET seq = -seq",
    "UPDATE meta SET value = x'' WHERE name = 'ground'",
    "UPDATE meta SET value = 7 WHERE name = 'seed'",
    "UPDATE meta SET value = CAST('1e9' AS BLOB) WHERE name = 'format'",
    "UPDATE meta SET value = CAST('-3' AS BLOB) WHERE name = 'run'",
    "DELETE FROM meta WHERE name = 'scenario'",
    "INSERT INTO meta SELECT 'x' || value, zeroblob(1000) FROM generate_series(1, 200)",
    # things that would act by themselves
    "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
    "CREATE TEMP TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
    "CREATE VIEW v AS SELECT load_extension('x')",
    "CREATE VIRTUAL TABLE v USING fts5(x)",
    "CREATE TABLE sqlite_stat9 (x)",
    "CREATE UNIQUE INDEX i ON entry (seq)",
    "PRAGMA user_version = 77",
    "PRAGMA user_version = 1",
    "PRAGMA application_id = 7",
    "PRAGMA encoding = 'UTF-16'",
    "PRAGMA auto_vacuum = FULL; VACUUM",
)
COLUMNS = ("seq", "at", "by", "turn", "phase", "act", "findings", "outcomes", "delta", "digest",
           "prev", "hash")  # fmt: skip
NOTES = ("branch", "entry", "kind", "author", "at", "changed", "text", "data")
BRANCHES = ("id", "parent", "fork", "at", "by", "root", "name")


@pytest.mark.parametrize("sql", SQL)
def test_what_a_tool_can_plant(sql: str, whole: bytes, tmp_path: Path) -> None:
    chance = random.Random(sql)
    for _ in range(3 if "{" in sql else 1):
        path = tmp_path / "x.ttx"
        path.write_bytes(whole)
        row = chance.choice((1, 2, 9, (1 << 32) + 9, (1 << 32) + 11))
        text = sql.format(column=chance.choice(COLUMNS), row=row, note=chance.choice(NOTES),
                          branch=chance.choice(BRANCHES))  # fmt: skip
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.executescript(text)
        except sqlite3.Error:
            continue  # SQLite itself will not plant that
        finally:
            db.close()
        shown = looked_at(path, path.read_bytes())
        assert (
            shown == -1
            or not sql.startswith(("CREATE T", "CREATE V", "CREATE U"))
            or ("TEMP" in sql)
        ), "what acts by itself is not opened"


def test_a_damaged_file_is_not_opened_for_play_and_stays_as_it_is(
    whole: bytes, tmp_path: Path
) -> None:
    chance = random.Random(8)
    refused = 0
    for _ in range(25):
        path = tmp_path / "x.ttx"
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 0xFF
        path.write_bytes(data)
        try:
            Session.open(path).close()
        except JournalFault:
            refused += 1
            assert path.read_bytes() == data
    assert refused > 15


@pytest.mark.parametrize("source", sorted(ORIGINAL.glob("*.ttx")), ids=lambda path: path.stem)
def test_a_harmed_golden_session_is_refused_or_shown_in_part(source: Path, tmp_path: Path) -> None:
    data = source.read_bytes()
    chance = random.Random(7)
    entries = looked_at(tmp_path / "x.ttx", data)
    for _ in range(12):
        harmed = bytearray(data)
        for _ in range(2):
            harmed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert looked_at(tmp_path / "x.ttx", bytes(harmed)) <= entries
