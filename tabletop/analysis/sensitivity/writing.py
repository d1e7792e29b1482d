"""A study as files of a folder: the account, every correlation, the study, tornados."""

from __future__ import annotations

from pathlib import Path

from tabletop.analysis.sensitivity.account import account, screening_csv, tornado
from tabletop.analysis.sensitivity.keeping import FILE, Kept, text_of
from tabletop.analysis.sensitivity.postures import OVERALL


def write_study(kept: Kept, out: Path, call: str = "") -> tuple[Path, ...]:
    """Write a study, and the call that makes it, into a folder, which is made.

    Returns the files. Raises ``OSError``.
    """
    found = kept.study
    texts = {
        "sensitivity.md": account(found, kept.title) + (f"\nMade by `{call}`\n" if call else ""),
        "screening.csv": screening_csv(found),
        FILE: text_of(kept),
    }
    for number, policy in enumerate(found.policies):
        name = f"tornado-{Path(policy).name.partition(':')[0]}.svg"
        texts[name] = tornado(found, OVERALL, number).svg
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    return tuple(out / name for name in texts)
