"""The panel of adjudication: odds and their terms, the draw, the ruling, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import adjudication_model as model
from tabletop.ui.panels import asking
from tabletop.ui.panels.branches import Branch, BranchView
from tabletop.ui.panels.delegates import Drawn, odds, term
from tabletop.ui.panels.panel import Panel, Say, Title, button
from tabletop.ui.panels.reading import Page, Pane
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import signed

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

ODDS_COLUMN, BAR_COLUMN = 1, 1
MOST_WORDS = 500
LONGEST_ARGUMENT = 2000


class AdjudicationPanel(Panel):
    """Contested outcomes above; the chosen one with its ruling below; findings after commit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("adjudication", parent)
        self._phase = ""
        self.state = Say()
        self.table = RowView(self.tr("Contested outcomes"), self._columns(), lambda c: c.key,
                             sorts=False)  # fmt: skip
        self.table.setItemDelegateForColumn(ODDS_COLUMN, Drawn(odds, 6, self.table))
        self.table.chosen.connect(self._choose)
        self.title, self.drawn = Title(), Say()
        self.terms = BranchView(
            self.tr("What the odds are made of"), (self.tr("Behind the odds"), "", self.tr("Value"))
        )
        self.terms.setItemDelegateForColumn(BAR_COLUMN, Drawn(term, 10, self.terms))
        self.ruling = QWidget()
        self.accept, self.yes, self.no = QRadioButton(), QRadioButton(), QRadioButton()
        self.reason = QLineEdit()
        self.pro, self.contra = QLineEdit(), QLineEdit()
        self.rule = button(self.tr("&Rule"), self.tr("Record the ruling with its reason."))
        self.commit = button(
            self.tr("Accept &all and commit the turn"),
            self.tr("The outcomes as they stand are carried out; then comes feedback."),
        )
        self._ruling_row()
        self.pane = Pane(self.tr("What happened"))
        self._lay_out()

    def render_moment(self, moment: Moment) -> None:
        """Show outcomes, and what came of them."""
        found = model.contests(moment)
        facts = model.facts(moment)
        deciding = moment.phase == model.RULES_ON
        self.state.setText(self._state(moment, len(found)))
        self.top.setVisible(bool(found))
        self.table.show_rows(found)
        if found and self.table.current() is None:
            self.table.selectRow(0)
        self.commit.setVisible(deciding and asking.is_facilitator(moment) and moment.live)
        self.offer(self.commit, asking.act("advance"))
        self.pane.setVisible(not deciding)
        self.pane.show_page(self._facts(moment, facts))
        if moment.phase != self._phase:
            self._phase = moment.phase
            self._show_top()

    def _show_top(self) -> None:
        """Scroll back to the top: another phase has other things to be read first."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.verticalScrollBar().setValue(0)

    # -- how it is made ---------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr

        def result(one: model.Contest) -> str:
            return f"⚖ {one.result}" if one.outcome.ruled else one.result

        def how(one: model.Contest) -> str:
            words = tr("ruled: {}") if one.outcome.ruled else tr("drawn: {}")
            return words.format(one.result)

        return (
            Column(tr("What"), lambda c: c.question),
            Column(tr("Odds"), lambda c: f"{100 * c.outcome.odds:.0f} %",
                   lambda c: c.outcome.odds, True, picture=lambda c: c.outcome.odds,
                   tip=lambda c: tr("Chance of “{}”: {} %").format(
                       c.yes, f"{100 * c.outcome.odds:.0f}")),
            Column(tr("Result"), result, tip=how, says=tr("As drawn; ⚖ marks a ruling.")),
            Column(tr("Where"), lambda c: c.where or "–"),
        )  # fmt: skip

    def _ruling_row(self) -> None:
        group = QButtonGroup(self)
        choices = QWidget()
        flow = FlowLayout(choices, 0, 10)
        for one in (self.accept, self.yes, self.no):
            group.addButton(one)
            flow.addWidget(one)
        group.buttonToggled.connect(lambda *_: self._check())
        self.reason.setMaxLength(MOST_WORDS)
        self.reason.setPlaceholderText(self.tr("Reason of the ruling (required)"))
        self.reason.setAccessibleName(self.tr("Reason of the ruling"))
        self.reason.textChanged.connect(self._check)
        self.reason.returnPressed.connect(self.submit)
        self._arguments()
        self.rule.clicked.connect(self.submit)
        self.commit.clicked.connect(lambda: self.ask(asking.act("advance")))
        column = QVBoxLayout(self.ruling)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (choices, self.pro, self.contra, self.reason, self.rule):
            column.addWidget(widget)

    def _arguments(self) -> None:
        """What was said for and against, when a ruling is argued out; both may stay empty."""
        for line in (self.pro, self.contra):
            line.setMaxLength(LONGEST_ARGUMENT)
            line.textChanged.connect(self._check)
            line.returnPressed.connect(self.submit)

    def _name_arguments(self, one: model.Contest) -> None:
        for line, words in (
            (self.pro, self.tr("Arguments for “{}” (optional)").format(one.yes)),
            (self.contra, self.tr("Arguments for “{}” (optional)").format(one.no)),
        ):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)

    def _lay_out(self) -> None:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        for widget in (self.title, self.drawn, self.terms, self.ruling):
            column.addWidget(widget)
        column.setStretch(2, 1)
        self.top = QSplitter(Qt.Orientation.Vertical)
        self.top.setChildrenCollapsible(False)
        self.top.addWidget(self.table)
        self.top.addWidget(below)
        self.content.addWidget(self.state)
        self.content.addWidget(self.pane, 3)
        self.content.addWidget(self.top, 3)
        self.content.addWidget(self.commit)

    # -- what is shown ----------------------------------------------------------------------------

    def _state(self, moment: Moment, count: int) -> str:
        if moment.phase == model.RULES_ON:
            if not asking.sees_all(moment):
                return self.tr("The facilitator adjudicates the turn.")
            if not count:
                return self.tr("Nothing is contested in this turn.")
            return self.tr(
                "{} contested outcomes. They are drawn already; accept them or rule otherwise."
            ).format(count)
        if moment.phase == "feedback":
            return self.tr("Turn {} has been adjudicated.").format(moment.turn)
        if moment.phase == "planning":
            return self.tr(
                "Contested outcomes – probes, votes, strikes – are proposed here with their odds "
                "in the phase of adjudication. Begin with StartEx."
            )
        return self.tr(
            "Outcomes are proposed in the phase of adjudication, once orders are closed."
        )

    def _facts(self, moment: Moment, facts: list[model.Fact]) -> Page:
        page = Page()
        titles = (
            (3, self.tr("Most important")), (2, self.tr("Notable")), (1, self.tr("Further")),
            (0, self.tr("In the background")),
        )  # fmt: skip
        if moment.phase == "feedback" and not facts:
            page.text(self.tr("Nothing to report."))
        for level, title in titles:
            told = [one.sentence for one in facts if one.importance == level]
            if told:
                page.heading(title).points(told)
        return page

    def _choose(self, one: model.Contest | None) -> None:
        if one is None or self._moment is None:
            return
        outcome, moment = one.outcome, self.moment
        where = f" – {one.where}" if one.where else ""
        self.title.setText(f"{one.question}{where}")
        drawn = self.tr(
            "Chance of “{yes}”: {odds} %. Drawn: {draw} of 100, so: {result}."
        ).format(
            yes=one.yes, odds=f"{100 * outcome.odds:.0f}", draw=f"{100 * outcome.draw:.0f}",
            result=one.drawn,
        )  # fmt: skip
        if outcome.ruled:
            ruled = self.tr("Ruled: {result}. Reason: {reason}")
            drawn += "\n" + ruled.format(result=one.result, reason=one.reason)
            for words, said in (
                (self.tr("For: {}"), one.pro),
                (self.tr("Against: {}"), one.contra),
            ):
                drawn += "\n" + words.format(said) if said else ""
        self.drawn.setText(drawn)
        self._show_terms(one)
        may = moment.phase == model.RULES_ON and moment.live and asking.is_facilitator(moment)
        self.ruling.setVisible(may)
        if may:
            self._prepare(one)

    def _show_terms(self, one: model.Contest) -> None:
        values = [value for _, value in one.outcome.terms]
        ends = (min([0.0, *values]), max([0.0, *values]))
        self.terms.show_branches(
            [
                Branch(name, (name.replace("_", " ").capitalize(), "", signed(value, 2)),
                       pictures=((BAR_COLUMN, (value, ends)),))
                for name, value in one.outcome.terms
            ]
            or [Branch("none", (self.tr("A plain chance, without terms."),))]
        )  # fmt: skip

    # -- what is ruled ----------------------------------------------------------------------------

    def _prepare(self, one: model.Contest) -> None:
        self.accept.setText(self.tr("A&ccept the draw: {}").format(one.drawn))
        self.yes.setText(self.tr("Rule: {}").format(one.yes))
        self.no.setText(self.tr("Rule: {}").format(one.no))
        self.yes.setVisible(not one.outcome.drawn or one.outcome.ruled)
        self.no.setVisible(one.outcome.drawn or one.outcome.ruled)
        for choice in (self.accept, self.yes, self.no):
            choice.setAccessibleName(choice.text().replace("&", ""))
        if not one.outcome.ruled:
            self.accept.setChecked(True)
        else:
            (self.yes if one.outcome.result else self.no).setChecked(True)
        self.reason.setText(one.reason)
        self._name_arguments(one)
        self.pro.setText(one.pro)
        self.contra.setText(one.contra)
        self._check()

    def _check(self) -> None:
        one = self.table.current()
        if one is None or self._moment is None:
            return
        if self.accept.isChecked():
            self.rule.setText(self.tr("&Withdraw the ruling"))
            self.rule.setEnabled(one.outcome.ruled)
            self.reason.setEnabled(one.outcome.ruled)
            for line in (self.pro, self.contra):
                line.setEnabled(False)
            return
        self.rule.setText(self.tr("&Rule"))
        for line in (self.reason, self.pro, self.contra):
            line.setEnabled(True)
        reason, *argued = (one.text().strip() for one in (self.reason, self.pro, self.contra))
        same = one.outcome.ruled and one.outcome.result == self.yes.isChecked()
        known = same and (reason, *argued) == (one.reason, one.pro, one.contra)
        self.rule.setEnabled(bool(reason) and not known)

    def submit(self) -> None:
        """Ask for the ruling, or for the one that stands to be declared void."""
        one = self.table.current()
        if one is None or not self.rule.isEnabled():
            return
        purpose, index = one.key
        reason = self.reason.text().strip()
        if not self.accept.isChecked():
            self.ask(
                asking.act(
                    "ruling",
                    purpose=purpose,
                    index=index,
                    result=self.yes.isChecked(),
                    reason=reason,
                    pro=self.pro.text().strip(),
                    contra=self.contra.text().strip(),
                )
            )
            return
        entry = model.standing_ruling(self.moment, one.key)
        if entry is not None:
            why = reason if reason and reason != one.reason else self.tr("The draw is accepted.")
            self.ask(asking.act("void", entry=entry, reason=why))
