"""Laws of adversaries' words: nothing that Moscow and its friends may say serves the coalition."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from tabletop.content.library import load_world
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.orders import carry_out, judge, parse_order
from tabletop.rules.orders.statements import Subject
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import initial_state

WORLD = load_world("reassurance-force")
ADVERSARIES = ("ru", "by", "kp")
STRANGERS = (*ADVERSARIES, "cn")
WORDS = [{"type": "make_statement", "subject": subject} for subject in get_args(Subject)]
FRAMED = [
    {"type": "make_statement", "subject": "message", "frame": frame}
    for frame in ("defensive", "peaceful", "sovereign")
]
LEVELS = [{"type": "commit", "level": level} for level in (1, 2, 3)]
TALKS = "open_format"
"""Talks calm, whoever proposes them."""


@pytest.mark.parametrize("actor", STRANGERS)
@pytest.mark.parametrize(
    "words", [*WORDS, *FRAMED, *LEVELS], ids=lambda w: "-".join(map(str, w.values()))
)
def test_what_a_power_from_outside_may_say_makes_no_measure_better(actor, words) -> None:
    order = parse_order({**words, "actor": actor})
    state = initial_state(WORLD)
    if words.get("subject") == TALKS or judge(WORLD, state, order)[0] != Refusal.LAWFUL:
        return
    before = score(WORLD, state)
    assert carry_out(WORLD, state, order)[0] == Refusal.LAWFUL
    for name, now in score(WORLD, state).items():
        better = now - before[name] if MEASURES[name].better == "high" else before[name] - now
        assert (better <= 1e-12).all(), name


@pytest.mark.parametrize("actor", ADVERSARIES)
@pytest.mark.parametrize(
    ("subject", "variable"), [("message", "info_environment"), ("ask_washington", "us_clarity")]
)
def test_the_same_words_of_friend_and_adversary_work_against_each_other(
    actor: str, subject: str, variable: str
) -> None:
    state = initial_state(WORLD)
    before = getattr(state, variable).copy()
    for speaker, sign in ((actor, -1.0), ("fr", 1.0)):
        one = state.copy()
        words = {"type": "make_statement", "actor": speaker, "subject": subject}
        assert carry_out(WORLD, one, parse_order(words))[0] == Refusal.LAWFUL
        assert np.sign(getattr(one, variable) - before)[0] == sign


@pytest.mark.parametrize("actor", STRANGERS)
@pytest.mark.parametrize(
    "words", [{"type": "make_statement", "subject": "visit"}, *FRAMED, *LEVELS]
)
def test_only_friends_visit_kyiv_frame_the_force_and_commit_themselves(actor, words) -> None:
    order = parse_order({**words, "actor": actor})
    assert judge(WORLD, initial_state(WORLD), order)[0] == Refusal.NOT_A_PARTY
