"""Commands that take the MSEL to a spreadsheet and bring it back."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.command import (
    DONE,
    BadCall,
    Command,
    Fault,
    known_scenario,
    listed,
    readable,
    writing_to,
)

WAYS = ("export", "import")


# fmt: off
def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("way", metavar="export|import", type=_way,
                        help="to a workbook, or from one")
    parser.add_argument("source", metavar="SCENARIO|FILE.ttx|FILE.xlsx",
                        help="what is exported: a scenario, or a session with what was played")
    parser.add_argument("--out", required=True, type=Path, metavar="PATH",
                        help="the workbook; for import a scenario's folder, or a pack.yaml")
    parser.add_argument("--scenario", metavar="NAME",
                        help="import: the scenario whose injects are replaced (the workbook's)")
# fmt: on


def _way(text: str) -> str:
    if text not in WAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is neither export nor import")
    return text


def _run(args: argparse.Namespace) -> int:
    return _export(args) if args.way == "export" else _import(args)


def _export(args: argparse.Namespace) -> int:
    from tabletop.analysis.export.edited import is_edited

    if args.scenario is not None:
        raise BadCall("--scenario is for import; export takes a scenario or a session")
    if args.out.suffix.lower() != ".xlsx":
        raise BadCall(f"{args.out}: the workbook's name ends in .xlsx")
    if args.out.is_file() and is_edited(args.out):
        raise Fault(f"{args.out} was written on since it was made; give another name or move it")
    content = _of_session(Path(args.source)) if _is_session(args.source) else _of(args.source)
    with writing_to(args.out):
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_bytes(content)
    print(args.out)
    return DONE


def _is_session(source: str) -> bool:
    return Path(source).suffix == ".ttx"


def _of(name: str) -> bytes:
    from tabletop.content.library import resolve
    from tabletop.content.msel_xlsx import workbook
    from tabletop.content.problems import ContentFault

    known_scenario(name)
    try:
        return workbook(resolve(name))
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    except ValueError as fault:
        raise Fault(str(fault)) from None


def _of_session(path: Path) -> bytes:
    from tabletop.analysis.export.msel import msel_workbook
    from tabletop.analysis.report.reading import Reading
    from tabletop.session.journal import JournalFault
    from tabletop.session.session import Session

    readable(path)
    try:
        with Session.open(path, read_only=True) as session:
            return msel_workbook(Reading(session.replay, session.notes.all()))
    except (JournalFault, ValueError) as fault:
        raise Fault(str(fault)) from None


def _import(args: argparse.Namespace) -> int:
    from tabletop.content.msel_files import write_pack, write_scenario
    from tabletop.content.msel_import import WorkbookFault, read_workbook

    source = Path(args.source)
    readable(source, "a workbook")
    try:
        book = read_workbook(source)
        if args.out.suffix.lower() in (".yaml", ".yml"):
            with writing_to(args.out):
                write_pack(book, args.out)
            print(args.out)
            return DONE
        folder = _folder(args.scenario or book.scenario)
        with writing_to(args.out):
            write_scenario(book, folder, args.out)
    except WorkbookFault as fault:
        head = f"the workbook has {len(fault.problems)} problems:"
        lines = fault.problems if len(fault.problems) == 1 else (head, *fault.problems)
        raise Fault("\n".join(lines)) from None
    print(args.out / "injects" / "msel.yaml")
    print(args.out / "scenario.yaml")
    return DONE


def _folder(name: str) -> Path:
    from tabletop.content.library import scenario_folder
    from tabletop.content.problems import ContentFault

    if not name:
        raise BadCall("the workbook names no scenario; say which with --scenario NAME")
    known_scenario(name)
    try:
        return scenario_folder(name)
    except ContentFault as fault:
        raise Fault(listed(fault)) from None


COMMANDS = (Command("msel", "take the MSEL to a spreadsheet and bring it back", _arguments, _run),)
