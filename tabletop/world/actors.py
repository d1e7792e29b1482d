"""Actors: the states, organisations and outside powers of an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CAVEATS: Mapping[str, str] = {
    "no_ground_in_ukraine": "No ground unit may enter Ukraine.",
    "un_mandate_required": "Needs a mandate of the UN Security Council.",
    "un_mandate_preferred": "Willingness rises with a UN mandate.",
    "parliament_mandate": "Needs a vote of parliament before units leave.",
    "us_backstop_required": "Needs an American backstop of at least 50.",
    "us_backstop_preferred": "Willingness falls when the American backstop is below 40.",
    "ru_consent_preferred": "Willingness falls while Russia has not accepted the text.",
    "rear_only": "Units stay more than 200 km from the line.",
    "no_combat": "Self-defence only; not usable as a reserve.",
    "no_observer_line": "No units in tier 1.",
    "flank_first": "Withdraws units when NATO flank risk is above 60.",
    "clear_exit": "Needs an end date or a review clause.",
    "small_footprint": "At most 150 people.",
    "latvia_first": "The brigade in Latvia is not drawn down.",
    "montreux_strict": "The Straits stay closed to warships of others.",
    "nuclear_stays_national": "The nuclear deterrent is not put under coalition command.",
    "sovereign_targeting_rules": "National approval for long-range fires.",
    "euroclear_liability": "Use of the frozen assets needs shared guarantees.",
    "no_us_ground_troops": "No American ground units.",
    "payment_required": "Arms are sold, not given.",
    "no_armed_forces": "No military units.",
    "five_pko_principles": "Japanese rules for peace operations.",
    "unanimity_for_cfsp": "Needs all member states.",
    "consensus": "Needs all allies.",
    "consensus_with_russia": "Needs Russia.",
    "p5_veto": "Any permanent member can block.",
    "slow_generation": "First units after 120 days.",
    "consent_of_both_sides": "Leaves if either side withdraws consent.",
    "transit_of_arms_refused": "No lethal transit.",
    "neutrality": "Constitutional neutrality.",
    "transnistria_risk": "Pressure from Transnistria.",
    "no_cession_by_constitution": "The constitution bars ceding land.",
}
"""Every kind of national caveat, with what it means."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A national decision procedure: who decides, how, and how fast (days)."""

    body: str
    procedure: str
    threshold: str
    days_fast: float
    days_normal: float
    renewal_months: float
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class RedLine:
    """What a government says it will not put up with: in words, and as a condition on the world.

    ``when`` holds while the line is crossed; ``effects`` are applied once, when it is crossed.
    Without a condition (as in old session files) the line is told and never crossed.
    """

    says: str
    when: str = ""
    effects: tuple[tuple[str, float | str], ...] = ()


def red_line_of(spec: Mapping[str, Any] | str) -> RedLine:
    """Build a red line from its checked content; old sessions have the words alone."""
    if isinstance(spec, str):
        return RedLine(spec)
    effects = tuple(spec.get("effects", {}).items())
    return RedLine(spec["says"], spec.get("when") or "", effects)


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor.  Numbers are 0–100 unless said otherwise and are assumptions for play.

    ``contributions`` maps a force type to the largest number that can be offered; ``home`` is the
    node where its units assemble.  ``drivers`` maps an event to a change of willingness.
    """

    id: str
    name: str
    iso2: str
    kind: str
    groups: tuple[str, ...]
    role: str
    posture: str
    home: str
    position: str
    position_source: str
    position_certainty: str
    seed_position: str
    caveats: tuple[str, ...]
    decision: Decision
    red_lines: tuple[RedLine, ...]
    contributions: tuple[tuple[str, int, str], ...]
    drivers: tuple[tuple[str, float], ...]
    willingness: float
    domestic_support: float
    risk_tolerance: float
    influence: float
    rotation_factor: float
    endurance_months: float
    sustainment_depth: float
    funding_max: float
    notes: str
    mark: str

    @property
    def is_contributor(self) -> bool:
        """Tell whether the actor may give units or money to the mission."""
        return self.kind in (
            "state",
            "guarantor",
            "host",
            "org",
            "group",
            "outside",
            "neighbour",
        ) and bool(self.contributions or self.funding_max)


def actor_of(spec: Mapping[str, Any]) -> Actor:
    """Build an actor from its checked content (see ``content/schema.py``)."""
    decision = Decision(**spec["decision"])
    return Actor(
        id=spec["id"],
        name=spec["name"],
        iso2=spec["iso2"],
        kind=spec["kind"],
        groups=tuple(spec["groups"]),
        role=spec["role"],
        posture=spec["posture"],
        home=spec["home"],
        position=spec["position"]["text"],
        position_source=spec["position"]["source"],
        position_certainty=spec["position"]["certainty"],
        seed_position=spec["seed_position"],
        caveats=tuple(spec["caveats"]),
        decision=decision,
        red_lines=tuple(red_line_of(line) for line in spec["red_lines"]),
        contributions=tuple(
            (c["type"], c["max"], c.get("note", "")) for c in spec["contributions"]
        ),
        drivers=tuple(spec["willingness_drivers"].items()),
        willingness=spec["willingness"],
        domestic_support=spec["domestic_support"],
        risk_tolerance=spec["risk_tolerance"],
        influence=spec["influence"],
        rotation_factor=spec["rotation_factor"],
        endurance_months=spec["endurance_months"],
        sustainment_depth=spec["sustainment_depth"],
        funding_max=spec["funding_max"],
        notes=spec.get("notes", ""),
        mark=spec["mark"],
    )


OUTSIDE_ROLES = ("adversary", "external")
"""Roles of actors that listen to nobody in the coalition, and to whom nobody listens."""


def _circles(actor: Actor) -> set[str]:
    coalition = {"coalition"} if actor.role in ("lead", "core", "member", "candidate") else set()
    return set(actor.groups) | coalition


def influence(actors: Sequence[Actor]) -> NDArray[np.float64]:
    """Work out who listens to whom, [actor, actor]; every column sums to 1, or is 0 when alone.

    Actors that share groups (NATO, E3, Nordic …, the coalition itself) are close. Entry (a, b),
    the weight of ``a`` for ``b``, grows with the influence of ``a`` and falls with the number of
    steps from ``b`` to ``a`` in the graph of shared groups. Source: seed documents for the
    groups; weights are a planning value for play.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    inside = [i for i, actor in enumerate(actors) if actor.role not in OUTSIDE_ROLES]
    graph.add_nodes_from(inside)
    for a in inside:
        for b in inside:
            shared = _circles(actors[a]) & _circles(actors[b])
            if a < b and shared:
                graph.add_edge(a, b, steps=1.0 / len(shared))
    weight = np.zeros((len(actors), len(actors)))
    for b, reached in nx.all_pairs_dijkstra_path_length(graph, weight="steps"):
        for a, steps in reached.items():
            if a != b:
                weight[a, b] = actors[a].influence / (1.0 + steps)
    total = weight.sum(axis=0)
    return np.asarray(np.divide(weight, total, out=np.zeros_like(weight), where=total > 0.0))
