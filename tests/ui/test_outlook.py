"""The panel of the outlook: fans, odds, the order in hand, and a process beside the desk."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tabletop.analysis.outlook import Difference, look
from tabletop.analysis.outlook_worker import Asked
from tabletop.analysis.policies import find_policy
from tabletop.ui import explore_model
from tabletop.ui import outlook_model as model
from tabletop.ui.aside import Aside
from tabletop.ui.desk import Desk
from tabletop.ui.panels.outlook import OutlookPanel

FIRM = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OutlookPanel]:
    """Return a panel in orders of turn 1, asking for few worlds."""
    monkeypatch.setattr(model, "WORLDS", 120)
    for _ in range(2):
        desk.commands.run("advance")
    assert desk.bridge is not None
    made = OutlookPanel()
    qtbot.addWidget(made)
    made.attach(desk.bridge)
    made.resize(520, 760)
    made.show()
    made.show_moment(desk.bridge.moment())
    yield made
    made.stop()


def whole(panel: OutlookPanel) -> bool:
    return panel.worlds == 120 and not panel.progress.isVisible()


def test_a_moment_spreads_into_fans_and_odds_and_an_order_into_differences(
    panel: OutlookPanel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: whole(panel), timeout=30_000)
    assert "Not a prediction" in panel.says.text()
    shown = [fan for fan in panel.fans if fan.isVisible()]
    assert [fan.title for fan in shown] == [
        model.measure_titles()[name] for name in panel.chosen_measures()
    ]
    assert all("9 worlds of 10" in fan.accessibleDescription() for fan in shown)
    assert panel.sectors.sifted.rowCount() == len(panel.moment.world.geography.sectors)
    assert panel.injects.sifted.rowCount() > 0
    assert panel.differences.sifted.rowCount() == 0

    panel.consider([FIRM])
    qtbot.waitUntil(
        lambda: panel.differences.sifted.rowCount() > 0 and whole(panel), timeout=30_000
    )
    cells = [panel.differences.sifted.index(row, 2).data() for row in range(12)]
    assert any("within noise" in one or "the same in every world" in one for one in cells)
    assert any("within noise" not in one and " to " in one for one in cells)
    assert "With the order" in shown[0].accessibleDescription()

    panel.consider([])
    assert panel.differences.sifted.rowCount() == 0
    assert "With the order" not in shown[0].accessibleDescription()


def test_a_player_s_outlook_starts_from_what_the_seat_sees(desk: Desk, panel: OutlookPanel) -> None:
    assert desk.bridge is not None
    truth = model.question_of(desk.bridge.moment(), 1, "hold", 6, ())
    assert "the truth" in model.whose(desk.bridge.moment())
    seat = next(s for s in desk.bridge.world.scenario.seats if s.role == "player")
    desk.bridge.set_seat(seat.id)
    moment = desk.bridge.moment()
    seen = model.question_of(moment, 1, "hold", 6, ())
    assert seen.state == moment.state.pack() != truth.state
    assert seat.name in model.whose(moment)


def test_the_answer_to_an_old_question_is_not_shown(desk: Desk, panel: OutlookPanel) -> None:
    assert desk.bridge is not None
    panel._asked = 7
    world, state = desk.bridge.world, desk.bridge.session.state
    from tabletop.analysis.outlook import Question

    found = look(Question(world, state, "orders", 7, {}, worlds=5, turns=1))
    panel._told((6, "look", found))
    assert panel.worlds == 0
    panel._told((7, "look", found))
    assert panel.worlds == 5


def test_rulings_of_the_turn_go_with_the_question(desk: Desk, panel: OutlookPanel) -> None:
    desk.commands.run("advance")
    assert desk.bridge is not None
    one = next(o for o in desk.bridge.session.proposals() if o.odds > 0.0)
    from tabletop.session.acts import Ruling

    desk.bridge.submit(
        Ruling(purpose=one.purpose, index=one.index, result=not one.result, reason="As the umpire.")
    )
    asked: Asked = model.question_of(desk.bridge.moment(), 1, "hold", 6, ())
    assert asked.rulings == ((one.purpose, one.index, not one.result),)


def _dies(connection: Any) -> None:
    connection.recv()


def _waits(connection: Any) -> None:
    threading.Event().wait()


def test_a_process_that_ends_by_itself_is_noticed_and_another_can_be_asked(qtbot: QtBot) -> None:
    aside = Aside(lambda: _dies)
    for _ in range(2):
        with qtbot.waitSignal(aside.failed, timeout=20_000):
            aside.ask(lambda: "anything")
        assert not aside.running


def _stays(connection: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        connection.send(connection.recv())


def test_nobody_waits_for_a_process_to_end(qtbot: QtBot) -> None:
    aside = Aside(lambda: _stays)
    with qtbot.waitSignal(aside.told, timeout=20_000) as told:
        aside.ask(lambda: "are you there?")
    process = aside.process
    assert told.args == ["are you there?"] and process is not None
    aside.stop()
    assert process.is_alive() and not aside.running
    process.kill()


def test_a_process_that_is_not_wanted_any_more_ends_as_soon_as_it_begins(qtbot: QtBot) -> None:
    begun, go_on = list[threading.Thread](), threading.Event()

    def serve_of() -> Any:
        begun.append(threading.current_thread())
        go_on.wait()
        return _waits

    aside = Aside(serve_of)
    aside.ask(lambda: "anything")
    qtbot.waitUntil(lambda: bool(begun))
    aside.stop()
    go_on.set()
    begun[0].join(20.0)
    assert not begun[0].is_alive()
    assert begun[0] is not threading.main_thread()


def test_a_process_is_ended_with_the_panel(panel: OutlookPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.worlds > 0, timeout=30_000)
    assert panel._aside is not None
    process = panel._aside.process
    assert process is not None
    assert process.is_alive()
    panel.stop()
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=10_000)


def test_what_did_not_change_stands_last_and_is_said_so() -> None:
    same = Difference("cohesion", 0.0, 0.0, 0.0, 0.0, 0.0)
    tiny = Difference("presence", 0.001, 0.0005, 0.0015, 0.2, 0.0)
    noise = Difference("legitimacy", 0.01, -0.2, 0.22, 0.5, 0.4)
    clear = Difference("deterrence", 1.0, 0.9, 1.1, 0.9, 0.0)
    large = Difference("cost", 5.0, 4.0, 6.0, 1.0, 0.0)
    ordered = model.ranked([same, tiny, noise, clear, large])
    assert [one.measure for one in ordered] == [
        "cost", "deterrence", "legitimacy", "presence", "cohesion",
    ]  # fmt: skip
    words = [model.interval_words(one) for one in ordered]
    assert "within noise" in words[2]
    assert "unchanged" in words[3]
    assert words[4] == "the same in every world"


def test_every_policy_that_is_offered_can_be_found() -> None:
    for name in (*model.POLICIES, *explore_model.POLICIES):
        assert find_policy(name).name == name


def test_what_one_seat_was_told_is_gone_when_another_sits_down(
    desk: Desk, panel: OutlookPanel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.worlds > 0, timeout=30_000)
    assert desk.bridge is not None
    panel.hide()  # what lies behind a tab is taken away too
    desk.bridge.set_seat("london")
    panel.show_moment(desk.bridge.moment())
    assert panel.worlds == 0
    assert panel.sectors.sifted.rowCount() == 0
    assert not any(fan.accessibleDescription() for fan in panel.fans)


def test_an_order_that_is_prepared_on_the_map_reaches_the_panel(desk: Desk) -> None:
    for _ in range(2):
        desk.commands.run("advance")
    desk.commands.run("outlook")
    panel = desk.docks.panels["outlook"]
    assert isinstance(panel, OutlookPanel)
    assert desk.bridge is not None
    from tabletop.rules.orders.deployment import destinations

    moment = desk.bridge.moment()
    force, node = next(
        (force, node)
        for force in range(len(moment.world.forces))
        for node, code in destinations(moment.world, moment.state, force)
        if not code and node != moment.state.at[0, force]
    )
    desk.prepare_order(force, node)
    assert [order["force"] for order in panel._orders] == [moment.world.forces[force].id]
    assert desk.form is not None
    desk.form.dismiss()
    assert panel._orders == ()
