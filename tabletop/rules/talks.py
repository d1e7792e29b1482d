"""Talks: the American track, Europe's seat, Beijing, Pyongyang and the unity of the Union."""

from __future__ import annotations

import numpy as np

from tabletop.rules.drift import Terms, toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import DEAL_TEXT, FLAGS, TALKS_FORMAT
from tabletop.world.world import World

_P5 = tuple(FLAGS).index("p5_format")
_FIVE = TALKS_FORMAT.index("five_powers")
_ENVOYS = TALKS_FORMAT.index("envoys")
_IMPOSED, _SHARED = DEAL_TEXT.index("imposed"), DEAL_TEXT.index("shared")


def talk(world: World, state: State, luck: Luck) -> None:
    """American talks with Moscow advance; a text that is ready is imposed on Europe, or shared.

    The track runs on American pressure on Kyiv. When it is complete, one contest whose odds are
    Europe's seat says whether the coalition edits the text [seed 000, 002, 004].
    """
    d = world.doctrine
    opened = (state.flag[:, _P5] == 1) & (state.talks_format == _ENVOYS)
    state.talks_format = np.where(opened, _FIVE, state.talks_format)
    pressed = np.maximum(state.us_pressure_on_ua - d.us_pressure_reference, 0.0)
    state.us_track += d.track_pressure * pressed
    state.clip("us_track")
    seat = state.europe_seat / 100.0
    ready = state.us_track >= 100.0
    terms: Terms = {"Europe's seat": seat[:, None]}
    shared = luck.contest("text_shared", seat[:, None], "", ready[:, None], terms)[:, 0]
    imposed = ready & ~shared
    state.deal_text = np.where(shared, _SHARED, np.where(imposed, _IMPOSED, state.deal_text))
    state.us_track = np.where(ready, 0.0, state.us_track)
    state.ru_confidence += d.imposed_confidence * imposed
    state.ua_politics -= d.imposed_politics * imposed
    state.cohesion -= d.imposed_cohesion * imposed
    state.ua_satisfaction -= d.imposed_satisfaction * imposed
    state.legitimacy += d.shared_legitimacy * shared - d.imposed_legitimacy * imposed
    state.clarity += d.shared_clarity * shared
    state.ceasefire_integrity += d.shared_integrity * shared
    state.europe_seat = toward(state.europe_seat, d.seat_reference, d.seat_rate)
    state.clip("ru_confidence", "ua_politics", "cohesion", "ua_satisfaction", "legitimacy",
               "clarity", "ceasefire_integrity", "europe_seat")  # fmt: skip


def follow_powers(world: World, state: State, luck: Luck) -> None:
    """Chinese backing and the Union's unity come to rest; a seat at the table binds Beijing."""
    del luck
    d = world.doctrine
    rest = d.china_reference - d.china_format * (state.talks_format == _FIVE)
    state.cn_stance = toward(state.cn_stance, rest, d.china_rate)
    state.eu_unity = toward(state.eu_unity, d.eu_unity_reference, d.eu_unity_rate)
    state.clip("cn_stance", "eu_unity")
