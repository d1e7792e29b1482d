"""What a facilitator asks beside the play of `bench/desk.py`: panels, studies and results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

if TYPE_CHECKING:
    from bench.desk import Script


def the_wall(script: Script) -> None:
    """Scores on the wall and cards again; still, and following; gone, and back."""
    for command in ("room_scores", "room_scores", "room_freeze", "room_freeze", "room", "room"):
        script.run(command)


def debrief_panels(script: Script) -> None:
    """Moments for the room, the evaluator's pad, what was known, and another line of play."""
    for command in ("highlights", "look_back", "highlight", "look_now", "highlight", "bookmark",
                    "present", "present_next", "present"):  # fmt: skip
        script.run(command)
    script.run("evaluation")
    pad: Any = script.desk.docks.panels["evaluation"]
    turn_pages(script, "evaluation", pad.pages)
    script.do("note something", partial(pad.write, "observation", "Seen.", {}))
    script.run("known")
    known: Any = script.desk.docks.panels["known"]
    script.do("ask what was known", partial(known.ask_about, script.desk.bridge.seq))
    script.wait(lambda: known.known is not None)
    turn_pages(script, "known", known.pages)
    for command in ("jump", "reveal"):
        script.run(command)
        script.do(f"close {command}", close_windows)
    compare(script)
    script.run("reset_layout")


def compare(script: Script) -> None:
    """Start a branch and put it beside what was played."""
    script.run("branches")
    tree: Any = script.desk.docks.panels["branches"]
    number = len(script.session.branches.tree())
    script.do(
        "start a branch", partial(tree.start_branch, f"Other {number}", script.desk.bridge.seq)
    )
    window = opened(script, "compare", partial(script.desk.commands.debrief.compare, number),
                    "CompareWindow")  # fmt: skip
    turn_pages(script, "compare", window.pages)
    script.do("close compare", window.close)


def outlook(script: Script) -> None:
    """Have the outlook worked out, and another one."""
    script.run("outlook")
    panel: Any = script.desk.docks.panels["outlook"]
    script.wait(lambda: panel.worlds > 0 and not panel.progress.isVisible())
    turn_pages(script, "outlook", panel.pages)
    script.do("another outlook", partial(panel.turns.setCurrentIndex, 0))
    script.wait(lambda: not panel.progress.isVisible())
    script.run("reset_layout")


def explore(script: Script) -> None:
    """Explore a few worlds and look through the result."""
    window = opened(script, "explore", partial(script.desk.commands.run, "explore"))
    turn_pages(script, "ask an exploration", window.form)
    script.do("explore fewer worlds", partial(window.form.runs.setValue, 20))
    script.do("explore fewer turns", partial(window.form.turns.setValue, 2))
    script.click("explore them", window.go)
    script.wait(lambda: window.pages is not None)
    turn_pages(script, "an exploration", window.pages)
    script.do("close explore", window.close)


def sensitivity(script: Script) -> None:
    """Sweep a few assumptions and look through the study."""
    window = opened(script, "sensitivity", partial(script.desk.commands.run, "sensitivity"))
    script.wait(lambda: window.question.is_made)
    name = next(e.name for e, _ in script.session.world.doctrine if e.low < e.high)
    script.do("sweep one entry", partial(window.entries.setText, name))
    for box in list(window.policies.values())[1:]:
        script.do("compare fewer postures", partial(box.setChecked, False))
    for box in list(window.policies.values())[:1]:
        script.do("compare one posture", partial(box.setChecked, True))
    for field, value in ((window.points, 4), (window.runs, 2), (window.turns, 1)):
        script.do("sweep less", partial(field.setValue, value))
    script.do("sweep least", partial(window.index_points.setCurrentIndex, 0))
    script.click("sweep", window.go)
    script.wait(lambda: window.pages is not None)
    turn_pages(script, "a study", window.pages)
    script.do("close sensitivity", window.close)


def search(script: Script) -> None:
    """Search for an opening, a little."""
    window = opened(script, "search", partial(script.desk.commands.run, "search"))
    script.wait(lambda: window.question.is_made)
    script.do("search one turn", partial(window.turns.setValue, 1))
    script.click("search openings", window.go)
    script.wait(lambda: not script.busy())
    script.click("stop the search", window.stop_it)
    script.do("close search", window.close)


def mattered(script: Script) -> None:
    """Ask what mattered, see how it goes on, and stop."""
    window = opened(script, "mattered", partial(script.desk.commands.run, "mattered"))
    script.do("mattered in few worlds", partial(window.worlds.setCurrentIndex, 0))
    script.click("play again", window.go)
    script.wait(lambda: window.progress.value() > 2)
    script.do("close mattered", window.close)


def written(script: Script) -> None:
    """Have the report written while the map is moved; choose who plays the seats."""
    dialog = opened(script, "report", partial(script.desk.commands.run, "report"), "ReportDialog")
    for box in dialog.boxes.values():
        script.do("choose a format", partial(box.setChecked, True))
    folder = Path(dialog.folder.text())
    script.click("write the report", dialog.write)
    while dialog.busy:
        script.do("move the map at work", lambda: script.desk.map.pan(7, 5))
    assert any(folder.iterdir())
    script.do("close report", dialog.close)
    script.run("policy_seats")
    script.do("close policy_seats", close_windows)


def turn_pages(script: Script, name: str, pages: QTabWidget) -> None:
    """Look at every page."""
    for at in (*range(1, pages.count()), 0):
        script.do(f"page {at} of {name}", partial(pages.setCurrentIndex, at))


def opened(script: Script, name: str, ask: Callable[[], object], kind: str = "") -> Any:
    """Open a window by a command and return it once it is there."""
    before = set(QApplication.topLevelWidgets())

    def new() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets()
                if one not in before and one.isVisible()
                and (not kind or type(one).__name__ == kind)]  # fmt: skip

    script.do(f"open {name}", ask)
    script.wait(lambda: bool(new()))
    return new()[0]


def close_windows() -> None:
    """Close whatever lies over the desk."""
    from bench.desk_beside import close_dialogs

    close_dialogs()
