"""The register of doctrine: one entry for each number that the rules use.

The files are named after the rules that read them; together they are ``ENTRIES``.
"""

from __future__ import annotations

from tabletop.world.doctrine import Entry
from tabletop.world.register.arrangements import ARRANGEMENTS
from tabletop.world.register.capitals import CAPITALS
from tabletop.world.register.coalition import COALITION
from tabletop.world.register.concept import CONCEPT
from tabletop.world.register.measures import MEASURES
from tabletop.world.register.movement import MOVEMENT
from tabletop.world.register.politics import POLITICS
from tabletop.world.register.russia import RUSSIA
from tabletop.world.register.statecraft import STATECRAFT
from tabletop.world.register.ukraine import UKRAINE
from tabletop.world.register.ways import WAY_ENTRIES

ENTRIES: tuple[Entry, ...] = (
    MOVEMENT
    + POLITICS
    + CAPITALS
    + COALITION
    + CONCEPT
    + ARRANGEMENTS
    + UKRAINE
    + RUSSIA
    + WAY_ENTRIES
    + STATECRAFT
    + MEASURES
)
"""Every entry, grouped as the rules are."""
