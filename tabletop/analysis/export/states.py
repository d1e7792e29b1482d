"""States over time as typed tables, one for each kind of thing, with a data dictionary.

``world`` holds what there is once, ``actor`` what every actor has, ``actor-caveat`` what every
actor has of every caveat, and so on: the tables follow the dimensions of the table of variables.
Nothing is rounded, so that a State can be read back from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.export.tables import csv_bytes
from tabletop.analysis.report.reading import state_of
from tabletop.rules.measures import MEASURES, explain
from tabletop.rules.words import variable_title
from tabletop.session.moment import date_of
from tabletop.session.replay import Replay
from tabletop.world.state import State
from tabletop.world.variables import DIMENSIONS, VARIABLES, Var
from tabletop.world.world import World

KEYS = ("entry", "turn", "date")
"""What every row begins with: after which entry, in which turn, scenario date."""
Column = NDArray[Any] | list[Any]


@dataclass(frozen=True)
class Frame:
    """A table in columns; ``variables`` are its columns after the keys and the dimensions."""

    name: str
    per: tuple[str, ...]
    variables: tuple[Var, ...]
    columns: Mapping[str, Column]

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, as plain values."""
        return zip(*(_plain(column) for column in self.columns.values()), strict=True)


def frames(replay: Replay, moments: Sequence[int]) -> list[Frame]:
    """Lay out the states after the given entries (0: the start), in tables by dimension."""
    states = [state_of(replay, seq) for seq in moments]
    turns = [replay.course.marks[seq].turn for seq in moments]
    dates = [date_of(replay.world.scenario, turn).isoformat() for turn in turns]
    found = []
    for per in dict.fromkeys(var.per for var in VARIABLES):
        variables = tuple(var for var in VARIABLES if var.per == per)
        sizes = [replay.world.sizes[dim] for dim in per]
        count = int(np.prod(sizes, dtype=int))
        columns: dict[str, Column] = {
            "entry": np.repeat(np.array(moments, dtype="i8"), count),
            "turn": np.repeat(np.array(turns, dtype="i4"), count),
            "date": [day for day in dates for _ in range(count)],
        }
        places = np.indices(sizes).reshape(len(sizes), -1) if sizes else np.zeros((0, 1), int)
        for axis, dim in enumerate(per):
            names = replay.world.names[dim]
            columns[_axis(per, axis)] = [names[i] for i in places[axis].tolist()] * len(moments)
        for var in variables:
            values = np.concatenate([getattr(state, var.name)[0].reshape(-1) for state in states])
            columns[var.name] = _typed(var, values)
        found.append(Frame("-".join(per) or "world", per, variables, columns))
    return found


def _axis(per: Sequence[str], axis: int) -> str:
    """Return the name of a dimension's column; it must not be that of a variable."""
    dim = per[axis]
    return f"{dim}_id" if any(var.name == dim for var in VARIABLES) else dim


def _typed(var: Var, values: NDArray[Any]) -> Column:
    if var.kind == "enum":
        return [var.values[code] for code in values.tolist()]
    return values.astype("?") if var.kind == "bool" else values


def _plain(column: Column) -> list[Any]:
    return column if isinstance(column, list) else column.tolist()


def parquet(frame: Frame) -> bytes:
    """Write a table as Parquet; every column carries its unit and meaning as metadata."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    known = {var.name: var for var in frame.variables}
    fields, columns = [], []
    for name, column in frame.columns.items():
        var = known.get(name)
        about = {} if var is None else {"unit": var.unit, "says": var.says}
        if isinstance(column, list):
            made = pa.array(column, pa.string()).dictionary_encode()
        else:
            made = pa.array(column)
        columns.append(made)
        fields.append(pa.field(name, made.type, nullable=False, metadata=about))
    kept = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), kept,
                   compression="zstd")  # fmt: skip
    return kept.getvalue()


def as_csv(frame: Frame) -> bytes:
    """Write a table as CSV."""
    return csv_bytes(tuple(frame.columns), frame.rows)


def state_from(world: World, tables: Mapping[str, Mapping[str, Sequence[Any]]], seq: int) -> State:
    """Make the State after entry ``seq`` again from the tables (name, then column, of values).

    The way back for programs that read the exports; a test holds it to the original.  Raises
    ``KeyError`` when a table or a column is missing.
    """
    state = State.blank(world.sizes, 1)
    for var in VARIABLES:
        table = tables["-".join(var.per) or "world"]
        here = [i for i, one in enumerate(table["entry"]) if one == seq]
        values = [var.code(table[var.name][i]) for i in here]
        shape = (1, *(world.sizes[dim] for dim in var.per))
        setattr(state, var.name, np.array(values, dtype=var.dtype).reshape(shape))
    return state


def dictionary_csv() -> bytes:
    """Write the data dictionary of the tables, made from the table of variables."""
    head = ("table", "column", "title", "kind", "unit", "low", "high", "values", "meaning")
    rows: list[tuple[Any, ...]] = []
    for per in dict.fromkeys(var.per for var in VARIABLES):
        table = "-".join(per) or "world"
        rows += [
            (table, "entry", "Entry", "int", "entry", None, None, None,
             "The state is the one after this entry of the record; 0 is the start."),
            (table, "turn", "Turn", "int", "turn", None, None, None, "Turn being played."),
            (table, "date", "Date", "date", "day", None, None, None, "Scenario date."),
        ]  # fmt: skip
        for axis, dim in enumerate(per):
            rows.append((table, _axis(per, axis), dim.capitalize(), "name", dim, None, None, None,
                         f"Which of the {DIMENSIONS[dim]}."))  # fmt: skip
        rows += [
            (table, var.name, variable_title(var.name), var.kind, var.unit, var.low, var.high,
             " ".join(var.values) or None, var.says)
            for var in VARIABLES if var.per == per
        ]  # fmt: skip
    rows += [
        ("measures", name, measure.title, "float", measure.unit, None, None, measure.better,
         measure.says)
        for name, measure in MEASURES.items()
    ]  # fmt: skip
    return csv_bytes(head, rows)


def measures_csv(replay: Replay, moments: Sequence[int]) -> bytes:
    """Write every measure after the given entries, with what each of its terms added."""
    head = (*KEYS, "measure", "value", "term", "added", "weight")

    def rows() -> Iterator[tuple[Any, ...]]:
        for seq in moments:
            state, turn = state_of(replay, seq), replay.course.marks[seq].turn
            day = date_of(replay.world.scenario, turn).isoformat()
            for name in MEASURES:
                explained = explain(replay.world, state, name)
                for term in explained.terms:
                    yield (seq, turn, day, name, float(explained.value), term.name,
                           float(term.contribution), float(term.weight))  # fmt: skip

    return csv_bytes(head, rows())
