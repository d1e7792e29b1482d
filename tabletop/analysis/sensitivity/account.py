"""A study told: Markdown with its tables, a tornado as SVG, and the numbers as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tabletop.analysis.sensitivity.postures import OVERALL, SCALED, goodness
from tabletop.analysis.sensitivity.study import Study, measure_moved_most
from tabletop.analysis.tornado import Bar, Drawing, Row, draw_tornado
from tabletop.rules.measures import MEASURES

LEGEND = "filled: low end of its range; outlined: high end"
NOT_A_PREDICTION = "Not a prediction."
RANGES = "Ranges are judgements themselves; see the register of assumptions."


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the account: what it is about, its table, and what follows from it.

    A column called ``entry`` holds names of doctrine entries.
    """

    title: str
    says: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: str = ""


def account(study: Study, title: str) -> str:
    """Tell a study as Markdown."""
    lines = [f"# Which assumptions matter in “{title}”", "", method(study), "",
             f"**{NOT_A_PREDICTION}** {RANGES}", ""]  # fmt: skip
    for one in sections(study):
        lines += [f"## {one.title}", "", *((one.says, "") if one.says else ())]
        if one.head:
            lines += _table(one.head, one.rows)
        lines += (one.after, "") if one.after else ()
    return "\n".join(lines).rstrip() + "\n"


def method(study: Study) -> str:
    """Say how the study was made."""
    return (
        f"{len(study.factors):,} doctrine entries were swept over their plausible ranges: a Latin "
        f"hypercube of {study.points} points, each played under {len(study.policies)} postures in "
        f"{study.runs} worlds of {study.turns} turns (the same everywhere, seed {study.seed}). "
        f"{int(study.clear.any(axis=(1, 2)).sum())} entries move some measure beyond chance "
        "(Spearman's rank correlation, Holm's correction)."
    )


def sections(study: Study) -> Iterator[Section]:
    """Yield what a study says, part by part."""
    yield _postures(study)
    yield _leading(study)
    yield _flips(study)
    yield _indices(study)
    if len(study.policies) > 1:
        yield _weights(study)


def posture_name(policy: str) -> str:
    """Return the name of a posture; of one read from a file, without the folders it lies in."""
    return Path(policy).name


def _postures(study: Study) -> Section:
    overall = goodness(study.base).mean(axis=1)
    rows = tuple((posture_name(one), f"{overall[p]:.1f}") for p, one in enumerate(study.policies))
    return Section(
        "Postures at the base values", "",
        ("posture", "overall (mean of all measures, more is better)"), rows,
        f"In {100 * study.unsettled:.0f} % of the points of the hypercube another posture comes "
        "first overall than at the base values.",
    )  # fmt: skip


def _leading(study: Study) -> Section:
    rows = []
    for number, factor in enumerate(study.leading):
        one, measure = study.factors[factor], measure_moved_most(study, number)
        column = list(MEASURES).index(measure)
        swings = study.swing[number, :, :, column]
        policy = int(np.abs(swings).max(axis=0).argmax())
        rows.append((
            one.name, f"{one.low:g} – {one.base:g} – {one.high:g}", MEASURES[measure].title,
            posture_name(study.policies[policy]), f"{swings[0, policy]:+z.1f}",
            f"{swings[1, policy]:+z.1f}",
        ))  # fmt: skip
    return Section(
        "The assumptions that move most",
        "Each alone at the low and the high end of its range; the measure that it moves most.",
        ("entry", "low – value – high", "measure", "posture", "at low", "at high"), tuple(rows),
    )  # fmt: skip


def _flips(study: Study) -> Section:
    title = "What turns the ranking of postures round"
    if len(study.policies) < 2:
        return Section(title, "Only one posture was played.")
    if not study.flips:
        return Section(title, "None of the leading assumptions does so alone, overall or on any "
                       "measure.")  # fmt: skip
    rows = tuple(
        ("overall" if flip.by == OVERALL else MEASURES[flip.by].title, flip.factor,
         f"{flip.value:g}", posture_name(study.policies[flip.before]),
         posture_name(study.policies[flip.after]))
        for flip in study.flips
    )  # fmt: skip
    return Section(title, "", ("by", "entry", "at", "first at base", "first there"), rows)


def _indices(study: Study) -> Section:
    rows = []
    for what, found in study.indices:
        named = " less ".join(posture_name(one) for one in what.split(" less "))
        for number, factor in enumerate(study.indexed):
            (a, b), (c, d) = found.first_interval[:, number], found.total_interval[:, number]
            rows.append((
                named, study.factors[factor].name,
                f"{found.first[number]:z.2f} ({a:z.2f} to {b:z.2f})",
                f"{found.total[number]:z.2f} ({c:z.2f} to {d:z.2f})",
            ))  # fmt: skip
    return Section(
        "Shares of the variance",
        "Sobol's first-order and total indices of the overall goodness, over the leading entries "
        "together, with bootstrap 95 % intervals. Small samples make wide intervals.",
        ("of", "entry", "first-order", "total"), tuple(rows),
    )  # fmt: skip


def _weights(study: Study) -> Section:
    rows = []
    for p, policy in enumerate(study.policies):
        pull = study.weighing.pull[:, p]
        some = study.weighing.share[p] > 0.0
        top = np.argsort(-pull, kind="stable")[:3].tolist() if some else []
        named = ", ".join(f"{MEASURES[SCALED[i]].title} {pull[i]:.1f} ×" for i in top)
        rows.append((posture_name(policy), f"{100 * study.weighing.share[p]:.0f} %", named or "–"))
    return Section(
        "Weights of the measures",
        "Share of all ways to weigh the measures in which each posture comes first at the base "
        "values, and the measures that weigh most there (in multiples of their usual weight).",
        ("posture", "first in", "where these weigh more"), tuple(rows),
    )  # fmt: skip


def tornado(study: Study, measure: str, policy: int) -> Drawing:
    """Draw what each leading entry does under a posture: to a measure, or overall."""
    if measure == OVERALL:
        base = study.base[policy]
        swings = goodness(base + study.swing[:, :, policy]).mean(axis=2) - goodness(base).mean()
        of = "Mean of all measures, more is better"
    else:
        swings = study.swing[:, :, policy, list(MEASURES).index(measure)]
        of = MEASURES[measure].title
    order = np.argsort(-np.abs(swings).max(axis=1), kind="stable")
    rows = [
        Row(study.factors[study.leading[i]].name.replace("_", " "),
            (Bar(float(swings[i, 0])), Bar(float(swings[i, 1]), outlined=True)))
        for i in order.tolist()
    ]  # fmt: skip
    title = f"{of}, {posture_name(study.policies[policy])}: change in points"
    return draw_tornado(rows, title=title, legend=LEGEND)


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
        marked = (f"`{word}`" if name == "entry" else word
                  for name, word in zip(head, row, strict=True))  # fmt: skip
        yield "| " + " | ".join(marked) + " |"
    yield ""
