"""Statements about the line: probes, breaches, who is seen doing what, and who is in danger."""

from __future__ import annotations

import numpy as np

from tabletop.rules.attribution import attribution_odds, gather_evidence
from tabletop.rules.casualties import danger
from tabletop.rules.codes import DEPLOYED, HOME
from tabletop.rules.coverage import derive
from tabletop.rules.enablers import build_in_europe, lean_on_america
from tabletop.rules.escalation import escalate
from tabletop.rules.incidents import command_speed, respond, violate
from tabletop.rules.measures import score
from tabletop.rules.perception import pressure_error
from tabletop.rules.russia import array_strength, attack, intend, press, probe
from tabletop.world import proximity
from tabletop.world.geography import Geography
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS
from tabletop.world.world import World
from tests.sanity.law import Floats, Pair, at, heard, law, pick, played, raised, set_to, twin

_ISR = ENABLERS.index("isr")


def success_of_a_probe(world: World, state: State, luck: Luck) -> Floats:
    """Chance that Russia probes a sector this turn and breaks through, [run, sector]."""
    ear = heard(luck)
    played(world, state, ear, intend, press, probe, respond)
    tried = ear.weights["probe_sector"] * ear.odds["probe"]
    held = (1.0 - ear.odds["probe_repelled"]) * (1.0 - ear.odds["probe_contained"])
    return np.asarray(tried * held)


def stronger_sector(world: World, state: State, luck: Luck, name: str, by: float) -> Pair:
    """Compare the chance of a successful probe where ``name`` is higher in one sector."""
    sector = pick(luck, "sector", world.sizes["sector"])
    more = twin(state, **{name: lambda held: raised(held, sector, by)})
    return Pair(
        at(success_of_a_probe(world, more, luck), sector),
        at(success_of_a_probe(world, state, luck), sector),
    )


@law
def presence_and_probes(world: World, state: State, luck: Luck) -> Pair:
    """More coalition presence in a sector never raises the chance of a successful probe there.

    A sector that is watched and held leaves less room for a test, and Moscow sees that.
    """
    return stronger_sector(world, state, luck, "presence", 10.0)


@law
def denial_and_breakthroughs(world: World, state: State, luck: Luck) -> Pair:
    """More coalition denial in a sector never helps a probe there to break through.

    What can fight in a sector can only help to stop what breaks in.
    """
    sector = pick(luck, "sector", world.sizes["sector"])
    more = twin(state, denial=lambda held: raised(held, sector, 10.0))
    found = []
    for one in (more, state):
        ear = heard(luck)
        played(world, one, ear, respond)
        found.append((1.0 - ear.odds["probe_repelled"]) * (1.0 - ear.odds["probe_contained"]))
    return Pair(*found)


@law
def ukraine_and_probes(world: World, state: State, luck: Luck) -> Pair:
    """More Ukrainian strength in a sector never raises the chance of a successful probe there.

    The Ukrainian army answers first, so a stronger one repels more.
    """
    return stronger_sector(world, state, luck, "ua_strength", 10.0)


@law
def resolve_and_probes(world: World, state: State, luck: Luck) -> Pair:
    """A coalition that looks firmer never makes a probe more likely.

    A test is meant to show weakness; where none is expected there is less to gain.
    """
    found = []
    for one in (twin(state, resolve_perception=15.0), state):
        ear = heard(luck)
        played(world, one, ear, intend, press, probe)
        found.append(ear.odds["probe"])
    return Pair(*found)


@law
def rules_and_containment(world: World, state: State, luck: Luck) -> Pair:
    """Higher rules of engagement never lower the chance that a probe is contained.

    Who may do more can help at least as much as before.
    """
    more = twin(state, roe=1)
    found = []
    for one in (state, more):
        ear = heard(luck)
        played(world, one, ear, respond)
        found.append(ear.odds["probe_contained"])
    return Pair(*found)


@law
def written_rule_and_containment(world: World, state: State, luck: Luck) -> Pair:
    """A more binding rule for intervention never lowers the chance that a probe is contained.

    What has been agreed beforehand need not be agreed while a breakthrough runs.
    """
    more = twin(state, intervention_rule=1)
    found = []
    for one in (state, more):
        ear = heard(luck)
        played(world, one, ear, respond)
        found.append(ear.odds["probe_contained"])
    return Pair(*found)


