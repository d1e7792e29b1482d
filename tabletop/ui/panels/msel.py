"""The panel of the MSEL: what is due, what comes next, what lies in the tray, and what was."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tabletop.rules.condition_words import condition_words
from tabletop.ui.elided import ElidedCombo
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import asking
from tabletop.ui.panels import msel_model as model
from tabletop.ui.panels.ad_hoc import AdHocDialog
from tabletop.ui.panels.branches import Branch, BranchView
from tabletop.ui.panels.panel import Panel, Say, Title, button
from tabletop.ui.panels.reason_row import ReasonRow
from tabletop.ui.panels.words import said
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


LETTERS = 240
"""Most letters of the text of an inject below the list; *Read* shows all of it."""


class MselPanel(Panel):
    """The injects in their groups, and below what may be done with the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("msel", parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search injects"))
        self.search.setAccessibleName(self.tr("Search injects"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.redraw())
        self.tree = BranchView(
            self.tr("Injects of the MSEL"),
            (self.tr("Inject"), self.tr("When")),
        )
        self.tree.setIndentation(12)
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(self._open)
        self.title, self.detail = Title(), Say()
        self.target = ElidedCombo()
        self.target.setAccessibleName(self.tr("Aimed at"))
        self.target.setSizeAdjustPolicy(
            ElidedCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.target.setMinimumContentsLength(16)
        self.fire = button(self.tr("&Fire"), self.tr("Deliver the inject now."))
        self.read = button(self.tr("&Read"), self.tr("Open the inject as a card."))
        self.defer = button(self.tr("&Defer…"), self.tr("Put the inject off to a later turn."))
        self.skip = button(self.tr("S&kip…"), self.tr("Leave the inject out for good."))
        self.new = button(self.tr("&New inject…"), self.tr("Make an inject up on the spot."))
        self.reason = ReasonRow()
        self.doings = QWidget()
        row = FlowLayout(self.doings, 0, 6)
        for one in (self.target, self.fire, self.read, self.defer, self.skip, self.new):
            row.addWidget(one)
        for widget in (self.search, self.tree, self.title, self.detail, self.doings, self.reason):
            self.content.addWidget(widget)
        self.content.setStretch(1, 1)
        self._clicks()
        self.dialog: AdHocDialog | None = None

    def render_moment(self, moment: Moment) -> None:
        """Show the MSEL of the moment."""
        groups = model.grouped(moment)
        pressed = next((one for one in (self.fire, self.defer, self.skip) if one.hasFocus()), None)
        titles = self._titles()
        wanted = self.search.text().casefold()
        branches = []
        for group in model.GROUPS:
            lines = [one for one in groups[group] if wanted in _words(one)]
            if not lines and (group not in ("due", "next") or moment.phase == "ended"):
                continue
            branches.append(
                Branch(group, (f"{titles[group]} ({len(lines)})",), strong=True,
                       under=tuple(self._branch(one) for one in lines))
            )  # fmt: skip
        self.tree.show_branches(branches)
        if self.tree.current() is None and not self._choose_due(groups["due"]):
            self._choose(None)
        may_conduct = asking.is_facilitator(moment) and moment.live
        for one in (self.fire, self.defer, self.skip, self.new, self.target):
            one.setVisible(may_conduct)
        if may_conduct:
            self.offer(self.new, asking.act("ad_hoc", title="?"))
        if self.dialog is not None:
            self.dialog.show_moment(moment)
        if pressed is not None:  # a button that was out of use for a moment has lost the keyboard
            (pressed if pressed.isEnabled() else self.tree).setFocus()

    def _titles(self) -> dict[str, str]:
        ended = self.moment.phase == "ended"
        return {
            "due": self.tr("Due now"),
            "open": self.tr("Delivered, waiting for an answer"),
            "next": self.tr("Planned and not played") if ended else self.tr("Next up"),
            "tray": self.tr("Tray: contingency injects"),
            "done": self.tr("Answered or over"),
            "skipped": self.tr("Skipped"),
        }

    def _branch(self, line: model.Line) -> Branch:
        row = line.row
        return Branch(
            row.id, (row.title, self._when(line)),
            thing=line, tip=f"{row.id}: {row.title} ({row.channel})",
        )  # fmt: skip

    def _when(self, line: model.Line) -> str:
        row = line.row
        if line.group == "open" and line.deadline is not None:
            return self.tr("by end of turn {}").format(line.deadline)
        if line.group in ("done", "open"):
            return self.tr("turn {}, {}").format(row.turn, said(row.status))
        if line.group == "skipped":
            return said(row.status)
        if row.due_turn is not None:
            planned = self.tr("turn {}")
            if line.group == "due" and row.due_turn < self.moment.turn:
                planned = self.tr("since turn {}")
            elif row.status == "deferred":
                planned = self.tr("turn {}, deferred")
            return planned.format(row.due_turn)
        if line.chance is None or line.group == "tray":
            return self.tr("by hand")
        state = self.tr("condition holds") if line.holds else self.tr("waits for its condition")
        return self.tr("{}, {} %").format(state, f"{100 * line.chance:.0f}")

    # -- the chosen one ---------------------------------------------------------------------------

    def _choose(self, line: model.Line | None) -> None:
        self.reason.close_row()
        if line is None or self._moment is None:
            self.title.say("")
            self.detail.setText(self._nothing_chosen())
            self.detail.setToolTip("")
            for one in (self.fire, self.read, self.defer, self.skip):
                one.setEnabled(False)
            self.target.setEnabled(False)
            return
        row = line.row
        self.title.say(row.title)
        self.detail.setText(self._describe(line))
        self.detail.setToolTip(self._code(line))
        self.read.setEnabled(True)
        if not asking.is_facilitator(self.moment):
            return
        self._aim(line)
        again = self._again(line)
        planned = row.id in self.moment.world.index["inject"]
        waiting = line.group in ("due", "next", "tray")
        closed = self.tr("It has been played.")
        self.offer(self.fire, self._deliver(line) if waiting or again else None, closed)
        later = self.moment.turn + 1
        put_off = asking.act("defer", inject=row.id, turn=later, reason="?")
        self.offer(self.defer, put_off if waiting and planned else None, closed)
        left_out = asking.act("skip", inject=row.id, reason="?")
        self.offer(self.skip, left_out if waiting and planned else None, closed)

    def _choose_due(self, due: list[model.Line]) -> bool:
        """Put the cursor on the first inject that is due, so that it can be fired at once."""
        may = asking.is_facilitator(self.moment) and self.moment.live
        return may and bool(due) and self.tree.choose("due", due[0].row.id)

    def _nothing_chosen(self) -> str:
        if self._moment is not None and self.moment.phase == "planning":
            return self.tr(
                "The injects of the exercise, planned ones and a tray to be used when they fit. "
                "They can be fired after StartEx; choose one to read it."
            )
        return self.tr("Choose an inject.")

    def _again(self, line: model.Line) -> bool:
        number = self.moment.world.index["inject"].get(line.row.id)
        if number is None or line.group not in ("done", "skipped"):
            return False
        return line.group == "skipped" or self.moment.world.injects[number].trigger.repeatable

    def _describe(self, line: model.Line) -> str:
        row = line.row
        parts = [self.tr("Kind: {}; channel: {}.").format(said(row.kind), row.channel)]
        if line.condition not in ("", "true") and asking.sees_all(self.moment):
            state = self.tr("holds now") if line.holds else self.tr("does not hold now")
            words = condition_words(self.moment.world, line.condition, word)
            parts.append(self.tr("Condition: {} ({}).").format(words, state))
        if row.addressees:
            names = model.addressee_names(self.moment.world, row.addressees)
            parts.append(self.tr("To {}.").format(", ".join(names)))
        if asking.sees_all(self.moment):
            parts.extend(self._beat(one) for one in line.beats)
        if row.reason:
            parts.append(self.tr("Reason: {}").format(row.reason))
        if row.answer:
            parts.append(self.tr("Answer: {}").format(row.answer))
        text = shorten(" ".join(row.text.split()), LETTERS, placeholder=" …")
        return "\n".join((" ".join(parts), text)).strip()

    def _code(self, line: model.Line) -> str:
        """Return the condition as its author wrote it, for those who may see it."""
        has_one = line.condition not in ("", "true") and asking.sees_all(self.moment)
        return self.tr("As written: {}").format(line.condition) if has_one else ""

    def _beat(self, beat: model.Beat) -> str:
        here = self.tr("Storyline {}, {} of {}.").format(beat.story, beat.place, beat.length)
        if not beat.then:
            return here
        if beat.turn is None:
            return self.tr("{} Then: {}.").format(here, beat.then)
        return self.tr("{} Then: {}, about turn {}.").format(here, beat.then, beat.turn)

    def _aim(self, line: model.Line) -> None:
        found = model.targets(self.moment.world, line.row.id)
        self.target.clear()
        self.target.addItem(
            self.tr("Aim: as its own rule says") if found else self.tr("Aimed at nothing"), None
        )
        for id, name in found:
            self.target.addItem(self.tr("Aim: {}").format(name), id)
        self.target.setEnabled(bool(found))

    def _deliver(self, line: model.Line) -> asking.Act:
        return asking.act("deliver", inject=line.row.id, target=self.target.currentData())

    # -- what is done -----------------------------------------------------------------------------

    def _clicks(self) -> None:
        self.fire.clicked.connect(self._fire)
        self.read.clicked.connect(lambda: self._open(self.tree.current()))
        self.defer.clicked.connect(self._defer)
        self.skip.clicked.connect(self._skip)
        self.new.clicked.connect(self._new)

    def _fire(self) -> None:
        line = self.tree.current()
        if line is not None:
            self.ask(self._deliver(line))

    def _open(self, line: model.Line | None) -> None:
        if line is not None:
            self.open_inject.emit(line.row.id)

    def _defer(self) -> None:
        line = self.tree.current()
        if line is None:
            return
        last = self.moment.world.scenario.turns
        self.reason.open_row(
            self.tr("Defer “{}”: why?").format(line.row.title),
            lambda reason, turn: self.ask(
                asking.act("defer", inject=line.row.id, turn=turn, reason=reason)
            ),
            turns=(self.moment.turn + 1, max(last, self.moment.turn + 1)),
            words=self.tr("Defer the inject"),
        )

    def _skip(self) -> None:
        line = self.tree.current()
        if line is None:
            return
        self.reason.open_row(
            self.tr("Skip “{}”: why?").format(line.row.title),
            lambda reason, _: self.ask(asking.act("skip", inject=line.row.id, reason=reason)),
            words=self.tr("Skip the inject"),
        )

    def _new(self) -> None:
        self.dialog = AdHocDialog(self.moment, self)
        self.dialog.act_requested.connect(self.ask)
        self.dialog.finished.connect(self._closed)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self.tree.setFocus()


def _words(line: model.Line) -> str:
    row = line.row
    stories = (beat.story for beat in line.beats)
    return " ".join((row.id, row.title, row.kind, row.category, row.channel, *stories)).casefold()
