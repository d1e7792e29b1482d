"""Who plays a seat: a person, or a policy, from which entry on; read from the record alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tabletop.session.course import Course
from tabletop.session.record import Entry


@dataclass(frozen=True, slots=True)
class Player:
    """A policy that plays the seat ``seat`` since entry ``seq`` of turn ``turn``.

    ``file`` and ``digest`` tell a program of the user's own; both are empty for one that ships.
    """

    seat: str
    policy: str
    file: str
    digest: str
    seq: int
    turn: int

    @property
    def title(self) -> str:
        """The name of the policy, with its file and the beginning of the digest."""
        return f"{self.policy} ({self.file}, {self.digest[:12]})" if self.file else self.policy


def players(entries: Iterable[Entry]) -> dict[str, Player]:
    """Return the policies that play at the end of these entries, by the seat that they play."""
    found: dict[str, Player] = {}
    for entry in entries:
        if entry.type == "assign":
            one = _player(entry)
            found.pop(one.seat, None)
            if one.policy:
                found[one.seat] = one
    return found


def players_at(course: Course, seq: int) -> dict[str, Player]:
    """Return the policies that play after entry ``seq``, by seat; looked up in a long record."""
    numbers = course.of_type.get("assign", [])
    return players(course.entries[one - 1] for one in numbers[: bisect_right(numbers, seq)])


def policies_of(entries: Iterable[Entry]) -> dict[str, list[Player]]:
    """Return every policy that ever played a seat, by seat, the first one first."""
    found: dict[str, list[Player]] = {}
    for entry in entries:
        if entry.type == "assign" and (one := _player(entry)).policy:
            found.setdefault(one.seat, []).append(one)
    return found


def _player(entry: Entry) -> Player:
    seat, policy, file, digest = (
        str(entry.act.get(name, "")) for name in ("seat", "policy", "file", "digest")
    )
    return Player(seat, policy, file, digest, entry.seq, entry.turn)
