"""Arrays read without NumPy are those that NumPy wrote, and anything else is said to be broken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from tabletop.content.arrays import PlainArrays

KINDS = ("<f8", "<f4", "<i8", "<i4", "<i2", "|i1", "|b1", "<U5")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3)])
def test_every_array_is_read_as_numpy_wrote_it(
    tmp_path: Path, kind: str, shape: tuple[int, ...]
) -> None:
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(kind)
    np.savez(tmp_path / "a.npz", first=np.zeros(3), wanted=values)
    read = PlainArrays(tmp_path / "a.npz")["wanted"]
    assert read.shape == values.shape
    assert list(read.flat) == values.ravel().tolist()


def test_an_array_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", first=np.zeros(3))
    with pytest.raises(KeyError):
        PlainArrays(tmp_path / "a.npz")["second"]


@pytest.mark.parametrize(
    "values", [np.zeros((2, 2), order="F") + 1j, np.array([[1.0, 2], [3, 4]], order="F"),
               np.array([b"x"]), np.zeros(2, ">f8")],
)  # fmt: skip
def test_an_array_of_another_kind_is_refused(tmp_path: Path, values: np.ndarray) -> None:
    np.savez(tmp_path / "a.npz", values=values)
    with pytest.raises(ValueError, match="cannot be read"):
        PlainArrays(tmp_path / "a.npz")["values"]


def test_a_compressed_array_is_refused(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "a.npz", values=np.zeros(3))
    with pytest.raises(ValueError, match="compressed"):
        PlainArrays(tmp_path / "a.npz")["values"]


@pytest.mark.parametrize("bytes_", [b"", b"\x93NUMPY", b"\x93NUMPY\x01\x00\x04\x00{}\n\n",
                                    b"\x93NUMPY\x01\x00\xff\xff{'descr': '<f8'",
                                    b"\x93NUMPY\x01\x00\x03\x00(1)" + bytes(40)])  # fmt: skip
def test_what_is_no_array_is_refused(tmp_path: Path, bytes_: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as file:
        file.writestr("values.npy", bytes_)
    with pytest.raises(ValueError, match="array"):
        PlainArrays(tmp_path / "a.npz")["values"]


def test_a_file_that_is_cut_off_never_gives_a_wrong_array(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", values=np.arange(40.0))
    whole = (tmp_path / "a.npz").read_bytes()
    for length in range(0, len(whole), 37):
        (tmp_path / "b.npz").write_bytes(whole[:length])
        with pytest.raises((ValueError, zipfile.BadZipFile)):
            PlainArrays(tmp_path / "b.npz")["values"]
