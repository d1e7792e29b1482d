"""Menus and actions, made from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from tabletop.ui import shortcuts
from tabletop.ui.icons import COMMAND_ICONS, Icon
from tabletop.ui.shortcuts import COMMANDS, MENUS

Choice = tuple[str, Callable[[], object]]
"""A title and what choosing it does."""


class Menus:
    """A menu bar with all commands; ``actions`` by command.

    ``run`` is called with a command's id, and ``allowed`` may leave commands out.
    """

    def __init__(
        self, owner: QWidget, run: Callable[[str], None], left_out: frozenset[str] = frozenset()
    ) -> None:
        self.bar = QMenuBar()
        self.menus: dict[str, QMenu] = {}
        self.actions: dict[str, QAction] = {}
        self._owner = owner
        for menu in MENUS:
            self.menus[menu] = self.bar.addMenu(shortcuts.menu_title(menu))
            self.menus[menu].setToolTipsVisible(True)
        group: dict[str, int] = {}
        for command in COMMANDS.values():
            if command.id in left_out:
                continue
            target = self.menus[command.menu]
            if group.setdefault(command.menu, command.group) != command.group:
                target.addSeparator()
                group[command.menu] = command.group
            action = QAction(shortcuts.title(command), owner)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setToolTip(shortcuts.says(command))
            action.setStatusTip("")
            action.setCheckable(command.checkable)
            action.triggered.connect(lambda _=False, name=command.id: run(name))
            if command.id in COMMAND_ICONS:
                Icon(COMMAND_ICONS[command.id], action)
            target.addAction(action)
            owner.addAction(action)
            self.actions[command.id] = action

    def add_choices(
        self, menu: str, title: str, choices: Mapping[str, str], chosen: str,
        choose: Callable[[str], None],
    ) -> QActionGroup:  # fmt: skip
        """Add a submenu of which one choice (id → title) is ticked; returns its group."""
        sub = self.menus[menu].addMenu(title)
        group = QActionGroup(self._owner)
        for name, words in choices.items():
            action = sub.addAction(words)
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.setData(name)
            action.triggered.connect(lambda _=False, one=name: choose(one))
            group.addAction(action)
        return group

    def add_filled(
        self, menu: str, title: str, fill: Callable[[], Sequence[Choice | None]]
    ) -> QMenu:
        """Add a submenu that asks each time what it offers; None stands for a separator."""
        sub = QMenu(title, self.bar)
        actions = self.menus[menu].actions()
        self.menus[menu].insertMenu(actions[-1], sub)

        def refill() -> None:
            sub.clear()
            for choice in fill():
                if choice is None:
                    sub.addSeparator()
                else:
                    sub.addAction(choice[0]).triggered.connect(lambda _=False, go=choice[1]: go())

        sub.aboutToShow.connect(refill)
        return sub

    def add_panels(self, titles: Mapping[str, str], go: Callable[[str], None]) -> None:
        """Add one action for each panel, with the keys Alt+1, Alt+2 and so on."""
        menu = self.menus["view"]
        first = menu.actions()[0] if menu.actions() else None
        for number, (name, words) in enumerate(titles.items(), 1):
            action = QAction(f"&{number} {words}", self._owner)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.triggered.connect(lambda _=False, one=name: go(one))
            self._owner.addAction(action)
            self.actions[f"panel_{name}"] = action
            if first is None:
                menu.addAction(action)
            else:
                menu.insertAction(first, action)
        if first is not None:
            menu.insertSeparator(first)
