from __future__ import annotations

import io
import random
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.session.journal import Journal, JournalFault
from tabletop.session.packing import pack_ground, unpack_ground, unpack_scenario
from tabletop.session.record import BrokenRecord, Entry, canonical
from tests.session.hands import file_of

ENTRIES = 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Entry]]:
    """Return the bytes of a sound file and its entries."""
    path = tmp_path_factory.mktemp("whole") / "x.ttx"
    file_of(path, ENTRIES)
    return path.read_bytes(), Journal.open(path, read_only=True).entries


def opened(path: Path, data: bytes) -> Journal | None:
    """Open a file with these bytes read-only; None when that is refused in a sentence."""
    path.write_bytes(data)
    try:
        return Journal.open(path, read_only=True)
    except JournalFault as fault:
        assert str(fault).endswith(".") and "\n" not in str(fault)
        return None


def stored(data: bytes, entry: Entry) -> tuple[int, int]:
    """Return where the stored bytes of an entry's row begin and end, its SQLite header included."""
    values = (
        entry.at, entry.by, entry.phase, canonical(entry.act), canonical(entry.findings),
        canonical(entry.outcomes), entry.delta, entry.digest, entry.prev, entry.hash,
    )  # fmt: skip
    sizes = [len(v if isinstance(v, bytes) else v.encode()) for v in values]
    header = 1 + 2 + sum(1 if 2 * size + 13 < 128 else 2 for size in sizes)
    numbers = 1 if entry.seq > 1 else 0  # SQLite writes 0 and 1 without a byte
    head = (
        header + numbers + 1 + (1 if header + sum(sizes) < 128 else 2)
    )  # row number, payload size
    at = data.index(entry.at.encode())
    assert data.count(entry.at.encode()) == 1
    return at - head, at + sum(sizes)


def test_any_flipped_byte_of_an_entry_is_caught_and_named(
    whole: tuple[bytes, list[Entry]], tmp_path: Path
) -> None:
    data, entries = whole
    victim = entries[1]
    first, end = stored(data, victim)
    assert data[:end].endswith(victim.hash.encode())
    chance = random.Random(1)
    for place in range(first, end):
        edited = bytearray(data)
        edited[place] ^= 1 << chance.randrange(8)
        journal = opened(tmp_path / "x.ttx", bytes(edited))
        assert journal is not None
        assert journal.damage is not None, f"byte {place - first} of the entry"
        assert journal.damage.entry == victim.seq, f"byte {place - first}: {journal.damage}"
        assert journal.entries == entries[: victim.seq - 1]


@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(1, 255))
def test_a_changed_byte_anywhere_leaves_a_true_beginning(
    whole: tuple[bytes, list[Entry]],
    tmp_path_factory: pytest.TempPathFactory,
    place: float,
    byte: int,
) -> None:
    data, entries = whole
    edited = bytearray(data)
    edited[int(place * len(data))] ^= byte
    journal = opened(tmp_path_factory.getbasetemp() / "changed.ttx", bytes(edited))
    if journal is not None:
        assert journal.entries == entries[: len(journal.entries)]


def test_a_torn_file_keeps_a_true_beginning(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 60)
    data, entries = path.read_bytes(), Journal.open(path, read_only=True).entries
    kept = set()
    for length in range(0, len(data), 1021):
        journal = opened(path, data[:length])
        if journal is not None:
            assert journal.damage is not None
            assert journal.entries == entries[: len(journal.entries)]
            kept.add(len(journal.entries))
    assert len(kept) > 3


def test_a_long_torn_file_keeps_most_of_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 60)
    data = path.read_bytes()
    journal = opened(path, data[: len(data) * 2 // 3])
    assert journal is not None and journal.damage is not None
    assert len(journal.entries) > 20
    assert journal.damage.entry == len(journal.entries) + 1


def edit(path: Path, *sql: str) -> Path:
    """Run SQL on a session file, as somebody with a tool would."""
    db = sqlite3.connect(path, isolation_level=None)
    for one in sql:
        db.execute(one)
    db.close()
    return path


EDITS = {
    "an act": ("UPDATE entry SET act = replace(act, 'noted', 'Noted') WHERE seq = 2", 2),
    "a space": ("UPDATE entry SET act = act || ' ' WHERE seq = 2", 2),
    "a seat": ("UPDATE entry SET by = 'room' WHERE seq = 3", 3),
    "a time": ("UPDATE entry SET at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 1", 1),
    "a turn": ("UPDATE entry SET turn = 2 WHERE seq = 4", 4),
    "a turn's type": ("UPDATE entry SET turn = 'one' WHERE seq = 4", 4),
    "a delta": ("UPDATE entry SET delta = (SELECT delta FROM entry WHERE seq = 1) WHERE seq=2", 2),
    "a delta's type": ("UPDATE entry SET delta = 'text' WHERE seq = 2", 2),
    "a seal": (f"UPDATE entry SET hash = '{'0' * 64}' WHERE seq = 3", 3),
    "one left out": ("DELETE FROM entry WHERE seq = 2", 2),
    "one moved": ("UPDATE entry SET rowid = 9 WHERE seq = 4", 4),
    "a number": ("UPDATE entry SET seq = 9 WHERE seq = 4", 4),
    "one before all": (
        "INSERT INTO entry (rowid, seq, at, by, turn, phase, act, findings, outcomes, delta, "
        "digest, prev, hash) SELECT 0, 0, at, by, turn, phase, act, findings, outcomes, "
        "delta, digest, prev, hash FROM entry WHERE seq = 1", 5
    ),
    "the software": ("UPDATE meta SET value = CAST('9.9' AS BLOB) WHERE name = 'software'", 0),
    "the seed": ("UPDATE meta SET value = CAST('8' AS BLOB) WHERE name = 'seed'", 0),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_with_a_tool_is_caught_and_named(what: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, ENTRIES)
    sql, entry = EDITS[what]
    edit(path, sql)
    journal = Journal.open(path, read_only=True)
    assert journal.damage is not None and journal.damage.entry == entry
    with pytest.raises(JournalFault, match="damaged"):
        Journal.open(path)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE TABLE more (x)",
        "CREATE INDEX i ON entry (act)",
        "ALTER TABLE entry ADD COLUMN more DEFAULT 1",
        "DROP TABLE snapshot",
        "ALTER TABLE meta RENAME TO atem",
    ],
)
def test_a_file_with_foreign_parts_is_not_opened(sql: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 1)
    edit(path, sql)
    for read_only in (True, False):
        with pytest.raises(JournalFault, match=r"not a (whole )?session file"):
            Journal.open(path, read_only=read_only)


HEADERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "not a session file"),
    "text": (lambda data: b"seq,at,by\n" * 100, "not a session file"),
    "another program's": (lambda data: data[:68] + b"GPKG" + data[72:], "not a session file"),
    "newer": (lambda data: data[:60] + b"\0\0\0\x63" + data[64:], "newer version"),
    "older than any": (lambda data: data[:60] + bytes(4) + data[64:], "never existed"),
}


