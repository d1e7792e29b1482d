"""Commands that open the desk."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.command import (
    BadCall,
    Command,
    Fault,
    known_scenario,
    listed,
    readable,
    seed,
)


def open_start_window() -> int:
    """Open the desk at its start window, which is what ``tabletop`` without a command does."""
    _need_a_display("run 'tabletop demo --out DIR' for an exercise without a screen")
    from tabletop.ui.opening import open_desk

    return open_desk()


def _play_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="a name or a folder")
    parser.add_argument("--seed", type=seed, metavar="N", help="seed of chance (the scenario's)")
    parser.add_argument(
        "--session",
        type=Path,
        metavar="PATH",
        help="where the session is written; one that is there is played on",
    )
    parser.add_argument(
        "--branch", default="", metavar="NAME", help="a branch of the session that is played on"
    )


def _play(args: argparse.Namespace) -> int:
    if Path(args.scenario).suffix == ".ttx" and Path(args.scenario).is_file():
        raise BadCall(
            f"{args.scenario} is a session; 'tabletop play SCENARIO --session {args.scenario}' "
            "plays it on, and 'tabletop debrief' looks at it"
        )
    known_scenario(args.scenario)
    if args.session is not None and args.session.is_dir():
        raise BadCall(f"{args.session} is a folder; --session names the file to be written")
    if args.session is not None and args.session.exists() and args.seed is not None:
        raise BadCall(
            f"{args.session} is there already and has its seed; leave out --seed to play it on"
        )
    there = args.session is not None and args.session.exists()
    if args.branch and not there:
        raise BadCall("--branch names a branch of a session that is there; give --session PATH")
    if there:
        _same_scenario(args.scenario, args.session)
    _need_a_display(f"run 'tabletop demo {args.scenario} --out DIR' to play it without a screen")
    from tabletop.ui.opening import open_desk

    return open_desk(
        scenario=args.scenario, seed=args.seed, session=args.session, branch=args.branch
    )


def _same_scenario(name: str, path: Path) -> None:
    """Make sure that a session that is there plays the scenario asked for."""
    from tabletop.content.library import resolve
    from tabletop.content.problems import ContentFault
    from tabletop.session.opening import JournalFault, read_meta, reading
    from tabletop.session.packing import unpack_scenario
    from tabletop.session.record import BrokenRecord

    try:
        with reading(path) as db:
            spec, _ = unpack_scenario(read_meta(db, path)["scenario"])
        played, wanted = spec["scenario"]["id"], resolve(name)["scenario"]["id"]
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    except (JournalFault, BrokenRecord, KeyError, TypeError):
        return  # the desk says in full what is wrong with a file
    if played != wanted:
        raise BadCall(
            f"{path} is a session of the scenario {played!r}, not of {wanted!r}; "
            f"play it on with 'tabletop play {played} --session {path}', or name another file"
        )


def _debrief_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--branch", default="", metavar="NAME", help="a branch of the session")


def _debrief(args: argparse.Namespace) -> int:
    readable(args.file)
    _need_a_display(f"run 'tabletop report {args.file} --out DIR' to read it without a screen")
    from tabletop.ui.opening import open_desk

    return open_desk(debrief=args.file, branch=args.branch)


def _need_a_display(instead: str) -> None:
    """Make sure that a window can be shown; Qt would end the program without a word."""
    from tabletop.ui.display import has_display, missing_package

    if not has_display():
        raise Fault(f"there is no display to open the desk on; {instead}")
    package = missing_package()
    if package:
        needs = f"Qt needs the system package {package} to open a window"
        raise Fault(f"{needs}; install it, or {instead}")


COMMANDS = (
    Command("play", "open the desk at a scenario", _play_arguments, _play),
    Command("debrief", "open the desk in debrief of a session", _debrief_arguments, _debrief),
)
