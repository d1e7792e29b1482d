"""Personal numbers that keep one cell's view from another at a shared machine.

They are kept in memory for this sitting alone, never in the session file, and only as a salted
hash.  They are a courtesy among people in one room: whoever owns the file can open it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

ROUNDS = 20_000
SHORTEST = 4
"""Fewest characters of a PIN."""


class Pins:
    """The PINs of the seats that have chosen one."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def has(self, seat: str) -> bool:
        """Tell whether a seat has a PIN."""
        return seat in self._kept

    def choose(self, seat: str, pin: str) -> None:
        """Give a seat a PIN; ValueError when it is too short."""
        if len(pin) < SHORTEST:
            raise ValueError(f"a PIN has at least {SHORTEST} characters")
        salt = secrets.token_bytes(16)
        self._kept[seat] = (salt, _hash(pin, salt))

    def fits(self, seat: str, pin: str) -> bool:
        """Tell whether a PIN is that of a seat; a seat without one takes any."""
        if seat not in self._kept:
            return True
        salt, kept = self._kept[seat]
        return hmac.compare_digest(kept, _hash(pin, salt))

    def forget(self, seat: str) -> None:
        """Take the PIN of a seat away, for a cell that has forgotten it."""
        self._kept.pop(seat, None)


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, ROUNDS)
