"""A still of the map after each turn, for the course of the exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tabletop.analysis.report.model import Still
from tabletop.analysis.report.reading import long_date, state_of
from tabletop.analysis.still import draw_still, ground_of, window_of
from tabletop.analysis.still.scene import scene_of
from tabletop.session.moment import date_of
from tabletop.session.replay import Replay


def turn_stills(
    replay: Replay, ends: Mapping[int, int], tell: Callable[[int, int], None] | None = None
) -> Iterator[Still]:
    """Draw the map after each turn; ``ends`` gives the last entry of every turn, 0 at the start.

    ``tell`` is called with the number drawn and how many there are.  The first still carries the
    legend.
    """
    world = replay.world
    window = window_of(world)
    ground = ground_of(world, window)
    turns = sorted(ends)
    before = None
    for done, turn in enumerate(turns, 1):
        state = state_of(replay, ends[turn])
        day = long_date(date_of(world.scenario, turn))
        title = f"Turn {turn} · {day} · after entry #{ends[turn]}" if turn else f"Start · {day}"
        svg = draw_still(
            world, ground, scene_of(world, state, before), title=title,
            marking=world.scenario.marking, legend=done == 1,
        )  # fmt: skip
        yield Still(turn, ends[turn], svg, window.width, window.height)
        before = state
        if tell is not None:
            tell(done, len(turns))


def still_at(replay: Replay, seq: int) -> Still:
    """Draw the map after one entry.  Raises ``LookupError`` for a number that is not there."""
    world = replay.world
    window = window_of(world)
    state, mark = state_of(replay, seq), replay.course.marks[seq]
    before = state_of(replay, mark.opened)
    day = long_date(date_of(world.scenario, mark.turn))
    title = f"Turn {mark.turn} · {day} · after entry #{seq}" if seq else f"Start · {day}"
    svg = draw_still(
        world, ground_of(world, window), scene_of(world, state, before), title=title,
        marking=world.scenario.marking,
    )  # fmt: skip
    return Still(mark.turn, seq, svg, window.width, window.height)
