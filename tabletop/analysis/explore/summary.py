"""A written summary of an exploration that a paper can cite: Markdown, figures with their error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from tabletop.analysis.explore.results import ResultSet, Share
from tabletop.rules.measures import MEASURES

NOT_A_PREDICTION = (
    "**Not a prediction.** These are worlds of a coarse model whose numbers are mostly judgements. "
    "Odds say how often something happened in the model, not how likely it is."
)
GIVEN_BY = 5
"""Turns within which a condition must have come, where the caller names no other number."""


def summary(result: ResultSet, given: Sequence[tuple[str, str, int]] = ()) -> str:
    """Write the summary; ``given`` lists (event, condition, turns) for conditional odds."""
    return "\n".join([*_head(result), *_measures(result), *_odds(result),
                      *_given(result, given or _usual(result)), *_standing(result),
                      *_regret(result), *_foot(result)]) + "\n"  # fmt: skip


def _head(result: ResultSet) -> Iterator[str]:
    plan, scenario = result.plan, result.plan.spec["scenario"]
    yield f"# Exploration of “{scenario['title']}”"
    yield ""
    yield f"*{scenario.get('marking', 'EXERCISE')}*"
    yield ""
    yield (
        f"{plan.runs:,} worlds × {plan.turns} turns of {scenario['turn_days']} days in each of "
        f"{len(plan.cells)} {'cell' if len(plan.cells) == 1 else 'cells'}; world numbers "
        f"{plan.first} to {plan.first + plan.runs - 1} of seed {plan.seed}. A world has the same "
        "luck in every cell."
    )
    yield ""
    yield NOT_A_PREDICTION
    yield ""
    rows = []
    for number, cell in enumerate(plan.cells):
        changed = {**cell.variation.doctrine, **cell.variation.initial}
        what = ", ".join(f"`{name}` = {value}" for name, value in changed.items())
        rows.append((str(number), cell.policy, cell.variation.name, what or "nothing"))
    yield from _table(("cell", "policy", "variation", "changed"), rows)


def _measures(result: ResultSet) -> Iterator[str]:
    yield "## Measures after the last turn"
    yield ""
    yield "Median, and the range that holds nine worlds of ten (5 % to 95 %)."
    yield ""
    rows = []
    for name, measure in MEASURES.items():
        low, middle, high = result.quantiles(name)[:, :, -1]
        cells = [f"{m:.0f} ({a:.0f} to {b:.0f})" for a, m, b in zip(low, middle, high, strict=True)]
        rows.append((measure.title, measure.better, *cells))
    yield from _table(("measure", "better", *_titles(result)), rows)


def _odds(result: ResultSet) -> Iterator[str]:
    yield "## How often"
    yield ""
    yield "Share of worlds in which it came at least once, with Wilson's 95 % interval."
    yield ""
    cells = range(result.shape[0])
    rows = [(e, *(_share(result.odds(cell, e)) for cell in cells)) for e in result.events]
    yield from _table(("event", *_titles(result)), rows)
    if result.conditions:
        yield "## Success and failure"
        yield ""
        yield "Share of worlds in which the scenario's condition holds after the last turn."
        yield ""
        rows = [(c, *(_share(result.odds_at_end(cell, c)) for cell in cells))
                for c in result.conditions]  # fmt: skip
        yield from _table(("condition", *_titles(result)), rows)


def _usual(result: ResultSet) -> list[tuple[str, str, int]]:
    """Ask what a withdrawal of America changes, where the plan watches for it."""
    watched = set(result.events)
    by = min(GIVEN_BY, result.plan.turns)
    return [("breach", "us_withdraws", by)] if {"breach", "us_withdraws"} <= watched else []


def _given(result: ResultSet, asked: Sequence[tuple[str, str, int]]) -> Iterator[str]:
    if not asked:
        return
    yield "## Conditional odds"
    yield ""
    yield (
        "A difference between worlds with and without a condition need not be its effect: worlds "
        "that met it may have differed before."
    )
    yield ""
    cells = range(result.shape[0])
    rows = []
    for event, given, by in asked:
        for absent in (False, True):
            words = f"{event}, {'no ' if absent else ''}{given} within {by} turns"
            shares = [result.odds_given(cell, event, given, by, absent) for cell in cells]
            rows.append((words, *map(_share, shares)))
    yield from _table(("odds of …, given …", *_titles(result)), rows)


def _standing(result: ResultSet) -> Iterator[str]:
    event = "breach" if "breach" in result.events else result.events[0]
    yield f"## Time to the first {event}"
    yield ""
    yield "Share of worlds still without it after each turn (Kaplan and Meier), 95 % interval."
    yield ""
    curves = [result.standing(cell, event) for cell in range(result.shape[0])]
    rows = [
        (str(turn + 1), *(f"{100 * s[turn]:.0f} % ({100 * a[turn]:.0f} to {100 * b[turn]:.0f})"
                          for s, a, b in curves))
        for turn in range(result.plan.turns)
    ]  # fmt: skip
    yield from _table(("turn", *_titles(result)), rows)


def _regret(result: ResultSet) -> Iterator[str]:
    if result.shape[0] < 2:
        return
    yield "## Regret"
    yield ""
    yield (
        "How much worse a cell did than the best cell of the same world, in points of the measure: "
        "mean, and what nineteen worlds of twenty stay below."
    )
    yield ""
    rows = []
    for name, measure in MEASURES.items():
        regret = result.regret(name)
        high = np.quantile(regret, 0.95, axis=1)
        cells = [f"{m:.1f} ({h:.1f})" for m, h in zip(regret.mean(axis=1), high, strict=True)]
        rows.append((measure.title, *cells))
    yield from _table(("measure", *_titles(result)), rows)


def _foot(result: ResultSet) -> Iterator[str]:
    plan = result.plan
    yield "## To repeat this"
    yield ""
    yield f"- Plan `{plan.digest}`, software {plan.software}, seed {plan.seed}."
    yield f"- Rows: `{result.path.name}`, one for each world and turn; the plan is inside."
    yield "- `tabletop world FILE.parquet --cell C --run N --out FILE.ttx` opens any world as a"
    yield "  session, the same to the last bit."


def _titles(result: ResultSet) -> list[str]:
    return [f"{number}: {cell.title}" for number, cell in enumerate(result.plan.cells)]


def _share(share: Share) -> str:
    if not share.trials:
        return "no such world"
    low, high = share.interval
    return f"{100 * share.odds:.1f} % ({100 * low:.1f} to {100 * high:.1f}; n = {share.trials:,})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(_cell(one) for one in head) + " |"
    yield "| " + " | ".join(["---"] * len(head)) + " |"
    for row in rows:
        yield "| " + " | ".join(_cell(one) for one in row) + " |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
