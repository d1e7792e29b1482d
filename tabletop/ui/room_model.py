"""What the window for the projector shows, as plain values, from the Room seat's view alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from tabletop.rules.titles import VALUES
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

PHASES = ("brief", "orders", "adjudication", "feedback")
DRESSES = (
    ("post", ("social", "post", "message board")),
    ("news", ("press", "news", "broadcast", "media")),
    ("cable", ("diplomatic", "cable", "note", "government", "phone", "letter", "legal", "council",
               "proposal", "offer", "paper")),
    ("report", ("",)),
)  # fmt: skip
"""How a card is dressed by words of its channel, the first that fits; all else is a report."""


@dataclass(frozen=True)
class Released:
    """An inject that was released to the room, dressed by its channel."""

    title: str
    text: str
    channel: str
    sender: str
    turn: int
    dress: str

    @property
    def source(self) -> str:
        """By which channel and from whom, once when both are the same."""
        same = self.channel.casefold() == self.sender.casefold()
        return " · ".join(filter(None, [self.sender] if same else [self.channel, self.sender]))


@dataclass(frozen=True)
class Item:
    """A part of the turn in the order of the day; ``state`` is done, now or ahead."""

    phase: str
    state: str
    until: str = ""


@dataclass(frozen=True)
class Score:
    """A measure as the room sees it; ``share`` is its value on a scale from 0 to 1."""

    title: str
    value: float
    share: float
    better: str


def tr(text: str) -> str:
    """Return a text of the room in the person's language."""
    return QCoreApplication.translate("Room", text)


def dress_of(channel: str) -> str:
    """Return how a card with this channel is dressed: news, cable, post or report."""
    words = channel.casefold()
    return next(name for name, hints in DRESSES if any(hint in words for hint in hints))


def released(moment: Moment) -> list[Released]:
    """List the injects that were released to the seat and still stand, oldest first."""
    from tabletop.session.moment import released_texts

    found, world = [], moment.world
    for entry in released_texts(moment):
        if entry.type == "ad_hoc":
            act = entry.act
            said = (act["title"], act["text"], act["channel"], act["sender"])
        else:
            inject = world.injects[world.index["inject"][entry.act["inject"]]]
            said = (inject.title, inject.text, inject.channel, inject.sender)
        found.append(Released(*said, entry.turn, dress_of(said[2])))
    return found


def situation(moment: Moment) -> str:
    """Say in a line how things stand, for everybody."""
    from tabletop.world.variables import CEASEFIRE_STATUS, MANDATE, MISSION_PHASE

    state = moment.state
    if moment.turn == 0:
        return moment.world.scenario.summary
    agreement = _plain(CEASEFIRE_STATUS[int(state.ceasefire_status[0])])
    parts = [
        tr("State of the agreement: {status}.").format(status=agreement),
        tr("Mission: {phase}, mandate: {mandate}.").format(
            phase=_plain(MISSION_PHASE[int(state.mission_phase[0])]),
            mandate=_plain(MANDATE[int(state.mandate[0])]),
        ),
        tr("People of the coalition in Ukraine: {count}.").format(
            count=QLocale().toString(int(state.coalition_people[0]))
        ),
    ]
    breaches = int(state.violations[0].sum())
    if breaches:
        parts.append(tr("Breaches of the ceasefire reported: {count}.").format(count=breaches))
    return " ".join(parts)


def _plain(code: str) -> str:
    return word(VALUES.get(code, code.replace("_", " ")))


def order_of_the_day(moment: Moment, left: float | None, now: datetime) -> tuple[Item, ...]:
    """List the parts of the turn; orders say until when, ``left`` seconds from ``now``."""
    if moment.phase not in PHASES:
        return ()
    at = PHASES.index(moment.phase)
    until = ""
    if moment.phase == "orders" and left is not None and left > 0 and not moment.held:
        ends = (now + timedelta(seconds=left)).astimezone()
        until = QLocale().toString(QTime(ends.hour, ends.minute), QLocale.FormatType.ShortFormat)
    states = ["done" if i < at else "now" if i == at else "ahead" for i in range(len(PHASES))]
    return tuple(
        Item(phase, state, until if state == "now" else "")
        for phase, state in zip(PHASES, states, strict=True)
    )


def order_words(items: tuple[Item, ...]) -> str:
    """Write the order of the day in a line."""
    signs = {"done": "✓", "now": "▶", "ahead": "○"}
    titles = {
        "brief": tr("Brief"), "orders": tr("Orders"),
        "adjudication": tr("Adjudication"), "feedback": tr("Feedback"),
    }  # fmt: skip
    said = []
    for item in items:
        until = f" {tr('until {time}').format(time=item.until)}" if item.until else ""
        said.append(f"{signs[item.state]} {titles[item.phase]}{until}")
    return "     ".join(said)


def scores(moment: Moment) -> list[Score]:
    """Return the scorecard as the room may see it: from what everybody knows, not from the truth.

    Measures that are amounts and not indexes from 0 to 100 are left out.
    """
    from tabletop.rules.measures import MEASURES, score

    world = moment.world
    values = score(world, moment.state)
    names = [name for name in MEASURES if name in world.scenario.measures] or list(MEASURES)
    return [
        Score(word(MEASURES[name].title), float(values[name][0]), float(values[name][0]) / 100,
              MEASURES[name].better)
        for name in names if MEASURES[name].unit.startswith("0")
    ]  # fmt: skip
