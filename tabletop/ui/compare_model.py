"""What the window of comparison shows of two lines of play, as plain values; no Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.session.comparing import Comparison, Difference
    from tabletop.session.session import Session
    from tabletop.world.state import State
    from tabletop.world.world import World


@dataclass(frozen=True)
class Side:
    """One line of play: its session, its name, and the last entry of each of its turns."""

    session: Session
    name: str
    ends: tuple[int, ...]

    def seq_at(self, turn: int) -> int:
        """Return the last entry of a turn, or of all when it ended before."""
        return self.ends[min(turn, len(self.ends) - 1)]


@dataclass(frozen=True)
class Both:
    """Two sides, and what was found when they were compared at their ends."""

    left: Side
    right: Side
    comparison: Comparison

    @property
    def turns(self) -> int:
        """The last turn of the longer of the two."""
        return max(len(self.left.ends), len(self.right.ends)) - 1

    def close(self) -> None:
        """Let go of both files."""
        self.left.session.close()
        self.right.session.close()


def both(session: Session, other: int | Path, played: str) -> Both:
    """Open a session's own line of play and another (a branch or a file), and compare them.

    ``played`` names a line that has no name.  Raises ``JournalFault`` when the other cannot be
    opened and ``BrokenRecord`` when one of them cannot be shown.
    """
    from tabletop.session.comparing import compare
    from tabletop.session.session import Session as Sessions

    left = session.open_branch(session.branch.id)
    try:
        if isinstance(other, Path):
            right = Sessions.open(other, read_only=True)
        else:
            right = session.open_branch(other)
    except BaseException:
        left.close()
        raise
    try:
        found = compare(left.replay, right.replay)
        same_file = not isinstance(other, Path)
        return Both(_side(left, played, same_file), _side(right, played, same_file), found)
    except BaseException:
        left.close()
        right.close()
        raise


def _side(session: Session, played: str, same_file: bool) -> Side:
    from tabletop.session.comparing import turn_ends

    stem = session.journal.path.stem
    branch = session.branch.name or played
    name = branch if same_file else f"{stem} – {branch}" if session.branch.name else stem
    return Side(session, name, tuple(turn_ends(session.replay.course)))


def map_differences(left: Side, right: Side, turn: int) -> list[Difference]:
    """List what differs on the two maps at the end of a turn."""
    from tabletop.session.comparing import differences

    one, other = left.session, right.session
    return list(
        differences(
            one.world, one.replay.state_at(left.seq_at(turn)),
            other.world, other.replay.state_at(right.seq_at(turn)),
        )
    )  # fmt: skip


def node_of(world: World, state: State, dimension: str, name: str) -> int | None:
    """Return the node where something of the map stands in a state; None for none."""
    from tabletop.ui.map.reading import place_of

    number = world.index[dimension].get(name)
    if number is None:
        return None
    if dimension == "node":
        return number
    if dimension == "force":
        node = place_of(world, state, number)
        return node if 0 <= node < len(world.geography.nodes) else None
    return None


def rings(world: World, state: State, found: Sequence[Difference]) -> dict[int, str]:
    """Return the nodes of one map at which forces differ in place or status, with how many."""
    counts: dict[int, set[str]] = defaultdict(set)
    for one in found:
        if one.dimension == "force" and one.variable in ("at", "status"):
            node = node_of(world, state, "force", one.id)
            if node is not None:
                counts[node].add(one.id)
    return {node: f"≠ {len(forces)}" for node, forces in counts.items()}
