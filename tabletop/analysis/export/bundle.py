"""Writing the chosen exports of a record into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tabletop.analysis.report import write_whole
from tabletop.analysis.report.reading import Reading
from tabletop.session.note import Note
from tabletop.session.replay import Replay

EXPORTS = ("xlsx", "csv", "jsonl", "parquet", "geojson", "svg", "png")
"""The formats of the exports."""

Tell = Callable[[str, int, int], None]


def write_exports(
    replay: Replay, folder: Path, *, formats: Sequence[str] = EXPORTS, notes: Iterable[Note] = (),
    moment: int | None = None, every_entry: bool = False, tell: Tell | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the exports of a record into ``folder``; returns the paths.

    ``moment`` is the entry whose map and GeoJSON are written (the last one; with a moment there is
    one still, else one for each turn); states are those after each turn, or after every entry.
    ``tell`` is called with what is being done, the steps done and how many there are.  Raises
    ``OSError`` when the folder cannot be written and ``LookupError`` for an unknown moment.
    """
    writer = _Writer(Reading(replay, notes), folder, tell or (lambda what, done, steps: None))
    seq = replay.last if moment is None else moment
    replay.state_at(seq)
    for done, form in enumerate(formats):
        writer.tell(form, done, len(formats))
        if form in ("csv", "parquet"):
            writer.states(form, every_entry)
        elif form in ("svg", "png"):
            writer.stills(form, moment)
        elif form == "geojson":
            writer.geojson(seq)
        elif form == "xlsx":
            writer.msel()
        elif form == "jsonl":
            writer.lines()
        else:
            raise ValueError(f"there is no format {form!r} of the exports")
    return tuple(writer.written)


class _Writer:
    """Writes the files of one record."""

    def __init__(self, reading: Reading, folder: Path, tell: Tell) -> None:
        self.reading, self.folder, self.tell = reading, folder, tell
        self.written: list[Path] = []

    def put(self, name: str, content: bytes) -> None:
        """Write one file."""
        self.written.append(write_whole(self.folder / name, content))

    def states(self, form: str, every_entry: bool) -> None:
        """Write entries (CSV only), states, measures and the data dictionary."""
        from tabletop.analysis.export import entries, states

        replay = self.reading.replay
        moments = (
            list(range(replay.last + 1)) if every_entry else sorted(self.reading.ends.values())
        )
        for frame in states.frames(replay, moments):
            content = states.parquet(frame) if form == "parquet" else states.as_csv(frame)
            self.put(f"state/{frame.name}.{form}", content)
        self.put("state/dictionary.csv", states.dictionary_csv())
        if form == "csv":
            self.put("entries.csv", entries.entries_csv(self.reading))
            self.put("measures.csv", states.measures_csv(replay, moments))

    def lines(self) -> None:
        """Write the entries as JSON Lines."""
        from tabletop.analysis.export.entries import entries_jsonl

        self.put("entries.jsonl", entries_jsonl(self.reading))

    def geojson(self, seq: int) -> None:
        """Write one moment as GeoJSON."""
        from tabletop.analysis.export.geojson import geojson_at

        self.put(f"moment-{seq:06d}.geojson", geojson_at(self.reading.replay, seq))

    def msel(self) -> None:
        """Write the MSEL, planned and actual."""
        from tabletop.analysis.export.msel import msel_workbook

        self.put("MSEL.xlsx", msel_workbook(self.reading))

    def stills(self, form: str, moment: int | None) -> None:
        """Write the map after each turn, or after one entry."""
        from tabletop.analysis.report.stills import still_at, turn_stills
        from tabletop.analysis.typesetting import pngs_of

        replay = self.reading.replay
        if moment is None:
            drawn = {f"map-turn-{one.turn:02d}": one
                     for one in turn_stills(replay, self.reading.ends)}  # fmt: skip
        else:
            drawn = {f"map-entry-{moment:06d}": still_at(replay, moment)}
        if form == "svg":
            for name, one in drawn.items():
                self.put(f"stills/{name}.svg", one.svg.encode())
            return
        pictures = pngs_of([(one.svg, one.width, one.height) for one in drawn.values()], ppi=144.0)
        for name, png in zip(drawn, pictures, strict=True):
            self.put(f"stills/{name}.png", png)
