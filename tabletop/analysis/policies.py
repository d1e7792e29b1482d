"""The policies that can be asked for by name, teams of them, and a user's own from a file.

A name is one policy, or several joined by ``+`` of which each decides for its side
(``staff+patient``), or ``FILE.py:NAME``: a policy of the user's own. Such a file is a program and
is run, because the user said so; nothing in a session or a scenario can name one.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tabletop.analysis import red_policies, styles
from tabletop.analysis.policy import Answers, Orders, Policy
from tabletop.analysis.random_policy import RandomLawful
from tabletop.analysis.staff import Staff
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

SIDES = ("coalition", "red")
_SEAL = 12  # hex digits of a file's digest in a name


class PolicyFault(ValueError):
    """A file with a policy cannot be used; one sentence says why."""


class Hold:
    """Does nothing at all; shows where the world goes by itself."""

    name = "hold"
    says = "Gives no order and answers nothing."
    side = "coalition"

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        """Answer nothing."""
        return []

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        """Give no order."""
        return []


@dataclass(frozen=True)
class Team:
    """Policies that decide together, each by the view of its own side, in this order."""

    members: tuple[Policy, ...]

    @property
    def name(self) -> str:
        """The members' names, joined as :func:`find_policy` reads them."""
        return "+".join(member.name for member in self.members)

    @property
    def says(self) -> str:
        """What each member says."""
        return " ".join(member.says for member in self.members)


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            Hold(), Staff(), styles.TRIPWIRE, styles.FORWARD, styles.AIR_FIRST, styles.CAUTIOUS,
            RandomLawful(), red_policies.OPPORTUNIST, red_policies.PATIENT, red_policies.RECKLESS,
        )
    }
)  # fmt: skip
"""Every policy by name; those of the side ``red`` play Moscow by hand."""


def members(policy: Policy | Team) -> tuple[Policy, ...]:
    """List the policies that decide, in their order."""
    return policy.members if isinstance(policy, Team) else (policy,)


def find_policy(name: str) -> Policy | Team:
    """Return a policy or a team by its name.

    Raises ``KeyError`` with the word that names none, and ``PolicyFault`` for a file.
    """
    parts = [_one(word.strip()) for word in name.split("+")]
    return parts[0] if len(parts) == 1 else Team(tuple(parts))


def sealed_name(name: str) -> str:
    """Return the name with full paths of files and digests of what stands in them now.

    Such a name means the same program or a fault, wherever and whenever it is looked up.
    """
    return "+".join(_sealed(word.strip()) for word in name.split("+"))


def _sealed(word: str) -> str:
    if not _is_file(word):
        return word
    path, attribute, _ = _split(word)
    return f"{path.resolve()}:{attribute}#{_digest(path)}"


def _one(word: str) -> Policy:
    return _of_file(word) if _is_file(word) else POLICIES[word]


def _is_file(word: str) -> bool:
    return ".py:" in word or word.endswith(".py")


def _split(word: str) -> tuple[Path, str, str]:
    word, _, seal = word.partition("#")
    path, sign, attribute = word.rpartition(":")
    if not sign or not path.endswith(".py"):
        path, attribute = word, "POLICY"
    return Path(path), attribute, seal


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:_SEAL]
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
        raise PolicyFault(f"{path} cannot be read: {why}") from None


def _of_file(word: str) -> Policy:
    path, attribute, seal = _split(word)
    found = _digest(path)
    if seal and seal != found:
        raise PolicyFault(f"{path} is not what it was: its digest is {found}, not {seal}")
    return _run(path, attribute, found)


@lru_cache(maxsize=32)
def _run(path: Path, attribute: str, found: str) -> Policy:
    spec = importlib.util.spec_from_file_location(f"policy_{found}", path)
    if spec is None or spec.loader is None:
        raise PolicyFault(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as fault:  # any fault of somebody else's program is told, not passed on
        raise PolicyFault(f"{path} does not run: {type(fault).__name__}: {fault}") from fault
    if not hasattr(module, attribute):
        raise PolicyFault(f"{path} has no {attribute!r}; name its policy as {path.name}:NAME")
    return _checked(getattr(module, attribute), f"{path}:{attribute}")


def _checked(thing: Any, where: str) -> Policy:
    policy = thing() if isinstance(thing, type) else thing
    for method in ("answer", "choose"):
        if not callable(getattr(policy, method, None)):
            raise PolicyFault(f"{where} has no method {method}(world, view, luck)")
    for text in ("name", "says"):
        if not isinstance(getattr(policy, text, None), str):
            raise PolicyFault(f"{where} has no text {text!r}")
    if getattr(policy, "side", None) not in SIDES:
        raise PolicyFault(f"{where} has no side; it is 'coalition' or 'red'")
    checked: Policy = policy
    return checked
