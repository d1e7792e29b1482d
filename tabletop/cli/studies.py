"""Commands that study a scenario: which assumptions matter, which opening deployments are good."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from tabletop.cli.command import (
    DONE,
    BadCall,
    Command,
    Fault,
    can_be_folder,
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
    parser.add_argument("--points", type=count, default=256, metavar="N",
                        help="points (256), each in --runs worlds under every policy")  # fmt: skip
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
    from tabletop.analysis.sensitivity.asking import Asked, command_words
    from tabletop.analysis.sensitivity.design import Effort, factors_of
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.analysis.sensitivity.study import measure_moved_most, study
    from tabletop.analysis.sensitivity.sweep import Question
    from tabletop.analysis.sensitivity.writing import write_study
    from tabletop.content.library import resolve, world_of
    from tabletop.content.problems import ContentFault
    from tabletop.rules.measures import MEASURES

    if args.index_points & (args.index_points - 1) or args.index_points < 2:
        raise BadCall(f"--index-points is a power of two from 2 up, not {args.index_points}")
    known_scenario(args.scenario)
    can_be_folder(args.out)
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
    cells = effort.cells(len(policies))
    print(f"about {cells * args.runs:,} worlds of {turns} turns will be played", file=sys.stderr)
    progress = Progress("Sweeping", cells)

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
    call = shlex.join(command_words(
        Asked(spec, policies, tuple(args.entry), args.points, args.index_points, args.runs, turns,
              question.seed, args.workers, args.out), args.scenario,
    ))  # fmt: skip
    with writing_to(args.out):
        kept = Kept(found, world.scenario.id, world.scenario.title)
        written = write_study(kept, args.out, call)
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
        for path in written:
            print(path)
    return DONE


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="a name or a folder")
    parser.add_argument("--goal", action="append", metavar="NAME[=WEIGHT]",
                        help="a measure, a condition or 'success'; repeated "
                        "(deterrence, escalation=-1, cost=-0.02)")  # fmt: skip
    parser.add_argument("--money", type=_amount, default=float("inf"), metavar="EUR_M",
                        help="EUR m a month besides what stands already")  # fmt: skip
    parser.add_argument("--brigades", type=_whole, default=1000, metavar="N", help="brigades more")
    parser.add_argument("--lift", type=_amount, default=float("inf"), metavar="TRAINS",
                        help="trains in all")  # fmt: skip
    parser.add_argument("--policy", default="hold", metavar="P", help="who plays on (hold)")
    parser.add_argument("--turns", type=positive, default=6, metavar="N", help="turns (6)")
    parser.add_argument("--seed", type=seed, metavar="S", help="seed of chance (the scenario's)")
    parser.add_argument("--scenarios", type=_whole, default=3, metavar="N",
                        help="openings of the front that are written as scenarios (3)")  # fmt: skip
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print the front as JSON")


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount from 0 up")
    return value


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {MOST}")
    return int(text)


def _search(args: argparse.Namespace) -> int:
    from tabletop.analysis.progress import Progress
    from tabletop.analysis.search import results
    from tabletop.analysis.search.asking import Asked, command_words
    from tabletop.analysis.search.options import Budget, Options, named
    from tabletop.analysis.search.searching import (
        Goal,
        evaluator,
        front,
        goal_names,
        search_front,
        weightings,
    )
    from tabletop.content.library import load_world
    from tabletop.content.problems import ContentFault

    known_scenario(args.scenario)
    can_be_folder(args.out)
    policy = policy_called(args.policy)
    try:
        world = load_world(args.scenario)
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    known = goal_names(world)
    goals = []
    for text in args.goal or ("deterrence", "escalation=-1", "cost=-0.02"):
        name, sign, weight = text.partition("=")
        if name not in known:
            raise BadCall(f"--goal: there is no {name!r}{hint(name, known)}")
        try:
            goals.append(Goal(name, float(weight) if sign else 1.0))
        except ValueError:
            raise BadCall(f"--goal {text!r}: {weight!r} is not a number") from None
    if args.out.exists() and any(args.out.iterdir()):
        raise Fault(f"{args.out} is there already and not empty; give another name")
    turns = min(args.turns, world.scenario.turns)
    number = world.scenario.seed if args.seed is None else args.seed
    progress = Progress("Searching", len(weightings(goals)))

    def tell(done: int, words: str) -> bool:
        progress.step(done, words)
        return True

    try:
        found = search_front(
            Options(world), goals, Budget(args.money, args.brigades, args.lift),
            evaluator(world, goals, turns, policy, number), tell,
        )  # fmt: skip
    finally:
        progress.close()
    best = front(found, goals)
    call = shlex.join(command_words(
        Asked(world.spec, tuple((goal.name, goal.weight) for goal in goals), args.money,
              args.brigades, args.lift, policy, turns, number, args.out), args.scenario,
        args.scenarios,
    ))  # fmt: skip
    with writing_to(args.out):
        args.out.mkdir(parents=True, exist_ok=True)
        text = results.account(world, goals, found, best, call)
        (args.out / "search.md").write_text(text, encoding="utf-8")
        drawing = results.picture(world, goals, found, best)
        (args.out / "front.svg").write_text(drawing, encoding="utf-8")
        chosen = sorted(best, key=lambda one: -one.worth)[: args.scenarios]
        folders = [
            results.write_scenario(world, args.scenario, one, n, args.out)
            for n, one in enumerate(chosen, start=1)
        ]
    if args.json:
        print_json({
            "judged": len(found), "goals": {goal.name: goal.weight for goal in goals},
            "front": [
                {"reached": dict(zip((goal.name for goal in goals), one.reached, strict=True)),
                 "money": one.price.money, "brigades": one.price.brigades, "lift": one.price.lift,
                 "deployments": named(world, one.opening)}
                for one in best
            ],
        })  # fmt: skip
    else:
        for path in (args.out / "search.md", args.out / "front.svg", *folders):
            print(path)
    return DONE


COMMANDS = (
    Command("search", "find good opening deployments", _search_arguments, _search),
    Command("sensitivity", "say which assumptions matter", _sensitivity_arguments, _sensitivity),
)
