"""What an exploration costs: wall time, memory and bytes, by one process and by several.

    .venv/bin/python bench/explore.py [--runs N] [--policy P] [--workers N …] [--cluster N …]

Each is `tabletop explore` in a fresh process. Seconds are told by the clock, and how many the
processor spent on it in all workers, which other programs lengthen less. Peak memory is that of the
process itself, or of the largest of its workers. Beside it stands one world played alone, times as
many worlds, by the processor's time. Exits 1 when the files are not the same to the last byte, or
when memory grows with the number of worlds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = "reassurance-force"
TURNS = 13
GROWTH = 1.5
"""Times the memory of a tenth of the worlds that all may take: rows are on disk, not in memory."""


class Cost(NamedTuple):
    """Seconds by the clock, of the processor, and the peak memory in MB of the largest process."""

    seconds: float
    busy: float
    memory: float


def explored(folder: Path, runs: int, policy: str, *more: str) -> tuple[Cost, str]:
    """Explore in a fresh process; return what it and its children cost, and the file's digest."""
    out = folder / f"{len(list(folder.iterdir()))}.parquet"
    call = [sys.executable, "-m", "tabletop", "explore", SCENARIO, "--policy", policy,
            "--runs", str(runs), "--turns", str(TURNS), *more, "--out", str(out)]  # fmt: skip
    began = time.perf_counter()
    program = subprocess.Popen(call, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(program.pid, 0)
    seconds = time.perf_counter() - began
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{' '.join(call)} failed with {program.returncode}")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024.0), digest


def alone(policy: str) -> float:
    """Return the processor's seconds for one world alone, start of the program left out."""
    from tabletop.analysis.play import play_turns
    from tabletop.analysis.policies import find_policy
    from tabletop.content.library import load_world
    from tabletop.rules.turn import initial_state
    from tabletop.world.luck import Luck

    world, taken = load_world(SCENARIO), []
    for number in range(6):
        state, luck = initial_state(world), Luck.of(world.scenario.seed, [number])
        began = time.process_time()
        for _ in play_turns(world, state, luck, TURNS, find_policy(policy)):
            pass
        taken.append(time.process_time() - began)
    return statistics.median(taken[1:])


def told(name: str, runs: int, cost: Cost) -> None:
    rate = runs * TURNS / cost.seconds
    print(f"{name:<20} {runs:>9,} {cost.seconds:>8.1f} s {cost.busy:>8.1f} s of the processor"
          f" {rate:>7,.0f} world-turns/s {cost.memory:>6.0f} MB", flush=True)  # fmt: skip


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def on_cluster(folder: Path, runs: int, policy: str, workers: int) -> str:
    from distributed import Client, LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address
        with Client(cluster) as client:
            client.wait_for_workers(workers)
            before = sum(client.run(time.process_time).values())
            cost, digest = explored(folder, runs, policy, "--scheduler", address)
            busy = sum(client.run(time.process_time).values()) - before
            memory = max(client.run(peak).values())
    cost = Cost(cost.seconds, cost.busy + busy, max(cost.memory, memory))
    told(f"Dask, {workers} {'worker' if workers == 1 else 'workers'}", runs, cost)
    return digest


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--policy", default="staff")
    parser.add_argument("--workers", type=int, nargs="*", default=[2, 4])
    parser.add_argument("--cluster", type=int, nargs="*", default=[1, 2, 4], help="Dask workers")
    args = parser.parse_args()
    single = alone(args.policy)
    print(f"{SCENARIO}, {TURNS} turns, policy {args.policy}")
    print(f"one world alone: {single:.3f} s; times {args.runs:,}: {single * args.runs:,.0f} s")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small, _ = explored(folder, max(1, args.runs // 10), args.policy)
        told("one process", max(1, args.runs // 10), small)
        whole, digest = explored(folder, args.runs, args.policy)
        told("one process", args.runs, whole)
        print(f"{'':<20} {single * args.runs / whole.busy:.1f} times less than one by one")
        digests = {digest}
        for workers in args.workers:
            cost, other = explored(folder, args.runs, args.policy, "--workers", str(workers))
            told(f"{workers} processes", args.runs, cost)
            digests.add(other)
        for workers in args.cluster:
            digests.add(on_cluster(folder, args.runs, args.policy, workers))
    same, bounded = len(digests) == 1, whole.memory <= GROWTH * small.memory
    print(f"{'the same bytes everywhere' if same else 'THE FILES DIFFER'}; memory of all worlds is"
          f" {whole.memory / small.memory:.2f} × that of a tenth (limit {GROWTH})")  # fmt: skip
    return 0 if same and bounded else 1


if __name__ == "__main__":
    sys.exit(main())
