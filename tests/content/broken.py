"""Scenarios with faults: copies of the shipped one in which a few words are replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from tabletop.content.places import SHELVES as LIBRARY
from tabletop.content.places import content_root
from tabletop.content.problems import Problem


class Copy:
    """A copy of the shipped scenario with its packs and map beside it, free to be spoilt."""

    def __init__(self, folder: Path) -> None:
        root = content_root()
        self.folder = folder
        shutil.copytree(root / "scenarios" / "reassurance-force", folder)
        for shelf in ("actors", "forces", "injects"):
            shutil.copytree(root / LIBRARY[shelf], folder / shelf)
        for file in (root / "maps" / "ukraine").glob("*.yaml"):
            (folder / "maps" / "ukraine").mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / "maps" / "ukraine")

    def spoil(self, file: str, old: str, new: str) -> tuple[str, int, int]:
        """Replace the first ``old`` in a file; return (file, line, column) of its start."""
        path = self.folder / file
        text = path.read_text("utf-8")
        start = text.index(old)
        path.write_text(text[:start] + new + text[start + len(old) :], "utf-8")
        line = text.count("\n", 0, start) + 1
        return file, line, start - (text.rfind("\n", 0, start) + 1) + 1


def told(problem: Problem) -> tuple[str, int, int]:
    """Return where a problem is, with the file's path as below a copy's folder."""
    parts = Path(problem.file).parts
    shelf = next((i for i, part in enumerate(parts) if part in SHELVES), len(parts) - 1)
    return "/".join(parts[shelf:]), problem.line, problem.column


SHELVES = ("actors", "forces", "injects", "maps", "briefings")
