from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.session import writing
from tabletop.session.journal import Journal, JournalFault
from tests.session.hands import begin, changed, file_of, next_entry, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork, signals and quotas")


def drive(checkout: Path, *arguments: str | Path) -> str:
    """Run the driver as a process of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.session.driver", *map(str, arguments)],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_kill_9_loses_nothing_that_was_acknowledged(checkout: Path, tmp_path: Path) -> None:
    assert "10 kills" in drive(checkout, "killed", tmp_path / "x.ttx", "10", "1")


def test_kill_9_of_a_whole_session_loses_nothing_and_stays_intact(
    checkout: Path, tmp_path: Path
) -> None:
    assert "4 kills" in drive(checkout, "killed_session", tmp_path / "x.ttx", "4", "1")


@pytest.mark.storm
@pytest.mark.parametrize("seed", range(3))
def test_a_storm_of_kills_loses_nothing(checkout: Path, tmp_path: Path, seed: int) -> None:
    assert "100 kills" in drive(checkout, "killed", tmp_path / "x.ttx", "100", str(seed))


@pytest.mark.storm
def test_a_storm_of_kills_of_whole_sessions_loses_nothing(checkout: Path, tmp_path: Path) -> None:
    assert "200 kills" in drive(checkout, "killed_session", tmp_path / "x.ttx", "200", "2")


@pytest.mark.parametrize("limit", [70_000, 100_000, 131_072])
def test_an_act_that_finds_no_room_leaves_no_trace_and_may_be_tried_again(
    checkout: Path, tmp_path: Path, limit: int
) -> None:
    said = drive(checkout, "starved", tmp_path / "x.ttx", str(limit))
    assert said.startswith("The act was not recorded: the disk is full")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own with room for 600 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_one_sentence_and_costs_nothing(small_disk: Path) -> None:
    path = small_disk / "x.ttx"
    journal = begin(path)
    state = write(journal, 3)
    with (small_disk / "other").open("wb", buffering=0) as other:
        for size in (4096, 1):
            try:
                while True:
                    other.write(bytes(size))
            except OSError:
                pass  # full
    with pytest.raises(JournalFault, match=r"^The act was not recorded: the disk is full"):
        for _ in range(100):
            after = changed(state, len(journal.entries) + 1)
            journal.append(next_entry(journal, state, after, "noted " * 200), after)
            state = after
    known = list(journal.entries)
    assert Journal.open(path, read_only=True).entries == known
    with pytest.raises(JournalFault, match=r"disk is full|folder"):
        begin(small_disk / "y.ttx")
    (small_disk / "other").unlink()
    write(journal, 2)
    journal.close()
    again = Journal.open(path)
    assert again.entries[: len(known)] == known and len(again.entries) == len(known) + 2
    again.close()


def test_acts_are_written_into_room_that_the_log_has_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PLENTY", 0)
    path, log = tmp_path / "x.ttx", tmp_path / "x.ttx-wal"
    journal = begin(path)
    assert log.stat().st_size == writing.LOG_BYTES
    write(journal, 40)
    assert log.stat().st_size == writing.LOG_BYTES
    for part in (path, log):  # as a power cut would leave them
        shutil.copy(part, tmp_path / part.name.replace("x.", "y."))
    journal.close()
    assert not log.exists()
    again = Journal.open(tmp_path / "y.ttx")
    assert again.entries == journal.entries
    write(again, 2)
    again.close()


def test_no_room_is_taken_for_the_log_where_the_disk_has_little(small_disk: Path) -> None:
    journal = begin(small_disk / "x.ttx")
    assert (small_disk / "x.ttx-wal").stat().st_size < 100_000
    journal.close()


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """Return a folder that everybody may read and nobody may write, with a session in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file_of(folder / "x.ttx", 3)
        (folder / "x.ttx").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_read_only_folder_is_one_sentence_and_can_be_read(
    checkout: Path, read_only_folder: Path
) -> None:
    said = drive(checkout, "barred", read_only_folder / "x.ttx").splitlines()
    assert [line for line in said if "cannot be" in line] == said[:2]
    assert all("folder" in line or "read-only" in line for line in said[:2])
    assert said[2] == "3 entries, damage None"
