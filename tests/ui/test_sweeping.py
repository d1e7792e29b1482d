"""Garbage is collected in the thread of the windows alone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui import sweeping
from tabletop.ui.sweeping import Sweeper, forget


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    """Return the one who collects."""
    made = Sweeper()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


class Ring:
    """Something that refers to itself, and tells in which thread it is freed."""

    def __init__(self, freed: list[int]) -> None:
        self.self, self._freed = self, freed

    def __del__(self) -> None:
        self._freed.append(threading.get_ident())


def litter(freed: list[int]) -> None:
    """Leave a ring behind, and so many new things that Python itself would look for it."""
    Ring(freed)
    _ = [[number] for number in range(50_000)]


def test_a_thread_that_makes_much_frees_nothing_of_the_windows(
    sweeper: Sweeper, qtbot: QtBot
) -> None:
    freed: list[int] = []
    litter(freed)
    worker = threading.Thread(target=litter, args=(freed,))
    worker.start()
    worker.join()
    assert freed == []
    kept = [[number] for number in range(sweeping.YOUNG * 2)]
    qtbot.waitUntil(lambda: len(freed) == 2)
    assert set(freed) == {threading.main_thread().ident}
    assert kept


def test_what_lasted_some_looks_is_looked_through_now_and_then(
    sweeper: Sweeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "LONG", 60.0)
    monkeypatch.setattr(sweeper._courtesy, "gives_way", lambda: False)  # no round is running here
    freed: list[int] = []
    ring = Ring(freed)
    gc.collect(1)  # it has lasted now
    del ring
    monkeypatch.setattr(sweeping, "OLD", 2)
    monkeypatch.setattr(sweeping, "MIDDLE", -1)
    sweeper.sweep()
    assert freed == []
    sweeper.sweep()
    assert len(freed) == 1


def test_a_long_look_sets_aside_what_is_in_use(
    sweeper: Sweeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "LONG", -1.0)
    monkeypatch.setattr(sweeping, "YOUNG", -1)
    gc.unfreeze()
    sweeper.sweep()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_python_collects_again_once_there_are_no_windows(qapp: QApplication) -> None:
    made = Sweeper()
    assert not gc.isenabled()
    shiboken6.delete(made)
    assert gc.isenabled()


def test_a_window_that_is_gone_falls_apart_though_its_parts_refer_to_each_other(
    sweeper: Sweeper, qtbot: QtBot
) -> None:
    class Part(QObject):
        def __init__(self, owner: QWidget) -> None:
            super().__init__(owner)
            self.owner = owner
            self.clock = QTimer(self)
            self.clock.timeout.connect(lambda: self.owner.update())

    window = QWidget()
    part = Part(window)
    window.part = part  # type: ignore[attr-defined]
    left: list[weakref.ref[QObject]] = [weakref.ref(window), weakref.ref(part)]
    gc.freeze()
    forget(window)
    del window, part
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    qtbot.wait(20)
    assert [one() for one in left] == [None, None]