@law
def rules_and_deterrence(world: World, state: State, luck: Luck) -> Pair:
    """Higher rules of engagement never lower deterrence.

    An attacker must reckon with everything that the defenders may do.
    """
    more = twin(state, roe=1)
    return Pair(score(world, state)["deterrence"], score(world, more)["deterrence"])


@law
def rules_and_incidents(world: World, state: State, luck: Luck) -> Pair:
    """Higher rules of engagement never lower the number of incidents.

    Troops who may shoot earlier are more often shot at.
    """
    more = twin(state, roe=1)
    return Pair(*(played(world, one, luck, violate).violations for one in (state, more)))


@law
def rules_and_escalation(world: World, state: State, luck: Luck) -> Pair:
    """Higher rules of engagement never lower the risk of escalation.

    What deters also brings the two sides closer to a fight.
    """
    more = twin(state, roe=1)
    found = (played(world, one, luck, violate, escalate).escalation for one in (state, more))
    return Pair(*found)


@law
def authority_and_speed(world: World, state: State, luck: Luck) -> Pair:
    """A commander with emergency authority is never later than one who must ask.

    The hours in which capitals are called fall away.
    """
    flag = world.index["flag"]["cdr_authority"]
    with_it, without = state.copy(), state.copy()
    with_it.flag[:, flag], without.flag[:, flag] = 1, 0
    return Pair(command_speed(world, without), command_speed(world, with_it))


@law
def lost_lead_and_speed(world: World, state: State, luck: Luck) -> Pair:
    """The loss of a lead nation never makes the force faster.

    Its headquarters and its word must first be replaced.
    """
    lost, kept = state.copy(), state.copy()
    lost.recalled[:, world.is_lead], kept.recalled[:, world.is_lead] = 1, 0
    return Pair(command_speed(world, lost), command_speed(world, kept))


@law
def monitoring_and_attribution(world: World, state: State, luck: Luck) -> Pair:
    """More monitoring of a sector never lowers the chance that an incident there is attributed.

    Who stands closer sees more.
    """
    sector = pick(luck, "sector", world.sizes["sector"])
    more = twin(state, monitoring=lambda held: raised(held, sector, 10.0))
    found = (attribution_odds(world, one)[0] for one in (state, more))
    return Pair(*found)


@law
def monitoring_and_breaches(world: World, state: State, luck: Luck) -> Pair:
    """More monitoring never raises the number of breaches.

    A breach that will be seen has a price.
    """
    more = twin(state, monitoring=10.0)
    return Pair(*(played(world, one, luck, violate).violations for one in (more, state)))


@law
def american_eyes_and_attribution(world: World, state: State, luck: Luck) -> Pair:
    """Withdrawing American surveillance never improves attribution.

    Europe can only partly replace what is no longer shared.
    """
    less = twin(state, us_backstop=-30.0)
    less.us_share[:, _ISR] = 0.0
    found = []
    for one in (less, state):
        after = played(world, one, luck, lean_on_america, build_in_europe, gather_evidence)
        found.append(attribution_odds(world, after)[0])
    return Pair(*found)


@law
def american_eyes_and_warning(world: World, state: State, luck: Luck) -> Pair:
    """Withdrawing American surveillance never lengthens the warning before an attack.

    Preparations far behind the line are seen from above first.
    """
    less = twin(state, us_backstop=-30.0)
    less.us_share[:, _ISR] = 0.0
    rules = (lean_on_america, build_in_europe)
    return Pair(*(played(world, one, luck, *rules).warning_days for one in (less, state)))


@law
def surveillance_and_error(world: World, state: State, luck: Luck) -> Pair:
    """Better surveillance never makes the estimate of pressure worse.

    An error is what has not been seen.
    """
    more = twin(state, isr_coverage=15.0)
    return Pair(pressure_error(world, more), pressure_error(world, state))


@law
def zone_and_breaches(world: World, state: State, luck: Luck) -> Pair:
    """A wider demilitarised zone never raises the number of breaches.

    Those who cannot reach each other shoot less.
    """
    more = twin(state, zone_km=10.0)
    return Pair(*(played(world, one, luck, violate).violations for one in (more, state)))


def far(world: World) -> Floats:
    """Distance in km of every node from every sector, [node, sector]."""
    geo = world.geography
    if id(geo) not in _FAR:
        ends = geo.sector_offsets
        lines = [geo.sector_xy[ends[i] : ends[i + 1]] for i in range(len(geo.sectors))]
        _FAR[id(geo)] = (geo, proximity.distances_to_lines(geo.node_xy, lines))
    return _FAR[id(geo)][1]


