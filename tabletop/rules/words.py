"""Words: findings, contested outcomes and refusals as sentences for people.

Nothing in the rules imports this module; the desk, the report and the command line do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tabletop.rules.findings import Finding
from tabletop.rules.measures import MEASURES
from tabletop.rules.titles import CONTESTS, TITLES, VALUES, YES_NO
from tabletop.rules.words_of_ways import way_sentence
from tabletop.world.actors import CAVEATS
from tabletop.world.luck import Outcome
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, CEASEFIRE_STATUS, FLAGS, MANDATE, NEVER, PROMISE
from tabletop.world.world import World

if TYPE_CHECKING:
    from tabletop.rules.orders import Order


_WORDS = {"mandate": MANDATE, "agreement": CEASEFIRE_STATUS, "us_promise": PROMISE}
"""Dimensions of contests that run over the words of a variable."""
CONTESTED_OVER: Mapping[str, str] = {
    "probe": "sector", "probe_repelled": "sector", "probe_contained": "sector",
    "restored": "sector", "attributed": "sector", "misattributed": "sector",
    "offensive": "sector", "offensive_held": "sector", "strike_wave": "air_area",
    "sabotage": "link", "vote": "actor", "vote_continue": "actor", "leave": "actor",
    "agreement": "agreement", "us_promise": "us_promise", "mandate": "mandate",
    "way_comes_off": "way", "way_attributed": "way",
}  # fmt: skip
"""For each contest that has a place, actor or word of its own: the dimension of its index."""
_ENABLERS = {
    "isr": "reconnaissance (ISR)", "aew": "airborne early warning", "strike": "long-range strike",
    "lift": "strategic lift", "nuclear": "nuclear backing",
}  # fmt: skip
"""What people call the enablers."""
_CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
"""A code of the world inside a sentence, such as the name of an order."""


def variable_title(name: str) -> str:
    """Return what people call a state variable."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def place_name(world: World, dimension: str, name: str) -> str:
    """Return what people call the thing with this id along a dimension; the id when unknown."""
    i = world.index.get(dimension, {}).get(name)
    if i is None:
        return name.replace("_", " ") if dimension in _WORDS else name
    geo = world.geography
    named: Mapping[str, Any] = {
        "actor": world.actors, "sector": geo.sectors, "force": world.forces, "node": geo.nodes,
        "air_area": geo.air_areas, "sea_area": geo.sea_areas,
    }  # fmt: skip
    if dimension in named:
        return str(named[dimension][i].name)
    if dimension == "inject":
        return world.injects[i].title
    if dimension == "red_line":
        actor, _, number = name.rpartition("_")
        whose = world.actors[world.actor(actor)]
        return f"{whose.name}, {whose.red_lines[int(number) - 1].says}"
    if dimension == "link":
        ends = (place_name(world, "node", end) for end in (geo.links[i].a, geo.links[i].b))
        return "–".join(ends)
    if dimension == "enabler" and name in _ENABLERS:
        return _ENABLERS[name]
    return name.replace("_", " ")


def outcome_subject(world: World, dimension: str, index: int) -> str:
    """Return what a contest is about, in words; empty when it is about the whole exercise."""
    names = _WORDS.get(dimension) or world.names.get(dimension, ())
    if not 0 <= index < len(names):
        return ""
    return place_name(world, dimension, names[index])


def contest_words(purpose: str) -> tuple[str, str, str]:
    """Return what a contest asks, and what yes and no mean in it."""
    return CONTESTS.get(purpose, (purpose.replace("_", " ").capitalize(), "yes", "no"))


def contest_subject(world: World, purpose: str, index: int) -> str:
    """Return what a contest of a purpose is about; empty when it is about the whole exercise."""
    return outcome_subject(world, CONTESTED_OVER.get(purpose, ""), index)


def outcome_sentence(world: World, outcome: Outcome) -> str:
    """Say a contested outcome in one sentence, with its odds and whether it was ruled."""
    subject = outcome_subject(world, outcome.dimension, outcome.index)
    question, yes, no = contest_words(outcome.purpose)
    where = f" ({subject})" if subject else ""
    how = "ruled" if outcome.ruled else "drawn"
    result = yes if outcome.result else no
    return f"{question}{where}: {result}; odds {_percent(outcome.odds)}, {how}."


