"""What an exploration costs: wall time, memory and bytes, by one process and by several.

    .venv/bin/python bench/explore.py [--runs N] [--policy P] [--workers N …] [--cluster N …]

Each is `tabletop explore` in a fresh process. Peak memory is that of the process itself, or of the
largest of its workers. Beside it stands one world played alone, times as many worlds. Exits 1 when
the files are not the same to the last byte, or when memory grows with the number of worlds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = "reassurance-force"
TURNS = 13
GROWTH = 1.5
"""Times the memory of a tenth of the worlds that all may take: rows are on disk, not in memory."""


def explored(folder: Path, runs: int, policy: str, *more: str) -> tuple[float, float, str]:
    """Explore in a fresh process; return seconds, peak memory in MB, and the file's digest."""
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
    return seconds, used.ru_maxrss / 1024.0, digest


def alone(policy: str) -> float:
    """Return the seconds that one world takes alone, start of the program left out."""
    from tabletop.analysis.play import play_turns
    from tabletop.analysis.policies import find_policy
    from tabletop.content.library import load_world
    from tabletop.rules.turn import initial_state
    from tabletop.world.luck import Luck

    world, taken = load_world(SCENARIO), []
    for number in range(6):
        state, luck = initial_state(world), Luck.of(world.scenario.seed, [number])
        began = time.perf_counter()
        for _ in play_turns(world, state, luck, TURNS, find_policy(policy)):
            pass
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def told(name: str, runs: int, seconds: float, memory: float) -> None:
    rate = runs * TURNS / seconds
    print(f"{name:<28} {runs:>9,} {seconds:>9.1f} s {rate:>9,.0f} world-turns/s {memory:>7.0f} MB",
          flush=True)  # fmt: skip


def on_cluster(folder: Path, runs: int, policy: str, workers: int) -> str:
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        seconds, memory, digest = explored(folder, runs, policy, "--scheduler", address)
    told(f"Dask, {workers} {'worker' if workers == 1 else 'workers'}", runs, seconds, memory)
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
        few, small, _ = explored(folder, max(1, args.runs // 10), args.policy)
        told("one process", max(1, args.runs // 10), few, small)
        seconds, memory, digest = explored(folder, args.runs, args.policy)
        told("one process", args.runs, seconds, memory)
        print(f"{'':<28} {single * args.runs / seconds:.1f} times faster than one by one")
        digests = {digest}
        for workers in args.workers:
            taken, used, other = explored(folder, args.runs, args.policy, "--workers", str(workers))
            told(f"{workers} processes", args.runs, taken, used)
            digests.add(other)
        for workers in args.cluster:
            digests.add(on_cluster(folder, args.runs, args.policy, workers))
    same, bounded = len(digests) == 1, memory <= GROWTH * small
    print(f"{'the same bytes everywhere' if same else 'THE FILES DIFFER'}; memory of all worlds is"
          f" {memory / small:.2f} × that of a tenth (limit {GROWTH})")  # fmt: skip
    return 0 if same and bounded else 1


if __name__ == "__main__":
    sys.exit(main())
