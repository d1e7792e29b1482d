"""Measures: the scorecard, each number explained term by term."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tabletop.rules.measures.deterring import DETERRING
from tabletop.rules.measures.holding import HOLDING
from tabletop.rules.measures.measure import Explanation, Floats, Measure, Term, TermSpec
from tabletop.rules.measures.risks import RISKS
from tabletop.rules.measures.survey import Survey
from tabletop.world.state import State
from tabletop.world.world import World

__all__ = ["MEASURES", "Explanation", "Measure", "Term", "TermSpec", "explain", "score"]

_ORDER = (
    "presence", "monitoring", "denial", "punishment", "credibility", "deterrence", "cohesion",
    "escalation", "sustainability", "legitimacy", "resilience", "flank", "civilian_protection",
    "domestic_support", "economic_pressure", "cost",
)  # fmt: skip
_BY_NAME = {measure.name: measure for measure in DETERRING + HOLDING + RISKS}

MEASURES: Mapping[str, Measure] = MappingProxyType({name: _BY_NAME[name] for name in _ORDER})
"""Every measure by name, in the order of the scorecard."""

_BOUNDS = "Held within the scale"


def score(world: World, state: State) -> dict[str, Floats]:
    """Return every measure, name → [run], in the measure's unit."""
    survey = Survey(world, state, MEASURES)
    return {name: survey.value(name) for name in MEASURES}


def score_one(world: World, state: State, name: str) -> Floats:
    """Return one measure in every run [run], in its unit; ``KeyError`` for an unknown one."""
    return Survey(world, state, MEASURES).value(name)


def explain(world: World, state: State, name: str, run: int = 0) -> Explanation:
    """Explain one measure of one run term by term; the contributions add up to its value.

    A last term ``bounds`` appears when the sum would leave the scale (an amount: fall below 0).
    Raises ``KeyError`` for an unknown measure.
    """
    survey = Survey(world, state if state.runs == 1 else state.take([run]), MEASURES)
    weights = survey.weights(name)
    value, total = float(survey.value(name)[0]), float(survey.total(name)[0])
    terms = [
        Term(term.name, term.title, float(raw[0]), weights[term.name], float(adds[0]),
             term.variables)
        for term, (raw, adds) in zip(MEASURES[name].terms, survey.parts(name), strict=True)
    ]  # fmt: skip
    if value != total:
        terms.append(Term("bounds", _BOUNDS, total, 1.0, value - total, ()))
    return Explanation(name, value, tuple(terms))
