"""What a measure is: a number for the scorecard that is the sum of named terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tabletop.rules.measures.survey import Survey

Floats = NDArray[np.float64]
Parts = tuple[tuple[Floats, Floats], ...]
"""For each term of a measure, in order: what it measures [run], and what it adds [run]."""

Work = Callable[["Survey", Mapping[str, float]], Parts]
"""Works the parts of a measure out; the second argument gives each term's weight by name."""

INDEX = "0–100"
MONEY = "EUR m a month"


@dataclass(frozen=True, slots=True)
class TermSpec:
    """One term as it is declared.

    ``variables`` are the state variables it reads.  ``weight`` names the doctrine entry that holds
    its weight, unless the scenario sets one; without an entry the weight is 1.
    """

    name: str
    title: str
    variables: tuple[str, ...]
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the scorecard; ``better`` is ``high`` or ``low``."""

    name: str
    title: str
    says: str
    unit: str
    better: str
    terms: tuple[TermSpec, ...]
    work: Work


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it came out in one run: its raw ``value`` and what it adds to the measure."""

    name: str
    title: str
    value: float
    weight: float
    contribution: float
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A measure of one run; the contributions of its ``terms`` add up to ``value``."""

    name: str
    value: float
    terms: tuple[Term, ...]
