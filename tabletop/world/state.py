"""The state of many worlds at once.

A State holds one NumPy array for each variable of :mod:`tabletop.world.variables`; the first axis
of each is the run.  A live exercise has one run, an outlook a thousand.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.rows import Rows
from tabletop.world.variables import BY_NAME, VARIABLES, Var

Array = NDArray[Any]
MAX_UNPACKED = 1 << 28
"""Largest number of bytes that a packed state or delta may unfold to."""


Order = tuple[tuple[str, str], ...]
"""Names and types of variables, in the order in which a digest reads them."""
ORDER: Order = tuple((var.name, var.dtype) for var in VARIABLES)


class BrokenPack(ValueError):
    """A packed state or delta cannot be read, or does not fit the state it is applied to."""


class State:
    """The variables of one or more runs, read and written as attributes.

    ``state.tension`` is an array [run, sector]; assigning an array of the right shape replaces it.
    Raises ``AttributeError`` for a name that is not in the table of variables.

    A state read from the record of another version keeps that version's variables and their order,
    so that its digests and changes still hold; ``is_foreign`` then says so.
    """

    __slots__ = ("_arrays", "_order")
    _arrays: Mapping[str, Array]
    _order: Order

    def __init__(self, arrays: Mapping[str, Array], order: Order = ORDER) -> None:
        object.__setattr__(self, "_arrays", dict(arrays))
        object.__setattr__(self, "_order", order)

    @classmethod
    def blank(cls, sizes: Mapping[str, int], runs: int) -> State:
        """Make a state at start values for ``runs`` runs; ``sizes`` is the length per dimension."""
        arrays = {}
        for var in VARIABLES:
            shape = (runs, *(sizes[dim] for dim in var.per))
            arrays[var.name] = np.full(shape, var.code(var.start), dtype=var.dtype)
        return cls(arrays)

    def __getattr__(self, name: str) -> Array:
        try:
            return self._arrays[name]
        except KeyError:
            raise AttributeError(f"no state variable {name!r}") from None

    def __setattr__(self, name: str, value: Array) -> None:
        held = self._arrays.get(name)
        if held is None:
            raise AttributeError(f"no state variable {name!r}")
        if value is not held:
            if np.shape(value) != held.shape:
                raise ValueError(f"{name} has shape {held.shape}, not {np.shape(value)}")
            held[...] = value

    def __iter__(self) -> Iterator[tuple[Var, Array]]:
        return ((var, self._arrays[var.name]) for var in VARIABLES)

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self._arrays["turn"])

    @property
    def is_foreign(self) -> bool:
        """Tell whether the state was recorded with other variables than today's."""
        return self._order != ORDER

    def strangers(self) -> tuple[list[str], list[str]]:
        """Name today's variables that the record lacks, and those of the record unknown today."""
        held = [name for name, _ in self._order]
        return [n for n in BY_NAME if n not in held], [n for n in held if n not in BY_NAME]

    def copy(self) -> State:
        """Return an independent copy."""
        return State({name: array.copy() for name, array in self._arrays.items()}, self._order)

    def take(self, runs: Sequence[int] | Array) -> State:
        """Return a copy that holds only the given runs, in the given order."""
        chosen = np.asarray(runs)
        rows = {name: np.ascontiguousarray(a[chosen]) for name, a in self._arrays.items()}
        return State(rows, self._order)

    def shown(self, instead: Mapping[str, Array]) -> State:
        """Return a state to look at, with some arrays replaced; it is read-only.

        The other arrays are this state's own and follow its changes. Raises ``ValueError`` when
        an array has another shape than the one it stands for.
        """
        arrays = {}
        for name, own in self._arrays.items():
            array = instead.get(name, own)
            if array.shape != own.shape:
                raise ValueError(f"{name} has shape {own.shape}, not {array.shape}")
            arrays[name] = array.view()
            arrays[name].flags.writeable = False
        return State(arrays, self._order)

    def only(self, runs: Array) -> State:
        """Return the runs of the mask ``runs`` [run] to look at; read-only, soon to be dropped.

        Unlike :meth:`take` it copies a variable only when it is read, and as it is then.
        """
        some = State.__new__(State)
        object.__setattr__(some, "_arrays", Rows(self._arrays, np.flatnonzero(runs)))
        object.__setattr__(some, "_order", self._order)
        return some

    def repeat(self, runs: int) -> State:
        """Return a state of ``runs`` runs, each a copy of the only run of this one.

        Raises ``ValueError`` when this state has more than one run.
        """
        if self.runs != 1:
            raise ValueError(f"only a state of one run can be repeated, not of {self.runs}")
        rows = {name: np.repeat(a, runs, axis=0) for name, a in self._arrays.items()}
        return State(rows, self._order)

    def put(self, runs: Array, other: State) -> None:
        """Copy ``other``'s rows where the mask ``runs`` [run] is true."""
        for name, array in self._arrays.items():
            array[runs] = other._arrays[name][runs]

    def clip(self, *names: str) -> None:
        """Bring the named variables (all when none is named) back into their declared range."""
        for name in names or BY_NAME:
            var = BY_NAME[name]
            if var.kind != "bool":
                np.clip(self._arrays[name], var.low, var.high, out=self._arrays[name])

    def faults(self) -> list[str]:
        """Say which variables are out of range or not a number; empty when all is well."""
        found = []
        for var, array in self:
            if var.kind == "float" and not np.isfinite(array).all():
                found.append(f"{var.name} is not a number")
            elif array.size and (array.min() < var.low or array.max() > var.high):
                found.append(f"{var.name} is outside {var.low:g} … {var.high:g}")
        return found

    def digest(self) -> str:
        """Return the SHA-256 of all names, types, shapes and bytes, as 64 hex digits."""
        parts = []
        for name, dtype in self._order:
            array = self._arrays[name]
            parts.append(_label(name, dtype, array.shape))
            parts.append((array if array.dtype.str == dtype else array.astype(dtype)).tobytes())
        return hashlib.sha256(b"".join(parts)).hexdigest()

    def digests(self) -> list[str]:
        """Return the digest of every run, each as if it were the only one."""
        parts = []
        for name, dtype in self._order:
            array = np.ascontiguousarray(self._arrays[name], dtype=dtype)
            parts.append((f"{name}|{dtype}|{(1, *array.shape[1:])}|".encode(), array))
        found = []
        for run in range(self.runs):
            seal = hashlib.sha256()
            for head, array in parts:
                seal.update(head)
                seal.update(array[run].tobytes())
            found.append(seal.hexdigest())
        return found

    def pack(self) -> bytes:
        """Return the whole state as bytes that :meth:`unpack` reads."""
        arrays = ((name, self._arrays[name], dtype) for name, dtype in self._order)
        return _pack([(name, dtype, array, None) for name, array, dtype in arrays])

    @classmethod
    def unpack(cls, data: bytes) -> State:
        """Read what :meth:`pack` wrote, under this version or another.

        Variables unknown today are kept for the digest; variables that the file lacks get their
        start value, which only a copy can change.  Raises ``BrokenPack`` for damaged bytes and for
        a variable of another shape.
        """
        arrays = {name: values for name, _, values in _unpack(data)}
        order = tuple((name, _typed(values)) for name, values in arrays.items())
        sizes, runs = _sizes(arrays)
        missing = {
            var.name: (runs, *(sizes.get(dim, 0) for dim in var.per))
            for var in VARIABLES
            if var.name not in arrays
        }
        if 8 * sum(map(prod, missing.values())) > MAX_UNPACKED:
            raise BrokenPack("the packed arrays would make a state larger than any")
        for name, shape in missing.items():
            arrays[name] = _blank(name, shape)
        return cls(arrays, order)

    def delta(self, after: State) -> bytes:
        """Return the packed change that turns this state into ``after``."""
        parts: list[tuple[str, str, Array, Array | None]] = []
        for name, dtype in self._order:
            before, then = self._arrays[name], after._arrays[name]
            if before.tobytes() == then.tobytes():
                continue  # most variables, most of the time
            # Bytes are compared, not numbers: 0.0 and -0.0 differ in the digest.
            changed = (_bits(before) != _bits(then)).nonzero()[0]
            if changed.size:
                parts.append((name, dtype, then.reshape(-1)[changed], changed.astype("<u4")))
        return _pack(parts)

    def apply(self, delta: bytes) -> None:
        """Apply a packed change in place.

        Raises ``BrokenPack`` when the bytes are damaged or do not fit; the state is then unchanged.
        """
        changes = []
        for name, where, values in _unpack(delta):
            held = self._arrays.get(name)
            if held is None:
                raise BrokenPack(f"the change names an unknown variable {name!r}")
            if where is None or where.size != values.size or held.dtype != values.dtype:
                raise BrokenPack(f"the change of {name} does not fit")
            if where.size and int(where.max()) >= held.size:
                raise BrokenPack(f"the change of {name} lies outside the state")
            changes.append((held, where, values))
        for held, where, values in changes:
            held.reshape(-1)[where] = values

    def changed(self, after: State) -> dict[str, Array]:
        """Return, for each variable that differs, a mask of the places that do."""
        masks = {var.name: before != after._arrays[var.name] for var, before in self}
        return {name: mask for name, mask in masks.items() if mask.any()}


