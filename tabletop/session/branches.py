"""The branches of a session: what if, from any entry, in the same file; nothing played is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tabletop.session.contents import MAX_BRANCHES, MAX_NAME, Branch, Chain, hash_at, root_of
from tabletop.session.course import Course
from tabletop.session.file import SessionFile
from tabletop.session.opening import JournalFault
from tabletop.session.record import stamp
from tabletop.session.refused import Refused
from tabletop.session.schema import BRANCH_COLUMNS, TRUNK
from tabletop.session.seats import seat_of
from tabletop.world.scenario import Scenario

__all__ = ["Branch", "BranchRow", "Branches"]

MAY_BRANCH = ("facilitator", "evaluator")
_INSERT = f"INSERT INTO branch (rowid, {BRANCH_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FAILED = "The branch was not recorded"


def find(file: SessionFile, word: str | int) -> Branch:
    """Return the branch of a file with a number or a name.

    Raises ``JournalFault`` when there is none.
    """
    with file.guard:
        branches = [chain.branch for chain in file.contents.chains.values()]
    for branch in branches:
        if word in (branch.id, str(branch.id)) or (branch.name and branch.name == word):
            return branch
    there = ", ".join(repr(b.name) for b in branches if b.name) or "none but what was played"
    raise JournalFault(f"There is no branch {word!r}; there is {there}.")


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch in the tree: how deep it lies, how many entries are its own, and whether it stands.

    ``last`` is the number of its last entry; ``damage`` says what of it cannot be read, or is
    empty.
    """

    branch: Branch
    depth: int
    own: int
    last: int
    damage: str


class Branches:
    """The branches of a session file, seen from the one that is being played or read."""

    def __init__(
        self, file: SessionFile, branch: int, scenario: Scenario, clock: Callable[[], datetime]
    ) -> None:
        self._file = file
        self._branch = branch
        self._scenario = scenario
        self._clock = clock

    @property
    def writable(self) -> bool:
        """Whether a branch can be started."""
        return not self._file.read_only

    def all(self) -> tuple[Branch, ...]:
        """List all branches in the order in which they were started, the trunk first."""
        with self._file.guard:
            return tuple(chain.branch for chain in self._file.contents.chains.values())

    def line(self) -> tuple[Branch, ...]:
        """List the branch being played and those it springs from, the trunk first."""
        return tuple(self._file.contents.path_of(self._branch))

    def tree(self) -> tuple[BranchRow, ...]:
        """List all branches as a tree: each under the one that it springs from."""
        with self._file.guard:
            return tuple(self._under(TRUNK, 0))

    def _under(self, number: int, depth: int) -> Iterator[BranchRow]:
        chains = self._file.contents.chains
        chain = chains[number]
        last = len(chain.entries)
        damage = "" if chain.damage is None else str(chain.damage)
        yield BranchRow(chain.branch, depth, last - chain.branch.fork, last, damage)
        for child in list(chains.values()):
            if child.branch.parent == number:
                yield from self._under(child.branch.id, depth + 1)

    def find(self, word: str | int) -> Branch:
        """Return the branch with a number or a name; raises ``JournalFault`` when there is none."""
        return find(self._file, word)

    def start(self, at: int, name: str, by: str) -> Branch:
        """Start a branch after entry ``at`` of the branch being played or read; it is then on disk.

        Raises ``Refused`` when that is not allowed and ``JournalFault`` when it could not be
        written.
        """
        with self._file.guard:
            self._may(by)
            self._file.make_ready()
            name = self._free(name)
            contents = self._file.contents
            chain = contents.chains[self._branch]
            if not 0 <= at <= len(chain.entries):
                raise Refused("unknown", f"There is no entry {at}.")
            if Course(chain.entries[:at]).now.phase == "ended":
                raise Refused("phase", f"At entry {at} the exercise had ended.",
                              "Choose an entry before EndEx.")  # fmt: skip
            if len(contents.chains) >= MAX_BRANCHES:
                raise Refused("state", f"A session has at most {MAX_BRANCHES - 1} branches.")
            # An entry of an ancestor: the branch springs from whoever it belongs to.
            parent = next(b for b in reversed(self.line()) if at > b.fork or b.id == TRUNK)
            branch = Branch(len(contents.chains), name, parent.id, at, stamp(self._clock(), ""), by)
            branch = replace(branch, root=root_of(branch, hash_at(contents, parent.id, at)))
            row = (branch.id, branch.id, branch.parent, branch.fork, branch.at, branch.by,
                   branch.root, branch.name)  # fmt: skip
            with self._file.transaction(_FAILED) as db:
                db.execute(_INSERT, row)
            contents.chains[branch.id] = Chain(branch, chain.entries[:at])
            return branch

    def rename(self, number: int, name: str, by: str) -> Branch:
        """Give a branch another name; raises as ``start`` does."""
        with self._file.guard:
            self._may(by)
            self._file.make_ready()
            old = self.find(number)
            if old.id == TRUNK:
                raise Refused("state", "What was played first has no name of its own.")
            new = replace(old, name=old.name if name.strip() == old.name else self._free(name))
            with self._file.transaction(_FAILED) as db:
                db.execute("UPDATE branch SET name = ? WHERE rowid = ?", (new.name, new.id))
            self._file.contents.chains[number].branch = new
            return new

    def _may(self, by: str) -> None:
        if not self.writable:
            raise Refused(
                "read_only", "A branch cannot be kept: this session is open for reading only."
            )
        role = seat_of(self._scenario, by).role
        if role not in MAY_BRANCH:
            raise Refused("seat", f"The seat {by!r} ({role}) does not start branches.",
                          "It is for: facilitator, evaluator.")  # fmt: skip

    def _free(self, name: str) -> str:
        name = " ".join(name.split())
        try:
            name.encode()
        except UnicodeEncodeError:
            raise Refused("words", "It holds characters that cannot be written.") from None
        if not name or len(name) > MAX_NAME or name.isdigit():
            raise Refused("words", f"A branch needs a name of at most {MAX_NAME} characters.",
                          "Say what is different in it.")  # fmt: skip
        if any(branch.name == name for branch in self.all()):
            raise Refused("words", f"There is a branch {name!r} already.", "Choose another name.")
        return name
