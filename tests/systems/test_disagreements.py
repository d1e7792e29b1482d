"""Where the sources disagree, each reading is a choice of a scenario and plays differently."""

from __future__ import annotations

import re
import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tabletop.content.check import check
from tabletop.content.library import load_world, resolve
from tabletop.rules.mandate import odds
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import judge, parse_order
from tabletop.rules.refusals import Refusal
from tabletop.world.variables import BY_NAME, MANDATE
from tabletop.world.world import build
from tests.systems.playing import Table
from tests.worlds import real_geography

ROOT = Path(__file__).resolve().parents[2]
ITEMS: list[dict[str, Any]] = yaml.safe_load((ROOT / "docs" / "systems.yaml").read_text("utf-8"))[
    "disagreements"
]
CHOICES = [item for item in ITEMS if len(item["readings"]) > 1]
HOLDERS = r"Scholz|Trudeau|Rutte|Sunak|Biden"


def marked(item: dict[str, Any]) -> Any:
    return pytest.param(item, id=item["topic"], marks=pytest.mark.system(*item["systems"]))


def reading(item: dict[str, Any], which: int) -> Table:
    """Play two turns of a scenario that chose this reading."""
    play = begun(item["topic"], which).copy()
    play.turn(2)
    return play


@cache
def begun(topic: str, which: int) -> Table:
    chosen = next(item for item in ITEMS if item["topic"] == topic)["readings"][which]
    spec = deepcopy(resolve("reassurance-force"))
    spec["scenario"]["initial"] |= chosen.get("initial", {})
    spec["scenario"]["deployments"] += chosen.get("deployments", [])
    spec["doctrine"] |= chosen.get("doctrine", {})
    return Table(build(spec, real_geography()))


def shown(item: dict[str, Any], play: Table) -> float | tuple[float, float]:
    """Return what a reading moves."""
    what = item["shows"]
    if what == "odds of a probe and escalation":
        probes = sum(o.odds for o in play.outcomes if o.purpose == "probe")
        return float(probes), play.get("escalation")
    if what in MEASURES:
        return play.measure(what)
    if what in BY_NAME:
        return float(getattr(play.state, what).sum())
    if what == "odds of a NATO mandate":
        return float(odds(play.world, play.state)[0][0, MANDATE.index("nato")])
    assert what == "willingness to let units enter"
    actor = "de" if item["topic"] == "Germany" else "fi"
    return entering(play, actor)


def entering(play: Table, actor: str) -> float:
    """Count the places to which a training unit of the actor may go: none, rear, or Ukraine."""
    play.authorise(actor)
    play.put("willingness", 90, actor)
    play.put("domestic_support", 80, actor)
    play.put("us_backstop", 60)
    play.put("base_agreement", 1)
    play.put("pledged", 400, actor)
    force = f"{actor}_training_bn_1"
    play.order(type="offer", actor=actor, force=force)
    play.put("ready_turn", 0, force)
    go = {"type": "deploy", "actor": actor, "force": force}
    found = [judge(play.world, play.state, parse_order({**go, "to": node}))[0]
             for node in ("rzeszow", "lviv")]  # fmt: skip
    return float(sum(code == Refusal.LAWFUL for code in found))


@pytest.mark.parametrize("item", [marked(item) for item in CHOICES])
def test_each_reading_is_a_choice_of_a_scenario_and_makes_a_difference(
    item: dict[str, Any],
) -> None:
    found = [shown(item, reading(item, n)) for n in range(len(item["readings"]))]
    assert len(set(found)) == len(found), found


def test_more_allies_to_ask_never_make_consensus_likelier() -> None:
    item = next(item for item in ITEMS if "NATO" in item["topic"])
    fewer, more = (shown(item, reading(item, n)) for n in range(2))
    assert isinstance(fewer, float) and isinstance(more, float)
    assert fewer > more > 0.9 * fewer


def test_a_persuaded_germany_stays_persuaded_in_the_first_turns() -> None:
    item = next(item for item in ITEMS if item["topic"] == "Germany")
    play = begun(item["topic"], 2).copy()
    play.put("us_backstop", 60)
    play.turn(2)
    assert play.get("troop_policy", "de") == "in_ukraine"
    assert play.get("caveat", "de", "no_ground_in_ukraine") == 0


def test_an_author_may_write_every_reading_into_a_scenario(tmp_path: Path) -> None:
    for kind in ("actors", "forces"):
        shutil.copytree(ROOT / "scenarios" / kind, tmp_path / "scenarios" / kind)
    for n in range(2):
        folder = tmp_path / f"reading_{n}"
        shutil.copytree(ROOT / "scenarios" / "reassurance-force", folder)
        file = folder / "scenario.yaml"
        told = yaml.safe_load(file.read_text("utf-8"))
        values: dict[str, float] = {}
        for item in CHOICES:
            chosen = item["readings"][n]
            told["initial"] |= chosen.get("initial", {})
            told["deployments"] += chosen.get("deployments", [])
            values |= chosen.get("doctrine", {})
        told["id"] = folder.name
        told["start_date"] = str(told["start_date"])
        file.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
        own = {"format": 1, "why": "A reading of the sources.", "values": values}
        (folder / "doctrine.yaml").write_text(yaml.safe_dump(own), "utf-8")
        assert check([folder]) == []
        world = load_world(folder)
        assert world.doctrine.french_parliament_months == 3 + n


@pytest.mark.system("SS-110")
def test_no_content_names_the_office_holders_of_another_year() -> None:
    files = [p for folder in ("scenarios", "injects", "maps") for p in (ROOT / folder).rglob("*")
             if p.suffix in (".yaml", ".md")]  # fmt: skip
    assert len(files) > 80
    named = {p.name: re.findall(HOLDERS, p.read_text("utf-8")) for p in files}
    assert not {name: who for name, who in named.items() if who}
