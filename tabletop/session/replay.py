"""Replay: any moment of a record, from stored changes alone; no rule is run."""

from __future__ import annotations

from collections import OrderedDict

from tabletop.session.course import Course
from tabletop.session.journal import SNAPSHOT_EVERY, Journal
from tabletop.session.moment import Moment, date_of, outcome_of
from tabletop.session.record import BrokenRecord
from tabletop.session.worlds import world_of
from tabletop.world.luck import Outcome
from tabletop.world.state import BrokenPack, State
from tabletop.world.world import World

KEPT = 64
"""States kept in memory for scrubbing back and forth."""


def frozen(state: State) -> State:
    """Make a state unwritable, so that everybody may share it; returns it."""
    for _, array in state:
        array.setflags(write=False)
    return state


class Replay:
    """The states and moments of a record; ``seq`` 0 is the start.

    ``world`` is built from what the record embeds unless it is at hand.  Raises ``BrokenRecord``
    when the scenario inside cannot be used.
    """

    def __init__(self, journal: Journal, world: World | None = None) -> None:
        heading = journal.heading
        self.journal = journal
        self.world = world_of(heading.spec, heading.ground) if world is None else world
        self.course = Course(self.journal.entries)
        self._kept: OrderedDict[int, State] = OrderedDict()

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return len(self.course.entries)

    def state_at(self, seq: int) -> State:
        """Return the state after entry ``seq``, not to be written to.

        Takes the nearest state before and applies the stored changes.  Raises ``LookupError`` for
        a number that is not there and ``BrokenRecord`` when the changes do not lead to the state
        that was recorded.
        """
        if not 0 <= seq <= self.last:
            raise LookupError(f"there is no entry {seq}")
        found = self._kept.get(seq)
        if found is None:
            found = self._seek(seq)
        self.keep(seq, found)
        return found

    def keep(self, seq: int, state: State) -> None:
        """Remember a state for quick seeking."""
        self._kept[seq] = frozen(state)
        self._kept.move_to_end(seq)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _seek(self, seq: int) -> State:
        memory = max((n for n in self._kept if n <= seq), default=-1)
        disk = self._snapshot_before(seq)
        # A damaged snapshot is passed over: the changes from the start lead there as well.
        for base in dict.fromkeys((max(memory, disk), disk, 0)):
            try:
                state = self._from(base, seq)
            except BrokenPack:
                continue
            if state.digest() == self.digest_at(seq):
                return state
        raise BrokenRecord(f"the stored changes do not lead to the state of entry {seq}")

    def _snapshot_before(self, seq: int) -> int:
        """Return the number of the nearest snapshot at or before an entry."""
        snapshots = self.journal.snapshots
        for number in range(seq - seq % SNAPSHOT_EVERY, 0, -SNAPSHOT_EVERY):
            if number in snapshots:
                return number
        return 0

    def _from(self, base: int, seq: int) -> State:
        kept = self._kept.get(base)
        state = State.unpack(self.journal.snapshots[base]) if kept is None else kept.copy()
        for entry in self.course.entries[base:seq]:
            state.apply(entry.delta)
        return state

    def digest_at(self, seq: int) -> str:
        """Return the recorded digest of the state after entry ``seq``."""
        return self.course.entries[seq - 1].digest if seq else self.journal.heading.start

    def moment_at(self, seq: int, seat: str | None = None, *, live: bool = False) -> Moment:
        """Return everything that can be shown of the exercise as it stood after entry ``seq``.

        Raises ``LookupError`` for a number that is not there.
        """
        state = self.state_at(seq)
        mark = self.course.marks[seq]
        return Moment(
            world=self.world, state=state, previous=self.state_at(seq - 1) if seq else None,
            opened=self.state_at(mark.opened), seq=seq, turn=mark.turn, phase=mark.phase,
            held=mark.held, opened_seq=mark.opened, entries=tuple(self.course.entries[:seq]),
            voided=mark.voided, seat=seat, live=live,
            date=date_of(self.world.scenario, mark.turn), seed=self.journal.heading.seed,
            proposals=self._decided(seq),
            history=tuple(self.state_at(n) for n in self.course.openings if n <= seq),
            course=self.course,
        )  # fmt: skip

    def _decided(self, seq: int) -> tuple[Outcome, ...]:
        """During adjudication, the outcomes as they were then decided."""
        if self.course.marks[seq].phase != "adjudication":
            return ()
        for entry in self.course.entries[seq:]:
            if entry.type in ("advance", "end_ex", "start_ex"):
                return tuple(outcome_of(one) for one in entry.outcomes)
        return ()
