"""Orders: what seats ask for, whether it is lawful, and what it does.

``ORDERS`` lists every kind by its type word. :func:`judge` and :func:`carry_out` are the only ways
in; both work on all runs at once, and a refused order changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from tabletop.rules.orders.adversary import ResolveTest
from tabletop.rules.orders.america import BuyAmerican, RequestSupport, SeekPromise
from tabletop.rules.orders.answers import PrepareResponse, SetAttackAnswer
from tabletop.rules.orders.base import Bools, Order
from tabletop.rules.orders.capitals import (
    AddressParliament,
    LobbyCongress,
    SeekMajority,
    SetTroopPolicy,
)
from tabletop.rules.orders.coalition import (
    Commit,
    InviteLead,
    Join,
    OfferHeadquarters,
    Recruit,
    SetBreadth,
    SetDecisionRule,
)
from tabletop.rules.orders.concept import (
    AssignTask,
    NameMission,
    Prepare,
    Relieve,
    SetReserve,
    SetSize,
    SetZone,
)
from tabletop.rules.orders.deployment import (
    Deploy,
    Offer,
    Redeploy,
    Withdraw,
    WithdrawOffer,
    destinations,
)
from tabletop.rules.orders.diplomacy import AnswerDemand, Demarche, UseAssets
from tabletop.rules.orders.flank import BackfillFlank, ReinforceFlank
from tabletop.rules.orders.form import (
    AdoptPlan,
    Arrange,
    AssignStaff,
    CallSummit,
    E3Call,
    SetCondition,
)
from tabletop.rules.orders.money import Fund, ReplaceEnabler, Sanction, Train
from tabletop.rules.orders.partners import (
    Mediate,
    OfferRole,
    SetEffort,
    SwitchTrack,
)
from tabletop.rules.orders.politics import (
    GrantAuthorisation,
    NegotiateCaveat,
    SeekAuthorisation,
    SeekMandate,
    SignBaseAgreement,
)
from tabletop.rules.orders.posture import (
    SetCommand,
    SetInterventionRule,
    SetPosture,
    SetRoe,
    SetTier,
)
from tabletop.rules.orders.statements import MakeStatement
from tabletop.rules.orders.support import (
    DeclareZone,
    DeliverArms,
    FundProgramme,
    SetStrikePolicy,
    SetTrainingScope,
)
from tabletop.rules.orders.timing import (
    SeekAgreement,
    SetComposition,
    SetCoverage,
    SetPhase,
)
from tabletop.rules.orders.ukraine import Invite, Limit
from tabletop.rules.refusals import Codes, Refusal
from tabletop.rules.summits import charge
from tabletop.world.state import State
from tabletop.world.world import World

__all__ = [
    "ORDERS", "THE_ONE", "Order", "OrderFault", "carry_out", "destinations", "judge", "lawful",
    "parse_order",
]  # fmt: skip

FEW = 0.8
"""Share of the runs up to which these are judged by themselves, not among all."""

THE_ONE = cast(Bools, 0)
"""The mask of the only run, for orders that use it as an index and nothing else."""

_KINDS: tuple[type[Order], ...] = (
    Offer, WithdrawOffer, Deploy, Redeploy, Withdraw, SetPosture, SetTier, SetRoe, SeekMandate,
    GrantAuthorisation, SeekAuthorisation, Fund, Train, ReplaceEnabler, Sanction,
    SignBaseAgreement, MakeStatement, SetCommand, SetInterventionRule, Invite, Limit,
    NegotiateCaveat, SetPhase, SeekAgreement, SetCoverage, SetComposition, PrepareResponse,
    SetAttackAnswer, SeekPromise, RequestSupport, BuyAmerican, BackfillFlank, ReinforceFlank,
    FundProgramme, DeliverArms, SetStrikePolicy, SetTrainingScope, DeclareZone, Demarche,
    AnswerDemand, UseAssets, Join, Recruit, Commit, InviteLead, OfferHeadquarters,
    SetDecisionRule, SetBreadth, AssignStaff, CallSummit, E3Call, Arrange, AdoptPlan,
    SetCondition, AssignTask, Prepare, Relieve, SetSize, SetReserve, SetZone, NameMission,
    AddressParliament, SeekMajority, SetTroopPolicy, LobbyCongress, OfferRole, Mediate,
    SetEffort, SwitchTrack, ResolveTest,
)  # fmt: skip

ORDERS: Mapping[str, type[Order]] = MappingProxyType(
    {kind.model_fields["type"].default: kind for kind in _KINDS}
)
"""Every kind of order by its type word."""


class OrderFault(ValueError):
    """A mapping is not an order; the message is one sentence that says why."""


def parse_order(mapping: Mapping[str, Any]) -> Order:
    """Read an order from plain data; raises ``OrderFault`` with one sentence when it is none."""
    word = mapping.get("type")
    kind = ORDERS.get(word) if isinstance(word, str) else None
    if kind is None:
        raise OrderFault(f"There is no order of the type {word!r}.")
    try:
        return kind.model_validate(dict(mapping))
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != word) or "order"
        raise OrderFault(f"In the order {word}, {where}: {first['msg']}.") from fault


def judge(world: World, state: State, order: Order, runs: Bools | None = None) -> Codes:
    """Return the refusal code of an order in each run, int16 [run]; 0 is lawful.

    With a mask ``runs`` only these are judged, which is cheaper; the others get 0, unless the
    order names what no world has.
    """
    if order.unknown_names(world):
        return np.full(state.runs, Refusal.UNKNOWN_NAME, dtype=np.int16)
    if runs is None:
        return order.refuse(world, state)
    codes = np.zeros(state.runs, dtype=np.int16)
    asked = int(np.count_nonzero(runs))
    if asked > FEW * state.runs:
        codes[runs] = order.refuse(world, state)[runs]
    elif asked:
        codes[runs] = order.refuse(world, state.only(runs))
    return codes


def lawful(world: World, state: State, order: Order, runs: Bools) -> Bools:
    """Tell in which runs of the mask an order is lawful, [run]."""
    return np.asarray(runs & (judge(world, state, order, runs) == 0))


def carry_out(
    world: World, state: State, order: Order, runs: NDArray[np.bool_] | None = None
) -> Codes:
    """Carry an order out in the runs of the mask (all without one) where it is lawful.

    Returns the refusal codes [run]; a run with a code, or outside the mask, is left as it was.
    Outside the mask nothing is judged, and the code is 0.
    """
    codes = judge(world, state, order, runs)
    where: Bools = codes == 0  # a plain number: NumPy is slow to look into an enum
    if runs is not None:
        where &= runs
    alone = where.size == 1
    if where.item() if alone else where.any():
        order.carry_out(world, state, THE_ONE if alone and order.only_indexes else where)
        if order.for_leaders:
            charge(world, state, where)
        if order.touches:
            state.clip(*order.touches)
    return codes
