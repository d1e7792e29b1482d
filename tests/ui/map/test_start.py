"""What the map costs before it is first seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("milsymbol", "networkx", "pydantic", "pyproj", "pyqtgraph", "scipy", "shapely", "yaml")
FIRST_PICTURE = f"""
import sys
from PySide6.QtWidgets import QApplication
from tabletop.ui.map.geometry import load_geometry
from tabletop.ui.map.view import MapView
app = QApplication([])
view = MapView()
view.resize(800, 600)
view.show()
view.grab()
load_geometry(__import__("pathlib").Path(sys.argv[1]))
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_map_opens_without_any_heavy_library(checkout: Path) -> None:
    land = checkout / "maps" / "ukraine" / "geometry.npz"
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(land)],
        cwd=checkout, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
