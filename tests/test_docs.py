"""The pages say what is so: commands, options, keys, files and names that they speak of exist."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from tabletop.cli import COMMANDS
from tabletop.ui.shortcuts import COMMANDS as DESK

ROOT = Path(__file__).resolve().parent.parent
MADE = {"coverage.md"}
"""Pages that a script writes from what there is."""
PAGES = sorted(
    path
    for pattern in ("README.md", "docs/**/*.md", "tabletop/ui/pages/*.md")
    for path in ROOT.glob(pattern)
    if path.name not in MADE and "reference" not in path.parts
)  # fmt: skip
KEY = re.compile(
    r"(?<![\w+])((?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+\b|Page (?:Up|Down)|[A-Za-z]+|[0-9])|F\d{1,2}\b)"
)
IN_PANELS = {
    "Ctrl+click", "Ctrl+wheel", "Ctrl+Space", "Ctrl+A", "Alt+0",
    *(f"Ctrl+{number}" for number in range(1, 5)),
    *(f"Alt+{number}" for number in range(1, 10)),
}  # fmt: skip
"""Keys inside a panel, and those of the panels themselves; the sheet of keys tells them apart."""
TOP = {path.name for path in ROOT.iterdir()}
PACKAGES = {path.name for path in (ROOT / "tabletop").iterdir() if path.is_dir()}
EXAMPLES = {"tabletop/ui/languages/NAME.json", "injects/msel.yaml"}
"""Files that a reader makes."""


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def options(name: str) -> set[str]:
    """Return the options of a command."""
    parser = argparse.ArgumentParser()
    COMMANDS[name].arguments(parser)
    return {word for action in parser._actions for word in action.option_strings}


def calls(text: str) -> list[str]:
    """Return the calls of the program that a page spells out, in code or in a block of it."""
    inline = re.findall(r"`(tabletop [^`]+)`", text)
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    written = re.findall(r"^(tabletop .+)$", blocks, re.MULTILINE)
    return [re.split(r"\s+#", one)[0] for one in (*inline, *written)]


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_call_of_the_program_in_a_page_has_its_command_and_its_options(page: Path) -> None:
    for call in calls(page.read_text("utf-8")):
        name = call.split()[1]
        if not name[0].islower():
            continue  # "tabletop ARGS…"
        assert name in COMMANDS, call
        named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]+", call))
        assert named <= options(name), call


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_key_that_a_page_names_does_something(page: Path) -> None:
    known = {key for command in DESK.values() for key in command.keys} | IN_PANELS
    text = page.read_text("utf-8").replace("Page Up", "PgUp").replace("Page Down", "PgDown")
    named = {one for one in KEY.findall(text) if one not in ("Ctrl+Shift", "Ctrl+Alt", "Alt+Shift")}
    assert not named - known


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_file_and_folder_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = {*re.findall(r"`([\w.-]+/[\w./-]*)`", text), *re.findall(r"\b(bench/\w+\.py)", text)}
    homes = {ROOT: TOP, ROOT / "tabletop": PACKAGES}
    missing = [
        f"{home.name}/{one}" for home, names in homes.items() for one in named - EXAMPLES
        if one.split("/")[0] in names and not (home / one).exists()
    ]  # fmt: skip
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_no_link_of_a_page_leads_nowhere(page: Path) -> None:
    links = re.findall(r"(?<!!)\[[^]]*\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    here = [one for one in links if "://" not in one]
    ends = ("", ".md")  # pages of the help are named without their end
    missing = [one for one in here if not any((page.parent / (one + end)).exists() for end in ends)]
    assert not missing
