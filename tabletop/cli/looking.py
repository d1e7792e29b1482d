"""Commands that look into a record: its branches, what differs, what a seat knew."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.cli.command import (
    DONE,
    BadCall,
    Command,
    Fault,
    counted,
    entry_number,
    hint,
    print_json,
    readable,
)

if TYPE_CHECKING:
    from tabletop.session.comparing import Comparison
    from tabletop.session.session import Session

MARK = "#"
"""What stands between a file and the name of one of its branches."""


@contextlib.contextmanager
def _opened(word: str) -> Iterator[Session]:
    """Open FILE.ttx or FILE.ttx#BRANCH to be read."""
    from tabletop.session.session import JournalFault, Session

    name, _, branch = (word, "", "") if Path(word).exists() else word.partition(MARK)
    readable(Path(name))
    try:
        with Session.open(Path(name), read_only=True, branch=branch or 0) as session:
            yield session
    except JournalFault as fault:
        raise Fault(str(fault)) from None


# -- branch ------------------------------------------------------------------------------------


def _branch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx[#BRANCH]")
    parser.add_argument("--at", type=entry_number, metavar="ENTRY",
                        help="start a branch after this entry")  # fmt: skip
    parser.add_argument("--name", metavar="NAME", help="the name of the new branch")
    parser.add_argument("--json", action="store_true", help="print the tree as JSON")


def _branch(args: argparse.Namespace) -> int:
    if (args.at is None) != (args.name is None):
        raise BadCall("a branch is started with --at and --name together")
    if args.at is not None:
        _start_branch(args.file, args.at, args.name)
    with _opened(args.file) as session:
        rows = session.branches.tree()
    if args.json:
        print_json({"branches": [
            {"branch": row.branch.id, "name": row.branch.name, "parent": row.branch.parent,
             "fork": row.branch.fork, "entries": row.last, "damage": row.damage} for row in rows
        ]})  # fmt: skip
        return DONE
    for row in rows:
        name = row.branch.name or "as played"
        since = f" from entry {row.branch.fork}" if row.branch.parent is not None else ""
        damage = f" (damaged at {row.damage})" if row.damage else ""
        print(f"{'  ' * row.depth}{name}{since}: {row.last} entries, {row.own} its own{damage}")
    return DONE


def _start_branch(word: str, at: int, name: str) -> None:
    from tabletop.session.refused import Refused
    from tabletop.session.session import JournalFault, Session

    file, _, parent = (word, "", "") if Path(word).exists() else word.partition(MARK)
    readable(Path(file))
    try:
        with Session.debrief(file) as whole, whole.open_branch(parent or 0) as session:
            seats = session.world.scenario.seats
            if not 0 <= at <= session.replay.last:
                raise BadCall(f"there is no entry {at}; the last is {session.replay.last}")
            by = next((s.id for s in seats if s.role == "facilitator"), seats[0].id)
            session.branches.start(at, name, by)
    except (JournalFault, Refused) as fault:
        raise Fault(str(fault)) from None


# -- compare -----------------------------------------------------------------------------------


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("left", metavar="FILE.ttx[#BRANCH]")
    parser.add_argument("right", metavar="FILE.ttx[#BRANCH]")
    parser.add_argument(
        "--at",
        type=entry_number,
        nargs=2,
        metavar="ENTRY",
        help="compare the map at these entries (last)",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def _compare(args: argparse.Namespace) -> int:
    from tabletop.session.comparing import compare

    with _opened(args.left) as left, _opened(args.right) as right:
        counted(left, Path(args.left))
        counted(right, Path(args.right))
        try:
            at = None if args.at is None else (args.at[0], args.at[1])
            found = compare(left.replay, right.replay, at)
        except LookupError as fault:
            raise BadCall(str(fault).strip("'\"")) from None
        if args.json:
            print_json(_as_data(found))
        else:
            _tell_comparison(found, left, right)
    return DONE


def _as_data(found: Comparison) -> dict[str, object]:
    return {
        "shared": found.shared,
        "entries": [
            {"turn": pair.turn, "left": pair.left and pair.left.seq,
             "right": pair.right and pair.right.seq, "same": pair.same} for pair in found.entries
        ],
        "differences": [
            {"dimension": d.dimension, "id": d.id, "variable": d.variable, "left": d.left,
             "right": d.right} for d in found.differences
        ],
        "measures": {m.name: {"left": m.left, "right": m.right} for m in found.measures},
    }  # fmt: skip


def _tell_comparison(found: Comparison, left: Session, right: Session) -> None:
    from tabletop.session.wording import entry_sentence

    print(
        f"The first {found.shared} entries are the same."
        if found.shared
        else "These are records of different exercises; what was done in both is left out here."
    )
    for pair in found.entries:
        if pair.same:
            continue
        one = pair.left or pair.right
        assert one is not None
        world = left.world if pair.left else right.world
        if pair.left and pair.right:
            mark, number = "≠", f"{pair.left.seq}/{pair.right.seq}"
        else:
            mark, number = ("<", f"{one.seq}") if pair.left else (">", f"{one.seq}")
        print(f"{mark} turn {pair.turn}, entry {number}: {entry_sentence(world, one)}")
    if found.differences:
        print("On the map:")
    for d in found.differences:
        print(f"  {d.dimension} {d.id}: {d.variable} {d.left or '–'} | {d.right or '–'}")
    print("Measures at the end of each turn, from turn 0:")
    for m in found.measures:
        for side, values in (("<", m.left), (">", m.right)):
            print(f"  {m.name:<20} {side} " + " ".join(f"{value:7.1f}" for value in values))


# -- known -------------------------------------------------------------------------------------


def _known_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx[#BRANCH]")
    parser.add_argument("entry", metavar="ENTRY", type=entry_number)
    parser.add_argument("--seat", metavar="SEAT", help="another seat than the one that gave it")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def _known(args: argparse.Namespace) -> int:
    from tabletop.session.known import known_at
    from tabletop.session.wording import entry_sentence, seat_name

    with _opened(args.file) as session:
        counted(session, Path(args.file))
        seats = [seat.id for seat in session.world.scenario.seats]
        if args.seat is not None and args.seat not in seats:
            raise BadCall(f"there is no seat {args.seat!r}{hint(args.seat, seats)}")
        try:
            known = known_at(session.replay, args.entry, args.seat)
        except LookupError as fault:
            raise BadCall(str(fault.args[0])) from None
        entry = session.entries[args.entry - 1]
        world = session.world
    if args.json:
        print_json({
            "entry": known.seq, "seat": known.seat,
            "policy": None if known.player is None else known.player.title,
            "told": [{"entry": t.seq, "kind": t.kind, "text": t.sentence} for t in known.told],
            "untold": [{"entry": t.seq, "kind": t.kind, "text": t.sentence} for t in known.untold],
            "guesses": [
                {"variable": g.variable, "place": g.place, "believed": g.believed, "true": g.true,
                 "error": g.error} for g in known.guesses
            ],
        })  # fmt: skip
        return DONE
    print(f"Entry {known.seq}, turn {entry.turn}: {entry_sentence(world, entry)}")
    if known.player is not None:
        print(f"The seat was played by the policy {known.player.title}.")
    print(f"What {seat_name(world, known.seat)} had been told:")
    for one in known.told:
        print(f"  {one.seq:>4}  {one.sentence}")
    print("What it had not:")
    for one in known.untold:
        print(f"  {one.seq:>4}  {one.sentence}")
    print("What it believed of what it could not know:")
    for guess in known.guesses:
        where = f" ({', '.join(guess.place)})" if guess.place else ""
        error = f" ± {guess.error:.1f}" if guess.error is not None else ""
        print(f"  {guess.title}{where}: {guess.believed:.1f}{error}, in truth {guess.true:.1f}")
    return DONE


COMMANDS = (
    Command("branch", "list the branches of a session, or start one", _branch_arguments, _branch),
    Command("compare", "compare two branches or two sessions", _compare_arguments, _compare),
    Command("known", "say what a seat knew when it gave an order", _known_arguments, _known),
)
