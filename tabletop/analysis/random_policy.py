"""A policy of chance: lawful orders and answers drawn by luck, for searching and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Answers, Bools, Orders
from tabletop.rules.codes import DEPLOYED, HOME, OFFERED
from tabletop.rules.ladder import EVENTS
from tabletop.rules.orders import ORDERS, lawful, parse_order
from tabletop.rules.orders.base import CollectiveOrder
from tabletop.rules.orders.moves import usual_tiers
from tabletop.rules.tracks import TRACKS
from tabletop.rules.triggers import DELIVERED
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ARMS, ENABLERS, PROGRAMMES, RESPONSES
from tabletop.world.world import World

Ints = NDArray[np.int64]
TRIES = 4
"""Attempts a turn for each kind of order that is about a force, and for the others together."""


class RandomLawful:
    """Tries orders drawn by luck and gives those that are lawful."""

    name = "random_lawful"
    says = "Draws lawful orders and answers by luck; no sense in it."
    side = "coalition"

    def answer(self, world: World, state: State, luck: Luck) -> Answers:
        """Answer every waiting inject with an option drawn by luck."""
        answers: Answers = []
        for i, inject in enumerate(world.injects):
            waiting = state.inject_status[:, i] == DELIVERED
            if not inject.options or not waiting.any():
                continue
            drawn = luck.uniform(f"policy/answer/{inject.id}")[:, 0] * len(inject.options)
            for option in range(len(inject.options)):
                runs = waiting & (drawn.astype(np.int64) == option)
                if runs.any():
                    answers.append((i, option, runs))
        return answers

    def choose(self, world: World, state: State, luck: Luck) -> Orders:
        """Draw orders and keep those that are lawful, run by run."""
        on = state.ended == 0
        chosen: Orders = []
        for mapping, runs in self._drawn(world, state, luck):
            order = parse_order(mapping)
            where = lawful(world, state, order, runs & on)
            if where.any():
                chosen.append((order, where))
        return chosen

    def _drawn(
        self, world: World, state: State, luck: Luck
    ) -> Iterator[tuple[dict[str, Any], Bools]]:
        fit = world.is_coalition & world.traits.deployable
        for attempt in range(TRIES):
            for kind, status in (("offer", HOME), ("deploy", OFFERED), ("redeploy", DEPLOYED)):
                among = ((state.status == status) & fit).astype(np.float64)
                purpose = f"policy/{kind}/{attempt}"
                yield from self._for_forces(world, luck, kind, purpose, among)
            yield from self._other(world, luck, f"policy/other/{attempt}")

    def _other(
        self, world: World, luck: Luck, purpose: str
    ) -> Iterator[tuple[dict[str, Any], Bools]]:
        """Draw a kind of order, every one alike, and then one order of that kind."""
        kinds = _others(world)
        drawn = luck.uniform(purpose, 2)
        kind = (drawn[:, 0] * len(kinds)).astype(np.int64)
        sizes = np.array([len(orders) for orders in kinds])
        which = (drawn[:, 1] * sizes[kind]).astype(np.int64)
        for k, number in np.unique(np.stack([kind, which], axis=1), axis=0).tolist():
            yield kinds[k][number], (kind == k) & (which == number)

    def _for_forces(
        self, world: World, luck: Luck, kind: str, purpose: str, among: NDArray[np.float64]
    ) -> Iterator[tuple[dict[str, Any], Bools]]:
        forces = luck.choice(purpose, among)
        usable = world.geography.node_usable.astype(np.float64)
        nodes = luck.choice(f"{purpose}/to", np.tile(usable, (len(forces), 1)))
        pairs = np.unique(np.stack([forces, nodes], axis=1)[forces >= 0], axis=0)
        for force, node in pairs.tolist():
            one = world.forces[force]
            order: dict[str, Any] = {"type": kind, "actor": one.actor, "force": one.id}
            if kind != "offer":
                order["to"] = world.geography.nodes[node].id
                order["tier"] = int(usual_tiers(world, force, np.array([node]))[0])
            yield order, (forces == force) & (nodes == node)


def _words(kind: str, field: str) -> list[str]:
    """List the words that a field of an order may hold, an optional field's too."""
    schema = ORDERS[kind].model_json_schema()["properties"][field]
    parts = schema.get("anyOf", [schema])
    return [word for part in parts for word in part.get("enum", ())]


def _of_the_coalition(world: World, actor: str) -> list[dict[str, Any]]:
    """List a sample of the orders by which an actor shapes the coalition and its force."""
    base = {"actor": actor}
    whom = ("pl", "at", "it", "ca")
    found: list[dict[str, Any]] = [{"type": "join", **base, "join": join} for join in (True, False)]
    found += [{"type": "commit", **base, "level": level} for level in (1, 2, 3)]
    found += [{"type": "offer_headquarters", **base, "provide": yes} for yes in (True, False)]
    found += [{"type": kind, **base, "whom": one} for kind in ("recruit", "invite_lead")
              for one in whom if one in world.index["actor"]]  # fmt: skip
    found += [{"type": "adopt_plan", **base, "years": years} for years in (1, 5, 10, 15)]
    found += [{"type": "set_reserve", **base, "hours": hours} for hours in (12, 48, 96)]
    found += [{"type": "set_zone", **base, "km": km} for km in (0, 5, 15)]
    found += [{"type": "set_size", **base, "size": size} for size in ("open", "medium", "heavy")]
    found += [{"type": "negotiate_caveat", **base, "caveat": held}
              for held in world.actors[world.actor(actor)].caveats]  # fmt: skip
    found += [{"type": "replace_enabler", **base, "enabler": enabler, "points": points}
              for enabler in ENABLERS for points in (0, 2)]  # fmt: skip
    if world.actor(actor) == world.traits.host_actor:
        found += [{"type": "limit", **base, "east": east} for east in (True, False)]
        found += [{"type": "invite", **base, "consent": True}] * 2
    return found


