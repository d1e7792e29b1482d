"""A program that plays: run by tests as a real process, to be killed or starved.

``python driver.py play FILE COUNT`` appends entries and prints the number of each once it has been
acknowledged; on a fault it prints the sentence and how many entries it believes in.
``python driver.py killed FILE TIMES SEED`` forks players and kills each at a random instant.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
from pathlib import Path

from tabletop.session.journal import Journal, JournalFault
from tests.session.hands import begin, changed, next_entry, start


def play(path: Path, count: int, out: int) -> None:
    """Append ``count`` entries, writing each acknowledged number to the file descriptor."""
    journal = Journal.open(path) if path.exists() else begin(path)
    state = start()
    for entry in journal.entries:
        state.apply(entry.delta)
    for _ in range(count):
        after = changed(state, len(journal.entries) + 1)
        entry = next_entry(journal, state, after, "noted " * 20)
        journal.append(entry, after)
        os.write(out, b"%8d" % entry.seq)
        state = after


def killed(path: Path, times: int, seed: int) -> None:
    """Let a process play and kill it, again and again; whatever it acknowledged must be there."""
    chance = random.Random(seed)
    begin(path).close()
    for _ in range(times):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            play(path, 1_000_000, writer)
            os._exit(1)
        os.close(writer)
        for _ in range(chance.randrange(1, 40)):
            said = os.read(reader, 8)
        for _ in range(chance.randrange(200_000)):
            pass  # some part of a millisecond, so that the blow falls anywhere
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reader, 8):
            said = more
        os.close(reader)
        acknowledged = int(said)
        seen = Journal.open(path, read_only=True)
        assert seen.damage is None, seen.damage
        assert acknowledged <= len(seen.entries) <= acknowledged + 1
    print(f"{times} kills, {len(seen.entries)} entries")


def starved(path: Path, limit: int) -> None:
    """Play with a limit on the size of files until a write fails; then lift it and go on."""
    journal = begin(path)
    state = start()
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    while True:
        after = changed(state, len(journal.entries) + 1)
        entry = next_entry(journal, state, after, "noted " * 200)
        try:
            journal.append(entry, after)
        except JournalFault as fault:
            print(fault)
            break
        state = after
    assert len(journal.entries) == entry.seq - 1
    assert len(Journal.open(path, read_only=True).entries) == entry.seq - 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    journal.append(entry, after)  # the same act, tried again
    journal.close()
    seen = Journal.open(path, read_only=True)
    assert seen.damage is None and seen.entries == journal.entries
    print(f"{len(seen.entries)} entries")


def barred(path: Path) -> None:
    """Try to play in a folder in which nothing may be written."""
    Journal.open(path, read_only=True)  # while Python's own files can surely be read
    if os.getuid() == 0:
        os.setuid(65534)
    for attempt in (lambda: Journal.open(path), lambda: begin(path.with_name("new.ttx"))):
        try:
            attempt()
        except JournalFault as fault:
            print(fault)
    seen = Journal.open(path, read_only=True)
    print(f"{len(seen.entries)} entries, damage {seen.damage}")


if __name__ == "__main__":
    job, file, *numbers = sys.argv[1:]
    given = [int(number) for number in numbers]
    {"killed": killed, "starved": starved, "barred": barred}[job](Path(file), *given)
