"""The question of an exploration as a form: from where, who decides, what varies, who plays."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model as model
from tabletop.ui.explore_varied import VariedTable
from tabletop.ui.flow import FlowLayout
from tabletop.ui.later import Later
from tabletop.ui.own_policy import OwnPolicyAsker
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.varied_model import DOCTRINE

if TYPE_CHECKING:
    from tabletop.analysis.explore.asking import Asked
    from tabletop.analysis.own_policy import OwnPolicy
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer

MOST_RUNS = 10_000_000
USUAL_RUNS = 1000
LINES = 3
"""Lines of the fields that take several."""


class ExploreForm(QTabWidget):
    """Four pages that together ask one question.

    ``changed`` says that it is another now, ``told`` carries a sentence about what was chosen.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, bridge: Replayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._turn, self._seq = bridge, 0, bridge.seq
        self.setUsesScrollButtons(True)
        self.start, self.scheduler, self.columns = QComboBox(), QLineEdit(), QLineEdit()
        self.runs, self.turns, self.seed, self.first, self.workers = (
            QSpinBox() for _ in range(5)
        )  # fmt: skip
        self.policies: dict[str, QCheckBox] = {}
        self.boxes = QWidget()
        self._flow = FlowLayout(self.boxes, 0, 12)
        self.own = button(
            self.tr("From a &file…"),
            self.tr("A policy of your own: a Python file, which is a program and will be run."),
        )
        self.own.clicked.connect(self._ask_own)
        self.asker = OwnPolicyAsker(self, self.take, self.told.emit)
        self.varied = VariedTable(bridge.world)
        self.events, self.given = QPlainTextEdit(), QPlainTextEdit()
        self._fill()
        for title, page in (
            (self.tr("&Question"), self._question), (self.tr("What &varies"), lambda: self.varied),
            (self.tr("What is &kept"), self._kept), (self.tr("Who &plays"), self._machine),
        ):  # fmt: skip
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(Later(page))
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            self.addTab(area, title)
        self._listen()
        bridge.momentChanged.connect(self._moved)

    # -- how it is made ---------------------------------------------------------------------------

    def _fill(self) -> None:
        scenario = self._bridge.world.scenario
        self.start.addItem(self.tr("The start of the scenario"), False)
        self._moved(self._bridge.moment())
        self.runs.setRange(1, MOST_RUNS)
        self.runs.setValue(USUAL_RUNS)
        self.runs.setSingleStep(100)
        self.runs.setGroupSeparatorShown(True)
        self.turns.setRange(1, scenario.turns)
        self.turns.setValue(scenario.turns)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(min(self._bridge.session.seed, 2**31 - 1))
        self.first.setRange(0, 2**31 - 1)
        self.workers.setRange(1, max(1, os.cpu_count() or 1))
        self.scheduler.setPlaceholderText(self.tr("tcp://… of a Dask cluster; empty for none"))
        self.columns.setPlaceholderText("tension[kupiansk]; us_backstop")
        self.events.setPlaceholderText("hot = max(tension) > 80")
        self.given.setPlaceholderText("breach : us_withdraws : 5")
        for field in (self.events, self.given):
            field.setTabChangesFocus(True)
            field.setFixedHeight(round(field.fontMetrics().height() * (LINES + 0.8)))
        for name in model.POLICIES:
            self._policy(name, name.replace("_", " "), name in ("hold", "staff"), "")
        self._flow.addWidget(self.own)
        QTimer.singleShot(0, self, self._explain)  # policies are loaded once the window is there

    def _explain(self) -> None:
        for name in model.POLICIES:
            box, says = self.policies[name], _says(name)
            box.setToolTip(says)
            box.setAccessibleDescription(says)

    def _moved(self, moment: Moment) -> None:
        """Offer the moment that is on the screen now."""
        self._seq, self._turn = moment.seq, moment.turn
        if not moment.seq:
            return
        words = self.tr("The moment on screen: entry {seq}, turn {turn}").format(
            seq=moment.seq, turn=moment.turn)  # fmt: skip
        if self.start.count() < 2:
            self.start.addItem(words, True)
        else:
            self.start.setItemText(1, words)
            if self.start.currentIndex() == 1:
                self._from()

    def _policy(self, word: str, title: str, chosen: bool, says: str) -> None:
        box = QCheckBox(title)
        box.setChecked(chosen)
        box.setToolTip(says)
        box.setAccessibleDescription(says)
        box.toggled.connect(lambda _: self.changed.emit())
        self.policies[word] = box
        self._flow.addWidget(box)

    def _question(self) -> QWidget:
        return _page(
            self.tr("Plays the same numbered worlds once for every policy and every combination of "
                    "values: each is a cell. The luck of a world is the same in every cell, so "
                    "cells are compared world by world."),
            ((self.tr("From"), self.start), (self.tr("Who decides (a cell each)"), self.boxes),
             (self.tr("Worlds in each cell"), self.runs), (self.tr("Turns at most"), self.turns),
             (self.tr("Seed"), self.seed), (self.tr("Number of the first world"), self.first)),
        )  # fmt: skip

    def _kept(self) -> QWidget:
        return _page(
            self.tr("Every measure, probes, breaches, a withdrawal of America and the conditions "
                    "of the scenario are kept in any case. Conditions are written as in injects."),
            ((self.tr("Also watch for (one a line: name = condition)"), self.events),
             (self.tr("Also keep these variables for each turn"), self.columns),
             (self.tr("Odds told in the summary (event : given : within turns)"), self.given)),
        )  # fmt: skip

    def _machine(self) -> QWidget:
        return _page(
            self.tr("Who plays which worlds changes no byte of the result. A process that is lost "
                    "costs time only; a stopped exploration goes on from where it was."),
            ((self.tr("Processes on this machine"), self.workers),
             (self.tr("Or a cluster"), self.scheduler)),
        )  # fmt: skip

    def _listen(self) -> None:
        for spin in (self.runs, self.turns, self.seed, self.first, self.workers):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        for line in (self.scheduler, self.columns):
            line.textChanged.connect(lambda _: self.changed.emit())
        for text in (self.events, self.given):
            text.textChanged.connect(self.changed)
        self.varied.changed.connect(self.changed)
        self.start.currentIndexChanged.connect(self._from)

    def _from(self) -> None:
        at_moment = bool(self.start.currentData())
        left = self._bridge.world.scenario.turns - (self._turn if at_moment else 0)
        whole = self.turns.value() == self.turns.maximum()
        self.turns.setMaximum(max(1, left))
        if whole:
            self.turns.setValue(max(1, left))
        self.varied.let_start(not at_moment)
        self.changed.emit()

    # -- policies of one's own --------------------------------------------------------------------

    def _ask_own(self) -> None:
        self.asker.ask()

    def take(self, policy: OwnPolicy) -> None:
        """Offer a policy of the user's own among the others, chosen."""
        if policy.word not in self.policies:
            self._policy(policy.word, f"{policy.name} ({policy.file})", True, policy.says)
        else:
            self.policies[policy.word].setChecked(True)
        self.changed.emit()

    # -- the question -----------------------------------------------------------------------------

    @property
    def chosen_policies(self) -> tuple[str, ...]:
        """Return the words of the policies that are chosen."""
        return tuple(word for word, box in self.policies.items() if box.isChecked())

    def asked(self, out: Path) -> Asked:
        """Return what is asked for; raises ``ValueError`` with a sentence when it is nothing."""
        from tabletop.analysis.explore.asking import Asked, read_given

        if not self.chosen_policies:
            raise ValueError(self.tr("Choose at least one who decides."))
        session, varied = self._bridge.session, self.varied.chosen()
        at_moment = bool(self.start.currentData())
        events = tuple(model.event_of(line) for line in model.lines(self.events.toPlainText()))
        given = tuple(read_given(line) for line in model.lines(self.given.toPlainText()))
        return Asked(
            self._bridge.world.spec, session.journal.path if at_moment else None,
            session.branch.id, self._seq, self.chosen_policies,
            tuple((one.name, tuple(float(v) for v in one.values)) for one in varied
                  if one.kind == DOCTRINE),
            self.runs.value(), self.turns.value(), self.seed.value(), out,
            tuple((one.name, one.values) for one in varied if one.kind != DOCTRINE),
            self.first.value(), events,
            tuple(self.columns.text().replace(";", " ").split()), given,
            self.workers.value(), self.scheduler.text().strip(),
        )  # fmt: skip

    def command(self, asked: Asked) -> str:
        """Return the call of the command line that asks the same."""
        from tabletop.analysis.explore.asking import command_words
        from tabletop.content.library import names

        session, scenario = self._bridge.session, str(self._bridge.world.spec["scenario"]["id"])
        origin = scenario
        if asked.session is not None or scenario not in names():
            entry = asked.entry if asked.session is not None else 0
            branch = f"#{session.branch.name}" if session.branch.id else ""
            origin = f"{session.journal.path}{branch}@{entry}"
        return shlex.join(command_words(asked, origin))


def _page(says: str, rows: tuple[tuple[str, QWidget], ...]) -> QWidget:
    page, form = QWidget(), QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for name, widget in rows:
        widget.setAccessibleName(name)
        form.addRow(name, widget)
    column = QVBoxLayout(page)
    column.addWidget(Say(says))
    column.addLayout(form)
    column.addStretch(1)
    return page


def _says(name: str) -> str:
    from tabletop.analysis.policies import find_policy

    return find_policy(name).says
