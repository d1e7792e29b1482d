"""Every command of the desk: where it stands in the menus, its keys, and what it does.

The menus, the buttons and the sheet of keys all come from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORDS


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its menu, its title with a mnemonic, its keys and one sentence.

    ``group`` separates commands in the menu; ``checkable`` ones can be on or off.
    """

    id: str
    menu: str
    title: str
    keys: tuple[str, ...] = ()
    says: str = ""
    group: int = 0
    checkable: bool = False


MENUS: Mapping[str, str] = MappingProxyType(
    {
        "file": WORDS("Menu", "&File"),
        "exercise": WORDS("Menu", "&Exercise"),
        "map": WORDS("Menu", "&Map"),
        "look": WORDS("Menu", "&Look back"),
        "debrief": WORDS("Menu", "&Debrief"),
        "analysis": WORDS("Menu", "&Analysis"),
        "view": WORDS("Menu", "&View"),
        "help": WORDS("Menu", "&Help"),
    }
)
"""The menus in order."""

_W = "Command"
_ALL = (
    Command("new", "file", WORDS(_W, "&New exercise"), ("Ctrl+N",),
            WORDS(_W, "Open the start window.")),
    Command("open", "file", WORDS(_W, "&Open a session"), ("Ctrl+O",),
            WORDS(_W, "Open a session file.")),
    Command("debrief", "file", WORDS(_W, "&Debrief this session"), ("Ctrl+D",),
            WORDS(_W, "Open this session's record in a debrief window.")),
    Command("report", "file", WORDS(_W, "&Report and exports…"), ("Ctrl+R",),
            WORDS(_W, "Write the after-action report and the data of the session into a "
                  "folder."), 1),
    Command("save_copy", "file", WORDS(_W, "&Save a copy…"), ("Ctrl+Shift+S",),
            WORDS(_W, "Write the whole session, branches and notes too, into another file."), 1),
    Command("export_text", "file", WORDS(_W, "&Export as text…"), (),
            WORDS(_W, "Write the whole session as one text in JSON Lines."), 1),
    Command("sign", "file", WORDS(_W, "S&ign the record…"), (),
            WORDS(_W, "Sign the closed session with a key, so that any change is noticed."), 1),
    Command("verify", "file", WORDS(_W, "&Verify the record…"), (),
            WORDS(_W, "Prove that the record is intact and judge every act again."), 1),
    Command("close", "file", WORDS(_W, "&Close"), ("Ctrl+W",),
            WORDS(_W, "Close this window; everything is on disk already."), 2),
    Command("quit", "file", WORDS(_W, "&Quit"), ("Ctrl+Q",),
            WORDS(_W, "Close all windows."), 2),
    Command("advance", "exercise", WORDS(_W, "StartEx or &advance"), ("Ctrl+Return",),
            WORDS(_W, "Begin the exercise, or go to the next phase; leaving adjudication "
                  "commits the turn.")),
    Command("hold", "exercise", WORDS(_W, "&Hold or resume"), ("Ctrl+H",),
            WORDS(_W, "Stop play and the clock for a while, or go on.")),
    Command("end_ex", "exercise", WORDS(_W, "&EndEx"), ("Ctrl+Shift+End",),
            WORDS(_W, "End the exercise and freeze its record.")),
    Command("next_step", "exercise", WORDS(_W, "Show what comes ne&xt"), ("F3",),
            WORDS(_W, "Go to the panel where the next thing is done.")),
    Command("seat", "exercise", WORDS(_W, "Change sea&t"), ("Ctrl+T",),
            WORDS(_W, "Choose the seat for whom you act and whose view you see."), 1),
    Command("hand_over", "exercise", WORDS(_W, "Hand &over to a cell"), ("Ctrl+Shift+T",),
            WORDS(_W, "Cover the desk and give it to a cell, which sees its own view alone."), 1),
    Command("reveal", "exercise", WORDS(_W, "&Reveal the orders"), ("Ctrl+Shift+R",),
            WORDS(_W, "Read the orders of the turn, cell by cell, once orders are closed."), 1),
    Command("note", "exercise", WORDS(_W, "&Observation"), ("Ctrl+B",),
            WORDS(_W, "Note something for the evaluation."), 1),
    Command("map_focus", "map", WORDS(_W, "&Go to the map"), ("F6",),
            WORDS(_W, "Put the keyboard on the map.")),
    Command("zoom_in", "map", WORDS(_W, "Zoom &in"), ("Ctrl++", "Ctrl+="),
            WORDS(_W, "Look closer.")),
    Command("zoom_out", "map", WORDS(_W, "Zoom &out"), ("Ctrl+-",),
            WORDS(_W, "Look from farther away.")),
    Command("zoom_fit", "map", WORDS(_W, "&Whole line"), ("Ctrl+0",),
            WORDS(_W, "Show the whole line of contact.")),
    Command("map_search", "map", WORDS(_W, "Go &to…"), ("Ctrl+F",),
            WORDS(_W, "Go to a place, force, sector or actor by its name."), 1),
    Command("map_layers", "map", WORDS(_W, "&Layers…"), (),
            WORDS(_W, "Show or hide what the map tells."), 1),
    Command("keep_view", "map", WORDS(_W, "&Keep this view…"), (),
            WORDS(_W, "Keep centre and scale of the map under a name."), 1),
    Command("map_measure", "map", WORDS(_W, "&Measure a distance"), (),
            WORDS(_W, "Kilometres along the ground; between two places also turns by road."), 1),
    Command("take_back", "map", WORDS(_W, "Take &back my last order"), ("Ctrl+Backspace",),
            WORDS(_W, "Take back your latest order of this turn; that is recorded too."), 2),
    Command("save_map", "map", WORDS(_W, "&Save as a picture…"), (),
            WORDS(_W, "Write the map with title, legend and sources as PNG or SVG."), 3),
    Command("print_map", "map", WORDS(_W, "&Print the map…"), (),
            WORDS(_W, "Print the map with title, legend and sources on one page."), 3),
    Command("look_back", "look", WORDS(_W, "&One entry back"), ("Alt+Left",),
            WORDS(_W, "Look at the desk as it stood one entry earlier.")),
    Command("look_on", "look", WORDS(_W, "One entry &on"), ("Alt+Right",),
            WORDS(_W, "Look at the desk as it stood one entry later.")),
    Command("turn_back", "look", WORDS(_W, "Turn &back"), ("Alt+PgUp",),
            WORDS(_W, "Look at the beginning of this turn or the one before.")),
    Command("turn_on", "look", WORDS(_W, "Turn o&n"), ("Alt+PgDown",),
            WORDS(_W, "Look at the beginning of the next turn.")),
    Command("look_first", "look", WORDS(_W, "&First entry"), ("Alt+Home",),
            WORDS(_W, "Look at the beginning of the record.")),
    Command("look_now", "look", WORDS(_W, "Back to no&w"), ("Alt+End",),
            WORDS(_W, "Show the desk as it stands now, or the end of a record.")),
    Command("play", "look", WORDS(_W, "&Play the record"), ("Ctrl+P",),
            WORDS(_W, "Step through the record, or stop stepping."), 1),
    Command("faster", "look", WORDS(_W, "Fas&ter"), ("Ctrl+Alt+Right",),
            WORDS(_W, "Play the record at the next higher speed."), 1),
    Command("slower", "look", WORDS(_W, "&Slower"), ("Ctrl+Alt+Left",),
            WORDS(_W, "Play the record at the next lower speed."), 1),
    Command("jump", "look", WORDS(_W, "&Jump to…"), ("Ctrl+J",),
            WORDS(_W, "Choose a turn, inject, order, ruling, incident or flag to look at."), 2),
    Command("viewpoint", "look", WORDS(_W, "&Truth, or what a seat knew"), ("F4",),
            WORDS(_W, "See the moment as it was, or as the last chosen seat could see it."), 2),
    Command("bookmark", "debrief", WORDS(_W, "&Bookmark this moment"), ("Ctrl+M",),
            WORDS(_W, "Mark the entry that is shown, to find it again; or take the mark off.")),
    Command("highlight", "debrief", WORDS(_W, "Add to the &highlights"), ("Ctrl+L",),
            WORDS(_W, "Put the moment that is shown at the end of the list of highlights.")),
    Command("highlights", "debrief", WORDS(_W, "Highlights and b&ookmarks"), ("Ctrl+Shift+L",),
            WORDS(_W, "Put the moments for the room in order, with words of your own.")),
    Command("present", "debrief", WORDS(_W, "&Present the highlights"), ("F5",),
            WORDS(_W, "Show the list of highlights in the room window, one moment after "
                  "another; or stop."), 1),
    Command("present_next", "debrief", WORDS(_W, "&Next moment"), ("F9",),
            WORDS(_W, "Go to the next moment of the presentation."), 1),
    Command("present_back", "debrief", WORDS(_W, "Pre&vious moment"), ("Shift+F9",),
            WORDS(_W, "Go back to the moment before."), 1),
    Command("what_if", "debrief", WORDS(_W, "&What if, from here…"), ("Ctrl+Shift+B",),
            WORDS(_W, "Start a branch of the session after the entry that is shown."), 2),
    Command("branches", "debrief", WORDS(_W, "B&ranches"), ("Ctrl+G",),
            WORDS(_W, "Show the tree of branches; open, rename or compare them."), 2),
    Command("compare", "debrief", WORDS(_W, "&Compare with another session…"),
            ("Ctrl+Shift+C",),
            WORDS(_W, "Put this line of play and another session file side by side."), 2),
    Command("evaluation", "debrief", WORDS(_W, "&Evaluation"), ("Ctrl+E",),
            WORDS(_W, "Note, rate, and decide what was met; plan and play side by side."), 3),
    Command("known", "debrief", WORDS(_W, "What did they &know?"), ("Ctrl+I",),
            WORDS(_W, "What the seat of the entry shown had been told and could see."), 3),
    Command("outlook", "analysis", WORDS(_W, "&Outlook"), ("Ctrl+Shift+O",),
            WORDS(_W, "See how the next turns spread over a thousand worlds, with and without the "
                  "order in hand.")),
    Command("explore", "analysis", WORDS(_W, "&Explore…"), ("Ctrl+Shift+E",),
            WORDS(_W, "Play many worlds under several policies and assumptions, and find those "
                  "that went wrong.")),
    Command("mattered", "analysis", WORDS(_W, "What &mattered…"), ("Ctrl+Shift+M",),
            WORDS(_W, "Play the session again without each order, inject, ruling and seat.")),
    Command("sensitivity", "analysis", WORDS(_W, "Se&nsitivity…"), (),
            WORDS(_W, "Sweep the assumptions over their ranges, and see which move the measures "
                  "and which turn the ranking of postures round."), 1),
    Command("search", "analysis", WORDS(_W, "Sea&rch for openings…"), (),
            WORDS(_W, "Look for good opening deployments under a budget, and open one of them."),
            1),
    Command("policy_seats", "analysis", WORDS(_W, "&Seats played by policies…"), (),
            WORDS(_W, "Let a policy answer and give orders for a seat, by what that seat sees."),
            2),
    Command("room", "view", WORDS(_W, "&Room window"), ("F8",),
            WORDS(_W, "Show or hide the window for the projector."), 1, True),
    Command("room_freeze", "view", WORDS(_W, "&Freeze the room window"), ("Shift+F8",),
            WORDS(_W, "Keep the room window as it is while the desk goes on."), 1, True),
    Command("room_scores", "view", WORDS(_W, "S&cores in the room window"), ("Ctrl+F8",),
            WORDS(_W, "Show the scorecard on the wall in place of the cards, or the cards."), 1),
    Command("assumptions", "view", WORDS(_W, "&Assumptions"), ("F7",),
            WORDS(_W, "List every number of the model, its range, and who says so."), 1),
    Command("full_screen", "view", WORDS(_W, "F&ull screen"), ("F11",),
            WORDS(_W, "Fill the screen with the desk."), 1, True),
    Command("larger", "view", WORDS(_W, "&Larger text"), ("Ctrl+Alt++", "Ctrl+Alt+="),
            WORDS(_W, "Make all text 10 % larger, up to 200 %."), 3),
    Command("smaller", "view", WORDS(_W, "&Smaller text"), ("Ctrl+Alt+-",),
            WORDS(_W, "Make all text 10 % smaller, down to 80 %."), 3),
    Command("normal", "view", WORDS(_W, "&Normal text"), ("Ctrl+Alt+0",),
            WORDS(_W, "Text at 100 %."), 3),
    Command("palette", "view", WORDS(_W, "&Find anything"), ("Ctrl+K", "Ctrl+Shift+P"),
            WORDS(_W, "Type a few letters of a command, a place, an actor, a measure or an inject "
                  "and go there."), 1),
    Command("undo_view", "view", WORDS(_W, "Un&do the last change of view"), ("Ctrl+Z",),
            WORDS(_W, "Put map, layers and panels back as they were before; what was played "
                  "stays."), 4),
    Command("redo_view", "view", WORDS(_W, "R&edo the change of view"),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            WORDS(_W, "Take back the last step back of the view."), 4),
    Command("save_layout", "view", WORDS(_W, "&Keep this layout"), (),
            WORDS(_W, "Keep the places of all panels under a name."), 4),
    Command("reset_layout", "view", WORDS(_W, "Reset la&yout"), (),
            WORDS(_W, "Put all panels where they were at first."), 4),
    Command("preferences", "view", WORDS(_W, "&Preferences"), ("Ctrl+,",),
            WORDS(_W, "Choose theme, text size, layouts and the folder for sessions."), 5),
    Command("help", "help", WORDS(_W, "&Help"), ("F1",),
            WORDS(_W, "Open the page of help about the panel that has the keyboard.")),
    Command("keys", "help", WORDS(_W, "&Keys and gestures"), ("Ctrl+F1",),
            WORDS(_W, "Show this sheet.")),
    Command("briefing", "help", WORDS(_W, "&Briefing of this seat"), ("F2",),
            WORDS(_W, "Read what the scenario tells the seat at the start.")),
    Command("tour", "help", WORDS(_W, "Guided &tour"), (),
            WORDS(_W, "Play a practice turn with somebody at your side; it counts for nothing.")),
    Command("about", "help", WORDS(_W, "&About"), (),
            WORDS(_W, "Version, licence, and what this program is not."), 1),
)  # fmt: skip

