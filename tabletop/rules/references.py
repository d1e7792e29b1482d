"""References: how conditions and effects name a variable, such as ``tension[kupiansk]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tabletop.world.variables import BY_NAME, Var

Names = Mapping[str, Mapping[str, int] | Sequence[str]]
"""Names along every dimension: name to number (``World.index``) or in order (``World.names``)."""

TARGET = "$target"
"""Stands for whatever an inject was aimed at when it was delivered."""

AIMED = -2
"""Number that stands for ``$target`` in a :class:`Reference`."""

MADE_BY_RULES = frozenset(
    {
        "turn", "season", "presence", "denial", "monitoring", "air_cover", "sea_cover",
        "coalition_brigades", "coalition_people", "observers_deployed", "sustain_ratio", "status",
        "at", "bound_for", "ready_turn", "arrival_turn", "inject_status", "inject_turn",
        "inject_due", "inject_option", "inject_target", "inject_count", "perceived_pressure",
        "pressure_error", "casualties_recent", "casualties_before", "casualties_last",
        "ru_acceptance", "autonomy_index", "warning_days",
        "money_needed", "money_paid", "training_throughput", "asset_money", "burden",
        "burden_gap", "ru_delay", "link_booked", "probe_stage", "attributed",
        "misattributed", "sabotage",
        "pillar_gap", "standby_brigades", "turns_waiting", "last_summit",
    }
)  # fmt: skip
"""Variables that the rules work out or keep books in; content may read but not write them."""


class ReferenceFault(ValueError):
    """A reference does not fit; ``part`` counts the word at fault: 0 the name, then the indexes."""

    def __init__(self, message: str, part: int = 0) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable and the numbers along its first dimensions; the rest is left open."""

    var: Var
    index: tuple[int, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Dimensions that no index was given for."""
        return self.var.per[len(self.index) :]


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean '…'?`` with the choice most like ``word``, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), list(choices), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def number_of(word: str, dimension: str, names: Names) -> int | None:
    """Return the number of ``word`` along ``dimension``, or ``None``."""
    known = names[dimension]
    if isinstance(known, Mapping):
        return known.get(word)
    return known.index(word) if word in known else None


def refer(name: str, words: Sequence[str], names: Names, aimed_at: str | None = None) -> Reference:
    """Look up ``name[word, …]``.

    ``aimed_at`` is the dimension that ``$target`` belongs to ("" where there is no target);
    ``None`` lets ``$target`` stand anywhere.  Raises ``ReferenceFault``.
    """
    var = BY_NAME.get(name)
    if var is None:
        raise ReferenceFault(f"there is no variable {name!r}{nearest(name, BY_NAME)}")
    if len(words) > len(var.per):
        takes = f"takes {' and '.join(var.per)}" if var.per else "takes no index"
        raise ReferenceFault(f"{name} {takes}", len(var.per) + 1)
    index = []
    for part, (word, dimension) in enumerate(zip(words, var.per, strict=False), 1):
        if word == TARGET:
            if aimed_at is not None and aimed_at != dimension:
                is_what = f"is a {aimed_at}" if aimed_at else "is nothing here"
                raise ReferenceFault(f"{name} takes a {dimension}, but {TARGET} {is_what}", part)
            index.append(AIMED)
            continue
        number = number_of(word, dimension, names)
        if number is None:
            hint = nearest(word, names[dimension])
            raise ReferenceFault(f"there is no {dimension} {word!r}{hint}", part)
        index.append(number)
    return Reference(var, tuple(index))
