"""Commands about many worlds."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

from tabletop.cli.asked import given_asked, origin_asked, plan_asked
from tabletop.cli.command import (
    AT_FAULT,
    DONE,
    BadCall,
    Command,
    Fault,
    can_be_file,
    counted,
    positive,
    print_json,
    readable,
    seed,
    writing_to,
)

MOST_RUNS = 100_000_000
MOST_WORLDS = 10_000
MOST_WORKERS = 256


def _number(most: int) -> Any:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
        return int(text)

    return read


def _explore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("origin", metavar="SCENARIO|FILE.ttx[#BRANCH][@ENTRY]")
    parser.add_argument("--runs", type=_number(MOST_RUNS), default=1000, metavar="N",
                        help="worlds in each cell (1,000)")  # fmt: skip
    parser.add_argument(
        "--first", type=seed, default=0, metavar="I", help="number of the first world"
    )
    parser.add_argument("--turns", type=positive, metavar="N", help="turns (all that are left)")
    parser.add_argument("--seed", type=seed, metavar="S", help="seed of chance (the scenario's)")
    parser.add_argument(
        "--policy", action="append", metavar="P", help="who decides; may be repeated"
    )
    parser.add_argument("--vary", action="append", default=[], metavar="ENTRY=A,B…",
                        help="play every value of a doctrine entry; repeat: all pairs")  # fmt: skip
    parser.add_argument("--set", action="append", default=[], metavar="VARIABLE=A,B…",
                        dest="initial", help="the same for a variable at the start")  # fmt: skip
    parser.add_argument("--event", action="append", default=[], metavar="NAME=CONDITION",
                        help="watch for something")  # fmt: skip
    parser.add_argument("--column", action="append", default=[], metavar="VARIABLE",
                        help="keep a variable for each turn")  # fmt: skip
    parser.add_argument("--given", action="append", default=[], metavar="EVENT:CONDITION:TURNS",
                        help="odds of one event given another within so many turns")  # fmt: skip
    parser.add_argument("--workers", type=_number(MOST_WORKERS), default=1, metavar="N",
                        help="processes on this machine (1)")  # fmt: skip
    parser.add_argument("--scheduler", default="", metavar="ADDR", help="a Dask cluster, tcp://…")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.parquet")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _explore(args: argparse.Namespace) -> int:
    from tabletop.analysis.explore.executors import WorkersLost, executor
    from tabletop.analysis.explore.exploring import explore
    from tabletop.analysis.explore.store import StoreFault
    from tabletop.analysis.progress import Progress

    if args.out.suffix != ".parquet":
        raise BadCall(f"--out names a file that ends in .parquet, not {args.out.name!r}")
    if args.scheduler and args.workers > 1:
        raise BadCall("--workers and --scheduler cannot be given together")
    plan = plan_asked(args, origin_asked(args.origin))
    given = [given_asked(text, plan) for text in args.given]
    progress = Progress("Exploring", len(plan.jobs()))
    try:
        with writing_to(args.out):
            args.out.parent.mkdir(parents=True, exist_ok=True)
            done = explore(
                plan, args.out, executor(args.workers, args.scheduler), command=sys.argv,
                given=given, tell=lambda n, _: progress.step(n, progress.left(n)),
            )  # fmt: skip
    except (StoreFault, WorkersLost) as fault:
        raise Fault(str(fault)) from None
    except ModuleNotFoundError as fault:
        raise Fault(
            f"{fault.name} is not installed; a cluster needs the extra: "
            "pip install 'ceasefire-tabletop[cluster]'"
        ) from None
    finally:
        progress.close()
    assert done is not None, "nothing cancels a call"
    if args.json:
        print_json({"runs": plan.runs, "turns": plan.turns, "seconds": round(done.seconds, 3),
                    **done.result.to_json()})  # fmt: skip
    else:
        worlds = plan.runs * len(plan.cells)
        print(f"{worlds:,} worlds × {plan.turns} turns in {done.seconds:.1f} s.")
        for path in done.written:
            print(path)
    return DONE


def _world_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.parquet", type=Path)
    parser.add_argument("--cell", type=seed, default=0, metavar="C", help="number of the cell (0)")
    parser.add_argument("--run", type=seed, required=True, metavar="N", help="number of the world")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.ttx")


def _world(args: argparse.Namespace) -> int:
    from tabletop.analysis.explore.opening import WorldDiffers, open_world
    from tabletop.analysis.explore.results import ResultFault, ResultSet
    from tabletop.session.journal import JournalFault

    readable(args.file, "an exploration (.parquet)")
    try:
        result = ResultSet(args.file)
        digest = open_world(result, args.cell, args.run, args.out)
    except KeyError:
        cells, first, runs = result.shape[0], result.plan.first, result.plan.runs
        raise BadCall(
            f"{args.file} has cells 0 to {cells - 1} with worlds {first} to {first + runs - 1}"
        ) from None
    except WorldDiffers as fault:
        print(f"tabletop: {fault}.", file=sys.stderr)
        return AT_FAULT
    except (ResultFault, JournalFault) as fault:
        raise Fault(str(fault)) from None
    print(f"Digest {digest}, as explored.")
    print(f"tabletop debrief {shlex.quote(str(args.out))}")
    return DONE


def _mattered_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.ttx", type=Path)
    parser.add_argument("--worlds", type=_number(MOST_WORLDS), default=64, metavar="N",
                        help="worlds for each act (64)")  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="write the account here")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def _mattered(args: argparse.Namespace) -> int:
    from tabletop.analysis.mattered.account import account, to_json
    from tabletop.analysis.mattered.effects import warning, what_mattered
    from tabletop.analysis.progress import Progress
    from tabletop.session.journal import JournalFault
    from tabletop.session.session import Session

    readable(args.file)
    if args.out is not None:
        can_be_file(args.out)
    progress = Progress("Playing again", 1)

    def tell(done: int, total: int) -> bool:
        progress.steps = total
        progress.step(done, progress.left(done))
        return True

    try:
        with Session.open(args.file, read_only=True) as session:
            counted(session, args.file)
            title = session.world.scenario.title
            if said := warning(session.replay, args.worlds):
                print(said, file=sys.stderr)
            effects = what_mattered(session.replay, args.worlds, tell)
    except (JournalFault, ValueError) as fault:
        raise Fault(str(fault)) from None
    finally:
        progress.close()
    if args.out is not None:
        with writing_to(args.out):
            args.out.parent.mkdir(parents=True, exist_ok=True)
            args.out.write_text(account(effects, title), encoding="utf-8")
    if args.json:
        print_json(to_json(effects))
    elif args.out is None:
        print(account(effects, title), end="")
    else:
        print(args.out)
    return DONE


COMMANDS = (
    Command("explore", "play many worlds and say how they spread", _explore_arguments, _explore),
    Command("mattered", "say which acts of a session moved it", _mattered_arguments, _mattered),
    Command("world", "open a world of an exploration as a session", _world_arguments, _world),
)