def refusal_words(world: World, state: State, order: Order, code: int) -> tuple[str, str]:
    """Return why an order is not lawful and what would make it so, one sentence each."""
    from tabletop.rules.refusals import Refusal
    from tabletop.rules.remedies import REFUSAL_WORDS, placeholders

    reason, remedy = REFUSAL_WORDS[Refusal(code)]
    values = placeholders(world, state, order, Refusal(code))
    return without_codes(reason.format_map(values)), without_codes(remedy.format_map(values))


def without_codes(sentence: str) -> str:
    """Write the codes in a sentence as people say them: caveats by their own words in quotes."""

    def plain(match: re.Match[str]) -> str:
        caveat = CAVEATS.get(match[0])
        return f"“{caveat.rstrip('.')}”" if caveat else match[0].replace("_", " ")

    return _CODE.sub(plain, sentence)


def finding_sentence(world: World, finding: Finding) -> str:
    """Say a finding in one sentence."""
    speak = _SPEAKERS.get(finding.kind)
    if speak is None:
        numbers = ", ".join(f"{k} {v:g}" for k, v in finding.numbers.items())
        return f"{finding.kind.replace('_', ' ').capitalize()}: {finding.subject} ({numbers})."
    return speak(world, finding)


# -- one speaker for each kind of finding ------------------------------------------------------


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"


def _probe(world: World, f: Finding) -> str:
    where = place_name(world, "sector", f.subject)
    stage = {1: "was repelled", 2: "was contained", 3: "broke through"}[int(f.numbers["stage"])]
    odds = f.numbers.get("probe_repelled")
    chance = f"; odds of repelling it {_percent(odds)}" if odds is not None else ""
    return f"A Russian probe at {where} {stage}{chance}."


def _violations(world: World, f: Finding) -> str:
    count, where = int(f.numbers["count"]), place_name(world, "sector", f.subject)
    return f"{count} {'breach' if count == 1 else 'breaches'} of the ceasefire at {where}."


def _attributed(world: World, f: Finding) -> str:
    return f"The incident at {place_name(world, 'sector', f.subject)} was attributed in public."


def _misattributed(world: World, f: Finding) -> str:
    return f"The attribution at {place_name(world, 'sector', f.subject)} was wrong."


def _strikes(world: World, f: Finding) -> str:
    return f"A wave of strikes hit {place_name(world, 'air_area', f.subject)}."


def _sabotage(world: World, f: Finding) -> str:
    where, left = place_name(world, "link", f.subject), f.numbers["capacity"]
    return f"Sabotage on {where}; {left:.0f} % of its capacity is left."


def _condition(world: World, f: Finding) -> str:
    scenario = world.scenario
    kinds = {one.id: ("failure", one.says) for one in scenario.failure}
    kinds |= {one.id: ("success", one.says) for one in scenario.success}
    kind, says = kinds.get(f.subject, ("the scenario", f.subject))
    verb = "is met" if f.numbers["holds"] else "is no longer met"
    return f"Condition of {kind} {verb}: {says}"


def _casualties(world: World, f: Finding) -> str:
    who = "observer" if f.subject == "casualties_observers" else "coalition"
    count = int(f.numbers["count"])
    return f"{count} {who} {'casualty' if count == 1 else 'casualties'}."


def _force(says: str) -> Callable[[World, Finding], str]:
    def speak(world: World, f: Finding) -> str:
        nodes = world.geography.nodes
        at, to, turn = int(f.numbers["at"]), int(f.numbers["to"]), int(f.numbers["turn"])
        return says.format(
            force=place_name(world, "force", f.subject),
            at=nodes[at].name if 0 <= at < len(nodes) else "home",
            to=f" to {nodes[to].name}" if 0 <= to < len(nodes) else "",
            turn=f"; arrival in turn {turn}" if 0 < turn < NEVER else "",
        )

    return speak


def _decision(says: str) -> Callable[[World, Finding], str]:
    def speak(world: World, f: Finding) -> str:
        due = int(f.numbers["due"])
        when = f"; decision due in turn {due}" if 0 < due < NEVER else ""
        return says.format(actor=place_name(world, "actor", f.subject), when=when)

    return speak


def _inject(says: str) -> Callable[[World, Finding], str]:
    def speak(world: World, f: Finding) -> str:
        inject = world.injects[world.index["inject"][f.subject]]
        number = int(f.numbers["option"])
        given = inject.options[number].label if 0 <= number < len(inject.options) else "in words"
        return says.format(title=inject.title, option=given.rstrip("."))

    return speak


def _answered(world: World, f: Finding) -> str:
    inject = world.injects[world.index["inject"][f.subject]]
    if not inject.options:
        # News is closed at the end of its turn, whether or not somebody said something.
        return f"{inject.title} is closed."
    return _inject("{title} was answered: {option}.")(world, f)


