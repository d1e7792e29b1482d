"""The way in: what must happen before Qt and the desk are loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from tabletop.ui.display import has_display

NO_DISPLAY = (
    "There is no display to open the desk on. Run it in a desktop session, or use "
    "'tabletop demo --out DIR' for an exercise without a screen."
)


def open_desk(
    *,
    scenario: str | None = None,
    session: Path | None = None,
    seed: int | None = None,
    resume: Path | None = None,
    debrief: Path | None = None,
    branch: str = "",
    painted: Callable[[], None] | None = None,
) -> int:
    """Open the desk and return when all windows are closed: 0, or 1 when nothing could be opened.

    ``scenario`` begins a new session (in ``session`` when given, an existing one is resumed);
    ``resume`` plays a session on, ``debrief`` shows its record, both on a ``branch`` when one is
    named; without any the start window opens.
    ``painted`` is called once a desk is on the screen.
    """
    if not has_display():
        print(f"tabletop: {NO_DISPLAY}", file=sys.stderr)
        return 1
    gc.disable()  # much is loaded and made in the first moments, and all of it stays
    spare_the_sources()
    from tabletop.ui.app import run

    return run(
        scenario=scenario, session=session, seed=seed, resume=resume, debrief=debrief,
        branch=branch, painted=painted,
    )  # fmt: skip


def spare_the_sources() -> None:
    """Keep PySide from reading the source of every module that is loaded after it.

    It looks for its own name in each, to find those that may ask for another spelling of Qt's
    methods (``from __feature__ import snake_case``). None of ours does, nor do NumPy's and
    pydantic's hundreds, and the looking costs a tenth of a start.
    """
    import PySide6  # noqa: F401  (sets the reading up)
    from shibokensupport import feature  # type: ignore[import-not-found]

    feature._mod_uses_pyside = lambda module: False
