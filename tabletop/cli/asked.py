"""What a call asks to be explored: read from its words, with the nearest right word for a wrong."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tabletop.cli.command import (
    BadCall,
    Fault,
    hint,
    known_scenario,
    listed,
    policy_called,
    readable,
)

if TYPE_CHECKING:
    from tabletop.analysis.explore.origin import Origin
    from tabletop.analysis.explore.plan import Plan


def origin_asked(text: str) -> Origin:
    """Return where the exploration begins; raises ``BadCall`` or ``Fault``."""
    from tabletop.analysis.explore.origin import (
        OriginFault,
        is_session,
        of_scenario,
        of_session,
        split,
    )
    from tabletop.content.library import resolve
    from tabletop.content.problems import ContentFault
    from tabletop.session.journal import JournalFault
    from tabletop.session.schema import TRUNK

    try:
        if is_session(text):
            path, entry, branch = split(text)
            readable(path)
            return of_session(path, entry, branch or TRUNK)
        known_scenario(text)
        return of_scenario(resolve(text))
    except OriginFault as fault:
        raise BadCall(str(fault)) from None
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    except JournalFault as fault:
        raise Fault(str(fault)) from None


def plan_asked(args: argparse.Namespace, origin: Origin) -> Plan:
    """Make the plan that a call asks for; raises ``BadCall`` with the nearest right word."""
    from tabletop.analysis.explore.asking import AskedFault, plan_from, read_value
    from tabletop.world.register import ENTRIES

    turns = origin.turns_left if args.turns is None else args.turns
    if turns > origin.turns_left:
        raise BadCall(f"the scenario has {origin.turns_left} turns left, not {turns}")
    known = {entry.name: entry for entry in ENTRIES}
    varied = [_pair(text, "--vary") for text in args.vary]
    for name, _ in varied:
        if name not in known:
            raise BadCall(f"there is no doctrine entry {name!r}{hint(name, known)}")
    try:
        return plan_from(
            origin.spec, origin.start, seed=origin.seed if args.seed is None else args.seed,
            runs=args.runs, turns=turns,
            policies=[policy_called(name) for name in args.policy or ["staff"]],
            varied=tuple((name, tuple(map(_float, values.split(",")))) for name, values in varied),
            initial=tuple(
                (name, tuple(read_value(value) for value in values.split(",")))
                for name, values in (_pair(text, "--set") for text in args.initial)
            ),
            first=args.first, events=[_pair(text, "--event") for text in args.event],
            columns=args.column,
        )  # fmt: skip
    except AskedFault as fault:
        mark = "" if fault.part == "cells" else f"--{fault.part}: "
        raise BadCall(f"{mark}{fault}") from None


def given_asked(text: str, plan: Plan) -> tuple[str, str, int]:
    """Read EVENT:CONDITION:TURNS; raises ``BadCall``."""
    from tabletop.analysis.explore.asking import AskedFault, check_given, read_given

    try:
        given = read_given(text)
        check_given(given, plan)
    except AskedFault as fault:
        more = hint(fault.word, fault.known) if fault.known else ""
        raise BadCall(f"--given: {fault}{more}") from None
    return given


def _pair(text: str, option: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise BadCall(f"{option} {text!r} is not NAME=VALUE")
    return name.strip(), value.strip()


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadCall(f"{text!r} is not a number") from None
