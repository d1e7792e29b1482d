"""The watchdog of ``bench/desk.py`` sees an event loop that stands still."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = """
import sys, time
from types import SimpleNamespace
sys.path.insert(0, "bench")
import desk
from PySide6.QtCore import QEventLoop, QTimer

app = desk.Watchdog()
app.on = True

def wait(ms):
    loop = QEventLoop()
    QTimer.singleShot(ms, loop, loop.quit)
    loop.exec()

app.step = "quick"
QTimer.singleShot(0, app, lambda: None)
wait(20)
app.step = "slow"
QTimer.singleShot(0, app, lambda: time.sleep(0.12))
wait(20)
app.step = "after"
wait(20)
worst = max(app.stretches, key=lambda one: one.ms)
print(worst.step, worst.ms >= 115, worst.wall_ms >= 120)
quiet = SimpleNamespace(stretches=[], pauses=lambda count: [])
print(desk.report(app, 110, 300, False), desk.report(quiet, 50, 300, False))
"""


def test_a_loop_that_stands_still_is_seen_with_the_step_that_held_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "slow True True", done.stderr
    assert lines[-1] == "1 0"
