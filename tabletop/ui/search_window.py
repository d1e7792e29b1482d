"""The window that searches for good opening deployments: goals, budget, and what nothing beats."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.aside import Serve
from tabletop.ui.outlook_model import measure_titles
from tabletop.ui.panels.panel import Say
from tabletop.ui.search_page import FrontPage
from tabletop.ui.study_window import StudyWindow

if TYPE_CHECKING:
    from tabletop.analysis.search.asking import Asked
    from tabletop.analysis.search.serving import Shown
    from tabletop.ui.bridge import Replayer

USUAL = (("deterrence", 1.0), ("escalation", -1.0), ("cost", -0.02))
"""Goals with their weights to begin with: deterrence against escalation against money."""
MOST_GOALS = 4
POLICIES = ("hold", "staff", "tripwire", "forward", "air_first", "cautious_parliaments")
MOST_MONEY, MOST_TRAINS = 100_000.0, 100_000.0
BRIGADES = 1000


class SearchWindow(StudyWindow):
    """Asks for goals and a budget, shows the front, and opens an opening of it as an exercise.

    ``playAsked`` carries the folder of a scenario to be played.
    """

    playAsked = Signal(object)

    def __init__(self, bridge: Replayer, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Search – {}").format(bridge.world.scenario.title), folder, "openings", parent
        )
        self._bridge = bridge
        self.page: FrontPage | None = None
        self.goals = [(QComboBox(), QDoubleSpinBox()) for _ in range(MOST_GOALS)]
        self.money, self.lift = QDoubleSpinBox(), QDoubleSpinBox()
        self.brigades, self.turns, self.seed, self.policy = (
            QSpinBox(), QSpinBox(), QSpinBox(), QComboBox(),
        )  # fmt: skip
        self.lay_out(self._question, self.tr(
            "That governments agree to what is sent is assumed here. A search finds what the model "
            "rewards, also where the model is wrong. Not a prediction, not advice."))  # fmt: skip

    def _question(self) -> QWidget:
        page, form = QWidget(), QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        goals = self._goals()
        scenario = self._bridge.world.scenario
        any_amount = self.tr("any")
        for spin, most, suffix in (
            (self.money, MOST_MONEY, self.tr(" EUR m a month")),
            (self.lift, MOST_TRAINS, self.tr(" trains in all")),
        ):
            spin.setRange(-1.0, most)
            spin.setDecimals(0)
            spin.setSpecialValueText(any_amount)
            spin.setSuffix(suffix)
            spin.valueChanged.connect(self.show_question)
        self.money.setValue(120.0)
        self.lift.setValue(-1.0)
        self.brigades.setRange(-1, BRIGADES - 1)
        self.brigades.setSpecialValueText(any_amount)
        self.brigades.setValue(2)
        self.turns.setRange(1, scenario.turns)
        self.turns.setValue(min(6, scenario.turns))
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(min(self._bridge.session.seed, 2**31 - 1))
        for name in POLICIES:
            self.policy.addItem(name.replace("_", " "), name)
        for one in (self.brigades, self.turns, self.seed):
            one.valueChanged.connect(self.show_question)
        self.policy.currentIndexChanged.connect(self.show_question)
        for name, widget in (
            (self.tr("Sought"), goals), (self.tr("Money besides what stands"), self.money),
            (self.tr("Brigades more"), self.brigades), (self.tr("Lift"), self.lift),
            (self.tr("Who plays on"), self.policy), (self.tr("Turns"), self.turns),
            (self.tr("Seed"), self.seed),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        column = QVBoxLayout(page)
        column.addWidget(Say(self.tr(
            "Looks for opening deployments that fit the budget and do well in many worlds, under "
            "several weights of the goals; those that nothing beats in everything make the front. "
            "Each can be opened as a scenario. Weights above 0 seek more, below 0 less."
        )))  # fmt: skip
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _goals(self) -> QWidget:
        held, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        scenario = self._bridge.world.scenario
        for row, (box, weight) in enumerate(self.goals):
            box.addItem(self.tr("– nothing –"), "")
            box.addItem(self.tr("Success: all conditions of success, none of failure"), "success")
            for name, title in measure_titles().items():
                box.addItem(title, name)
            for one in (*scenario.success, *scenario.failure):
                box.addItem(self.tr("Condition: {}").format(one.id.replace("_", " ")), one.id)
            weight.setRange(-1000.0, 1000.0)
            weight.setDecimals(3)
            if row < len(USUAL):
                box.setCurrentIndex(box.findData(USUAL[row][0]))
                weight.setValue(USUAL[row][1])
            box.setAccessibleName(self.tr("Goal {}").format(row + 1))
            weight.setAccessibleName(self.tr("Weight of goal {}").format(row + 1))
            box.currentIndexChanged.connect(self.show_question)
            weight.valueChanged.connect(self.show_question)
            grid.addWidget(box, row, 0)
            label = QLabel(self.tr("weight"))
            label.setBuddy(weight)
            grid.addWidget(label, row, 1)
            grid.addWidget(weight, row, 2)
        grid.setColumnStretch(0, 1)
        held.setLayout(grid)
        return held

    # -- asking -----------------------------------------------------------------------------------

    def asked(self) -> Asked:
        """Return what is asked for; raises ``ValueError`` with a sentence when it is nothing."""
        from tabletop.analysis.search.asking import ANY, MOST_BRIGADES, Asked

        goals = tuple(
            (str(box.currentData()), weight.value()) for box, weight in self.goals
            if box.currentData()
        )  # fmt: skip
        if not goals:
            raise ValueError(self.tr("Choose at least one goal."))
        if len({name for name, _ in goals}) < len(goals):
            raise ValueError(self.tr("A goal is chosen twice."))
        if any(weight == 0.0 for _, weight in goals):
            raise ValueError(self.tr("A goal needs a weight above or below 0."))
        brigades = self.brigades.value()
        return Asked(
            self._bridge.world.spec, goals,
            ANY if self.money.value() < 0 else self.money.value(),
            MOST_BRIGADES if brigades < 0 else brigades,
            ANY if self.lift.value() < 0 else self.lift.value(),
            str(self.policy.currentData()), self.turns.value(), self.seed.value(),
            Path(self.out.text()),
        )  # fmt: skip

    def show_question(self) -> None:
        """Say the question as a command."""
        from tabletop.analysis.search.asking import command_words
        from tabletop.content.library import names

        try:
            asked = self.asked()
        except ValueError as fault:
            self.command.clear()
            self.size_of.say(str(fault))
            return
        scenario = str(asked.spec["scenario"]["id"])
        shipped = scenario in names()
        self.command.setText(shlex.join(command_words(asked, scenario)) if shipped else "")
        self.command.setCursorPosition(0)
        self.size_of.say(
            ""
            if shipped
            else self.tr(
                "This scenario is not in the library: openings are shown, but none can be opened."
            )
        )

    def begin(self) -> None:
        """Begin the search."""
        try:
            asked = self.asked()
        except ValueError as fault:
            self.state.say(str(fault))
            return
        self.ask(("search", asked), self.tr("Searching …"))

    @staticmethod
    def serve() -> Serve:
        """Return what serves the questions."""
        from tabletop.analysis.search.serving import serve

        return serve

    def heard(self, kind: str, what: Any) -> None:
        """Show what was found."""
        self.show_found(what)

    def show_found(self, found: Shown) -> None:
        """Show a finished search."""
        self.page = FrontPage(found)
        self.page.opened.connect(self.playAsked)
        self.show_page(self.page)
        words = self.tr("{judged} openings judged in all worlds, {front} on the front. Account and "
                        "picture are in {folder}.")  # fmt: skip
        self.rest(words.format(
            judged=len(found.openings), front=sum(one.on_front for one in found.openings),
            folder=found.out,
        ))  # fmt: skip
