"""Marks texts for translation where they are declared; they are translated where they are shown."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is: Qt's own marker of this name, which its tools look for, with types.

    Show it by ``QCoreApplication.translate(context, text)``.
    """
    return text
