from __future__ import annotations

import importlib
from typing import Any


def _stand_in() -> None:
    refusals = importlib.import_module("tabletop.rules.refusals")
    words: Any = importlib.import_module("tabletop.rules.words")
    if not hasattr(refusals, "REFUSAL_WORDS"):
        words.refusal_words = lambda world, state, order, code: ("It is not at home.", "Wait.")


_stand_in()
