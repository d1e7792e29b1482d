"""Measure how long the desk takes to its first picture with the live map, beside a bare Qt window.

Each start is a fresh process, and each follows a bare window started just before it, so that a busy
or throttled machine slows both; what counts is the ratio of the two.

- *bare*: a PySide6 window with a label, to its first painting.
- *again*: the desk on a scenario that was played before (its resolved form is in the user's cache).
- *first*: the desk for a user who never started it: no cache, no preferences, no kept symbols.
  Python's compiled modules are there, as an installation leaves them.

"The first picture" is the window with docks, phase bar and the map, drawn live from the map's own
geometry: it can be panned and zoomed. Forces, tension and the panels follow in the same start; the
time to the *whole* desk, all panels filled and the map showing the first moment, is printed for
information. Exits with 1 when *again* or *first* takes more than LIMIT times as long as *bare*
(median of the ratios), or when something heavy is loaded before the first picture.

    python bench/start.py [--rounds N] [--scenario NAME] [--limit X] [--json]
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
LATE = 30.0
"""Seconds after which a start counts as hanging."""

SCREEN = {
    "name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96,
    "logicalBaseDpi": 96, "dpr": 1,
}  # fmt: skip
"""On it the desk opens at its usual 1500 × 900 pixels, the size of the bare window."""

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
from tabletop.ui.opening import open_desk

def painted():
    from PySide6.QtWidgets import QApplication
    from tabletop.ui.desk import Desk
    print(time.monotonic(), flush=True)
    print([name for name in {heavy!r} if name in sys.modules], flush=True)
    if not {whole!r}:
        return QApplication.exit(0)
    desk = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Desk))
    desk.filled.connect(lambda: (desk.map.settle(), print(time.monotonic(), flush=True),
                                 QApplication.exit(0)))

open_desk(scenario={scenario!r}, session=Path({session!r}), painted=painted)
"""

KINDS = {
    "again": "desk with the live map",
    "first": "the same, a first start",
    "whole": "whole desk: forces and all panels",
    "first whole": "the same, a first start",
}
LIMITED = ("again", "first")
HEAVY = (
    "numpy", "pydantic", "networkx", "shapely", "yaml", "milsymbol", "pyproj", "scipy", "pyqtgraph",
    "openpyxl", "docx", "jinja2", "sqlite3",
)  # fmt: skip
"""What must not be loaded before the first picture."""


def start(code: str, environment: dict[str, str]) -> tuple[float, list[str]]:
    """Run a program until it ends; returns seconds to its first line, and the other lines."""
    began = time.monotonic()
    run = [sys.executable, "-c", code]
    try:
        done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=LATE)
    except subprocess.TimeoutExpired as fault:
        said = fault.stderr.decode(errors="replace") if isinstance(fault.stderr, bytes) else ""
        sys.exit(f"a start hangs:\n{said}")
    lines = done.stdout.split("\n")
    if done.returncode or not lines[0]:
        sys.exit(f"a start failed ({done.returncode}):\n{done.stderr}")
    return float(lines[0]) - began, [*lines[1:], str(began)]


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    reader.add_argument("--scenario", default="reassurance-force")
    reader.add_argument("--limit", type=float, default=LIMIT)
    reader.add_argument("--json", action="store_true")
    args = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs = measured(Path(folder), args)
    return report(pairs, args)


def measured(folder: Path, args: argparse.Namespace) -> dict[str, list[tuple[float, float]]]:
    """Start everything in turns; returns pairs by kind: a bare window's seconds, and its own."""
    pairs: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for number in range(args.rounds + 1):
        for kind in KINDS:
            if kind.startswith("first"):
                shutil.rmtree(folder / "first", ignore_errors=True)
            home = folder / ("first" if kind.startswith("first") else "again")
            around = surroundings(home, folder / "compiled")
            bare, _ = start(BARE, around)
            code = DESK.format(
                heavy=HEAVY, scenario=args.scenario, whole="whole" in kind,
                session=str(home / f"{kind} {number}.ttx"),
            )  # fmt: skip
            seconds, rest = start(code, around)
            if rest[0] != "[]":
                sys.exit(f"loaded before the first picture, though it should not be: {rest[0]}")
            if "whole" in kind:
                seconds = float(rest[1]) - float(rest[-1])
            if number:  # the first round only warms up, and leaves compiled modules
                pairs[kind].append((bare, seconds))
    return pairs


def surroundings(home: Path, compiled: Path) -> dict[str, str]:
    """Return the environment of a user whose files lie in ``home``, before a usual screen."""
    home.mkdir(exist_ok=True)
    screen = home / "screen.json"
    screen.write_text(json.dumps({"screens": [SCREEN]}))
    found = {
        **os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"), "PYTHONPYCACHEPREFIX": str(compiled),
        "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
    }  # fmt: skip
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def report(pairs: dict[str, list[tuple[float, float]]], args: argparse.Namespace) -> int:
    """Print the medians and those of the ratios; returns the exit code."""
    middle = {kind: statistics.median(own for _, own in found) for kind, found in pairs.items()}
    middle["bare"] = statistics.median(bare for found in pairs.values() for bare, _ in found)
    ratios = {
        kind: statistics.median(own / bare for bare, own in found) for kind, found in pairs.items()
    }
    late = [kind for kind in LIMITED if ratios[kind] > args.limit]
    if args.json:
        print(json.dumps({
            "milliseconds": {kind: seconds * 1000 for kind, seconds in middle.items()},
            "ratios": ratios, "limit": args.limit,
        }))  # fmt: skip
        return int(bool(late))
    print(f"{'bare window':36} {middle['bare'] * 1000:6.0f} ms")
    for kind, says in KINDS.items():
        limit = f"limit {args.limit}" if kind in LIMITED else "for information"
        print(f"{says:36} {middle[kind] * 1000:6.0f} ms {ratios[kind]:6.2f} ×  {limit}")
    if late:
        print(f"over the limit: {', '.join(late)}")
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
