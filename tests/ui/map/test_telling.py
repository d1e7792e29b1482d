"""The note beside the forces in the hand."""

from __future__ import annotations

from tabletop.ui.map.advice import NoAdvice
from tabletop.ui.map.telling import about_node


class Objector(NoAdvice):
    """Has one reason against every place."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def reason(self, node: int) -> str:
        """Return the reason."""
        return self._reason


def told(reason: str) -> str:
    return about_node(Objector(reason), "Gomel", 3, lawful=False, here=False, say=str.upper)


def test_a_place_that_is_not_lawful_is_named_once_with_the_reason() -> None:
    assert told("Gomel is held by the adversary.") == "Gomel is held by the adversary."
    assert told("There is no way there.") == "Gomel: There is no way there."
    assert told("") == "Gomel: NOT LAWFUL"