@lru_cache(maxsize=1024)
def _blank(name: str, shape: tuple[int, ...]) -> Array:
    """Return a variable at its start value, shared by all who ask and not to be written to."""
    var = BY_NAME[name]
    array = np.full(shape, var.code(var.start), dtype=var.dtype)
    array.setflags(write=False)
    return array


@cache
def _label(name: str, dtype: str, shape: tuple[int, ...]) -> bytes:
    """Return what a digest reads of a variable before its values."""
    return f"{name}|{dtype}|{shape}|".encode()


def _typed(array: Array) -> str:
    return {"f": "<f8", "i": "<i4"}[array.dtype.kind] if array.dtype.itemsize > 1 else "|i1"


def _sizes(arrays: Mapping[str, Array]) -> tuple[dict[str, int], int]:
    """Read the length of every dimension and the number of runs off the arrays themselves."""
    sizes: dict[str, int] = {}
    runs = {len(array) for array in arrays.values() if array.ndim}
    if len(runs) != 1:
        raise BrokenPack("the packed arrays do not agree on the number of runs")
    for name, array in arrays.items():
        var = BY_NAME.get(name)
        if var is None:
            continue
        if array.ndim != 1 + len(var.per) or _typed(array) != var.dtype:
            raise BrokenPack(f"{name} has another shape or type here than today")
        for dim, length in zip(var.per, array.shape[1:], strict=True):
            if sizes.setdefault(dim, length) != length:
                raise BrokenPack(f"the packed arrays do not agree on the number of {dim}s")
    return sizes, runs.pop()


