from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.rules.words import place_name
from tabletop.session import acts
from tabletop.session.wording import act_sentence, entry_sentence, order_sentence
from tests.session.exercises import OFFER, WHITE, begin, to_phase
from tests.session.test_acts import EXAMPLES
from tests.worlds import small_world


@pytest.mark.parametrize("act", EXAMPLES, ids=[act.type for act in EXAMPLES])
def test_every_act_is_said_in_a_sentence(act: acts.Act) -> None:
    said = act_sentence(small_world(), act)
    assert said[0].isupper() and said.endswith((".", "?", "!", "»"))
    assert "_" not in said.replace("light_bde", "")


def test_an_order_is_said_with_its_names() -> None:
    world = small_world()
    said = order_sentence(world, {**OFFER, "intent": "Show will.", "pace": "fast"})
    assert said == "GB: offer a force – light_bde 1, pace fast."
    to_kyiv = {"type": "deploy", "actor": "gb", "force": "gb_hq_coord_1", "to": "kyiv", "tier": 3}
    assert "to Kyiv" in order_sentence(world, to_kyiv) and "tier 3" in order_sentence(
        world, to_kyiv
    )
    assert order_sentence(world, {"type": "nothing", "actor": "nobody"}) == "nobody: nothing."


def test_an_enabler_is_said_as_people_call_it_and_a_way_of_testing_by_its_own_name() -> None:
    world = small_world()
    assert place_name(world, "enabler", "isr") == "reconnaissance (ISR)"
    assert place_name(world, "enabler", "missile_defence") == "missile defence"
    assert place_name(world, "way", "strike") == "strike"


def test_what_an_order_does_without_is_said_only_when_it_is_asked_for() -> None:
    world = small_world()
    money = {"type": "fund", "actor": "gb", "to": "ukraine", "amount": 6.0, "multi_year": False}
    said = "GB: give money – to Ukraine, EUR 6 m a month"
    assert order_sentence(world, money) == f"{said}."
    assert order_sentence(world, money | {"multi_year": True}) == f"{said}, for several years."
    leave = {"type": "join", "actor": "gb", "join": False}
    assert order_sentence(world, leave).endswith("join no.")  # the title has both ways


def test_an_entry_is_said_with_its_seat(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx"), "orders")
    entry = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    assert entry_sentence(session.world, entry).startswith("Coalition: GB: offer a force")
    hold = session.submit(acts.Hold(reason="Coffee"), WHITE)
    assert entry_sentence(session.world, hold) == "White cell: Hold: Coffee."


def test_going_on_is_said_by_the_phase_that_it_leads_to(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx"), "feedback")
    session.submit(acts.Advance(), WHITE)
    said = [entry_sentence(session.world, one) for one in session.entries if one.type == "advance"]
    assert said == [
        "White cell: Orders are open.",
        "White cell: Orders are closed; adjudication begins.",
        "White cell: The turn is committed.",
        "White cell: Turn 2 begins.",
    ]


def test_a_ruling_is_said_with_what_was_argued() -> None:
    ruling = acts.Ruling(purpose="probe", index=0, result=True, reason="Agreed", pro="The road.")
    world = small_world()
    where = world.geography.sectors[0].name
    said = act_sentence(world, ruling)
    assert said == f"Ruling on “Russian probe” ({where}): it takes place: Agreed. For: The road."
    whole = acts.Ruling(purpose="threat", index=0, result=False, reason="No")
    assert act_sentence(world, whole) == "Ruling on “Russian threat of worse”: none: No."


def test_what_the_scenario_does_not_know_is_said_by_its_id() -> None:
    world = small_world()
    assert "nowhere" in act_sentence(world, acts.Deliver(inject="nowhere"))
    assert "z" in act_sentence(world, acts.Respond(inject="probe", option="z"))
