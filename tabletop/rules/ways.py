"""Ways: how Russia chooses in which way to test the coalition, and what it learns from answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import code
from tabletop.rules.drift import Terms, saturation, toward, values
from tabletop.rules.red import CAME_OFF, ELSEWHERE, FOILED, record_result
from tabletop.rules.russia import at_war, opportunity
from tabletop.rules.strikes import interception, may_intercept
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, NEVER, WAYS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_WINTER = code("season", "winter")
_PROBE = WAYS.index("armed_probe")
_ELSEWHERE = np.array([way in ELSEWHERE for way in WAYS])


def impossible(world: World, state: State) -> Bools:
    """Tell which ways are closed to Russia, [run, way].

    Nobody can be held where nobody was sent, nothing mined where no ship sails, no talks left
    that are not held, and no border threatened that the map does not have.
    """
    closed = np.zeros((state.runs, len(WAYS)), dtype=np.bool_)
    nobody = (state.observers_deployed == 0) & (state.coalition_people == 0)
    closed[:, WAYS.index("hostage")] = nobody
    closed[:, WAYS.index("mines")] = state.maritime_access <= world.doctrine.way_sea_least
    no_talks = at_war(state) & (state.us_track <= 0.0) & (state.agreement_due == NEVER)
    closed[:, WAYS.index("walk_out")] = no_talks
    closed[:, WAYS.index("belarus")] = not _belarusian(world).any()
    return closed


def openings(world: World, state: State) -> Floats:
    """How wide each way stands open, 0–1, [run, way]; what guards a way narrows it.

    Drones and mines look for the area that is covered least.
    """
    d = world.doctrine
    most = (1.0 + 100.0 / d.opportunity_tension) * d.opportunity_presence
    worn = (state.ceasefire_integrity < d.strike_integrity) | at_war(state)
    cold = np.where(state.season == _WINTER, 1.0, d.way_mild_season)
    shot = interception(world, state)
    found = {
        "armed_probe": opportunity(world, state).max(axis=1, initial=0.0) / most,
        "drone": 1.0
        - d.drone_watch
        * _least(saturation(state.air_cover, d.air_cover_scale))
        * _drone_rule(world, state),
        "strike": np.where(worn, 1.0 - _mean(shot), 0.0),
        "sabotage": 1.0 - d.sabotage_guard * state.force_protection / 100.0,
        "cyber": 1.0 - d.cyber_guard * state.force_protection / 100.0,
        "disinformation": 1.0 - state.info_environment / 100.0,
        "energy": cold * (1.0 - state.energy_state / 100.0),
        "mines": state.maritime_access
        / 100.0
        * (1.0 - _least(saturation(state.sea_cover, d.sea_watch_scale))),
        "hostage": _within_reach(world, state),
        "walk_out": 1.0 - state.ru_patience / 100.0,
        "belarus": state.by_tension / 100.0,
    }
    width = np.stack([found[way] for way in WAYS], axis=1)
    return np.asarray(np.clip(width, 0.0, 1.0) * ~impossible(world, state))


def _within_reach(world: World, state: State) -> Floats:
    """How far people of the mission could be seized, 0–1, [run]: observers first, then others."""
    d = world.doctrine
    people = state.coalition_people.astype(np.float64)
    others = d.hostage_others * saturation(people, d.hostage_people)
    lure = np.where(state.observers_deployed != 0, 1.0, others)
    return np.asarray(lure * (1.0 - d.hostage_guard * state.force_protection / 100.0))


def _drone_rule(world: World, state: State) -> Floats:
    """Worth of air cover against drones under the rules that hold, 0–1, [run]."""
    return np.where(may_intercept(state), 1.0, world.doctrine.drone_no_rule)


def expected_gain(world: World, state: State) -> Floats:
    """What each way promises: opening × appetite × worth × what it has learnt, [run, way]."""
    worth = values(world, "way_worth", WAYS)[None]
    wish = state.ru_probe_appetite[:, None] / 100.0
    return np.asarray(openings(world, state) * worth * wish * state.way_value / 50.0)


def expected_cost(world: World, state: State) -> Floats:
    """What Moscow fears each way may cost: a firm answer to what is traced, and sanctions.

    Severity × (resolve as perceived × evidence as far as the way leaves traces, and what further
    sanctions would take from a poor Russia), [run, way].
    """
    d = world.doctrine
    harm = values(world, "way_severity", WAYS)[None]
    trace = values(world, "way_trace", WAYS)[None]
    seen = d.way_seen_anyway + (1.0 - d.way_seen_anyway) * state.attribution_confidence / 100.0
    answer = state.resolve_perception[:, None] / 100.0 * seen[:, None] * trace
    poor = state.sanction_pressure / 100.0 * (1.0 - state.ru_revenue / 100.0)
    return np.asarray(harm * (answer + d.way_sanctions * poor[:, None]))


def way_weights(world: World, state: State) -> Floats:
    """Weight of each way in Moscow's choice, [run, way]: expected gain less expected cost.

    Moscow errs about both, so that a way that hardly pays keeps a small weight; one that is closed
    has none.
    """
    gain = expected_gain(world, state)
    spread = world.doctrine.way_misjudged
    weight = spread * np.logaddexp(0.0, (gain - expected_cost(world, state)) / spread)
    return np.where(gain > 0.0, weight, 0.0)


def patience_weight(world: World, state: State) -> Floats:
    """Weight of doing nothing, [run]: patience, and twice that where time works for Russia."""
    d = world.doctrine
    gains_time = at_war(state) | (state.us_track > d.way_track)
    return np.asarray(
        d.way_wait * state.ru_patience / 100.0 * np.where(gains_time, d.way_time_gain, 1.0)
    )


def choose_ways(world: World, state: State, luck: Luck) -> None:
    """Russia chooses how to test in this turn: some ways, or none while it plays for time.

    Where Russia is played by hand, the orders stand as they were given.
    """
    machine = (state.red_hand == 0)[:, None]
    weights = way_weights(world, state)
    wait = patience_weight(world, state)[:, None]
    numbers = np.arange(len(WAYS))[None]
    picked = np.zeros(weights.shape, dtype=np.bool_)
    for one in range(int(world.doctrine.ways_a_turn)):
        drawn = luck.choice(f"way/{one}", np.concatenate([weights * ~picked, wait], axis=1))
        picked |= drawn[:, None] == numbers
    state.way_chosen = np.where(machine, picked, state.way_chosen)
    # The results of the last turn have been learnt from.
    state.way_result[...] = 0
    state.way_attributed[...] = 0


def guards_of_ways(world: World, state: State) -> Floats:
    """How far each way away from the line is guarded, 0–1, [run, way]."""
    d = world.doctrine
    rule = _drone_rule(world, state)
    found = {
        "drone": _mean(saturation(state.air_cover, d.air_cover_scale)) * rule,
        "cyber": d.cyber_guard * state.force_protection / 100.0,
        "energy": state.ua_air_defence / 100.0,
        "mines": _sea_watch(world, state),
        "hostage": state.force_protection / 100.0,
        "walk_out": state.europe_seat / 100.0,
        "belarus": state.flank_posture / BY_NAME["flank_posture"].high,
    }
    none = np.zeros(state.runs)
    return np.stack([found.get(way, none) for way in WAYS], axis=1)


def go_other_ways(world: World, state: State, luck: Luck) -> None:
    """The ways away from the line come off or are foiled, one contest for each that was chosen.

    A way that comes off moves what it is aimed at by a small step; one that is foiled moves
    nothing but what Moscow learns.
    """
    d = world.doctrine
    left = 1.0 - d.way_guard * guards_of_ways(world, state)
    tried = (state.way_chosen == 1) & _ELSEWHERE[None] & ~impossible(world, state)
    terms: Terms = {"most": d.way_odds, "guards leave, as a factor": left}
    done = luck.contest("way_comes_off", d.way_odds * left, "way", tried, terms)
    came = {way: done[:, i] for i, way in enumerate(WAYS)}
    for i, way in enumerate(WAYS):
        if way in ELSEWHERE:
            record_result(state, way, tried[:, i], came[way])
    state.nato_flank_risk += d.drone_flank * came["drone"] + d.belarus_flank * came["belarus"]
    state.escalation += d.drone_escalation * came["drone"] + d.hostage_heat * came["hostage"]
    state.isr_coverage -= d.cyber_isr * came["cyber"]
    state.logistics_capacity -= d.cyber_logistics * came["cyber"]
    state.energy_state -= d.energy_grid * came["energy"]
    state.energy_price += d.energy_prices * came["energy"]
    state.maritime_access -= d.mines_access * came["mines"]
    state.cohesion -= d.hostage_cohesion * came["hostage"]
    state.attribution_confidence -= d.hostage_evidence * came["hostage"]
    state.ru_patience -= d.walk_out_patience * came["walk_out"]
    state.us_track -= d.walk_out_track * came["walk_out"]
    state.ceasefire_integrity -= d.walk_out_integrity * came["walk_out"]
    state.by_tension += d.belarus_step * came["belarus"]
    state.tension += d.belarus_border * came["belarus"][:, None] * _belarusian(world)[None]
    state.clip("nato_flank_risk", "escalation", "isr_coverage", "logistics_capacity",
               "energy_state", "energy_price", "maritime_access", "cohesion", "ru_patience",
               "attribution_confidence", "us_track", "ceasefire_integrity", "by_tension",
               "tension")  # fmt: skip


def name_culprit(world: World, state: State, luck: Luck) -> None:
    """Tests away from the line are attributed or not, by the evidence and the traces they leave."""
    trace = values(world, "way_trace", WAYS)[None]
    evidence = state.attribution_confidence[:, None] / 100.0
    happened = state.way_result > 0
    # A probe is attributed on the spot, sector by sector.
    away = happened & (np.arange(len(WAYS)) != _PROBE)[None]
    terms: Terms = {"evidence": evidence, "traces, as a factor": trace}
    named = luck.contest("way_attributed", evidence * trace, "way", away, terms)
    probed = ((state.attributed == 1) & (state.probe_stage > 0)).any(axis=1)
    named[:, _PROBE] = probed & happened[:, _PROBE]
    state.way_attributed = named


def learn(world: World, state: State, luck: Luck) -> None:
    """Moscow learns from the last turn: what went unanswered pays, what was answered does not.

    An answer is a political initiative of a lead nation or a party to the guarantee in this turn,
    or a step that was prepared for a probe. Old lessons fade.
    """
    del luck
    d = world.doctrine
    spoke = (state.initiative_turn == state.turn[:, None]) & world.is_lead[None]
    firm = np.repeat(spoke.any(axis=1)[:, None], len(WAYS), axis=1)
    firm[:, _PROBE] |= state.answer_probe > 0
    came, foiled = state.way_result == CAME_OFF, state.way_result == FOILED
    named = state.way_attributed == 1
    lesson = (
        d.learn_unanswered * (came & ~named & ~firm)
        - d.learn_attributed * (came & named)
        - d.learn_answered * (came & firm)
        - d.learn_foiled * foiled
    )
    middle = BY_NAME["way_value"].start
    state.way_value = toward(state.way_value, float(middle), d.learn_fade) + lesson
    state.clip("way_value")


def _mean(values_of: Floats) -> Floats:
    """Mean over the columns, [run]; summed in order so that every run stands alone."""
    return np.asarray(values_of.sum(axis=1) / max(values_of.shape[1], 1))


def _least(values_of: Floats) -> Floats:
    """Least of the columns, [run]; 0 where there are none."""
    return np.asarray(values_of.min(axis=1)) if values_of.shape[1] else np.zeros(len(values_of))


def _sea_watch(world: World, state: State) -> Floats:
    return _mean(saturation(state.sea_cover, world.doctrine.sea_watch_scale))


def _belarusian(world: World) -> Bools:
    return np.array([sector.neighbour == "BY" for sector in world.geography.sectors])
