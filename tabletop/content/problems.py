"""What is wrong with content, where, and the nearest right word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault of one content file, at a line and a column counted from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ContentFault(Exception):
    """Content that cannot be used; ``problems`` says every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like ``word``, or None when nothing comes close.

    Letter case, spaces, hyphens and underscores do not count as differences.
    """
    spelled: dict[str, str] = {}
    for choice in choices:
        spelled.setdefault(_bare(choice), choice)
    import difflib  # needed only where something is at fault

    found = difflib.get_close_matches(_bare(word), spelled, n=1, cutoff=0.6)
    return spelled[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest choice, or an empty text."""
    found = nearest(word, choices)
    return "" if found is None else f"; did you mean '{found}'?"


def _bare(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