@pytest.mark.parametrize("what", HEADERS)
def test_a_wrong_header_is_said_in_one_sentence(
    what: str, whole: tuple[bytes, list[Entry]], tmp_path: Path
) -> None:
    change, words = HEADERS[what]
    path = tmp_path / "x.ttx"
    path.write_bytes(change(whole[0]))
    for read_only in (True, False):
        with pytest.raises(JournalFault, match=words):
            Journal.open(path, read_only=read_only)


def test_a_damaged_snapshot_is_no_damage_to_the_record(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 26)
    edit(path, "UPDATE snapshot SET state = x'00' WHERE seq = 25")
    assert Journal.open(path, read_only=True).damage is None


def test_without_the_state_at_the_start_nothing_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 2)
    edit(path, "UPDATE meta SET value = x'00' WHERE name = 'state'")
    with pytest.raises(JournalFault, match="state at the start"):
        Journal.open(path, read_only=True)


def npz(**files: bytes) -> bytes:
    """Return a zip file with these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.npy", data)
    return held.getvalue()


def array_bytes(array: np.ndarray, pickled: bool = False) -> bytes:
    """Return the bytes of one ``.npy`` file."""
    held = io.BytesIO()
    np.lib.format.write_array(held, array, allow_pickle=pickled)
    return held.getvalue()


HOSTILE_GROUND = {
    "no zip": b"nothing",
    "pickled objects": npz(a=array_bytes(np.array([{}], dtype=object), pickled=True)),
    "no array": npz(a=b"\x93NUMPY\x09\x09 what"),
    "a header that lies": npz(a=array_bytes(np.zeros(2)).replace(b"(2,)", b"(9,)")),
    "a huge shape": npz(a=array_bytes(np.zeros(2)).replace(b"(2,)", b"(2000000000000,)")[:118]),
    "a bomb": npz(**{f"a{i}": bytes(16 << 20) for i in range(17)}),
    "too many": npz(**{f"a{i}": b"" for i in range(1001)}),
}


@pytest.mark.parametrize("what", HOSTILE_GROUND)
def test_a_hostile_ground_is_refused(what: str) -> None:
    with pytest.raises(BrokenRecord, match="the ground inside"):
        unpack_ground(HOSTILE_GROUND[what])


def test_plain_ground_comes_back() -> None:
    arrays = {"xy": np.arange(6.0).reshape(3, 2), "ids": np.array(["kyiv", "lviv"])}
    again = unpack_ground(pack_ground(arrays))
    assert {n: (a.dtype, a.tolist()) for n, a in again.items()} == {
        n: (a.dtype, a.tolist()) for n, a in arrays.items()
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        zlib.compress(b"[1]"),
        zlib.compress(b"{"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"\xff"),
        zlib.compress(b" " * (65 << 20)),
        zlib.compress(b"{}" * 100)[:-3],
    ],
    ids=["empty", "a list", "cut text", "deep", "no text", "a bomb", "torn"],
)
def test_a_hostile_scenario_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenRecord, match="the scenario inside"):
        unpack_scenario(data)


def test_a_file_cut_off_from_its_log_keeps_what_it_holds(tmp_path: Path) -> None:
    from tests.session.hands import begin, write

    journal = begin(tmp_path / "x.ttx")
    write(journal, 3)
    shutil.copy(tmp_path / "x.ttx", tmp_path / "y.ttx")  # without the log beside it
    journal.close()
    copy = Journal.open(tmp_path / "y.ttx", read_only=True)
    assert copy.damage is None and copy.entries == journal.entries[: len(copy.entries)]
