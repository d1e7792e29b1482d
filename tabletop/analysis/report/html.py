"""The after-action report as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tabletop.analysis.report.document import Document, cite

if TYPE_CHECKING:
    from jinja2 import Template


def html(document: Document) -> str:
    """Write the report as HTML; everything that people typed is escaped."""
    return _template().render(document=document, cite=cite, kind=lambda block: type(block).__name__)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tabletop.analysis.report", "."), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2")
