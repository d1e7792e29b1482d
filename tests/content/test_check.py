"""Checking tells every fault at once, at its place, with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.content.check import check
from tabletop.content.problems import Problem
from tests.content.broken import Copy, told

SCENARIO = "scenario.yaml"
LINE = "maps/ukraine/line_of_contact.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "spoilt")


def test_the_shipped_content_has_no_problems() -> None:
    assert check() == []


def test_a_faithful_copy_has_no_problems(copy: Copy) -> None:
    assert check([copy.folder]) == []


# Each fault: file, words replaced, what they are replaced with, how far the fault stands from the
# start of the words (lines, columns), and what is said.
FAULTS = [
    (SCENARIO, "turns: 13", "turms: 13", "unknown key 'turms'; did you mean 'turns'?"),
    (SCENARIO, "seed: 20260119", "seed: -1", "must be at least 0, found -1"),
    (SCENARIO, "start_date: 2026", "start_date: 20-26", "' is not a date like 2026-01-19"),
    (SCENARIO, "marking: EX", "marking: EX\nmarking: EX", "key 'marking' is given twice"),
    (SCENARIO, "map: ukraine", "map: ukrain", "there is no map 'ukrain'; did you mean 'ukraine'?"),
    (SCENARIO, "land, air", "lnad, air", "there is no file forces/lnad.yaml; did you mean 'land'?"),
    (SCENARIO, "[de]", "[dee]", "there is no actor 'dee'; did you mean"),
    (SCENARIO, "berlin.md", "berlln.md", "briefings/berlln.md; did you mean 'berlin.md'?"),
    (SCENARIO, "[legitimacy]", "[legitimcy]", "no measure 'legitimcy'; did you mean 'legitimacy'?"),
    (SCENARIO, "fr_hq_op_1", "fr_hq_op_2", "no force 'fr_hq_op_2'; did you mean 'fr_hq_op_1'?"),
    (SCENARIO, "node: paris", "node: pariss", "there is no node 'pariss'; did you mean 'paris'?"),
    (SCENARIO, "hybrid/INJ06", "hybrid/INJ66", "there is no inject 'hybrid/INJ66'; did you mean"),
    (SCENARIO, "line/INJ02", "line/INJ01", "use of 'line/INJ01' is given twice; first at"),
    (SCENARIO, "role: room", "role: rom", "'rom' is not one of facilitator, player"),
    (SCENARIO, "escalation < 50", "escalatoin < 50", "no variable 'escalatoin'; did you mean"),
    (SCENARIO, "us_backstop: 45", "us_backstp: 45", "no variable 'us_backstp'; did you mean"),
    (SCENARIO, "air_posture: alert", "air_posture: alrt", "'alrt' is not a word for air_posture"),
    (SCENARIO, "turn: 12", "turn: 14", "turn 14 never comes; the scenario has 13 turns"),
    (SCENARIO, "cohesion <= 15", "cohesion < 0", "this condition can never hold"),
    (SCENARIO, "actors: [us]", "actors: [ua]", "'ua' already sits in the seat 'kyiv'"),
    (SCENARIO, "actors: [us]", "actors: []", "the player's seat 'washington' speaks for no actor"),
    (SCENARIO, "role: facilitator", "role: observer", "no seat has the role facilitator"),
    (
        SCENARIO,
        "measures: [legitimacy]",
        "measures: []",
        "the objective 'legitimacy' has no measure",
    ),
    (SCENARIO, "start_date: 2026-01-19", "start_date: 2026-02-30", "no such day as 2026-02-30"),
    ("actors/coalition.yaml", "home: bremerhaven", "home: bremen", "there is no node 'bremen'"),
    ("actors/coalition.yaml", "light_bde", "ligth_bde", "no force type 'ligth_bde'; did you mean"),
    ("actors/coalition.yaml", "no_observer_line", "no_observr_line", "no caveat 'no_observr_line'"),
    ("actors/coalition.yaml", "willingness: 88", "wilingness: 88", "unknown key 'wilingness'"),
    (
        "actors/coalition.yaml",
        "days_fast: 2",
        "days_fast: 22",
        "days_fast is more than days_normal",
    ),
    ("actors/partners.yaml", "id: us", "id: gb", "actor 'gb' is given twice; first at"),
    ("forces/land.yaml", "[gbad_medium", "[gbad_medum", "there is no force type 'gbad_medum'"),
    ("forces/land.yaml", "domain: land", "domain: lnd", "'lnd' is not one of land, air, sea"),
    ("forces/land.yaml", "presence: 9", "presence: 19", "must be at most 10, found 19"),
    ("injects/flank.yaml", "[$target]", "[$targt]", "there is no sector '$targt'"),
    ("injects/flank.yaml", "sector: B01", "sector: B09", "target: there is no sector 'B09'"),
    ("injects/flank.yaml", "willingness[lt]", "willingness[xx]", "there is no actor 'xx'"),
    ("injects/flank.yaml", "[pl, lt,", "[pl, lt, qq,", "there is no addressee 'qq'"),
    ("injects/line.yaml", "inject: INJ03", "inject: INJ05x", "no inject of the scenario 'INJ05x'"),
    ("injects/line.yaml", "ru_probe_appetite >= 70", "ru_probe_appetite > 170", "can never hold"),
    (
        "injects/germany.yaml",
        "willingness[de] >= 50",
        "willingness[de >= 50",
        "condition, character",
    ),
    ("injects/money.yaml", "- id: b", "- id: a", "option 'a' is given twice; first at"),
    ("maps/ukraine/links.yaml", "a: bremerhaven", "a: bremen", "there is no node 'bremen'"),
    ("maps/ukraine/nodes.yaml", "id: lviv", "id: kyiv", "node 'kyiv' is given twice; first at"),
    ("maps/ukraine/nodes.yaml", "zone: centre", "zone: center", "did you mean 'centre'?"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS)
def test_each_kind_of_fault_is_told_near_the_words_at_fault(
    copy: Copy, file: str, old: str, new: str, message: str
) -> None:
    place = copy.spoil(file, old, new)
    problems = [problem for problem in check([copy.folder]) if message in problem.message]
    assert problems
    near = [problem for problem in problems if abs(told(problem)[1] - place[1]) <= 20]
    assert told(near[0])[0] == file
    assert near[0].line >= 1


def test_ten_kinds_of_fault_give_ten_messages_with_their_places(copy: Copy) -> None:
    places = [
        copy.spoil(SCENARIO, "turns: 13", "turns: thirteen"),
        copy.spoil(SCENARIO, "order_minutes", "order_minuts"),
        copy.spoil(SCENARIO, "fr_hq_op_1", "fr_hq_op_9"),
        copy.spoil(SCENARIO, "hub_west", "hub_wset"),
        copy.spoil(SCENARIO, "hybrid/INJ06", "hybrid/INJ6"),
        copy.spoil("actors/coalition.yaml", "lead\n", "leed\n"),
        copy.spoil("forces/air.yaml", "exposure: 3", "exposure: 30"),
        copy.spoil("injects/flank.yaml", "escalation >= 65", "escalaton >= 65"),
        copy.spoil("injects/money.yaml", "sanction_pressure", "sanctions_pressure"),
        copy.spoil("injects/line.yaml", "sector: highest", "sectr: highest"),
    ]
    problems = check([copy.folder])
    lines = {told(problem)[:2] for problem in problems}
    for file, line, _ in places:
        assert (file, line) in lines
    assert len(problems) == len(places)
    assert problems == sorted(problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            LINE,
            "first_point: 5",
            "first_point: 6",
            "begins at point 6; the one before it ends at 5",
        ),
        (LINE, "last_point: 79", "last_point: 99", "there is no point 99"),
        (LINE, "{i: 3,", "{i: 4,", "this is point 3, not 4"),
        (LINE, "- [30.2, 45.2]", "- [30.3, 45.2]", "the ring is not closed"),
        (LINE, "{i: 40, lon: ", "{i: 40, lon: 9", "must be at most 180"),
        ("maps/ukraine/nodes.yaml", "lat: 50.45", "lat: 80.45", "lies outside the bounds"),
        ("maps/ukraine/links.yaml", "mode: rail", "mode: rial", "did you mean 'rail'?"),
    ],
)
def test_faults_of_the_ground_are_told(
    copy: Copy, file: str, old: str, new: str, message: str
) -> None:
    copy.spoil(file, old, new)
    problems = check([copy.folder / "maps" / "ukraine"])
    assert any(message in problem.message for problem in problems), problems


def test_a_node_without_links_is_told(copy: Copy) -> None:
    nodes = copy.folder / "maps" / "ukraine" / "nodes.yaml"
    text = nodes.read_text("utf-8")
    row = text[text.index("  - id: lviv\n") : text.index("  - id: odesa\n")]
    nodes.write_text(text + row.replace("id: lviv", "id: nowhere"), "utf-8")
    problems = check([copy.folder / "maps" / "ukraine"])
    message = "no usable links lead to node 'nowhere' from the rest of the network"
    assert [p.message for p in problems if "nowhere" in p.message] == [message]


def test_a_line_that_crosses_itself_and_a_broken_layer_are_told(copy: Copy) -> None:
    line = copy.folder / LINE
    copy.spoil(LINE, "lat: 50.08", "lat: 47.0")
    (line.parent / "oblasts.geojson").write_text("[]", "utf-8")
    told_by = [problem.message for problem in check([line.parent])]
    assert any("the line crosses itself near" in message for message in told_by)
    assert any("the file is not GeoJSON" in message for message in told_by)
    assert "the file is missing" in told_by  # countries.geojson is not in the copy


def test_an_inject_that_nobody_uses_is_told(copy: Copy) -> None:
    copy.spoil(SCENARIO, "  - {use: ukraine/INJ52, probability: 0}\n", "")
    assert [p.message for p in check([copy.folder])] == [
        "no scenario uses the inject 'ukraine/INJ52'"
    ]


def test_an_inject_that_can_come_in_no_way_is_told(copy: Copy) -> None:
    old = "{use: ukraine/INJ52, probability: 0}"
    copy.spoil(SCENARIO, old, "{use: ukraine/INJ52, probability: 0, manual: false}")
    (problem,) = check([copy.folder])
    assert problem.message.startswith("the inject can never come")


def test_the_inject_shown_to_authors_is_one_that_passes(copy: Copy, checkout: Path) -> None:
    page = (checkout / "docs" / "content.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    pack = copy.folder / "injects" / "logistics.yaml"
    pack.write_text(pack.read_text("utf-8") + example, "utf-8")
    copy.spoil(SCENARIO, "injects:\n", "injects:\n  - {use: logistics/INJ90}\n")
    assert check([copy.folder]) == []


@pytest.mark.parametrize(
    "path",
    [
        "reassurance-force",
        "scenarios/actors",
        "injects/flank.yaml",
        "scenarios",
        "maps/ukraine",
        ".",
    ],
)
def test_content_is_found_by_name_folder_or_file(
    path: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    assert check([path]) == []


def test_a_path_without_content_is_a_problem(tmp_path: Path) -> None:
    assert "there is no scenario here; did you mean 'reassurance-force'?" in [
        problem.message for problem in check(["reassurance-forse"])
    ]
    assert [problem.message for problem in check([tmp_path])] == [
        "there is no content in this folder"
    ]
    stray = tmp_path / "stray.yaml"
    stray.write_text("a: 1", "utf-8")
    (problem,) = check([stray])
    assert "the kind of this file is not known" in problem.message


def test_a_scenario_that_is_no_mapping_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("- 1\n", "utf-8")
    assert [str(problem).rsplit(":", 3)[1:] for problem in check([tmp_path])] == [
        ["1", "1", " expected a mapping, found a list"]
    ]


def test_names_cannot_lead_out_of_their_folder(copy: Copy) -> None:
    copy.spoil(SCENARIO, "berlin.md", "../scenario.yaml")
    copy.spoil(SCENARIO, "map: ukraine", "map: ../maps/ukraine")
    messages: list[str] = [problem.message for problem in check([copy.folder])]
    assert any("briefings/../scenario.yaml" in message for message in messages)
    assert any("'../maps/ukraine'" in message for message in messages)


def test_problems_name_files_as_seen_from_here(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    copy.spoil(SCENARIO, "turns: 13", "turns: 0")
    monkeypatch.chdir(copy.folder.parent)
    assert check(["spoilt"])[0] == Problem(
        "spoilt/scenario.yaml", 15, 8, "must be at least 1, found 0"
    )
