"""What panels have in common that only the facilitator and the evaluator may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.ui.panels import asking
from tabletop.ui.panels.panel import Panel, Say

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.session import Session
    from tabletop.ui.bridge import Replayer


class StaffPanel(Panel):
    """A panel beside the record; other seats read one sentence in its place.

    ``refused`` carries a reason and a remedy, ``failed`` a sentence, ``told`` what was done.
    """

    refused = Signal(str, str)
    failed = Signal(str)
    told = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bridge: Replayer | None = None
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.barred = Say(self.tr("This panel is for the facilitator and the evaluator."), dim=True)
        self.barred.hide()
        self.content.addWidget(self.body, 1)
        self.content.addWidget(self.barred)

    @property
    def bridge(self) -> Replayer:
        """What shows the record; only attached panels may ask."""
        assert self._bridge is not None
        return self._bridge

    @property
    def session(self) -> Session:
        """The session whose record is shown."""
        return self.bridge.session

    def attach(self, bridge: Replayer) -> None:
        """Follow the notes of the session's file."""
        self._bridge = bridge
        stop = bridge.session.notes.subscribe(lambda _: self.redraw())
        self.destroyed.connect(lambda: stop())

    def render_moment(self, moment: Moment) -> None:
        """Show the moment to those who may read it, and nothing to anybody else."""
        allowed = asking.sees_all(moment) and self._bridge is not None
        self.body.setVisible(allowed)
        self.barred.setVisible(not allowed)
        if allowed:
            self.render_all(moment)
        else:
            self.clear()

    def render_all(self, moment: Moment) -> None:
        """Bring every widget to the moment; each panel says how."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty every widget, so that nothing is left to be read; each panel says how."""
        raise NotImplementedError

    def keep(self, doing: Callable[[], object]) -> bool:
        """Write something beside the record; say why where that cannot be done."""
        from tabletop.session.refused import Refused
        from tabletop.session.session import JournalFault

        try:
            doing()
        except Refused as fault:
            self.refused.emit(fault.reason, fault.remedy)
            return False
        except JournalFault as fault:
            self.failed.emit(str(fault))
            return False
        return True


def written_at(at: str) -> str:
    """Say when a note was written, in the time of this computer."""
    try:
        when = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    locale = QLocale()
    day = locale.toString(when.date(), "d MMM")  # type: ignore[call-overload]
    return f"{day} {when:%H:%M}"
