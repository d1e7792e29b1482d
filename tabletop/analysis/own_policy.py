"""A policy of the user's own for the desk: what a file offers, told without running it.

Only :func:`load` runs the file, and only somebody who was told that it is a program calls that.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tabletop.analysis.policies import PolicyFault, Team, find_policy

USUAL = "POLICY"
_METHODS = {"answer", "choose"}
MOST_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True)
class OwnPolicy:
    """A policy that came from ``file``: by which word it is found, and by what it is known.

    ``word`` holds the full path and the digest, and so means this very program or a fault;
    ``digest`` is the SHA-256 of the file.
    """

    word: str
    name: str
    says: str
    side: str
    file: str
    digest: str


def offered(path: Path) -> tuple[str, ...]:
    """List what a file seems to offer: ``POLICY`` first, then classes that decide as policies do.

    The file is read and not run. Raises ``PolicyFault``.
    """
    try:
        tree = ast.parse(_read(path), filename=str(path))
    except (SyntaxError, ValueError, RecursionError) as fault:
        raise PolicyFault(f"{path} is no Python program: {fault}") from None
    found = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _METHODS.issubset(
            one.name for one in node.body if isinstance(one, ast.FunctionDef)
        ):
            found.append(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else (
            [node.target] if isinstance(node, ast.AnnAssign) else []
        )  # fmt: skip
        if any(isinstance(one, ast.Name) and one.id == USUAL for one in targets):
            found.insert(0, USUAL)
    if not found:
        raise PolicyFault(
            f"{path} offers no policy: neither {USUAL} nor a class with answer and choose"
        )
    return tuple(dict.fromkeys(found))


def load(path: Path, attribute: str = USUAL) -> OwnPolicy:
    """Run a file and return the policy in it; raises ``PolicyFault``."""
    path = path.resolve()
    if "+" in str(path) or "#" in str(path):
        raise PolicyFault(f"the path {path} holds a sign (+ or #) that names of policies use")
    digest = hashlib.sha256(_read(path)).hexdigest()
    word = f"{path}:{attribute}#{digest[:12]}"
    policy = find_policy(word)
    assert not isinstance(policy, Team), "one word names one policy"
    return OwnPolicy(
        word, policy.name[:120], policy.says, policy.side, f"{path.name}:{attribute}", digest
    )


def still_there(word: str, digest: str) -> bool:
    """Tell whether the file of a word still holds what its full digest says."""
    path = word.rpartition("#")[0].rpartition(":")[0]
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest
    except (OSError, ValueError):
        return False


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PolicyFault(f"{path} is too large for a policy")
        return path.read_bytes()
    except OSError as fault:
        raise PolicyFault(f"{path} cannot be read: {(fault.strerror or '').lower()}") from None
