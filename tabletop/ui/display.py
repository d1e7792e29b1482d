"""Whether there is a display to open a window on; Qt would end the program without one."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

PATIENCE = 2.0
"""Seconds to wait for a display on another machine."""
X_PORT = 6000
X_SOCKETS = "/tmp/.X11-unix/X"
X_LIBRARIES: Mapping[str, str] = MappingProxyType(
    {
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    }
)
"""What Qt loads to open a window under X11, and the Debian package that brings it."""


def has_display() -> bool:
    """Tell whether Qt has somewhere to show a window."""
    if sys.platform in ("darwin", "win32") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    return bool(wayland and _wayland_answers(wayland)) or bool(
        x11 and _x11_answers(x11) and _x11_lets_us_in()
    )


def missing_package() -> str:
    """Return the Debian package without which Qt could open no window under X11, or nothing."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if wayland and _wayland_answers(wayland):
        return ""
    return next((package for name, package in X_LIBRARIES.items() if _library(name) is None), "")


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _x11_lets_us_in() -> bool:
    """Tell whether the X server takes this user; it may ask for a key that only another one has."""
    xcb = _library("libxcb.so.1")
    if xcb is None:
        return True  # missing_package has the word for it
    xcb.xcb_connect.restype = ctypes.c_void_p
    line = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return not xcb.xcb_connection_has_error(line)
    finally:
        xcb.xcb_disconnect(line)


def _wayland_answers(name: str) -> bool:
    return _connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))


def _x11_answers(display: str) -> bool:
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host in ("", "unix"):
        # Linux servers listen under an abstract name too, which has no file.
        return any(_connects(f"{start}{X_SOCKETS}{number}") for start in ("", "\0"))
    if host.startswith("/"):
        return _connects(f"{host}:{rest}")
    try:
        with socket.create_connection((host, X_PORT + int(number)), PATIENCE):
            return True
    except (OSError, OverflowError):
        return False


def _connects(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(path)
            return True
    except (OSError, ValueError):
        return False
