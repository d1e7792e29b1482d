"""Commands about the record itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.command import AT_FAULT, DONE, Command, print_json, readable


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")


def _verify(args: argparse.Namespace) -> int:
    from tabletop.analysis.progress import Progress
    from tabletop.session.journal import JournalFault
    from tabletop.session.verify import Fault as FileFault
    from tabletop.session.verify import Verdict, verify

    readable(args.file)
    progress = Progress("Verifying", 1)

    def tell(done: int, steps: int) -> None:
        progress.steps = max(1, steps)
        progress.step(done)

    try:
        verdict = verify(args.file, tell)
    except JournalFault as fault:
        verdict = Verdict(False, 0, "", (FileFault(0, str(fault)),))
    finally:
        progress.close()
    if args.json:
        print_json(verdict.to_json())
    elif verdict.intact:
        print(f"{args.file} is intact: {verdict.entries} entries, digest {verdict.digest}.")
    else:
        print(f"{args.file} is not intact:")
        for found in verdict.faults:
            print(f"  entry {found.entry}: {found.what}")
    return DONE if verdict.intact else AT_FAULT


COMMANDS = (
    Command("verify", "prove that a session file is intact", _verify_arguments, _verify),
)  # fmt: skip
