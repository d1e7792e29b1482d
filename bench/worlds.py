"""How fast many small worlds play: MC-1 in this engine, in Mesa, AgentPy, plain Python and Numba.

    .venv/bin/python -m pip install '.[bench]'      # the peers; one that is missing is left out
    .venv/bin/python bench/worlds.py [--rounds N] [--worlds N …]

Every measurement is a fresh process; implementations take turns, and the median of the rounds
counts.  On one core that is time of the processor, which other programs on the machine lengthen
less; on two it is the clock's.  Ten thousand worlds of a slow peer are played once.  Each result
is checked against the distribution of ``bench/mc1/definition.py``.  Exits 1 when a distribution or
a goal is missed: on one core at least 15 times as fast as Mesa and 4 times as fast as plain Python,
and at most 4 times as slow as a compiled loop.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import math
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.mc1 import definition as mc1  # noqa: E402

WORLDS = (1000, 10_000)
CORES = (1, 2)
WARM = 8
"""Worlds played before the clock starts, so that compiling and importing do not count."""

NAMES = {
    "engine": "this engine",
    "numba_loop": "Numba loop (the limit)",
    "definition": "plain Python",
    "mesa_model": "Mesa, a loop",
    "mesa_batch": "Mesa, batch_run",
    "agentpy_model": "AgentPy",
}
NEEDS = {
    "numba_loop": "numba", "mesa_model": "mesa", "mesa_batch": "mesa", "agentpy_model": "agentpy",
}  # fmt: skip
SLOW = ("mesa_model", "mesa_batch", "agentpy_model")
GOALS = (
    ("mesa_model", 15.0, "at least 15 times as fast as Mesa's loop"),
    ("mesa_batch", 15.0, "at least 15 times as fast as Mesa's batch_run"),
    ("definition", 4.0, "at least 4 times as fast as plain Python"),
    ("numba_loop", 1 / 4.0, "at most 4 times as slow as a Numba loop"),
)
SIGMAS = 5.0
"""Standard errors by which a mean may miss the definition's; chance alone: one run in a million."""


def play(name: str, worlds: int, first: int) -> list[mc1.Result]:
    """Play a share of the worlds in this process."""
    results: list[mc1.Result] = importlib.import_module(f"bench.mc1.{name}").play_many(
        worlds, first
    )
    return results


def warm(name: str, all_ready: Barrier) -> None:
    """Make a worker ready, and let none begin before all are."""
    play(name, WARM, 0)
    all_ready.wait()


def measured(name: str, worlds: int, cores: int) -> dict[str, float]:
    """Play ``worlds`` worlds on so many cores; return the seconds and the distribution."""
    clock = time.process_time if cores == 1 else time.perf_counter
    if name == "mesa_batch":
        from bench.mc1.mesa_model import play_batch

        play_batch(WARM, processes=1)
        began = clock()
        results = play_batch(worlds, processes=cores)
        ended = clock()
    elif cores == 1:
        play(name, WARM, 0)
        began = clock()
        results = play(name, worlds, 0)
        ended = clock()
    else:
        share = worlds // cores
        spawn = get_context("spawn")
        ready = (name, spawn.Barrier(cores))
        with ProcessPoolExecutor(cores, spawn, initializer=warm, initargs=ready) as pool:
            list(pool.map(play, [name] * cores, [WARM] * cores, [0] * cores))
            began = clock()
            parts = pool.map(play, [name] * cores, [share] * cores, range(0, worlds, share))
            results = [result for part in parts for result in part]
            ended = clock()  # the end of the processes is no part of it
    left, incidents = zip(*results, strict=True)
    return {
        "seconds": ended - began,
        "worlds": len(results),
        "strength": statistics.fmean(left),
        "strength_spread": statistics.stdev(left),
        "incidents": statistics.fmean(incidents),
        "incidents_spread": statistics.stdev(incidents),
    }


def fault(found: dict[str, float]) -> str:
    """Say in what a result differs from the definition beyond chance; empty when it agrees."""
    root = math.sqrt(found["worlds"])
    for what, mean, spread in (
        ("strength", mc1.STRENGTH, mc1.STRENGTH_SPREAD),
        ("incidents", mc1.INCIDENTS, mc1.INCIDENTS_SPREAD),
    ):
        # The definition's own figures are known to about half a per cent of their spread.
        if abs(found[what] - mean) > SIGMAS * spread / root + 0.03 * spread:
            return f"mean of {what} is {found[what]:.1f}, not {mean:.1f}"
        if abs(found[f"{what}_spread"] / spread - 1.0) > SIGMAS / math.sqrt(2) / root + 0.05:
            return f"spread of {what} is {found[f'{what}_spread']:.1f}, not {spread:.1f}"
    return ""


def in_fresh_process(name: str, worlds: int, cores: int) -> dict[str, float]:
    """Measure in a process of its own. Raises ``CalledProcessError`` when it fails."""
    call = [sys.executable, __file__, "--one", name, str(worlds), str(cores)]
    done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(names: list[str], worlds: int, cores: int, rounds: int) -> tuple[dict[str, float], bool]:
    """Measure all, print one table; return seconds by name and whether all distributions agree."""
    times: dict[str, list[float]] = {name: [] for name in names}
    sound = True
    for turn in range(rounds):
        for name in names:
            if turn and name in SLOW and worlds > WORLDS[0]:
                continue
            found = in_fresh_process(name, worlds, cores)
            times[name].append(found["seconds"])
            if wrong := fault(found):
                print(f"  {NAMES[name]}: another distribution: {wrong}")
                sound = False
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ours = medians["engine"]
    print(f"\n{worlds:,} worlds × {mc1.TURNS} turns, {cores} {'core' if cores == 1 else 'cores'}")
    for name, seconds in sorted(medians.items(), key=lambda item: item[1]):
        rate = worlds / seconds
        print(f"  {NAMES[name]:<24} {1e3 * seconds:10.1f} ms {rate:10,.0f} worlds/s"
              f" {seconds / ours:8.2f} × this engine")  # fmt: skip
    return medians, sound


def judged(medians: dict[str, float]) -> bool:
    """Print each goal with its figure; return whether all are met."""
    met = True
    for name, factor, words in GOALS:
        if name not in medians:
            continue
        ratio = medians[name] / medians["engine"]
        good = ratio >= factor
        met &= good
        print(f"  {'met   ' if good else 'MISSED'} {words}: {ratio:.2f} ×")
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worlds", type=int, nargs="+", default=list(WORLDS))
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        name, worlds, cores = args.one
        print(json.dumps(measured(name, int(worlds), int(cores))))
        return 0
    names = list(NAMES)
    for name, package in NEEDS.items():
        if importlib.util.find_spec(package) is None:
            print(
                f"{NAMES[name]} is left out: {package} is not installed (pip install '.[bench]')."
            )
            names.remove(name)
    good = True
    for worlds in args.worlds:
        for cores in CORES:
            medians, sound = table(names, worlds, cores, args.rounds)
            good &= sound
            if cores == 1:
                good &= judged(medians)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
