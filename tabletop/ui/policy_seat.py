"""Seats that a policy plays: who does is in the record; what it decides is worked out aside.

What a policy decides is worked out in a thread; its acts are then done one in each round of the
event loop, and recorded. The facilitator takes them back, or voids them, as any other act. What was
recorded counts ever after: nobody who looks back or verifies asks the policy again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer

from tabletop.ui.bridge import SessionBridge
from tabletop.ui.preferences import policy_key
from tabletop.ui.translating import sentence
from tabletop.ui.working import Work

if TYPE_CHECKING:
    from tabletop.analysis.own_policy import OwnPolicy
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry
    from tabletop.session.staffing import Player
    from tabletop.ui.preferences import Preferences
    from tabletop.world.scenario import Seat
    from tabletop.world.world import World

Decided = tuple[list[tuple["Act", str]], list[str]]
"""Acts with their seats, and what was at fault with a program of the user's."""


class PolicySeats(QObject):
    """Plays seats of one live session; ``say`` is told what was done, in a sentence.

    ``played`` are the words by which the policies are found, by seat; ``missing`` the seats that by
    the record are played by a program which is not there, or is not what it was.
    """

    def __init__(
        self, bridge: SessionBridge, preferences: Preferences, say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._preferences, self._say = bridge, preferences, say
        self._key = policy_key(bridge.session.journal.path)
        self._works: list[Work] = []
        self._waiting: list[tuple[Act, str]] = []
        self._given = 0
        self._words = self._kept()
        self.played: dict[str, str] = {}
        self.missing: dict[str, Player] = {}
        self._read_record()
        bridge.accepted.connect(self._accepted)

    def _kept(self) -> dict[str, str]:
        """Return where this machine's user has files of policies: full digest → word.

        The record does not say where they lie, so that no session can have a program run.
        """
        try:
            found = json.loads(bytes(self._preferences.kept(self._key).data()) or b"{}")
        except ValueError:
            return {}
        known = found.items() if isinstance(found, dict) else ()
        return {digest: word for digest, word in known if isinstance(word, str) and ".py:" in word}

    def _read_record(self) -> None:
        """Learn from the record who plays the seats."""
        from tabletop.session.staffing import players_at

        course = self._bridge.session.replay.course
        found = players_at(course, course.now.seq)
        world = self._bridge.world
        seats = {seat.id: seat for seat in players_seats(world)}
        self.played, self.missing = {}, {}
        for seat, player in found.items():
            word = self._word(world, seats.get(seat), player)
            if word:
                self.played[seat] = word
            elif seat in seats:
                self.missing[seat] = player

    def _word(self, world: World, seat: Seat | None, player: Player) -> str:
        """Return the word by which the policy of a seat is found here; empty when it is not."""
        from tabletop.analysis.own_policy import still_there
        from tabletop.analysis.seat_hand import policies_for

        if seat is None:
            return ""
        if player.file:
            word = self._words.get(player.digest, "")
            return word if word and still_there(word, player.digest) else ""
        return player.policy if player.policy in policies_for(world, seat) else ""

    def told_missing(self) -> str:
        """Say which seats wait for a program that is not here; empty when none does."""
        scenario = self._bridge.world.scenario
        words = self.tr("{seat} was played by {policy}, which is not here as it was.")
        said = [words.format(seat=scenario.seat(seat).name, policy=one.title)
                for seat, one in self.missing.items()]  # fmt: skip
        if said:
            said.append(self.tr("Choose who plays under Analysis ▸ Seats played by policies."))
        return " ".join(said)

    def title_of(self, seat: str) -> str:
        """Return what the record calls the policy that plays a seat; empty for a person."""
        from tabletop.session.staffing import players_at

        course = self._bridge.session.replay.course
        found = players_at(course, course.now.seq).get(seat)
        return "" if found is None else found.title

    def choose(self, played: Mapping[str, str | OwnPolicy]) -> None:
        """Have seats played from now on, those not named by persons; record it, and act at once.

        What is named is a shipped policy's name, a word that is in use, or an own policy.
        """
        from tabletop.session.acts import Assign

        new: dict[str, str] = {}
        scenario = self._bridge.world.scenario
        for seat in [one.id for one in scenario.seats if one.role == "player"]:
            wanted = played.get(seat, "")
            word = wanted if isinstance(wanted, str) else wanted.word
            if word == self.played.get(seat, "") and seat not in self.missing:
                continue
            if isinstance(wanted, str):
                act = Assign(seat=seat, policy=word)
            else:
                self._words[wanted.digest] = word
                act = Assign(seat=seat, policy=wanted.name, file=wanted.file, digest=wanted.digest)
            data = QByteArray(json.dumps(self._words).encode())
            self._preferences.keep(self._key, data)
            if self._bridge.submit(act) is not None and word:
                new[seat] = word
        self._act(new)

    def _accepted(self, entry: Entry) -> None:
        if entry.type == "assign":
            self._read_record()
        elif entry.type == "advance" and entry.phase == "orders":
            self._act(self.played)
        elif entry.type in ("deliver", "resume") and entry.phase == "orders":
            self._act(self.played, only_answers=True)

    def _act(self, seats: Mapping[str, str], only_answers: bool = False) -> None:
        """Work out what seats do now; one after another, off the thread of the desk."""
        from tabletop.analysis.seat_hand import PHASES

        bridge = self._bridge
        if not seats or bridge.session.phase not in PHASES or bridge.session.held:
            return
        moment, run = bridge.session.moment(), bridge.session.journal.heading.run
        names = {seat.id: seat.name for seat in bridge.world.scenario.seats}
        chosen = dict(seats)

        def think(_: object) -> Decided:
            found: list[tuple[Act, str]] = []
            faults = []
            for seat, word in chosen.items():
                acts, fault = _decide(moment, seat, word, run, only_answers)
                found += [(act, seat) for act in acts]
                if fault:
                    faults.append(f"{names[seat]}: {fault}")
            return found, faults

        work = Work(think, self)
        self._works.append(work)
        work.done.connect(partial(self._decided, work, moment, only_answers))
        work.failed.connect(partial(self._failed, work))
        work.start()

    def _decided(self, work: Work, moment: Moment, quiet: bool, decided: Decided) -> None:
        self._works.remove(work)
        now = self._bridge.session
        if (now.turn, now.phase) != (moment.turn, moment.phase):
            return  # it took so long that its time is over
        acts, faults = decided
        if faults:
            words = self.tr("A policy of your own failed. {faults}")
            self._say(words.format(faults=" ".join(faults)))
        if acts or not (quiet or faults):
            self._waiting += acts
            self._next()

    def _failed(self, work: Work, fault: Exception) -> None:
        self._works.remove(work)
        raise fault

    def _next(self) -> None:
        """Do one act and leave the rest for later rounds."""
        if self._waiting:
            act, seat = self._waiting.pop(0)
            if self._is_possible(act, seat) and self._bridge.submit(act, by=seat) is not None:
                self._given += 1
        if self._waiting:
            QTimer.singleShot(0, self, self._next)
        else:
            words = self.tr("Seats played by policies did {count} things; each can be taken back.")
            self._say(words.format(count=self._given))
            self._given = 0

    def _is_possible(self, act: Act, seat: str) -> bool:
        """Tell whether an act may still be done; what others did since may have changed that."""
        from tabletop.rules.orders import judge, parse_order
        from tabletop.session.acts import GiveOrder
        from tabletop.ui.panels.asking import objection

        bridge = self._bridge
        if bridge.looking_back or self.played.get(seat) is None:
            return False
        if isinstance(act, GiveOrder):
            if bridge.session.phase != "orders":
                return False
            return not judge(bridge.world, bridge.session.state, parse_order(act.order))[0]
        return not objection(bridge.now(seat), act)

    def stop(self) -> None:
        """Do nothing more."""
        self._waiting.clear()
        for work in self._works:
            work.cancel()
            work.wait()
        self._works.clear()


def _decide(
    moment: Moment, seat: str, word: str, run: int, only_answers: bool
) -> tuple[list[Act], str]:
    """Return what a policy does for a seat, and what is at fault with a program of the user's."""
    from tabletop.analysis.policies import PolicyFault
    from tabletop.analysis.seat_hand import acts_for
    from tabletop.session.acts import GiveOrder
    from tabletop.session.moment import visible_to

    try:
        acts = list(acts_for(visible_to(moment, seat), word, run))
    except PolicyFault as fault:
        return [], sentence(str(fault))
    except (Exception, SystemExit) as fault:
        if ".py:" not in word:
            raise
        return [], f"{type(fault).__name__}: {fault}."  # somebody else's program: told, not passed
    return [act for act in acts if not (only_answers and isinstance(act, GiveOrder))], ""


def players_seats(world: World) -> list[Seat]:
    """Return the seats that a policy can play."""
    return [seat for seat in world.scenario.seats if seat.role == "player"]