COMMANDS: Mapping[str, Command] = MappingProxyType({one.id: one for one in _ALL})
"""Every command by name, in the order of the menus."""

GESTURES: tuple[tuple[str, str], ...] = (
    (WORDS("Gesture", "Drag the map, arrow keys"), WORDS("Gesture", "Move the map.")),
    (WORDS("Gesture", "Mouse wheel, + and -"), WORDS("Gesture", "Zoom about the pointer.")),
    (WORDS("Gesture", "Click a force, or Tab to it and Enter"),
     WORDS("Gesture", "Pick it up: places where it may go light up; others say why not.")),
    (WORDS("Gesture", "Drag a force to a place, or arrows and Enter"),
     WORDS("Gesture", "Prepare the order to send it there.")),
    (WORDS("Gesture", "Ctrl+arrows with a force in hand"),
     WORDS("Gesture", "Go over all places, those too where it may not go, and read why.")),
    (WORDS("Gesture", "Ctrl+click or Ctrl+Space, Shift+drag, Ctrl+A on the map"),
     WORDS("Gesture", "Choose several forces; drag one of them, and each gets its own order.")),
    (WORDS("Gesture", "Right click, or the menu key"),
     WORDS("Gesture", "What can be done with the force, sector or mark: take back, incidents …")),
    (WORDS("Gesture", "/, Y, L, M, N, I on the map"),
     WORDS("Gesture", "Go to a name, layers, legend, measure, what has no room, incidents.")),
    (WORDS("Gesture", "B and 1 … 9 on the map"),
     WORDS("Gesture", "Keep this view under a name; show the views kept.")),
    (WORDS("Gesture", "Esc"), WORDS("Gesture", "Put the force back; close the order form.")),
    (WORDS("Gesture", "Drag in the timeline; arrows, Page Up, Page Down, Home, End in it"),
     WORDS("Gesture", "Look back at any entry.")),
)  # fmt: skip
"""What else mouse and keys do."""


def title(command: Command) -> str:
    """Return a command's title in the person's language."""
    return QCoreApplication.translate(_W, command.title)


def says(command: Command) -> str:
    """Return what a command does in the person's language."""
    return QCoreApplication.translate(_W, command.says)


def menu_title(menu: str) -> str:
    """Return a menu's title in the person's language."""
    return QCoreApplication.translate("Menu", MENUS[menu])


def gestures() -> list[tuple[str, str]]:
    """Return the gestures and what they do in the person's language."""
    word = QCoreApplication.translate
    return [(word("Gesture", what), word("Gesture", does)) for what, does in GESTURES]
