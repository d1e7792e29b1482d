"""Attribution: who did it, and what follows when it can or cannot be said."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import saturation, toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]


def attribution_odds(world: World, state: State) -> tuple[Floats, dict[str, Floats]]:
    """Chance that an incident in each sector is attributed, [run, sector], and its terms.

    Rises with monitoring on the spot, with surveillance and with the quality of evidence; deniable
    incidents take a fixed part away.  Below an ISR coverage of 40 attribution is unreliable
    [seed 001].
    """
    d = world.doctrine
    ambiguity = np.where(state.probe_stage > 0, d.ambiguity_probe, d.ambiguity_shelling)
    dark = np.maximum(d.isr_reliable - state.isr_coverage, 0.0) / 100.0
    terms = {
        "base": np.full_like(state.monitoring, d.attribution_base),
        "monitoring": d.attribution_monitoring * saturation(state.monitoring, d.monitoring_scale),
        "surveillance": _wide(d.attribution_isr * state.isr_coverage / 100.0, state),
        "evidence": _wide(d.attribution_evidence * state.attribution_confidence / 100.0, state),
        "ambiguity": -ambiguity,
        "surveillance gap": _wide(-d.attribution_dark * dark, state),
    }
    total = np.zeros_like(state.monitoring)
    for value in terms.values():
        total = total + value
    return np.clip(total, 0.0, 1.0), terms


def _wide(value: Floats, state: State) -> Floats:
    return np.repeat(value[:, None], state.monitoring.shape[1], axis=1)


def error_odds(world: World, state: State) -> tuple[Floats, dict[str, Floats]]:
    """Chance that an attribution made in public is wrong, [run, sector], and its terms.

    Doubtful evidence and a gap in surveillance make errors more likely, monitoring less.
    """
    d = world.doctrine
    dark = np.maximum(d.isr_reliable - state.isr_coverage, 0.0) / 100.0
    seen = saturation(state.monitoring, d.monitoring_scale)
    terms = {
        "doubtful evidence": _wide(
            d.wrong_evidence * (1.0 - state.attribution_confidence / 100.0), state
        ),
        "surveillance gap": _wide(d.wrong_dark * dark, state),
        "monitoring": -d.wrong_monitoring * seen,
    }
    total = np.zeros_like(state.monitoring)
    for value in terms.values():
        total = total + value
    return np.clip(total, 0.0, 1.0), terms


def attribute(world: World, state: State, luck: Luck) -> None:
    """Probes and heavy breaches are attributed in public, or not; an attribution may be wrong.

    An attributed incident lowers the wish to test and shows resolve; an unattributed one invites
    the next (seed 003: probing feeds on doubt).  A wrong one invites it too, and costs trust and
    acceptance when that comes out.
    """
    d = world.doctrine
    serious = (state.probe_stage > 0) | (state.violations >= d.attribution_threshold)
    odds, terms = attribution_odds(world, state)
    named = luck.contest("attributed", odds, "sector", serious, terms)
    chance, why = error_odds(world, state)
    wrong = luck.contest("misattributed", chance, "sector", named, why)
    state.attributed = named
    state.misattributed = wrong
    yes = np.minimum((named & ~wrong).sum(axis=1), d.attribution_most)
    no = np.minimum((serious & ~(named & ~wrong)).sum(axis=1), d.attribution_most)
    blunders = np.minimum(wrong.sum(axis=1), d.attribution_most)
    state.legitimacy -= d.wrong_legitimacy * blunders
    state.info_environment -= d.wrong_info * blunders
    state.ru_probe_appetite += d.unattributed_appetite * no - d.attributed_appetite * yes
    state.resolve_perception += d.attributed_resolve * yes - d.unattributed_resolve * no
    state.info_environment += d.attributed_info * yes - d.unattributed_info * no
    state.clip("ru_probe_appetite", "resolve_perception", "info_environment", "legitimacy")


def gather_evidence(world: World, state: State, luck: Luck) -> None:
    """The quality of evidence follows monitoring along the line and surveillance."""
    d = world.doctrine
    line = world.geography.sector_on_line
    watched = saturation(state.monitoring, d.monitoring_scale) * line[None]
    eyes = watched.sum(axis=1) / max(int(line.sum()), 1)
    target = (
        d.evidence_base + d.evidence_monitoring * eyes + d.evidence_isr * state.isr_coverage / 100.0
    )
    state.attribution_confidence = toward(state.attribution_confidence, target, d.evidence_rate)
    state.clip("attribution_confidence")
