"""Statements about the coalition: mandate, unity, support at home, money and readiness."""

from __future__ import annotations

import numpy as np

from tabletop.rules.casualties import suffer
from tabletop.rules.codes import DEPLOYED, HOME, UNSC
from tabletop.rules.coverage import derive
from tabletop.rules.enablers import clarify
from tabletop.rules.escalation import escalate
from tabletop.rules.flank import stretch
from tabletop.rules.institution import wait
from tabletop.rules.legitimacy import cohere, cohesion_target, legitimate
from tabletop.rules.mandate import adopt
from tabletop.rules.measures import score
from tabletop.rules.movement import journey, train_slots
from tabletop.rules.perception import impress
from tabletop.rules.politics import recall, weary
from tabletop.rules.sustainment import relief_ratio, spend
from tabletop.rules.turn import adjudicate
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World
from tests.sanity.law import Floats, Pair, at, heard, law, pick, played, raised, set_to, twin


@law
def un_mandate_and_legitimacy(world: World, state: State, luck: Luck) -> Pair:
    """A mandate of the Security Council never lowers legitimacy.

    No other basis is accepted by more states, and a stronger one only adds to what there was.
    """
    with_it = state.copy()
    council = np.full(state.runs, UNSC, dtype=np.int8)
    adopt(world, with_it, council, np.ones(state.runs, dtype=np.bool_))
    found = []
    for one in (state, with_it):
        after = played(world, one, luck, legitimate)
        measure = score(world, after)["legitimacy"]
        found.append(np.stack([one.legitimacy, after.legitimacy, measure], axis=1))
    return Pair(*found)


@law
def harm_and_legitimacy(world: World, state: State, luck: Luck) -> Pair:
    """Harm to civilians never raises legitimacy.

    A force that is there to protect answers for those who are not protected.
    """
    more = twin(state, civilian_harm=15.0)
    found = []
    for one in (more, state):
        after = played(world, one, luck, legitimate)
        found.append(np.stack([after.legitimacy, score(world, after)["legitimacy"]], axis=1))
    return Pair(*found)


@law
def early_entry_and_legitimacy(world: World, state: State, luck: Luck) -> Pair:
    """Entry before a deal never raises legitimacy.

    It may be lawful by Kyiv's invitation, but fewer will call it peacekeeping.
    """
    flag = world.index["flag"]["pre_deal"]
    early, late = state.copy(), state.copy()
    early.flag[:, flag], late.flag[:, flag] = 1, 0
    return Pair(*(played(world, one, luck, legitimate).legitimacy for one in (early, late)))


@law
def broken_consent_and_presence(world: World, state: State, luck: Luck) -> Pair:
    """Withdrawn consent of Kyiv never raises presence in any sector.

    Guests who are no longer welcome go home, and none may follow.
    """
    gone, given = twin(state, ua_consent=set_to(0)), twin(state, ua_consent=set_to(1))
    found = []
    for one in (gone, given):
        after = played(world, one, luck, recall, derive)
        found.append(np.column_stack([after.presence, after.coalition_people]))
    return Pair(*found)


@law
def broken_consent_and_legitimacy(world: World, state: State, luck: Luck) -> Pair:
    """Withdrawn consent of Kyiv never raises legitimacy.

    The host's invitation is the one basis that all routes share.
    """
    gone, given = twin(state, ua_consent=set_to(0)), twin(state, ua_consent=set_to(1))
    found = []
    for one in (gone, given):
        after = played(world, one, luck, legitimate)
        found.append(np.stack([after.legitimacy, score(world, after)["legitimacy"]], axis=1))
    return Pair(*found)


@law
def cohesion_and_credibility(world: World, state: State, luck: Luck) -> Pair:
    """Higher cohesion never lowers credibility, nor the picture of resolve.

    A promise of many is believed as far as they agree.
    """
    found = []
    for one in (state, twin(state, cohesion=15.0)):
        firm = played(world, one, luck, impress).resolve_perception
        found.append(np.stack([score(world, one)["credibility"], firm], axis=1))
    return Pair(*found)


