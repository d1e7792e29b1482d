"""The MSEL in the report: what was planned, what was played, and how fast it was acted on."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.evaluation import Latency, latencies
from tabletop.analysis.report.model import InjectRow
from tabletop.analysis.report.reading import Reading, clock, span
from tabletop.rules.condition_words import condition_words
from tabletop.rules.conditions import ConditionFault
from tabletop.rules.words import place_name
from tabletop.session.moment import date_of
from tabletop.session.record import Entry
from tabletop.world.injects import Inject
from tabletop.world.world import World

_SAID = {"deliver": "turn {}", "defer": "deferred in turn {}", "skip": "skipped in turn {}"}


def inject_rows(reading: Reading) -> Iterator[InjectRow]:
    """Yield every inject of the scenario as planned and as played, then those made up."""
    waits = {one.delivered: one for one in latencies(
        reading.world, reading.entries, reading.undone)}  # fmt: skip
    acts: dict[str, list[Entry]] = {}
    for entry in reading.standing("deliver", "defer", "skip", "respond"):
        acts.setdefault(str(entry.act["inject"]), []).append(entry)
    for inject in reading.world.injects:
        yield _row(reading, inject, acts.get(inject.id, []), waits)
    for entry in reading.standing("ad_hoc"):
        yield InjectRow(
            "ad hoc", str(entry.act["title"]), str(entry.act["kind"]).replace("_", " "), "–", "",
            f"turn {entry.turn}", _day(reading, entry.turn), clock(entry.at), "", "", "", None,
            (entry.seq,),
        )  # fmt: skip


def _row(
    reading: Reading, inject: Inject, acts: list[Entry], waits: dict[int, Latency]
) -> InjectRow:
    world, trigger = reading.world, inject.trigger
    if trigger.turn is not None:
        planned = f"turn {trigger.turn}"
    elif trigger.probability <= 0:
        planned = "tray"
    elif trigger.condition.strip() == "true":
        planned = f"from turn {trigger.earliest}"
    else:
        planned = f"from turn {trigger.earliest}, when {_when(world, trigger.condition)}"
    planned_date = "" if trigger.turn is None else _day(reading, trigger.turn)
    played = [entry for entry in acts if entry.type == "deliver"]
    actual = ", ".join(_SAID[e.type].format(e.turn) for e in acts if e.type in _SAID)
    labels = {option.id: option.label for option in inject.options}
    answer = "; ".join(
        labels.get(str(e.act.get("option")), str(e.act.get("words", "")))
        for e in acts if e.type == "respond"
    )  # fmt: skip
    last = played[-1] if played else None
    wait = waits.get(last.seq) if last else None
    dimension = inject.target.partition(":")[0]
    target = str(last.act.get("target") or "") if last else ""
    return InjectRow(
        inject.id, inject.title, inject.kind.replace("_", " "), planned, planned_date,
        actual or "not played", "" if last is None else _day(reading, last.turn),
        "" if last is None else clock(last.at), place_name(world, dimension, target), answer,
        "" if wait is None else span(wait.seconds), None if wait is None else wait.entry,
        tuple(entry.seq for entry in acts),
    )  # fmt: skip


def _when(world: World, condition: str) -> str:
    """Say a condition in words; one of another version that cannot be read stays as it is."""
    try:
        return condition_words(world, condition)
    except (ConditionFault, LookupError, ValueError):
        return condition


def _day(reading: Reading, turn: int) -> str:
    return date_of(reading.world.scenario, turn).isoformat()
