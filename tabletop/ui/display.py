"""Whether there is a display to open a window on; Qt would end the program without one."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

PATIENCE = 2.0
"""Seconds to wait for a display on another machine."""
X_PORT = 6000
X_SOCKETS = "/tmp/.X11-unix/X"


def has_display() -> bool:
    """Tell whether Qt has somewhere to show a window."""
    if sys.platform in ("darwin", "win32") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    return bool(wayland and _wayland_answers(wayland)) or bool(x11 and _x11_answers(x11))


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
