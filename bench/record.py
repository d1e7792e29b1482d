"""What the record costs: orders in memory, durable acts, and seeking, beside peers in one run.

    .venv/bin/python -m pip install '.[bench]'         # eventsourcing; left out where missing
    npm install --prefix bench/line1 boardgame.io      # left out where missing
    .venv/bin/python bench/record.py [--rounds N] [--folder DIR] [--entries N …]

Everything plays LINE-1 (``bench/line1/workload.py``), and every result is checked by its checksum.
Rounds are interleaved and the median counts.  Goals: an order in memory at most half of what it
costs in eventsourcing; a durable act at most 1.4 times an append with fsync, plus the work of the
rules, with exactly one fsync (counted by strace); a random seek at the longest record at most half
of eventsourcing's and 1.5 times our own at the shortest.  Exits 1 when one is missed.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.line1 import engine, reducer  # noqa: E402
from bench.line1.workload import MOVES, ROOM, checksum, workload  # noqa: E402
from tabletop.session.as_text import write_contents  # noqa: E402
from tabletop.session.contents import Branch, Chain, Contents  # noqa: E402
from tabletop.session.journal import Journal  # noqa: E402
from tabletop.session.records import check  # noqa: E402
from tabletop.session.replay import Replay  # noqa: E402

ORDERS = 10_000
ACTS = 400
BLOCK = 5
SEEKS = 60
WORLDS = 1000
ES_SNAPSHOT = 100
"""Events between two snapshots of eventsourcing: the fewer, the faster to seek, slower to write."""
HAS_ES = importlib.util.find_spec("eventsourcing") is not None


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def once(work: Callable[[], object]) -> float:
    """Return the seconds that some short work takes, whatever is left to be tidied up."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def interleaved(rounds: int, works: dict[str, Callable[[], float]]) -> dict[str, float]:
    """Let every work take its turn in every round; return the median seconds of each."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: statistics.median(times) for name, times in found.items()}


# -- an order in memory ------------------------------------------------------------------------


def in_memory(rounds: int) -> dict[str, float]:
    """Return the microseconds of one order in each implementation."""
    ground, tasks, sums = workload()
    tasks = tasks[:ORDERS]
    world = engine.LineWorld.of(ground)
    data = [(task.turn, engine.data_of(task)) for task in tasks]

    def plain() -> float:
        board = reducer.Board.of(ground)
        took = timed(lambda: [reducer.play(ground, board, task) for task in tasks])
        assert checksum(board.node, board.fatigue) == sums[ORDERS]
        return took

    def ours() -> float:
        state = engine.begin(ground)
        took = timed(lambda: [engine.play(world, state, turn, one) for turn, one in data])
        assert checksum(list(state.stands_at[0]), list(state.fatigue[0])) == sums[ORDERS]
        return took

    def many() -> float:
        state = engine.begin(ground).repeat(WORLDS)
        few = data[: ORDERS // 20]
        return timed(lambda: [engine.play(world, state, turn, one) for turn, one in few]) * 20

    works = {"plain dataclass reducer": plain, "this engine": ours,
             f"this engine, {WORLDS:,} worlds at once": many}  # fmt: skip
    if HAS_ES:
        from bench.line1 import eventsourced

        def es(saved: bool) -> float:
            line, app = eventsourced.begin(ground), eventsourced.application()

            def play() -> None:
                for task in tasks:
                    eventsourced.play(line, task)
                    if saved:
                        app.save(line)

            took = timed(play)
            assert checksum(line.node, line.fatigue) == sums[ORDERS]
            return took

        works["eventsourcing, aggregate alone"] = lambda: es(False)
        works["eventsourcing, saved in memory"] = lambda: es(True)
    return {name: took / ORDERS * 1e6 for name, took in interleaved(rounds, works).items()}


def boardgame(lengths: list[int], folder: Path) -> dict[str, float] | str:
    """Play LINE-1 with boardgame.io; a sentence when it is not there."""
    if shutil.which("node") is None:
        return "boardgame.io is left out: there is no node."
    places = [ROOT / "bench/line1/node_modules", *map(Path, _node_path())]
    if not any((place / "boardgame.io").is_dir() for place in places):
        return "boardgame.io is left out: npm install --prefix bench/line1 boardgame.io"
    ground, tasks, sums = workload()
    rows = [[task.turn, task.actor, task.unit, task.dest] for task in tasks[: max(lengths)]]
    seeks = {str(length): length // 2 for length in lengths}  # the mean of random places
    work = folder / "work.json"
    work.write_text(json.dumps({
        "owner": ground.owner, "cost": ground.cost, "node": ground.node, "tasks": rows,
        "count": ORDERS, "moves": MOVES, "room": ROOM, "seeks": seeks,
    }))  # fmt: skip
    done = subprocess.run(
        ["node", str(ROOT / "bench/line1/boardgame.cjs"), str(work)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "NODE_PATH": os.pathsep.join(map(str, places))},
    )  # fmt: skip
    if done.returncode:
        return f"boardgame.io is left out: {done.stderr.strip().splitlines()[-1]}"
    said = json.loads(done.stdout)
    assert checksum(said["node"], said["fatigue"]) == sums[ORDERS]
    return {
        "boardgame.io, reducer": said["reducer"] * 1000 / ORDERS,
        "boardgame.io, client": said["client"] * 1000 / ORDERS,
        **{f"seek {name}": value for name, value in said["seek"].items()},
    }


def _node_path() -> list[str]:
    return [one for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one]


# -- a durable act -----------------------------------------------------------------------------


def play_acts(path: Path, acts: int) -> None:
    """Record so many orders in a new session file (the child that strace looks at)."""
    ground, tasks, _ = workload()
    world, record, state = engine.LineWorld.of(ground), engine.journal(path, ground), None
    state = engine.begin(ground)
    for task in tasks[:acts]:
        state = engine.record_one(world, record, state, task)
    record.close()


def durable(folder: Path) -> dict[str, float]:
    """Return the milliseconds of one acknowledged act; each round goes on where it stopped.

    The rounds are many and short: a disk that others use as well is quick and slow by turns.
    """
    ground, tasks, _ = workload()
    world = engine.LineWorld.of(ground)
    record, state = engine.journal(folder / "ours.ttx", ground), engine.begin(ground)
    alone = engine.begin(ground)
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    block = BLOCK
    at = {"ours": 0, "rules": 0, "es": 0}

    def next_tasks(who: str) -> tuple[object, ...]:
        first = at[who]
        at[who] += block
        return tasks[first : first + block]

    def ours() -> float:
        nonlocal state
        mine = next_tasks("ours")

        def play() -> None:
            nonlocal state
            for task in mine:
                state = engine.record_one(world, record, state, task)  # type: ignore[arg-type]

        return once(play)

    def rules() -> float:
        mine = [(task.turn, engine.data_of(task)) for task in next_tasks("rules")]  # type: ignore[attr-defined,arg-type]
        return once(lambda: [engine.play(world, alone, turn, one) for turn, one in mine])

    def fsync() -> float:
        size = 1100  # what an entry of LINE-1 takes

        def write() -> None:
            for _ in range(block):
                os.write(raw, bytes(size))
                os.fsync(raw)

        return once(write)

    def seal() -> float:
        before = engine.begin(ground)
        after = before.copy()
        data = engine.data_of(tasks[0])
        engine.play(world, after, 0, data)
        return once(
            lambda: [engine.entry_of(record, before, after, tasks[0], data) for _ in range(block)]
        )

    works = {"raw append and fsync": fsync, "the work of the rules": rules,
             "packing and sealing": seal, "this engine": ours}  # fmt: skip
    if HAS_ES:
        from bench.line1 import eventsourced

        app, line = eventsourced.application(folder / "es.db"), eventsourced.begin(ground)
        app.save(line)

        def es() -> float:
            mine = next_tasks("es")

            def play() -> None:
                for task in mine:
                    eventsourced.play(line, task)  # type: ignore[arg-type]
                    app.save(line)

            return once(play)

        works["eventsourcing on SQLite"] = es
    found = interleaved(ACTS // BLOCK, works)
    record.close()
    os.close(raw)
    return {name: took / block * 1000 for name, took in found.items()}


def fsyncs(folder: Path, acts: int = 200) -> float | str:
    """Count the fsyncs of one acknowledged act with strace; a sentence when it is not there."""
    if shutil.which("strace") is None:
        return "fsyncs are not counted: there is no strace."
    counts = []
    for number in (0, acts):
        log = folder / f"strace-{number}"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,sync_file_range,msync", "-o",
             str(log), sys.executable, __file__, "--acts", str(number), "--folder",
             str(folder / f"traced-{number}.ttx")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            return f"fsyncs are not counted: {done.stderr.strip().splitlines()[-1]}"
        counts.append(len(re.findall(r"\b(?:fsync|fdatasync|sync_file_range|msync)\(",
                                     log.read_text())))  # fmt: skip
    return (counts[1] - counts[0]) / acts


# -- opening and seeking -----------------------------------------------------------------------


def write_record(path: Path, length: int) -> None:
    """Write a session file with so many sealed entries, in one transaction."""
    ground, tasks, sums = workload()
    world, state = engine.LineWorld.of(ground), engine.begin(ground)
    record = engine.journal(path.with_suffix(".seed"), ground)
    chain = Chain(Branch(0, root=record.head), [])
    record.chain = chain
    for task in tasks[:length]:
        data, after = engine.data_of(task), state.copy()
        engine.play(world, after, task.turn, data)
        chain.entries.append(engine.entry_of(record, state, after, task, data))
        state = after
    if length in sums:
        assert checksum(list(state.stands_at[0]), list(state.fatigue[0])) == sums[length]
    write_contents(path, Contents(record.heading, record.file.contents.meta, {0: chain}, {}))
    record.close()


def seeks_of(length: int) -> list[int]:
    chance = random.Random(length)
    return [chance.randrange(1, length) for _ in range(SEEKS)]


def opened(
    folder: Path, length: int
) -> tuple[dict[str, float], dict[str, Callable[[int], object]]]:
    """Write and open a record of this length, ours and eventsourcing's.

    Returns the milliseconds of opening and sizes in MiB, and what seeks an entry in each.
    """
    path = folder / f"{length}.ttx"
    write_record(path, length)
    found = {"size": path.stat().st_size / 2**20}
    world, held = engine.LineWorld.of(workload()[0]), []

    def open_it() -> None:
        journal = Journal.open(path, read_only=True)
        check(journal, soon=True)
        held.append(Replay(journal, world))
        held[0].state_at(length)

    found["open"] = timed(open_it) * 1000
    replay = held[0]
    found["checked"] = found["open"] + timed(replay.journal.be_checked) * 1000
    found["snapshots"] = sum(map(len, replay.journal.snapshots.values())) / 2**20
    seekers: dict[str, Callable[[int], object]] = {"seek": replay.state_at}
    if HAS_ES:
        found["es open"], seekers["es seek"] = es_opened(folder, length)
    return found, seekers


def es_opened(folder: Path, length: int) -> tuple[float, Callable[[int], object]]:
    """Do the same with eventsourcing on SQLite, with snapshots."""
    from bench.line1 import eventsourced

    ground, tasks, sums = workload()
    path = folder / f"{length}.db"
    app, line = eventsourced.application(path), eventsourced.begin(ground)
    app.save(line)
    for i, task in enumerate(tasks[:length], 1):
        eventsourced.play(line, task)
        if i % ES_SNAPSHOT == 0 or i == length:
            app.save(line)
            app.take_snapshot(line.id)
    number = line.id
    if length in sums:
        assert checksum(line.node, line.fatigue) == sums[length]
    app.close()
    held = []

    def open_it() -> None:
        held.append(eventsourced.application(path))
        held[0].repository.get(number)

    took = timed(open_it) * 1000
    return took, lambda seq: held[0].repository.get(number, version=seq + 1)


def sought(seekers: dict[tuple[int, str], Callable[[int], object]]) -> dict[tuple[int, str], float]:
    """Seek at random everywhere in turns; return the median milliseconds of each."""
    places = {length: seeks_of(length) for length, _ in seekers}
    times: dict[tuple[int, str], list[float]] = {key: [] for key in seekers}
    gc.collect()
    for turn in range(SEEKS):
        for (length, name), seek in seekers.items():
            times[length, name].append(once(lambda: seek(places[length][turn])))  # noqa: B023
    return {key: statistics.median(all_of_it) * 1000 for key, all_of_it in times.items()}


# -- the report --------------------------------------------------------------------------------


def report(rounds: int, folder: Path, lengths: list[int]) -> list[str]:
    """Measure and print everything; returns the goals that were missed."""
    missed: list[str] = []

    def goal(words: str, value: float, limit: float) -> None:
        met = value <= limit
        print(f"  {'met   ' if met else 'MISSED'} {words}: {value:.3g} (limit {limit:.3g})")
        if not met:
            missed.append(words)

    print(f"One order in memory, µs (LINE-1, {ORDERS:,} orders)")
    memory, game = in_memory(rounds), boardgame(lengths, folder)
    rows = {**memory, **({k: v for k, v in game.items() if k.startswith("board")}
                         if isinstance(game, dict) else {})}  # fmt: skip
    for name, value in sorted(rows.items(), key=lambda row: row[1]):
        print(f"  {name:<42} {value:10.2f}")
    if f"this engine, {WORLDS:,} worlds at once" in rows:
        each = rows[f"this engine, {WORLDS:,} worlds at once"] / WORLDS
        print(f"  {'  (for each of these worlds)':<42} {each:10.3f}")
    if isinstance(game, str):
        print(f"  {game}")
    if HAS_ES:
        goal("an order, against eventsourcing's saved in memory", memory["this engine"],
             0.5 * memory["eventsourcing, saved in memory"])  # fmt: skip
    else:
        print("  eventsourcing is left out: pip install '.[bench]'")

    print(f"One durable act, ms ({ACTS} acts)")
    acts = durable(folder)
    for name, value in sorted(acts.items(), key=lambda row: row[1]):
        print(f"  {name:<42} {value:10.3f}")
    goal("a durable act, against 1.4 × raw fsync + rules", acts["this engine"],
         1.4 * acts["raw append and fsync"] + acts["the work of the rules"])  # fmt: skip
    count = fsyncs(folder)
    if isinstance(count, str):
        print(f"  {count}")
    else:
        print(f"  fsyncs for each acknowledged act: {count:g}")
        if count != 1:
            missed.append("exactly one fsync for each act")

    print("Opening a record, and one random seek in it, ms")
    found, seekers = {}, {}
    for length in lengths:
        found[length], here = opened(folder, length)
        seekers |= {(length, name): seek for name, seek in here.items()}
    for (length, name), value in sought(seekers).items():
        found[length][name] = value
    for length, one in found.items():
        parts = f"open {one['open']:9.1f} (checked {one['checked']:.0f})   seek {one['seek']:7.2f}"
        sizes = f"{one['size']:.1f} MiB, of them snapshots {one['snapshots']:.1f}"
        print(f"  this engine, {length:>7,} entries: {parts}   ({sizes})")
        if "es open" in one:
            print(f"  eventsourcing, {length:>5,} events: open {one['es open']:9.1f}   "
                  f"seek {one['es seek']:7.2f}")  # fmt: skip
        if isinstance(game, dict):
            print(f"  boardgame.io's log, {length:,} actions: seek {game[f'seek {length}']:7.1f}")
    short, long = found[min(lengths)], found[max(lengths)]
    if HAS_ES:
        goal(f"a seek at {max(lengths):,}, against eventsourcing", long["seek"],
             0.5 * long["es seek"])  # fmt: skip
    goal(f"a seek at {max(lengths):,}, against {min(lengths):,}", long["seek"], 1.5 * short["seek"])
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to write; a real disk, not memory")
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--acts", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.acts is not None:
        play_acts(args.folder, args.acts)
        return 0
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        missed = report(args.rounds, Path(name), args.entries)
    for words in missed:
        print(f"Goal missed: {words}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
