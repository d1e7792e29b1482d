"""Measure how long the desk takes to its first picture with the map, beside a bare Qt window.

Each is started in fresh processes, in turns, so that a busy machine slows all. The desk's first
picture shows the map as it was kept from the last start of the scenario; the live map takes its
place once the world is loaded. A start without a kept picture is measured too. Exits with 1 when
the desk takes more than LIMIT times as long as the bare window (medians).

    python bench/start.py [--rounds N] [--scenario NAME] [--limit X]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 2.5
ROUNDS = 9
LATE = 60.0
"""Seconds after which a start counts as hanging."""

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        app.exit(0)

app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1500, 900)
window.show()
app.exec()
"""

DESK = """
import sys, time
from pathlib import Path
from tabletop.ui.app import open_desk

def painted():
    from PySide6.QtWidgets import QApplication
    print(time.monotonic(), flush=True)
    print([name for name in {heavy!r} if name in sys.modules], flush=True)
    QApplication.exit(0)

open_desk(scenario={scenario!r}, session=Path({session!r}), painted=painted)
"""

FIRST = """
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tabletop.ui.app import open_desk

timer, began = QTimer(interval=50), time.monotonic()

def look():
    if list(Path({cache!r}).glob("**/*.png")) or time.monotonic() - began > 30:
        print(time.monotonic(), flush=True)
        QApplication.exit(0)

timer.timeout.connect(look)
open_desk(scenario={scenario!r}, session=Path({session!r}), painted=timer.start)
"""
"""A first start, which leaves compiled modules, the scenario cache and the map's picture."""
HEAVY = (
    "pydantic", "networkx", "shapely", "yaml", "milsymbol", "pyproj", "scipy", "pyqtgraph",
    "openpyxl", "docx", "jinja2",
)  # fmt: skip
"""What must not be loaded before the first picture."""


def start(code: str, environment: dict[str, str]) -> tuple[float, list[str]]:
    """Run a program until its first picture; returns seconds and what else it printed."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=LATE
    )
    lines = done.stdout.split("\n")
    if done.returncode or not lines[0]:
        sys.exit(f"a start failed ({done.returncode}):\n{done.stderr}")
    return float(lines[0]) - began, lines[1:]


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    reader.add_argument("--scenario", default="reassurance-force")
    reader.add_argument("--limit", type=float, default=LIMIT)
    reader.add_argument("--json", action="store_true")
    args = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder,
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config"),
            "PYTHONPYCACHEPREFIX": str(home / "compiled"),
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        }  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times: dict[str, list[float]] = {"bare": [], "desk": [], "live": []}
        heavy: list[str] = []
        first = FIRST.format(scenario=args.scenario, session=str(home / "first.ttx"),
                             cache=str(home / "cache"))  # fmt: skip
        start(first, environment)
        shutil.copytree(home / "cache", home / "bare cache",
                        ignore=shutil.ignore_patterns("stills"))  # fmt: skip
        unkept = {**environment, "XDG_CACHE_HOME": str(home / "bare cache")}
        for number in range(args.rounds + 1):
            session = str(home / f"session{number}.ttx")
            desk = DESK.format(scenario=args.scenario, session=session, heavy=HEAVY)
            live = DESK.format(scenario=args.scenario, session=session + ".live", heavy=HEAVY)
            for name, code in {"bare": BARE, "desk": desk, "live": live}.items():
                seconds, rest = start(code, unkept if name == "live" else environment)
                if number:  # the first round only warms up
                    times[name].append(seconds)
                    heavy = rest[:1] if name == "desk" else heavy
    return report(times, heavy, args)


def report(times: dict[str, list[float]], heavy: list[str], args: argparse.Namespace) -> int:
    """Print the medians and their ratio; returns the exit code."""
    bare, desk, live = (statistics.median(times[name]) for name in ("bare", "desk", "live"))
    ratio = statistics.median(d / b for d, b in zip(times["desk"], times["bare"], strict=True))
    loaded = heavy != ["[]"]
    if args.json:
        print(
            json.dumps(
                {
                    "bare_ms": bare * 1000,
                    "desk_ms": desk * 1000,
                    "live_ms": live * 1000,
                    "ratio": ratio,
                }
            )
        )
    else:
        print(f"bare window              {bare * 1000:7.0f} ms   (median of {args.rounds})")
        print(f"desk with the map        {desk * 1000:7.0f} ms   (the picture kept from last time)")
        print(f"desk with the live map   {live * 1000:7.0f} ms   (no picture kept: a first start)")
        print(f"ratio                    {ratio:7.2f}      (limit {args.limit})")
        print(f"ratio, live map          {live / bare:7.2f}      (for information)")
        if loaded:
            print(f"loaded before the first picture, though it should not be: {heavy[0]}")
    return int(ratio > args.limit or loaded)


if __name__ == "__main__":
    sys.exit(main())
