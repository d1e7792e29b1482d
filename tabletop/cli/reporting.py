"""Commands that make documents and tables of a session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tabletop.cli.command import DONE, Command, Fault, readable, writing_to


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")


def _report(args: argparse.Namespace) -> int:
    from tabletop.analysis.report import write_report
    from tabletop.session.journal import JournalFault
    from tabletop.session.session import Session

    readable(args.file)
    try:
        with Session.open(args.file, read_only=True) as session:
            if session.world.scenario.practice:
                raise Fault(f"{args.file} is a practice session; nothing in it is reported.")
            with writing_to(args.out):
                paths = write_report(session.replay, args.out, args.file.name)
            for path in paths:
                print(path)
            if session.damage is not None:
                print(f"tabletop: {args.file} is damaged at {session.damage}; the report covers "
                      "what is intact.", file=sys.stderr)  # fmt: skip
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    return DONE


COMMANDS = (
    Command("report", "write the after-action report of a session", _report_arguments, _report),
)
