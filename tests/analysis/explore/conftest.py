"""Small explorations of the default scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tabletop.analysis.explore.executors import Here
from tabletop.analysis.explore.exploring import explore
from tabletop.analysis.explore.plan import Cell, Plan, Variation
from tabletop.analysis.explore.results import ResultSet
from tabletop.content.library import resolve

SEED = 7


@pytest.fixture(scope="session")
def spec() -> Mapping[str, Any]:
    return resolve("reassurance-force")


@pytest.fixture(scope="session")
def small(spec: Mapping[str, Any]) -> Plan:
    """Two cells of 12 worlds in three chunks each, two turns."""
    cells = (Cell("hold"), Cell("staff", Variation("gloomy", {"integrity_mend": 1.0})))
    return Plan(spec, SEED, 12, 2, cells, first=3, chunk=5, columns=("tension[kupiansk]",))


@pytest.fixture(scope="session")
def result(small: Plan, tmp_path_factory: pytest.TempPathFactory) -> ResultSet:
    done = explore(small, tmp_path_factory.mktemp("explored") / "small.parquet", Here())
    assert done is not None
    return done.result
