"""The tables at both ends of the report: the exercise overview, and the facts of the session."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.report.reading import Reading, clock
from tabletop.session.moment import date_of
from tabletop.session.signature import Seen

TO_FILL_IN = "To be filled in"
"""What stands where the scenario names no sponsor or contact; the DOCX is there to write on."""


def overview(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the rows of the overview, as HSEEP has them."""
    scenario = reading.world.scenario
    yield "Exercise name", scenario.title
    if reading.entries:
        first, last_at = clock(reading.entries[0].at), clock(reading.entries[-1].at)
        yield "Exercise dates", f"{first} to {last_at} (UTC)"
    last = reading.entries[-1].turn if reading.entries else 0
    first_day, last_day = date_of(scenario, 1), date_of(scenario, last)
    yield "Scenario time", f"{first_day} to {last_day}"
    yield (
        "Scope",
        (
            f"Tabletop exercise; {last} of {scenario.turns} turns played, {scenario.turn_days} "
            f"days each; {len(scenario.seats)} seats"
        ),
    )
    yield "Focus", "Response to a ceasefire under pressure; prevention of its collapse"
    capabilities = dict.fromkeys(one.capability for one in scenario.objectives)
    yield "Capabilities", "; ".join(capabilities)
    yield "Objectives", "; ".join(f"{one.title}" for one in scenario.objectives)
    yield "Threat", "Tests of the coalition by Russia: armed, hybrid, political (see Injects)"
    yield "Scenario", f"{scenario.summary} ({scenario.id})"
    yield "Sponsor", scenario.sponsor or TO_FILL_IN
    yield "Participants", ", ".join(seat.name for seat in scenario.seats)
    orders, rulings = list(reading.standing("order")), list(reading.standing("ruling"))
    delivered = list(reading.standing("deliver", "ad_hoc"))
    yield (
        "Volume",
        (
            f"{len(delivered)} injects delivered, {len(orders)} orders given, "
            f"{len(rulings)} outcomes ruled, {len(reading.entries)} entries"
        ),
    )
    ended = [e for e in reading.entries if e.type == "end_ex"]
    yield "End", str(ended[-1].act["reason"]) if ended else "EndEx was not given"
    yield "Point of contact", scenario.contact or TO_FILL_IN


def facts(reading: Reading, signature: Seen | None) -> Iterator[tuple[str, str]]:
    """Yield what tells the file from any other, and whether it is signed."""
    heading = reading.replay.journal.heading
    yield "Software", f"Ceasefire Tabletop {heading.software}"
    yield "Seed", str(heading.seed)
    yield "Entries", str(len(reading.entries))
    yield "Root of the record", heading.root
    if reading.entries:
        yield "Hash of the last entry", reading.entries[-1].hash
        yield "Digest of the final state", reading.entries[-1].digest
    yield from _signed(signature)
    damage = reading.replay.journal.damage
    if damage is not None:
        yield "Damage", f"the file is damaged at {damage}; this report covers what is intact"
    for source in reading.world.scenario.sources:
        yield "Source", source


def _signed(seen: Seen | None) -> Iterator[tuple[str, str]]:
    """Say whether the file is signed, by which key and when."""
    if seen is None:
        return
    if seen.state == "absent":
        yield "Signature", "none: nobody has signed this file"
        return
    word = "valid" if seen.state == "valid" else "does not match the record"
    by = (
        f"key {seen.fingerprint}" if seen.key else "",
        clock(seen.at) if seen.at else "",
        seen.what,
    )
    yield "Signature", "; ".join((word, *(part for part in by if part)))
