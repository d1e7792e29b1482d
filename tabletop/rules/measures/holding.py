"""Measures of the coalition: cohesion, sustainability, legitimacy, support at home, money."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tabletop.rules.america import arms_cost
from tabletop.rules.drift import values
from tabletop.rules.flank import flank_cost
from tabletop.rules.measures.measure import INDEX, MONEY, Floats, Measure, Parts, TermSpec
from tabletop.rules.measures.survey import HIGHEST, Survey, domain_mask, share_of
from tabletop.rules.membership import allied
from tabletop.rules.sustainment import cost_of, enabler_cost, standing_cost
from tabletop.rules.tally import tally
from tabletop.world.actors import CAVEATS
from tabletop.world.variables import FLAGS, MANDATE

_FORCES = ("status",)
_OBSERVERS = tuple(FLAGS).index("unsc_monitors")
_BLOCKING = tuple(
    tuple(CAVEATS).index(name)
    for name in (
        "no_ground_in_ukraine", "un_mandate_required", "us_backstop_required", "rear_only",
        "no_combat", "no_observer_line", "small_footprint", "no_armed_forces", "neutrality",
        "transit_of_arms_refused",
    )
)  # fmt: skip
_PER_CONTRIBUTORS = 10.0
_DOMAINS = ("land", "air", "sea")


def cohesion(s: Survey, w: Mapping[str, float]) -> Parts:
    """Mean willingness of the contributors and unity, less spread and blocking caveats."""
    state = s.state
    weight = s.contributors * s.influence
    whole = weight.sum(axis=1)
    mean = share_of((weight * state.willingness).sum(axis=1), whole)
    apart = (state.willingness - mean[:, None]) ** 2
    spread = np.sqrt(share_of((weight * apart).sum(axis=1), whole))
    held = state.caveat[:, :, _BLOCKING].sum(axis=2)
    caveats = (held * s.contributors).sum(axis=1) * _PER_CONTRIBUTORS
    caveats = caveats / np.maximum(s.contributors.sum(axis=1), 1)
    return (
        (mean, w["willingness"] * mean),
        (state.cohesion, w["unity"] * state.cohesion),
        (spread, -w["spread"] * spread),
        (caveats, -w["caveats"] * caveats),
    )


def sustainability(s: Survey, w: Mapping[str, float]) -> Parts:
    """The weakest of relief, money, supplies and lift; each loses what it takes from the rest."""
    d, state = s.doctrine, s.state
    funded = np.where(
        state.money_needed > 0.0, state.money_paid / np.maximum(state.money_needed, 1.0), 1.0
    )
    ratios = (
        w["relief"] * state.sustain_ratio,
        w["money"] * funded,
        w["supplies"] * state.supply_stock / d.score_sustain_stock_days,
        w["lift"] * state.logistics_capacity / d.score_lift_full,
    )
    left = s.spread(HIGHEST)
    parts: list[tuple[Floats, Floats]] = [(s.spread(1.0), w["full"] * left)]
    for ratio in ratios:
        weakest = np.minimum(left, HIGHEST * ratio)
        parts.append((ratio, weakest - left))
        left = weakest
    return tuple(parts)


def legitimacy(s: Survey, w: Mapping[str, float]) -> Parts:
    """Acceptance as felt and the legal basis, Kyiv's consent, UN observers, less harm done."""
    state = s.state
    basis = values(s.world, "mandate_legitimacy", MANDATE)[state.mandate]
    observers = s.spread(state.flag[:, _OBSERVERS])
    return (
        (state.legitimacy, w["standing"] * state.legitimacy),
        (basis, w["mandate"] * basis),
        (s.spread(state.ua_consent), w["consent"] * state.ua_consent),
        (observers, w["observers"] * observers),
        (state.civilian_harm, -w["harm"] * state.civilian_harm),
    )


def domestic_support(s: Survey, w: Mapping[str, float]) -> Parts:
    """Mean support at home, weighted by each actor's share of the people sent.

    Where nobody has been sent yet, by the contributors' influence.
    """
    state, world = s.state, s.world
    people = tally(
        state.runs, world.force_actor, s.standing * world.force_people, len(world.actors)
    )
    people = people * allied(state)
    sent = people.sum(axis=1)
    weight = np.where(sent[:, None] > 0.0, people, s.contributors * s.influence)
    whole = weight.sum(axis=1)
    of_all = weight * state.domestic_support
    leads = (of_all * world.is_lead).sum(axis=1)
    others = (of_all * ~world.is_lead).sum(axis=1)
    of_leads = share_of(leads, (weight * world.is_lead).sum(axis=1))
    of_others = share_of(others, (weight * ~world.is_lead).sum(axis=1))
    return (
        (of_leads, w["leads"] * share_of(leads, whole)),
        (of_others, w["others"] * share_of(others, whole)),
    )


