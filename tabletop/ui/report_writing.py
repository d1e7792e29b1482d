"""What a report is to hold, and the writing of it; nothing here is a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.ui.working import Tell

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.session.session import Session

DOCUMENTS = {"pdf": "PDF", "docx": "Word (DOCX)", "html": "HTML", "md": "Markdown"}
DATA = {"xlsx": "MSEL (XLSX)", "csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet",
        "geojson": "GeoJSON", "svg": "SVG", "png": "PNG"}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What is to be written where: formats of ``DOCUMENTS`` and ``DATA``, and what goes in.

    ``moment`` is the entry whose map is asked for, None for every turn; ``hidden`` leaves people
    out; ``mattered`` asks to play the session again first; ``study`` is the folder of a study of
    sensitivity.
    """

    folder: Path
    formats: tuple[str, ...]
    moment: int | None = None
    hidden: bool = False
    mattered: bool = False
    study: Path | None = None

    @property
    def documents(self) -> list[str]:
        """The formats that are a report."""
        return [one for one in self.formats if one in DOCUMENTS]

    @property
    def data(self) -> list[str]:
        """The formats that are data."""
        return [one for one in self.formats if one in DATA]


def written(session: Session, wish: Wish, effects: Effects | None, tell: Tell) -> Sequence[Path]:
    """Write what is wished for of a session; returns the paths.

    Raises ``OSError``, ``TypesettingFault`` and ``StudyFault`` when that cannot be done, and
    whatever ``tell`` raises.
    """
    from tabletop.analysis.export import write_exports
    from tabletop.analysis.export.anonymous import anonymous
    from tabletop.analysis.export.edited import set_aside_edited
    from tabletop.analysis.report import write_report
    from tabletop.session.signature import Seen, look

    study = None if wish.study is None or not wish.documents else _study(wish.study)
    replay, notes = session.replay, session.notes.all()
    name, signature = session.journal.path.name, look(session.journal.file.contents)
    if wish.hidden:
        replay, notes = anonymous(replay, notes)
        name = ""
        signature = Seen(signature.state, at=signature.at)  # a key may be known as somebody's
    found: list[Path] = []
    set_aside_edited(wish.folder, wish.formats)
    if wish.documents:
        found += write_report(replay, wish.folder, name, formats=wish.documents, notes=notes,
                              anonymous=wish.hidden, mattered=effects, study=study,
                              signature=signature, tell=tell)  # fmt: skip
    if wish.data:
        found += write_exports(replay, wish.folder, formats=wish.data, notes=notes,
                               moment=wish.moment, tell=tell)  # fmt: skip
    return found


def _study(folder: Path) -> Kept:
    """Read the study in a folder; raises ``StudyFault``, also when there is none."""
    from tabletop.analysis.sensitivity.keeping import FILE, StudyFault, read_study

    try:
        return read_study(folder)
    except OSError:
        raise StudyFault(f"{folder} holds no study: its file {FILE} cannot be read") from None
