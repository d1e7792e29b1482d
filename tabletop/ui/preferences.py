"""What a person has chosen about the desk, kept between starts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from tabletop.ui.theme import THEMES, Theme, system_theme

NAME = "Ceasefire Tabletop"
SYSTEM = "system"
SMALLEST, NORMAL, LARGEST, STEP = 80, 100, 200, 10
"""Text sizes in % of the size that the computer uses."""
RECENT = 12
"""Sessions remembered for the start window."""
_UNFIT = '<>:"/\\|?*'


class Preferences:
    """Theme, text size, window layout and recent sessions.

    Anything unreadable in the settings file counts as not chosen.
    """

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(str(settings_file()), QSettings.Format.IniFormat)

    @property
    def theme_name(self) -> str:
        """The chosen theme, or ``system``."""
        name = str(self._settings.value("theme", SYSTEM))
        return name if name in THEMES else SYSTEM

    @theme_name.setter
    def theme_name(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def theme(self) -> Theme:
        """The theme to use."""
        return THEMES.get(self.theme_name) or system_theme()

    @property
    def text_size(self) -> int:
        """The text size in % of the normal one, 80 to 200."""
        try:
            size = int(str(self._settings.value("text_size", NORMAL)))
        except ValueError:
            return NORMAL
        return min(LARGEST, max(SMALLEST, size))

    @text_size.setter
    def text_size(self, size: int) -> None:
        self._settings.setValue("text_size", min(LARGEST, max(SMALLEST, size)))

    def kept(self, name: str) -> QByteArray:
        """Return a window's geometry or layout; empty when there is none."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, value: QByteArray) -> None:
        """Keep a window's geometry or layout."""
        self._settings.setValue(f"layout/{name}", value)

    def sorting(self, panel: str) -> tuple[int, bool]:
        """Return by which column a panel's table was sorted last (-1: its own order), if upwards.

        The settings file is anybody's: what makes no sense in it is left aside.
        """
        words = str(self._settings.value(f"layout/sorting/{panel}", "")).split()
        if len(words) != 2 or not words[0].lstrip("-").isdigit():
            return -1, True
        return int(words[0]), words[1] != "down"

    def keep_sorting(self, panel: str, column: int, upwards: bool) -> None:
        """Keep by which column a panel's table is sorted."""
        way = "up" if upwards else "down"
        self._settings.setValue(f"layout/sorting/{panel}", f"{column} {way}")

    def forget(self, name: str) -> None:
        """Forget a geometry or layout."""
        self._settings.remove(f"layout/{name}")

    def layout_names(self) -> list[str]:
        """List the names under which layouts are kept, in the order of the alphabet."""
        self._settings.beginGroup("named")
        keys = self._settings.childKeys()
        self._settings.endGroup()
        return sorted(map(_name_of, keys), key=str.casefold)

    def named_layout(self, name: str) -> QByteArray:
        """Return the layout kept under a name; empty when there is none."""
        value = self._settings.value(f"named/{_key_of(name)}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_layout(self, name: str, value: QByteArray) -> None:
        """Keep a layout under a name."""
        self._settings.setValue(f"named/{_key_of(name)}", value)

    def forget_named(self, name: str) -> None:
        """Forget the layout of a name."""
        self._settings.remove(f"named/{_key_of(name)}")

    def map_note(self, name: str) -> str:
        """Return what is kept about a map under a name, as text; empty when there is nothing."""
        return str(self._settings.value(f"map/{_key_of(name)}", ""))

    def keep_map_note(self, name: str, text: str) -> None:
        """Keep something about a map under a name."""
        self._settings.setValue(f"map/{_key_of(name)}", text)

    @property
    def language(self) -> str:
        """The language of the desk by name; empty for English."""
        return str(self._settings.value("language", ""))

    @language.setter
    def language(self, name: str) -> None:
        self._settings.setValue("language", name)

    @property
    def role_layouts(self) -> bool:
        """Whether each role has its own arrangement of panels."""
        return str(self._settings.value("role_layouts", "yes")) != "no"

    @role_layouts.setter
    def role_layouts(self, on: bool) -> None:
        self._settings.setValue("role_layouts", "yes" if on else "no")

    @property
    def folder(self) -> Path:
        """The folder for new sessions."""
        chosen = str(self._settings.value("folder", ""))
        return Path(chosen) if chosen else sessions_folder()

    @folder.setter
    def folder(self, folder: Path | None) -> None:
        self._settings.setValue("folder", "" if folder is None else str(folder))

    @property
    def file(self) -> Path:
        """The file in which all this is kept."""
        return Path(self._settings.fileName())

    def recent(self) -> list[Path]:
        """List the sessions opened lately that are still there, latest first."""
        value = self._settings.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in map(Path, map(str, names)) if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put a session first among the recent ones."""
        path = path.absolute()
        others = [one for one in self.recent() if one != path]
        self._settings.setValue("recent", [str(one) for one in [path, *others][:RECENT]])

    def sync(self) -> None:
        """Write everything down now."""
        self._settings.sync()


def settings_file() -> Path:
    """Return where the platform keeps preferences of programs, such as ``~/.config`` on Linux."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False, roaming=True) / "desk.ini"


def _key_of(name: str) -> str:
    return name.encode().hex()  # a settings file knows no other letters for sure


def _name_of(key: str) -> str:
    try:
        return bytes.fromhex(key).decode()
    except ValueError:
        return key


def sessions_folder() -> Path:
    """Return the folder for new sessions: in the person's documents, or their home without one."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = QStandardPaths.writableLocation(where)
    return Path(documents or Path.home()) / NAME


def policy_key(path: Path) -> str:
    """Return the name under which is kept which seats of a session a policy plays."""
    return f"policy_seats/{path.name}"


def new_session_path(title: str, folder: Path | None = None, now: datetime | None = None) -> Path:
    """Return a path for a new session that does not exist yet, named after scenario and day."""
    folder = folder or sessions_folder()
    day = (now or datetime.now()).strftime("%Y-%m-%d")
    fit = "".join("-" if sign in _UNFIT or ord(sign) < 32 else sign for sign in title).strip(" .")
    name, number = f"{fit[:80] or 'Session'} {day}", 1
    path = folder / f"{name}.ttx"
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).ttx"
    return path
