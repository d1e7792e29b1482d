"""Reading a workbook of injects back: hostile bytes, every fault at its sheet, row and cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabletop.content.msel_places import (
    STRIDE,
    InjectRow,
    OptionRow,
    Place,
    cell_words,
    spot_of,
)
from tabletop.content.msel_xlsx import (
    ABOUT,
    BRANCH_COLUMNS,
    BRANCHES,
    COLUMNS,
    LISTS,
    MSEL,
    OPTION_COLUMNS,
    OPTIONS,
    PAIRS,
    TRIGGER,
    number_of,
    unescaped,
)
from tabletop.content.problems import Problem, did_you_mean
from tabletop.content.xlsx_source import MAX_ROWS, Unfit, sheets_of
from tabletop.content.yaml import Document, Spot

MAX_PROBLEMS = 200
SHEETS = (MSEL, OPTIONS, BRANCHES, ABOUT)


class WorkbookFault(Exception):
    """A workbook cannot be used; ``problems`` says why, each with its place in words."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass
class Workbook:
    """A workbook as read: its injects as content has them, and where each part was written."""

    name: str
    scenario: str
    title: str
    injects: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)
    spots: list[InjectRow] = field(default_factory=list)

    def document(self) -> Document:
        """Return the injects as a pack whose places are cells; ``place_of`` turns them back."""
        value = {"format": 1, "title": self.title[:290] or "MSEL", "injects": self.injects}
        top = Spot(1, 1)
        rows = [spot_of(row) for row in self.spots]
        listed = Spot(1, 1)
        listed.children = rows
        top.children = {"format": Spot(1, 1), "title": Spot(1, 1), "injects": listed}
        top.keys = {key: (1, 1) for key in value}
        return Document(self.name, value, top)  # type: ignore[arg-type]

    def said(self, problem: Problem) -> str:
        """Say a problem of the document at its sheet, row and cell; others as they are."""
        if problem.file != self.name:
            return str(problem)
        number, row = divmod(problem.line, STRIDE)
        return cell_words(self.name, (SHEETS[min(number, 3)], max(1, row), problem.column),
                   problem.message)  # fmt: skip


def read_workbook(source: Path | bytes, name: str = "") -> Workbook:
    """Read a workbook of injects.

    What can be read although other cells are at fault is read; ``problems`` then tells of those
    cells.  Raises ``WorkbookFault`` when it is no such workbook; nothing else escapes, whatever
    the bytes are, and nothing in it is worked out or fetched.
    """
    called = name or (str(source) if isinstance(source, Path) else "workbook")
    try:
        sheets = sheets_of(source, SHEETS)
    except OSError as fault:
        raise WorkbookFault([f"{called}: {(fault.strerror or str(fault)).lower()}"]) from None
    except Unfit as fault:
        raise WorkbookFault([f"{called}: {fault}"]) from None
    return _Reader(called, sheets).read()


