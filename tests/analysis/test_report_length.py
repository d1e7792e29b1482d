"""A report of a very long record stays readable, and says what it leaves to the exports."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.report.document import Block, Bullets, Column, Table, Text, cells
from tabletop.analysis.report.length import MOST_CLAIMS, MOST_ROWS, readable
from tabletop.analysis.report.model import Claim


def table(name: str, rows: int) -> Table:
    return Table(name, (Column("A"),), tuple(cells(str(n)) for n in range(rows)))


def bullets(claims: int) -> Bullets:
    return Bullets(tuple(Claim(str(n), (n,)) for n in range(claims)))


@given(st.integers(0, MOST_ROWS), st.integers(0, MOST_CLAIMS))
def test_what_can_be_read_stays_whole(rows: int, claims: int) -> None:
    blocks: list[Block] = [table("decisions", rows), bullets(claims), Text("x")]
    assert list(readable(blocks)) == blocks


@given(st.integers(1, 3_000))
def test_what_is_cut_is_counted(more: int) -> None:
    cut, said, listed, also = readable(
        [table("decisions", MOST_ROWS + more), bullets(MOST_CLAIMS + more)]
    )
    assert isinstance(cut, Table)
    assert isinstance(listed, Bullets)
    assert (len(cut.rows), len(listed.claims)) == (MOST_ROWS, MOST_CLAIMS)
    for line in (said, also):
        assert isinstance(line, Text)
        assert line.text.startswith(f"and {more:,} more")


def test_the_assumptions_are_never_cut() -> None:
    whole = table("assumptions", 2 * MOST_ROWS)
    assert list(readable([whole])) == [whole]
