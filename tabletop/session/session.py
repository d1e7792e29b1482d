"""The session: one exercise being played, and the only way to change it.

``submit`` judges an act, writes it to the journal and only then changes anything in memory, so a
refused act and an act that could not be written leave no trace.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from tabletop.rules import triggers
from tabletop.rules.findings import findings
from tabletop.session import conduct
from tabletop.session.acts import Act, act_data
from tabletop.session.as_text import write_contents
from tabletop.session.branches import Branch, Branches
from tabletop.session.contents import Progress, unwatched
from tabletop.session.file import SessionFile
from tabletop.session.journal import Damage, Journal, JournalFault, LockedFault
from tabletop.session.moment import Moment, clock_left, outcome_data, visible_to
from tabletop.session.notes import Notes
from tabletop.session.packing import Arrays
from tabletop.session.phases import PLAY
from tabletop.session.record import BrokenRecord, Entry, sealed, stamp
from tabletop.session.records import check, new_record, record_of
from tabletop.session.refused import Refused
from tabletop.session.replay import Replay
from tabletop.session.scene import Result, Scene
from tabletop.session.schema import TRUNK
from tabletop.world.luck import Outcome
from tabletop.world.state import State
from tabletop.world.world import World

__all__ = ["JournalFault", "LockedFault", "Refused", "Session", "Step"]

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Step:
    """One accepted act: its entry and the states before and after."""

    entry: Entry
    before: State
    after: State


class Session:
    """An exercise in play, or read only: one branch of a session file.

    ``notes`` are what people write beside the record, ``branches`` the other lines of play in the
    same file.  ``pending`` is the act that could not be written, with its seat, until it is tried
    again or another is accepted.  Safe to use from several threads; subscribers are called in the
    thread that submits.
    """

    def __init__(
        self, journal: Journal, world: World, clock: Clock = wall_clock, *, acts: bool = True
    ) -> None:
        self.journal = journal
        self.world = world
        self.replay = Replay(journal, world)
        branch = journal.branch.id
        self.notes = Notes(journal.file, branch, world.scenario, clock)
        self.branches = Branches(journal.file, branch, world.scenario, clock)
        self.pending: tuple[Act, str] | None = None
        self._acts = acts
        self._clock = clock
        self._lock = threading.RLock()
        self._subscribers: list[Callable[[Step], None]] = []
        self._state = self.replay.state_at(self.replay.last)
        self._opened = self.replay.state_at(self.replay.course.now.opened)
        self._played: tuple[int, Result | None] = (-1, None)

    @classmethod
    def create(
        cls,
        path: str | Path,
        spec: Mapping[str, Any],
        seed: int | None = None,
        arrays: Arrays | None = None,
        *,
        run: int = 0,
        start: State | None = None,
        clock: Clock = wall_clock,
    ) -> Self:
        """Begin a new session of a resolved scenario in a new file.

        ``seed`` replaces the scenario's own; ``arrays`` are the geography arrays when they are at
        hand; ``run`` picks one of the parallel worlds of the seed; ``start`` is a State between two
        turns to go on from, left out the scenario's own.  Raises ``JournalFault`` when
        the file exists or cannot be written.
        """
        journal, world = new_record(Path(path), spec, seed, arrays, run, start)
        return cls(journal, world, clock)

    @classmethod
    def open(
        cls,
        path: str | Path,
        read_only: bool = False,
        *,
        branch: str | int = TRUNK,
        clock: Clock = wall_clock,
        soon: bool = False,
        watch: Progress = unwatched,
    ) -> Self:
        """Open a session file, to play on or only to read.

        ``branch`` names another line of play than what was played first.  Read-only opens what is
        intact of a damaged file; ``damage`` then says what is not.  With ``soon`` the stored
        changes of a long record are looked through only when it is open (``checking``); an act
        waits for that.  ``watch`` is told how far the reading is, and breaks it off by raising.
        Raises ``JournalFault`` when nothing can be read, and when a file to be played on is
        damaged, locked (``LockedFault``), not writable or recorded with other variables than
        today's.
        """
        opened = SessionFile.read if read_only else SessionFile.write
        return cls._of(opened(Path(path), watch), branch, clock, acts=not read_only, soon=soon)

    @classmethod
    def debrief(
        cls,
        path: str | Path,
        *,
        branch: str | int = TRUNK,
        clock: Clock = wall_clock,
        soon: bool = False,
        watch: Progress = unwatched,
    ) -> Self:
        """Open a session file to look back at: it takes notes and new branches, and no acts.

        It is opened to be read, and for writing, with its lock, only when the first note or branch
        is to be kept; where that fails they raise ``JournalFault``.  A damaged file takes none.
        Raises ``JournalFault`` when nothing can be read.
        """
        file = SessionFile.read(Path(path), watch)
        session = cls._of(file, branch, clock, acts=False, soon=soon)
        damage = next((c.damage for c in file.contents.chains.values() if c.damage), None)
        file.lazily = damage is None
        if damage is not None:
            session.notes.why_not = f"The file is damaged at {damage}."
        return session

    @classmethod
    def _of(
        cls, file: SessionFile, branch: str | int, clock: Clock, *, acts: bool,
        world: World | None = None, soon: bool = False,
    ) -> Self:  # fmt: skip
        try:
            journal, world = record_of(file, branch, world)
            check(journal, soon=soon)
            try:
                session = cls(journal, world, clock, acts=acts)
            except BrokenRecord:
                if journal.audit is None:
                    raise
                check(journal)  # what would be shown first is forged; what stands before it is not
                session = cls(journal, world, clock, acts=acts)
            if session.state.is_foreign and not session.read_only:
                raise BrokenRecord(
                    "it was recorded with the variables of another version; open it read-only"
                )
            return session
        except BrokenRecord as fault:
            file.close()
            raise JournalFault(f"{file.path} cannot be opened: {fault}.") from fault
        except BaseException:
            file.close()
            raise

    def open_branch(self, branch: str | int, *, soon: bool = False) -> Self:
        """Open another branch of the same file, to play on where the file can be written.

        Both sessions share the file; close both.  With ``soon`` a long record is looked through
        only when it is open.  Raises ``JournalFault``.
        """
        file = self.journal.file.share()
        return self._of(
            file, branch, self._clock, acts=not file.read_only, world=self.world, soon=soon
        )

    # -- where it stands -----------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The state now; not to be written to."""
        return self._state

    @property
    def phase(self) -> str:
        """One of ``phases.PHASES``."""
        return self.replay.course.now.phase

    @property
    def held(self) -> bool:
        """Whether the exercise is on hold."""
        return self.replay.course.now.held

    @property
    def turn(self) -> int:
        """The turn being played; 0 before StartEx."""
        return int(self._state.turn[0])

    @property
    def seed(self) -> int:
        """The seed of all chance in this session."""
        return self.journal.heading.seed

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, oldest first."""
        return self.replay.course.entries

    @property
    def digest(self) -> str:
        """The digest of the state now."""
        return self.replay.digest_at(self.replay.last)

    @property
    def damage(self) -> Damage | None:
        """What is wrong with a file opened read-only; None when nothing is."""
        return self.journal.damage

    @property
    def checking(self) -> bool:
        """Whether a long record is still being looked through; ``damage`` is final when not."""
        return self.journal.audit is not None and self.journal.audit.running

    @property
    def read_only(self) -> bool:
        """Whether acts are not taken; notes and branches may be."""
        return self.journal.read_only or not self._acts

    @property
    def branch(self) -> Branch:
        """The line of play that this is."""
        return self.journal.branch

    def moment(self, seat: str | None = None) -> Moment:
        """Return everything that can be shown now; for a seat only what it may see."""
        with self._lock:
            moment = self.replay.moment_at(self.replay.last, live=not self.read_only)
            if self.phase == "adjudication" and not self.read_only:
                moment = replace(moment, proposals=self.proposals())
            moment = replace(moment, due=tuple(self.due()))
        return moment if seat is None else visible_to(moment, seat)

    def proposals(self) -> tuple[Outcome, ...]:
        """List the outcomes that this turn would have if it were committed now."""
        with self._lock:
            seq = self.replay.last
            played = self._played[1] if self._played[0] == seq else None
            if played is None:
                played = conduct.play_out(self._scene())
                self._played = (seq, played)  # committing the turn need not play it again
            return played.outcomes

    def due(self) -> list[str]:
        """List the injects that are due now, in the order of the MSEL."""
        with self._lock:
            if self.phase not in PLAY:
                return []
            due = triggers.due(self.world, self._state, self._scene().luck())[0]
            return [inject.id for inject, is_due in zip(self.world.injects, due, strict=True)
                    if is_due]  # fmt: skip

    def seconds_left(self) -> float | None:
        """Seconds left on the orders clock; None before it ever ran."""
        return clock_left(self.moment(), self._clock())

    # -- changing it ---------------------------------------------------------------------------

    def submit(self, act: Act, by: str) -> Entry:
        """Do an act for the seat ``by`` and return its entry, which is then on disk.

        Raises ``Refused`` when the act is not allowed and ``JournalFault`` when it could not be
        written; nothing has changed then, and it may be tried again.
        """
        with self._lock:
            self.pending = None
            try:
                step = self._submit(act, by)
            except JournalFault:
                self.pending = (act, by)
                raise
        for tell in tuple(self._subscribers):
            tell(step)
        return step.entry

    def retry(self) -> Entry | None:
        """Try the act again that could not be written; None when there is none.

        Raises as ``submit`` does.
        """
        with self._lock:
            held = self.pending
        return None if held is None else self.submit(*held)

    def _submit(self, act: Act, by: str) -> Step:
        if self.read_only:
            raise Refused("read_only", "This session is open for reading only.")
        before = self._state
        result = conduct.carry_out(self._scene(), act, by)
        entry = self._entry(act, by, before, result)
        self.journal.append(entry, result.state)
        course = self.replay.course
        course.append(entry)
        self.replay.keep(entry.seq, result.state)
        self._state = result.state
        if course.now.opened == entry.seq:
            self._opened = result.state
        return Step(entry, before, result.state)

    def _scene(self) -> Scene:
        course = self.replay.course
        return Scene(
            self.world, self.seed, self.journal.heading.run, self._state, self._opened,
            course.now.phase, course.now.held, course.done(course.now.seq), course.now.seq,
            self._played[1] if self._played[0] == course.now.seq else None,
        )  # fmt: skip

    def _entry(self, act: Act, by: str, before: State, result: Result) -> Entry:
        same = result.state is before
        told = () if same else findings(self.world, before, result.state, result.outcomes)
        last = self.entries[-1] if self.entries else None
        return sealed(
            seq=len(self.entries) + 1,
            at=stamp(self._clock(), last.at if last else ""),
            by=by,
            turn=int(result.state.turn[0]),
            phase=result.phase,
            act=act_data(act),
            findings=tuple(one.to_json() for one in told),
            outcomes=tuple(outcome_data(one) for one in result.outcomes),
            delta=before.delta(result.state),
            digest=self.digest if same else result.state.digest(),
            prev=self.journal.head,
        )

    def subscribe(self, tell: Callable[[Step], None]) -> Callable[[], None]:
        """Have ``tell`` called after every accepted act; returns how to stop that."""
        self._subscribers.append(tell)

        def stop() -> None:
            if tell in self._subscribers:
                self._subscribers.remove(tell)

        return stop

    def save_copy(self, path: str | Path) -> None:
        """Write all that is known of the session, every branch and note, into a new file.

        Works from memory, also when the file itself has gone.  Raises ``JournalFault``.
        """
        with self.journal.file.guard:
            write_contents(Path(path), self.journal.file.contents)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
