"""The panel of one inject: read it as a card, and answer it by an option or in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.charts import theme_of
from tabletop.ui.panels import asking
from tabletop.ui.panels import inject_model as model
from tabletop.ui.panels.panel import Panel, Say, Title, button
from tabletop.ui.panels.reading import Page, Pane
from tabletop.ui.panels.words import said

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

_SIGNS = {"military": "▲", "press": "¶", "state": "§", "money": "€", "control": "◆"}
_COLOURS = {
    "military": "good", "press": "warn", "state": "accent", "money": "text_dim", "control": "bad",
}  # fmt: skip
WIDE = 6
"""Width of the strip at the side of a card, in pixels."""


class Letterhead(QFrame):
    """The head of a card: the exercise's marking, the channel with its sign, from and to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._dress = "state"
        self.marking, self.channel = Say(), Title()
        self.title, self.route, self.time = Title(), Say(), Say(dim=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE + 8, 6, 6, 6)
        column.setSpacing(2)
        for one in (self.marking, self.channel, self.title, self.route, self.time):
            column.addWidget(one)

    def dress(self, dress: str) -> None:
        """Wear the colour of a kind of channel; the sign and the words say the same."""
        self._dress = dress
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour: QColor = theme_of(self.palette()).colour(_COLOURS[self._dress])
        painter.fillRect(2, 2, WIDE, self.height() - 4, colour)


