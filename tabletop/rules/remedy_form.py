"""Names, numbers and sentences for refusals about the coalition's form and the force's concept."""

from __future__ import annotations

import numpy as np

from tabletop.rules.concept import people_bound, size_cap
from tabletop.rules.membership import blockers, in_favour, may_join, members
from tabletop.rules.refusals import Refusal
from tabletop.rules.remedy_places import number
from tabletop.rules.remedy_values import Facts, listed
from tabletop.rules.tasks import SCORES_OF
from tabletop.world.variables import FORCE_POSTURE


class FormFacts(Facts):
    """What a sentence may say about members, leads, plans, size and tasks, in the first run."""

    def _names(self, mask: np.ndarray, otherwise: str = "nobody") -> str:
        return listed((self.actor_name(int(i)) for i in np.flatnonzero(mask)), otherwise)

    @property
    def whom(self) -> str:
        """The actor that the order is about."""
        return self.actor_name(self._whom)

    @property
    def _whom(self) -> int:
        return self.world.index["actor"][str(getattr(self.order, "whom", self.order.actor))]

    @property
    def whom_willingness(self) -> str:
        """Willingness of that actor."""
        return number(self.state.willingness[0, self._whom])

    @property
    def lead_needed(self) -> str:
        """Willingness that leading a task asks for."""
        return number(self.world.doctrine.lead_willingness)

    @property
    def joinable(self) -> str:
        """States that could join."""
        return self._names(may_join(self.world) & ~members(self.state)[0], "there is none")

    @property
    def member_names(self) -> str:
        """Some members of the coalition."""
        return self._names(members(self.state)[0])

    @property
    def blocking(self) -> str:
        """Members that block what needs consensus."""
        return self._names(blockers(self.world, self.state)[0])

    @property
    def blocking_needed(self) -> str:
        """Willingness from which a member no longer blocks."""
        return number(self.world.doctrine.veto_willingness)

    @property
    def favour(self) -> str:
        """Share of the members in favour, per cent."""
        return number(100.0 * in_favour(self.world, self.state)[0])

    @property
    def summit_free(self) -> int:
        """First turn in which the leaders may be called together again."""
        return int(self.state.last_summit[0]) + int(self.world.doctrine.summit_gap)

    @property
    def staffed(self) -> str:
        """Members that could provide a headquarters."""
        world = self.world
        own = np.bincount(world.force_actor, world.points("command"), len(world.actors))
        able = (own >= world.doctrine.c2_points) & members(self.state)[0]
        return self._names(able)

    @property
    def three(self) -> str:
        """The three at the head of the coalition."""
        return self._names(self.world.traits.group("E3"))

    @property
    def alignment_now(self) -> str:
        """Alignment of the three."""
        return number(self.state.e3_alignment[0])

    @property
    def alignment_needed(self) -> str:
        """Alignment that a joint text asks for."""
        return number(self.world.doctrine.e3_least)

    @property
    def euro_needed(self) -> str:
        """Members that a Eurogroup needs."""
        return number(self.world.doctrine.eurogroup_members)

    @property
    def euro_willingness(self) -> str:
        """Willingness from which a member joins a Eurogroup."""
        return number(self.world.doctrine.eurogroup_willingness)

    @property
    def fit_tasks(self) -> str:
        """Tasks that the force of the order is fit for."""
        world = self.world
        fit = [
            task for task, scores in SCORES_OF.items()
            if any(world.points(score)[self.f] > 0.0 for score in scores)
        ]  # fmt: skip
        return ", ".join(fit) or "all"

    @property
    def _new_people(self) -> float:
        return float(self.world.force_people[self.f])

    @property
    def bound_people(self) -> str:
        """People that the force in Ukraine would have with this one."""
        return number(people_bound(self.world, self.state, self.f)[0][0] + self._new_people)

    @property
    def size_people(self) -> str:
        """Most people that the declared size allows."""
        return number(size_cap(self.world, self.state)[0])

    @property
    def own_people(self) -> str:
        """People of the actor that would be in Ukraine."""
        return number(people_bound(self.world, self.state, self.f)[1][0] + self._new_people)

    @property
    def cap_people(self) -> str:
        """Most people of one state."""
        return number(self.state.contingent_cap[0])

    @property
    def posture_now(self) -> str:
        """Declared concept of the force."""
        return FORCE_POSTURE[int(self.state.force_posture[0])]

    @property
    def patience_now(self) -> str:
        """Russian patience, roughly, as a seat may know it."""
        return number(self.world.doctrine.zone_patience)

    @property
    def osce_patience(self) -> str:
        """Russian patience that a decision with Moscow's vote asks for."""
        return number(self.world.doctrine.osce_patience)

    @property
    def kyiv_now(self) -> str:
        """Political stability in Kyiv."""
        return number(self.state.ua_politics[0])

    @property
    def kyiv_needed(self) -> str:
        """Stability that a wider zone asks for."""
        return number(self.world.doctrine.zone_consent)

    @property
    def aew_needed(self) -> str:
        """Airborne early warning that an enforced zone asks for, per cent."""
        return number(100.0 * self.world.doctrine.enforcement_aew)


