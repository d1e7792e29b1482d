"""Words in the person's language: marks for those of the desk, and a way for those from below.

The rules and the session speak English and know no Qt.  What they hand up is translated here, by
its English text: titles and other fixed words with :func:`word`, finished sentences with
:func:`sentence`, which finds the pattern that a sentence was made by among those of
``languages/below.json`` (``scripts/words`` writes them down from the code).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

__all__ = [
    "BELOW", "QT_TRANSLATE_NOOP", "Language", "LanguageFault", "languages", "load", "patterns",
    "sentence", "speak", "word",
]  # fmt: skip

BELOW = "Below"
"""The context of all words that come from the rules and the session."""
FOLDER = Path(__file__).with_name("languages")
PATTERNS = FOLDER / "below.json"
LARGEST = 8 << 20
"""Most bytes of a file of a language."""
_HOLE = re.compile(r"\{(\w*)(?:[^{}]*)\}")

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # Qt's own is typed as object
        """Mark ``text`` for translation and return it as it is."""
        return text

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP


class LanguageFault(Exception):
    """A file of a language cannot be used; the text is one sentence."""


class Language(QTranslator):
    """Translations by context and English text; what is missing stays English."""

    def __init__(
        self, words: Mapping[str, Mapping[str, str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the translation of a text; None (a null text to Qt) when there is none."""
        found = self.words.get(context, {}).get(source)
        return found if found else None  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        """Tell whether it translates nothing."""
        return not self.words


class _Spoken:
    """What is needed to translate finished sentences; empty while English is spoken."""

    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()


def speak(language: Language | None) -> None:
    """Speak a language from now on in everything that is made anew; None is English."""
    app = QCoreApplication.instance()
    assert app is not None, "a language needs an application"
    for old in app.findChildren(Language):
        app.removeTranslator(old)
        old.setParent(None)
    _Spoken.patterns = ()
    _in_person_s_words.cache_clear()
    if language is not None:
        language.setParent(app)
        app.installTranslator(language)
        known = language.words.get(BELOW, {})
        _Spoken.patterns = tuple(_matchers(pattern for pattern in patterns() if pattern in known))


def word(text: str) -> str:
    """Return a fixed text of the rules or the session in the person's language."""
    return QCoreApplication.translate(BELOW, text)


def sentence(text: str) -> str:
    """Return a finished sentence of the rules or the session in the person's language.

    One that was made by no known pattern, or whose pattern has no translation, stays as it is.
    """
    return _in_person_s_words(text, 0) if _Spoken.patterns else text


@lru_cache(maxsize=4096)
def _in_person_s_words(text: str, depth: int) -> str:
    whole = word(text)
    if whole != text or depth > DEEPEST or not text.strip():
        return whole
    for shape, pattern in _Spoken.patterns:
        match = shape.fullmatch(text)
        if match is None:
            continue
        inner = [_in_person_s_words(part, depth + 1) for part in match.groups()]
        parts = iter(inner)
        named: dict[str, str] = {}
        for hole in _HOLE.finditer(pattern):
            named.setdefault(hole[1], next(parts))
        return _HOLE.sub(lambda hole, named=named: named.get(hole[1], ""), word(pattern))  # type: ignore[misc]
    return text


DEEPEST = 3
"""How far parts of a sentence are looked through for sentences themselves."""


def _matchers(known: Iterable[str]) -> Iterable[tuple[re.Pattern[str], str]]:
    """Return how sentences of each pattern look, those with the most letters of their own first."""
    held = [pattern for pattern in known if _HOLE.search(pattern)]
    for pattern in sorted(held, key=lambda one: -len(_HOLE.sub("", one))):
        if not re.search(r"\w", _HOLE.sub("", pattern)):
            continue
        fixed = [re.escape(part) for part in _HOLE.split(pattern)[::2]]
        yield re.compile("(.*?)".join(fixed), re.DOTALL), pattern


@lru_cache(maxsize=1)
def patterns() -> tuple[str, ...]:
    """Return the patterns of all sentences and the fixed texts of the rules and the session."""
    return tuple(json.loads(PATTERNS.read_text(encoding="utf-8")))


def languages() -> dict[str, Path]:
    """Return the files of languages that are there, by the name of the language in itself."""
    found = {file.stem: file for file in sorted(FOLDER.glob("*.json")) if file != PATTERNS}
    return found


def load(file: Path) -> Language:
    """Read a language: ``{context: {English: translation}}``; raises ``LanguageFault``."""
    try:
        if file.stat().st_size > LARGEST:
            raise LanguageFault(f"{file} is larger than any language.")
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise LanguageFault(f"{file} cannot be read as a language: {fault}.") from fault
    if not isinstance(read, dict) or not all(_is_context(one) for one in read.values()):
        raise LanguageFault(f"{file} is not a language: it must map contexts to texts.")
    for context, texts in read.items():
        for source, said in texts.items():
            if sorted(_HOLE.findall(source)) != sorted(_HOLE.findall(said)):
                raise LanguageFault(
                    f"{file}: in {context}, “{source}” and “{said}” have other places to fill in."
                )
    return Language(read)


def _is_context(texts: object) -> bool:
    return isinstance(texts, dict) and all(
        isinstance(source, str) and isinstance(said, str) for source, said in texts.items()
    )
