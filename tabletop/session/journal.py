"""The journal: the record of one line of play in a session file.

An entry is on disk when ``append`` returns: write-ahead log, ``synchronous=FULL``, one transaction
and one fsync for each act.  A failed append changes nothing and may be tried again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tabletop
from tabletop.session.audit import Audit
from tabletop.session.contents import Branch, Chain, Contents, Heading
from tabletop.session.file import SessionFile
from tabletop.session.opening import Damage, JournalFault, LockedFault
from tabletop.session.packing import Arrays, pack_ground, pack_scenario
from tabletop.session.record import FORMAT, Entry, canonical, root
from tabletop.session.schema import COLUMNS, PLACES, SNAPSHOT_EVERY, TRUNK, row_number
from tabletop.world.state import State

__all__ = ["SNAPSHOT_EVERY", "Damage", "Journal", "JournalFault", "LockedFault"]

INSERT = (
    f"INSERT INTO entry (rowid, {COLUMNS}) VALUES (?, {', '.join('?' * len(COLUMNS.split(', ')))})"
)


@dataclass
class Journal:
    """An open record: one branch of a session file, from the start to its last entry.

    ``snapshots`` are packed states by entry, for quick seeking; ``audit`` is what still looks
    through the record, or has.
    """

    file: SessionFile
    chain: Chain
    snapshots: dict[int, bytes]
    audit: Audit | None = field(default=None, repr=False, compare=False)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        spec: Mapping[str, Any],
        ground: Arrays,
        start: State,
        seed: int,
        run: int = 0,
        software: str = tabletop.__version__,
    ) -> Journal:
        """Write a new session file and open it for play.

        Raises ``JournalFault`` when the file exists or cannot be written.
        """
        packed = pack_ground(ground)
        digest = start.digest()
        heading = Heading(
            software, seed, run, spec, ground, start=digest, form=FORMAT,
            root=root(software=software, seed=seed, run=run, scenario=canonical(spec),
                      ground=packed, start=digest),
        )  # fmt: skip
        meta = {
            "format": str(FORMAT).encode(), "software": software.encode(),
            "seed": str(seed).encode(), "run": str(run).encode(),
            "scenario": pack_scenario(spec), "ground": packed, "start": digest.encode(),
            "state": start.pack(), "root": heading.root.encode(),
        }  # fmt: skip
        chains = {TRUNK: Chain(Branch(TRUNK, root=heading.root), [])}
        file = SessionFile.create(path, meta, Contents(heading, meta, chains, {}))
        return cls.of(file)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, branch: int = TRUNK) -> Journal:
        """Open a session file, to go on writing it or only to read.

        Read-only gives what is intact and says in ``damage`` what is not.  Raises
        ``JournalFault`` when nothing can be read, or when a file to be written is damaged, locked
        by another program or not writable.
        """
        file = SessionFile.read(path) if read_only else SessionFile.write(path)
        if branch not in file.contents.chains:
            file.close()
            raise JournalFault(f"{path} has no branch {branch}.")
        return cls.of(file, branch)

    @classmethod
    def of(cls, file: SessionFile, branch: int = TRUNK) -> Journal:
        """Return the journal of a branch of an open file; raises ``KeyError`` when it has none."""
        return cls(file, file.contents.chains[branch], file.contents.snapshots_of(branch))

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    @property
    def heading(self) -> Heading:
        """What the file says of itself before its first entry."""
        return self.file.contents.heading

    @property
    def branch(self) -> Branch:
        """The branch whose record this is."""
        return self.chain.branch

    @property
    def entries(self) -> list[Entry]:
        """The intact entries, oldest first."""
        return self.chain.entries

    @property
    def damage(self) -> Damage | None:
        """The first thing that is wrong with the record, or None."""
        return self.chain.damage

    @damage.setter
    def damage(self, damage: Damage) -> None:
        self.chain.damage = damage

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.file.read_only

    @property
    def head(self) -> str:
        """The hash that the next entry must follow."""
        return self.chain.head

    def append(self, entry: Entry, after: State) -> None:
        """Write an entry; when this returns it is on disk.

        ``after`` is the state after the entry, kept as a snapshot now and then.  Raises
        ``JournalFault`` and leaves everything as it was when the entry cannot be written.
        """
        if self.read_only:
            raise JournalFault(f"{self.path.name} is open for reading only.")
        self.be_checked()
        if entry.prev != self.head:
            raise JournalFault(f"Entry {entry.seq} does not follow the last one.")
        packed = after.pack() if entry.seq % SNAPSHOT_EVERY == 0 else None
        row = row_number(self.branch.id, entry.seq)
        with self.file.transaction("The act was not recorded") as db:
            last = db.execute(
                "SELECT seq, hash FROM entry WHERE rowid BETWEEN ? AND ? "
                "ORDER BY rowid DESC LIMIT 1",
                (row_number(self.branch.id, self.branch.fork), row_number(self.branch.id, PLACES)),
            ).fetchone()
            ours = self.entries[-1] if len(self.entries) > self.branch.fork else None
            if last != (None if ours is None else (ours.seq, ours.hash)):
                raise JournalFault(
                    f"Another program has written to {self.path.name}; close it and open it again."
                )
            db.execute(INSERT, (row, *entry_row(entry)))
            if packed is not None:
                db.execute("INSERT INTO snapshot VALUES (?, ?)", (row, packed))
        self.entries.append(entry)
        if packed is not None:
            self.snapshots[entry.seq] = self.file.contents.snapshots[row] = packed

    def be_checked(self) -> None:
        """Wait until the record has been looked through, where that is still under way.

        Raises ``JournalFault`` when it is damaged: nothing may follow what was forged.
        """
        if self.audit is not None:
            self.audit.wait()
        if self.damage is not None:
            raise JournalFault(f"{self.path.name} is damaged at {self.damage}; open it read-only.")

    def close(self) -> None:
        """Close the file, unless another branch of it is still played."""
        if self.audit is not None:
            self.audit.stop()
        self.file.close()


def entry_row(entry: Entry) -> tuple[Any, ...]:
    """Return an entry as the fields of its row."""
    return (
        entry.seq, entry.at, entry.by, entry.turn, entry.phase, *entry.texts, entry.delta,
        entry.digest, entry.prev, entry.hash,
    )  # fmt: skip
