"""Packing the scenario and the ground into a session file, and unpacking what may be hostile."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.session.record import BrokenRecord, canonical

MAX_SCENARIO = 64 << 20
"""Most bytes of an unpacked scenario."""
MAX_GROUND = 256 << 20
"""Most bytes of all unpacked geography arrays together."""
MAX_ARRAYS = 1000
_PLAIN = "biufU"  # kinds of NumPy types that hold no Python objects

Arrays = Mapping[str, NDArray[Any]]


def pack_scenario(spec: Mapping[str, Any]) -> bytes:
    """Pack a resolved scenario; raises ``ValueError`` or ``TypeError`` for what is not data."""
    return zlib.compress(canonical(spec).encode(), 6)


def unpack_scenario(data: bytes) -> tuple[dict[str, Any], str]:
    """Unpack a scenario; returns it and its canonical text.  Raises ``BrokenRecord``."""
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(data, MAX_SCENARIO)
        if engine.unconsumed_tail or not engine.eof:
            raise BrokenRecord("the scenario inside is cut short or too large")
        text = raw.decode()
        spec = json.loads(text)
    except (zlib.error, ValueError, RecursionError) as fault:
        raise BrokenRecord(f"the scenario inside cannot be read ({fault})") from None
    if not isinstance(spec, dict):
        raise BrokenRecord("the scenario inside is not a scenario")
    return spec, text


def pack_ground(arrays: Arrays) -> bytes:
    """Pack the geography arrays as an npz file without pickled objects."""
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, **arrays)
    return held.getvalue()


def unpack_ground(data: bytes) -> dict[str, NDArray[Any]]:
    """Unpack geography arrays; raises ``BrokenRecord`` for anything but plain arrays."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as files:
            parts = files.infolist()
            if len(parts) > MAX_ARRAYS or sum(part.file_size for part in parts) > MAX_GROUND:
                raise BrokenRecord("the ground inside is too large")
            return {
                part.filename.removesuffix(".npy"): _array(files, part) for part in parts
            }  # fmt: skip
    except (
        zipfile.BadZipFile, zlib.error, ValueError, TypeError, EOFError, OSError, RuntimeError,
        SyntaxError, KeyError, NotImplementedError, MemoryError,
    ) as fault:  # fmt: skip
        raise BrokenRecord(f"the ground inside cannot be read ({fault})") from None


def _array(files: zipfile.ZipFile, part: zipfile.ZipInfo) -> NDArray[Any]:
    # The sizes in a zip's directory may lie, so no more is read than they promise.
    with files.open(part) as stream:
        raw = stream.read(part.file_size + 1)
    if len(raw) != part.file_size:
        raise BrokenRecord("the ground inside is larger than it says")
    array: NDArray[Any] = np.lib.format.read_array(io.BytesIO(raw), allow_pickle=False)
    if array.dtype.kind not in _PLAIN:
        raise BrokenRecord("the ground inside holds something other than numbers and words")
    return array
