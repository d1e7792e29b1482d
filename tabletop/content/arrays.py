"""Reads the arrays of an ``.npz`` file without NumPy, which takes longer to load than to use."""

from __future__ import annotations

import struct
import zipfile
from ast import literal_eval
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

_Code = Literal["d", "f", "q", "i", "h", "b", "?"]
_CODES: dict[str, _Code] = {
    "<f8": "d", "<f4": "f", "<i8": "q", "<i4": "i", "<i2": "h", "|i1": "b", "|b1": "?",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlainArray:
    """An array as plain values: ``flat`` holds all of them, the last axis running fastest."""

    shape: tuple[int, ...]
    flat: Sequence[float] | Sequence[int] | Sequence[str]


class PlainArrays:
    """The arrays of an ``.npz`` file by name; each is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        """Open a file; raises OSError, ValueError or ``zipfile.BadZipFile`` when it is none."""
        self._data = path.read_bytes()
        with zipfile.ZipFile(BytesIO(self._data)) as file:
            infos = file.infolist()
        self._found: dict[str, PlainArray] = {}
        self._infos = {info.filename.removesuffix(".npy"): info for info in infos}

    def __getitem__(self, name: str) -> PlainArray:
        """Return an array; KeyError when there is none, ValueError when it cannot be read."""
        if name not in self._found:
            self._found[name] = _array(self._member(self._infos[name]))
        return self._found[name]

    def _member(self, info: zipfile.ZipInfo) -> memoryview:
        """Return the bytes of a member; only what is stored as it is can be read in place."""
        if info.compress_type != zipfile.ZIP_STORED:
            raise ValueError(f"{info.filename} is compressed")
        head = info.header_offset
        try:
            name, extra = struct.unpack_from("<HH", self._data, head + 26)
        except struct.error:
            raise ValueError(f"{info.filename} is cut off") from None
        start = head + 30 + name + extra
        body = memoryview(self._data)[start : start + info.file_size]
        if len(body) != info.file_size:
            raise ValueError(f"{info.filename} is cut off")
        return body


def _array(data: memoryview) -> PlainArray:
    """Read one array in NumPy's format of files; raises ValueError for anything else."""
    if bytes(data[:6]) != b"\x93NUMPY" or len(data) < 12 or data[6] not in (1, 2):
        raise ValueError("an array is not in NumPy's format")
    at = 10 if data[6] == 1 else 12
    end = at + int.from_bytes(data[8:at], "little")
    try:
        head = literal_eval(bytes(data[at:end]).decode("latin-1"))
        kind, shape = str(head["descr"]), tuple(int(size) for size in head["shape"])
        ordered = not head["fortran_order"] or len(shape) < 2
    except (KeyError, SyntaxError, TypeError) as fault:
        raise ValueError("an array does not say what it is") from fault
    count = 1
    for size in shape:
        count *= size
    body = data[end:]
    if kind.startswith("<U") and ordered:
        wide = 4 * int(kind[2:])
        if len(body) == wide * count:
            words = (bytes(body[i * wide : (i + 1) * wide]) for i in range(count))
            return PlainArray(shape, [word.decode("utf-32-le").rstrip("\0") for word in words])
    elif kind in _CODES and ordered and len(body) == struct.calcsize(_CODES[kind]) * count:
        return PlainArray(shape, body.cast(_CODES[kind]))
    raise ValueError(f"an array of {kind} in the shape {shape} cannot be read")
