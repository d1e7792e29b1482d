"""What a plain scalar means in the YAML 1.2 core schema.

``NO``, ``on``, ``12:30``, ``1_000`` and ``2026-01-06`` are text there, as an author would expect.
"""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str | None

_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCT = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Plain scalars that start with none of these are text; most do, so the regexes run rarely.
_MAYBE_NUMBER = frozenset("+-.0123456789")

TAG = "tag:yaml.org,2002:"
SCALAR_KINDS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}


def core_scalar(text: str) -> Scalar:
    """Return what plain ``text`` means in the YAML 1.2 core schema.

    Raises ValueError for numbers no computer word holds: infinities, nan, over 64 bits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _MAYBE_NUMBER:
        return text
    number: int | float
    if _INT.match(text):
        number = int(text) if len(text) < 24 else 2**64
    elif _HEX.match(text) or _OCT.match(text):
        number = int(text, 0)
    elif _FLOAT.match(text):
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(f"{text[:40]} is too large a number")
    elif _NOT_FINITE.match(text):
        raise ValueError(f"{text} is not a finite number")
    else:
        return text
    if isinstance(number, int) and not -(2**63) <= number < 2**63:
        raise ValueError("a whole number this long is not allowed (at most 64 bits)")
    return number