class _Reader:
    """Makes injects of rows, and notes every cell that will not do."""

    def __init__(self, name: str, sheets: Mapping[str, list[tuple[Any, ...]]]) -> None:
        self.name, self.sheets = name, sheets
        self.problems: list[str] = []
        self.heads: dict[str, dict[str, int]] = {sheet: {} for sheet in SHEETS}

    def read(self) -> Workbook:
        """Return the workbook; raises ``WorkbookFault`` when it has no sheet of injects."""
        if MSEL not in self.sheets:
            raise WorkbookFault([f"{self.name}: there is no sheet named {MSEL}"])
        about = {str(row[0]): row[1] for row in self.sheets.get(ABOUT, ())
                 if len(row) > 1 and row[0] is not None and row[1] is not None}  # fmt: skip
        injects, spots = [], []
        by_id: dict[str, tuple[dict[str, Any], InjectRow]] = {}
        for row, cells in self._rows(MSEL, COLUMNS):
            inject = self._inject(row, cells)
            injects.append(inject)
            spots.append(InjectRow(row, self.heads))
            by_id.setdefault(str(inject.get("id")), (inject, spots[-1]))
        self._options(by_id)
        if not injects and not self.problems:
            self.problems.append(f"{self.name}: the sheet {MSEL} has no rows")
        return Workbook(self.name, str(about.get("scenario", "")), str(about.get("title", "")),
                        injects, self.problems[:MAX_PROBLEMS], spots)  # fmt: skip

    def _rows(self, sheet: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
        rows = self.sheets.get(sheet, [])
        if not rows:
            if sheet == MSEL:
                self._fault((sheet, 1, 1), "the sheet is empty; its first row names the columns")
            return
        head = [str(one).strip() if one is not None else "" for one in rows[0]]
        self.heads[sheet] = {title: x for x, title in reversed(list(enumerate(head, 1)))}
        for x, title in enumerate(head, 1):
            if title and title not in columns:
                hint = did_you_mean(title, columns)
                self._fault((sheet, 1, x), f"there is no column '{title[:60]}'{hint}")
            elif title and title in head[: x - 1]:
                self._fault((sheet, 1, x), f"the column '{title}' is there twice")
        needed = columns if sheet != MSEL else ("id", "title", "kind", "text")
        for title in needed:
            if title not in head:
                self._fault((sheet, 1, 1), f"the column '{title}' is missing")
        if len(rows) > MAX_ROWS:
            self._fault((sheet, MAX_ROWS + 1, 1), f"a sheet has at most {MAX_ROWS} rows")
        for y, row in enumerate(rows[1:MAX_ROWS], 2):
            if all(value is None or value == "" for value in row):
                continue
            yield y, {title: value for title, value in zip(head, row, strict=False)
                      if title in columns}  # fmt: skip

    def _inject(self, row: int, cells: Mapping[str, Any]) -> dict[str, Any]:
        inject: dict[str, Any] = {"trigger": {}, "options": []}
        for column in COLUMNS:
            value = cells.get(column)
            place = self._place(MSEL, row, column)
            if column in LISTS:
                inject[column] = [unescaped(line) for line in self._lines(place, value)]
            elif column in PAIRS:
                inject[column] = self._pairs(place, value)
            elif value is None or value == "":
                if column in ("target", "notes"):
                    inject[column] = ""
                elif column in ("turn", "latest"):
                    inject["trigger"][column] = None
            elif column in TRIGGER:
                inject["trigger"][column] = self._plain(place, value)
            else:
                inject[column] = self._plain(place, value)
        return inject

    def _options(self, by_id: Mapping[str, tuple[dict[str, Any], InjectRow]]) -> None:
        options: dict[tuple[str, str], tuple[dict[str, Any], OptionRow]] = {}
        for row, cells in self._rows(OPTIONS, OPTION_COLUMNS):
            owner = self._owner(by_id, self._place(OPTIONS, row, "inject"), cells.get("inject"))
            if owner is not None:
                inject, spot = owner
                option = {key: self._or(OPTIONS, row, cells, key, "") for key in ("id", "label")}
                place = self._place(OPTIONS, row, "effects")
                option |= {"effects": self._pairs(place, cells.get("effects")), "branches": []}
                inject["options"].append(option)
                spot.options.append(OptionRow(row))
                key = (str(inject.get("id")), str(option["id"]))
                options.setdefault(key, (option, spot.options[-1]))
        for row, cells in self._rows(BRANCHES, BRANCH_COLUMNS):
            self._branch(row, cells, by_id, options)

    def _branch(
        self, row: int, cells: Mapping[str, Any],
        by_id: Mapping[str, tuple[dict[str, Any], InjectRow]],
        options: Mapping[tuple[str, str], tuple[dict[str, Any], OptionRow]],
    ) -> None:  # fmt: skip
        name, letter = cells.get("inject"), cells.get("option")
        if self._owner(by_id, self._place(BRANCHES, row, "inject"), name) is None:
            return
        found = options.get((str(name), str(letter)))
        if found is None:
            place = self._place(BRANCHES, row, "option")
            self._fault(place, f"the inject has no option '{str(letter)[:60]}'")
            return
        option, spot = found
        option["branches"].append({
            "inject": self._or(BRANCHES, row, cells, "follow_up", ""),
            "delay": self._or(BRANCHES, row, cells, "delay", 0),
            "probability": self._or(BRANCHES, row, cells, "probability", 0),
        })  # fmt: skip
        spot.branches.append(row)

    def _or(self, sheet: str, row: int, cells: Mapping[str, Any], column: str, empty: Any) -> Any:
        """Return the value of a cell, or ``empty`` when nothing stands in it."""
        value = cells.get(column)
        return empty if value is None else self._plain(self._place(sheet, row, column), value)

    def _owner(
        self, by_id: Mapping[str, tuple[dict[str, Any], InjectRow]], place: Place, name: Any
    ) -> tuple[dict[str, Any], InjectRow] | None:
        found = by_id.get(str(name))
        if found is None:
            hint = did_you_mean(str(name)[:60], list(by_id))
            self._fault(place, f"there is no inject '{str(name)[:60]}' in the sheet {MSEL}{hint}")
        return found

    def _plain(self, place: Place, value: Any) -> Any:
        """Return a value as content has it: texts unescaped, whole numbers whole."""
        if isinstance(value, str):
            return unescaped(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        if not isinstance(value, bool | int | float):
            self._fault(place, f"a text or a number belongs here, not a {type(value).__name__}")
            return str(value)
        return value

    def _lines(self, place: Place, value: Any) -> list[str]:
        if value is None or value == "":
            return []
        if not isinstance(value, str):
            value = str(self._plain(place, value))
        return [line for line in value.split("\n") if line]

    def _pairs(self, place: Place, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for line in self._lines(place, value):
            try:
                key, change = pair_of(line)
            except ValueError:
                self._fault(place, f"'{line[:60]}' is not a line such as 'cohesion: -6'")
                continue
            if key in found:
                self._fault(place, f"'{key[:60]}' is there twice")
            found[key] = change
        return found

    def _place(self, sheet: str, row: int, column: str) -> Place:
        return sheet, row, self.heads[sheet].get(column, 1)

    def _fault(self, place: Place, message: str) -> None:
        self.problems.append(cell_words(self.name, place, message))


def pair_of(line: str) -> tuple[str, Any]:
    """Read a line ``variable: change``; raises ``ValueError`` when it is none."""
    if line.startswith('"'):
        key, end = json.JSONDecoder().raw_decode(line)
        rest = line[end:].lstrip()
        if not rest.startswith(":"):
            raise ValueError(line)
        rest = rest[1:]
    else:
        key, colon, rest = line.partition(":")
        if not colon or not key.strip():
            raise ValueError(line)
        key = unescaped(key.strip())
    word = rest.strip()
    if not word:
        raise ValueError(line)
    if word.startswith('"'):
        text = json.loads(word)
        if not isinstance(text, str):
            raise ValueError(line)
        return key, text
    number = number_of(word)
    return key, unescaped(word) if number is None else number
