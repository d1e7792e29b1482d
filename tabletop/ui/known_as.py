"""Other words by which people look for a command or a panel, in the palette.

Who has never seen the program types the word of another program, of a classroom or of a staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORDS

_W = "Known as"
COMMAND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "new": WORDS(_W, "begin scenario game choose"),
        "open": WORDS(_W, "load resume continue file saved recent"),
        "debrief": WORDS(_W, "hot wash review replay after action discuss"),
        "report": WORDS(_W, "aar after-action pdf docx word excel csv xlsx document minutes"),
        "save_copy": WORDS(_W, "save as backup duplicate store"),
        "export_text": WORDS(_W, "json dump plain"),
        "sign": WORDS(_W, "signature key seal certificate"),
        "verify": WORDS(_W, "check proof integrity tampering forged signature"),
        "close": WORDS(_W, "exit leave"),
        "quit": WORDS(_W, "exit leave end program"),
        "advance": WORDS(_W, "next turn phase begin start go on continue commit step end turn"),
        "hold": WORDS(_W, "pause stop break freeze clock timer suspend unpause"),
        "end_ex": WORDS(_W, "end exercise finish stop endex over close"),
        "next_step": WORDS(_W, "what now hint todo next"),
        "seat": WORDS(_W, "role view as player switch cell who knows what login nation"),
        "hand_over": WORDS(_W, "handover lock pin password hot seat cover hide screen"),
        "reveal": WORDS(_W, "show orders uncover"),
        "note": WORDS(_W, "note comment remark write down evaluator observe notes"),
        "map_focus": WORDS(_W, "focus"),
        "zoom_in": WORDS(_W, "magnify nearer enlarge"),
        "zoom_out": WORDS(_W, "farther overview"),
        "zoom_fit": WORDS(_W, "overview home fit all entire reset zoom"),
        "map_search": WORDS(_W, "find town city place search locate village where"),
        "map_layers": WORDS(_W, "legend filter overlay symbols heat air defence show hide"),
        "keep_view": WORDS(_W, "bookmark map view remember camera position"),
        "map_measure": WORDS(_W, "ruler range kilometres km how far length"),
        "take_back": WORDS(_W, "undo revoke cancel withdraw mistake wrong delete"),
        "save_map": WORDS(_W, "screenshot image png svg export print"),
        "print_map": WORDS(_W, "paper printer pdf poster"),
        "look_back": WORDS(_W, "rewind history previous earlier past"),
        "look_on": WORDS(_W, "forward later history"),
        "turn_back": WORDS(_W, "rewind history previous turn"),
        "turn_on": WORDS(_W, "forward following turn"),
        "look_first": WORDS(_W, "beginning rewind start"),
        "look_now": WORDS(_W, "present live current today return"),
        "play": WORDS(_W, "replay video movie animate pause"),
        "faster": WORDS(_W, "speed"),
        "slower": WORDS(_W, "speed"),
        "viewpoint": WORDS(_W, "who knows what perspective see as secret fog"),
        "bookmark": WORDS(_W, "important flag star mark"),
        "highlights": WORDS(_W, "important flag star moments"),
        "present": WORDS(_W, "slideshow slides show projector wall"),
        "what_if": WORDS(_W, "branch alternative fork counterfactual"),
        "branches": WORDS(_W, "alternative tree versions"),
        "compare": WORDS(_W, "difference diff side by side"),
        "evaluation": WORDS(_W, "grade rate assessment objectives marks"),
        "known": WORDS(_W, "who knows what knew information secret"),
        "outlook": WORDS(_W, "forecast prediction odds probability future fan"),
        "explore": WORDS(_W, "monte carlo simulation runs batch many worlds"),
        "mattered": WORDS(_W, "causes decisive important why influence"),
        "sensitivity": WORDS(_W, "parameters tornado sweep uncertainty"),
        "search": WORDS(_W, "optimise budget best deployment"),
        "policy_seats": WORDS(_W, "ai bot computer automatic opponent"),
        "room": WORDS(_W, "projector beamer wall screen second display audience"),
        "room_freeze": WORDS(_W, "projector pause wall beamer stop"),
        "room_scores": WORDS(_W, "scorecard projector wall points result"),
        "assumptions": WORDS(_W, "parameters numbers model doctrine sources constants"),
        "full_screen": WORDS(_W, "fullscreen maximise large"),
        "larger": WORDS(_W, "bigger text font size increase read"),
        "smaller": WORDS(_W, "font size decrease"),
        "normal": WORDS(_W, "font size reset default"),
        "undo_view": WORDS(_W, "back previous view"),
        "save_layout": WORDS(_W, "save layout panels windows arrangement"),
        "reset_layout": WORDS(_W, "default panels lost restore arrangement windows"),
        "preferences": WORDS(
            _W, "settings options dark mode light theme high contrast colours colors language "
            "font folder configuration"
        ),
        "help": WORDS(_W, "manual guide documentation how instructions question"),
        "keys": WORDS(_W, "shortcuts keyboard hotkeys cheat sheet"),
        "briefing": WORDS(_W, "instructions my role situation orders from above"),
        "tour": WORDS(_W, "tutorial learn training introduction first practice demo"),
        "about": WORDS(_W, "version licence license credits"),
    }
)  # fmt: skip
"""Words for commands, by the command."""

PANEL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "actors": WORDS(_W, "countries nations states positions red lines caveats cards"),
        "forces": WORDS(_W, "units troops brigades army order of battle"),
        "msel": WORDS(_W, "injects events script tray fire scenario list schedule"),
        "inject": WORDS(_W, "card message event answer"),
        "orders": WORDS(_W, "moves actions decisions budget money inbox"),
        "adjudication": WORDS(_W, "adjudicate odds rule ruling dice outcome umpire referee"),
        "measures": WORDS(_W, "score scorecard points results indicators kpi"),
        "timeline": WORDS(_W, "history turns rewind calendar"),
        "record": WORDS(_W, "log journal entries history important flag protocol"),
    }
)
"""Words for panels, by the panel."""


def also(name: str, words: Mapping[str, str]) -> str:
    """Return a name and the other words for it, in the person's language."""
    more = words.get(name)
    return f"{name} {QCoreApplication.translate(_W, more)}" if more else name
