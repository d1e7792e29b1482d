"""Measure what the outlook costs: 1,000 worlds × 6 turns, and what the desk feels of it.

The limit hangs on the machine and not on a clock: a refresh of 1,000 worlds × 6 turns takes less
than 20 times what six turns of one world alone take, both in this run, in turns. Then a desk with
the panel of the outlook looks on again and again, compares orders in hand, and a watchdog notes the
longest round of its event loop, less the time in which other programs had the processor. Exits with
1 when the ratio is 20 or more, or a round is longer than 50 ms.

    python bench/outlook.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SCENARIO, SEED = "reassurance-force", 7
PLAYED = 3
"""Turns played by a staff before the outlook is taken."""
LIMIT, LONGEST_MS = 20.0, 50.0
ROUNDS = 5
REFRESHES = 4
LATE = 60.0
"""Seconds after which an answer counts as lost."""
ORDER = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}


def cost(rounds: int) -> dict[str, float]:
    """Take the time of a refresh and of six turns of one world, in turns; medians."""
    from tabletop.analysis.outlook import TURNS, Question, look_on
    from tabletop.analysis.play import play_turn
    from tabletop.analysis.policies import find_policy
    from tabletop.content.library import load_world
    from tabletop.rules.turn import initial_state
    from tabletop.world.luck import Luck

    world = load_world(SCENARIO)
    state, luck = initial_state(world), Luck.of(SEED, [0])
    for _ in range(PLAYED):
        play_turn(world, state, luck, find_policy("staff"))
    hold = find_policy("hold")
    refreshes, ones = [], []
    for _ in range(rounds + 1):  # the first round warms up
        began = time.perf_counter()
        look_on(Question(world, state, "orders", SEED, {}))
        refreshes.append(time.perf_counter() - began)
        alone = state.copy()
        began = time.perf_counter()
        for _ in range(TURNS):
            play_turn(world, alone, luck, hold)
        ones.append(time.perf_counter() - began)
    ratios = [a / b for a, b in zip(refreshes[1:], ones[1:], strict=True)]
    return {
        "refresh_ms": 1000 * statistics.median(refreshes[1:]),
        "six_turns_of_one_world_ms": 1000 * statistics.median(ones[1:]),
        "ratio": statistics.median(ratios),
    }


def desk(folder: Path) -> dict[str, Any]:
    """Let a desk look on again and again under a watchdog."""
    from bench.desk import Watchdog
    from tabletop.analysis.hand import Hand
    from tabletop.analysis.policies import find_policy
    from tabletop.content.library import resolve, routes_of
    from tabletop.session.acts import Advance, StartEx
    from tabletop.session.session import Session
    from tabletop.ui.app import Windows
    from tabletop.ui.panels.outlook import OutlookPanel
    from tabletop.ui.preferences import Preferences

    path, spec = folder / "outlook.ttx", resolve(SCENARIO)
    arrays = routes_of(spec)
    with Session.create(path, spec, SEED, None if arrays is None else dict(arrays)) as session:
        hand = Hand(session, find_policy("staff"))
        session.submit(StartEx(), hand.facilitator)
        for _ in range(PLAYED):
            hand.play_turn()
            session.submit(Advance(), hand.facilitator)
        session.submit(Advance(), hand.facilitator)
    app = Watchdog()
    windows = Windows(app, Preferences())
    windows.resume(path)

    def wait(until: Any) -> float:
        began = time.perf_counter()
        while not until():
            app.processEvents()
            time.sleep(0.001)
            if time.perf_counter() - began > LATE:
                sys.exit("no answer came")
        return time.perf_counter() - began

    wait(lambda: bool(windows.desks))
    window = windows.desks[-1]
    wait(lambda: window.timeline is not None and not window.docks.missing())
    wait(lambda: not window.rounds.busy)
    assert window.bridge is not None
    panel = OutlookPanel()
    panel.attach(window.bridge)
    panel.resize(520, 760)
    panel.show()
    panel.show_moment(window.bridge.moment())
    wait(lambda: panel.worlds == 1000)  # the process has started and read the world
    app.on = True
    moment, firsts, wholes, orders = window.bridge.moment(), [], [], []
    for number in range(REFRESHES):
        app.step = "look on"
        panel.worlds = 0
        panel.show_moment(replace(moment, seed=number))  # other worlds: nothing is kept of them
        firsts.append(wait(lambda: panel.worlds > 0))
        wholes.append(firsts[-1] + wait(lambda: panel.worlds == 1000))
        app.step = "compare an order in hand"
        panel.worlds = 0
        panel.consider((ORDER,))
        orders.append(wait(lambda: panel.worlds == 1000))
        panel.consider(())
    app.on = False
    panel.stop()
    panel.close()
    window.close()
    stretches = sorted(app.stretches, key=lambda one: -one.ms)
    return {
        "first_answer_ms": 1000 * statistics.median(firsts),
        "whole_answer_ms": 1000 * statistics.median(wholes),
        "order_in_hand_ms": 1000 * statistics.median(orders),
        "rounds": len(stretches),
        "longest_round_ms": stretches[0].ms,
        "longest_round": f"{stretches[0].step}: {stretches[0].events[:1]}",
    }


def main() -> int:
    """Run the bench and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    import tempfile

    with tempfile.TemporaryDirectory(prefix="outlook-") as folder:
        found: dict[str, Any] = cost(args.rounds) | desk(Path(folder))
    fits = found["ratio"] < LIMIT and found["longest_round_ms"] <= LONGEST_MS
    if args.json:
        print(json.dumps(found | {"fits": fits}))
    else:
        for name, value in found.items():
            told = f"{value:,.1f}" if isinstance(value, float) else str(value)
            print(f"{name.replace('_', ' '):<28}{told:>12}")
        print("within the limits" if fits else "BEYOND A LIMIT")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
