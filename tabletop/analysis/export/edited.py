"""Documents that people have written on since they were made: they are put aside, never lost."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

WRITTEN_ON = {"docx": "AAR.docx", "xlsx": "MSEL.xlsx"}
"""By format, the files of a report that are made to be written on."""
AT_ONCE = timedelta(minutes=1)
"""How far apart a document's making and its last change may be when nobody has changed it."""
_CORE, _MOST = "docProps/core.xml", 1 << 20
_TIME = r"<dcterms:{}[^>]*>([0-9T:+.-]+)Z?</dcterms:{}>"


def set_aside_edited(folder: Path, formats: Sequence[str]) -> list[Path]:
    """Rename what people wrote on in ``folder`` and these formats would replace.

    Returns the new paths, such as ``AAR.1.docx``.  Raises ``OSError`` when one cannot be renamed.
    """
    kept = []
    for form, name in WRITTEN_ON.items():
        path = folder / name
        if form in formats and path.is_file() and is_edited(path):
            kept.append(path.rename(_free(path)))
    return kept


def is_edited(path: Path) -> bool:
    """Tell whether a document was changed after it was made; one that cannot be read was."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CORE) as part:
            core = part.read(_MOST).decode("utf-8")
        made, changed = (_time(core, which) for which in ("created", "modified"))
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return True
    return not made <= changed <= made + AT_ONCE


def _time(core: str, which: str) -> datetime:
    found = re.search(_TIME.format(which, which), core)
    if found is None:
        raise ValueError(f"the document does not say when it was {which}")
    return datetime.fromisoformat(found[1]).replace(tzinfo=None)


def _free(path: Path) -> Path:
    number = 1
    while (other := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return other
