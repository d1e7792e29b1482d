"""How fast the engine plays: worlds × turns a second, and where the time goes, rule by rule.

    .venv/bin/python bench/engine.py [--rounds N] [--turns N] [--scenario NAME]

Exits 1 when 1,000 runs cost 80 times a single run, or more.  Rounds are interleaved and the median
counts, so that a busy moment of the machine falls on every size alike.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable

from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import POLICIES
from tabletop.analysis.policy import Policy
from tabletop.content.library import load_world
from tabletop.rules import turn
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

SIZES = (1, 100, 1000)
GOAL = 80.0
NAMES = ("hold", "staff")


def played(world: World, start: State, runs: int, turns: int, policy: Policy) -> float:
    """Return the seconds that it takes to play ``turns`` turns of ``runs`` worlds."""
    state, luck = start.repeat(runs), Luck.of(world.scenario.seed, runs)
    gc.collect()
    began = time.perf_counter()
    for _ in play_turns(world, state, luck, turns, policy):
        pass
    return time.perf_counter() - began


def timed_rules(spent: dict[str, float]) -> tuple[turn.Rule, ...]:
    def timed(rule: turn.Rule) -> Callable[[World, State, Luck], None]:
        name = f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"
        spent.setdefault(name, 0.0)

        def run(world: World, state: State, luck: Luck) -> None:
            began = time.perf_counter()
            rule(world, state, luck)
            spent[name] += time.perf_counter() - began

        return run

    return tuple(timed(rule) for rule in turn.TURN)


def rule_by_rule(world: World, start: State, runs: int, turns: int, policy: Policy) -> None:
    """Print which part of the time each rule takes."""
    spent: dict[str, float] = {}
    rules = turn.TURN
    turn.TURN = timed_rules(spent)
    try:
        whole = played(world, start, runs, turns, policy)
    finally:
        turn.TURN = rules
    print(f"\nRule by rule: {runs:,} runs × {turns} turns, policy {policy.name}, {whole:.2f} s")
    rest = whole - sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:<34} {1e3 * seconds:9.1f} ms  {100 * seconds / whole:5.1f} %")
    print(
        f"  {'orders, injects and the rest':<34} {1e3 * rest:9.1f} ms  {100 * rest / whole:5.1f} %"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=13)
    parser.add_argument("--scenario", default="reassurance-force")
    args = parser.parse_args()
    world = load_world(args.scenario)
    start = turn.initial_state(world)
    print(
        f"{args.scenario}: {len(world.actors)} actors, {len(world.forces)} forces, "
        f"{len(world.injects)} injects; {args.turns} turns; median of {args.rounds} rounds"
    )
    for name in NAMES:  # warm up: caches of the world, code paths
        played(world, start, 2, 2, POLICIES[name])
    seconds: dict[tuple[str, int], list[float]] = {}
    for _ in range(args.rounds):
        for name in NAMES:
            for runs in SIZES:
                took = played(world, start, runs, args.turns, POLICIES[name])
                seconds.setdefault((name, runs), []).append(took)
    print(
        f"\n{'policy':<8} {'runs':>6} {'seconds':>9} {'worlds × turns / s':>20} {'× one run':>10}"
    )
    met = True
    for name in NAMES:
        one = statistics.median(seconds[name, 1])
        for runs in SIZES:
            took = statistics.median(seconds[name, runs])
            ratio = took / one
            pace = runs * args.turns / took
            print(f"{name:<8} {runs:>6,} {took:>9.3f} {pace:>20,.0f} {ratio:>10.1f}")
        met &= ratio < GOAL
    for name in NAMES:
        for runs in (1, 1000):
            rule_by_rule(world, start, runs, args.turns, POLICIES[name])
    print(f"\nGoal: 1,000 runs cost less than {GOAL:.0f} × one run: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
