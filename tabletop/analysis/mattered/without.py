"""The branch without some acts: a session played once more, all else as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tabletop.session.branches import Branch
from tabletop.session.course import act_of
from tabletop.session.record import Entry
from tabletop.session.refused import Refused
from tabletop.session.session import Session

NOT_AGAIN = ("take_back", "void", "observation")
"""What was taken back is left out instead; notes were about what was played."""


@dataclass(frozen=True, slots=True)
class Without:
    """The branch that was started, and the entries that were no longer lawful in it."""

    branch: Branch
    refused: tuple[tuple[int, str], ...]


def branch_without(
    session: Session,
    entries: Collection[int],
    name: str,
    by: str,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Without:
    """Start a branch before the first of ``entries`` and play on in it without them.

    Every other act that stood at the end is done again by its seat, in its order. One that is not
    lawful any more, because what it rested on is missing, is left out and told. The session itself
    stays where it is. Raises ``Refused`` and ``JournalFault`` as ``Branches.start`` does, and
    ``ValueError`` when there is no such entry.
    """
    last = len(session.entries)
    if not entries or not all(1 <= seq <= last for seq in entries):
        raise ValueError(f"there are entries 1 to {last}")
    at = min(entries) - 1
    again = _to_be_done(session, at, entries)
    branch = session.branches.start(at, name, by)
    refused = []
    with session.open_branch(branch.id) as played:
        for done, entry in enumerate(again, start=1):
            tell(f"{entry.type}", done, len(again))
            try:
                played.submit(act_of(entry), entry.by)
            except Refused as fault:
                refused.append((entry.seq, fault.reason))
    return Without(branch, tuple(refused))


def _to_be_done(session: Session, at: int, left_out: Collection[int]) -> list[Entry]:
    """List the entries after ``at`` that are done again."""
    standing = session.replay.course.standing(len(session.entries))
    return [
        entry for entry in standing
        if entry.seq > at and entry.seq not in left_out and entry.type not in NOT_AGAIN
    ]  # fmt: skip
