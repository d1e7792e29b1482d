"""What content files hold: actors, force types, injects and scenarios, as pydantic models.

Every model refuses keys it does not know.  ``json_schema.py`` gives the same rules as JSON Schemas,
so that editors can check and complete while an author writes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tabletop.content.forms import DATE, NAME, SHELF, SYMBOL

Id = Annotated[str, StringConstraints(pattern=NAME, max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Percent = Annotated[float, Field(ge=0, le=100)]
Points = Annotated[float, Field(ge=0, le=10)]
Amount = Annotated[float, Field(ge=0, le=1_000_000)]
Change = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Certainty = Literal["high", "medium", "low", "estimate/assumption"]

MARKS = "seed (a source document), public source, or estimate/assumption"


class Content(BaseModel):
    """A part of a content file; unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pack(Content):
    """A file of things that scenarios share."""

    format: Literal[1]
    title: Line
    as_of: Line | None = None
    marking: Line | None = None


# Actors


class PositionSpec(Content):
    """What an actor said in public, where it was read and how sure that is."""

    text: Text
    source: Text
    as_of: Line
    certainty: Line


class DecisionSpec(Content):
    """A national decision procedure; days are from the request to the decision."""

    body: Line
    procedure: Line
    threshold: Line
    days_fast: Amount
    days_normal: Amount
    renewal_months: Amount
    source: Line
    certainty: Line

    @model_validator(mode="after")
    def _fast_is_not_slower(self) -> DecisionSpec:
        if self.days_fast > self.days_normal:
            raise ValueError("days_fast is more than days_normal")
        return self


class ContributionSpec(Content):
    """The largest number of units of a force type that an actor could offer at once."""

    type: Id
    max: Annotated[int, Field(ge=1, le=200)]
    note: Line | None = None


class RedLineSpec(Content):
    """What a government will not put up with: in words, and the condition that crosses it.

    ``effects`` are applied once, when the line is crossed, beside what every crossed line costs.
    """

    says: Line
    when: Annotated[str, StringConstraints(max_length=300)]
    effects: dict[str, Annotated[float, Field(ge=-100, le=100)]] = {}


class ActorSpec(Content):
    """A state, organisation or outside power."""

    id: Id
    name: Line
    iso2: Annotated[str, StringConstraints(max_length=6)]
    kind: Literal["state", "org", "group"]
    role: Literal[
        "lead", "core", "member", "candidate", "host", "guarantor", "observer", "mandate",
        "outside", "neighbour", "adversary", "external",
    ]  # fmt: skip
    posture: Literal[
        "ground_ok", "rear_area_only", "niche", "host_logistics", "non_troop", "conditional",
        "host", "backstop", "org", "opposed", "neutral", "adversary", "external",
    ]  # fmt: skip
    groups: list[Id]
    home: Id
    seed_position: str = ""
    seeds: list[str] = []
    position: PositionSpec
    contributions: list[ContributionSpec]
    caveats: list[Id]
    decision: DecisionSpec
    red_lines: list[RedLineSpec]
    willingness: Percent
    domestic_support: Percent
    risk_tolerance: Percent
    influence: Points
    willingness_drivers: dict[Id, Annotated[float, Field(ge=-100, le=100)]]
    rotation_factor: Annotated[float, Field(ge=1, le=20)]
    endurance_months: Amount
    sustainment_depth: Annotated[float, Field(ge=1, le=5)]
    funding_max: Amount
    notes: str = ""
    mark: Line


class ActorPack(Pack):
    """A file of actors: ``scenarios/actors/<name>.yaml``."""

    actors: list[ActorSpec]


# Force types


class ReadinessSpec(Content):
    """Days to get ready, in a hurry and at normal pace."""

    fast: Amount
    normal: Amount


class LiftSpec(Content):
    """What moves one unit: trains, or sorties, or ships."""

    trains: Amount
    airlift_sorties: Amount
    ro_ro_ships: Amount


class ScoresSpec(Content):
    """What one unit contributes to, 0–10 points each."""

    presence: Points | None = None
    deterrence_denial: Points | None = None
    deterrence_punishment: Points | None = None
    protection: Points | None = None
    training: Points | None = None
    monitoring: Points | None = None
    legitimacy: Points | None = None
    isr: Points | None = None
    engineering: Points | None = None
    logistics: Points | None = None
    medical: Points | None = None
    air_defence: Points | None = None
    command: Points | None = None
    maritime: Points | None = None


class ForceTypeSpec(Content):
    """A kind of unit or package."""

    id: Id
    name: Line
    side: Literal["coalition", "us", "ukraine", "russia"]
    domain: Literal["land", "air", "sea", "cyber", "civil", "support"]
    echelon: Line = Field(alias="class")
    personnel: Annotated[int, Field(ge=0, le=200_000)]
    equipment: str = ""
    readiness_days: ReadinessSpec
    lift: LiftSpec
    setup_cost: Amount
    monthly_cost: Amount
    scores: ScoresSpec
    escalation_signature: Points
    exposure: Points
    support_load: Amount
    needs: list[Id]
    group: Annotated[int, Field(ge=1, le=1000)]
    deployable: bool
    symbol: Annotated[str, StringConstraints(pattern=SYMBOL)]
    notes: str = ""
    mark: Line


class ForcePack(Pack):
    """A file of force types: ``scenarios/forces/<name>.yaml``."""

    force_types: list[ForceTypeSpec]


# Injects

Effects = dict[str, Change | Annotated[str, StringConstraints(max_length=60)]]


