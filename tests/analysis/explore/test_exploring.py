"""The file of an exploration depends on its plan alone, and any world in it can be opened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tabletop.analysis.explore.chunk import begin, part_of
from tabletop.analysis.explore.executors import Cluster, Here, Part, Processes, WorkersLost
from tabletop.analysis.explore.exploring import explore
from tabletop.analysis.explore.opening import WorldDiffers, open_world
from tabletop.analysis.explore.origin import OriginFault, of_session
from tabletop.analysis.explore.plan import Cell, Job, Plan, plan_of
from tabletop.analysis.explore.results import ResultFault, ResultSet
from tabletop.analysis.explore.store import Store, StoreFault
from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import find_policy
from tabletop.session.session import Session
from tabletop.session.verify import verify


def test_a_plan_reads_back_as_itself(small: Plan) -> None:
    assert plan_of(small.to_bytes()) == small
    assert plan_of(small.to_bytes()).digest == small.digest


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"format": 2}', b"[1]"])
def test_bytes_that_are_no_plan_are_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        plan_of(damage)


class Backwards:
    """Plays the jobs in the opposite order."""

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        yield from Here().play(plan, list(reversed(jobs)))


@pytest.mark.parametrize(
    "who",
    [Backwards(), Processes(2), Processes(4)],
    ids=["back", "2", "4"],
)
def test_who_plays_and_in_which_order_changes_no_byte(
    who: Any, small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    done = explore(small, tmp_path / "again.parquet", who)
    assert done is not None
    assert done.written[0].read_bytes() == result.path.read_bytes()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_dask_cluster_gives_the_same_bytes(
    small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        done = explore(small, tmp_path / "again.parquet", Cluster(cluster.scheduler_address))
    assert done is not None
    assert done.written[0].read_bytes() == result.path.read_bytes()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_dask_worker_that_is_killed_costs_time_not_results(
    workers: int, small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    """A real process is killed while it plays; with one worker the plan is lost with it."""
    distributed = pytest.importorskip("distributed")
    killed = []

    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:

        def kill_one(done: int, total: int) -> None:
            if not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        who = Cluster(cluster.scheduler_address)
        done = explore(small, tmp_path / "again.parquet", who, tell=kill_one)
        assert killed[0] not in {worker.pid for worker in cluster.workers.values()}
    assert done is not None
    assert done.written[0].read_bytes() == result.path.read_bytes()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_cluster_that_cannot_play_says_why_in_one_sentence(
    small: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("tabletop.analysis.explore.executors.WAIT_SECONDS", 0.1)
    other = Plan(small.spec, small.seed, 1, 1, small.cells, software="0.0.1")
    with distributed.LocalCluster(
        n_workers=0, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        who = Cluster(cluster.scheduler_address)
        with pytest.raises(WorkersLost, match="has had no worker for"):
            explore(small, tmp_path / "a.parquet", who)
        cluster.scale(1)
        monkeypatch.setattr("tabletop.analysis.explore.executors.WAIT_SECONDS", 60.0)
        with pytest.raises(WorkersLost, match=r"of this program, not 0\.0\.1"):
            explore(other, tmp_path / "b.parquet", who)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("fault", ["killed", "lacking"])
def test_workers_of_a_cluster_that_cannot_be_helped_end_in_one_sentence(
    fault: str, small: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    fault_of = {
        "killed": (distributed.KilledWorker("a job", None, 3), "died again and again"),
        "lacking": (
            ModuleNotFoundError("No module named 'tabletop'"),
            "lacks part of this program",
        ),
    }

    def failing(client: Any, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        raise fault_of[fault][0]
        yield

    monkeypatch.setattr("tabletop.analysis.explore.executors._by_cluster", failing)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        pytest.raises(WorkersLost, match=fault_of[fault][1]),
    ):
        explore(small, tmp_path / "a.parquet", Cluster(cluster.scheduler_address))


@pytest.mark.storm
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_scheduler_that_is_killed_is_said_and_what_is_done_is_kept(
    small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    """Real processes, as on a cluster; ten seconds pass until Dask gives the scheduler up."""
    pytest.importorskip("distributed")
    place = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(place)]
    begun = [
        subprocess.Popen([*dask, "--port", "0", "--scheduler-file", str(place)],
                         stderr=subprocess.DEVNULL, cwd=tmp_path),
        subprocess.Popen([*work, "--nthreads", "1"], stderr=subprocess.DEVNULL, cwd=tmp_path),
    ]  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not place.exists() or not place.read_text().endswith("}"):
            assert time.monotonic() < deadline
            os.sched_yield()
        address = json.loads(place.read_text())["address"]
        out = tmp_path / "again.parquet"
        with pytest.raises(WorkersLost, match=r"was lost; what is done is kept"):
            explore(small, out, Cluster(address), tell=lambda done, total: begun[0].kill())
    finally:
        for process in reversed(begun):
            process.terminate()
        for process in begun:
            process.wait(30)
    done = explore(small, out, Here())
    assert done is not None
    assert done.kept > 0
    assert out.read_bytes() == result.path.read_bytes()


def test_memory_that_dask_would_give_back_is_kept() -> None:
    """Counted in pages asked of the system, by a process started as Dask starts its workers."""
    code = (
        "import resource, sys; import numpy as np\n"
        "from tabletop.analysis.explore.executors import keep_memory\n"
        "if sys.argv[1] == 'kept' and not keep_memory(): print(-1); sys.exit()\n"
        "def pages(): return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "np.ones(1 << 17); before = pages()\n"
        "for _ in range(50): np.ones(1 << 17)\n"
        "print(pages() - before)"
    )
    asked = {}
    for how in ("kept", "given back"):
        call = [sys.executable, "-c", code, how]
        as_dask = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
        asked[how] = int(
            subprocess.run(call, check=True, env=as_dask, stdout=subprocess.PIPE).stdout
        )
    if asked["kept"] < 0:
        pytest.skip("another C library than GNU's")
    assert asked["kept"] < 50 < 1000 < asked["given back"]


def test_a_scheduler_that_is_not_there_is_said(
    small: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tabletop.analysis.explore.executors.CONNECT_SECONDS", 0.2)
    with pytest.raises(WorkersLost, match="no Dask scheduler answers"):
        explore(small, tmp_path / "a.parquet", Cluster("tcp://127.0.0.1:1"))


def test_worlds_do_not_depend_on_how_many_are_played(small: Plan) -> None:
    import io

    import pyarrow.parquet as pq

    whole = pq.read_table(io.BytesIO(part_of(small.to_bytes(), Job(0, 1, 3, 5))))
    alone = pq.read_table(io.BytesIO(part_of(small.to_bytes(), Job(0, 1, 6, 1))))
    assert whole.slice(3 * small.turns, small.turns).equals(alone)


class Dying:
    """Dies after two jobs, as a killed program does."""

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        for number, part in enumerate(Here().play(plan, jobs)):
            if number == 2:
                raise KeyboardInterrupt
            yield part


def test_what_is_left_of_a_broken_off_exploration_is_used(
    small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    out = tmp_path / "again.parquet"
    with pytest.raises(KeyboardInterrupt):
        explore(small, out, Dying())
    assert not out.exists()
    torn = sorted((tmp_path / "again.parquet.parts").glob("*.parquet"))[0]
    torn.write_bytes(torn.read_bytes()[:-9])  # one of the two is damaged: it is played again
    done = explore(small, out, Here())
    assert done is not None
    assert done.kept == 1
    assert out.read_bytes() == result.path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "again.json", "again.md", "again.parquet",
    ]  # fmt: skip


def test_a_cancelled_exploration_can_be_gone_on_with(
    small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    out = tmp_path / "again.parquet"
    assert explore(small, out, Here(), cancelled=lambda: True) is None
    done = explore(small, out, Here())
    assert done is not None
    assert done.kept == 1
    assert out.read_bytes() == result.path.read_bytes()


def test_another_explorations_parts_or_file_are_not_touched(small: Plan, tmp_path: Path) -> None:
    out = tmp_path / "a.parquet"
    explore(small, out, Here(), cancelled=lambda: True)
    other = Plan(small.spec, small.seed + 1, small.runs, small.turns, small.cells)
    with pytest.raises(StoreFault, match="another exploration"):
        Store(out, other).prepare()
    out.write_bytes(b"mine")
    with pytest.raises(StoreFault, match="is there already"):
        Store(out, small).prepare()
    assert out.read_bytes() == b"mine"


def test_a_killed_exploration_resumes_to_the_identical_file(tmp_path: Path) -> None:
    """A real process, killed while it plays."""
    call = [
        sys.executable, "-m", "tabletop", "explore", "reassurance-force", "--policy", "hold",
        "--turns", "2", "--runs", "1500", "--out",
    ]  # fmt: skip
    killed, whole = tmp_path / "killed.parquet", tmp_path / "whole.parquet"
    parts = tmp_path / "killed.parquet.parts"
    with subprocess.Popen([*call, str(killed)], stdout=subprocess.DEVNULL) as program:
        deadline = time.monotonic() + 60
        while not list(parts.glob("*.parquet")) and time.monotonic() < deadline:
            assert program.poll() is None
            os.sched_yield()
        program.send_signal(signal.SIGKILL)
    assert list(parts.glob("*.parquet"))
    assert not killed.exists()
    for out in (killed, whole):
        subprocess.run([*call, str(out)], check=True, stdout=subprocess.DEVNULL)
    assert killed.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("policy", ["staff", "random_lawful"])
def test_world_4711_opened_as_a_session_has_the_same_digests_turn_by_turn(
    policy: str, spec: Mapping[str, Any], tmp_path: Path
) -> None:
    plan = Plan(spec, 11, 8, 2, (Cell(policy),), first=4706)
    done = explore(plan, tmp_path / "a.parquet", Here())
    assert done is not None
    world, state, luck = begin(plan, Job(0, 0, plan.first, plan.runs))
    turns = play_turns(world, state, luck, plan.turns, find_policy(policy))
    ought = [then.take([5]).digest() for then in turns]
    path = tmp_path / "world.ttx"
    assert open_world(done.result, 0, 4711, path) == ought[-1]
    with Session.open(path, read_only=True) as session:
        found = [entry.digest for entry in session.entries
                 if entry.type == "advance" and entry.phase == "feedback"]  # fmt: skip
    assert found == ought
    assert verify(path).intact


def test_a_world_that_comes_out_otherwise_is_said(result: ResultSet, tmp_path: Path) -> None:
    wrong = ResultSet(result.path)
    wrong.column("digest")[:] = "0" * 64
    with pytest.raises(WorldDiffers, match="rules have changed"):
        open_world(wrong, 0, 3, tmp_path / "world.ttx")


def test_a_world_that_is_not_there_cannot_be_opened(result: ResultSet, tmp_path: Path) -> None:
    for cell, run in ((2, 3), (0, 2), (0, 15), (-1, 3)):
        with pytest.raises(KeyError):
            open_world(result, cell, run, tmp_path / "world.ttx")
    assert not list(tmp_path.iterdir())


def test_worlds_go_on_from_a_moment_of_a_session(result: ResultSet, tmp_path: Path) -> None:
    """The turn in hand is finished as the session would; then each world has luck of its own."""
    path = tmp_path / "parent.ttx"
    open_world(result, 1, 4, path)
    with Session.open(path, read_only=True) as parent:
        first = next(entry for entry in parent.entries if entry.phase == "feedback")
        mid = next(entry.seq for entry in parent.entries if entry.phase == "adjudication")
    origin = of_session(path, mid)
    assert origin.start is not None
    assert origin.turn == 1
    plan = Plan(origin.spec, 3, 6, 2, (Cell("hold"),), start=origin.start)
    assert begin(plan, Job(0, 0, 0, 1))[1].digest() == first.digest
    done = explore(plan, tmp_path / "a.parquet", Here())
    assert done is not None
    assert len(set(done.result.column("digest")[0, :, -1])) == plan.runs
    open_world(done.result, 0, 2, tmp_path / "world.ttx")
    assert verify(tmp_path / "world.ttx").intact


def test_a_moment_that_is_not_there_is_said(result: ResultSet, tmp_path: Path) -> None:
    path = tmp_path / "parent.ttx"
    open_world(result, 0, 4, path)
    with pytest.raises(OriginFault, match="entries 1 to"):
        of_session(path, 9999)


def test_a_result_that_is_not_whole_is_refused(result: ResultSet, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, change in {
        "torn": lambda data: data[: len(data) // 2],
        "text": lambda data: b"not a table",
    }.items():
        (tmp_path / name).write_bytes(change(result.path.read_bytes()))
        with pytest.raises(ResultFault):
            ResultSet(tmp_path / name)
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other")
    with pytest.raises(ResultFault, match="no exploration"):
        ResultSet(tmp_path / "other")
    table = pq.read_table(result.path)
    pq.write_table(table.slice(1), tmp_path / "short")
    with pytest.raises(ResultFault, match="not whole"):
        ResultSet(tmp_path / "short")


def test_equal_worlds_in_every_cell_have_equal_luck(spec: Mapping[str, Any]) -> None:
    plan = Plan(spec, 5, 4, 1, (Cell("hold"), Cell("hold")))
    states = [begin(plan, Job(0, cell, 0, 4)) for cell in (0, 1)]
    for world, state, luck in states:
        list(play_turns(world, state, luck, 1, find_policy("hold")))
    assert states[0][1].digests() == states[1][1].digests()
    assert len(set(states[0][1].digests())) == 4


def test_digests_of_many_runs_are_those_of_each_alone(small: Plan) -> None:
    world, state, luck = begin(small, Job(0, 0, 0, 3))
    list(play_turns(world, state, luck, 1, find_policy("staff")))
    assert state.digests() == [state.take([run]).digest() for run in np.arange(3)]


def test_a_lost_worker_costs_time_not_results(
    small: Plan, result: ResultSet, tmp_path: Path
) -> None:
    """A worker process is killed while it plays; its jobs are played again."""
    import multiprocessing

    killed = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            worker = multiprocessing.active_children()[0]
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            killed.append(worker.pid)

    done = explore(small, tmp_path / "again.parquet", Processes(2), tell=kill_one)
    assert done is not None
    assert killed
    assert done.written[0].read_bytes() == result.path.read_bytes()


def test_workers_that_die_again_and_again_end_in_one_sentence(
    small: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = []

    def dying(self: Processes, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        rounds.append(len(jobs))
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(Processes, "_round", dying)
    with pytest.raises(WorkersLost, match="died 3 times"):
        explore(small, tmp_path / "a.parquet", Processes(2))
    assert rounds == [6, 6, 6]
