"""The forms that some texts of content must have, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NAME = r"^[A-Za-z][A-Za-z0-9_-]*$"
DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
COUNTRY = r"^[A-Z]{2}$"
SYMBOL = r"^(\d{20}|[A-Z*-]{10,15})$"
SHELF = r"^[A-Za-z0-9_-]+/[A-Za-z0-9_-]+$"

FORMS: Mapping[str, str] = MappingProxyType(
    {
        NAME: "a name: a letter, then letters, digits, - and _",
        DATE: "a date like 2026-01-19",
        COUNTRY: "a country code of two capital letters",
        SYMBOL: "an APP-6 code: 20 digits, or 10 to 15 letters, * and -",
        SHELF: "a theme and a name with / between them, like probes/night-probe",
    }
)
"""What a text of each form is, as the end of the sentence "text 'x' is not …"."""
