"""The project installs as it says: pins, wheel, scripts, and a Qt that does not break Python."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import QObject

import tabletop
from tabletop.cli import COMMANDS

CONTENT = ("maps", "injects", "scenarios")


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, object]:
    """Return the project table of pyproject.toml."""
    table: dict[str, object] = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    found = table["project"]
    assert isinstance(found, dict)
    return found


def pins(path: Path) -> dict[str, str]:
    """Return the version pinned for every name; any line but ``name==version`` fails."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)", line)
        assert match, f"{path.name}: {line!r} is not name==version"
        name = canonicalize_name(match[1])
        assert name not in found, f"{path.name}: {name} is pinned twice"
        found[name] = match[2]
    return found


def closure(wanted: list[Requirement]) -> set[str]:
    """Return the names of everything that the requirements pull in on this machine."""
    names: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        wanted += [Requirement(line) for line in distribution(name).requires or ()]
    return names


def declared(project: dict[str, object], *extras: str) -> list[Requirement]:
    """Return the requirements that pyproject.toml declares, without the project itself."""
    dependencies, optional = project["dependencies"], project["optional-dependencies"]
    assert isinstance(dependencies, list) and isinstance(optional, dict)
    lines = dependencies + [line for extra in extras for line in optional[extra]]
    found = [Requirement(line) for line in lines]
    return [each for each in found if canonicalize_name(each.name) != "ceasefire-tabletop"]


def test_runtime_pins_are_exactly_what_the_project_needs(
    checkout: Path, project: dict[str, object]
) -> None:
    assert set(pins(checkout / "requirements.txt")) == closure(declared(project))


def test_test_pins_are_exactly_what_the_extras_add(
    checkout: Path, project: dict[str, object]
) -> None:
    runtime = set(pins(checkout / "requirements.txt"))
    added = closure(declared(project, "test", "dev")) - runtime
    assert set(pins(checkout / "requirements-test.txt")) == added


def test_every_pin_is_allowed_and_installed(checkout: Path, project: dict[str, object]) -> None:
    pinned = pins(checkout / "requirements.txt") | pins(checkout / "requirements-test.txt")
    for requirement in declared(project, "test", "dev"):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
    assert {name: version(name) for name in pinned} == pinned


def test_the_version_is_said_once_and_the_same(project: dict[str, object]) -> None:
    assert project["version"] == tabletop.__version__


def test_qt_is_not_the_release_that_breaks_python() -> None:
    assert version("PySide6-Essentials") != "6.12.0"


def test_calls_that_return_none_keep_their_reference() -> None:
    # PySide6 6.12.0 loses one reference to None per call; Python aborts after some five thousand.
    before = sys.getrefcount(None)
    target = QObject()
    for _ in range(20_000):
        target.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 1_000


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the source archive, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    result = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def shipped(checkout: Path) -> set[str]:
    """Return the paths of all content files that are, or are about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", *CONTENT],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return {name for name in listed if name and (checkout / name).is_file()}


def test_content_lives_only_in_the_folders_that_ship(checkout: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "*.yaml", "*.geojson", "*.npz"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    homes = {name.split("/")[0] for name in listed if name}
    assert homes <= {*CONTENT, "tests", "docs", "bench"}


def test_the_wheel_carries_all_content(checkout: Path, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    content = shipped(checkout)
    assert {name.split("/")[0] for name in content} == set(CONTENT)
    assert {f"tabletop/_content/{name}" for name in content} <= names
    assert "tabletop/py.typed" in names
    assert not [name for name in names if name.startswith("tests/")]


def test_the_source_archive_carries_all_content(checkout: Path, built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[-1] for name in opened.getnames()}
    assert shipped(checkout) | {"LICENSE", "hatch_build.py", "pyproject.toml"} <= names
    assert {"README.md", *linked(checkout / "README.md")} <= {*names, *folders(names)}


def test_the_wheel_names_its_licence_and_command(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    opened = zipfile.ZipFile(wheel)
    info = f"ceasefire_tabletop-{tabletop.__version__}.dist-info"
    assert "License-Expression: MIT" in opened.read(f"{info}/METADATA").decode()
    assert "tabletop = tabletop.cli:main" in opened.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in opened.namelist()
    assert "# Ceasefire Tabletop" in opened.read(f"{info}/METADATA").decode()


def linked(page: Path) -> set[str]:
    """Return the paths that a page links to or shows, without addresses and places in pages."""
    found = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    return {path.rstrip("/") for path in found}


def folders(names: set[str]) -> set[str]:
    return {str(parent) for name in names for parent in Path(name).parents}


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md", "docs/content.md"])
def test_no_link_of_a_page_leads_nowhere(checkout: Path, name: str) -> None:
    page = checkout / name
    assert not [path for path in linked(page) if not (page.parent / path).exists()]


def test_the_readme_has_a_picture_of_the_desk_that_is_in_the_repository(checkout: Path) -> None:
    (shown,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (checkout / "README.md").read_text("utf-8"))
    done = subprocess.run(["git", "ls-files", "--error-unmatch", shown], cwd=checkout, check=False,
                          capture_output=True)  # fmt: skip
    assert done.returncode == 0
    assert (checkout / shown).read_bytes().startswith(b"\x89PNG")


def test_the_readme_names_every_command_and_no_other(checkout: Path) -> None:
    text = (checkout / "README.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `tabletop (\w+)", text, re.MULTILINE))
    assert rows == set(COMMANDS)


def test_the_readme_gives_a_reason_for_every_dependency(
    checkout: Path, project: dict[str, object]
) -> None:
    text = (checkout / "README.md").read_text("utf-8")
    rows = "\n".join(row.split("|")[1] for row in text.splitlines() if row.count("|") == 3)
    names = {each.name for each in declared(project, "test", "dev")}
    absent = {name for name in names if name not in rows and not name.startswith("types-")}
    assert not absent


def test_the_readme_names_every_scenario(checkout: Path) -> None:
    text = (checkout / "README.md").read_text("utf-8")
    folders = {path.parent.name for path in checkout.glob("scenarios/*/scenario.yaml")}
    assert folders
    assert not {name for name in folders if f"`{name}`" not in text}


def test_the_scripts_may_be_run(checkout: Path) -> None:
    for name in ("scripts/play", "scripts/test", ".ci/run"):
        assert (checkout / name).stat().st_mode & stat.S_IXUSR, name


@pytest.fixture
def place(checkout: Path, tmp_path: Path) -> Path:
    """Return a checkout that is set up; its tabletop only says its words."""
    root = tmp_path / "a place"
    tools = root / ".venv" / "bin"
    tools.mkdir(parents=True)
    shutil.copytree(checkout / "scripts", root / "scripts")
    for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
        shutil.copy(checkout / name, root)
    (tools / "tabletop").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")
    (tools / "tabletop").chmod(0o755)
    python = f'#!/bin/sh\nPYTHONPATH="{checkout}" exec "{sys.executable}" "$@"\n'
    (tools / "python").write_text(python, encoding="utf-8")
    (tools / "python").chmod(0o755)
    stamp = "root=$(pwd -P); . scripts/setup.sh; wanted play >.venv/.stamp-play"
    subprocess.run(["sh", "-eu", "-c", stamp], cwd=root, check=True)
    return root


def play(place: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [place / "scripts" / "play", *words], cwd=place.parent, check=False, text=True,
        capture_output=True, env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip


def test_a_second_start_installs_nothing_and_passes_its_words_on(place: Path) -> None:
    done = play(place, "verify", "my session.ttx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "<verify><my session.ttx>", "")


@pytest.mark.skipif(sys.platform == "darwin", reason="has a display of its own")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ""}, {"DISPLAY": ":4711"}])
def test_without_a_display_that_answers_a_demonstration_is_played(
    place: Path, display: dict[str, str]
) -> None:
    done = play(place, **display)
    assert done.stdout == "<demo><--out><./out>"
    assert "There is no display" in done.stderr
    assert done.stderr.count("\n") == 1


def test_with_a_display_the_desk_opens_on_the_default_scenario(place: Path) -> None:
    done = play(place, DISPLAY=":4711", QT_QPA_PLATFORM="offscreen")
    assert done.stdout == "<play><reassurance-force>"


def test_a_change_of_pins_is_noticed(place: Path) -> None:
    with (place / "requirements.txt").open("a", encoding="utf-8") as pins:
        pins.write("nothing==1\n")
    compare = "root=$(pwd -P); . scripts/setup.sh; wanted play | cmp -s - .venv/.stamp-play"
    assert subprocess.run(["sh", "-eu", "-c", compare], cwd=place, check=False).returncode == 1


WARNERS = """
import warnings
from PySide6.QtCore import qWarning

def test_python_warns():
    warnings.warn("planted", stacklevel=1)

def test_qt_warns():
    qWarning("planted")

def test_nobody_warns():
    pass
"""


def test_a_warning_of_python_or_of_qt_fails_a_test(checkout: Path, tmp_path: Path) -> None:
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_warners.py").write_text(WARNERS, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 passed" in result.stdout, result.stdout


# Spelt in pieces, so that this file holds none of them.
FORBIDDEN = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "registry" + r"\.yarn",
            r"deb\.deb" + "ian",
            r"archive\.ubu" + "ntu",
            "index" + "-url",
            "/wo" + "rk/",
            r"\.\./sha" + "red",
            "/tmp/" + "team",
        ]
    )
)


def test_no_committed_file_names_a_registry_or_a_folder_of_one_machine(checkout: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=checkout, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    faults = []
    for name in filter(None, listed):
        path = checkout / name
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="replace")
            faults += [f"{name}: {found[0]}" for found in FORBIDDEN.finditer(text)]
    assert not faults


def test_a_forbidden_address_would_be_found() -> None:
    assert FORBIDDEN.search("see https://" + "pypi" + ".org/simple")
    assert FORBIDDEN.search("/wo" + "rk/main/maps")
    assert not FORBIDDEN.search("frame" + "work/maps, network/share")
