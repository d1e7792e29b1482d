"""The entries of a record as a table for people and as JSON Lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tabletop.analysis.export.tables import csv_bytes
from tabletop.analysis.report.reading import Reading
from tabletop.rules.words import finding_sentence
from tabletop.session.moment import findings_of
from tabletop.session.record import Entry
from tabletop.session.wording import entry_sentence, seat_name

HEAD = (
    "entry", "time_utc", "turn", "phase", "seat", "role", "type", "stands", "what", "actor",
    "order", "inject", "option", "target", "intent", "rationale", "words", "findings", "outcomes",
    "state_digest", "entry_hash",
)  # fmt: skip
_WORDS = ("reason", "words", "text", "title")


def entries_csv(reading: Reading) -> bytes:
    """Write the entries as CSV, one row each."""
    return csv_bytes(HEAD, (tuple(_row(reading, entry)) for entry in reading.entries))


def entries_jsonl(reading: Reading) -> bytes:
    """Write the entries as JSON Lines: the act, findings and outcomes whole, one entry a line."""
    return b"".join(
        json.dumps(_object(reading, entry), ensure_ascii=False, sort_keys=True).encode() + b"\n"
        for entry in reading.entries
    )


def _row(reading: Reading, entry: Entry) -> Iterator[Any]:
    act, order = entry.act, entry.act.get("order", {})
    roles = {seat.id: seat.role for seat in reading.world.scenario.seats}
    said = [finding_sentence(reading.world, found) for found in findings_of(entry)]
    yield from (entry.seq, entry.at, entry.turn, entry.phase, seat_name(reading.world, entry.by))
    yield from (roles.get(entry.by, ""), entry.type, entry.seq not in reading.undone)
    yield entry_sentence(reading.world, entry)
    yield from (order.get("actor"), order.get("type"), act.get("inject"), act.get("option"))
    yield from (act.get("target"), order.get("intent"), order.get("rationale"))
    yield " | ".join(str(act[key]) for key in _WORDS if act.get(key))
    yield from (" | ".join(said), len(entry.outcomes), entry.digest, entry.hash)


def _object(reading: Reading, entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.seq, "at": entry.at, "by": entry.by, "turn": entry.turn,
        "phase": entry.phase, "act": entry.act, "findings": list(entry.findings),
        "outcomes": list(entry.outcomes), "digest": entry.digest, "hash": entry.hash,
        "stands": entry.seq not in reading.undone, "says": entry_sentence(reading.world, entry),
    }  # fmt: skip
