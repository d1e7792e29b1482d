"""What the panel of actors shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import FIXED
from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORD
from tabletop.world.actors import CAVEATS, Actor
from tabletop.world.variables import DECISION_STAGE, FORCE_STATUS, NEVER

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

Floats = NDArray[np.float64]
CLOSEST = 5
"""Relations of an actor that are listed each way."""

LIFTS: Mapping[str, str] = MappingProxyType(
    {
        "no_ground_in_ukraine": WORD("Caveat", "Lifted by the government: negotiate the caveat."),
        "un_mandate_required": WORD("Caveat", "Met by a mandate of the Security Council."),
        "un_mandate_preferred": WORD("Caveat", "Eased by a mandate of the Security Council."),
        "parliament_mandate": WORD("Caveat", "Met by a vote: seek and grant the authorisation."),
        "us_backstop_required": WORD("Caveat", "Met when the American backstop is strong enough."),
        "us_backstop_preferred": WORD("Caveat", "Eased by a stronger American backstop."),
        "ru_consent_preferred": WORD("Caveat", "Eased when Russia accepts the text."),
        "rear_only": WORD("Caveat", "Lifted by the government: negotiate the caveat."),
        "no_combat": WORD("Caveat", "Lifted by the government: negotiate the caveat."),
        "no_observer_line": WORD("Caveat", "Lifted by the government: negotiate the caveat."),
        "flank_first": WORD("Caveat", "Eased by a lower risk on NATO's flank."),
        "clear_exit": WORD("Caveat", "Met by a review clause or an end date."),
        "small_footprint": WORD("Caveat", "Lifted by the government: negotiate the caveat."),
        "montreux_strict": WORD("Caveat", "Lifted by Turkey: negotiate the caveat."),
        "neutrality": WORD("Caveat", "Only unarmed units, with a United Nations mandate."),
        "consent_of_both_sides": WORD("Caveat", "Met while both sides stand by an agreement."),
        "five_pko_principles": WORD("Caveat", "Met by peace and a mandate; no combat units."),
        "no_armed_forces": WORD("Caveat", "Cannot be lifted; unarmed people may go."),
    }
)
"""What lifts, meets or eases a caveat, before translation."""
FIXED_WORDS = WORD("Caveat", "Rests on a constitution or a statute; not to be lifted in play.")
OTHER_WORDS = WORD("Caveat", "Lifted by the government: negotiate the caveat.")


@dataclass(frozen=True)
class ActorRow:
    """An actor in the list."""

    number: int
    actor: Actor
    willingness: float
    willingness_change: float
    support: float
    support_change: float
    commitment: int
    stage: str
    due: int | None
    held_caveats: int
    units: int


@dataclass(frozen=True)
class CaveatRow:
    """A caveat of an actor; ``lifts`` says what lifts it, before translation.

    ``now`` is where the number stands that it waits for, None when it waits for none.
    """

    id: str
    says: str
    held: bool
    lifts: str
    now: float | None = None


@dataclass(frozen=True)
class ContributionRow:
    """What an actor can give of one type: how many units are out, offered, and in all."""

    type: str
    name: str
    offered: int
    under_way: int
    deployed: int
    most: int
    note: str


@dataclass(frozen=True)
class Step:
    """One step of a national decision; ``state`` is done, now, ahead or failed."""

    stage: str
    state: str


@dataclass(frozen=True)
class Card:
    """Everything about one actor."""

    row: ActorRow
    willingness_course: tuple[float, ...]
    support_course: tuple[float, ...]
    steps: tuple[Step, ...]
    authorised_until: int | None
    caveats: tuple[CaveatRow, ...]
    red_lines: tuple[tuple[str, bool], ...]
    contributions: tuple[ContributionRow, ...]
    pledged: float
    ua_aid: float
    base_agreement: bool
    gives: bool
    hosts: bool
    listens_to: tuple[tuple[str, float], ...]
    heard_by: tuple[tuple[str, float], ...]


def actor_rows(moment: Moment) -> list[ActorRow]:
    """List all actors in the order of the scenario; changes are those since the turn opened."""
    return [_row(moment, i) for i in range(len(moment.world.actors))]


def _row(moment: Moment, i: int) -> ActorRow:
    world, state, opened = moment.world, moment.state, moment.opened
    due = int(state.decision_due[0, i])
    deployed = FORCE_STATUS.index("deployed")
    out = (world.force_actor == i) & (state.status[0] == deployed) & world.is_coalition
    return ActorRow(
        number=i, actor=world.actors[i],
        willingness=float(state.willingness[0, i]),
        willingness_change=float(state.willingness[0, i] - opened.willingness[0, i]),
        support=float(state.domestic_support[0, i]),
        support_change=float(state.domestic_support[0, i] - opened.domestic_support[0, i]),
        commitment=int(state.commitment[0, i]),
        stage=DECISION_STAGE[int(state.decision[0, i])],
        due=due if 0 <= due < NEVER else None,
        held_caveats=int((state.caveat[0, i] != 0).sum()),
        units=int((world.force_count * out).sum()),
    )  # fmt: skip


def card(moment: Moment, number: int) -> Card:
    """Gather everything about one actor; raises ``IndexError`` when there is none."""
    world, state = moment.world, moment.state
    until = int(state.authorised_until[0, number])
    states = [*moment.history, state]
    return Card(
        row=_row(moment, number),
        willingness_course=tuple(float(one.willingness[0, number]) for one in states),
        support_course=tuple(float(one.domestic_support[0, number]) for one in states),
        steps=steps(moment, number),
        authorised_until=until if 0 <= until < NEVER else None,
        caveats=_caveats(moment, number),
        red_lines=_red_lines(moment, number),
        contributions=_contributions(moment, number),
        pledged=float(state.pledged[0, number]),
        ua_aid=float(state.ua_aid[0, number]),
        base_agreement=bool(state.base_agreement[0, number]),
        gives=_gives(moment, number),
        hosts=bool((world.traits.node_host[world.traits.staging] == number).any()),
        listens_to=_closest(moment, world.influence[:, number]),
        heard_by=_closest(moment, world.influence[number, :]),
    )


def _gives(moment: Moment, number: int) -> bool:
    """Tell whether an actor pays, or may be asked to pay, for the mission or for Ukraine."""
    state, actor = moment.state, moment.world.actors[number]
    pays = float(state.pledged[0, number]) > 0 or float(state.ua_aid[0, number]) > 0
    return pays or bool(actor.funding_max)


def steps(moment: Moment, number: int) -> tuple[Step, ...]:
    """Lay out the national decision: government, parliament where it has a say, authorised."""
    stage = DECISION_STAGE[int(moment.state.decision[0, number])]
    held = moment.state.caveat[0, number, moment.world.index["caveat"]["parliament_mandate"]]
    path = ["government", "parliament", "authorised"]
    if not held and stage != "parliament":
        path.remove("parliament")
    if stage == "refused":
        return (*(Step(one, "done") for one in path[:-1]), Step("refused", "failed"))
    at = path.index(stage) if stage in path else -1
    return tuple(Step(one, _state_of(i, at, one == "authorised")) for i, one in enumerate(path))


def _state_of(i: int, at: int, is_last: bool) -> str:
    if i < at or (i == at and is_last):
        return "done"
    return "now" if i == at else "ahead"


def _red_lines(moment: Moment, number: int) -> tuple[tuple[str, bool], ...]:
    """Say an actor's red lines and which of them are crossed at this moment."""
    actor, at = moment.world.actors[number], moment.world.index["red_line"]
    held = moment.state.red_line[0]
    return tuple(
        (line.says, bool(held[at[f"{actor.id}_{n}"]])) for n, line in enumerate(actor.red_lines, 1)
    )


