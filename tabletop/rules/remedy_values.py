"""Names and numbers about actors, forces and their will, for the sentences of refusals."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import numpy as np

from tabletop.rules.codes import DEPLOYED, HOME, OFFERED, PARLIAMENT, READYING, REFUSED
from tabletop.rules.membership import LEFT, allied
from tabletop.rules.orders.moves import STRAITS_STATE, entry_willingness
from tabletop.rules.orders.partners import OfferRole
from tabletop.rules.politics import leading, willingness_needed
from tabletop.rules.remedy_places import PlaceFacts, number
from tabletop.world.variables import FORCE_STATUS

MOST_NAMED = 3
"""Names that a remedy lists at most."""


def listed(names: Iterable[str], otherwise: str = "none") -> str:
    """Write the first few names in a row."""
    found = list(names)[:MOST_NAMED]
    return ", ".join(found) if found else otherwise


def above(value: float) -> str:
    """Write a lacking amount, rounded up so that it is enough."""
    return number(np.ceil(max(float(value), 0.0) * 10.0) / 10.0)


def points(value: float) -> str:
    """Write a lacking number of points, rounded up."""
    amount = above(value)
    return f"{amount} point" if amount == "1" else f"{amount} points"


class Facts(PlaceFacts):
    """What a sentence may say about who orders what with which force, in the first run."""

    @property
    def a(self) -> int:
        """Number of the actor of the order."""
        return self.world.index["actor"].get(self.order.actor, 0)

    def actor_name(self, index: int) -> str:
        """Name of an actor."""
        return self.world.actors[index].name

    def own(self, variable: str) -> float:
        """A number of the order's actor in the first run."""
        return float(getattr(self.state, variable)[0, self.a])

    # --- who and what -------------------------------------------------------------------------

    @property
    def dimension(self) -> str:
        """Dimension of the first unknown name."""
        return self.order.unknown_names(self.world)[0][0]

    @property
    def name(self) -> str:
        """The first unknown name."""
        return self.order.unknown_names(self.world)[0][1]

    @property
    def nearest_name(self) -> str:
        """The known name that is nearest to it."""
        known = list(self.world.index[self.dimension])
        close = get_close_matches(self.name, known, 1, 0.0)
        return close[0] if close else known[0]

    @property
    def actor(self) -> str:
        """The actor for whom the order is given."""
        return self.actor_name(self.a)

    @property
    def force(self) -> str:
        """The force of the order."""
        return self.world.forces[self.f].name

    @property
    def owner(self) -> str:
        """The actor to whom the force belongs."""
        return self.actor_name(int(self.world.force_actor[self.f]))

    @property
    def leads(self) -> str:
        """The lead nations that are still in the coalition."""
        lead = self.world.is_lead & (self.state.membership[0] != LEFT)
        names = [self.actor_name(int(i)) for i in np.flatnonzero(lead)]
        return " or ".join(names) or "a lead nation"

    @property
    def host(self) -> str:
        """The host nation."""
        place = self.world.traits.host_actor
        return self.actor_name(place) if place >= 0 else "the host nation"

    @property
    def next_turn(self) -> int:
        """The turn after this one."""
        return int(self.state.turn[0]) + 1

    @property
    def decider(self) -> str:
        """The body that decides for the owner of the force, or for the actor."""
        decision = self.world.actors[self.decider_number].decision
        house = self.state.decision[0, self.decider_number] in (PARLIAMENT, REFUSED)
        return (
            decision.body if house else f"The government of {self.actor_name(self.decider_number)}"
        )

    @property
    def decider_number(self) -> int:
        """Number of the owner of the force, of the state that is asked, or of the actor."""
        if isinstance(self.order, OfferRole):
            return self.order.asked(self.world)
        return int(self.world.force_actor[self.f]) if self.f >= 0 else self.a

    # --- forces -------------------------------------------------------------------------------

    @property
    def status(self) -> str:
        """Where the force is in its life."""
        return FORCE_STATUS[int(self.state.status[0, self.f])].replace("home", "at home")

    def _forces(self, mask: Any) -> str:
        mine = mask & (self.world.force_actor == self.a)
        return listed(self.world.names["force"][i] for i in np.flatnonzero(mine))

    @property
    def at_home(self) -> str:
        """Forces of the actor that are at home."""
        return self._forces((self.state.status[0] == HOME) & self.world.traits.deployable)

    @property
    def packages(self) -> str:
        """Packages of the actor."""
        return self._forces(self.world.traits.package)

    @property
    def trainers(self) -> str:
        """Training forces of the actor."""
        return self._forces(self.world.points("training") > 0.0)

    @property
    def observers(self) -> str:
        """Observers of the coalition."""
        observers = np.flatnonzero(self.world.traits.observer)
        return listed(self.world.forces[i].name for i in observers)

    @property
    def littoral(self) -> str:
        """Coalition states on the Black Sea."""
        shore = self.world.traits.littoral & allied(self.state)[0]
        return listed(self.actor_name(int(i)) for i in np.flatnonzero(shore))

    @property
    def straits(self) -> str:
        """The state that keeps the Turkish Straits."""
        place = self.world.index["actor"].get(STRAITS_STATE)
        return "Turkey" if place is None else self.actor_name(place)

    @property
    def ready_turn(self) -> int:
        """Turn from which the force may be offered again."""
        return int(self.state.ready_turn[0, self.f])

    @property
    def not_offered(self) -> str:
        """What makes a force that is not on offer lawful to send."""
        status = self.state.status[0, self.f]
        if status == HOME:
            return f"Let {self.owner} offer it first (offer)."
        if status == READYING:
            leaves = max(self.ready_turn, self.next_turn)
            return f"It gets ready already; it leaves from turn {leaves} as soon as there is room."
        if status == DEPLOYED:
            return "It stands in the theatre: use the order redeploy."
        return "Wait until it is at home again, then offer it."

    @property
    def not_deployed(self) -> str:
        """What makes a force that is not deployed lawful to use."""
        status = self.state.status[0, self.f]
        if status in (HOME, OFFERED):
            return "Offer and deploy it first."
        return f"Wait until it arrives, in turn {int(self.state.arrival_turn[0, self.f])}."

    @property
    def not_deployable(self) -> str:
        """What to do with something that does not move as a unit."""
        if self.world.traits.package[self.f]:
            return "Hand it over with the order fund (package)."
        if self.world.traits.own_army[self.f] and self.world.traits.deployable[self.f]:
            return "It needs no offer: deploy it directly."
        return "Choose a unit of a coalition member."

    # --- willingness --------------------------------------------------------------------------

    @property
    def willingness(self) -> str:
        """Willingness of the government that is asked."""
        return number(np.floor(10.0 * self.state.willingness[0, self.decider_number]) / 10.0)

    @property
    def _needed(self) -> float:
        doctrine = self.world.doctrine
        if self.order.type in ("deploy", "redeploy", "set_tier"):
            enters = np.array([[bool(self.world.geography.node_in_ukraine[max(self.n, 0)])]])
            return float(entry_willingness(self.world, self.f, enters)[0, 0])
        if self.f >= 0:
            return willingness_needed(self.world, self.f)
        if self.order.type in ("negotiate_caveat", "set_troop_policy"):
            return doctrine.negotiate_willingness
        if self.order.type == "sanction":
            return doctrine.sanction_willing
        if self.order.type == "join":
            return doctrine.join_willingness
        if isinstance(self.order, OfferRole):
            return self.order.needed(self.world)
        return doctrine.offer_training

    @property
    def needed(self) -> str:
        """Willingness that is needed."""
        return number(self._needed)

    @property
    def lacking(self) -> str:
        """Willingness that is lacking."""
        return points(self._needed - self.state.willingness[0, self.decider_number])

    @property
    def listens_to(self) -> str:
        """Leading nations that the government listens to most."""
        heard = self.world.influence[:, self.decider_number] * leading(self.world)
        order = [int(i) for i in np.argsort(-heard, kind="stable") if heard[i] > 0.0]
        return listed((self.actor_name(i) for i in order), "nobody in particular")

    @property
    def recalled(self) -> str:
        """What lets a government that recalls its units send them again."""
        actor, doctrine = self.decider_number, self.world.doctrine
        if self.state.decision[0, actor] == REFUSED:
            due = int(self.state.decision_due[0, actor])
            return f"Seek a new authorisation from turn {due} (seek_authorisation)."
        if self.state.nato_flank_risk[0] > doctrine.flank_recall:
            return f"Bring the flank risk down to {number(doctrine.flank_recall)}."
        return f"Bring cohesion up to {number(doctrine.leave_cohesion)} and keep Kyiv's consent."

    @property
    def overstretched(self) -> str:
        """Why something is too much for people or industry."""
        if self.f >= 0:
            return f"{self.force} is too tired: readiness {number(self._readiness)}."
        return f"Europe cannot build up {getattr(self.order, 'enabler', 'this')} so fast."

    @property
    def _readiness(self) -> float:
        return float(self.state.readiness[0, self.f])

    @property
    def overstretched_remedy(self) -> str:
        """How much less would be lawful."""
        doctrine = self.world.doctrine
        if self.f >= 0:
            return f"Let it rest until its readiness is {number(doctrine.train_least)}."
        return f"Ask for at most {number(doctrine.enabler_most)} points a turn."
