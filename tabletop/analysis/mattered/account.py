"""What mattered, told: a table for each measure in Markdown, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tabletop.analysis.mattered.effects import Effects, can_tell
from tabletop.rules.measures import MEASURES

SHOWN = 8
"""Omissions shown for each measure."""


NO_JUDGEMENT = ", and no judgement of persons: these are effects inside the model."
CHANGED = "Rules have changed since this session was played"
CHANGED_SO = (
    "with nothing left out it ends in another state today. What follows is about the session as "
    "today's rules have it."
)
PAIRS = "How much the effect of two acts together differs from the sum of their effects."


def method(effects: Effects) -> str:
    """Say how the effects were found."""
    worlds = "1 world" if effects.worlds == 1 else f"{effects.worlds} worlds"
    few = (
        "" if can_tell(effects.worlds, len(effects.omissions))
        else f" In only {worlds} nothing can be told from chance among so many acts."
    )  # fmt: skip
    return (
        f"The session was played again without each of its acts in {worlds} of the "
        "same luck: its own and its neighbours. All other acts stayed as they were; nobody decided "
        "anything anew. An effect is with minus without after the last turn, with its 95 % "
        "interval. Within noise: cannot be told from chance (sign-flip test, Holm's correction)."
        + few
    )


def account(effects: Effects, title: str, measures: Sequence[str] = tuple(MEASURES)) -> str:
    """Tell what mattered as Markdown; every line cites the entries that it is about."""
    return (
        "\n".join([*_head(effects, title), *_measures(effects, measures), *_pairs(effects)]) + "\n"
    )


def _head(effects: Effects, title: str) -> Iterator[str]:
    yield f"# What mattered in “{title}”"
    yield ""
    yield method(effects)
    yield ""
    yield f"**Not a prediction**{NO_JUDGEMENT}"
    yield ""
    if not effects.faithful:
        yield f"**{CHANGED}:** {CHANGED_SO}"
        yield ""


def _measures(effects: Effects, measures: Sequence[str]) -> Iterator[str]:
    for name in measures:
        column = list(MEASURES).index(name)
        clear = [i for i in effects.ranked(name) if not effects.noise[i, column]]
        better = MEASURES[name].better
        yield f"## {MEASURES[name].title} ({better} is better)"
        yield ""
        if not clear:
            yield "Nothing that was done moved it beyond noise."
            yield ""
            continue
        yield "| effect | 95 % | turn | what | entries | no longer lawful without it |"
        yield "| ---: | --- | ---: | --- | --- | ---: |"
        for i in clear[:SHOWN]:
            one = effects.omissions[i]
            low, high = effects.low[i, column], effects.high[i, column]
            entries = ", ".join(str(seq) for seq in sorted(one.entries)[:6])
            more = " …" if len(one.entries) > 6 else ""
            lost = f"{effects.dropped[i]:.1f}" if effects.dropped[i] >= 0.05 else "–"
            yield (
                f"| {effects.mean[i, column]:+.2f} | {low:+.2f} to {high:+.2f} | {one.turn} "
                f"| {one.title.replace('|', '/')} | {entries}{more} | {lost} |"
            )
        yield ""
        rest = len(clear) - SHOWN
        within = len(effects.omissions) - len(clear)
        more = f"{rest} more lie beyond noise; " if rest > 0 else ""
        yield f"{more}{within} of {len(effects.omissions)} are within noise."
        yield ""


def _pairs(effects: Effects) -> Iterator[str]:
    if not effects.pairs:
        return
    yield "## Strongest pairs"
    yield ""
    yield PAIRS
    yield ""
    yield "| measure | difference | 95 % | acts |"
    yield "| --- | ---: | --- | --- |"
    for pair in effects.pairs[:SHOWN]:
        acts = " – ".join(effects.omissions[i].title.replace("|", "/")
                          for i in (pair.one, pair.other))  # fmt: skip
        yield (
            f"| {MEASURES[pair.measure].title} | {pair.interaction:+.2f} "
            f"| {pair.low:+.2f} to {pair.high:+.2f} | {acts} |"
        )
    yield ""


def to_json(effects: Effects) -> dict[str, Any]:
    """Return everything that was found as plain data."""
    return {
        "worlds": effects.worlds,
        "faithful": effects.faithful,
        "measures": {name: float(effects.base[m]) for m, name in enumerate(MEASURES)},
        "omissions": [
            {
                "kind": one.kind, "title": one.title, "by": one.by, "turn": one.turn,
                "entries": sorted(one.entries), "dropped": round(float(effects.dropped[i]), 3),
                "effects": {
                    name: {"mean": float(effects.mean[i, m]), "low": float(effects.low[i, m]),
                           "high": float(effects.high[i, m]), "noise": bool(effects.noise[i, m])}
                    for m, name in enumerate(MEASURES)
                },
            }
            for i, one in enumerate(effects.omissions)
        ],
        "pairs": [
            {"omissions": [pair.one, pair.other], "measure": pair.measure,
             "interaction": pair.interaction, "low": pair.low, "high": pair.high}
            for pair in effects.pairs
        ],
    }  # fmt: skip
