"""Sanity of the model: monotone statements, postures against measures, and dead ends, in tables.

    .venv/bin/python bench/sanity.py [--worlds N] [--plays N] [--all] [--seed N]

``--worlds`` are the worlds in which every statement is tried (states at random in the five shipped
scenarios, and states that were played), ``--plays`` the random lawful playthroughs; ``--all`` asks
for 1,000 of them.  Exits 1 when a statement is violated, a posture wins every measure, or a
playthrough meets a dead end.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import POLICIES
from tabletop.content.library import load_world, names
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import ORDERS
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World
from tests.sanity.law import Finding
from tests.sanity.playthroughs import Dead, play, play_by_chance, unreachable
from tests.sanity.postures import Row, comparisons, dominant, row_of, wins
from tests.sanity.worlds_at_random import try_all, worlds_at_random

WORLDS, POSTURE_WORLDS, PLAYS, ALL_PLAYS = 5000, 500, 200, 1000
TURNS_PLAYED = 6
"""Turns after which a played state is taken for the statements."""


def timed(title: str, part: Callable[[], bool]) -> bool:
    """Run a part, print its seconds, and return whether it is well."""
    print(f"\n== {title}")
    began = time.perf_counter()
    well = part()
    print(f"== {title}: {'ok' if well else 'BROKEN'}, {time.perf_counter() - began:.1f} s")
    return well


def states(world: World, seed: int, runs: int) -> list[State]:
    """Return states for the statements: a small force, a crowd, and worlds that were played."""
    third = max(runs // 3, 1)
    at_random = [worlds_at_random(world, 2 * seed + crowd, third) for crowd in (0, 1)]
    state, luck = initial_state(world).repeat(third), Luck.of(seed, third)
    for _ in play_turns(world, state, luck, TURNS_PLAYED, POLICIES["staff"]):
        pass
    return [*at_random, state]


def statements(worlds: dict[str, World], runs: int, seed: int) -> bool:
    """Try every statement and print the table."""
    found: dict[str, Finding] = {}
    broken_in: dict[str, str] = {}
    each = max(runs // len(worlds), 1)
    for number, (name, world) in enumerate(worlds.items()):
        for part, state in enumerate(states(world, seed + number, each)):
            luck = Luck.of(seed + number, state.runs, turn=TURNS_PLAYED + part)
            for one in try_all(world, state, luck):
                key = one.law.name
                found[key] = found[key] + one if key in found else one
                if one.violations and key not in broken_in:
                    place = f"{name}, seed {seed + number}, part {part}, run {one.first}"
                    broken_in[key] = place
    print(f"{'worlds':>7} {'violated':>8} {'moved':>6}  statement · reason")
    for one in found.values():
        print(f"{one.worlds:>7,} {one.violations:>8,} {one.moved:>6,}  {one.law.says}")
        print(f"{'':>24}· {one.law.reason}")
        if one.law.name in broken_in:
            print(f"{'':>24}! first violated in {broken_in[one.law.name]}")
    print(f"{len(found)} statements, {sum(one.violations for one in found.values())} violations")
    return not any(one.violations for one in found.values())


def postures(worlds: dict[str, World], seed: int) -> bool:
    """Play every scenario by every policy and print measures by posture."""
    each = -(-POSTURE_WORLDS // (len(worlds) * len(POLICIES)))
    rows: list[Row] = []
    for world in worlds.values():
        for name, policy in POLICIES.items():
            rows.append(row_of(world, name, play(world, policy, each, seed, Dead())))
    short = {name: name[:6] for name in MEASURES}
    print(f"{sum(row.worlds for row in rows)} worlds; * marks the best of a group")
    well = True
    for title, group in comparisons(rows).items():
        print(f"\n{title:<36}{'posture':<14}" + "".join(f"{short[m]:>8}" for m in MEASURES))
        for row, won in zip(group, wins(group), strict=True):
            cells = (f"{row.means[m]:.1f}{'*' if m in won else ' '}" for m in MEASURES)
            wide = "".join(f"{cell:>8}" for cell in cells)
            print(f"{row.name:<36}{row.posture:<14}{wide}  {len(won)} won")
        for name in dominant(group):
            print(f"! {name} wins every measure")
            well = False
    return well


def dead_ends(worlds: dict[str, World], plays: int, seed: int) -> bool:
    """Play exercises by lawful chance and by the shipped policies; print what is stuck."""
    by_chance = Dead()
    each = max(plays // len(worlds), 1)
    for world in worlds.values():
        play_by_chance(world, each, seed, by_chance)
    others = Dead()
    for world in worlds.values():
        for name in ("hold", "staff"):
            play(world, POLICIES[name], max(each // 2, 1), seed, others)
    faults = by_chance.faults + others.faults
    never = [kind for kind in ORDERS if not by_chance.accepted[kind]]
    lost = unreachable(worlds.values(), by_chance.delivered + others.delivered)
    stuck = by_chance.too_often_stuck() | others.too_often_stuck()
    closest = sorted(by_chance.stuck.items(), key=lambda item: -item[1])[:6]
    rarest = sorted((by_chance.accepted[kind], kind) for kind in ORDERS)[:6]
    ended = by_chance.ended
    print(f"{by_chance.worlds} lawful playthroughs by chance, {ended} ended before the last turn")
    print(f"and {others.worlds} by hold and staff; floating-point trouble raises an error")
    print(f"  faults: {dict(faults) or 'none'}")
    print(f"  at an end of the scale in over half of the worlds: {stuck or 'none'}")
    print("  closest: " + ", ".join(f"{name} {share:.2f}" for name, share in closest))
    print(f"  orders never accepted, of {len(ORDERS)} types: {never or 'none'}")
    print("  rarest: " + ", ".join(f"{kind} {count}" for count, kind in rarest))
    print(f"  injects out of reach, of {len(by_chance.delivered)}: {lost or 'none'}")
    return not (faults or never or lost or stuck)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--worlds", type=int, default=WORLDS)
    parser.add_argument("--plays", type=int, default=PLAYS)
    parser.add_argument("--all", action="store_true", help=f"{ALL_PLAYS:,} playthroughs")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    plays = ALL_PLAYS if args.all else args.plays
    worlds = {name: load_world(name) for name in names()}
    well = [
        timed("statements", lambda: statements(worlds, args.worlds, args.seed)),
        timed("postures", lambda: postures(worlds, args.seed)),
        timed("dead ends", lambda: dead_ends(worlds, plays, args.seed)),
    ]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
