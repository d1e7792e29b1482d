"""The file of an exploration: parts are kept as they come, and joined in order at the end.

A part counts once it lies on the disk under its name, so a killed exploration loses at most the
jobs that were being played. The joined file depends on the plan alone: not on who played which
part, nor in which order, nor how often the work was broken off.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.analysis.explore.chunk import COMPRESSION, schema
from tabletop.analysis.explore.plan import Job, Plan

if TYPE_CHECKING:
    import pyarrow

PLAN = b"tabletop.plan"
"""Key of the plan among the metadata of the Parquet file."""


class StoreFault(Exception):
    """The place for a result cannot be used; one sentence says why."""


class Store:
    """The place of one result: ``FILE`` and, until it is whole, the folder ``FILE.parts``."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        self.parts = path.with_name(path.name + ".parts")

    def prepare(self) -> list[Job]:
        """Make room and return the jobs that are still to be played.

        Raises ``StoreFault`` when another exploration lies there.
        """
        if self.path.exists():
            raise StoreFault(f"{self.path} is there already; give another name or move it away")
        note = self.parts / "plan"
        if note.exists():
            if note.read_text() != self.plan.digest:
                raise StoreFault(
                    f"{self.parts} holds parts of another exploration (other options, content or "
                    "version); repeat the call it was begun with, or delete the folder"
                )
        else:
            self.parts.mkdir(parents=True, exist_ok=True)
            _write(note, self.plan.digest.encode())
        return [job for job in self.plan.jobs() if not self._is_whole(job)]

    def put(self, job: Job, part: bytes) -> None:
        """Keep the part of a job; it is on disk when this returns."""
        _write(self._part(job), part)

    def finish(self) -> None:
        """Join the parts, one at a time in memory, and remove them."""
        import pyarrow.parquet as pq

        whole = schema(self.plan).with_metadata({PLAN: self.plan.to_bytes()})
        rough = self.path.with_name(self.path.name + ".new")
        with pq.ParquetWriter(rough, whole, compression=COMPRESSION) as writer:
            for table in self._tables():
                writer.write_table(table.cast(whole))
        with rough.open("rb") as written:
            os.fsync(written.fileno())
        rough.replace(self.path)
        _sync_folder(self.path.parent)
        shutil.rmtree(self.parts)

    def _tables(self) -> Iterator[pyarrow.Table]:
        import pyarrow.parquet as pq

        for job in self.plan.jobs():
            yield pq.read_table(self._part(job))

    def _part(self, job: Job) -> Path:
        return self.parts / f"{job.number:06d}.parquet"

    def _is_whole(self, job: Job) -> bool:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            rows = pq.read_metadata(self._part(job)).num_rows
        except (OSError, pa.ArrowException):
            return False
        return bool(rows == job.runs * self.plan.turns)


def _write(path: Path, data: bytes) -> None:
    rough = path.with_name(path.name + ".new")
    with rough.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    rough.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
