"""Commands that make documents and tables of a session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.cli.command import (
    DONE,
    BadCall,
    Command,
    Fault,
    can_be_folder,
    counted,
    entry_number,
    hint,
    readable,
    writing_to,
)

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.session.replay import Replay
    from tabletop.session.session import Session

FORMATS = (
    "pdf", "docx", "html", "md", "xlsx", "csv", "jsonl", "parquet", "geojson", "svg", "png",
)  # fmt: skip
"""What ``--format`` may be, in the order in which the files are written."""
USUAL_WORLDS, MOST_WORLDS = 64, 10_000


# fmt: off
def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--format", action="append", metavar="F[,F …]",
                        help=f"only these of {', '.join(FORMATS)} (all)")
    parser.add_argument("--anonymise", action="store_true",
                        help="leave out names of seats and every word that people wrote")
    parser.add_argument("--moment", type=entry_number, metavar="SEQ",
                        help="the entry whose map and GeoJSON are written (the last)")
    parser.add_argument("--every", choices=("turn", "entry"), default="turn",
                        help="states after each turn (usual) or after every entry")
    parser.add_argument("--mattered", action="store_true",
                        help="play the session again without each act: which moved it?")
    parser.add_argument("--worlds", type=_worlds, metavar="N",
                        help=f"worlds for each act left out by --mattered ({USUAL_WORLDS})")
    parser.add_argument("--sensitivity", type=Path, metavar="DIR",
                        help="put in what `tabletop sensitivity` wrote there")
    parser.add_argument("--branch", metavar="NAME", help="a branch of the session (its trunk)")
# fmt: on


def _worlds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_WORLDS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORLDS}")
    return int(text)


def _chosen(words: list[str] | None) -> list[str]:
    """Return the formats that are asked for, in their order; raises ``BadCall`` for another."""
    if words is None:
        return list(FORMATS)
    asked = {one.strip().lower() for word in words for one in word.split(",")} - {""}
    for one in sorted(asked - set(FORMATS)):
        raise BadCall(f"there is no format {one!r}{hint(one, FORMATS)}")
    if not asked:
        raise BadCall(f"--format needs one of {', '.join(FORMATS)}")
    return [one for one in FORMATS if one in asked]


def _report(args: argparse.Namespace) -> int:
    from tabletop.analysis.typesetting import TypesettingFault
    from tabletop.session.journal import JournalFault
    from tabletop.session.schema import TRUNK
    from tabletop.session.session import Session

    formats = _chosen(args.format)
    if args.worlds is not None and not args.mattered:
        raise BadCall("--worlds belongs to --mattered")
    readable(args.file)
    can_be_folder(args.out)
    study = None if args.sensitivity is None else _study(args.sensitivity)
    try:
        with Session.open(args.file, read_only=True, branch=args.branch or TRUNK) as session:
            counted(session, args.file)
            with writing_to(args.out):
                paths = _write(session, args, formats, study)
            for path in paths:
                print(path)
            if session.damage is not None:
                print(f"tabletop: {args.file} is damaged at {session.damage}; the report covers "
                      "what is intact.", file=sys.stderr)  # fmt: skip
    except (JournalFault, TypesettingFault) as fault:
        raise Fault(str(fault)) from None
    return DONE


def _study(path: Path) -> Kept:
    """Read the study that a report is to show; raises ``Fault``."""
    from tabletop.analysis.sensitivity.keeping import FILE, StudyFault, read_study

    try:
        return read_study(path)
    except FileNotFoundError:
        raise Fault(f"{path} has no {FILE}; `tabletop sensitivity` writes one") from None
    except OSError as fault:
        raise Fault(f"{path} cannot be read: {str(fault.strerror).lower()}") from None
    except StudyFault as fault:
        raise Fault(str(fault)) from None


def _played_again(replay: Replay, worlds: int) -> Effects:
    """Find what mattered, with a progress bar; raises ``Fault`` when no turn was decided."""
    from tabletop.analysis.mattered.effects import warning, what_mattered
    from tabletop.analysis.progress import Progress

    progress = Progress("Playing again", 1)

    def tell(done: int, total: int) -> bool:
        progress.steps = total
        progress.step(done, progress.left(done))
        return True

    try:
        if said := warning(replay, worlds):
            print(said, file=sys.stderr)
        return what_mattered(replay, worlds, tell)
    except ValueError as fault:
        raise Fault(str(fault)) from None
    finally:
        progress.close()


def _write(
    session: Session, args: argparse.Namespace, formats: list[str], study: Kept | None
) -> list[Path]:
    from tabletop.analysis.export import EXPORTS, write_exports
    from tabletop.analysis.export.anonymous import anonymous
    from tabletop.analysis.export.edited import set_aside_edited
    from tabletop.analysis.progress import Progress
    from tabletop.analysis.report import FORMATS as DOCUMENTS
    from tabletop.analysis.report import write_report
    from tabletop.session.signature import Seen, look

    replay, notes = session.replay, session.notes.all()
    signature = look(session.journal.file.contents)
    if args.moment is not None and args.moment > replay.last:
        raise BadCall(f"there is no entry {args.moment}; the last is {replay.last}")
    if args.anonymise:
        replay, notes = anonymous(replay, notes)
        signature = Seen(signature.state, at=signature.at)  # a key may be known as somebody's
    documents = [one for one in formats if one in DOCUMENTS]
    exports = [one for one in formats if one in EXPORTS]
    if not documents and (args.mattered or study):
        raise BadCall(f"--mattered and --sensitivity need one of {', '.join(DOCUMENTS)}")
    mattered = _played_again(replay, args.worlds or USUAL_WORLDS) if args.mattered else None
    progress = Progress("Writing", 1)

    def tell(what: str, done: int, steps: int) -> None:
        progress.steps = max(1, steps)
        progress.step(done, what)

    for kept in set_aside_edited(args.out, formats):
        print(f"tabletop: somebody has written on the older one; it is now {kept}.",
              file=sys.stderr)  # fmt: skip
    try:
        written: list[Path] = []
        if documents:
            name = "" if args.anonymise else args.file.name
            written += write_report(replay, args.out, name, formats=documents, notes=notes,
                                    anonymous=args.anonymise, mattered=mattered, study=study,
                                    signature=signature, tell=tell)  # fmt: skip
        if exports:
            written += write_exports(replay, args.out, formats=exports, notes=notes,
                                     moment=args.moment, every_entry=args.every == "entry",
                                     tell=tell)  # fmt: skip
        return written
    finally:
        progress.close()


COMMANDS = (
    Command("report", "write the after-action report of a session, and its data",
            _report_arguments, _report),
)  # fmt: skip
