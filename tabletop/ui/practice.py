"""Practice sessions: real ones in a file of their own, marked so that nothing counts them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

SCENARIO = "reassurance-force"
"""The scenario in which is practised."""
SEED = 7
TURNS = 2
FILE = "Practice.ttx"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Practice", text)


def practice_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resolved scenario as one to practise in; the mark is sealed into the session."""
    scenario = {
        **spec["scenario"], "practice": True, "turns": TURNS,
        "title": _tr("Practice: {title}").format(title=spec["scenario"]["title"]),
        "marking": _tr("PRACTICE · counts for nothing"),
    }  # fmt: skip
    return {**spec, "scenario": scenario}


def practice_path() -> Path:
    """Return a file for a new practice session, apart from those that count."""
    from platformdirs import user_cache_path

    folder = user_cache_path("ceasefire-tabletop", appauthor=False) / "practice"
    path, number = folder / FILE, 1
    while path.exists():
        if throw_away(path):
            break
        number += 1  # somebody practises there
        path = folder / f"{number} {FILE}"
    return path


def throw_away(path: Path) -> bool:
    """Remove a practice session that nobody has open; tells whether it is gone."""
    from tabletop.session.session import JournalFault, Session

    with contextlib.suppress(JournalFault, OSError):
        with Session.open(path) as session:
            if not session.world.scenario.practice:
                return False
        for file in (path, *path.parent.glob(f"{path.name}[-.]*")):
            file.unlink(missing_ok=True)
        return True
    return False