def _value(word: str) -> str:
    return VALUES.get(word, word.replace("_", " "))


def _change(world: World, f: Finding) -> str:
    name, _, rest = f.subject.partition("[")
    var, parts = BY_NAME[name], rest.rstrip("]").split(", ") if rest else []
    old, new = f.numbers["before"], f.numbers["after"]
    if name == "flag":
        # The table says what the flag stands for; a flag that fell is said to hold no longer.
        return FLAGS[parts[0]] if new else f"No longer so: {FLAGS[parts[0]]}"
    where = ", ".join(
        place_name(world, dim, part) for dim, part in zip(var.per, parts, strict=True)
    )
    title = f"{variable_title(name)}{f' ({where})' if where else ''}"
    if var.kind == "bool":
        yes, no = YES_NO.get(name, (f"{title}: now yes.", f"{title}: now no."))
        return (yes if new else no).format(where=where)
    if var.kind == "enum":
        was, now = (_value(var.values[int(v)]) for v in (old, new))
        return f"{title}: from {was} to {now}."
    verb = "rose" if new > old else "fell"
    unit = "" if var.unit.startswith(("index", "level")) else f" {var.unit}"
    return f"{title} {verb} from {_number(old)} to {_number(new)}{unit}."


def _outcome(world: World, f: Finding) -> str:
    purpose, _, rest = f.subject.partition("[")
    dimension, _, number = rest.rstrip("]").partition(" ")
    n = f.numbers
    return outcome_sentence(
        world,
        Outcome(
            purpose, int(number), dimension, n["odds"], n["draw"], n["draw"] < n["odds"],
            bool(n["result"]), bool(n["ruled"]), (),
        ),
    )  # fmt: skip


def _measure(world: World, f: Finding) -> str:
    measure, old, new = MEASURES[f.subject], f.numbers["before"], f.numbers["after"]
    better = (new > old) == (measure.better == "high")
    unit = "" if measure.unit.startswith("0") else f" {measure.unit}"
    verb = "rose" if new > old else "fell"
    side = "better" if better else "worse"
    return (
        f"{measure.title} {verb} from {np.round(old, 1):g} to {np.round(new, 1):g}{unit} ({side})."
    )


def _final_test(world: World, f: Finding) -> str:
    n = f.numbers
    lasted = f"it lasted {n['lasted']:.1f} months on average"
    if n["lasted"] == 0.0:  # the exercise itself had ended in a crisis
        lasted = "in none did it outlast the exercise by a turn"
    return (
        f"{n['months']:.0f} months after the exercise, with attention gone elsewhere, the agreement"
        f" holds and the line is whole in {_percent(n['held'])} of {n['futures']:.0f} futures;"
        f" the line was broken at some time in {_percent(n['attacked'])}, and"
        f" {_percent(n['over'])} ended in crisis or collapse; {lasted}."
    )


_SPEAKERS: Mapping[str, Callable[[World, Finding], str]] = {
    "probe": _probe,
    "violations": _violations,
    "attributed": _attributed,
    "misattributed": _misattributed,
    "strikes": _strikes,
    "sabotage": _sabotage,
    "way": lambda world, f: way_sentence(f.subject, f.numbers),
    "condition": _condition,
    "casualties": _casualties,
    "force_home": _force("{force} is home again."),
    "force_offered": _force("{force} was offered."),
    "force_readying": _force("{force} is getting ready{to}."),
    "force_moving": _force("{force} is on its way{to}{turn}."),
    "force_deployed": _force("{force} has arrived at {at}."),
    "force_moved": _force("{force} is now at {at}."),
    "force_returning": _force("{force} is going home{turn}."),
    "force_lost": _force("{force} is lost."),
    "decision_none": _decision("{actor} has no decision under way."),
    "decision_government": _decision("The government of {actor} is deciding{when}."),
    "decision_parliament": _decision("The parliament of {actor} is deciding{when}."),
    "decision_authorised": _decision("{actor} has authorised its part."),
    "decision_refused": _decision("{actor} has refused its part."),
    "inject_delivered": _inject("Inject delivered: {title}."),
    "inject_answered": _answered,
    "inject_expired": _inject("{title} was left unanswered."),
    "inject_skipped": _inject("{title} was left out."),
    "final_test": _final_test,
    "change": _change,
    "outcome": _outcome,
    "measure": _measure,
}
