"""Who plays the jobs of an exploration: this process, some processes here, or a Dask cluster.

Each yields (job, bytes of its part) in any order. Where a job is played changes nothing in its
bytes, so a job that was lost with its worker is simply played again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import Any, Protocol

import tabletop
from tabletop.analysis.explore.chunk import part_of
from tabletop.analysis.explore.plan import Job, plan_of

PATIENCE = 3
"""How often in a row workers may be lost without any job getting done."""
CONNECT_SECONDS = 10
WAIT_SECONDS = 60.0
"""How long a cluster may have no worker at the beginning."""
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
        """Yield jobs as they get done; raises ``WorkersLost`` when the cluster does not answer.

        A worker that is lost is the scheduler's to make good: it has the plan and every job, and
        gives what was lost to another worker.
        """
        from distributed import Client, KilledWorker
        from distributed.client import FutureCancelledError

        # What matters of its log is told in our own sentences.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            client = Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as fault:
            raise WorkersLost(f"no Dask scheduler answers at {self.address}: {fault}") from None
        with client:
            try:
                client.wait_for_workers(1, timeout=WAIT_SECONDS)
                yield from _by_cluster(client, plan, jobs)
            except TimeoutError:
                raise WorkersLost(
                    f"the Dask scheduler at {self.address} has had no worker for "
                    f"{WAIT_SECONDS:.0f} seconds"
                ) from None
            except KilledWorker:
                raise WorkersLost(
                    "workers of the Dask cluster died again and again over the same worlds; "
                    "have they enough memory?"
                ) from None
            except (FutureCancelledError, OSError):
                raise WorkersLost(
                    f"the Dask scheduler at {self.address} was lost; what is done is kept, and "
                    "the same call goes on from there"
                ) from None
            except ModuleNotFoundError as fault:
                raise WorkersLost(
                    f"a worker of the Dask cluster lacks part of this program: {fault}"
                ) from None


def _by_cluster(client: Any, plan: bytes, jobs: Sequence[Job]) -> Iterator[Part]:
    from distributed import as_completed

    # Given as a task, not scattered: a task whose result is lost is done again by the scheduler.
    mark = time.monotonic_ns()
    shared = client.submit(bytes, plan, key=f"tabletop-plan-{mark}")
    coming, numbered = iter(jobs), {job.number: job for job in jobs}
    running = as_completed(loop=client.loop)

    def send(most: int) -> None:
        while running.count() < most and (job := next(coming, None)) is not None:
            key = f"tabletop-{job.number}-{mark}"
            running.add(client.submit(_numbered, shared, job, key=key, retries=PATIENCE))

    send(AHEAD * max(1, _cores(client)))
    for future in running:
        number, part = future.result()
        future.release()
        send(AHEAD * max(1, _cores(client)))  # workers come and go
        yield numbered[number], part


def _numbered(plan: bytes, job: Job) -> tuple[int, bytes]:
    if (asked := plan_of(plan).software) != tabletop.__version__:
        raise WorkersLost(
            f"a worker of the Dask cluster has version {tabletop.__version__} of this program, "
            f"not {asked}"
        )
    keep_memory()
    return job.number, part_of(plan, job)


def _cores(client: Any) -> int:
    return sum(client.ncores().values())


@cache
def keep_memory() -> bool:
    """Let this process keep the memory that arrays were in, for the next arrays; tell if it could.

    Dask starts its workers with ``MALLOC_TRIM_THRESHOLD_=65536``: the C library then gives every
    larger array back to the system at once, and each new one is paged in anew, which took two
    thirds of the time.  These are the limits that the GNU C library itself arrives at otherwise.
    """
    import ctypes

    try:
        limit = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return False
    return bool(limit(_MMAP_THRESHOLD, _KEPT) and limit(_TRIM_THRESHOLD, 2 * _KEPT))


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Names of limits in ``malloc.h``."""
_KEPT = 32 << 20


def executor(workers: int = 1, scheduler: str = "") -> Executor:
    """Return who plays: a cluster when one is named, else processes, else this process."""
    if scheduler:
        return Cluster(scheduler)
    return Processes(workers) if workers > 1 else Here()
