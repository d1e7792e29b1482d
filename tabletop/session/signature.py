"""The signature of a closed session: Ed25519 over the heads of its branches.

It shows that whoever holds the key vouched for exactly this record.  It covers the root (scenario,
seed, software), every entry of the trunk and of the branches there were, and not the notes, which
may be edited, nor branches begun later.  ``cryptography`` is imported only where it is used.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tabletop.session.contents import Contents
from tabletop.session.file import SessionFile
from tabletop.session.opening import JournalFault
from tabletop.session.record import BrokenRecord, canonical, read_canonical, stamp
from tabletop.session.schema import TRUNK

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

ROW = "signature"
"""Where the file keeps it: a row of its table ``meta``."""
WHAT = "tabletop session"


class KeyFault(Exception):
    """A key cannot be read or written; the text is one clear sentence."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What looking for a signature found: ``state`` is ``absent``, ``valid`` or ``mismatch``.

    ``key`` is the public key in hex, ``at`` when it was signed; ``what`` says what does not match,
    or what a valid signature does not cover, in a part of a sentence.
    """

    state: str
    key: str = ""
    at: str = ""
    what: str = ""

    @property
    def fingerprint(self) -> str:
        """A short form of the key, for people to compare."""
        return fingerprint(self.key)

    def to_json(self) -> dict[str, str]:
        """Return it as plain data."""
        return {"state": self.state, "key": self.key, "at": self.at, "what": self.what}


ABSENT = Seen("absent")
"""What is found in a file that nobody has signed."""


def fingerprint(key: str) -> str:
    """Return a short form of a public key in hex, in groups of four; empty for no key."""
    if not key:
        return ""
    text = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:24]
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def make_key(path: Path) -> str:
    """Make a new key in ``path``, readable by its owner alone, and ``path``.pub beside it.

    Returns the public key in hex.  Raises ``KeyFault``; a file that is there is never replaced.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    _write_once(path, secret, 0o600)
    _write_once(path.with_name(path.name + ".pub"), public, 0o644)
    return _hex(key.public_key())


def _write_once(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except FileExistsError:
        raise KeyFault(f"{path} exists already; a key is never replaced.") from None
    except OSError as fault:
        raise KeyFault(f"{path} cannot be written: {fault.strerror}.") from None


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key (PEM, without a password); raises ``KeyFault``."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(_bytes(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFault(f"{path} is not a private key without a password (PEM).") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFault(f"{path} is a key of another kind; an Ed25519 key is needed.")
    return key


def read_public_key(path: Path) -> str:
    """Read a public key (PEM) and return it in hex; raises ``KeyFault``."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(_bytes(path))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFault(f"{path} is not a public key (PEM).") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFault(f"{path} is a key of another kind; an Ed25519 key is needed.")
    return _hex(key)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError as fault:
        raise KeyFault(f"{path} cannot be read: {str(fault.strerror).lower()}.") from None


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def sign(path: Path, key: Ed25519PrivateKey, clock: Callable[[], datetime]) -> Seen:
    """Sign a closed session and keep the signature in its file, in place of an older one.

    Raises ``JournalFault`` when the file is damaged, locked or not writable, or when the exercise
    has not ended.
    """
    file = SessionFile.write(path)
    try:
        return sign_open(file, key, clock)
    finally:
        file.close()


def make_sure_signable(path: Path) -> None:
    """Raise ``JournalFault`` when a file is no session whose exercise has ended."""
    from tabletop.session.contents import read_contents

    _make_sure_ended(read_contents(path), path)


def _make_sure_ended(contents: Contents, path: Path) -> None:
    entries = contents.chains[TRUNK].entries
    if not entries or entries[-1].phase != "ended":
        raise JournalFault(f"{path} cannot be signed: the exercise has not ended (EndEx).")


def sign_open(file: SessionFile, key: Ed25519PrivateKey, clock: Callable[[], datetime]) -> Seen:
    """Sign a closed session whose file is open already; raises as ``sign`` does."""
    with file.guard:
        file.make_ready()
        _make_sure_ended(file.contents, file.path)
        statement = {"what": WHAT, "at": stamp(clock(), ""), **_heads(file.contents)}
        said = canonical(statement).encode()
        kept = {
            "statement": statement,
            "key": _hex(key.public_key()),
            "signature": key.sign(said).hex(),
        }
        packed = canonical(kept).encode()
        with file.transaction("The signature was not kept") as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (ROW, packed))
        file.contents.meta[ROW] = packed
        return look(file.contents)


def _heads(contents: Contents) -> dict[str, Any]:
    return {
        "root": contents.heading.root,
        "branches": [
            {"branch": number, "entries": len(chain.entries), "head": chain.head}
            for number, chain in contents.chains.items()
        ],
    }


def look(contents: Contents) -> Seen:
    """Look for a signature and check it against what was read of the file; never raises."""
    packed = contents.meta.get(ROW)
    if packed is None:
        return ABSENT
    try:
        kept = read_canonical(packed.decode())
        key, statement = str(kept["key"]), kept["statement"]
        at = str(statement["at"])
        raw, said = bytes.fromhex(key), canonical(statement).encode()
        proof = bytes.fromhex(kept["signature"])
        _verify(raw, proof, said)
        faults, left = _compare(statement, contents)
    except (BrokenRecord, KeyError, TypeError, ValueError) as fault:
        return Seen("mismatch", what=f"it cannot be read ({type(fault).__name__})")
    except _Forged:
        return Seen("mismatch", key, at, "it was not made with the key that it names")
    return Seen("mismatch" if faults else "valid", key, at, "; ".join(faults or left))


class _Forged(Exception):
    """A signature was not made with its key."""


def _verify(key: bytes, proof: bytes, said: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(proof, said)
    except InvalidSignature:
        raise _Forged from None


def _compare(statement: Mapping[str, Any], contents: Contents) -> tuple[list[str], list[str]]:
    """Return what does not match, and what is there besides what was signed."""
    faults, left = [], []
    if statement["what"] != WHAT or statement["root"] != contents.heading.root:
        return ["another session was signed"], []
    signed = {int(one["branch"]): one for one in statement["branches"]}
    for number, chain in contents.chains.items():
        one = signed.get(number)
        name = "" if number == TRUNK else f" of branch {chain.branch.name!r}"
        if one is None:
            left.append(f"branch {chain.branch.name!r} was begun later")
            continue
        entries, last = int(one["entries"]), len(chain.entries)
        if last < entries:
            faults.append(f"{entries} entries{name} were signed, {last} are there")
        elif entries and chain.entries[entries - 1].hash != one["head"] and (
            entries > chain.branch.fork
        ):  # fmt: skip
            faults.append(f"entry {entries}{name} is not the one that was signed")
        elif last > entries:
            what = f"entries {entries + 1} to {last}{name} came after it was signed"
            (faults if number == TRUNK else left).append(what)
    missing = sorted(set(signed) - set(contents.chains))
    return [*faults, *(f"branch {number} is missing" for number in missing)], left
