"""A whole exercise without a screen: StartEx to EndEx through the session, then the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tabletop.analysis.hand import Hand
from tabletop.analysis.policies import Team
from tabletop.analysis.policy import Policy
from tabletop.analysis.progress import Progress
from tabletop.analysis.report import write_report
from tabletop.rules.measures import MEASURES, score
from tabletop.session.session import Session

if TYPE_CHECKING:
    from numpy.typing import NDArray

SESSION_FILE = "session.ttx"
BAR = 24


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo left behind: its file, the turns played, the last digest and the measures."""

    session: Path
    turns: int
    digest: str
    scorecard: Mapping[str, float]
    refused: int
    written: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the result in the shape that ``tabletop demo --json`` prints."""
        return {
            "session": str(self.session), "turns": self.turns, "digest": self.digest,
            "scorecard": dict(self.scorecard),
        }  # fmt: skip

    def scorecard_text(self) -> str:
        """Return the scorecard as lines for a terminal."""
        wide = max(len(measure.title) for measure in MEASURES.values())
        lines = [f"{self.turns} turns played."]
        for name, value in self.scorecard.items():
            measure = MEASURES[name]
            if measure.unit.startswith("0"):
                full = round(BAR * value / 100)
                drawn = "█" * full + "·" * (BAR - full)
                aim = f"{measure.better} is better"
                lines.append(f"{measure.title:<{wide}} {value:6.1f} {drawn} {aim}")
            else:
                lines.append(f"{measure.title:<{wide}} {value:6.0f} {measure.unit}")
        lines += [f"Digest {self.digest}", f"Session {self.session}"]
        return "\n".join([*lines, *(f"Report {path}" for path in self.written)])


def play_demo(
    spec: Mapping[str, Any],
    out: Path,
    *,
    arrays: Mapping[str, NDArray[Any]] | None = None,
    turns: int | None = None,
    seed: int | None = None,
    policy: Policy | Team,
) -> Demo:
    """Play a resolved scenario in ``out``; the session and its report are written there.

    A session that already lies there is kept under another name.  Raises ``JournalFault`` when
    the record cannot be written and ``OSError`` when the folder or the report cannot.
    """
    out.mkdir(parents=True, exist_ok=True)
    path = out / SESSION_FILE
    _keep_older(path)
    with Session.create(path, spec, seed, None if arrays is None else dict(arrays)) as session:
        number = session.world.scenario.turns
        hand = Hand(session, policy)
        steps = number if turns is None else min(turns, number)
        progress = Progress("Playing", steps)
        try:
            hand.play(steps, progress)
        finally:
            progress.close()
        scores = score(session.world, session.state)
        written = write_report(session.replay, out, SESSION_FILE)
        return Demo(
            path, session.turn, session.digest,
            {name: round(float(scores[name][0]), 3) for name in MEASURES},
            hand.refused, written,
        )  # fmt: skip


def _keep_older(path: Path) -> None:
    """Move an older session file aside; a record is never overwritten."""
    if not path.exists():
        return
    number = 1
    while (other := path.with_name(f"session.{number}.ttx")).exists():
        number += 1
    path.rename(other)
    for end in ("-wal", "-shm"):  # a log that a broken-off session left belongs to it
        log = path.with_name(path.name + end)
        if log.exists():
            log.rename(other.with_name(other.name + end))
