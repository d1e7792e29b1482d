"""Making and opening the record of a session, with the world that it embeds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tabletop.rules.turn import initial_state
from tabletop.session.audit import SHORT, Audit, first_unsound
from tabletop.session.branches import find
from tabletop.session.file import SessionFile
from tabletop.session.journal import Journal
from tabletop.session.opening import Damage
from tabletop.session.packing import Arrays
from tabletop.session.record import BrokenRecord
from tabletop.session.worlds import ground_of, world_of
from tabletop.world.state import State
from tabletop.world.world import World


def new_record(
    path: Path, spec: Mapping[str, Any], seed: int | None, arrays: Arrays | None, run: int,
    start: State | None,
) -> tuple[Journal, World]:  # fmt: skip
    """Write the file of a new session; the arguments are those of ``Session.create``.

    Raises ``JournalFault``.
    """
    ground = ground_of(spec, arrays)
    world = world_of(spec, ground)
    # The file says which numbers it was played with, whatever a later version thinks of them.
    spec = {**spec, "doctrine_in_force": world.doctrine.values()}
    if start is not None:
        spec["begins"] = {"turn": int(start.turn[0]), "digest": start.digest()}
    journal = Journal.create(
        path, spec=spec, ground=ground, start=start or initial_state(world),
        seed=world.scenario.seed if seed is None else seed, run=run,
    )  # fmt: skip
    return journal, world


def record_of(
    file: SessionFile, branch: str | int, world: World | None = None
) -> tuple[Journal, World]:
    """Return the record of a branch of an open file, and its world unless that is at hand.

    Raises ``BrokenRecord`` when the scenario inside cannot be used, and ``JournalFault`` when
    there is no such branch.
    """
    heading = file.contents.heading
    world = world_of(heading.spec, heading.ground) if world is None else world
    return Journal.of(file, find(file, branch).id), world


def check(journal: Journal, *, soon: bool = False) -> None:
    """Drop the entries from the first unsound one on, now, or of a long record soon, in a thread.

    Raises ``BrokenRecord`` when the record is found damaged now and is not open only to be read.
    """
    if soon and len(journal.entries) > SHORT and journal.damage is None:
        journal.audit = Audit(journal.snapshots[0], journal.entries, partial(cut, journal))
        return
    if journal.audit is not None:
        journal.audit.stop()
        journal.audit = None
    cut(journal, first_unsound(journal.snapshots[0], journal.entries))
    if journal.damage is not None and not journal.read_only:
        raise BrokenRecord(f"it is damaged at {journal.damage}; open it read-only")


def cut(journal: Journal, found: Damage | None) -> None:
    """Drop the entries from a damaged one on; does nothing when there is none.

    A file that was opened only to be looked at is then not opened for writing any more.
    """
    if found is not None:
        journal.damage = found
        journal.file.lazily = False
        del journal.entries[found.entry - 1 :]