def _caveats(moment: Moment, number: int) -> tuple[CaveatRow, ...]:
    """Caveats that the actor holds, and those of its content that were lifted."""
    names, held = moment.world.names["caveat"], moment.state.caveat[0, number] != 0
    own = moment.world.actors[number].caveats
    found = []
    for i, name in enumerate(names):
        if held[i] or name in own:
            default = FIXED_WORDS if name in FIXED else OTHER_WORDS
            lifts = LIFTS.get(name, default)
            waits = moment.state.us_backstop if name == "us_backstop_required" else None
            now = None if waits is None else float(waits[0])
            found.append(CaveatRow(name, CAVEATS[name], bool(held[i]), lifts, now))
    return tuple(found)


def _contributions(moment: Moment, number: int) -> tuple[ContributionRow, ...]:
    world, status = moment.world, moment.state.status[0]
    mine = np.flatnonzero(world.force_actor == number).tolist()
    found = []
    for type_id, most, note in world.actors[number].contributions:
        units: dict[str, int] = dict.fromkeys(FORCE_STATUS, 0)
        for f in mine:
            if world.forces[f].type == type_id:
                units[FORCE_STATUS[int(status[f])]] += world.forces[f].count
        under_way = units["readying"] + units["moving"] + units["returning"]
        found.append(
            ContributionRow(type_id, world.force_types[type_id].name, units["offered"], under_way,
                            units["deployed"], most, note)
        )  # fmt: skip
    return tuple(found)


def _closest(moment: Moment, weights: Floats) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-weights, kind="stable")[:CLOSEST].tolist()
    return tuple((moment.world.actors[i].name, float(weights[i])) for i in order if weights[i] > 0)


def matches(row: ActorRow, text: str) -> bool:
    """Tell whether an actor fits a search by name, id, role, posture or group."""
    actor = row.actor
    words = " ".join((actor.name, actor.id, actor.role, actor.posture, *actor.groups, row.stage))
    return all(part in words.casefold() for part in text.casefold().split())
