"""The words of the form for orders, in the person's language."""

from __future__ import annotations

from typing import Any

from tabletop.rules.order_titles import FIELDS, GROUPS, TITLES, VALUES
from tabletop.ui.panels.words import said
from tabletop.ui.translating import word

__all__ = ["GROUPS", "field_title", "group_title", "order_title", "value_words"]


def order_title(type: str) -> str:
    """Return what people call a type of order."""
    return word(TITLES[type]) if type in TITLES else said(type).capitalize()


def group_title(group: str) -> str:
    """Return the heading of a group of orders."""
    return word(GROUPS[group]) if group in GROUPS else said(group).capitalize()


def field_title(type: str, field: str) -> str:
    """Return what people call a field of a type of order."""
    words = FIELDS.get(f"{type}.{field}") or FIELDS.get(field)
    return word(words or field.replace("_", " ").capitalize())


def value_words(field: str, value: Any) -> str:
    """Return what people read for a value of a field."""
    if isinstance(value, bool):
        return word("yes") if value else word("no")
    if field == "tier":
        return f"T{value}"
    code = str(value)
    return word(VALUES[code]) if code in VALUES else said(code)
