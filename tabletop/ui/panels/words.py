"""The words of the panels for the codes of the world, and how numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLocale

from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORD

_W = "Word"
WORDS: Mapping[str, str] = MappingProxyType(
    {
        # where a force is in its life
        "home": WORD(_W, "at home"),
        "offered": WORD(_W, "offered"),
        "readying": WORD(_W, "getting ready"),
        "moving": WORD(_W, "on its way"),
        "deployed": WORD(_W, "deployed"),
        "returning": WORD(_W, "going home"),
        "lost": WORD(_W, "lost"),
        # stages of a national decision
        "none": WORD(_W, "none"),
        "government": WORD(_W, "government decides"),
        "parliament": WORD(_W, "parliament decides"),
        "authorised": WORD(_W, "authorised"),
        "refused": WORD(_W, "refused"),
        # where an inject stands
        "idle": WORD(_W, "waiting"),
        "deferred": WORD(_W, "deferred"),
        "delivered": WORD(_W, "delivered"),
        "answered": WORD(_W, "answered"),
        "expired": WORD(_W, "no answer in time"),
        "skipped": WORD(_W, "skipped"),
        # kinds of inject
        "contextual": WORD(_W, "contextual"),
        "contingency": WORD(_W, "contingency"),
        "expected_action": WORD(_W, "expected action"),
        "information": WORD(_W, "information"),
        "facilitation": WORD(_W, "facilitation"),
        # roles and kinds of actors
        "lead": WORD(_W, "lead nation"),
        "core": WORD(_W, "core member"),
        "member": WORD(_W, "member"),
        "candidate": WORD(_W, "candidate"),
        "host": WORD(_W, "host nation"),
        "guarantor": WORD(_W, "guarantor"),
        "outside": WORD(_W, "outside the coalition"),
        "mandate": WORD(_W, "gives mandates"),
        "observer": WORD(_W, "observer"),
        "adversary": WORD(_W, "adversary"),
        "external": WORD(_W, "outside power"),
        "org": WORD(_W, "organisation"),
        "state": WORD(_W, "state"),
        # postures of governments
        "ground_ok": WORD(_W, "ready to send ground units"),
        "in_ukraine": WORD(_W, "also in Ukraine"),
        "rear_only": WORD(_W, "outside Ukraine only"),
        "conditional": WORD(_W, "ground units under conditions"),
        "rear_area_only": WORD(_W, "units in rear areas only"),
        "niche": WORD(_W, "specialist contribution"),
        "non_troop": WORD(_W, "support, no troops"),
        "host_logistics": WORD(_W, "host and logistics"),
        "neutral": WORD(_W, "neutral"),
        "opposed": WORD(_W, "opposed"),
        "neighbour": WORD(_W, "neighbour"),
        # fields of orders
        "to": WORD(_W, "to"),
        "via": WORD(_W, "by way of"),
        "amount": WORD(_W, "EUR m a month"),
        "points": WORD(_W, "points a turn"),
        "level": WORD(_W, "level (1 observe – 5 act)"),
        "emergency_authority": WORD(_W, "emergency authority"),
        "east": WORD(_W, "keep west of the Dnipro"),
        "consent": WORD(_W, "consent"),
        # addressees
        "coalition_command": WORD(_W, "coalition command"),
        # how sure a statement is
        "high": WORD(_W, "high"),
        "medium": WORD(_W, "medium"),
        "low": WORD(_W, "low"),
        "assumption": WORD(_W, "assumption"),
    }
)
"""What people read for a code, before translation."""

CERTAINTY: Mapping[str, str] = MappingProxyType(
    {"high": "●", "medium": "◐", "low": "○", "assumption": "◌"}
)
"""A mark for how sure a statement is; the word always stands beside it."""

LADDER = (
    WORD(_W, "none"),
    WORD(_W, "statement"),
    WORD(_W, "intent"),
    WORD(_W, "commitment"),
    WORD(_W, "offered"),
    WORD(_W, "deployed"),
)
"""The ladder of commitment, 0 to 5."""


def said(code: str) -> str:
    """Return what people read for a code; an unknown one is read as it is written."""
    word = WORDS.get(code)
    if word is None:
        return code.replace("_", " ")
    return QCoreApplication.translate(_W, word)


def rung(level: int) -> str:
    """Return the name of a rung of the ladder of commitment."""
    return QCoreApplication.translate(_W, LADDER[min(max(level, 0), len(LADDER) - 1)])


def number(value: float, places: int = 0) -> str:
    """Write a number in the person's own way."""
    rounded = round(value, places)
    return QLocale().toString(float(rounded + 0.0), "f", places)


def signed(value: float, places: int = 1) -> str:
    """Write a change with its sign; a change too small to be seen is ±0."""
    rounded = round(value, places)
    if rounded == 0:
        return "±0"
    return f"{'+' if rounded > 0 else '−'}{number(abs(rounded), places)}"


def step(before: float, after: float) -> tuple[str, str, str]:
    """Write a number before and after and their difference, which agree: 24.1, 24.0 and −0.1.

    There are two places where one would hide the difference.
    """
    places = 1 if round(before, 1) != round(after, 1) else 2
    change = round(after, places) - round(before, places)
    return number(before, places), number(after, places), signed(change, places)


def trend(value: float, places: int = 1) -> str:
    """Write a change with an arrow and its sign."""
    rounded = round(value, places)
    arrow = "▲ " if rounded > 0 else "▼ " if rounded < 0 else ""
    return f"{arrow}{signed(value, places)}"
