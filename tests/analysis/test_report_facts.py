"""Both ends of the report: who holds the exercise, and whether the file is signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.analysis.report.facts import TO_FILL_IN, facts, overview
from tabletop.analysis.report.reading import Reading
from tabletop.content.schema import ScenarioFile
from tabletop.session.session import Session
from tabletop.session.signature import ABSENT, Seen
from tests.worlds import small_spec


def reading(folder: Path, **named: str) -> Reading:
    """Return a session that has just begun, in which the scenario names somebody."""
    spec = small_spec()
    spec["scenario"] |= named
    with Session.create(folder / "session.ttx", spec, 5) as session:
        return Reading(session.replay)


def test_sponsor_and_contact_stand_in_the_overview(tmp_path: Path) -> None:
    rows = dict(overview(reading(tmp_path, sponsor="The Ministry", contact="Room 7")))
    assert (rows["Sponsor"], rows["Point of contact"]) == ("The Ministry", "Room 7")


def test_a_scenario_that_names_nobody_leaves_a_place_to_fill_in(tmp_path: Path) -> None:
    rows = dict(overview(reading(tmp_path)))
    assert rows["Sponsor"] == rows["Point of contact"] == TO_FILL_IN


def test_sponsor_and_contact_may_be_left_out_of_a_scenario() -> None:
    fields = ScenarioFile.model_fields
    assert not fields["sponsor"].is_required()
    assert not fields["contact"].is_required()


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (ABSENT, "none: nobody has signed this file"),
        (Seen("valid", "00" * 32, "2026-01-12T09:00:00+00:00"), "2026-01-12 09:00"),
        (Seen("valid", what="a branch came after it"), "valid; a branch came after it"),
        (Seen("mismatch", what="entry 3 differs"), "does not match the record; entry 3 differs"),
    ],
)
def test_the_facts_tell_the_state_of_the_signature(tmp_path: Path, seen: Seen, said: str) -> None:
    told = dict(facts(reading(tmp_path), seen))["Signature"]
    assert said in told
    assert not seen.key or seen.fingerprint in told
    if seen.state == "valid":
        assert told.startswith("valid")


def test_where_nobody_has_looked_nothing_is_said_of_a_signature(tmp_path: Path) -> None:
    assert "Signature" not in dict(facts(reading(tmp_path), None))
