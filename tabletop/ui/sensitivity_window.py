"""The window on sensitivity: which assumptions move the measures, and turn the ranking round."""

from __future__ import annotations

import os
import shlex
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model
from tabletop.ui.aside import Serve
from tabletop.ui.flow import FlowLayout
from tabletop.ui.later import Later
from tabletop.ui.outlook_model import measure_titles
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.sensitivity_bars import Swings
from tabletop.ui.sensitivity_model import swings
from tabletop.ui.study_window import StudyWindow
from tabletop.ui.translating import sentence, word

if TYPE_CHECKING:
    from tabletop.analysis.sensitivity.account import Section
    from tabletop.analysis.sensitivity.asking import Asked
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.ui.bridge import Replayer

POSTURES = ("tripwire", "forward", "air_first")
"""Policies that stand for the postures which a study compares at first."""
CHOICES = (
    "hold", "staff", "tripwire", "forward", "air_first", "cautious_parliaments",
)  # fmt: skip
OVERALL = "overall"
INDEX_POINTS = (8, 16, 32, 64, 128, 256)


class SensitivityWindow(StudyWindow):
    """Sweeps assumptions under several postures, and shows what carries the result."""

    def __init__(self, bridge: Replayer, folder: Path, parent: QWidget | None = None) -> None:
        title = bridge.world.scenario.title
        super().__init__(self.tr("Sensitivity – {}").format(title), folder, "sensitivity", parent)
        self._bridge = bridge
        self.pages: StudyPages | None = None
        self.policies = {name: QCheckBox(name.replace("_", " ")) for name in CHOICES}
        self.entries = QLineEdit()
        self.points, self.runs, self.turns, self.seed, self.workers = (
            QSpinBox() for _ in range(5)
        )  # fmt: skip
        self.index_points = QComboBox()
        self.read = button(
            self.tr("Open a &study…"), self.tr("Read a finished study (study.json).")
        )
        self.read.clicked.connect(self._choose_study)
        self.lay_out(self._question, self.tr(
            "Ranges of assumptions are judgements themselves. Not a prediction."), self.read
        )  # fmt: skip

    def _question(self) -> QWidget:
        scenario = self._bridge.world.scenario
        page, boxes = QWidget(), QWidget()
        row = FlowLayout(boxes, 0, 12)
        for name, box in self.policies.items():
            box.setChecked(name in POSTURES)
            box.toggled.connect(self.show_question)
            row.addWidget(box)
        self.entries.setPlaceholderText(self.tr("all that have a range; or names, set apart by "
                                                "spaces"))  # fmt: skip
        for spin, most, value in (
            (self.points, 65536, 256), (self.runs, 65536, 16),
            (self.turns, scenario.turns, scenario.turns),
            (self.workers, max(1, os.cpu_count() or 1), 1),
        ):  # fmt: skip
            spin.setRange(1, most)
            spin.setValue(value)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(min(self._bridge.session.seed, 2**31 - 1))
        for count in INDEX_POINTS:
            self.index_points.addItem(str(count), count)
        self.index_points.setCurrentIndex(INDEX_POINTS.index(32))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, widget in (
            (self.tr("Postures that are compared"), boxes),
            (self.tr("Assumptions that are swept"), self.entries),
            (self.tr("Points of the hypercube"), self.points),
            (self.tr("Points for indices"), self.index_points),
            (self.tr("Worlds at each point"), self.runs),
            (self.tr("Turns at most"), self.turns), (self.tr("Seed"), self.seed),
            (self.tr("Processes on this machine"), self.workers),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        for spin in (self.points, self.runs, self.turns, self.seed, self.workers):
            spin.valueChanged.connect(self.show_question)
        self.entries.textChanged.connect(self.show_question)
        self.index_points.currentIndexChanged.connect(self.show_question)
        column = QVBoxLayout(page)
        column.addWidget(Say(self.tr(
            "Sweeps all chosen assumptions over their plausible ranges at once, plays every point "
            "under every posture in worlds of the same luck, and then looks closer at those that "
            "lead. Begins at the start of the scenario.")))  # fmt: skip
        column.addLayout(form)
        column.addStretch(1)
        return page

    # -- asking -----------------------------------------------------------------------------------

    def asked(self) -> Asked:
        """Return what is asked for; raises ``ValueError`` with a sentence when it is nothing."""
        from tabletop.analysis.sensitivity.asking import Asked

        policies = tuple(name for name, box in self.policies.items() if box.isChecked())
        if not policies:
            raise ValueError(self.tr("Choose at least one posture."))
        entries = tuple(self.entries.text().replace(",", " ").split())
        known = {entry.name: entry for entry, _ in self._bridge.world.doctrine}
        for name in entries:
            if name not in known:
                raise ValueError(self.tr("There is no assumption “{}”.").format(name))
            if known[name].low >= known[name].high:
                raise ValueError(self.tr("“{}” has no range to sweep.").format(name))
        return Asked(
            self._bridge.world.spec, policies, entries, self.points.value(),
            int(self.index_points.currentData()), self.runs.value(), self.turns.value(),
            self.seed.value(), self.workers.value(), Path(self.out.text()),
        )  # fmt: skip

    def show_question(self) -> None:
        """Say the question as a command, and how large it is."""
        from tabletop.analysis.sensitivity.asking import command_words
        from tabletop.content.library import names

        try:
            asked = self.asked()
        except ValueError as fault:
            self.command.clear()
            self.size_of.say(str(fault))
            return
        scenario = str(asked.spec["scenario"]["id"])
        known = scenario in names()
        self.command.setText(shlex.join(command_words(asked, scenario)) if known else "")
        self.command.setCursorPosition(0)
        factors = len(asked.entries) or sum(
            entry.low < entry.high for entry, _ in self._bridge.world.doctrine
        )
        words = self.tr("{factors} assumptions; {cells} cells × {runs} worlds × {turns} turns: "
                        "{all} turns of a world.")  # fmt: skip
        cells = asked.effort(factors).cells(len(asked.policies))
        grouped = explore_model.grouped
        self.size_of.say(words.format(
            factors=grouped(factors), cells=grouped(cells), runs=asked.runs, turns=asked.turns,
            all=grouped(cells * asked.runs * asked.turns)))  # fmt: skip

    def begin(self) -> None:
        """Begin the study."""
        try:
            asked = self.asked()
        except ValueError as fault:
            self.state.say(str(fault))
            return
        self.ask(("study", asked), self.tr("Sweeping …"))

    @staticmethod
    def serve() -> Serve:
        """Return what serves the questions."""
        from tabletop.analysis.sensitivity.serving import serve

        return serve

    def _choose_study(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("A finished study"), str(Path(self.out.text()).parent), "*.json"
        )
        if name:
            self.open_study(Path(name))

    def open_study(self, path: Path) -> None:
        """Read a finished study and show it."""
        self.ask(("read", path), self.tr("Reading {} …").format(path.name))

    def heard(self, kind: str, what: Any) -> None:
        """Show a study."""
        kept, folder = what
        self.show_study(kept, folder)

    def show_study(self, kept: Kept, folder: Path) -> None:
        """Show a finished study."""
        self.pages = StudyPages(kept)
        self.show_page(self.pages)
        words = self.tr("{title}: the study is in {folder}; a report takes it into its annex on "
                        "assumptions.")  # fmt: skip
        self.rest(words.format(title=kept.title, folder=folder))


class StudyPages(QTabWidget):
    """A tornado for each measure and posture, and the tables of the account."""

    def __init__(self, kept: Kept) -> None:
        from tabletop.analysis.sensitivity.account import method, posture_name, sections

        super().__init__()
        self.study = kept.study
        self.setUsesScrollButtons(True)
        self.measure, self.posture, self.bars = QComboBox(), QComboBox(), Swings()
        self.measure.setAccessibleName(self.tr("Measure"))
        self.measure.addItem(self.tr("All measures together (more is better)"), OVERALL)
        for name, title in measure_titles().items():
            self.measure.addItem(title, name)
        self.posture.setAccessibleName(self.tr("Posture"))
        for number, policy in enumerate(self.study.policies):
            self.posture.addItem(posture_name(policy).replace("_", " "), number)
        self.bars.setAccessibleName(self.tr("What assumptions do at the ends of their range"))
        page, above = QWidget(), QWidget()
        row = FlowLayout(above, 0, 8)
        row.addWidget(self.measure)
        row.addWidget(self.posture)
        column = QVBoxLayout(page)
        column.addWidget(Say(sentence(method(self.study))))
        column.addWidget(above)
        column.addWidget(self.bars, 1)
        column.addWidget(
            Say(
                self.tr(
                    "Change in points after the last turn. Filled: at the low end "
                    "of its range; hollow: at the high end."
                ),
                dim=True,
            )
        )
        self.addTab(page, self.tr("Tornado"))
        self.sections = [Later(partial(self._section, one)) for one in sections(self.study)]
        for later, one in zip(self.sections, sections(self.study), strict=True):
            self.addTab(later, word(one.title))
        for box in (self.measure, self.posture):
            box.currentIndexChanged.connect(self._show)
        self._show()

    @staticmethod
    def _section(section: Section) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        if section.says:
            column.addWidget(Say(sentence(section.says)))
        if section.head:
            columns = tuple(
                Column(word(title), itemgetter(n), tip=itemgetter(n))
                for n, title in enumerate(section.head)
            )
            table = RowView(word(section.title), columns, lambda row: row)
            table.show_rows(section.rows)
            table.stretch(len(columns) - 1)
            column.addWidget(table, 1)
        else:
            column.addStretch(1)
        if section.after:
            column.addWidget(Say(sentence(section.after)))
        return page

    def _show(self) -> None:
        measure, policy = str(self.measure.currentData()), int(self.posture.currentData())
        self.bars.show_rows(swings(self.study, measure, policy))
