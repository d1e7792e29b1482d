"""MC-1 as it is defined: a line of 12 sectors, 150 units of two sides, 24 turns, in plain Python.

A turn: each unit may shift to a neighbouring sector (5 %); in each sector an incident may happen,
more likely with tension and with an uneven balance of strength; units where one happened lose
strength.  ``play`` is the definition; every other file of this folder must give the same
distribution of (strength left, incidents).
"""

from __future__ import annotations

import random

UNITS, SECTORS, TURNS = 150, 12, 24
SHIFT, FULL, WEAR = 0.05, 100.0, 4.0
CALM, RISE, FALL = 0.2, 0.1, 0.05
BASE, BY_TENSION, BY_BALANCE, MOST = 0.1, 0.5, 0.3, 0.95

STRENGTH, STRENGTH_SPREAD = 13138.0, 383.0
"""Mean and standard deviation over worlds of the strength left at the end."""
INCIDENTS, INCIDENTS_SPREAD = 75.3, 15.1
"""Mean and standard deviation over worlds of the number of incidents."""

Result = tuple[float, int]


def play(seed: int) -> Result:
    """Play one world and return the strength left and the number of incidents."""
    chance = random.Random(seed).random
    sector = [unit % SECTORS for unit in range(UNITS)]
    strength = [FULL] * UNITS
    tension = [CALM] * SECTORS
    incidents = 0
    for _ in range(TURNS):
        ours, theirs = [0.0] * SECTORS, [0.0] * SECTORS
        for unit in range(UNITS):
            if chance() < SHIFT:
                sector[unit] = (sector[unit] + (1 if chance() < 0.5 else -1)) % SECTORS
            (theirs if unit % 2 else ours)[sector[unit]] += strength[unit]
        hit = [False] * SECTORS
        for place in range(SECTORS):
            there = ours[place] + theirs[place]
            balance = ours[place] / there if there else 0.5
            odds = BASE + BY_TENSION * tension[place] + BY_BALANCE * abs(balance - 0.5)
            if chance() < min(MOST, odds):
                hit[place] = True
                incidents += 1
                tension[place] = min(1.0, tension[place] + RISE)
            else:
                tension[place] = max(0.0, tension[place] - FALL)
        for unit in range(UNITS):
            if hit[sector[unit]]:
                strength[unit] = max(0.0, strength[unit] - WEAR * chance())
    return sum(strength), incidents


def play_many(worlds: int, first: int = 0) -> list[Result]:
    """Play the worlds ``first`` … ``first + worlds - 1``."""
    return [play(seed) for seed in range(first, first + worlds)]