def _others(world: World) -> list[list[dict[str, Any]]]:
    """List orders that are about no place of a force, by kind; a fixed sample for each world."""
    kept: list[list[dict[str, Any]]] | None = vars(world).get("random_orders")
    if kept is not None:
        return kept
    found: list[dict[str, Any]] = []
    for actor in world.actors:
        base = {"actor": actor.id}
        found += [{"type": kind, **base} for kind in
                  ("seek_authorisation", "grant_authorisation", "sign_base_agreement")]  # fmt: skip
        found += [{"type": "fund", **base, "amount": share * actor.funding_max}
                  for share in (0.2, 0.5) if actor.funding_max]  # fmt: skip
        for kind, field in (("make_statement", "subject"), ("sanction", "package"),
                            ("demarche", "errand"), ("set_strike_policy", "policy"),
                            ("set_training_scope", "scope"), ("use_assets", "use"),
                            ("seek_mandate", "mandate"), ("set_intervention_rule", "rule"),
                            ("set_phase", "phase"), ("seek_agreement", "status"),
                            ("set_composition", "composition"), ("set_attack_answer", "answer"),
                            ("seek_promise", "form"), ("request_support", "support"),
                            ("address_parliament", "act"), ("seek_majority", "offer"),
                            ("set_troop_policy", "policy"), ("switch_track", "track"),
                            ("set_decision_rule", "rule"), ("set_breadth", "breadth"),
                            ("assign_staff", "work"), ("call_summit", "agenda"),
                            ("e3_call", "result"), ("arrange", "what"),
                            ("set_condition", "condition"), ("name_mission", "label"),
                            ("set_posture", "force_posture"), ("set_posture", "air_posture"),
                            ("set_command", "command")):  # fmt: skip
            found += [{"type": kind, **base, field: word} for word in _words(kind, field)]
        found += _of_the_coalition(world, actor.id)
        found += [{"type": "set_roe", **base, "tier": tier, "level": level}
                  for tier in (1, 3, 4) for level in (1, 2, 3, 4)]  # fmt: skip
        found += [{"type": "deliver_arms", **base, "arms": arms, "credit": credit}
                  for arms in ARMS for credit in (False, True)]  # fmt: skip
        found += [{"type": "fund_programme", **base, "programme": name, "amount": 40.0}
                  for name in PROGRAMMES]  # fmt: skip
        found += [{"type": "answer_demand", **base, "demand": demand, "answer": answer}
                  for demand in ("arms", "territory", "limits")
                  for answer in ("accept", "refuse", "trade")]  # fmt: skip
        found += [{"type": "declare_zone", **base, "area": area}
                  for area in world.names["air_area"]]  # fmt: skip
        found += [{"type": "prepare_response", **base, "event": event, "step": step}
                  for event in EVENTS for step in RESPONSES]  # fmt: skip
        found += [{"type": "set_coverage", **base, "sector": sector, "covered": covered}
                  for sector in world.names["sector"][:2] for covered in (False, True)]  # fmt: skip
        if actor.role == "adversary":
            found += [{"type": "test", **base, "way": way} for way in _words("test", "way")]
        found += [{"type": "lobby_congress", **base}]
        found += [{"type": "fund", **base, "to": "reconstruction", "amount": 10.0}]
        found += [{"type": "set_effort", **base, **dict(zip(TRACKS, points, strict=True))}
                  for points in ((2, 2, 2), (4, 1, 1), (1, 1, 4))]  # fmt: skip
        found += _with_partners(world, actor.id) if actor.role == "lead" else []
        found += [{"type": "buy_american", **base, "amount": amount} for amount in (0, 30)]
        found += [{"type": "backfill_flank", **base, "brigades": n} for n in (0, 1)]
        found += [{"type": "reinforce_flank", **base, "level": n} for n in (0, 1, 2)]
    for i, f in enumerate(world.forces):
        if world.is_coalition[i]:
            mine = {"actor": f.actor, "force": f.id}
            found += [{"type": kind, **mine} for kind in
                      ("withdraw", "withdraw_offer", "relieve", "prepare", "train")]  # fmt: skip
            found.append({"type": "set_tier", **mine, "tier": 1})
            found += [{"type": "assign_task", **mine, "task": task} for task in ("all", "guard")]
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        # What only lead nations may order, nobody else tries.
        if world.is_lead[world.actor(one["actor"])] or not issubclass(
            ORDERS[one["type"]], CollectiveOrder
        ):
            kinds.setdefault(one["type"], []).append(one)
    vars(world)["random_orders"] = list(kinds.values())
    return list(kinds.values())


def _with_partners(world: World, lead: str) -> list[dict[str, Any]]:
    """List what a lead nation may ask of others: roles for each, and mediation between two."""
    roles = ("logistics_hub", "training_hub", "sea_command", "partner")
    others = [actor.id for i, actor in enumerate(world.actors) if world.is_member[i]]
    found: list[dict[str, Any]] = [
        {"type": "offer_role", "actor": lead, "role": role, "partner": other}
        for other in others for role in roles
    ]  # fmt: skip
    return found + [
        {"type": "mediate", "actor": lead, "one": a, "other": b} for a, b in pairwise(others)
    ]
