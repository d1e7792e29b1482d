"""What the window on sensitivity shows: swings of assumptions, and the tables of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabletop.ui.assumptions_model import number_words
from tabletop.ui.sensitivity_bars import Swing

if TYPE_CHECKING:
    from tabletop.analysis.sensitivity.study import Study


def swings(study: Study, measure: str, policy: int) -> list[Swing]:
    """List what each leading assumption does to a measure under a posture, the strongest first."""
    import numpy as np

    from tabletop.analysis.sensitivity.postures import OVERALL, goodness
    from tabletop.rules.measures import MEASURES

    if measure == OVERALL:
        base = study.base[policy]
        found = goodness(base + study.swing[:, :, policy]).mean(axis=2) - goodness(base).mean()
    else:
        found = study.swing[:, :, policy, list(MEASURES).index(measure)]
    order = np.argsort(-np.abs(found).max(axis=1), kind="stable").tolist()
    rows = []
    for at in order:
        one = study.factors[study.leading[at]]
        name = one.name.replace("_", " ")
        ends = f"{number_words(one.low)} – {number_words(one.base)} – {number_words(one.high)}"
        rows.append(Swing(one.name, name[:1].upper() + name[1:], float(found[at, 0]),
                          float(found[at, 1]), ends))  # fmt: skip
    return rows
