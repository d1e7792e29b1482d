"""A study told: Markdown with its tables, a tornado as SVG, and the numbers as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import numpy as np

from tabletop.analysis.sensitivity.postures import OVERALL, SCALED, goodness
from tabletop.analysis.sensitivity.study import Study, measure_moved_most
from tabletop.rules.measures import MEASURES

WIDE, ROW, LABEL = 900, 26, 300
_LOW, _HIGH = "#0072b2", "#d55e00"  # Okabe and Ito's blue and vermilion


def account(study: Study, title: str) -> str:
    """Tell a study as Markdown."""
    lines = [*_head(study, title), *_postures(study), *_tornado_table(study), *_flips(study),
             *_indices(study), *_weights(study)]  # fmt: skip
    return "\n".join(lines) + "\n"


def _head(study: Study, title: str) -> Iterator[str]:
    yield f"# Which assumptions matter in “{title}”"
    yield ""
    yield (
        f"{len(study.factors):,} doctrine entries were swept over their plausible ranges: a Latin "
        f"hypercube of {study.points} points, each played under {len(study.policies)} postures in "
        f"{study.runs} worlds of {study.turns} turns (the same everywhere, seed {study.seed}). "
        f"{int(study.clear.any(axis=(1, 2)).sum())} entries move some measure beyond chance "
        "(Spearman's rank correlation, Holm's correction)."
    )
    yield ""
    yield "**Not a prediction.** Ranges are judgements themselves; see the register of assumptions."
    yield ""


def _postures(study: Study) -> Iterator[str]:
    overall = goodness(study.base).mean(axis=1)
    yield "## Postures at the base values"
    yield ""
    rows = [(policy, f"{overall[p]:.1f}") for p, policy in enumerate(study.policies)]
    yield from _table(("posture", "overall (mean of all measures, more is better)"), rows)
    yield (
        f"In {100 * study.unsettled:.0f} % of the points of the hypercube another posture comes "
        "first overall than at the base values."
    )
    yield ""


def _tornado_table(study: Study) -> Iterator[str]:
    yield "## The assumptions that move most"
    yield ""
    yield "Each alone at the low and the high end of its range; the measure that it moves most."
    yield ""
    rows = []
    for number, factor in enumerate(study.leading):
        one, measure = study.factors[factor], measure_moved_most(study, number)
        column = list(MEASURES).index(measure)
        swings = study.swing[number, :, :, column]
        policy = int(np.abs(swings).max(axis=0).argmax())
        rows.append((
            f"`{one.name}`", f"{one.low:g} – {one.base:g} – {one.high:g}", MEASURES[measure].title,
            study.policies[policy], f"{swings[0, policy]:+.1f}", f"{swings[1, policy]:+.1f}",
        ))  # fmt: skip
    yield from _table(
        ("entry", "low – value – high", "measure", "posture", "at low", "at high"), rows
    )


def _flips(study: Study) -> Iterator[str]:
    yield "## What turns the ranking of postures round"
    yield ""
    if len(study.policies) < 2:
        yield "Only one posture was played."
        yield ""
        return
    if not study.flips:
        yield "None of the leading assumptions does so alone, overall or on any measure."
        yield ""
        return
    rows = [
        ("overall" if flip.by == OVERALL else MEASURES[flip.by].title, f"`{flip.factor}`",
         f"{flip.value:g}", study.policies[flip.before], study.policies[flip.after])
        for flip in study.flips
    ]  # fmt: skip
    yield from _table(("by", "entry", "at", "first at base", "first there"), rows)


def _indices(study: Study) -> Iterator[str]:
    yield "## Shares of the variance"
    yield ""
    yield (
        "Sobol's first-order and total indices of the overall goodness, over the leading entries "
        "together, with bootstrap 95 % intervals. Small samples make wide intervals."
    )
    yield ""
    rows = []
    for what, found in study.indices:
        for number, factor in enumerate(study.indexed):
            (a, b), (c, d) = found.first_interval[:, number], found.total_interval[:, number]
            rows.append((
                what, f"`{study.factors[factor].name}`",
                f"{found.first[number]:.2f} ({a:.2f} to {b:.2f})",
                f"{found.total[number]:.2f} ({c:.2f} to {d:.2f})",
            ))  # fmt: skip
    yield from _table(("of", "entry", "first-order", "total"), rows)


def _weights(study: Study) -> Iterator[str]:
    if len(study.policies) < 2:
        return
    yield "## Weights of the measures"
    yield ""
    yield (
        "Share of all ways to weigh the measures in which each posture comes first at the base "
        "values, and the measures that weigh most there (in multiples of their usual weight)."
    )
    yield ""
    rows = []
    for p, policy in enumerate(study.policies):
        pull = study.weighing.pull[:, p]
        some = study.weighing.share[p] > 0.0
        top = np.argsort(-pull, kind="stable")[:3].tolist() if some else []
        named = ", ".join(f"{MEASURES[SCALED[i]].title} {pull[i]:.1f} ×" for i in top)
        rows.append((policy, f"{100 * study.weighing.share[p]:.0f} %", named or "–"))
    yield from _table(("posture", "first in", "where these weigh more"), rows)


def tornado(study: Study, measure: str, policy: int) -> str:
    """Draw what each leading entry does to a measure under a posture, as SVG."""
    column = list(MEASURES).index(measure)
    swings = study.swing[:, :, policy, column]
    order = np.argsort(-np.abs(swings).max(axis=1), kind="stable")
    reach = max(1e-9, float(np.abs(swings).max(initial=0.0)))
    high = 70 + ROW * len(order)
    middle, half = LABEL + (WIDE - LABEL) / 2, (WIDE - LABEL) / 2 - 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" '
        f'viewBox="0 0 {WIDE} {high}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDE}" height="{high}" fill="#ffffff"/>',
        f'<text x="10" y="24" font-size="16">{escape(MEASURES[measure].title)}, '
        f"{escape(study.policies[policy])}: change in points</text>",
        '<text x="10" y="44" fill="#555555">blue, filled: low end; '
        "orange, hatched: high end</text>",
        '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{_HIGH}"/>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#ffffff" stroke-width="2"/></pattern></defs>',
    ]
    for place, number in enumerate(order):
        y = 58 + ROW * place
        name = study.factors[study.leading[int(number)]].name
        parts.append(f'<text x="{LABEL - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        for end, fill in ((0, _LOW), (1, "url(#h)")):
            value = float(swings[number, end])
            x, w = sorted((middle, middle + half * value / reach)), abs(half * value / reach)
            bar = y + 2 + end * 10
            parts.append(
                f'<rect x="{x[0]:.1f}" y="{bar}" width="{w:.1f}" height="9" fill="{fill}"/>'
            )
            at = (x[1] + 4, "start") if value >= 0 else (x[0] - 4, "end")
            parts.append(f'<text x="{at[0]:.1f}" y="{bar + 9}" font-size="10" '
                         f'text-anchor="{at[1]}">{value:+.1f}</text>')  # fmt: skip
    parts.append(f'<line x1="{middle}" y1="52" x2="{middle}" y2="{high - 8}" stroke="#000000"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def screening_csv(study: Study) -> str:
    """Return every rank correlation of the screening as CSV, a row for each entry and posture."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(["entry", "base", "low", "high", "posture", *MEASURES])
    for f, factor in enumerate(study.factors):
        for p, policy in enumerate(study.policies):
            writer.writerow([factor.name, factor.base, factor.low, factor.high, policy,
                             *(f"{rho:.4f}" for rho in study.screened[f, p])])  # fmt: skip
    return held.getvalue()


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join(["---"] * len(head)) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""
