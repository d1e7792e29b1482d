"""The card of one actor: position, politics, decision, caveats, means and relations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from tabletop.ui.charts import Sparkline
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import actors_model as model
from tabletop.ui.panels import asking
from tabletop.ui.panels.panel import Say, Title, button
from tabletop.ui.panels.reading import Page, Pane
from tabletop.ui.panels.words import CERTAINTY, LADDER, number, rung, said, trend

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.world.actors import Actor

BUTTONS = 2
"""Orders with a button of their own; the others stand in a menu."""
_MARKS = {"done": "✓", "now": "▶", "ahead": "○", "failed": "✗"}


class ActorCard(QWidget):
    """One actor in full, with the orders that are usual for it."""

    act_requested = Signal(object)
    compose = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actor = ""
        self.title, self.subtitle = Title(), Say(dim=True)
        self.willing, self.willing_line = Say(), Sparkline(self.tr("Willingness over the turns"))
        self.support, self.support_line = Say(), Sparkline(self.tr("Support over the turns"))
        gauges = QGridLayout()
        gauges.addWidget(self.willing, 0, 0)
        gauges.addWidget(self.willing_line, 0, 1)
        gauges.addWidget(self.support, 1, 0)
        gauges.addWidget(self.support_line, 1, 1)
        gauges.setColumnStretch(0, 3)
        gauges.setColumnStretch(1, 2)
        self.orders = QWidget()
        self.buttons = FlowLayout(self.orders, 0)
        self._make_buttons()
        self.pane = Pane(self.tr("About the actor"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.subtitle)
        column.addLayout(gauges)
        column.addWidget(self.orders)
        column.addWidget(self.pane, 1)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which no text is cut; a splitter does not ask for the height alone."""
        hint, layout = super().minimumSizeHint(), self.layout()
        high = layout.minimumHeightForWidth(self.width()) if layout is not None else 0
        return QSize(hint.width(), max(hint.height(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width has changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_actor(self, moment: Moment, number: int) -> None:
        """Show an actor as it stands."""
        card = model.card(moment, number)
        row, actor = card.row, card.row.actor
        self._actor = actor.id
        self.title.setText(actor.name)
        kinds = ", ".join(_kinds(actor))
        self.subtitle.setText(self.tr("{}. Numbers: {}.").format(kinds, actor.mark))
        self._gauge(self.willing, self.willing_line, self.tr("Willingness"), row.willingness,
                    row.willingness_change, card.willingness_course)  # fmt: skip
        self._gauge(self.support, self.support_line, self.tr("Support at home"), row.support,
                    row.support_change, card.support_course)  # fmt: skip
        self.orders.setVisible(moment.live and number in asking.speaks_for(moment))
        self.pane.show_page(self._page(card))

    # -- what may be ordered ----------------------------------------------------------------------

    def _orders(self) -> tuple[tuple[str, str, str], ...]:
        tr = self.tr
        return (
            ("seek_authorisation", tr("Seek authorisation"),
             tr("Start the national decision; it takes its time.")),
            ("grant_authorisation", tr("Grant authorisation"), tr("Decide the present step.")),
            ("fund", tr("Pledge money…"), tr("Pledge money to the mission or to Ukraine.")),
            ("sign_base_agreement", tr("Sign base agreement"),
             tr("Let the force use bases in this country.")),
            ("negotiate_caveat", tr("Negotiate a caveat…"), tr("Try to lift a caveat.")),
            ("make_statement", tr("Make a statement…"), tr("Say something in public.")),
            ("sanction", tr("Sanction…"), tr("Change the country's own sanctions.")),
        )  # fmt: skip

    def _make_buttons(self) -> None:
        """Make buttons of the first orders and a menu of the others."""
        more = button(self.tr("More orders"), self.tr("Other orders for this actor."))
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        for at, (type, words, says) in enumerate(self._orders()):
            if at < BUTTONS:
                made = button(words, says)
                made.setObjectName(type)
                made.clicked.connect(partial(self._compose, type))
                self.buttons.addWidget(made)
            else:
                action = menu.addAction(words)
                action.setToolTip(says)
                action.triggered.connect(partial(self._compose, type))
        more.setMenu(menu)
        self.buttons.addWidget(more)

    def _compose(self, type: str, checked: bool = False) -> None:
        self.compose.emit({"type": type, "actor": self._actor})

    # -- what is shown ----------------------------------------------------------------------------

    def _gauge(
        self, label: Say, line: Sparkline, name: str, value: float, change: float,
        course: tuple[float, ...],
    ) -> None:  # fmt: skip
        words = self.tr("{name}: {value} of 100 ({trend} this turn)")
        label.setText(words.format(name=name, value=number(value), trend=trend(change)))
        line.show_values(course)

    def _page(self, card: model.Card) -> Page:
        page, actor = Page(), card.row.actor
        self._position(page, card)
        self._decision(page, card)
        self._caveats(page, card)
        self._means(page, card)
        page.heading(self.tr("Relations: shares of the influence on its willingness"))
        page.line(self.tr("Listens to:"), _shares(card.listens_to) or self.tr("nobody"))
        page.line(self.tr("Heard by:"), _shares(card.heard_by) or self.tr("nobody"))
        page.heading(self.tr("Sources"))
        page.line(self.tr("In the founding papers:"), actor.seed_position)
        page.text(actor.notes)
        return page

    def _position(self, page: Page, card: model.Card) -> None:
        actor = card.row.actor
        page.heading(self.tr("Position"))
        page.text(actor.position or self.tr("No public position is known."))
        words = self.tr("{mark} Certainty: {certainty}. Source: {source}.")
        page.note(words.format(
            mark=CERTAINTY.get(actor.position_certainty, "○"),
            certainty=said(actor.position_certainty), source=actor.position_source.rstrip("."),
        ))  # fmt: skip
        if card.red_lines:
            page.heading(self.tr("Red lines"))
            crossed = self.tr("✖ {} – crossed now")
            page.points(crossed.format(says) if held else says for says, held in card.red_lines)

    def _decision(self, page: Page, card: model.Card) -> None:
        row, decision = card.row, card.row.actor.decision
        page.heading(self.tr("Decision"))
        level = self.tr("{} of {} – {}")
        page.line(self.tr("Commitment:"),
                  level.format(row.commitment, len(LADDER) - 1, rung(row.commitment)))  # fmt: skip
        if row.stage == "none":
            page.text(self.tr("It has not begun; seeking the authorisation starts it."))
        for place, one in enumerate(card.steps, 1):
            page.item(f"{_MARKS[one.state]} {place}.", self._step(row, one))
        if card.authorised_until is not None:
            page.line(self.tr("To be renewed in:"),
                      self.tr("turn {}").format(card.authorised_until))  # fmt: skip
        page.line(self.tr("Who decides:"), decision.body)
        page.line(self.tr("How:"), decision.procedure)
        page.line(self.tr("Threshold:"), decision.threshold)
        least, usual = number(decision.days_fast), number(decision.days_normal)
        days = self.tr("1 day at best, {} as a rule").format(usual)
        if least != "1":
            days = self.tr("{} days at best, {} as a rule").format(least, usual)
        page.line(self.tr("How long:"), days)
        words = self.tr("{mark} Certainty: {certainty}. Source: {source}.")
        page.note(words.format(
            mark=CERTAINTY.get(decision.certainty, "○"), certainty=said(decision.certainty),
            source=decision.source.rstrip("."),
        ))  # fmt: skip

    def _step(self, row: model.ActorRow, step: model.Step) -> str:
        """Say a step of the national decision, and what it waits for when it stands there."""
        words = said(step.stage)
        if step.state == "done":
            return self.tr("{step} – done").format(step=words)
        if step.state != "now":
            return words
        if row.due is None:
            return self.tr("{step} – it stands here").format(step=words)
        return self.tr("{step} – it stands here until turn {turn}").format(step=words, turn=row.due)

    def _caveats(self, page: Page, card: model.Card) -> None:
        page.heading(self.tr("Caveats"))
        if not card.caveats:
            page.text(self.tr("None."))
        translate = QCoreApplication.translate
        for one in card.caveats:
            if one.held:
                lifts = translate("Caveat", one.lifts)
                if one.now is not None:
                    lifts = self.tr("{lifts} Now: {now}.").format(lifts=lifts, now=number(one.now))
                page.item(self.tr("● held:"), one.says, lifts)
            else:
                page.item(self.tr("○ lifted:"), one.says)

    def _means(self, page: Page, card: model.Card) -> None:
        actor = card.row.actor
        page.heading(self.tr("Contributions"))
        if not card.contributions:
            page.text(self.tr("None."))
        for one in card.contributions:
            page.item(self._units(one), one.name, one.note)
        if card.contributions:
            page.note(self.tr("{mark} Numbers: {source}.").format(
                mark=CERTAINTY["assumption"], source=actor.mark
            ))  # fmt: skip
        page.heading(self.tr("Money and bases"))
        if not card.gives:
            page.text(self.tr("Pays nothing for the mission or the Ukrainian army."))
        else:
            page.line(self.tr("Pledged to the mission:"),
                      self._money(card.pledged, actor.funding_max))  # fmt: skip
            page.line(self.tr("Pledged to the Ukrainian army:"), self._money(card.ua_aid, None))
        if card.hosts or card.base_agreement:
            agreed = self.tr("signed") if card.base_agreement else self.tr("not signed")
            page.line(self.tr("Base and host agreement:"), agreed)

    def _units(self, one: model.ContributionRow) -> str:
        """Say how many units are where, and how many there can be at most."""
        places = (
            (self.tr("{} deployed"), one.deployed), (self.tr("{} on the way"), one.under_way),
            (self.tr("{} offered"), one.offered),
        )  # fmt: skip
        found = [words.format(count) for words, count in places if count]
        most = self.tr("of {}:").format(one.most)
        return f"{', '.join(found) or self.tr('none')} {most}"

    def _money(self, amount: float, most: float | None) -> str:
        if not most:
            return self.tr("EUR {} m a month").format(number(amount))
        return self.tr("EUR {} m a month, at most {}").format(number(amount), number(most))


def _kinds(actor: Actor) -> list[str]:
    """Say what kind of actor it is, each word once."""
    words = (said(one) for one in (actor.kind, actor.role, actor.posture, *actor.groups))
    return list(dict.fromkeys(words))


def _shares(relations: tuple[tuple[str, float], ...]) -> str:
    return ", ".join(f"{name} {100 * share:.0f} %" for name, share in relations)
