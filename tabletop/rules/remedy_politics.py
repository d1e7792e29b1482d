"""Names and numbers about decisions, mandates, caveats and money, for the sentences of refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tabletop.rules import caveats
from tabletop.rules.codes import REFUSED
from tabletop.rules.decisions import stage_turns, voting_actors
from tabletop.rules.mandate import basis, basis_now, turns_needed
from tabletop.rules.membership import allied
from tabletop.rules.orders.america import BuyAmerican
from tabletop.rules.orders.base import Order
from tabletop.rules.orders.flank import at_home
from tabletop.rules.orders.money import Fund, package_price, pots
from tabletop.rules.orders.support import FundProgramme
from tabletop.rules.remedy_capitals import CapitalFacts
from tabletop.rules.remedy_form import FormFacts
from tabletop.rules.remedy_places import number
from tabletop.rules.remedy_values import above, listed, points
from tabletop.rules.sustainment import committed, funding_limit, spare_money
from tabletop.world.state import State
from tabletop.world.variables import CEASEFIRE_STATUS, COMPOSITION, MANDATE, NEVER
from tabletop.world.world import World


class PoliticsFacts(CapitalFacts, FormFacts):
    """Everything a refusal's sentences may name, worked out when a sentence asks for it."""

    @property
    def authorise(self) -> str:
        """How the authorisation that lacks is obtained, and how long that takes."""
        actor = self.decider_number
        name = self.actor_name(actor)
        due = int(self.state.decision_due[0, actor])
        if self.state.decision[0, actor] == REFUSED and due > int(self.state.turn[0]):
            return f"Seek it again from turn {due} (seek_authorisation)."
        if self.state.decision[0, actor] not in (0, REFUSED):
            return f"Wait for the decision, in turn {due}."
        voting = voting_actors(self.world, self.state)[:, actor]
        first, second = stage_turns(self.world, actor, False, voting)
        body = "a vote of parliament" if voting[0] else "its government"
        turns = int(first[0] + second[0])
        return (
            f"Seek the authorisation of {name} (seek_authorisation);"
            f" the decision of {body} takes {turns} {'turn' if turns == 1 else 'turns'}."
        )

    @property
    def bilateral_turns(self) -> int:
        """Turns to a bilateral invitation."""
        return int(turns_needed(self.world)[MANDATE.index("bilateral")])

    @property
    def un_route(self) -> str:
        """Mandate of the United Nations that the force needs."""
        fights = self.world.traits.combat[self.f] and not self.world.traits.observer[self.f]
        return "unsc" if fights else "monitors_treaty or unsc"

    @property
    def un_turns(self) -> int:
        """Turns to that mandate."""
        return int(turns_needed(self.world)[MANDATE.index("unsc")])

    @property
    def mandate(self) -> str:
        """Mandate that the order seeks."""
        return str(getattr(self.order, "mandate", ""))

    @property
    def mandate_now(self) -> str:
        """Mandate in force."""
        return MANDATE[int(self.state.mandate[0])]

    @property
    def stronger(self) -> str:
        """Mandates that are a stronger basis than the one in force."""
        values, now = basis(self.world), basis_now(self.world, self.state)[0]
        return ", ".join(MANDATE[i] for i in np.flatnonzero(values > now)) or "there is none"

    @property
    def sought(self) -> str:
        """Mandate that is being negotiated."""
        return MANDATE[int(self.state.mandate_sought[0])]

    @property
    def mandate_due(self) -> int:
        """Turn of the decision on it."""
        return int(self.state.mandate_due[0])

    @property
    def decision_due(self) -> int:
        """Turn in which the present stage of the decision ends."""
        return int(self.own("decision_due"))

    @property
    def authorised_until(self) -> str:
        """How long the authorisation lasts."""
        turn = int(self.own("authorised_until"))
        return "without an end" if turn >= NEVER else f"until turn {turn}"

    @property
    def spare(self) -> str:
        """Money that no force has used up, EUR m a month."""
        return number(spare_money(self.world, self.state, self.decider_number)[0])

    @property
    def _cost(self) -> float:
        if self.order.type == "replace_enabler":
            place = self.world.index["enabler"][str(getattr(self.order, "enabler", ""))]
            more = float(getattr(self.order, "points", 0.0)) - self.state.eu_investment[0, place]
            return float(more * self.world.doctrine.enabler_cost)
        if self.order.type == "adopt_plan":
            more = float(getattr(self.order, "years", 0)) - self.state.plan_horizon[0]
            return float(more * self.world.doctrine.capability_cost)
        return float(self.world.force_cost[self.f])

    @property
    def cost(self) -> str:
        """What the order costs, EUR m a month."""
        return number(self._cost)

    @property
    def missing(self) -> str:
        """Money that lacks, EUR m a month."""
        return above(
            self._cost - float(spare_money(self.world, self.state, self.decider_number)[0])
        )

    @property
    def _limit(self) -> float:
        return float(funding_limit(self.world, self.state)[0, self.a])

    @property
    def _given(self) -> float:
        """What counts against the limit beside the order itself."""
        everything = float(committed(self.state)[0, self.a])
        if isinstance(self.order, Fund) and self.order.package is None:
            return everything - float(pots(self.state)[self.order.to][0, self.a])
        if isinstance(self.order, FundProgramme):
            place = self.world.index["programme"][self.order.programme]
            return everything - float(self.state.programme_money[0, self.a, place])
        if isinstance(self.order, BuyAmerican):
            return everything - self.own("us_arms")
        return everything

    @property
    def limit(self) -> str:
        """Most the actor is willing to give a month."""
        return number(self._limit)

    @property
    def given(self) -> str:
        """What it has promised already, for something else."""
        return number(self._given)

    @property
    def at_most(self) -> str:
        """What it may still promise."""
        left = max(self._limit - self._given, 0.0)
        room = number(np.floor(10.0 * left) / 10.0)
        if isinstance(self.order, Fund) and self.order.package is not None:
            return f"{room} m a month in packages; this one takes EUR {number(self._price)}"
        return room

    @property
    def _price(self) -> float:
        return package_price(self.world, self.f)

    # --- caveats and thresholds ---------------------------------------------------------------

    @property
    def caveat(self) -> str:
        """The caveat that the order names."""
        return str(getattr(self.order, "caveat", ""))

    @property
    def held(self) -> str:
        """Caveats that the actor holds."""
        words = self.world.names["caveat"]
        return ", ".join(w for i, w in enumerate(words) if self.state.caveat[0, self.a, i])

    @property
    def hosts(self) -> str:
        """Actors with bases on the map."""
        traits = self.world.traits
        hosts = np.unique(traits.node_host[traits.staging])
        return listed(self.actor_name(int(i)) for i in hosts if i >= 0)

    @property
    def people(self) -> str:
        """People that the actor would have out."""
        out = caveats.people_out(self.world, self.state, self.decider_number, self.f)
        return number(out[0] + self.world.force_people[self.f])

    # --- talks, America and the flank ---------------------------------------------------------

    @property
    def table(self) -> str:
        """Who may negotiate the agreement."""
        names = [self.host, self.guarantor, self.leads]
        return ", ".join(names[:-1]) + f" or {names[-1]}"

    @property
    def guarantor(self) -> str:
        """The guarantor of the arrangement."""
        found = [a.name for a in self.world.actors if a.role == "guarantor"]
        return found[0] if found else "the guarantor"

    @property
    def talks(self) -> str:
        """Agreement that is being negotiated."""
        return CEASEFIRE_STATUS[int(self.state.agreement_sought[0])]

    @property
    def talks_due(self) -> int:
        """Turn in which those talks end."""
        return int(self.state.agreement_due[0])

    @property
    def promise_due(self) -> int:
        """Turn in which Washington answers."""
        return int(self.state.us_promise_due[0])

    @property
    def composition(self) -> str:
        """Composition that the coalition has offered."""
        return COMPOSITION[int(self.state.composition[0])].replace("_", " ")

    @property
    def allies(self) -> str:
        """Members of the coalition in NATO."""
        ally = self.world.traits.group("NATO") & allied(self.state)[0]
        return listed(self.actor_name(int(i)) for i in np.flatnonzero(ally))

    @property
    def brigades_home(self) -> str:
        """Brigades that the actor has at home."""
        count = int(at_home(self.world, self.state, self.a)[0])
        return f"{count} {'brigade' if count == 1 else 'brigades'}" if count else "no brigade"

    def _doctrine(self, entry: str) -> float:
        return float(getattr(self.world.doctrine, entry))

    def __getitem__(self, name: str) -> Any:
        if name in _VARIABLES:
            variable = getattr(self.state, _VARIABLES[name])
            return number(variable[0, self.a] if variable.ndim > 1 else variable[0])
        if name in _ENTRIES:
            return number(self._doctrine(_ENTRIES[name]))
        if name in _LACKING:
            variable, entry, sign = _LACKING[name]
            values = getattr(self.state, variable)
            have = float(values[0, self.a] if values.ndim > 1 else values[0])
            return points(sign * (self._doctrine(self._entry(entry)) - have))
        if name == "cohesion_needed":
            return number(self._doctrine(self._entry(name)))
        return super().__getitem__(name)

    def _entry(self, name: str) -> str:
        """Doctrine entry behind a name; cohesion asked for differs between orders."""
        if name != "cohesion_needed":
            return name
        automatic = self.order.type == "set_intervention_rule"
        return "rule_automatic_cohesion" if automatic else "command_cohesion"


