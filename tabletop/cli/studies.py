"""Commands that study a scenario: which assumptions matter, which opening deployments are good."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.command import (
    DONE,
    BadCall,
    Command,
    Fault,
    hint,
    known_scenario,
    listed,
    policy_called,
    positive,
    print_json,
    seed,
    writing_to,
)

MOST = 65_536
POSTURES = ("tripwire", "forward", "air_first")
"""Policies that stand for the postures which a study compares by default."""


def count(text: str) -> int:
    """Read a count from 1 up; raises ``ArgumentTypeError``."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST}")
    return int(text)


def _sensitivity_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="a name or a folder")
    parser.add_argument("--policy", action="append", metavar="P",
                        help=f"a posture to compare; repeated ({', '.join(POSTURES)})")  # fmt: skip
    parser.add_argument("--entry", action="append", default=[], metavar="NAME",
                        help="sweep this doctrine entry; repeated (all with a range)")  # fmt: skip
    parser.add_argument("--points", type=count, default=256, metavar="N", help="points (256)")
    parser.add_argument("--index-points", type=count, default=32, metavar="N",
                        help="points for indices, a power of two (32)")  # fmt: skip
    parser.add_argument("--runs", type=count, default=16, metavar="N", help="worlds a point (16)")
    parser.add_argument("--turns", type=positive, metavar="N", help="turns (all)")
    parser.add_argument("--seed", type=seed, metavar="S", help="seed of chance (the scenario's)")
    parser.add_argument("--workers", type=count, default=1, metavar="N", help="processes (1)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print the leading entries as JSON")


def _sensitivity(args: argparse.Namespace) -> int:
    from tabletop.analysis.explore.executors import WorkersLost, executor
    from tabletop.analysis.progress import Progress
    from tabletop.analysis.sensitivity.account import account, screening_csv, tornado
    from tabletop.analysis.sensitivity.design import factors_of
    from tabletop.analysis.sensitivity.study import Effort, measure_moved_most, study
    from tabletop.analysis.sensitivity.sweep import Question
    from tabletop.content.library import resolve, world_of
    from tabletop.content.problems import ContentFault
    from tabletop.rules.measures import MEASURES

    if args.index_points & (args.index_points - 1) or args.index_points < 2:
        raise BadCall(f"--index-points is a power of two from 2 up, not {args.index_points}")
    known_scenario(args.scenario)
    policies = tuple(policy_called(name) for name in args.policy or POSTURES)
    try:
        spec = resolve(args.scenario)
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    world = world_of(spec)
    try:
        factors = factors_of(world.doctrine, args.entry)
    except KeyError as fault:
        names = [entry.name for entry, _ in world.doctrine]
        raise BadCall(
            f"there is no doctrine entry {fault.args[0]!r}{hint(fault.args[0], names)}"
        ) from None
    except ValueError as fault:
        raise BadCall(str(fault)) from None
    turns = min(args.turns or world.scenario.turns, world.scenario.turns)
    question = Question(
        spec, world.scenario.seed if args.seed is None else args.seed, policies, args.runs, turns
    )
    most = len(factors)
    effort = Effort(args.points, min(12, most), min(6, most), args.index_points)
    progress = Progress("Sweeping", effort.cells(len(policies)))

    def tell(done: int, total: int) -> bool:
        progress.step(done, progress.left(done))
        return True

    try:
        with writing_to(args.out):
            args.out.mkdir(parents=True, exist_ok=True)
        found = study(question, factors, executor(args.workers), effort, tell)
    except WorkersLost as fault:
        raise Fault(str(fault)) from None
    finally:
        progress.close()
    texts = {
        "sensitivity.md": account(found, world.scenario.title),
        "screening.csv": screening_csv(found),
    }
    moved = measure_moved_most(found, 0)
    for number, policy in enumerate(policies):
        texts[f"tornado-{Path(policy).name.partition(':')[0]}.svg"] = tornado(found, moved, number)
    with writing_to(args.out):
        for name, text in texts.items():
            (args.out / name).write_text(text, encoding="utf-8")
    if args.json:
        print_json({
            "entries": len(factors), "unsettled": round(found.unsettled, 4),
            "leading": [
                {"entry": factors[i].name, "measure": measure_moved_most(found, n),
                 "swing": {policy: {name: [round(float(found.swing[n, end, p, m]), 3)
                                           for end in (0, 1)]
                                    for m, name in enumerate(MEASURES)}
                           for p, policy in enumerate(policies)}}
                for n, i in enumerate(found.leading)
            ],
            "flips": [{"entry": flip.factor, "value": flip.value, "by": flip.by,
                       "before": policies[flip.before], "after": policies[flip.after]}
                      for flip in found.flips],
        })  # fmt: skip
    else:
        for name in texts:
            print(args.out / name)
    return DONE


COMMANDS = (
    Command("sensitivity", "say which assumptions matter", _sensitivity_arguments, _sensitivity),
)