@law
def cohesion_and_leaving(world: World, state: State, luck: Luck) -> Pair:
    """Higher cohesion never makes it likelier that a contingent leaves.

    Nobody likes to be the first to go while the others stay together.
    """
    found = []
    for one in (twin(state, cohesion=15.0), state):
        ear = heard(luck)
        played(world, one, ear, recall)
        found.append(ear.odds["leave"])
    return Pair(*found)


@law
def gap_and_unity(world: World, state: State, luck: Luck) -> Pair:
    """A larger gap in the mission's money never raises unity.

    Who pays for whom is what members quarrel about first.
    """
    more = twin(state, funding_gap=60.0)
    return Pair(cohesion_target(world, more), cohesion_target(world, state))


@law
def structure_and_decay(world: World, state: State, luck: Luck) -> Pair:
    """A more permanent structure never makes unity decay faster.

    An office that meets anyway keeps talking when leaders do not.
    """
    loose = twin(state, structure=set_to(0))
    firm = twin(state, structure=set_to(2))
    aim = np.minimum(cohesion_target(world, loose), cohesion_target(world, firm))
    for one in (loose, firm):
        one.cohesion = np.maximum(one.cohesion, aim)
    found = (played(world, one, luck, cohere).cohesion for one in (loose, firm))
    return Pair(*found)


@law
def caveat_and_denial(world: World, state: State, luck: Luck) -> Pair:
    """A caveat against combat never raises denial in any sector.

    Units that may not fight hold no ground.
    """
    fights = np.flatnonzero(world.is_coalition & (world.points("deterrence_denial") > 0.0))
    actor = world.force_actor[fights[pick(luck, "force", len(fights))]]
    caveat = world.index["caveat"]["no_combat"]
    free, bound = state.copy(), state.copy()
    rows = np.arange(state.runs)
    free.caveat[rows, actor, caveat], bound.caveat[rows, actor, caveat] = 0, 1
    return Pair(*(played(world, one, luck, derive).denial for one in (bound, free)))


@law
def written_rule_and_clarity(world: World, state: State, luck: Luck) -> Pair:
    """A more binding rule for intervention never makes the guarantee less clear.

    What is written need not be guessed.
    """
    more = twin(state, intervention_rule=1)
    return Pair(*(played(world, one, luck, clarify).clarity for one in (state, more)))


@law
def waiting_and_resolve(world: World, state: State, luck: Luck) -> Pair:
    """Waiting for Moscow's agreement never raises the picture of resolve.

    Who lets the other side hold the trigger is not feared.
    """
    return Pair(played(world, state, luck, wait).resolve_perception, state.resolve_perception)


@law
def casualties_and_support(world: World, state: State, luck: Luck) -> Pair:
    """Casualties never raise support at home.

    Every coffin asks the public what for.
    """
    state.casualties_before = state.casualties_coalition
    state.casualties_last[:] = 0
    more = twin(state, casualties_coalition=5)
    found = (played(world, one, luck, suffer, weary).domestic_support for one in (more, state))
    return Pair(*found)


@law
def review_and_support(world: World, state: State, luck: Luck) -> Pair:
    """A review clause never speeds the decay of support at home.

    A mission with an end in sight is borne longer.
    """
    open_ended, bounded = (twin(state, review_clause=set_to(value)) for value in (0, 1))
    found = (played(world, one, luck, weary).domestic_support for one in (open_ended, bounded))
    return Pair(*found)


@law
def pledges_and_pay(world: World, state: State, luck: Luck) -> Pair:
    """A higher pledge never widens the funding gap and never leaves another force unpaid.

    Money that is there goes to its giver's forces first, and what is left to the others.
    """
    actor = pick(luck, "actor", world.sizes["actor"])
    more = twin(state, pledged=lambda held: raised(held, actor, 40.0))
    found = []
    for one in (state, more):
        after = played(world, one, luck, spend)
        found.append(np.column_stack([after.paid, -after.funding_gap]))
    return Pair(*found)


@law
def pay_and_readiness(world: World, state: State, luck: Luck) -> Pair:
    """An unpaid force never gains readiness or strength in a turn.

    Spare parts, fuel and relief are bought.
    """
    after = played(world, state, luck, adjudicate)
    unpaid = after.paid == 0
    now = np.column_stack([after.readiness * unpaid, after.strength * unpaid])
    before = np.column_stack([state.readiness * unpaid, state.strength * unpaid])
    return Pair(now, before)


