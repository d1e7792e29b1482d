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
    counted,
    hint,
    readable,
    writing_to,
)

if TYPE_CHECKING:
    from tabletop.session.session import Session

FORMATS = (
    "pdf", "docx", "html", "md", "xlsx", "csv", "jsonl", "parquet", "geojson", "svg", "png",
)  # fmt: skip
"""What ``--format`` may be, in the order in which the files are written."""


# fmt: off
def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--format", action="append", metavar="F[,F …]",
                        help=f"only these of {', '.join(FORMATS)} (all)")
    parser.add_argument("--anonymise", action="store_true",
                        help="leave out names of seats and every word that people wrote")
    parser.add_argument("--moment", type=_entry, metavar="SEQ",
                        help="the entry whose map and GeoJSON are written (the last)")
    parser.add_argument("--every", choices=("turn", "entry"), default="turn",
                        help="states after each turn (usual) or after every entry")
    parser.add_argument("--branch", metavar="NAME", help="a branch of the session (its trunk)")
# fmt: on


def _entry(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 8:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of an entry")
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
    readable(args.file)
    try:
        with Session.open(args.file, read_only=True, branch=args.branch or TRUNK) as session:
            counted(session, args.file)
            with writing_to(args.out):
                paths = _write(session, args, formats)
            for path in paths:
                print(path)
            if session.damage is not None:
                print(f"tabletop: {args.file} is damaged at {session.damage}; the report covers "
                      "what is intact.", file=sys.stderr)  # fmt: skip
    except (JournalFault, TypesettingFault) as fault:
        raise Fault(str(fault)) from None
    return DONE


def _write(session: Session, args: argparse.Namespace, formats: list[str]) -> list[Path]:
    from tabletop.analysis.export import EXPORTS, write_exports
    from tabletop.analysis.export.anonymous import anonymous
    from tabletop.analysis.progress import Progress
    from tabletop.analysis.report import FORMATS as DOCUMENTS
    from tabletop.analysis.report import write_report

    replay, notes = session.replay, session.notes.all()
    if args.moment is not None and args.moment > replay.last:
        raise BadCall(f"there is no entry {args.moment}; the last is {replay.last}")
    if args.anonymise:
        replay, notes = anonymous(replay, notes)
    documents = [one for one in formats if one in DOCUMENTS]
    exports = [one for one in formats if one in EXPORTS]
    progress = Progress("Writing", 1)

    def tell(what: str, done: int, steps: int) -> None:
        progress.steps = max(1, steps)
        progress.step(done, what)

    try:
        written: list[Path] = []
        if documents:
            name = "" if args.anonymise else args.file.name
            written += write_report(replay, args.out, name, formats=documents, notes=notes,
                                    anonymous=args.anonymise, tell=tell)  # fmt: skip
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
