"""Who plays the jobs of an exploration: this process, some processes here, or a Dask cluster.

Each yields (job, bytes of its part) in any order. Where a job is played changes nothing in its
bytes, so a job that was lost with its worker is simply played again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol

from tabletop.analysis.explore.chunk import part_of
from tabletop.analysis.explore.plan import Job

PATIENCE = 3
"""How often in a row workers may be lost without any job getting done."""
CONNECT_SECONDS = 10
AHEAD = 2
"""Jobs that wait for each worker: enough to keep it busy, few enough to bound memory."""

Part = tuple[Job, bytes]


class WorkersLost(RuntimeError):
    """The workers died again and again, or the cluster does not answer."""


class Executor(Protocol):
    """Plays jobs of a plan."""

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        """Yield each job with the bytes of its part; closing the iterator stops the work."""
        ...


class Here:
    """Plays all jobs in this process, one after another."""

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        """Yield the jobs in their order."""
        for job in jobs:
            yield job, part_of(plan, job)


class Processes:
    """Plays jobs in ``workers`` processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        """Yield jobs as they get done; raises ``WorkersLost`` when no worker stays alive."""
        left, lost = {job.number: job for job in jobs}, 0
        while left:
            try:
                for job, part in self._round(plan, list(left.values())):
                    del left[job.number]
                    lost = 0
                    yield job, part
            except BrokenProcessPool:
                lost += 1
                if lost >= PATIENCE:
                    raise WorkersLost(
                        f"worker processes died {PATIENCE} times in a row; "
                        "is there enough memory for so many?"
                    ) from None

    def _round(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        pool = ProcessPoolExecutor(
            self.workers, get_context("spawn"), initializer=_take, initargs=(plan,)
        )
        try:
            coming, waiting = iter(jobs), dict[Future[bytes], Job]()
            while True:
                while len(waiting) < AHEAD * self.workers and (job := next(coming, None)):
                    waiting[pool.submit(_play_taken, job)] = job
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_taken: list[bytes] = []


def _take(plan: bytes) -> None:
    """Give a worker its plan once instead of with every job."""
    _taken[:] = [plan]


def _play_taken(job: Job) -> bytes:
    return part_of(_taken[0], job)


class Cluster:
    """Plays jobs on a Dask cluster; its workers need the same version of this program."""

    def __init__(self, address: str) -> None:
        self.address = address

    def play(self, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
        """Yield jobs as they get done; raises ``WorkersLost`` when the cluster does not answer."""
        from distributed import Client, as_completed

        try:
            client = Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as fault:
            raise WorkersLost(f"no Dask scheduler answers at {self.address}: {fault}") from None
        with client:
            shared = client.scatter(plan, broadcast=True, hash=False)
            coming, numbered = iter(jobs), {job.number: job for job in jobs}
            running = as_completed(loop=client.loop)

            def send() -> None:
                if (job := next(coming, None)) is not None:
                    key = f"tabletop-{job.number}-{time.monotonic_ns()}"
                    running.add(client.submit(
                        _numbered, shared, job, key=key, retries=PATIENCE
                    ))  # fmt: skip

            for _ in range(AHEAD * max(1, _cores(client))):
                send()
            for future in running:
                number, part = future.result()
                future.release()
                send()
                yield numbered[number], part


def _numbered(plan: bytes, job: Job) -> tuple[int, bytes]:
    return job.number, part_of(plan, job)


def _cores(client: Any) -> int:
    return sum(client.ncores().values())


def executor(workers: int = 1, scheduler: str = "") -> Executor:
    """Return who plays: a cluster when one is named, else processes, else this process."""
    if scheduler:
        return Cluster(scheduler)
    return Processes(workers) if workers > 1 else Here()
