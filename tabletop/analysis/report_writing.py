"""What a report is to hold, and the writing of it, in a process of its own for a window.

In comes an ``Order``; out go ``("warned", sentence)`` and ``("played", (done, of))`` while the
session is played again for what mattered, ``("part", (what, done, steps))``, then
``("written", paths)``, ``("unwritable", (path, why))`` or ``("fault", sentence)``.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.session.journal import JournalFault

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import FrameType

    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.session.session import Session

NICE = 5
Tell = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and how many there are."""
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


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written of a branch of a session file; ``worlds`` for what mattered."""

    path: Path
    branch: int
    wish: Wish
    worlds: int


class Stopping:
    """Ends the process when that is asked: while it writes, only between two files."""

    def __init__(self) -> None:
        self.writing = self._asked = False

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask for the end."""
        self._asked = True
        self.heed(at_once=not self.writing)

    def heed(self, at_once: bool = True) -> None:
        """End the process if that was asked for."""
        if self._asked and at_once:
            raise SystemExit


def serve(connection: Connection) -> None:
    """Write what is ordered, one after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    stopping = Stopping()
    signal.signal(signal.SIGTERM, stopping.ask)
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            carry_out(connection.recv(), connection, stopping)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def carry_out(order: Order, connection: Connection, stopping: Stopping) -> None:
    """Write what is ordered, and tell what became of it."""
    from tabletop.analysis.sensitivity.keeping import StudyFault
    from tabletop.analysis.typesetting import TypesettingFault
    from tabletop.session.session import Session

    def tell(what: str, done: int, steps: int) -> None:
        stopping.heed()
        connection.send(("part", (what, done, steps)))

    try:
        with Session.open(order.path, read_only=True, branch=order.branch) as session:
            effects = _effects(session, order, connection) if order.wish.mattered else None
            stopping.writing = True
            connection.send(("written", written(session, order.wish, effects, tell)))
    except OSError as fault:
        connection.send(("unwritable", (fault.filename, fault.strerror)))
    except (JournalFault, TypesettingFault, StudyFault, ValueError, MemoryError) as fault:
        connection.send(("fault", str(fault) or type(fault).__name__))
    finally:
        stopping.writing = False


def _effects(session: Session, order: Order, connection: Connection) -> Effects:
    """Play the session again without each act, and tell how far it is."""
    from tabletop.analysis.export.anonymous import anonymous
    from tabletop.analysis.mattered.effects import warning, what_mattered

    def tell(done: int, of: int) -> bool:
        connection.send(("played", (done, of)))
        return True

    replay = anonymous(session.replay, ())[0] if order.wish.hidden else session.replay
    if said := warning(replay, order.worlds):
        connection.send(("warned", said))
    return what_mattered(replay, order.worlds, tell)


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
