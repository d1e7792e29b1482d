"""Audit: whether the stored changes of a record lead to the states that it says.

Seals have been checked when the file was read: only in a file that somebody forged, seals and all,
do changes lead elsewhere.  ``first_unsound`` looks before anything is shown; an ``Audit`` looks
through a long record in a thread, while ``Replay.state_at`` goes on comparing whatever is shown
and nothing is written before it is through.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from tabletop.session.opening import Damage
from tabletop.session.record import Entry
from tabletop.session.schema import SNAPSHOT_EVERY
from tabletop.world.state import BrokenPack, State

SHORT = 2000
"""Entries of a record up to which every digest is compared."""
SLICE = 100
"""Entries that an audit looks at before it lets other threads have the processor."""
REST = 0.001
"""Seconds that it then rests."""

Tell = Callable[[Damage | None], None]


class Audit:
    """Looks for the first unsound entry in a thread, and then tells what it found, there.

    ``start`` is the packed state before the entries.
    """

    def __init__(self, start: bytes, entries: Sequence[Entry], tell: Tell) -> None:
        self._start, self._entries, self._tell = start, tuple(entries), tell
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        found = first_unsound(self._start, self._entries, self._rest)
        if not self._stopped.is_set():
            self._tell(found)

    def _rest(self) -> bool:
        time.sleep(REST)
        return self._stopped.is_set()

    @property
    def running(self) -> bool:
        """Whether it is not through yet."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Wait until it is through."""
        self._thread.join()

    def stop(self) -> None:
        """Break it off; it tells nothing then."""
        self._stopped.set()
        if self._thread is not threading.current_thread():
            self._thread.join()


def first_unsound(
    start: bytes, entries: Sequence[Entry], rest: Callable[[], bool] = lambda: False
) -> Damage | None:
    """Find the first entry whose stored change leads to another state than its digest.

    Of a long record the digest of every ``SNAPSHOT_EVERY``-th entry is compared, and of each entry
    only where one of these is wrong.  ``rest`` is called now and then; True breaks the search off.
    """
    step = 1 if len(entries) <= SHORT else SNAPSHOT_EVERY
    found = _unsound_at(start, entries, step, rest)
    return found if found is None or step == 1 else _unsound_at(start, entries, 1, rest)


def _unsound_at(
    start: bytes, entries: Sequence[Entry], step: int, rest: Callable[[], bool]
) -> Damage | None:
    """Find the first unsound entry, comparing the digest of every ``step``-th and of the last."""
    state = State.unpack(start)
    last = len(entries)
    for entry in entries:
        try:
            state.apply(entry.delta)
        except BrokenPack as fault:
            return Damage(entry.seq, str(fault))
        if (entry.seq % step == 0 or entry.seq == last) and state.digest() != entry.digest:
            return Damage(entry.seq, "its change leads to another state")
        if entry.seq % SLICE == 0 and rest():
            return None
    return None
