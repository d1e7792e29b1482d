"""Opening one world of an exploration as a session: played again, act by act, and recorded."""

from __future__ import annotations

from pathlib import Path

from tabletop.analysis.explore.results import ResultSet
from tabletop.analysis.hand import Hand
from tabletop.analysis.policies import find_policy
from tabletop.analysis.progress import Progress
from tabletop.content.library import routes_of
from tabletop.session.session import Session
from tabletop.world.state import State


class WorldDiffers(Exception):
    """A world came out otherwise than it was explored: rules or content are not the same now."""


def open_world(result: ResultSet, cell: int, run: int, path: Path) -> str:
    """Play world ``run`` of a cell as a session file at ``path`` and return its last digest.

    The digest is compared with the recorded one. Raises ``KeyError`` when there is no such world,
    ``JournalFault`` when the file exists or cannot be written, and ``WorldDiffers`` when the
    digests differ; the session is then left to be looked at.
    """
    ought = result.digest(cell, run)
    plan = result.plan
    spec = plan.scenario_of(cell)
    start = None if plan.start is None else State.unpack(plan.start)
    arrays = routes_of(spec)
    with Session.create(
        path, spec, plan.seed, None if arrays is None else dict(arrays), run=run, start=start
    ) as session:
        progress = Progress("Playing", plan.turns)
        try:
            hand = Hand(session, find_policy(plan.cells[cell].policy))
            found = hand.play(plan.turns, progress)
        finally:
            progress.close()
    if found != ought:
        raise WorldDiffers(
            f"world {run} ends otherwise now ({found[:12]}… instead of {ought[:12]}…): the rules "
            f"have changed since software {plan.software} explored it; {path} shows it as of today"
        )
    return found
