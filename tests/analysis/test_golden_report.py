"""A change of the report's shape, or of its words on what was recorded, does not go unseen."""

from __future__ import annotations

import json

from tests.analysis.golden_report import GOLDEN, RECORDED, outline

RENEW = "If the change was meant: .venv/bin/python -m tests.analysis.golden_report"


def test_the_report_of_a_kept_session_is_as_it_was() -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert outline() == kept, RENEW
    assert sum(bool(chapter["words"]) for chapter in kept) == len(RECORDED)
