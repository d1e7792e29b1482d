"""The command line: ``tabletop`` and its commands.

Exit codes: 0 done, 1 the content or a file is at fault, 2 the call is at fault.  Everything heavy
is imported inside the command that needs it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from tabletop import __version__

DONE, AT_FAULT, BAD_CALL = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + the signal's number, as shells have it
DEFAULT_SCENARIO = "reassurance-force"
DEFAULT_POLICY = "staff"


class Fault(Exception):
    """A command cannot be done because a file or the machine is at fault; exit code 1."""


class BadCall(Exception):
    """A command was called in a way that makes no sense; exit code 2."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end in the nearest right word."""

    def error(self, message: str) -> NoReturn:
        raise BadCall(f"{message} (see {self.prog} --help)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return code
    except BadCall as fault:
        return _complain(str(fault), BAD_CALL)
    except Fault as fault:
        return _complain(str(fault), AT_FAULT)
    except KeyboardInterrupt:
        return _complain("stopped", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; what is left in the buffer must not be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        return _complain(f"{where}{(fault.strerror or str(fault)).lower()}", AT_FAULT)


def _complain(message: str, code: int) -> int:
    end = "" if message.endswith(("?", ".")) else "."
    print(f"tabletop: {message}{end}", file=sys.stderr)
    return code


def _run(words: list[str]) -> int:
    command = next((word for word in words if not word.startswith("-")), None)
    if command is not None and command not in COMMANDS:
        raise BadCall(f"there is no command {command!r}{_hint(command, COMMANDS)}")
    parser = _parser()
    args, strange = parser.parse_known_args(words)
    if strange:
        options = _options(parser, args.command)
        raise BadCall(
            f"there is no option {strange[0]!r}{_hint(strange[0], options)}"
            if strange[0].startswith("-")
            else f"{strange[0]!r} is one word too many"
        )
    if args.command is None:
        return _desk(args)
    return COMMANDS[args.command](args)


def _hint(word: str, choices: Sequence[str] | dict[str, Any]) -> str:
    from tabletop.content.problems import did_you_mean

    return did_you_mean(word, list(choices)) or f"; there is {', '.join(choices)}"


def _options(parser: argparse.ArgumentParser, command: str | None) -> list[str]:
    chosen = _subparsers(parser)[command] if command else parser
    return [word for action in chosen._actions for word in action.option_strings]


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tabletop", description="A tabletop exercise on a ceasefire line.",
        epilog="Without a command the desk opens.", allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"tabletop {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says, allow_abbrev=False)

    play = command("play", "open the desk at a scenario")
    play.add_argument("scenario", metavar="SCENARIO", help="a name or a folder")
    play.add_argument("--seed", type=_seed, metavar="N", help="seed of chance (the scenario's)")
    play.add_argument(
        "--session",
        type=Path,
        metavar="PATH",
        help="where the session is written; one that is there is played on",
    )

    demo = command("demo", "play a whole exercise without a screen")
    demo.add_argument("scenario", metavar="SCENARIO", nargs="?", default=DEFAULT_SCENARIO)
    demo.add_argument("--turns", type=_positive, metavar="N", help="how many turns (all of them)")
    demo.add_argument("--seed", type=_seed, metavar="S", help="seed of chance (the scenario's)")
    demo.add_argument("--policy", default=DEFAULT_POLICY, metavar="P", help="who decides (staff)")
    demo.add_argument("--out", required=True, type=Path, metavar="DIR", help="where to write")
    demo.add_argument("--json", action="store_true", help="print the result as JSON")

    debrief = command("debrief", "open the desk in debrief of a session")
    debrief.add_argument("file", metavar="FILE.ttx", type=Path)

    verify = command("verify", "prove that a session file is intact")
    verify.add_argument("file", metavar="FILE.ttx", type=Path)
    verify.add_argument("--json", action="store_true", help="print the verdict as JSON")

    check = command("check", "check scenarios, packs and maps")
    check.add_argument("paths", metavar="PATH", nargs="*", help="scenarios, packs or folders")
    check.add_argument("--json", action="store_true", help="print the problems as JSON")

    schema = command("schema", "write JSON Schemas for editors")
    schema.add_argument("--out", required=True, type=Path, metavar="DIR")

    report = command("report", "write the after-action report of a session")
    report.add_argument("file", metavar="FILE.ttx", type=Path)
    report.add_argument("--out", required=True, type=Path, metavar="DIR")
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 520:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 520")
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


# -- commands ----------------------------------------------------------------------------------


def _desk(args: argparse.Namespace) -> int:
    _need_a_display("run 'tabletop demo --out DIR' for an exercise without a screen")
    from tabletop.ui.app import open_desk

    return open_desk()


def _play(args: argparse.Namespace) -> int:
    _known_scenario(args.scenario)
    if args.session is not None and args.session.is_dir():
        raise BadCall(f"{args.session} is a folder; --session names the file to be written")
    if args.session is not None and args.session.exists() and args.seed is not None:
        raise BadCall(
            f"{args.session} is there already and has its seed; leave out --seed to play it on"
        )
    _need_a_display(f"run 'tabletop demo {args.scenario} --out DIR' to play it without a screen")
    from tabletop.ui.app import open_desk

    return open_desk(scenario=args.scenario, seed=args.seed, session=args.session)


def _debrief(args: argparse.Namespace) -> int:
    _readable(args.file)
    _need_a_display(f"run 'tabletop report {args.file} --out DIR' to read it without a screen")
    from tabletop.ui.app import open_desk

    return open_desk(debrief=args.file)


def _demo(args: argparse.Namespace) -> int:
    from tabletop.analysis.demo import play_demo
    from tabletop.analysis.policies import POLICIES
    from tabletop.content.library import resolve, routes_of
    from tabletop.content.problems import ContentFault
    from tabletop.session.journal import JournalFault

    if args.policy not in POLICIES:
        raise BadCall(f"there is no policy {args.policy!r}{_hint(args.policy, list(POLICIES))}")
    _known_scenario(args.scenario)
    try:
        spec = resolve(args.scenario)
        with _writing_to(args.out):
            done = play_demo(
                spec, args.out, arrays=routes_of(spec), turns=args.turns, seed=args.seed,
                policy=POLICIES[args.policy],
            )  # fmt: skip
    except ContentFault as fault:
        raise Fault(_listed(fault)) from None
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    if args.json:
        _print_json(done.to_json())
    else:
        print(done.scorecard_text())
    return DONE


def _verify(args: argparse.Namespace) -> int:
    from tabletop.analysis.progress import Progress
    from tabletop.session.journal import JournalFault
    from tabletop.session.verify import Fault as FileFault
    from tabletop.session.verify import Verdict, verify

    _readable(args.file)
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
        _print_json(verdict.to_json())
    elif verdict.intact:
        print(f"{args.file} is intact: {verdict.entries} entries, digest {verdict.digest}.")
    else:
        print(f"{args.file} is not intact:")
        for found in verdict.faults:
            print(f"  entry {found.entry}: {found.what}")
    return DONE if verdict.intact else AT_FAULT


def _check(args: argparse.Namespace) -> int:
    from tabletop.content.check import check

    problems = check(args.paths)
    if args.json:
        _print_json({
            "problems": [
                {"file": p.file, "line": p.line, "column": p.column, "message": p.message}
                for p in problems
            ]
        })  # fmt: skip
    else:
        for problem in problems:
            print(problem)
        if not problems:
            print("No problems.")
    return AT_FAULT if problems else DONE


def _schema(args: argparse.Namespace) -> int:
    from tabletop.content.json_schema import schemas

    for name, schema in sorted(schemas().items()):
        path = args.out / f"{name}.schema.json"
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        with _writing_to(args.out):
            args.out.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(path)
    return DONE


def _report(args: argparse.Namespace) -> int:
    from tabletop.analysis.report import write_report
    from tabletop.session.journal import JournalFault
    from tabletop.session.session import Session

    _readable(args.file)
    try:
        with Session.open(args.file, read_only=True) as session:
            with _writing_to(args.out):
                paths = write_report(session.replay, args.out, args.file.name)
            for path in paths:
                print(path)
            if session.damage is not None:
                print(f"tabletop: {args.file} is damaged at {session.damage}; the report covers "
                      "what is intact.", file=sys.stderr)  # fmt: skip
    except JournalFault as fault:
        raise Fault(str(fault)) from None
    return DONE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "play": _play, "demo": _demo, "debrief": _debrief, "verify": _verify, "check": _check,
    "schema": _schema, "report": _report,
}  # fmt: skip
"""Every command by name."""


# -- what commands share -----------------------------------------------------------------------


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _listed(fault: Any) -> str:
    lines = [str(problem) for problem in fault.problems]
    return "\n".join([f"the scenario has {len(lines)} problems:", *lines])


def _known_scenario(name: str) -> None:
    """Make sure that there is such a scenario; a name that is none is a bad call."""
    from tabletop.content.library import names

    folder = Path(name)
    if name in names() or (folder / "scenario.yaml").is_file() or folder.is_file():
        return
    if folder.is_dir():
        raise Fault(f"{name}: there is no scenario.yaml in this folder")
    raise BadCall(f"there is no scenario {name!r}{_hint(folder.name, names())}")


def _readable(path: Path) -> None:
    if path.is_dir():
        raise Fault(f"{path} is a folder, not a session file")
    if not path.exists():
        raise Fault(f"{path}: there is no such file")


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    """Say of a fault of the disk which folder it is about."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
        raise Fault(f"{folder} cannot be written: {why}") from None


def _need_a_display(instead: str) -> None:
    """Make sure that a window can be shown; Qt would end the program without a word."""
    from tabletop.ui.display import has_display, missing_package

    if not has_display():
        raise Fault(f"there is no display to open the desk on; {instead}")
    package = missing_package()
    if package:
        needs = f"Qt needs the system package {package} to open a window"
        raise Fault(f"{needs}; install it, or {instead}")