def cost(s: Survey, w: Mapping[str, float]) -> Parts:
    """What the mission costs a month: forces by domain, enablers, and what events have added."""
    world, state = s.world, s.state
    spent = cost_of(state, world)
    parts: list[tuple[Floats, Floats]] = []
    for name in _DOMAINS:
        amount = (spent * domain_mask(world, name)).sum(axis=1)
        parts.append((amount, w[name] * amount))
    other = (spent * ~domain_mask(world, *_DOMAINS)).sum(axis=1)
    enablers = enabler_cost(world, state)
    standing = standing_cost(world, state)
    arms, flank = arms_cost(world, state), flank_cost(world, state)
    return (
        *parts,
        (other, w["other"] * other),
        (enablers, w["enablers"] * enablers),
        (arms, w["arms"] * arms),
        (flank, w["flank"] * flank),
        (standing, w["standing"] * standing),
        (state.extra_cost, w["events"] * state.extra_cost),
    )


HOLDING = (
    Measure(
        "cohesion", "Cohesion", "Whether the coalition wants the same thing.", INDEX, "high",
        (
            TermSpec("willingness", "Contributors' mean willingness", ("willingness",),
                     "score_cohesion_willingness"),
            TermSpec("unity", "Unity", ("cohesion",), "score_cohesion_unity"),
            TermSpec("spread", "Spread of willingness", ("willingness",), "score_cohesion_spread"),
            TermSpec("caveats", "Blocking caveats per ten contributors", ("caveat", "willingness"),
                     "score_cohesion_caveat"),
        ),
        cohesion,
    ),
    Measure(
        "sustainability", "Sustainability", "Whether the mission can be kept up for years.",
        INDEX, "high",
        (
            TermSpec("full", "Everything there", ()),
            TermSpec("relief", "Units for relief", ("sustain_ratio",)),
            TermSpec("money", "Money paid of money needed", ("money_paid", "money_needed")),
            TermSpec("supplies", "Supplies in theatre", ("supply_stock",)),
            TermSpec("lift", "Logistic throughput", ("logistics_capacity",)),
        ),
        sustainability,
    ),
    Measure(
        "legitimacy", "Legitimacy", "Mandate, consent and acceptance.", INDEX, "high",
        (
            TermSpec("standing", "Acceptance", ("legitimacy",), "score_legitimacy_standing"),
            TermSpec("mandate", "Legal basis", ("mandate",), "score_legitimacy_mandate"),
            TermSpec("consent", "Kyiv's consent", ("ua_consent",), "score_legitimacy_consent"),
            TermSpec("observers", "UN observers", ("flag",), "score_legitimacy_observers"),
            TermSpec("harm", "Harm to civilians", ("civilian_harm",), "score_legitimacy_harm"),
        ),
        legitimacy,
    ),
    Measure(
        "domestic_support", "Domestic support", "Support at home of those who send people.",
        INDEX, "high",
        (
            TermSpec("leads", "Lead nations", ("domestic_support", *_FORCES)),
            TermSpec("others", "Other contributors", ("domestic_support", *_FORCES)),
        ),
        domestic_support,
    ),
    Measure(
        "cost", "Money", "What the mission costs.", MONEY, "low",
        (
            TermSpec("land", "Land forces", _FORCES),
            TermSpec("air", "Air forces", _FORCES),
            TermSpec("sea", "Naval forces", _FORCES),
            TermSpec("other", "Staffs, training and packages", _FORCES),
            TermSpec("enablers", "European build-up of enablers", ("eu_investment",)),
            TermSpec("arms", "American arms and support", ("us_arms", "flag")),
            TermSpec("flank", "Backfill and the flank", ("flank_backfill", "flank_posture")),
            TermSpec("standing", "Short notice and long plans",
                     ("reserve_notice", "coalition_brigades", "plan_horizon")),
            TermSpec("events", "What events have added", ("extra_cost",)),
        ),
        cost,
    ),
)  # fmt: skip
"""The measures of the coalition."""
