"""Making and opening the record of a session, with the world that it embeds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tabletop.rules.turn import initial_state
from tabletop.session.branches import find
from tabletop.session.file import SessionFile
from tabletop.session.journal import Journal
from tabletop.session.packing import Arrays
from tabletop.session.record import BrokenRecord
from tabletop.session.replay import cut_to_sound
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

    Raises ``BrokenRecord`` when the scenario inside cannot be used, or when the branch of a file
    to be written is damaged, and ``JournalFault`` when there is no such branch.
    """
    heading = file.contents.heading
    world = world_of(heading.spec, heading.ground) if world is None else world
    journal = Journal.of(file, find(file, branch).id)
    cut_to_sound(journal)
    if journal.damage is not None and not file.read_only:
        raise BrokenRecord(f"it is damaged at {journal.damage}; open it read-only")
    return journal, world
