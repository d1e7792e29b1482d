"""Words in the person's language: marks for those of the desk, and a way for those from below.

The rules and the session speak English and know no Qt.  What they hand up is translated here, by
its English text: titles and other fixed words with :func:`word`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

__all__ = ["BELOW", "QT_TRANSLATE_NOOP", "word"]

BELOW = "Below"
"""The context of all words that come from the rules and the session."""

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # Qt's own is typed as object
        """Mark ``text`` for translation and return it as it is."""
        return text

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP


def word(text: str) -> str:
    """Return a fixed text of the rules or the session in the person's language."""
    return QCoreApplication.translate(BELOW, text)
