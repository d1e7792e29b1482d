"""What every command shares: how it is declared, what it may be given, and how it fails."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tabletop.session.session import Session

DONE, AT_FAULT, BAD_CALL = 0, 1, 2
MOST_LISTED = 40
"""So many words a complaint lists; more would bury it."""
DEFAULT_SCENARIO = "reassurance-force"


class Fault(Exception):
    """A command cannot be done because a file or the machine is at fault; exit code 1."""


class BadCall(Exception):
    """A command was called in a way that makes no sense; exit code 2."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, one phrase for its help, its arguments, and what it does.

    ``run`` returns the exit code, and raises ``Fault``, ``BadCall`` or ``OSError``.
    """

    name: str
    says: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def hint(word: str, choices: Collection[str]) -> str:
    """Return the nearest right word as the end of a complaint, or the words there are."""
    from tabletop.content.problems import did_you_mean

    near = did_you_mean(word, list(choices))
    if near or len(choices) > MOST_LISTED:
        return near or f", and none of the {len(choices)} there are is like it"
    return f"; there is {', '.join(choices)}"


def positive(text: str) -> int:
    """Read a number of turns; raises ``ArgumentTypeError``."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 520:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 520")
    return int(text)


def seed(text: str) -> int:
    """Read a seed of chance; raises ``ArgumentTypeError``."""
    if not text.isascii() or not text.isdigit() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def entry_number(text: str) -> int:
    """Read the number of an entry; raises ``ArgumentTypeError``."""
    if not text.isascii() or not text.isdigit() or len(text) > 8:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of an entry")
    return int(text)


def policy_called(name: str) -> str:
    """Return the full name of a policy, with the digest of the file that it stands in, if any.

    A word that names none is a bad call; a file that cannot be used is a fault.
    """
    from tabletop.analysis.policies import POLICIES, PolicyFault, find_policy, sealed_name

    try:
        sealed = sealed_name(name)
        find_policy(sealed)
    except KeyError as fault:
        word = str(fault.args[0])
        raise BadCall(f"there is no policy {word!r}{hint(word, POLICIES)}") from None
    except PolicyFault as fault:
        raise Fault(str(fault)) from None
    return sealed


def print_json(value: Any) -> None:
    """Print one JSON object."""
    print(json.dumps(value, ensure_ascii=False))


def listed(fault: Any) -> str:
    """Say all problems of a ``ContentFault``, a line for each."""
    lines = [str(problem) for problem in fault.problems]
    number = f"{len(lines)} problems" if len(lines) != 1 else "a problem"
    return "\n".join([f"the scenario has {number}:", *lines])


def known_scenario(name: str) -> None:
    """Make sure that there is such a scenario; a name that is none is a bad call."""
    from tabletop.content.library import names

    folder = Path(name)
    if name in names() or (folder / "scenario.yaml").is_file() or folder.is_file():
        return
    if folder.is_dir():
        raise Fault(f"{name}: there is no scenario.yaml in this folder")
    raise BadCall(f"there is no scenario {name!r}{hint(folder.name, names())}")


def counted(session: Session, path: Path) -> None:
    """Make sure that a session counts; raises ``Fault`` for practice, which nothing reports."""
    if session.world.scenario.practice:
        raise Fault(f"{path} is a practice session; nothing in it is reported.")


def readable(path: Path, what: str = "a session file") -> None:
    """Make sure that a file is there, by default a session file; raises ``Fault``."""
    if path.is_dir():
        raise Fault(f"{path} is a folder, not {what}")
    if not path.exists():
        raise Fault(f"{path}: there is no such file")


def can_be_folder(path: Path) -> None:
    """Make sure before long work that no file is in the place of a folder; raises ``Fault``."""
    if path.exists() and not path.is_dir():
        raise Fault(f"{path} is there already and is not a folder")


def can_be_file(path: Path) -> None:
    """Make sure before long work that no folder is in the place of a file; raises ``Fault``."""
    if path.is_dir():
        raise Fault(f"{path} is a folder; --out names the file to be written")


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Say of a fault of the disk which folder or file it is about."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise Fault(f"{place} cannot be written: {_why(fault)}") from None


def _why(fault: OSError) -> str:
    """Say what is wrong; of a folder that was copied, what was wrong with the first file."""
    if isinstance(fault, shutil.Error) and fault.args and fault.args[0]:
        first = fault.args[0][0]
        return str(first[-1] if isinstance(first, tuple) else first).partition("] ")[2].lower()
    return (fault.strerror or str(fault)).lower()
