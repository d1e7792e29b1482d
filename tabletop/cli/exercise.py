"""Commands that play whole exercises without a screen."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.command import (
    DEFAULT_SCENARIO,
    DONE,
    Command,
    Fault,
    can_be_folder,
    known_scenario,
    listed,
    policy_called,
    positive,
    print_json,
    seed,
    writing_to,
)

DEFAULT_POLICY = "staff"


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", default=DEFAULT_SCENARIO)
    parser.add_argument("--turns", type=positive, metavar="N", help="how many turns (all of them)")
    parser.add_argument("--seed", type=seed, metavar="S", help="seed of chance (the scenario's)")
    parser.add_argument("--policy", default=DEFAULT_POLICY, metavar="P", help="who decides (staff)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where to write")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _demo(args: argparse.Namespace) -> int:
    from tabletop.analysis.demo import play_demo
    from tabletop.analysis.policies import find_policy
    from tabletop.content.library import resolve, routes_of
    from tabletop.content.problems import ContentFault
    from tabletop.session.journal import JournalFault

    policy = find_policy(policy_called(args.policy))
    known_scenario(args.scenario)
    can_be_folder(args.out)
    try:
        spec = resolve(args.scenario)
        with writing_to(args.out):
            done = play_demo(
                spec, args.out, arrays=routes_of(spec), turns=args.turns, seed=args.seed,
                policy=policy,
            )  # fmt: skip
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    if args.json:
        print_json(done.to_json())
    else:
        print(done.scorecard_text())
    return DONE


COMMANDS = (
    Command("demo", "play a whole exercise without a screen", _demo_arguments, _demo),
)  # fmt: skip
