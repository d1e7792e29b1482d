"""What a facilitator does beside the play of `bench/desk.py`: looks, layouts, windows, files.

Each turn of the scripted session has one or two of these, so that all are in a session of 13; what
it asks for (studies, the debrief's panels, the report) is in `desk_studies.py`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QDialog

from bench import desk_studies as studies

if TYPE_CHECKING:
    from bench.desk import Script


def beside(script: Script, turn: int) -> None:
    """Do what comes in a turn."""
    doing = (
        (text_size,), (themes, studies.the_wall), (layouts, studies.outlook), (hot_seat,),
        (panels_come_and_go, studies.mattered), (windows,), (resume, studies.explore),
        (text_size, themes), (debrief, studies.debrief_panels), (work, studies.written),
        (layouts, hot_seat), (resume, studies.sensitivity, studies.search),
        (text_size, themes, panels_come_and_go),
    )[(turn - 1) % 13]  # fmt: skip
    for one in doing:
        one(script)


def look(script: Script, what: str, value: object) -> None:
    """Change the theme or text size."""
    script.do(f"{what} {value}", lambda: script.windows.change_look(what, value))


def text_size(script: Script) -> None:
    """Larger, smaller, as large as can be, and back."""
    for percent in (110, 90, 200, 100):
        look(script, "text_size", percent)


def themes(script: Script) -> None:
    """Every theme."""
    for name in ("dark", "high_contrast", "light"):
        look(script, "theme", name)


def layouts(script: Script) -> None:
    """The layouts of two roles, the usual one, and back through the history of views."""
    script.do("layout of a player", lambda: script.desk.layouts.arrange_as("player"))
    script.do("layout of an observer", lambda: script.desk.layouts.arrange_as("observer"))
    for command in ("reset_layout", "undo_view", "redo_view", "reset_layout"):
        script.run(command)


def panels_come_and_go(script: Script) -> None:
    """Close panels, let them float, and have them back."""
    for name in ("actors", "measures", "timeline"):
        frame = script.desk.docks.frames[name]
        script.do(f"close {name}", frame.close)
        script.do(f"go to {name}", partial(script.desk.docks.go_to, name))
        script.do(f"let {name} float", partial(frame.setFloating, True))
        script.do(f"put {name} back", partial(frame.setFloating, False))
    for name in ("highlights", "branches", "evaluation"):
        script.run(name)
    script.run("reset_layout")


def hot_seat(script: Script) -> None:
    """Hand the desk to a cell, and back to the facilitator."""
    players = [s.id for s in script.session.world.scenario.seats if s.role == "player"]
    for seat in (players[0], "facilitator"):
        script.run("hand_over")
        seats = script.desk.hot_seat
        assert seats is not None and seats.curtain is not None
        script.do(f"take over as {seat}", partial(seats.curtain.taken.emit, seat))
        script.wait(partial(uncovered, seats))


def uncovered(seats: Any) -> bool:
    """Tell whether a desk can be seen again."""
    return not seats.covered


def windows(script: Script) -> None:
    """The finder, preferences, help, keys, the briefing, assumptions, the search on the map."""
    for command in ("palette", "preferences", "help", "keys", "briefing", "assumptions",
                    "map_search", "map_layers"):  # fmt: skip
        script.run(command)
        script.do(f"close {command}", close_dialogs)


def close_dialogs() -> None:
    """Close whatever lies over the desk."""
    from tabletop.ui.desk import Desk
    from tabletop.ui.room import Room

    for window in QApplication.topLevelWidgets():
        if window.isVisible() and not isinstance(window, Desk | Room):
            window.close() if not isinstance(window, QDialog) else window.reject()


def resume(script: Script) -> None:
    """Close the desk and open the session again where it stopped."""
    path = script.session.journal.path
    had_room = script.desk.room is not None
    closing, script.desk = script.desk, None
    script.do("close the desk", closing.close)
    script.open(path)
    if had_room:
        script.run("room")


def debrief(script: Script) -> None:
    """Open the debrief of the session beside it, look at its entries, and close it."""
    desk = script.desk
    path = script.session.journal.path
    script.open(path, read_only=True)
    for command in ("look_first", "turn_on", "turn_on", "look_on", "look_now"):
        script.run(command)
    closing, script.desk = script.desk, desk
    script.do("close the debrief", closing.close)


def work(script: Script) -> None:
    """Verify the record and write its report while the map is moved."""
    files: Any = script.desk.commands.files
    script.run("verify")
    script.follow_work(files)
    script.do("close verify", close_dialogs)
