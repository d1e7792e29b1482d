"""National decisions: government, then parliament where the law asks for it, then renewal."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import holders
from tabletop.rules.codes import AUTHORISED, GOVERNMENT, PARLIAMENT, REFUSED
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GERMANY, FRANCE = "de", "fr"


def stage_turns(world: World, actor: int, fast: bool, voting: Bools) -> tuple[Ints, Ints]:
    """Turns for the government and then for parliament to decide, each [run].

    ``voting`` [run] tells where parliament must vote; it then has the second half of the time.
    Source: the actor's decision procedure (days at fast and at normal pace).
    """
    decision = world.actors[actor].decision
    days = decision.days_fast if fast else decision.days_normal
    total = max(int(np.ceil(days / world.scenario.turn_days)), 1)
    first = (total + 1) // 2
    government = np.where(voting, first, total)
    return government, np.where(voting, max(total - first, 1), 0)


def voting_actors(world: World, state: State) -> Bools:
    """Actors whose parliament must vote before units leave, [run, actor]."""
    return holders(world, state, "parliament_mandate")


def vote_odds(world: World, state: State) -> tuple[Floats, dict[str, Any]]:
    """Chance that each parliament says yes, [run, actor], and the terms it is made of.

    Logistic in domestic support, the parties, legitimacy, the American backstop and recent
    casualties. Source: the brief, section 4.
    """
    doctrine = world.doctrine
    terms: dict[str, Any] = {
        "domestic support": state.domestic_support - doctrine.vote_centre,
        "parties": doctrine.vote_majority * (state.majority - 50.0),
        "informed in time": doctrine.vote_informed * state.parliament_informed,
        "legitimacy": (doctrine.vote_legitimacy * (state.legitimacy - 50.0))[:, None],
        "American backstop": (
            doctrine.vote_backstop * (state.us_backstop - doctrine.vote_backstop_centre)
        )[:, None],
        "casualties": -(doctrine.vote_casualties * state.casualties_recent)[:, None],
        "review clause": (doctrine.vote_review * state.review_clause)[:, None],
    }
    total = np.zeros(state.domestic_support.shape)
    for term in terms.values():
        total = total + term
    return 1.0 / (1.0 + np.exp(-total / doctrine.vote_scale)), terms


def decide(world: World, state: State, luck: Luck) -> None:
    """Decisions that are due fall: governments decide, parliaments vote, authorisations end.

    The contests are ``vote`` (may units leave?) and ``vote_continue`` (may they stay?), both by
    actor. Won votes authorise; lost ones may be tried again after ``vote_wait`` turns.
    """
    _heed_flags(world, state)
    _renew(world, state, luck)
    _vote(world, state, luck)
    _govern(world, state)


def _govern(world: World, state: State) -> None:
    """Governments whose time has come decide by their willingness; parliament may follow."""
    due = (state.decision == GOVERNMENT) & (state.decision_due <= state.turn[:, None])
    agrees = due & (state.willingness >= world.doctrine.offer_training)
    passes_on = agrees & voting_actors(world, state)
    for actor in np.flatnonzero(passes_on.any(axis=0)).tolist():
        runs = passes_on[:, actor]
        _, house = stage_turns(world, actor, False, runs)
        state.decision[runs, actor] = PARLIAMENT
        state.decision_due[runs, actor] = (state.turn + house)[runs]
    authorise(world, state, agrees & ~passes_on)
    _turn_down(world, state, due & ~agrees)


def _vote(world: World, state: State, luck: Luck) -> None:
    due = (state.decision == PARLIAMENT) & (state.decision_due <= state.turn[:, None])
    odds, terms = vote_odds(world, state)
    won = luck.contest("vote", odds, "actor", due, terms)
    authorise(world, state, won)
    _turn_down(world, state, due & ~won)


def _renew(world: World, state: State, luck: Luck) -> None:
    """Authorisations that end are renewed or not; France votes when its operation lasts."""
    turn = state.turn[:, None]
    ends = (state.decision == AUTHORISED) & (state.authorised_until <= turn)
    voting = voting_actors(world, state)
    french = np.zeros(ends.shape, dtype=np.bool_)
    place = world.index["actor"].get(FRANCE)
    if place is not None:
        settled = _flag(world, state, "fr_authorised") | _flag(world, state, "fr_vote_lost")
        lasting = state.turns_since_deploy[:, place] > state.french_vote_turn
        french[:, place] = lasting & ~settled
    odds, terms = vote_odds(world, state)
    asked = (ends & voting) | french
    won = luck.contest("vote_continue", odds, "actor", asked, terms)
    if place is not None:
        _set_flag(world, state, "fr_authorised", won[:, place] & french[:, place])
        _set_flag(world, state, "fr_vote_lost", asked[:, place] & ~won[:, place])
    stays = ends & ~asked & (state.willingness >= world.doctrine.offer_training)
    authorise(world, state, won | stays)
    _turn_down(world, state, (asked & ~won) | (ends & ~asked & ~stays))


def _heed_flags(world: World, state: State) -> None:
    """Votes that an inject or the facilitator has decided count like votes of the rules."""
    for actor, won, lost in (
        (GERMANY, ("de_mandate", "de_mandate_light"), "de_vote_lost"),
        (FRANCE, ("fr_authorised",), "fr_vote_lost"),
    ):
        place = world.index["actor"].get(actor)
        if place is None:
            continue
        mask = np.zeros(state.decision.shape, dtype=np.bool_)
        no = _flag(world, state, lost)
        yes = _flag(world, state, won[0]) | _flag(world, state, won[-1])
        mask[:, place] = yes & ~no & (state.decision[:, place] != AUTHORISED)
        authorise(world, state, mask)
        refused = np.zeros(state.decision.shape, dtype=np.bool_)
        refused[:, place] = no & (state.decision[:, place] == AUTHORISED)
        _turn_down(world, state, refused)


def authorise(world: World, state: State, actors: Bools) -> None:
    """Give the national authorisation where the mask [run, actor] holds, until its renewal."""
    until = state.turn[:, None].astype(np.int64) + _renewal_turns(world)[None]
    state.decision = np.where(actors, AUTHORISED, state.decision)
    state.decision_due = np.where(actors, NEVER, state.decision_due)
    state.authorised_until = np.where(actors, np.minimum(until, NEVER), state.authorised_until)
    place = world.index["actor"].get(GERMANY)
    if place is not None:
        ground = holders(world, state, "no_ground_in_ukraine")[:, place]
        _set_flag(world, state, "de_mandate_light", actors[:, place] & ground)
        _set_flag(world, state, "de_mandate", actors[:, place] & ~ground)


def _turn_down(world: World, state: State, actors: Bools) -> None:
    again = state.turn[:, None] + int(world.doctrine.vote_wait)
    state.decision = np.where(actors, REFUSED, state.decision)
    state.decision_due = np.where(actors, np.minimum(again, NEVER), state.decision_due)
    state.authorised_until = np.where(actors, NEVER, state.authorised_until)
    place = world.index["actor"].get(GERMANY)
    if place is not None:
        lost = actors[:, place] & voting_actors(world, state)[:, place]
        for flag in ("de_mandate", "de_mandate_light"):
            state.flag[lost, world.index["flag"][flag]] = 0


def _renewal_turns(world: World) -> Ints:
    days = [a.decision.renewal_months * world.doctrine.days_a_month for a in world.actors]
    turns = np.ceil(np.array(days) / world.scenario.turn_days).astype(np.int64)
    return np.where(turns > 0, turns, NEVER)


def voted_down(world: World, state: State) -> Bools:
    """Actors whose government or parliament has said no, [run, actor]."""
    no = np.asarray(state.decision == REFUSED)
    place = world.index["actor"].get(FRANCE)
    if place is not None:
        no[:, place] |= _flag(world, state, "fr_vote_lost")
    return no


def _flag(world: World, state: State, name: str) -> Bools:
    return np.asarray(state.flag[:, world.index["flag"][name]] != 0)


def _set_flag(world: World, state: State, name: str, runs: Any) -> None:
    state.flag[runs, world.index["flag"][name]] = 1
