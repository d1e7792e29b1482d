"""Marks words for translation where they are declared; they are translated where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["QT_TRANSLATE_NOOP"]

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # Qt's own is typed as object
        """Mark ``text`` for translation and return it as it is."""
        return text

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP
