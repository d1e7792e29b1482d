"""A policy from the user's file: looked into without running it, run when that was agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.analysis.own_policy import load, offered, still_there
from tabletop.analysis.policies import PolicyFault, find_policy

FIRM = """
from pathlib import Path
Path(__file__).with_suffix(".ran").touch()

class Firm:
    name, says, side = "firm", "Nothing but firm.", "coalition"

    def answer(self, world, view, luck):
        return []

    def choose(self, world, view, luck):
        return []
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "firm.py"
    path.write_text(FIRM)
    return path


def test_a_file_is_looked_into_without_being_run(file: Path) -> None:
    assert offered(file) == ("Firm",)
    file.write_text(FIRM + "POLICY = Firm()\n")
    assert offered(file) == ("POLICY", "Firm")
    assert not file.with_suffix(".ran").exists()


def test_a_loaded_policy_is_known_by_name_file_and_digest(file: Path) -> None:
    own = load(file, "Firm")
    assert file.with_suffix(".ran").exists()
    assert (own.name, own.side, own.file) == ("firm", "coalition", "firm.py:Firm")
    assert find_policy(own.word).name == "firm"
    assert still_there(own.word, own.digest)
    file.write_text(FIRM + "# changed\n")
    assert not still_there(own.word, own.digest)
    with pytest.raises(PolicyFault, match="not what it was"):
        find_policy(own.word)


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\n", "class A:\n    pass\n"])
def test_what_offers_no_policy_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.py"
    path.write_text(text)
    with pytest.raises(PolicyFault, match="no "):
        offered(path)
    with pytest.raises(PolicyFault, match="cannot be read"):
        offered(tmp_path / "none.py")
