"""The program: reads the words of a call, runs one command and turns faults into exit codes.

Exit codes: 0 done, 1 the content or a file is at fault, 2 the call is at fault.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from tabletop import __version__
from tabletop.cli import checking, desk, exercise, looking, msel, record, reporting, studies, worlds
from tabletop.cli.command import AT_FAULT, BAD_CALL, DONE, BadCall, Command, Fault, hint

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + the signal's number, as shells have it

FAMILIES = (desk, exercise, reporting, msel, record, looking, worlds, studies, checking)
COMMANDS: dict[str, Command] = {one.name: one for family in FAMILIES for one in family.COMMANDS}
"""Every command by name."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end in the nearest right word."""

    def error(self, message: str) -> NoReturn:
        raise BadCall(f"{message} (see {self.prog} --help)")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help and version; argparse itself keeps a full disk to itself."""
        if message:
            (file or sys.stderr).write(message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        try:
            code = _run(sys.argv[1:] if argv is None else list(argv))
        except SystemExit as done:  # how argparse ends after --help and --version
            code = int(done.code or DONE)
        sys.stdout.flush()
        return code
    except BadCall as fault:
        return _complain(str(fault), BAD_CALL)
    except Fault as fault:
        return _complain(str(fault), AT_FAULT)
    except KeyboardInterrupt:
        return _complain("stopped", INTERRUPTED)
    except BrokenPipeError:
        _forget_output()  # whoever read it has gone
        return PIPE_CLOSED
    except OSError as fault:
        try:
            sys.stdout.flush()
        except OSError:
            _forget_output()
        where = f"{fault.filename}: " if fault.filename else ""
        return _complain(f"{where}{(fault.strerror or str(fault)).lower()}", AT_FAULT)


def _forget_output() -> None:
    """Let nothing that is left in the buffer be written when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    end = "" if message.endswith(("?", ".")) else "."
    print(f"tabletop: {message}{end}", file=sys.stderr)
    return code


def _run(words: list[str]) -> int:
    command = next((word for word in words if not word.startswith("-")), None)
    if command is not None and command not in COMMANDS:
        raise BadCall(f"there is no command {command!r}{hint(command, COMMANDS)}")
    parser = _parser()
    args, strange = parser.parse_known_args(words)
    if strange:
        options = _options(parser, args.command)
        raise BadCall(
            f"there is no option {strange[0]!r}{hint(strange[0], options)}"
            if strange[0].startswith("-")
            else f"{strange[0]!r} is one word too many"
        )
    if args.command is None:
        return desk.open_start_window()
    return COMMANDS[args.command].run(args)


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
    for one in COMMANDS.values():
        added = commands.add_parser(
            one.name, help=one.says, description=one.says, allow_abbrev=False
        )
        one.arguments(added)
    return parser