_VARIABLES = {
    "backstop": "us_backstop", "flank": "nato_flank_risk", "escalation": "escalation",
    "support": "domestic_support", "cohesion": "cohesion", "seat": "europe_seat",
    "army": "ua_army",
}  # fmt: skip
_ENTRIES = {
    "backstop_needed": "backstop_needed", "rear_km": "rear_km", "small_people": "small_people",
    "flank_limit": "flank_recall", "latvia_limit": "latvia_risk", "host_needed": "offer_training",
    "host_escalation": "base_escalation", "support_needed": "negotiate_support",
    "nato_backstop": "nato_backstop", "track_backstop": "nato_track_backstop",
    "seat_needed": "coverage_seat",
    "option_backstop": "option_backstop", "army_needed": "pinning_army",
    "inform_days": "inform_days",
    "track_patience": "track_patience", "mediate_least": "mediate_least",
    "posture_leads": "posture_leads", "offer_contingent": "offer_contingent",
}  # fmt: skip
_LACKING = {
    "backstop_missing": ("us_backstop", "backstop_needed", 1.0),
    "nato_missing": ("us_backstop", "nato_backstop", 1.0),
    "track_missing": ("us_backstop", "nato_track_backstop", 1.0),
    "support_missing": ("domestic_support", "negotiate_support", 1.0),
    "cohesion_missing": ("cohesion", "cohesion_needed", 1.0),
    "seat_missing": ("europe_seat", "coverage_seat", 1.0),
    "option_missing": ("us_backstop", "option_backstop", 1.0),
    "army_missing": ("ua_army", "pinning_army", 1.0),
    "flank_over": ("nato_flank_risk", "flank_recall", -1.0),
    "latvia_over": ("nato_flank_risk", "latvia_risk", -1.0),
}  # fmt: skip


class _Lookup(Mapping[str, Any]):
    """A mapping whose values are worked out when they are asked for."""

    def __init__(self, facts: PoliticsFacts) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> Any:
        return self._facts[name]

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


def placeholders(world: World, state: State, order: Order, code: int) -> Mapping[str, Any]:
    """Return the values that the sentences of a refusal may name, for the first run.

    A value is worked out when it is asked for; raises ``AttributeError`` for an unknown name.
    """
    del code
    return _Lookup(PoliticsFacts(world, state, order))
