"""What the staff policy asks of capitals: mandate, decisions, bases, money, rules, words.

Every function returns orders with the runs in which it would give them.  Whether they are lawful
is judged afterwards, in one place (:mod:`tabletop.analysis.staff`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Bools
from tabletop.rules.caveats import truce
from tabletop.rules.codes import (
    AUTHORISED,
    HOME,
    LOST,
    REFUSED,
    RETURNING,
    UNDECIDED,
    code,
)
from tabletop.rules.membership import allied, members
from tabletop.rules.orders import Order
from tabletop.rules.orders.money import Fund, ReplaceEnabler, Sanction
from tabletop.rules.orders.politics import (
    GrantAuthorisation,
    SeekAuthorisation,
    SeekMandate,
    SignBaseAgreement,
)
from tabletop.rules.orders.posture import SetInterventionRule, SetPosture, SetRoe
from tabletop.rules.orders.statements import MakeStatement
from tabletop.rules.orders.timing import SeekAgreement, SetPhase
from tabletop.rules.orders.ukraine import Invite
from tabletop.rules.sustainment import cost_of, funding_limit
from tabletop.rules.tally import tally
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, MANDATE
from tabletop.world.world import World

Wish = tuple[Order, Bools]
T3 = 2  # place of the coalition's tier among the tiers

MANDATE_LADDER = ("treaty", "monitors_treaty")
"""Legal bases that the staff seeks, one after the other."""

# How far the staff goes, in the units of the variables.
GROWTH = 80.0  # EUR m a month by which the mission may grow before the next round of pledges
MARGIN, MARGIN_SHORT = 1.1, 1.5  # what is asked for against what is needed, without and with a gap
SHARE_MOST = 0.9  # of what a government can give
SHARE_STEPS = 10  # pledges are written in tenths of an actor's most
AID_SHARE = 0.3
FUND_EVERY = 3
CALM_BACKSTOP, BUILD_UP = 45.0, 3.0
WORN, QUIET = 65.0, 45.0
FIRM_LEVEL, PLAIN_LEVEL, SOFT_LEVEL = 4, 3, 2
TOO_HOT = 70.0


def leads(world: World) -> list[int]:
    """Return the lead nations as actor numbers, in order."""
    return np.flatnonzero(world.is_lead).tolist()


def frame(world: World, state: State) -> Iterator[Wish]:
    """Seek mandate, truce and a written rule; open the deployment; win Kyiv's consent back.

    The concept that was declared is kept to, but for hubs: they are where a force begins, and from
    a truce on the staff declares a tripwire.
    """
    everywhere = np.ones(state.runs, dtype=np.bool_)
    first = world.actors[leads(world)[0]].id
    free = state.mandate_sought == MANDATE.index("none")
    for route in MANDATE_LADDER:
        better = free & (state.mandate < MANDATE.index(route))
        free = free & ~better
        yield SeekMandate(actor=first, mandate=route, intent="A firmer legal basis."), better
    unwritten = state.intervention_rule < code("intervention_rule", "graded")
    written = SetInterventionRule(
        actor=first, rule="graded", intent="Say beforehand what a breakthrough leads to."
    )
    yield written, unwritten
    quiet = truce(state)
    open_up = SetPhase(actor=first, phase="deploying", intent="The guns are silent.")
    yield open_up, quiet & (state.mission_phase == code("mission_phase", "pre_deal"))
    forward = SetPosture(actor=first, force_posture="tripwire", intent="Be seen beside Kyiv's men.")
    begins = state.force_posture == code("force_posture", "hubs")
    yield forward, quiet & begins & (state.cohesion > QUIET)
    host = world.traits.host_actor
    if host >= 0:
        talks = SeekAgreement(actor=world.actors[host].id, status="ceasefire", intent="A truce.")
        yield talks, ~quiet & (state.agreement_sought == code("agreement_sought", "none"))
        yield (
            Invite(actor=world.actors[host].id, consent=True),
            everywhere & (state.ua_consent == 0),
        )


def bases(world: World, state: State) -> Iterator[Wish]:
    """Let every host of staging areas sign."""
    hosts = np.unique(world.traits.node_host[world.traits.staging])
    for host in hosts[hosts >= 0].tolist():
        wish = state.base_agreement[:, host] == 0
        order = SignBaseAgreement(actor=world.actors[host].id, intent="Open the staging areas.")
        yield order, wish


def decisions(world: World, state: State) -> Iterator[Wish]:
    """Ask every member that has units for its authorisation; lead nations hurry."""
    owners = np.bincount(
        world.force_actor[world.is_coalition & world.traits.deployable],
        minlength=len(world.actors),
    )
    for actor in np.flatnonzero(owners > 0).tolist():
        stage = state.decision[:, actor]
        again = (stage == REFUSED) & (state.decision_due[:, actor] <= state.turn)
        wish = (stage == UNDECIDED) | again
        kind = GrantAuthorisation if world.is_lead[actor] else SeekAuthorisation
        yield kind(actor=world.actors[actor].id, intent="National decision in good time."), wish


def money(world: World, state: State) -> Iterator[Wish]:
    """Raise pledges to what the mission needs and will need, as each government is able.

    Everybody pays for its own units; what is common, short or to come is shared by means.  Money
    that is not needed stays at home: nobody is asked for all that it could give.
    """
    turn = int(state.turn[0])
    short = (state.funding_gap > 0.0)[:, None]
    if turn % FUND_EVERY != 1 and not short.any():
        return
    limit = funding_limit(world, state)
    most = world.traits.actor_numbers("funding_max")
    step = np.maximum(most / SHARE_STEPS, 1.0)
    room = np.maximum(limit - state.ua_aid, 0.0)
    wanted = needs(world, state) * np.where(short, MARGIN_SHORT, MARGIN)
    asked = np.ceil(wanted / step) * step
    asked = np.minimum(asked, np.floor(np.minimum(limit * SHARE_MOST, room) / step) * step)
    due = short | (turn % FUND_EVERY == 1)
    raised = due & (asked > state.pledged) & allied(state)
    left = np.maximum(limit - np.maximum(asked, state.pledged), 0.0)
    aid = np.floor(np.minimum(limit * AID_SHARE, left) / step) * step
    helps = due & ~short & (aid > state.ua_aid) & allied(state)
    for actor in np.flatnonzero((raised | helps).any(axis=0)).tolist():
        name = world.actors[actor].id
        for amount in np.unique(asked[raised[:, actor], actor]).tolist():
            wish = raised[:, actor] & (asked[:, actor] == amount)
            yield Fund(actor=name, to="mission", amount=amount, intent="Pay for the force."), wish
        for amount in np.unique(aid[helps[:, actor], actor]).tolist():
            wish = helps[:, actor] & (aid[:, actor] == amount)
            yield Fund(actor=name, to="ukraine", amount=amount, intent="Keep Kyiv's army up."), wish


def needs(world: World, state: State) -> NDArray[np.float64]:
    """What each ally must pledge so that the mission can go on and grow, EUR m a month.

    Its own units, those promised too, and a share by its means of what belongs to no unit, counted
    twice because only a part of a pledge reaches others; [run, actor].
    """
    active = ~np.isin(state.status, (HOME, RETURNING, LOST)) & world.is_coalition[None]
    cost = active * world.force_cost[None]
    own = tally(state.runs, world.force_actor, cost, len(world.actors))
    means = funding_limit(world, state) * allied(state)
    share = means / np.maximum(means.sum(axis=1, keepdims=True), 1.0)
    common = np.maximum(state.money_needed - cost_of(state, world).sum(axis=1), 0.0)
    return np.asarray(own + 2.0 * share * (common + GROWTH)[:, None])


def enablers(world: World, state: State) -> Iterator[Wish]:
    """Build European means where the American ones thin out."""
    first = world.actors[leads(world)[0]].id
    thin = state.us_backstop < CALM_BACKSTOP
    for enabler in ("isr", "missile_defence"):
        held = state.eu_investment[:, ENABLERS.index(enabler)]
        order = ReplaceEnabler(actor=first, enabler=enabler, points=BUILD_UP,
                               intent="Depend less on Washington.")  # fmt: skip
        yield order, thin & (held < BUILD_UP)


def rules(world: World, state: State) -> Iterator[Wish]:
    """Set rules of engagement and air posture to how worn the ceasefire is, and how hot it gets."""
    first = world.actors[leads(world)[0]].id
    level = state.roe[:, T3]
    worn, hot = state.ceasefire_integrity < WORN, state.escalation > TOO_HOT
    united = state.cohesion > QUIET
    wanted = np.where(worn & united, FIRM_LEVEL, PLAIN_LEVEL)
    wanted = np.where(hot, SOFT_LEVEL, wanted)
    # Raised step by step, and not lowered again for a calm turn: a step back costs resolve.
    change = (wanted > level) | (hot & (level > SOFT_LEVEL))
    for to in (SOFT_LEVEL, PLAIN_LEVEL, FIRM_LEVEL):
        order = SetRoe(actor=first, tier=3, level=to, intent="Rules that fit the situation.")
        yield order, change & (wanted == to)
    alert = state.air_posture == code("air_posture", "alert")
    patrol = SetPosture(actor=first, air_posture="patrol", intent="Show allied aircraft.")
    yield patrol, alert & worn & ~hot


def sanctions(world: World, state: State) -> Iterator[Wish]:
    """Hold a package ready from the start; tighten while the ceasefire is broken."""
    everywhere = np.ones(state.runs, dtype=np.bool_)
    ready = world.index["flag"]["snapback_ready"]
    numbers = leads(world)
    keeper = world.actors[numbers[-1]].id
    yield (
        Sanction(actor=keeper, package="snapback", intent="Put a price on the next breach."),
        (everywhere & (state.flag[:, ready] == 0)),
    )
    worn = state.ceasefire_integrity < WORN
    for actor, who in in_turn(world, state, 0):
        name = world.actors[actor].id
        yield Sanction(actor=name, package="tighten", intent="Answer the breaches."), worn & who


def statements(world: World, state: State) -> Iterator[Wish]:
    """Let each lead nation speak to what is in most need of words."""
    needs: list[tuple[str, NDArray[np.float64]]] = [
        ("joint_text", 60.0 - state.cohesion),
        ("red_lines", 70.0 - state.clarity),
        ("message", 52.0 - state.info_environment),
        ("visit", 58.0 - state.ua_politics),
        ("ask_washington", 50.0 - state.us_clarity),
    ]
    needed = np.stack([need for _, need in needs], axis=1)
    ranked = np.argsort(-needed, axis=1, kind="stable")
    no_clause = state.review_clause == 0
    busy = state.flag[:, world.index["flag"]["snapback_ready"]] == 0  # with the sanctions above
    for place, actor in enumerate(leads(world)):
        name = world.actors[actor].id
        if place == 0:
            order = MakeStatement(actor=name, subject="review_clause",
                                  intent="Keep parliaments on board.")  # fmt: skip
            yield order, no_clause
        chosen = ranked[:, min(place, len(needs) - 1)]
        for number, (subject, need) in enumerate(needs):
            wish = (chosen == number) & (need > 0.0) & ~(no_clause & (place == 0))
            wish = wish & ~(busy & (actor == leads(world)[-1]))
            order = MakeStatement.model_validate({"actor": name, "subject": subject})
            yield order, wish


def in_turn(world: World, state: State, place: int) -> Iterator[tuple[int, Bools]]:
    """Yield the member whose turn it is for the initiative number ``place``, with its runs.

    One after the other, so that no public bears all: lead nations have words of their own to say.
    """
    able = members(state) & ~world.is_lead[None]
    number = (state.turn + place) % np.maximum(able.sum(axis=1), 1)
    mine = able & (np.cumsum(able, axis=1) - 1 == number[:, None])
    for actor in np.flatnonzero(mine.any(axis=0)).tolist():
        yield actor, mine[:, actor]


def authorised(state: State) -> Bools:
    """Tell which actors have their national authorisation, [run, actor]."""
    return np.asarray(state.decision == AUTHORISED)
