"""What the palette finds: commands, panels and things of the exercise, by a few letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

NO_MATCH = -1.0
START, INSIDE, RUN, WHOLE = 8.0, 1.0, 4.0, 12.0
"""Points for a letter at the beginning of a word, inside one, right after the letter before, and
for a query that is the beginning of the text."""
LONG = 0.04
"""Points lost for each letter of the text, so that short names come first."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to go to: what kind of thing, its title, what else is said, and how to go there.

    ``also`` holds other words by which it is found; ``keys`` its keys when it is a command.
    """

    kind: str
    title: str
    go: Callable[[], object]
    detail: str = ""
    keys: str = ""
    also: str = ""


_LATIN = {
    "зг": "zgh", "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_AT_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_CYRILLIC = re.compile("зг|[а-яєіїґ]")
_APOSTROPHE = re.compile(r"(?<=[а-яєіїґ])['’ʼ`]")
_WORD_BEGINS = re.compile(r"\b[єїйюя]")
TYPED, LIKE = 4, 0.7
"""Letters from which on a slip of the fingers is looked past, and the likeness that is asked for,
0 to 1."""


def latin(text: str) -> str:
    """Return a text in Latin letters: Ukrainian by the rules of 2010 for names, else as it is."""
    if not _CYRILLIC.search(text):
        return text
    begun = _WORD_BEGINS.sub(lambda hit: _AT_FIRST[hit[0]], _APOSTROPHE.sub("", text))
    return _CYRILLIC.sub(lambda hit: _LATIN.get(hit[0], hit[0]), begun)


@lru_cache(maxsize=8192)  # the same names are compared at every letter typed
def plain(text: str) -> str:
    """Return a text as it is compared: small Latin letters, without accents or mnemonics."""
    small = latin(unicodedata.normalize("NFC", text.replace("&", "").casefold()))
    apart = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def score(query: str, text: str) -> float:
    """Return how well a text fits a query, both ``plain``; ``NO_MATCH`` when it does not.

    Every word of the query must be found: its letters in their order, at best at the beginnings of
    words and next to each other.
    """
    points = 0.0
    for word in query.split():
        found = max(_from(word, text, at) for at in range(max(1, len(text))))
        if found < 0:
            return NO_MATCH
        points += found
    return max(0.0, points - LONG * len(text))


def _from(word: str, text: str, at: int) -> float:
    """Return the points of a word whose first letter is at ``at``, the others after it."""
    if not text or text[at] != word[0]:
        return NO_MATCH
    if text.startswith(word, at):
        begins = at == 0 or not text[at - 1].isalnum()
        points = (START if begins else INSIDE) + RUN * (len(word) - 1)
        return points + (WHOLE if at == 0 else 0.0)
    points, last = 0.0, at - 1
    for letter in word:
        here = text.find(letter, last + 1)
        if here < 0:
            return NO_MATCH
        begins = here == 0 or not text[here - 1].isalnum()
        points += START if begins else RUN if here == last + 1 and here > at else -INSIDE
        last = here
    return points / 2 if points > 0 else NO_MATCH


def _known(query: str, goal: Goal) -> float:
    """Return the points of a query whose every word begins one of the goal's words.

    A word that is known for it tells more than letters scattered over a title, and less than the
    title's own beginning; the words of its sentence tell least.
    """
    title, known = plain(goal.title).split(), plain(goal.also).split()
    told = plain(goal.detail).replace(",", " ").replace(";", " ").split()
    points = WHOLE / 2
    for word in query.split():
        weights = ((title, 1.0), (known, 0.95), (told, 0.5))
        worth = [by for words, by in weights if any(one.startswith(word) for one in words)]
        if not worth:
            return NO_MATCH
        points += worth[0] * (START + RUN * (len(word) - 1))
        points -= WHOLE / 2 if worth[0] < 0.9 else 0.0
    return max(0.0, points - LONG * len(goal.title))


def found(query: str, goals: Sequence[Goal], most: int = 60) -> list[Goal]:
    """Return the goals that fit a query, best first; all in their own order for an empty one."""
    wanted = plain(query).strip()
    if not wanted:
        return list(goals[:most])
    scored = []
    for place, goal in enumerate(goals):
        points = score(wanted, plain(goal.title))
        if goal.also or goal.detail:
            if points < 0:
                points = score(wanted, plain(f"{goal.title} {goal.kind} {goal.also}")) / 2
            points = max(points, _known(wanted, goal))
        if points >= 0:
            scored.append((-points, place, goal))
    return [goal for _, _, goal in sorted(scored, key=lambda one: one[:2])[:most]]


def sought(query: str, goals: Sequence[Goal], most: int = 60) -> list[Goal]:
    """Return what is ``found``, after what is ``alike`` when nothing has the query as it stands."""
    fits, wanted = found(query, goals, most), plain(query).strip()
    if any(wanted in plain(f"{one.title} {one.also} {one.detail}") for one in fits):
        return fits
    near = alike(query, goals)
    return [*near, *(one for one in fits if one not in near)][:most]


def alike(query: str, goals: Sequence[Goal], most: int = 8) -> list[Goal]:
    """Return goals whose names are nearly a query of four letters or more, the likest first.

    For a name that was mistyped or is written in another way.
    """
    wanted = plain(query).strip()
    if len(wanted) < TYPED:
        return []
    comparing, known, rated = SequenceMatcher(b=wanted), dict[str, float](), []
    for place, goal in enumerate(goals):
        title = plain(goal.title)
        for name in (title, *title.split()):
            if name not in known:
                comparing.set_seq1(name)
                near = comparing.real_quick_ratio() >= LIKE and comparing.quick_ratio() >= LIKE
                known[name] = comparing.ratio() if near else 0.0
        best = max(known[name] for name in (title, *title.split()))
        if best >= LIKE:
            rated.append((-best, place, goal))
    return [goal for _, _, goal in sorted(rated, key=lambda one: one[:2])[:most]]


@dataclass(frozen=True, slots=True)
class Ways:
    """How to go to things of the exercise, each by its number or id."""

    node: Callable[[int], object]
    sector: Callable[[int], object]
    force: Callable[[int], object]
    actor: Callable[[int], object]
    measure: Callable[[str], object]
    inject: Callable[[str], object]
    entry: Callable[[int], object]


def things(moment: Moment, ways: Ways, kinds: dict[str, str]) -> Iterable[Goal]:
    """List the things of a moment, only those that its seat may know; ``kinds`` names them."""
    from tabletop.rules.measures import MEASURES
    from tabletop.session.moment import inject_rows
    from tabletop.ui.translating import word

    world = moment.world
    for i, node in enumerate(world.geography.nodes):
        yield Goal(kinds["place"], node.name, lambda i=i: ways.node(i), also=node.id)  # type: ignore[misc]
    for i, sector in enumerate(world.geography.sectors):
        yield Goal(kinds["sector"], sector.name, lambda i=i: ways.sector(i), also=sector.id)  # type: ignore[misc]
    for i, actor in enumerate(world.actors):
        yield Goal(kinds["actor"], actor.name, lambda i=i: ways.actor(i), also=actor.id)  # type: ignore[misc]
    for name in world.scenario.measures:
        title = word(MEASURES[name].title)
        yield Goal(kinds["measure"], title, lambda n=name: ways.measure(n), also=name)  # type: ignore[misc]
    for row in inject_rows(moment):
        yield Goal(kinds["inject"], row.title, lambda n=row.id: ways.inject(n), also=row.id)  # type: ignore[misc]
    for i, force in enumerate(world.forces):
        if moment.state.at[0, i] >= 0:
            yield Goal(kinds["force"], force.name, lambda i=i: ways.force(i), also=force.id)  # type: ignore[misc]
    for turn, seq in _turns(moment):
        words = kinds["turn"].format(turn=turn)
        yield Goal(words, words, lambda seq=seq: ways.entry(seq))  # type: ignore[misc]


def _turns(moment: Moment) -> Iterable[tuple[int, int]]:
    from tabletop.session.course import opens_turn

    return [(entry.turn, entry.seq) for entry in moment.entries if opens_turn(entry)]
