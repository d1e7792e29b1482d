"""States of older records among today's variables, so that today's measures can read them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tabletop.world.state import State
from tabletop.world.variables import FLAGS

FLAGS_OF_0_1_0 = (
    "cdr_authority",
    "common_fund",
    "de_mandate",
    "de_mandate_light",
    "de_vote_lost",
    "dual_key",
    "east_limit",
    "fr_authorised",
    "fr_vote_lost",
    "fr_vote_risky",
    "integrated_ad",
    "joint_production",
    "lead_nation",
    "mixed_units",
    "nato_c2_asked",
    "p5_format",
    "permanent_structure",
    "pre_deal",
    "roe_common",
    "rotation_delay",
    "secretariat",
    "snapback_ready",
    "unsc_monitors",
    "unsc_tabled",
    "unsc_vetoed",
)
"""The facts of 0.1.0 in their order; later ones were put between them."""
_FLAGS_BEFORE = {len(FLAGS_OF_0_1_0): FLAGS_OF_0_1_0}


def lifted(state: State, sizes: Mapping[str, int]) -> State:
    """Return a state of an older record with arrays as long as ``sizes`` says.

    What the record does not hold has its start value; facts are found by their names.  A state of
    today is returned as it is.  The result is for reading: its digest is not that of the record.
    """
    if not state.is_foreign:
        return state
    arrays = {}
    for var, held in state:
        shape = (state.runs, *(sizes[dim] for dim in var.per))
        made = np.full(shape, var.code(var.start), dtype=var.dtype)
        if var.per == ("flag",) and held.shape[1] in _FLAGS_BEFORE:
            names = list(FLAGS)
            for old, name in enumerate(_FLAGS_BEFORE[held.shape[1]]):
                if name in names:
                    made[:, names.index(name)] = held[:, old]
        else:
            both = tuple(slice(0, min(a, b)) for a, b in zip(held.shape, shape, strict=True))
            made[both] = held[both]
        arrays[var.name] = made
    return State(arrays)
