from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.world.ground import Link
from tabletop.world.routes import MODES, NO_ROUTE, Planning, Routes, find_routes

PLANNING = Planning(
    turn_days=1.0,
    speed_km_h={"rail": 25.0, "road": 35.0, "sea": 22.0, "air": 500.0},
    handling_hours={"air": 24.0},
    gauge_break_turns=1.0,
)
PLACES = ["a", "b", "c", "d", "e", "f"]
INDEX = {name: i for i, name in enumerate(PLACES)}
ENDS = st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True)


@st.composite
def networks(draw: st.DrawFn) -> list[Link]:
    count = draw(st.integers(0, 9))
    links = []
    for number in range(count):
        a, b = draw(ENDS)
        links.append(
            Link(
                id=f"L{number}",
                a=a,
                b=b,
                mode=draw(st.sampled_from(["rail", "road", "sea", "air"])),
                # Few distinct lengths, so that equally fast ways are common.
                km=draw(st.sampled_from([70.0, 350.0, 700.0])),
                capacity=draw(st.integers(0, 5)),
                vulnerability=1,
                usable_by=draw(st.sampled_from(["coalition", "coalition", "adversary", "none"])),
                gauge=draw(st.sampled_from(["", "1435", "break"])),
            )
        )
    return links


def routes_of(links: list[Link], mode: str = "any") -> Routes:
    return Routes(**find_routes(INDEX, links, PLANNING, MODES[mode]))


def ways(links: list[Link], mode: str, a: int, b: int) -> Iterator[list[Link]]:
    """Yield every way from a to b that visits no place twice."""

    def walk(here: int, seen: frozenset[int], done: list[Link]) -> Iterator[list[Link]]:
        if here == b:
            yield done
            return
        for link in links:
            ends = {INDEX[link.a], INDEX[link.b]}
            if link.mode in MODES[mode] and link.open_to_coalition and here in ends:
                (there,) = ends - {here}
                if there not in seen:
                    yield from walk(there, seen | {there}, [*done, link])

    yield from walk(a, frozenset({a}), [])


def minutes(way: list[Link]) -> int:
    return sum(PLANNING.minutes(link) for link in way)


@given(networks(), st.sampled_from(sorted(MODES)))
def test_the_route_is_the_widest_of_the_fastest_ways(links: list[Link], mode: str) -> None:
    routes = routes_of(links, mode)
    for a in range(len(PLACES)):
        for b in range(len(PLACES)):
            if a == b:
                continue
            every = list(ways(links, mode, a, b))
            if not every:
                assert routes.hours[a, b] == np.inf
                assert routes.travel_turns[a, b] == NO_ROUTE
                assert routes.bottleneck[a, b] == 0
                continue
            fastest = min(map(minutes, every))
            widest = max(
                min(link.capacity for link in way) for way in every if minutes(way) == fastest
            )
            taken = [links[i] for i in routes.route(a, b)]
            assert minutes(taken) == fastest
            assert min(link.capacity for link in taken) == widest == routes.bottleneck[a, b]
            assert routes.hours[a, b] == pytest.approx(fastest / 60)
            assert routes.route_km[a, b] == sum(link.km for link in taken)
            assert routes.distance_km[a, b] == min(sum(k.km for k in way) for way in every)


@given(networks())
def test_the_links_of_a_route_join_its_ends(links: list[Link]) -> None:
    routes = routes_of(links)
    for a, b in np.argwhere(np.isfinite(routes.hours)).tolist():
        here = a
        for link in (links[i] for i in routes.route(a, b)):
            (here,) = {INDEX[link.a], INDEX[link.b]} - {here}
        assert here == b


@given(networks())
def test_closed_links_and_those_of_the_adversary_change_nothing(links: list[Link]) -> None:
    mine = routes_of([link for link in links if link.open_to_coalition])
    among_all = routes_of(links)
    assert np.array_equal(mine.hours, among_all.hours)
    assert np.array_equal(mine.bottleneck, among_all.bottleneck)


@given(networks())
def test_another_link_never_makes_a_way_longer(links: list[Link]) -> None:
    fewer, more = routes_of(links[:-1]), routes_of(links)
    assert (more.hours <= fewer.hours).all()
    assert (more.distance_km <= fewer.distance_km).all()


@given(st.sampled_from(["rail", "road", "sea", "air"]), st.floats(0, 5000), st.floats(0, 5000))
def test_travel_turns_grow_with_the_kilometres(mode: str, one: float, other: float) -> None:
    def turns(km: float) -> int:
        link = Link("L", "a", "b", mode, km, 5, 1, "coalition")
        return int(routes_of([link], mode).travel_turns[0, 1])

    near, far = sorted([one, other])
    assert 1 <= turns(near) <= turns(far)


def test_a_gauge_break_costs_its_turns() -> None:
    plain = Link("L", "a", "b", "rail", 25.0, 5, 1, "coalition", gauge="1520")
    broken = Link("L", "a", "b", "rail", 25.0, 5, 1, "coalition", gauge="break")
    assert routes_of([plain]).travel_turns[0, 1] == 1
    assert routes_of([broken]).travel_turns[0, 1] == 2
    assert routes_of([broken]).hours[0, 1] == routes_of([plain]).hours[0, 1] + 24


def test_where_there_is_no_way_a_route_cannot_be_listed() -> None:
    routes = routes_of([])
    assert routes.route(0, 0) == []
    with pytest.raises(LookupError, match="no route"):
        routes.route(0, 1)