_FAR: dict[int, tuple[Geography, Floats]] = {}
"""Distances of each geography; it is kept beside them, so that its id stays its own."""


def standing(world: World, state: State, forces: Floats, nodes: Floats) -> State:
    """Return a copy in which one force of each run stands alone, at full strength, at a node."""
    alone = state.copy()
    alone.status[:] = HOME
    rows, forces = np.arange(state.runs), forces.astype(np.int64)
    alone.status[rows, forces] = DEPLOYED
    alone.at[rows, forces] = nodes
    alone.readiness[rows, forces] = 100.0
    alone.strength[rows, forces] = 100.0
    return alone


def two_places(world: World, luck: Luck, usable: Floats) -> tuple[Floats, Floats, Floats]:
    """Draw a coalition land force and two places for each run."""
    land = np.flatnonzero(
        world.is_coalition & world.traits.on_ground & (world.points("presence") > 0.0)
    )
    places = np.flatnonzero(usable)
    one, two = (places[pick(luck, name, len(places))] for name in ("one", "two"))
    return land[pick(luck, "force", len(land))], one, two


@law
def distance_and_cover(world: World, state: State, luck: Luck) -> Pair:
    """The same force farther from a sector never gives it more presence, denial or monitoring.

    What must first come up to the line counts for less there.
    """
    geo = world.geography
    force, one, two = two_places(world, luck, geo.node_usable & geo.node_in_ukraine)
    km = far(world)
    found = []
    for place in (one, two):
        alone = standing(world, state, force, place)
        derive(world, alone)
        found.append(np.stack([alone.presence, alone.denial, alone.monitoring], axis=2))
    nearer = (km[one] <= km[two])[:, :, None]
    return Pair(np.where(nearer, found[1], found[0]), np.where(nearer, found[0], found[1]))


@law
def distance_and_danger(world: World, state: State, luck: Luck) -> Pair:
    """The same force farther from an evenly tense line is never in more danger.

    Fire reaches less far than the eye.
    """
    geo = world.geography
    force, one, two = two_places(world, luck, geo.node_usable & (geo.node_sector >= 0))
    even = state.copy()
    even.tension[:] = even.tension[:, :1]
    even.probe_stage[:], even.task[:] = 0, 0
    found = [danger(world, standing(world, even, force, place)) for place in (one, two)]
    nearer = (geo.km_to_line[one] <= geo.km_to_line[two])[:, None]
    return Pair(np.where(nearer, found[1], found[0]), np.where(nearer, found[0], found[1]))


@law
def protection_and_danger(world: World, state: State, luck: Luck) -> Pair:
    """Better protection of sites and people never raises the danger to them.

    Shelter, guards and counter-drone units only take hits away.
    """
    more = twin(state, force_protection=20.0)
    return Pair(danger(world, more), danger(world, state))


@law
def tension_and_danger(world: World, state: State, luck: Luck) -> Pair:
    """More tension never lowers the danger to those who stand on the line.

    Accidents, snipers and shells come with tension.
    """
    return Pair(danger(world, state), danger(world, twin(state, tension=20.0)))


@law
def reserve_and_russian_strength(world: World, state: State, luck: Luck) -> Pair:
    """A rebuilt Russian reserve and more North Koreans never weaken Russia on the line.

    Men who need not hold elsewhere can be sent.
    """
    more = twin(state, ru_reserve=15.0, dprk_presence=10.0)
    found = []
    for one in (state, more):
        array_strength(world, one)
        found.append(one.ru_strength)
    return Pair(*found)


@law
def strength_and_offensive(world: World, state: State, luck: Luck) -> Pair:
    """A stronger Ukrainian army never makes an offensive likelier, nor its success.

    The expected gain falls and the defenders' share of the strength rises.
    """
    found = []
    for one in (twin(state, ua_strength=10.0), state):
        ear = heard(luck)
        played(world, one, ear, attack)
        found.append(ear.odds["offensive"] * (1.0 - ear.odds["offensive_held"]))
    return Pair(*found)


@law
def uncovered_and_credibility(world: World, state: State, luck: Luck) -> Pair:
    """Taking a sector out of the guarantee never makes the guarantee more credible.

    A promise that leaves a part of the line out can be walked around.
    """
    less = twin(state, covered=set_to(0))
    return Pair(score(world, less)["credibility"], score(world, state)["credibility"])