FORM_WORDS: dict[Refusal, tuple[str, str]] = {
    Refusal.CANNOT_JOIN: (
        "{whom} is no state that could be a member.",
        "Choose another state; outside are: {joinable}.",
    ),
    Refusal.BLOCKED: (
        "The coalition decides by consensus, and {blocking} would not agree.",
        "Raise their willingness to {blocking_needed}, or let the leaders choose another rule"
        " (set_decision_rule).",
    ),
    Refusal.OUTVOTED: (
        "Only {favour} per cent of the members are in favour; this asks for a majority.",
        "Win more members over, or let the leaders choose another rule (set_decision_rule).",
    ),
    Refusal.SUMMIT_LATELY: (
        "The leaders met only just now.",
        "Call them again from turn {summit_free}.",
    ),
    Refusal.BOUND_BY_FORCES: (
        "{actor} has units on offer or deployed, which says more than words.",
        "Take back offers (withdraw_offer) and call units home (withdraw) first.",
    ),
    Refusal.NOT_A_MEMBER: (
        "{whom} is not a member of the coalition.",
        "Let it join first (join), or choose a member, such as {member_names}.",
    ),
    Refusal.LEAD_UNWILLING: (
        "The willingness of {whom} is {whom_willingness}; leading a task asks for {lead_needed}.",
        "Win it over first, or choose another member.",
    ),
    Refusal.NO_STAFF: (
        "{actor} has no staffs that could command such a force.",
        "Let one of these do it: {staffed}.",
    ),
    Refusal.NOT_OF_THE_THREE: (
        "{actor} is not one of the three.",
        "Let one of these call: {three}.",
    ),
    Refusal.THREE_APART: (
        "The three stand too far apart for a text: {alignment_now}; it takes {alignment_needed}.",
        "Bring their positions nearer, or let each speak for itself (make_statement).",
    ),
    Refusal.NO_STRUCTURE: (
        "A loose coalition has nothing that could be a legal person.",
        "Let {leads} found a secretariat first (make_statement, secretariat).",
    ),
    Refusal.TOO_FEW_MEMBERS: (
        "A defence Eurogroup needs {euro_needed} willing members of the Union.",
        "Raise the willingness of more of them to {euro_willingness}.",
    ),
    Refusal.NO_EUROGROUP: (
        "So long a plan needs a defence Eurogroup or a treaty.",
        "Found one of them first (arrange, eurogroup), or choose a shorter plan.",
    ),
    Refusal.TASK_UNFIT: (
        "{force} is not fit for that.",
        "It is fit for: {fit_tasks}.",
    ),
    Refusal.ON_THE_WAY: (
        "{force} is {status}.",
        "Wait until it stands somewhere.",
    ),
    Refusal.OVER_SIZE: (
        "The force in Ukraine would have {bound_people} people; its size allows {size_people}.",
        "Let {leads} choose a larger size (set_size), or call others home.",
    ),
    Refusal.OVER_CONTINGENT: (
        "{actor} would have {own_people} people in Ukraine; one state may have {cap_people}.",
        "Send a smaller force, or let {leads} raise the limit (set_size).",
    ),
    Refusal.POSTURE_FORBIDS: (
        "The declared concept of the force, {posture_now}, has no place for {force} in Ukraine.",
        "Choose a place outside Ukraine, or let {leads} declare another concept (set_posture).",
    ),
    Refusal.MOSCOW_DECLINES: (
        "Moscow does not agree to a wider zone.",
        "Wait for a ceasefire and a Moscow that is more patient than {patience_now}; an opened"
        " format of talks helps (make_statement, open_format).",
    ),
    Refusal.KYIV_DECLINES: (
        "Kyiv cannot give up ground: its political stability is {kyiv_now}; this asks for"
        " {kyiv_needed}.",
        "Choose a narrower zone, or steady Kyiv by visits (make_statement, visit).",
    ),
    Refusal.NO_RELIEF: (
        "{actor} has no units left to relieve {force} with.",
        "Call one of its forces home (withdraw), or wait.",
    ),
    Refusal.NO_AIR_ENABLERS: (
        "An enforced zone needs airborne early warning of {aew_needed} per cent.",
        "Build it up in Europe (replace_enabler, aew), or choose patrols.",
    ),
}
"""Reason and remedy of these refusals, with placeholders."""
