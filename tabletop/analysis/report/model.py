"""The after-action report as data: one model, from which every format is written.

Every claim cites the numbers of the entries that it rests on, so that a reader can look them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabletop.analysis.evaluation import ExpectedAction
from tabletop.rules.measures import Explanation

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.sensitivity.keeping import Kept

NOT_A_PREDICTION = (
    "This exercise shows how people decided under stated assumptions. It is not a prediction: "
    "most numbers of the model are planning values for play, and another run of chance would have "
    "gone another way."
)
"""What every report says of itself."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence and the entries that bear it out."""

    text: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TurnAccount:
    """What happened in one turn, the most important facts first."""

    turn: int
    date: str
    claims: tuple[Claim, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """An order or an answer that a seat gave; ``undone`` tells that it was taken back.

    ``actor`` is the name of whom an order was given for; its text begins with it.
    """

    entry: int
    turn: int
    at: str
    seat: str
    text: str
    intent: str
    rationale: str
    undone: bool
    actor: str = ""


@dataclass(frozen=True, slots=True)
class RulingRow:
    """An outcome that the facilitator decided, with the odds it had and the reason given.

    ``arguments`` are those of a matrix discussion, each with its side in front.
    """

    entry: int
    turn: int
    text: str
    odds: float | None
    drawn: bool | None
    reason: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InjectRow:
    """A row of the MSEL as planned and as played; ``actual`` says so when it was not played.

    ``at`` is the wall clock of the last delivery, ``waited`` the time from it to the first act of
    those addressed (empty when there was none), which is entry ``acted``.
    """

    id: str
    title: str
    kind: str
    planned: str
    planned_date: str
    actual: str
    actual_date: str
    at: str
    target: str
    answer: str
    waited: str
    acted: int | None
    entries: tuple[int, ...]

    @property
    def played(self) -> bool:
        """Whether it was delivered at least once."""
        return bool(self.at)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure over the turns, with its terms at the start and at the end."""

    name: str
    title: str
    says: str
    unit: str
    better: str
    turns: tuple[int, ...]
    values: tuple[float, ...]
    first: Explanation
    last: Explanation

    @property
    def change(self) -> float:
        """Change from the first value to the last."""
        return self.values[-1] - self.values[0]

    @property
    def verdict(self) -> str:
        """Whether the measure got better or worse, or stayed."""
        if abs(self.change) < 0.5:  # smaller than what the report prints
            return "unchanged"
        return "better" if (self.change > 0) == (self.better == "high") else "worse"


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """What an evaluator noted, in the record or beside it (then ``entry`` is what it is about)."""

    entry: int
    turn: int
    seat: str
    text: str
    objective: str
    rating: str
    about: int | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of an objective's exercise evaluation guide, with what the evaluators gave it."""

    id: str
    title: str
    standard: str
    rating: str
    remarks: tuple[Claim, ...]
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An exercise objective with its capability, tasks, ratings and the measures that speak to it.

    ``rating`` is the evaluators' word on the whole, or empty.
    """

    id: str
    title: str
    capability: str
    text: str
    rating: str
    ratings: tuple[Claim, ...]
    measures: tuple[str, ...]
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    """A row of the improvement plan; what is empty is filled in after the exercise."""

    capability: str
    issue: str
    entries: tuple[int, ...]
    action: str
    owner: str
    start: str
    due: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A seat, for whom it spoke and how much it did."""

    seat: str
    role: str
    speaks_for: str
    acts: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of the map as SVG, of ``width`` × ``height`` pixels, after entry ``seq``."""

    turn: int
    seq: int
    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Assumption:
    """A doctrine entry as it was in force; ``changed`` marks what the scenario set itself."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    source: str
    confidence: str
    says: str
    usual: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The whole after-action report.

    ``mattered`` and ``study`` hold what other worlds have shown, when they were asked.
    """

    title: str
    scenario: str
    marking: str
    summary: str
    file: str
    played: str
    overview: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    highlights: tuple[Claim, ...]
    strengths: tuple[Claim, ...]
    weaknesses: tuple[Claim, ...]
    turns: tuple[TurnAccount, ...]
    decisions: tuple[DecisionRow, ...]
    rulings: tuple[RulingRow, ...]
    injects: tuple[InjectRow, ...]
    expected: tuple[ExpectedAction, ...]
    measures: tuple[MeasureRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    observations: tuple[ObservationRow, ...]
    plan: tuple[Improvement, ...]
    participants: tuple[Participant, ...]
    assumptions: tuple[Assumption, ...]
    facts: tuple[tuple[str, str], ...]
    afterwards: tuple[str, ...] = ()
    stills: tuple[Still, ...] = ()
    mattered: Effects | None = None
    study: Kept | None = None
    anonymous: bool = False
    caution: str = NOT_A_PREDICTION
