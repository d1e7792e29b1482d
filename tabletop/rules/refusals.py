"""Refusals: the closed list of reasons why an order is not lawful.

What each one says to people, and what would make the order lawful, stands in
:mod:`tabletop.rules.remedies`.
"""

from __future__ import annotations

from enum import IntEnum, unique
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.state import State

Codes = NDArray[np.int16]


@unique
class Refusal(IntEnum):
    """Why an order is refused; 0 stands for lawful. The numbers are kept in session files."""

    LAWFUL = 0
    UNKNOWN_NAME = 1
    ENDED = 2
    NOT_YOURS = 3
    NOT_LEAD = 4
    NOT_HOST = 5
    NO_CHANGE = 6
    SPOKEN = 7

    NOT_AT_HOME = 10
    RESTING = 11
    NOT_OFFERED = 12
    NOT_DEPLOYED = 13
    NOT_WITHDRAWABLE = 14
    NOT_DEPLOYABLE = 15
    NOT_A_PACKAGE = 16
    ALREADY_THERE = 17
    UNWILLING = 18
    RECALLED = 19

    ENEMY_HELD = 30
    NO_ROUTE = 31
    ROUTE_FULL = 32
    NO_AIRFIELD = 33
    NO_HARBOUR = 34
    STRAITS_CLOSED = 35
    TIER_OF_UKRAINE = 36
    TIER_OF_OBSERVERS = 37
    TIER_OF_AIRCRAFT = 38
    OUTSIDE_TIER = 39
    EAST_LIMIT = 40
    NO_BASE = 41
    NO_TRANSIT = 42

    PRE_DEAL = 50
    NO_CONSENT = 51
    NO_MANDATE = 52
    NOT_AUTHORISED = 53
    TOO_EXPENSIVE = 54

    CAVEAT_GROUND = 60
    CAVEAT_UN = 61
    CAVEAT_BACKSTOP = 62
    CAVEAT_REAR = 63
    CAVEAT_LINE = 64
    CAVEAT_SMALL = 65
    CAVEAT_EXIT = 66
    CAVEAT_FLANK = 67
    CAVEAT_UNARMED = 68
    CAVEAT_NEUTRAL = 69
    CAVEAT_US_GROUND = 70
    CAVEAT_BOTH_SIDES = 71
    CAVEAT_PEACE = 72
    CAVEAT_LATVIA = 73
    CAVEAT_MOSCOW = 74

    AUTHORISED_ALREADY = 80
    DECISION_UNDER_WAY = 81
    REFUSED_LATELY = 82
    NOT_A_HOST = 83
    HOST_UNWILLING = 84
    OVER_LIMIT = 85
    OVERSTRETCHED = 86
    CAVEAT_FIXED = 87
    CAVEAT_NOT_HELD = 88
    SUPPORT_LOW = 89
    NO_UNANIMITY = 90
    BACKSTOP_LOW = 91
    COHESION_LOW = 92
    NO_LEAD_PRESENT = 93
    NO_AIRCRAFT = 94
    OBSERVERS_UNARMED = 95
    MANDATE_WEAKER = 96
    MANDATE_UNDER_WAY = 97
    MANDATE_VETOED = 98
    NO_COMMAND = 99
    NOT_A_TRAINER = 100

    NO_TRUCE = 130
    NOT_AT_TABLE = 131
    TALKS_UNDER_WAY = 132
    SEAT_LOW = 133
    COMPOSITION = 134
    PROMISE_SOUGHT = 135
    SUPPORT_NOT_LENT = 136
    NOT_AN_ALLY = 137
    NO_BRIGADE = 138
    NOT_GUARANTOR = 139
    ARMY_WEAK = 140

    ARMS_CONCEDED = 150
    NO_INTERCEPTION_RULE = 151
    WASHINGTON_BLOCKS = 152
    COVER_MISSING = 153
    NOT_HELD = 154
    NOT_IN_UNION = 155
    NOT_A_PARTY = 156
    CESSION_BARRED = 157

    CANNOT_JOIN = 170
    BLOCKED = 171
    OUTVOTED = 172
    SUMMIT_LATELY = 173
    BOUND_BY_FORCES = 174
    NOT_A_MEMBER = 175
    LEAD_UNWILLING = 176
    NO_STAFF = 177
    NOT_OF_THE_THREE = 178
    THREE_APART = 179
    NO_STRUCTURE = 180
    TOO_FEW_MEMBERS = 181
    NO_EUROGROUP = 182
    TASK_UNFIT = 183
    ON_THE_WAY = 184
    OVER_SIZE = 185
    OVER_CONTINGENT = 186
    POSTURE_FORBIDS = 187
    MOSCOW_DECLINES = 188
    KYIV_DECLINES = 189
    NO_RELIEF = 190
    NO_AIR_ENABLERS = 191

    TOO_LATE = 230
    NO_UNITS_OUT = 231
    NO_VOTE_DUE = 232
    NOT_MEMBER = 233
    POLICY_REFUSES = 234
    POLICY_MANDATE = 235
    POLICY_BACKSTOP = 236
    ROLE_UNFIT = 237
    NO_CEASEFIRE = 238
    TALKS_ON = 239
    NO_QUARREL = 240
    TOO_FEW = 241

    NOT_ADVERSARY = 210
    WAY_TAKEN = 211
    WAYS_FULL = 212
    NO_OPENING = 213
    TARGET_UNFIT = 214


class Judgement:
    """The first refusal that applies, for each run (and each place, when many are judged).

    Masks of any shape that fits ``shape`` may be given; a refusal found first stays.
    """

    def __init__(self, *shape: int) -> None:
        self.codes: Codes = np.zeros(shape, dtype=np.int16)

    def refuse(self, refusal: Refusal, where: NDArray[Any] | bool | np.bool_) -> None:
        """Refuse where nothing was refused before and ``where`` holds."""
        if not _anywhere(where):
            return  # as nearly always
        self.codes[(self.codes == 0) & where] = int(refusal)

    @classmethod
    def of(cls, state: State) -> Judgement:
        """Start a judgement with one place for each run; ended worlds are refused at once."""
        judgement = cls(state.runs)
        if _anywhere(state.ended):
            judgement.refuse(Refusal.ENDED, state.ended != 0)
        return judgement


def _anywhere(where: NDArray[Any] | bool | np.bool_) -> bool:
    """Tell whether a mask holds in any place; a mask of one place is asked without NumPy's sum."""
    if isinstance(where, np.ndarray):
        return bool(where.item() if where.size == 1 else where.any())
    return bool(where)
