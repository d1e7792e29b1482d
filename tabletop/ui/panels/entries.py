"""Entries of the record in the words of the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tabletop.session.record import Entry
    from tabletop.world.world import World


def entry_words(world: World, entry: Entry) -> str:
    """Say an entry in one sentence; a change of phase by the phase it led to."""
    from tabletop.session.phases import TITLES
    from tabletop.ui.spoken import entry_sentence

    if entry.type != "advance":
        return entry_sentence(world, entry)
    if entry.phase == "feedback":
        return QCoreApplication.translate("Entries", "The turn was adjudicated.")
    if entry.phase == "brief":
        words = QCoreApplication.translate("Entries", "Turn {} opened.")
        return words.format(entry.turn)
    words = QCoreApplication.translate("Entries", "On to {}.")
    return words.format(TITLES.get(entry.phase, entry.phase))
