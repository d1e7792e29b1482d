"""The report as a document: headings, texts, tables and pictures in the order they are read.

Every format is written from these blocks, so that all of them are complete in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.analysis.report.model import Claim

Entries = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (chapter) to 3; ``anchor`` is a short name for links."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``tone`` is "", ``caution``, ``small`` or ``lead``."""

    text: str
    entries: Entries = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of claims with the entries they rest on."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``share`` of its width, ``align`` left, right or centre."""

    title: str
    share: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG of ``width`` × ``height`` pixels; ``says`` tells it in words."""

    name: str
    svg: str
    width: int
    height: int
    says: str
    caption: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    ``tone`` is "", ``good``, ``bad``, ``undone``, ``strong``, ``changed`` or a rating (P, S, M, U).
    """

    text: str
    entries: Entries = ()
    tone: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; without titles of columns its first column names the rows.

    ``name`` tells tables apart; ``size`` is "", ``small`` or ``tiny``.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: str = ""

    @property
    def headed(self) -> bool:
        """Whether the columns have titles."""
        return any(column.title for column in self.columns)


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page begins here, where there are pages."""


Block = Heading | Text | Bullets | Table | Picture | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document: what stands on the cover, then the blocks."""

    title: str
    subtitle: str
    marking: str
    lines: tuple[str, ...]
    caution: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> list[Heading]:
        """All headings, in order."""
        return [block for block in self.blocks if isinstance(block, Heading)]

    @property
    def tables(self) -> list[Table]:
        """All tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """Return a row of cells; plain texts become plain cells."""
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in texts)


def cite(entries: Sequence[int]) -> str:
    """Return the entry numbers that something rests on, such as ``[#3, #7–#9]``; empty for none.

    Three or more that follow each other are named by the first and the last.
    """
    runs: list[list[int]] = []
    for number in entries:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [
        f"#{run[0]}–#{run[-1]}" if len(run) > 2 else ", ".join(f"#{number}" for number in run)
        for run in runs
    ]
    return f"[{', '.join(said)}]" if said else ""
