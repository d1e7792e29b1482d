"""Maps of tests hold large pictures; what a test has closed is freed on the windows' thread."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

_played = itertools.count(1)
SELDOM = 8


@pytest.fixture(autouse=True)
def freed_maps(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.sendPostedEvents(None, 52)  # DeferredDelete, which no event loop of a test comes to
    if next(_played) % SELDOM == 0:
        gc.unfreeze()
        gc.collect()
