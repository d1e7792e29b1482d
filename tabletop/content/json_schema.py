"""JSON Schemas of the content files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from tabletop.content.map_schema import MAP_FILES
from tabletop.content.schema import FILES, Content


def schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema for every kind of content file, by the kind's name."""
    kinds: dict[str, type[Content]] = {**FILES, **MAP_FILES}
    return {name: model.model_json_schema(by_alias=True) for name, model in kinds.items()}
