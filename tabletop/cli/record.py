"""Commands about the record itself: proof, signature, and the session as text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.cli.command import (
    AT_FAULT,
    DONE,
    BadCall,
    Command,
    Fault,
    print_json,
    readable,
    writing_to,
)

if TYPE_CHECKING:
    from tabletop.session.verify import Verdict

_MAX_LINE = (400 << 20) + 2  # as in session/as_text.py, with the line's end


# -- verify ------------------------------------------------------------------------------------


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument(
        "--signer", type=Path, metavar="KEY.pub", help="the key that must have signed the session"
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")


def _verify(args: argparse.Namespace) -> int:
    from tabletop.analysis.progress import Progress
    from tabletop.session.journal import JournalFault
    from tabletop.session.signature import KeyFault, read_public_key
    from tabletop.session.verify import Fault as FileFault
    from tabletop.session.verify import Verdict, demand_signer, verify

    readable(args.file)
    progress = Progress("Verifying", 1)

    def tell(done: int, steps: int) -> None:
        progress.steps = max(1, steps)
        progress.step(done)

    try:
        signer = None if args.signer is None else read_public_key(args.signer)
        verdict = verify(args.file, tell)
        if signer is not None:
            verdict = demand_signer(verdict, signer)
    except KeyFault as fault:
        raise Fault(str(fault)) from None
    except JournalFault as fault:
        verdict = Verdict(False, 0, "", (FileFault(0, str(fault)),))
    finally:
        progress.close()
    if args.json:
        print_json(verdict.to_json())
    else:
        _tell_verdict(args.file, verdict)
    return DONE if verdict.intact else AT_FAULT


def _tell_verdict(file: Path, verdict: Verdict) -> None:
    if verdict.intact:
        print(f"{file} is intact: {verdict.entries} entries, digest {verdict.digest}.")
    elif all(fault.sealed for fault in verdict.faults):
        print(f"{file} is not intact: it is as it was sealed, but is judged otherwise today:")
    else:
        print(f"{file} is not intact:")
    names = list(verdict.branches)
    for found in verdict.faults:
        of = f" of branch {names[found.branch - 1]!r}" if found.branch else ""
        where = f"entry {found.entry}{of}: " if found.entry or found.branch else ""
        print(f"  {where}{found.what}")
    for name, entries in verdict.branches.items():
        print(f"  branch {name!r}: {entries} entries")
    seen = verdict.signature
    if not verdict.entries and not verdict.intact:
        return  # what was not read as a session has no signature to speak of
    if seen.state == "absent":
        print("  signature: absent")
    else:
        word = "valid" if seen.state == "valid" else "does not match"
        besides = f"; {seen.what}" if seen.what else ""
        print(f"  signature: {word}{besides}; key {seen.fingerprint}, {seen.at}")


# -- sign --------------------------------------------------------------------------------------


def _sign_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--key", required=True, type=Path, metavar="KEY", help="private key (PEM)")
    parser.add_argument(
        "--new-key", action="store_true", help="make the key first, and KEY.pub beside it"
    )


def _sign(args: argparse.Namespace) -> int:
    from tabletop.session.journal import JournalFault
    from tabletop.session.session import wall_clock
    from tabletop.session.signature import (
        KeyFault,
        make_key,
        make_sure_signable,
        read_key,
        sign,
    )

    readable(args.file)
    try:
        if args.new_key:
            make_sure_signable(args.file)
            make_key(args.key)
            print(f"{args.key} is the new key; keep it secret. {args.key}.pub is for everybody.")
        seen = sign(args.file, read_key(args.key), wall_clock)
    except (JournalFault, KeyFault) as fault:
        raise Fault(str(fault)) from None
    print(f"{args.file} is signed with the key {seen.fingerprint}.")
    return DONE


# -- export and import -------------------------------------------------------------------------


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument(
        "--jsonl", required=True, metavar="TEXT", help="where the text is written; - prints it"
    )


def _export(args: argparse.Namespace) -> int:
    from tabletop.session.as_text import text_of
    from tabletop.session.contents import read_contents
    from tabletop.session.journal import JournalFault

    readable(args.file)
    try:
        contents = read_contents(args.file)
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    if args.jsonl == "-":
        sys.stdout.writelines(text_of(contents))
    else:
        out = Path(args.jsonl)
        with writing_to(out):
            if out.exists() and out.samefile(args.file):
                raise BadCall(f"{out} is the session itself")
            out.parent.mkdir(parents=True, exist_ok=True)
            with out.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(text_of(contents))
        print(out)
    for chain in contents.chains.values():
        if chain.damage is not None:
            print(f"tabletop: {args.file} is damaged at {chain.damage}; the text holds what is "
                  "intact.", file=sys.stderr)  # fmt: skip
            return AT_FAULT
    return DONE


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", type=Path)
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.ttx")


def _import(args: argparse.Namespace) -> int:
    from tabletop.session.as_text import read_text, write_contents
    from tabletop.session.journal import JournalFault

    readable(args.text, "the text of a session")
    try:
        with args.text.open(encoding="utf-8", newline="\n") as file:
            contents = read_text(iter(lambda: file.readline(_MAX_LINE), ""))
    except UnicodeDecodeError:
        raise Fault(f"{args.text} is not text in UTF-8") from None
    except JournalFault as fault:
        raise Fault(f"{args.text}: {fault}") from None
    try:
        with writing_to(args.out):
            args.out.parent.mkdir(parents=True, exist_ok=True)
            write_contents(args.out, contents)
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    print(args.out)
    return DONE


COMMANDS = (
    Command("verify", "prove that a session file is intact", _verify_arguments, _verify),
    Command("sign", "sign a closed session with a key", _sign_arguments, _sign),
    Command("export", "write a whole session as one text", _export_arguments, _export),
    Command("import", "make a session file of its text", _import_arguments, _import),
)
