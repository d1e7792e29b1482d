"""A program that plays: run by tests as a real process, to be killed or starved.

``python driver.py play FILE COUNT`` appends entries and prints the number of each once it has been
acknowledged; on a fault it prints the sentence and how many entries it believes in.
``python driver.py killed FILE TIMES SEED`` forks players and kills each at a random instant;
``killed_session`` does so with whole sessions of the small world.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tabletop.session.journal import Journal, JournalFault
from tabletop.session.notes import Note
from tabletop.session.session import Session
from tabletop.session.verify import verify
from tests.session import exercises
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


def play_session(path: Path, out: int) -> None:
    """Play a session at random, writing the number of every acknowledged entry."""
    session = Session.open(path)
    session.subscribe(lambda step: os.write(out, b"%8d" % step.entry.seq) and None)
    seed = len(session.entries)
    while session.phase != "ended":
        exercises.play(session, seed, 40)
        seed += 1
        last = len(session.entries)
        session.notes.add(Note("annotation", last, exercises.WHITE, text="Noted."))
        if seed % 3 == 0 and not session.branches.all()[20:]:
            name = f"What if {len(session.branches.all())}"
            branch = session.branches.start(last, name, exercises.WHITE)
            with session.open_branch(branch.id) as other:
                exercises.play(other, seed, 5)


def killed(path: Path, times: int, seed: int) -> None:
    """Let a process play and kill it, again and again; whatever it acknowledged must be there."""
    begin(path).close()
    count = _kill(path, times, seed, lambda out: play(path, 1_000_000, out), most=40)
    print(f"{times} kills, {count} entries")


def killed_session(path: Path, times: int, seed: int) -> None:
    """Do the same to whole sessions, and judge everything again at the end."""
    exercises.begin(path).close()
    count = _kill(path, times, seed, lambda out: play_session(path, out), most=12)
    verdict = verify(path)
    assert verdict.intact, verdict.faults
    Session.open(path).close()
    print(f"{times} kills, {count} entries")


def _kill(path: Path, times: int, seed: int, play: Callable[[int], None], most: int) -> int:
    chance = random.Random(seed)
    for _ in range(times):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            play(writer)
            os._exit(1)
        os.close(writer)
        for _ in range(chance.randrange(1, most)):
            said = os.read(reader, 8)
        for _ in range(chance.randrange(200_000)):
            pass  # some part of a few milliseconds, so that the blow falls anywhere
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reader, 8):
            said = more
        os.close(reader)
        acknowledged = int(said)
        seen = Journal.open(path, read_only=True)
        assert seen.damage is None, seen.damage
        assert acknowledged <= len(seen.entries) <= acknowledged + 1
    return len(seen.entries)


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
    {"killed": killed, "killed_session": killed_session, "starved": starved, "barred": barred}[job](
        Path(file), *given
    )
