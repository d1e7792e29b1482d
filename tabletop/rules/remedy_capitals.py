"""Names and numbers about parliaments, partners and postures, for the sentences of refusals."""

from __future__ import annotations

import numpy as np

from tabletop.rules.caveats import holders
from tabletop.rules.membership import allied
from tabletop.rules.orders.partners import OfferRole, overseas
from tabletop.rules.refusals import Refusal
from tabletop.rules.remedy_places import number
from tabletop.rules.remedy_values import Facts, listed


class CapitalFacts(Facts):
    """What a sentence may say about parliaments, roles and how many stand behind a posture."""

    @property
    def asked(self) -> str:
        """The state that is asked for a role, or else the actor of the order."""
        if isinstance(self.order, OfferRole):
            return self.actor_name(self.order.asked(self.world))
        return self.actor

    @property
    def voters(self) -> str:
        """Members whose parliament votes."""
        votes = holders(self.world, self.state, "parliament_mandate")[0] & allied(self.state)[0]
        return listed(self.actor_name(int(i)) for i in np.flatnonzero(votes))

    @property
    def members(self) -> str:
        """Members of the coalition."""
        return listed(self.actor_name(int(i)) for i in np.flatnonzero(allied(self.state)[0]))

    @property
    def role_remedy(self) -> str:
        """Who could take the role, or what lacks."""
        role = str(getattr(self.order, "role", ""))
        if role == "sea_command":
            return f"Offer the command at sea to {self.straits}."
        if role == "partner":
            numbers = np.flatnonzero(overseas(self.world, self.state)[0])
            far = listed(self.actor_name(int(i)) for i in numbers)
            return f"Offer the seat to a partner from outside Europe: {far}."
        return f"Let {self.asked} sign a base agreement first (sign_base_agreement)."

    @property
    def posture_members(self) -> str:
        """Contributors that the posture of the order asks for."""
        posture = str(getattr(self.order, "force_posture", "hubs"))
        return number(getattr(self.world.doctrine, f"posture_members_{posture}"))


CAPITAL_WORDS = {
    Refusal.TOO_LATE: (
        "The parliament of {actor} had to be informed within {inform_days} days of the first "
        "deployment.",
        "Hold a debate instead (address_parliament, debate).",
    ),
    Refusal.NO_UNITS_OUT: (
        "{actor} has no units out, so there is nothing for its parliament to deal with.",
        "Wait until its first units have been deployed.",
    ),
    Refusal.NO_VOTE_DUE: (
        "The law of {actor} asks for no such vote.",
        "Leave it to a state whose parliament votes, such as {voters}.",
    ),
    Refusal.NOT_MEMBER: (
        "Only members of the coalition can do this.",
        "Choose a member, such as {members}.",
    ),
    Refusal.POLICY_REFUSES: (
        "{owner} lets no unit go.",
        "Let it change its policy first (set_troop_policy).",
    ),
    Refusal.POLICY_MANDATE: (
        "{actor} sends nobody into Ukraine on the mandate {mandate_now}.",
        "Seek a treaty or a stronger mandate first: {stronger}.",
    ),
    Refusal.POLICY_BACKSTOP: (
        "{actor} asks for an American backstop of {backstop_needed}; it is {backstop}.",
        "Win {backstop_missing} more, or negotiate the caveat us_backstop_required.",
    ),
    Refusal.ROLE_UNFIT: (
        "{asked} cannot take this role.",
        "{role_remedy}",
    ),
    Refusal.NO_CEASEFIRE: (
        "There is no ceasefire that both sides stand by.",
        "Wait for a ceasefire or a peace.",
    ),
    Refusal.TALKS_ON: (
        "Diplomacy has not failed: an agreement holds and Moscow still talks.",
        "Wait for the end of the ceasefire, or for a Russian patience under {track_patience}.",
    ),
    Refusal.NO_QUARREL: (
        "The two governments are close to each other already.",
        "Choose two whose willingness is at least {mediate_least} points apart.",
    ),
    Refusal.TOO_FEW: (
        "Too few stand behind this posture: no state can set it up alone.",
        "It needs {posture_leads} lead nations and {posture_members} members in all that have "
        "committed themselves or have a willingness of {offer_contingent}.",
    ),
}
"""Reason and remedy of the refusals about capitals, partners and tracks."""
