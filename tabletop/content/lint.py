"""What a scenario says well but cannot mean: injects that never come, goals nobody measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from tabletop.content.problems import Problem
from tabletop.content.reach import can_hold
from tabletop.content.references import Used, at, used_injects
from tabletop.content.shelf import Draft, Path_, mappings
from tabletop.content.yaml import Document
from tabletop.rules.conditions import ConditionFault
from tabletop.world.variables import SEASON

Names = Mapping[str, Mapping[str, int]]


def lint(draft: Draft, names: Names) -> Iterator[Problem]:
    """Yield the faults of meaning of a scenario whose file fits its model."""
    yield from _seats(draft.scenario)
    yield from _objectives(draft.scenario)
    yield from _end_conditions(draft.scenario, names)
    yield from _calendar(draft.scenario)
    used = used_injects(draft)
    followers = {word for one in used for _, word in at(one.inject, "options/*/branches/*/inject")}
    for one in used:
        yield from _trigger(one, draft.scenario.value, names, one.inject.get("id") in followers)
    yield from _storylines(draft.scenario, used)


def unused(used: Iterator[Used], packs: Iterator[tuple[Document, str, Any]]) -> Iterator[Problem]:
    """Yield a problem for every inject of the packs that no scenario uses.

    ``packs`` are (document, theme, value).
    """
    taken = {(one.document.name, str(one.inject.get("id"))) for one in used}
    for document, theme, value in packs:
        for path, inject in mappings(value, "injects"):
            name = str(inject.get("id"))
            if (document.name, name) not in taken:
                message = f"no scenario uses the inject '{theme}/{name}'"
                yield document.problem((*path, "id"), message)


def _seats(scenario: Document) -> Iterator[Problem]:
    value: Any = scenario.value
    roles = Counter(seat.get("role") for _, seat in mappings(value, "seats"))
    if not roles["facilitator"]:
        yield scenario.problem(("seats",), "no seat has the role facilitator", at_key=True)
    if not roles["player"]:
        yield scenario.problem(("seats",), "no seat has the role player", at_key=True)
    spoken: dict[str, str] = {}
    for path, seat in mappings(value, "seats"):
        actors = seat.get("actors", [])
        if seat.get("role") == "player" and not actors:
            message = f"the player's seat '{seat.get('id')}' speaks for no actor"
            yield scenario.problem(path, message)
        for i, actor in enumerate(actors):
            if actor in spoken:
                message = f"'{actor}' already sits in the seat '{spoken[actor]}'"
                yield scenario.problem((*path, "actors", i), message)
            spoken.setdefault(actor, str(seat.get("id")))


def _objectives(scenario: Document) -> Iterator[Problem]:
    for path, objective in mappings(scenario.value, "objectives"):
        if not objective.get("measures"):
            message = f"the objective '{objective.get('id')}' has no measure"
            yield scenario.problem((*path, "measures"), message, at_key=True)


def _end_conditions(scenario: Document, names: Names) -> Iterator[Problem]:
    value: Any = scenario.value
    allowed = _allowed(value, 1, value["turns"])
    for key in ("success", "failure"):
        for path, row in mappings(value, key):
            yield from _never(scenario, (*path, "when"), row.get("when"), names, allowed)


def _storylines(scenario: Document, used: list[Used]) -> Iterator[Problem]:
    """Yield what a storyline promises and the MSEL does not keep: order, length, fixed turns."""
    value: Any = scenario.value
    by_name = {one.inject.get("id"): one for one in used}
    for at_line, line in mappings(value, "storylines"):
        last, told = 0, set()
        for at_beat, beat in mappings(line, "injects"):
            path = (*at_line, *at_beat)
            name, turn = beat.get("inject"), beat.get("turn")
            if name in told:
                message = f"'{name}' already comes in this storyline"
                yield scenario.problem((*path, "inject"), message)
            told.add(name)
            if turn is not None and name in by_name:
                message = _untimely(by_name[name], turn, last, value["turns"])
                if message:
                    yield scenario.problem((*path, "turn"), message)
                last = turn


def _untimely(used: Used, turn: int, last: int, turns: int) -> str:
    """Say why an inject of a storyline cannot come in ``turn``; nothing when it can."""
    name, fixed, earliest = used.inject.get("id"), used.trigger("turn"), used.trigger("earliest", 1)
    if turn > turns:
        return f"turn {turn} never comes; the scenario has {turns} turns"
    if turn < last:
        return f"turn {turn} lies before turn {last} of the inject told before"
    if fixed not in (None, turn):
        return f"the scenario fixes '{name}' to turn {fixed}"
    if fixed is None and turn < earliest:
        return f"'{name}' comes in turn {earliest} at the earliest"
    return ""


def _calendar(scenario: Document) -> Iterator[Problem]:
    value: Any = scenario.value
    try:
        _date_of(value, 1)
    except ValueError:
        message = f"there is no such day as {value['start_date']}"
        yield scenario.problem(("start_date",), message)


def _trigger(used: Used, scenario: Any, names: Names, follows: bool) -> Iterator[Problem]:
    turns = scenario["turns"]
    turn, manual = used.trigger("turn"), used.trigger("manual", True)
    earliest, latest = used.trigger("earliest", 1), used.trigger("latest") or turns
    if turn is not None:
        if turn > turns:
            message = f"turn {turn} never comes; the scenario has {turns} turns"
            yield _at_trigger(used, "turn", message)
        return
    if earliest > turns:
        message = f"turn {earliest} never comes; the scenario has {turns} turns"
        yield _at_trigger(used, "earliest", message)
    elif latest < earliest:
        message = f"the latest turn {latest} lies before the earliest, {earliest}"
        yield _at_trigger(used, "latest", message)
    elif used.trigger("probability", 1.0) == 0:
        if not manual and not follows:
            yield _at_trigger(used, "probability", "the inject can never come: not by chance, "
                              "not by hand and not after another one")  # fmt: skip
    else:
        allowed = _allowed(scenario, earliest, min(latest, turns))
        document, path = _place(used, "condition")
        text = used.trigger("condition", "true")
        yield from _never(document, path, text, names, allowed)


def _never(
    document: Document, path: Path_, text: Any, names: Names, allowed: Mapping[str, list[float]]
) -> Iterator[Problem]:
    try:
        possible = not isinstance(text, str) or can_hold(text, names, allowed)
    except ConditionFault:
        return  # told already, where conditions are read
    if not possible:
        yield document.problem(path, "this condition can never hold")


def _allowed(scenario: Any, first: int, last: int) -> dict[str, list[float]]:
    """Return the turns and seasons that lie between two turns."""
    turns = range(first, max(first, last) + 1)
    try:
        # December counts to the winter that follows.
        seasons = {_date_of(scenario, turn).month % 12 // 3 for turn in turns}
    except (ValueError, OverflowError):
        seasons = set(range(len(SEASON)))
    return {"turn": [float(turn) for turn in turns], "season": [float(one) for one in seasons]}


def _date_of(scenario: Any, turn: int) -> date:
    days = (turn - 1) * int(scenario["turn_days"])
    return date.fromisoformat(scenario["start_date"]) + timedelta(days=days)


def _at_trigger(used: Used, key: str, message: str) -> Problem:
    document, path = _place(used, key)
    return document.problem(path, message)


def _place(used: Used, key: str) -> tuple[Document, Path_]:
    """Return where a part of an inject's trigger is written: in the scenario or in the pack."""
    if used.use.get(key) is not None:
        return used.scenario, (*used.use_path, key)
    return used.document, (*used.path, "trigger", key)
