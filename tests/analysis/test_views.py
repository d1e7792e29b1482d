"""A policy decides by what its side sees; it can neither learn the truth nor change it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tabletop.analysis import policies
from tabletop.analysis.play import play_turn, play_turns
from tabletop.analysis.policies import POLICIES, PolicyFault, Team, find_policy, sealed_name
from tabletop.analysis.policy import Answers, Orders
from tabletop.analysis.view import COALITION, RED, view_of
from tabletop.content.library import load_world
from tabletop.rules.turn import initial_state
from tabletop.session.estimates import OF_MOSCOW, OF_THE_COALITION, SEALED
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, WAYS
from tabletop.world.world import World

RUNS = 12


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("reassurance-force")


def played(world: World, name: str, turns: int = 3, runs: int = RUNS) -> State:
    state, luck = initial_state(world, runs), Luck.of(5, runs)
    for _ in play_turns(world, state, luck, turns, find_policy(name)):
        pass
    return state


def test_the_coalition_does_not_see_what_only_moscow_knows(world: World) -> None:
    state, luck = played(world, "hold"), Luck.of(5, RUNS, turn=3)
    view = view_of(world, state, luck, COALITION)
    for name in (*OF_MOSCOW, "pressure"):
        assert (getattr(view, name) != getattr(state, name)).mean() > 0.5, name
    for name in SEALED:
        assert (getattr(view, name) == BY_NAME[name].code(BY_NAME[name].start)).all(), name
    for name in OF_THE_COALITION:
        assert (getattr(view, name) == getattr(state, name)).all(), name
    assert (view.pressure == state.perceived_pressure).all()


def test_moscow_does_not_see_what_only_the_coalition_knows(world: World) -> None:
    state, luck = played(world, "hold"), Luck.of(5, RUNS, turn=3)
    view = view_of(world, state, luck, RED)
    for name in OF_THE_COALITION:
        assert (getattr(view, name) != getattr(state, name)).mean() > 0.5, name
    for name in (*OF_MOSCOW, *SEALED, "pressure"):
        assert (getattr(view, name) == getattr(state, name)).all(), name


@pytest.mark.parametrize("side", [COALITION, RED])
def test_nobody_sees_what_is_to_come(world: World, side: str) -> None:
    state = played(world, "hold")
    state.inject_due[:, 3], state.inject_turn[:, 3] = 9, -1
    view = view_of(world, state, Luck.of(5, RUNS, turn=3), side)
    assert (view.inject_due[:, 3] > 9).all()


@pytest.mark.parametrize("side", [COALITION, RED])
def test_estimates_stay_in_range_and_each_world_has_its_own(world: World, side: str) -> None:
    state = initial_state(world, 200)
    view = view_of(world, state, Luck.of(5, 200, turn=1), side)
    assert view.faults() == []
    guess = view.ru_patience if side == COALITION else view.ua_army
    assert len(set(guess.tolist())) > 150
    alone = view_of(world, state.take([17]), Luck.of(5, [17], turn=1), side)
    assert alone.digests() == [view.digests()[17]]


def test_a_view_cannot_be_written_to(world: World) -> None:
    state = initial_state(world, 2)
    view = view_of(world, state, Luck.of(5, 2))
    with pytest.raises(ValueError, match="read-only"):
        view.tension[:] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        view.cohesion = np.zeros(2)


class Spy:
    """Keeps the views that it is given."""

    name, says, side = "spy", "Looks.", COALITION

    def __init__(self, side: str) -> None:
        self.side = side
        self.views: list[State] = []

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        self.views.append(view)
        return []

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        self.views.append(view)
        return []


@pytest.mark.parametrize("side", [COALITION, RED])
def test_play_shows_each_policy_the_view_of_its_side(world: World, side: str) -> None:
    spy = Spy(side)
    state = initial_state(world, 4)
    play_turn(world, state, Luck.of(5, 4), Team((POLICIES["staff"], spy)))
    assert len(spy.views) == 2
    for view in spy.views:
        assert not view.tension.flags.writeable
        hidden = view.way_chosen if side == COALITION else view.misattributed
        assert (hidden == 0).all()


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_what_a_policy_does_in_a_world_does_not_depend_on_other_worlds(
    world: World, name: str
) -> None:
    together = played(world, name, turns=3, runs=5).digests()
    state, luck = initial_state(world, 1), Luck.of(5, [3])
    for _ in play_turns(world, state, luck, 3, find_policy(name)):
        pass
    assert state.digest() == together[3]


def test_policies_lead_to_different_worlds(world: World) -> None:
    ends = {name: played(world, name).digests()[0] for name in POLICIES}
    assert len(set(ends.values())) == len(POLICIES)


def _there(world: World, state: State) -> np.ndarray:
    """Armed ground units of the coalition in the theatre or under way, mean over worlds."""
    fits = world.is_coalition & world.is_land & world.traits.armed
    return (((state.status >= 3) & (state.status <= 4)) & fits).sum(axis=1).mean()


def test_each_style_keeps_to_its_concept(world: World) -> None:
    ends = {name: played(world, name, turns=8) for name in
            ("hold", "tripwire", "forward", "air_first", "cautious_parliaments")}  # fmt: skip
    ground = {name: _there(world, state) for name, state in ends.items()}
    assert ground["air_first"] <= ground["hold"]
    assert ground["tripwire"] < ground["forward"]
    assert ground["cautious_parliaments"] < ground["forward"]
    sent = {name: (world.is_coalition & (s.status >= 3)).sum() for name, s in ends.items()}
    assert sent["air_first"] > sent["hold"]


def counted(state: State) -> dict[str, float]:
    return dict(zip(WAYS, state.way_count.mean(axis=0).tolist(), strict=True))


def test_the_tempers_of_moscow_differ_as_their_names_say(world: World) -> None:
    counts = {name: counted(played(world, name, turns=8))
              for name in ("opportunist", "patient", "reckless")}  # fmt: skip
    total = {name: sum(ways.values()) for name, ways in counts.items()}
    assert total["patient"] < total["opportunist"]
    force = {name: ways["armed_probe"] + ways["strike"] for name, ways in counts.items()}
    assert force["patient"] < force["opportunist"] < force["reckless"]


def test_a_team_decides_for_both_sides(world: World) -> None:
    team = find_policy("staff+reckless")
    assert isinstance(team, Team)
    assert team.name == "staff+reckless"
    state = played(world, "staff+reckless", turns=4)
    assert (state.red_hand == 1).any() or counted(state)["armed_probe"] > 0.0
    assert (state.mandate_sought > 0).any() or (state.mandate > 1).any()


OWN = """
from tabletop.rules.orders.statements import MakeStatement
import numpy as np