class InjectCardPanel(Panel):
    """One inject as its readers get it, and below how to answer it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("inject", parent)
        self._open = ""
        self._opened_by_hand = False
        self._newest = 0
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Which inject"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(16)
        self.choice.activated.connect(self._choose)
        self.head = Letterhead()
        self.pane = Pane(self.tr("Text of the inject"))
        self.options = QWidget()
        self.options_column = QVBoxLayout(self.options)
        self.options_column.setContentsMargins(0, 0, 0, 0)
        self.group = QButtonGroup(self)
        self.group.buttonToggled.connect(lambda *_: self._check())
        self.words = QLineEdit()
        self.words.setMaxLength(4000)
        self.words.setPlaceholderText(self.tr("Answer in words (optional with an option)"))
        self.words.setAccessibleName(self.tr("Answer in words"))
        self.words.textChanged.connect(self._check)
        self.words.returnPressed.connect(self.answer)
        self.respond = button(self.tr("&Answer"), self.tr("Give the answer for the addressees."))
        self.respond.clicked.connect(self.answer)
        self.fire = button(self.tr("&Fire"), self.tr("Deliver this inject now."))
        self.fire.clicked.connect(self._fire)
        self.hint = Say(dim=True)
        for one in (self.choice, self.head, self.pane, self.options, self.words, self.respond,
                    self.fire, self.hint):  # fmt: skip
            self.content.addWidget(one)
        self.content.setStretch(2, 1)
        self._shown: tuple[str, ...] = ()
        self._options: list[Option] = []

    def open_inject_card(self, inject: str) -> None:
        """Show an inject by its id."""
        self._open, self._opened_by_hand = inject, True
        self.redraw()

    def render_moment(self, moment: Moment) -> None:
        """Show the chosen inject, or the one that most wants an answer."""
        rows = model.known_injects(moment)
        by_id = {row.id: row for row in rows}
        latest = next((row for row in rows if row.delivered_seq is not None), None)
        waiting = latest is not None and latest.status == "delivered"
        newest = max((row.delivered_seq or 0 for row in rows), default=0)
        if newest > self._newest and not (
            self._open in by_id and by_id[self._open].status == "delivered"
        ):
            self._opened_by_hand = False  # what has just come in matters more
        self._newest = newest
        if self._open not in by_id or (waiting and not self._opened_by_hand):
            self._open = latest.id if latest is not None else ""
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for row in rows:
                self.choice.addItem(f"{row.title} – {said(row.status)}", row.id)
            self.choice.setCurrentIndex(self.choice.findData(self._open))
        self.choice.setEnabled(bool(rows))
        has_card = self._open in by_id
        for one in (self.head, self.pane):
            one.setVisible(has_card)
        if not has_card:
            if asking.is_facilitator(moment):
                said_how = self.tr("Fire one from the MSEL, or read one there before.")
            else:
                said_how = self.tr("What reaches your seat is read and answered here.")
            self._no_answer(self.tr("No inject has been delivered.") + " " + said_how)
            self.fire.hide()
            return
        sheet = model.sheet(moment, by_id[self._open])
        self._head(moment, sheet)
        self.pane.show_page(self._page(moment, sheet))
        self._answering(moment, sheet)

    def _choose(self, at: int) -> None:
        self.open_inject_card(str(self.choice.itemData(at)))

    # -- what is read -----------------------------------------------------------------------------

    def _head(self, moment: Moment, sheet: model.Sheet) -> None:
        row, head = sheet.row, self.head
        head.dress(sheet.dress)
        head.marking.setText(moment.world.scenario.marking)
        head.channel.setText(f"{_SIGNS[sheet.dress]}  {(row.channel or said(row.kind)).upper()}")
        head.title.setText(row.title)
        to = ", ".join(sheet.addressees) or self.tr("everybody")
        head.route.setText(self.tr("From {} to {}").format(row.sender or self.tr("unknown"), to))
        head.time.setText(self._time(sheet))

    def _time(self, sheet: model.Sheet) -> str:
        row = sheet.row
        if row.turn is None:
            when = self.tr("not delivered")
        else:
            when = self.tr("delivered in turn {} (entry {})").format(row.turn, row.delivered_seq)
        if sheet.target:
            when += self.tr("; about {}").format(sheet.target)
        if sheet.waits and sheet.deadline is not None:
            when += self.tr("; answer by the end of turn {}").format(sheet.deadline)
        return f"{row.id}: {when}"

    def _page(self, moment: Moment, sheet: model.Sheet) -> Page:
        page = Page().text(sheet.row.text)
        if sheet.row.answer:
            given = next((one.label for one in sheet.choices if one.id == sheet.row.answer), "")
            by = self.tr("Answer of {}:").format(sheet.row.answered_by)
            page.heading(self.tr("Answer")).line(by, given or sheet.row.answer)
        if asking.sees_all(moment):
            self._for_control(page, sheet)
        return page

    def _for_control(self, page: Page, sheet: model.Sheet) -> None:
        if sheet.expected:
            page.heading(self.tr("Expected actions (facilitator only)")).points(sheet.expected)
        if sheet.effects:
            page.heading(self.tr("Effects on delivery (facilitator only)")).points(sheet.effects)
        if sheet.choices:
            page.heading(self.tr("Effects of the options (facilitator only)"))
            page.table(
                (self.tr("Option"), self.tr("Effects")),
                [(one.label, "; ".join(one.effects) or "–") for one in sheet.choices],
            )
        if sheet.no_response:
            page.heading(self.tr("Without an answer (facilitator only)")).points(sheet.no_response)
        page.note(sheet.notes)
        page.note(self.tr("Numbers: {}").format(sheet.mark) if sheet.mark else "")

    # -- how it is answered -----------------------------------------------------------------------

    def _answering(self, moment: Moment, sheet: model.Sheet) -> None:
        row = sheet.row
        waiting = row.id in moment.world.index["inject"] and row.status == "idle"
        self.fire.setVisible(waiting and asking.is_facilitator(moment) and moment.live)
        if not self.fire.isHidden():
            self.offer(self.fire, asking.act("deliver", inject=row.id))
        if row.status != "delivered" or row.id not in moment.world.index["inject"]:
            self._no_answer(self._why_not(row.status))
            return
        objection = asking.objection(moment, asking.act("respond", inject=row.id, words="?"))
        if objection:
            self._no_answer(objection)
            return
        self._show_options(sheet)
        self.options.setVisible(bool(sheet.choices))
        self.words.show()
        self.respond.show()
        self.hint.say("")
        self._check()

    def _why_not(self, status: str) -> str:
        if status in ("answered", "expired", "skipped"):
            return self.tr("Closed: {}.").format(said(status))
        return ""

    def _no_answer(self, why: str) -> None:
        for one in (self.options, self.words, self.respond):
            one.hide()
        self.hint.say(why)

    def _show_options(self, sheet: model.Sheet) -> None:
        key = (sheet.row.id, str(sheet.row.delivered_seq), *(one.id for one in sheet.choices))
        if key == self._shown:
            return
        self._shown = key
        for old in self._options:
            self.group.removeButton(old.radio)
            old.deleteLater()
        self.words.clear()
        self._options = [Option(f"{one.id}) {one.label}") for one in sheet.choices]
        for made, one in zip(self._options, sheet.choices, strict=True):
            made.setToolTip("\n".join(one.effects))
            made.radio.setAccessibleDescription("; ".join(one.effects))
            self.group.addButton(made.radio)
            made.radio.setProperty("option", one.id)
            self.options_column.addWidget(made)

    def _chosen(self) -> str | None:
        checked = self.group.checkedButton()
        return None if checked is None else str(checked.property("option"))

    def _check(self) -> None:
        given = self._chosen() is not None or bool(self.words.text().strip())
        self.respond.setEnabled(given)

    def answer(self) -> None:
        """Give the answer, when an option or words are there."""
        option, words = self._chosen(), self.words.text().strip()
        if self.respond.isHidden() or (option is None and not words):
            return
        self._opened_by_hand = False
        self.ask(asking.act("respond", inject=self._open, option=option, words=words))

    def _fire(self) -> None:
        self.ask(asking.act("deliver", inject=self._open))


class Option(QWidget):
    """A radio button whose text wraps."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(text)
        label = Say(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        label.setBuddy(self.radio)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the text chooses as well."""
        self.radio.setFocus()
        self.radio.setChecked(True)
