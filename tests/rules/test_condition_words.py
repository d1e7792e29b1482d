from __future__ import annotations

import pytest

from tabletop.content import library
from tabletop.rules.condition_words import condition_words
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World
from tests.worlds import small_world


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("us_backstop < 40", "“American backstop” below 40"),
        ("cohesion <= 15 or escalation >= 90",
         "“Cohesion” at most 15 or “Risk of a wider war” at least 90"),
        ("mandate != 'unsc'", "“Mandate” is not UN Security Council"),
        ("not observers_deployed and turn > 2.50",
         "Not “Observers on the line”: yes and “Turn” above 2.5"),
        ("max(tension) > 60", "The highest of (“Tension”) above 60"),
        ("max(1, cohesion) > 3", "The highest of (1, “Cohesion”) above 3"),
        ("ua_consent == false", "“Kyiv's consent” is no"),
        ("true", "Always"),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_people_read_it(text: str, said: str) -> None:
    assert condition_words(small_world(), text) == said


def test_what_is_no_condition_is_said_as_it_is_written() -> None:
    assert condition_words(small_world(), "us_backstop § 40") == "us_backstop § 40"


def test_every_word_is_offered_for_translation() -> None:
    loud = condition_words(small_world(), "us_backstop < 40 and ua_consent", str.upper)
    assert loud == "“AMERICAN BACKSTOP” BELOW 40 AND “KYIV'S CONSENT”: YES"


def shipped() -> World:
    spec = library.resolve("reassurance-force")
    return library.world_of(spec, library.routes_of(spec))


def test_no_condition_of_a_shipped_inject_is_shown_as_code() -> None:
    world = shipped()
    texts = [one.trigger.condition for one in world.injects]
    texts += [one.when for one in (*world.scenario.success, *world.scenario.failure)]
    for text in texts:
        said = condition_words(world, text)
        assert "_" not in said and "==" not in said, said
        assert not [name for name in BY_NAME if "_" in name and name in said]
