"""Entries of the record and the seal that chains them.

Every entry's hash covers the hash before it, so that a change anywhere shows; the hash before the
first entry (the root) covers the format, the software version, the seed, the scenario, the ground
and the state in which the exercise began.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any

FORMAT = 2
"""Version of the session file."""
MAX_TEXT = 8 << 20
"""Most bytes that an act, the findings or the outcomes of one entry may take."""

Json = dict[str, Any]


class BrokenRecord(ValueError):
    """Something in a record is damaged or was edited; the text says what, without a full stop."""


@dataclass(frozen=True)
class Entry:
    """One line of the record, complete and sealed.

    ``at`` is the wall clock in UTC, never before the entry before; ``turn`` and ``phase`` are
    where the exercise stands after the act.  ``delta`` changes the previous state into the one
    whose digest is ``digest``.
    """

    seq: int
    at: str
    by: str
    turn: int
    phase: str
    act: Json
    findings: tuple[Json, ...]
    outcomes: tuple[Json, ...]
    delta: bytes
    digest: str
    prev: str
    hash: str

    @property
    def type(self) -> str:
        """The type of the act."""
        return str(self.act["type"])

    @cached_property
    def when(self) -> datetime:
        """The wall clock of the entry."""
        return datetime.fromisoformat(self.at)

    @cached_property
    def texts(self) -> tuple[str, str, str]:
        """Return the act, the findings and the outcomes as they are stored and sealed."""
        return canonical(self.act), _list_text(self.findings), _list_text(self.outcomes)


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def _list_text(facts: tuple[Json, ...]) -> str:
    return canonical(facts) if facts else "[]"  # as most are


def canonical(value: Any) -> str:
    """Write plain data as JSON in the one way that is hashed.

    Raises ``ValueError`` for numbers that are not finite and ``TypeError`` for other things.
    """
    return _ENCODER.encode(value)


def read_canonical(text: str) -> Any:
    """Read JSON that ``canonical`` wrote; raises ``BrokenRecord`` for any other text."""
    try:
        value = json.loads(text)
        again = canonical(value)
    except (ValueError, RecursionError) as fault:
        raise BrokenRecord(f"its text cannot be read ({fault})") from None
    if again != text:
        raise BrokenRecord("its text is not as it was written")
    return value


def seal(entry: Entry) -> str:
    """Return the hash that the entry ought to have, given its ``prev``."""
    return seal_of_texts(entry, *entry.texts)


def seal_of_texts(entry: Entry, act: str, findings: str, outcomes: str) -> str:
    """Return what ``seal`` does, given the canonical texts of the act, findings and outcomes.

    It hashes the canonical JSON of all parts, put together from texts because that is faster.
    """
    said = (
        f'{{"act":{act},"at":{encode_basestring(entry.at)},"by":{encode_basestring(entry.by)},'
        f'"delta":"{hashlib.sha256(entry.delta).hexdigest()}",'
        f'"digest":{encode_basestring(entry.digest)},'
        f'"findings":{findings},"outcomes":{outcomes},"phase":{encode_basestring(entry.phase)},'
        f'"seq":{entry.seq},"turn":{entry.turn}}}'
    )
    return hashlib.sha256(f"{entry.prev}\n{said}".encode()).hexdigest()


def sealed(**parts: Any) -> Entry:
    """Make an entry from all its parts but the hash."""
    entry = Entry(**parts, hash="")
    object.__setattr__(entry, "hash", seal(entry))  # nobody has seen it open
    return entry


def root(
    *, software: str, seed: int, run: int, scenario: str, ground: bytes, start: str,
    form: int = FORMAT,
) -> str:  # fmt: skip
    """Return the hash before the first entry.

    ``scenario`` is the resolved scenario as canonical JSON, ``ground`` the stored geography
    arrays, ``start`` the digest of the state in which the exercise began.
    """
    return _seal("", {
        "format": form, "software": software, "seed": seed, "run": run, "start": start,
        "scenario": hashlib.sha256(scenario.encode()).hexdigest(),
        "ground": hashlib.sha256(ground).hexdigest(),
    })  # fmt: skip


def branch_root(*, fork_hash: str, branch: int, parent: int, fork: int, at: str, by: str) -> str:
    """Return the hash before the first entry of a branch.

    ``fork_hash`` is the hash of the entry of the ``parent`` branch after which it begins.
    """
    return _seal(fork_hash, {"branch": branch, "parent": parent, "fork": fork, "at": at, "by": by})


def _seal(before: str, parts: Mapping[str, Any]) -> str:
    return hashlib.sha256(before.encode() + b"\n" + canonical(parts).encode()).hexdigest()


def stamp(now: datetime, after: str) -> str:
    """Write the wall clock for an entry, never before ``after`` (the entry before, or "").

    Stamps have one fixed length, so that text order is time order.
    """
    text = now.astimezone(UTC).isoformat(timespec="milliseconds")
    return max(text, after)
