"""The small integers that stand for words in the state, by their words."""

from __future__ import annotations

from tabletop.world.variables import BY_NAME


def code(variable: str, word: str) -> int:
    """Return the number stored for ``word`` in an enum variable.

    Raises ``ValueError`` when the variable has no such word.
    """
    return int(BY_NAME[variable].code(word))


HOME = code("status", "home")
OFFERED = code("status", "offered")
READYING = code("status", "readying")
MOVING = code("status", "moving")
DEPLOYED = code("status", "deployed")
RETURNING = code("status", "returning")
LOST = code("status", "lost")

UNDECIDED = code("decision", "none")
GOVERNMENT = code("decision", "government")
PARLIAMENT = code("decision", "parliament")
AUTHORISED = code("decision", "authorised")
REFUSED = code("decision", "refused")

REFUSE = code("troop_policy", "refuse")
REAR_ONLY = code("troop_policy", "rear_only")
IN_UKRAINE = code("troop_policy", "in_ukraine")

NO_MANDATE = code("mandate", "none")
NATO = code("mandate", "nato")
EU = code("mandate", "eu")
MONITORS = code("mandate", "monitors_treaty")
UNSC = code("mandate", "unsc")
