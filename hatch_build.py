"""Puts maps, injects and scenarios inside the wheel."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("maps", "injects", "scenarios")


class ContentHook(BuildHookInterface):  # type: ignore[type-arg]
    """Includes the shipped content as ``tabletop/_content``.

    An editable install leaves it out: there the content is read from the checkout, and a copy made
    at install time would go stale.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the content folders to a wheel that will leave the checkout."""
        if version != "editable":
            for folder in CONTENT:
                build_data["force_include"][folder] = f"tabletop/_content/{folder}"