def _one_more(world: World, state: State, luck: Luck) -> tuple[State, State, Floats]:
    """Return the worlds without and with one more coalition force at a place, and its actor."""
    forces = np.flatnonzero(world.is_coalition & world.traits.deployable)
    places = np.flatnonzero(world.geography.node_usable)
    force = forces[pick(luck, "force", len(forces))]
    rows = np.arange(state.runs)
    without = state.copy()
    without.status[rows, force], without.at[rows, force] = HOME, -1
    more = without.copy()
    more.status[rows, force] = DEPLOYED
    more.at[rows, force] = places[pick(luck, "place", len(places))]
    return without, more, world.force_actor[force]


@law
def force_and_escalation(world: World, state: State, luck: Luck) -> Pair:
    """One more force of the coalition in the theatre never lowers the risk of escalation.

    Moscow calls every one of them a target.
    """
    without, more, _ = _one_more(world, state, luck)
    return Pair(*(played(world, one, luck, escalate).escalation for one in (without, more)))


@law
def force_and_flank(world: World, state: State, luck: Luck) -> Pair:
    """One more force in the theatre never lowers the risk on NATO's own flank.

    A unit can stand in one place only.
    """
    without, more, _ = _one_more(world, state, luck)
    return Pair(*(played(world, one, luck, stretch).nato_flank_risk for one in (without, more)))


@law
def force_and_presence(world: World, state: State, luck: Luck) -> Pair:
    """One more force in the theatre never lowers presence or monitoring in any sector.

    Being seen needs nobody's support, only somebody there.
    """
    without, more, _ = _one_more(world, state, luck)
    found = []
    for one in (without, more):
        after = played(world, one, luck, derive)
        found.append(np.column_stack([after.presence, after.monitoring]))
    return Pair(*found)


@law
def force_and_relief(world: World, state: State, luck: Luck) -> Pair:
    """One more force of a nation in the theatre never makes its relief easier.

    The same pool must then relieve more.
    """
    without, more, actor = _one_more(world, state, luck)
    return Pair(at(relief_ratio(world, more), actor), at(relief_ratio(world, without), actor))


@law
def readiness_and_cover(world: World, state: State, luck: Luck) -> Pair:
    """Readier forces never cover less.

    Points count as far as a unit can use them.
    """
    found = []
    for one in (state, twin(state, readiness=10.0)):
        after = played(world, one, luck, derive)
        cover = (after.presence, after.denial, after.monitoring, after.air_cover, after.sea_cover)
        found.append(np.column_stack(cover))
    return Pair(*found)


@law
def backfill_and_flank(world: World, state: State, luck: Luck) -> Pair:
    """Brigades held at home in place of those that went never raise the risk on the flank.

    The plans find units where they expect them.
    """
    none, more = twin(state, flank_backfill=set_to(0)), twin(state, flank_backfill=set_to(1))
    return Pair(*(played(world, one, luck, stretch).nato_flank_risk for one in (more, none)))


@law
def damage_and_journeys(world: World, state: State, luck: Luck) -> Pair:
    """Damage to the network never brings a force to its place earlier.

    Fewer ways stay open, and the fastest is taken of those that are.
    """
    land = np.flatnonzero(world.is_coalition & world.traits.on_ground & (world.force_trains > 0.0))
    force = int(land[int(luck.turn) % len(land)])
    places = np.flatnonzero(world.geography.node_usable)
    # A busy network: every link is booked for a part of its room.
    busy = luck.uniform("law/busy", world.sizes["link"])
    state.link_booked = train_slots(world, state) * busy
    harmed = twin(state, link_capacity=lambda held: held * luck.uniform("law/harm", held.shape[1]))
    found = []
    for one in (state, harmed):
        way = journey(world, one, force, places)
        goes = way.possible & (way.room > 0.0)
        found.append(np.where(goes, way.turns, world.scenario.turns + 100))
    return Pair(*found)