class Loud:
    name, says, side = "loud", "Speaks.", "coalition"

    def answer(self, world, view, luck):
        return []

    def choose(self, world, view, luck):
        return []

POLICY = Loud
"""


def test_a_policy_of_ones_own_comes_from_a_file(world: World, tmp_path: Path) -> None:
    path = tmp_path / "own policy.py"
    path.write_text(OWN)
    for name in (f"{path}", f"{path}:Loud", f"{path}:POLICY"):
        assert policies.members(find_policy(name))[0].name == "loud"
    assert played(world, f"{path}:Loud+opportunist", turns=1).runs == RUNS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "does not run: SyntaxError"),
        ("POLICY = 3", "has no method answer"),
        (OWN.replace('"coalition"', '"nobody"'), "has no side"),
        (OWN.replace("POLICY = Loud", ""), "has no 'POLICY'"),
        (OWN.replace("name, says, side", "_a, says, side"), "has no text 'name'"),
    ],
)
def test_a_file_without_a_policy_is_told_in_one_sentence(
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.py"
    path.write_text(text)
    with pytest.raises(PolicyFault, match=said):
        find_policy(str(path))


def test_a_file_that_is_not_there_or_has_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    with pytest.raises(PolicyFault, match="cannot be read"):
        find_policy(str(path))
    path.write_text(OWN)
    name = sealed_name(f"staff+{path}:Loud")
    assert policies.members(find_policy(name))[1].name == "loud"
    path.write_text(OWN + "\n# changed")
    with pytest.raises(PolicyFault, match="not what it was"):
        find_policy(name)


def test_an_unknown_name_is_a_key_error() -> None:
    for name in ("stuff", "staff+stuff", ""):
        with pytest.raises(KeyError):
            find_policy(name)