class BranchSpec(Content):
    """A follow-up inject that comes ``delay`` turns later with the given chance."""

    inject: Id
    delay: Annotated[int, Field(ge=1, le=100)]
    probability: Annotated[float, Field(gt=0, le=1)]


class OptionSpec(Content):
    """One prepared answer to an inject."""

    id: Id
    label: Line
    effects: Effects = {}
    branches: list[BranchSpec] = []


class TriggerSpec(Content):
    """When an inject is due; a probability of 0 leaves it to the facilitator."""

    turn: Annotated[int, Field(ge=1, le=520)] | None = None
    earliest: Annotated[int, Field(ge=1, le=520)] = 1
    latest: Annotated[int, Field(ge=1, le=520)] | None = None
    condition: Line = "true"
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    repeatable: bool = False
    manual: bool = True


class InjectSpec(Content):
    """A row of the MSEL."""

    id: Id
    title: Line
    kind: Literal["contextual", "contingency", "expected_action", "information", "facilitation"]
    category: Id
    channel: Line
    sender: Line
    addressees: list[Id]
    text: Text
    expected_actions: list[Line]
    objectives: list[Id]
    trigger: TriggerSpec
    target: str = ""
    ambiguity: Annotated[float, Field(ge=0, le=1)] = 0.0
    deadline: Annotated[int, Field(ge=0, le=100)] = 1
    effects: Effects = {}
    options: list[OptionSpec] = []
    no_response: Effects = {}
    seeds: list[str] = []
    notes: str = ""
    mark: Line = "estimate/assumption"


class InjectPack(Pack):
    """A file of injects on one theme: ``injects/<theme>.yaml``, referred to as theme/id."""

    injects: list[InjectSpec]


# Scenarios


class SeatSpec(Content):
    """A person's place; a player speaks for one or more actors.

    ``briefing`` names a file of the folder ``briefings``; its text takes the name's place.
    """

    id: Id
    name: Line
    role: Literal["facilitator", "player", "evaluator", "observer", "room"]
    actors: list[Id] = []
    briefing: str = ""


class TaskSpec(Content):
    """A task of the evaluation guide: ``standard`` says by what one sees that it is done.

    ``orders`` names the types of order that show it in the record.
    """

    id: Id
    title: Line
    standard: Text
    orders: list[Id] = []


class ObjectiveSpec(Content):
    """What the exercise is meant to practise, and the measures that speak to it."""

    id: Id
    title: Line
    capability: Line
    text: Text
    measures: list[Id]
    seats: list[Id]
    tasks: list[TaskSpec] = []


class DeploymentSpec(Content):
    """A force that already stands somewhere at the start."""

    force: Id
    node: Id
    tier: Annotated[int, Field(ge=1, le=4)]


class ConditionSpec(Content):
    """A named condition over state variables, with what it means when it holds."""

    id: Id
    when: Line
    says: Line


class UseSpec(Content):
    """An inject of a pack that the scenario uses; other keys change its trigger or objectives."""

    use: Annotated[str, StringConstraints(pattern=SHELF)]
    turn: Annotated[int, Field(ge=1, le=520)] | None = None
    earliest: Annotated[int, Field(ge=1, le=520)] | None = None
    latest: Annotated[int, Field(ge=1, le=520)] | None = None
    condition: Line | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    repeatable: bool | None = None
    manual: bool | None = None
    objectives: list[Id] | None = None


class BeatSpec(Content):
    """An inject of a storyline; ``turn`` is when it fits best, if the world allows."""

    inject: Id
    turn: Annotated[int, Field(ge=1, le=520)] | None = None


class StorylineSpec(Content):
    """Injects that make one story when they are told in this order.

    A storyline changes no trigger; it tells the facilitator what belongs together.
    """

    id: Id
    title: Line
    says: Text
    injects: Annotated[list[BeatSpec], Field(min_length=1)]


class ScenarioFile(Content):
    """A scenario: ``scenarios/<name>/scenario.yaml``."""

    format: Literal[1]
    id: Id
    title: Line
    summary: Text
    marking: Line
    map: Id
    actors: list[Id]
    forces: list[Id]
    turns: Annotated[int, Field(ge=1, le=520)]
    turn_days: Annotated[int, Field(ge=1, le=365)]
    start_date: Date
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)]
    order_minutes: Annotated[float, Field(gt=0, le=10_000)]
    rationale_required: bool = False
    seats: list[SeatSpec]
    objectives: list[ObjectiveSpec]
    initial: dict[str, Change | Annotated[str, StringConstraints(max_length=60)]] = {}
    deployments: list[DeploymentSpec] = []
    measures: list[Id]
    weights: dict[Id, dict[Id, Annotated[float, Field(ge=-1000, le=1000)]]] = {}
    success: list[ConditionSpec] = []
    failure: list[ConditionSpec] = []
    injects: list[UseSpec]
    storylines: list[StorylineSpec] = []
    sources: list[Text] = []
    sponsor: Annotated[str, StringConstraints(max_length=300)] = ""
    contact: Annotated[str, StringConstraints(max_length=300)] = ""


class DoctrineFile(Content):
    """A scenario's own values for doctrine entries: ``scenarios/<name>/doctrine.yaml``."""

    format: Literal[1]
    why: Text
    values: dict[Id, Change]


FILES: dict[str, type[Content]] = {
    "actors": ActorPack,
    "forces": ForcePack,
    "injects": InjectPack,
    "scenario": ScenarioFile,
    "doctrine": DoctrineFile,
}
"""The kinds of file and what they hold; those of a map stand in ``map_schema.py``."""