def _bits(array: Array) -> Array:
    return array.reshape(-1).view(_WORDS[array.dtype.itemsize])


_WORDS = {size: np.dtype(f"<u{size}") for size in (1, 2, 4, 8)}


def _pack(parts: list[tuple[str, str, Array, Array | None]]) -> bytes:
    header, body = [], []
    for name, dtype, values, where in parts:
        header.append(_described(name, "full" if where is None else "some", dtype, values.shape))
        if where is not None:
            body.append(where.tobytes())
        body.append((values if values.dtype.str == dtype else values.astype(dtype)).tobytes())
    text = f"[{','.join(header)}]".encode()
    return zlib.compress(struct.pack("<I", len(text)) + text + b"".join(body), 6)


@lru_cache(maxsize=4096)
def _described(name: str, how: str, dtype: str, shape: tuple[int, ...]) -> str:
    """Return what the header of a pack says of one variable, as JSON."""
    said = {"name": name, "how": how, "dtype": dtype, "shape": list(shape)}
    return json.dumps(said, separators=(",", ":"))


def _unpack(data: bytes) -> list[tuple[str, Array | None, Array]]:
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(data, MAX_UNPACKED)
        if engine.unconsumed_tail or not engine.eof:
            raise BrokenPack("the packed bytes are cut short or too large")
        (length,) = struct.unpack_from("<I", raw)
        header = json.loads(raw[4 : 4 + length])
        return list(_parts(header, raw, 4 + length))
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as fault:
        raise BrokenPack(f"the packed bytes cannot be read: {fault}") from fault


def _parts(header: Any, raw: bytes, at: int) -> Iterator[tuple[str, Array | None, Array]]:
    for part in header:
        shape = tuple(int(n) for n in part["shape"])
        if part["dtype"] not in ("<f8", "<i4", "|i1") or min(shape, default=0) < 0:
            raise BrokenPack(f"{part['name']} has a type or shape that no state has")
        size = prod(shape)
        if size > MAX_UNPACKED:
            raise BrokenPack(f"{part['name']} is larger than any state")
        where = None
        if part["how"] == "some":
            where = np.frombuffer(raw, "<u4", size, at)
            at += where.nbytes
        values = np.frombuffer(raw, part["dtype"], size, at).reshape(shape).copy()
        at += values.nbytes
        yield part["name"], where, values
