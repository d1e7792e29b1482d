"""Reading YAML as plain values that remember where they were written.

The bytes are untrusted. Tokens come from PyYAML's C parser; everything after that is ours: scalars
follow the YAML 1.2 core schema (``NO`` and ``12:30`` are text), every duplicate key is a fault, no
tag builds an object, and size, depth and aliases are bounded before they cost anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from tabletop.content.problems import ContentFault, Problem
from tabletop.content.scalars import SCALAR_KINDS, TAG, core_scalar
from tabletop.content.source import bytes_of, decode

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Steps: TypeAlias = "Iterable[str | int]"

MAX_DEPTH = 50
MAX_ALIASES = 100
MAX_VALUES = 100_000  # aliases count as what they stand for
MAX_PROBLEMS = 200


class Spot:
    """Where one value stands: its own place, its keys' places and its children's spots."""

    __slots__ = ("children", "column", "keys", "line", "size")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.size = 1
        self.keys: dict[str, tuple[int, int]] = {}
        self.children: dict[str, Spot] | list[Spot] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The value of one YAML file and the place of each part of it.

    A path is the keys and list indices that lead to a part: ``("actors", 3, "name")``.
    """

    name: str
    value: Value
    spot: Spot = field(repr=False)

    def position(self, path: Steps = ()) -> tuple[int, int]:
        """Return (line, column) of the value at ``path``, or of the nearest part that exists."""
        spot, _ = self._walk(path)
        return spot.line, spot.column

    def key_position(self, path: Steps) -> tuple[int, int]:
        """Return (line, column) of the key that leads to ``path``; of the value for list items."""
        spot, key = self._walk(path)
        return key or (spot.line, spot.column)

    def problem(self, path: Steps, message: str, *, at_key: bool = False) -> Problem:
        """Return a Problem of this file at the value, or at the key, of ``path``."""
        line, column = self.key_position(path) if at_key else self.position(path)
        return Problem(self.name, line, column, message)

    def _walk(self, path: Steps) -> tuple[Spot, tuple[int, int] | None]:
        spot, key = self.spot, None
        for step in path:
            children = spot.children
            if isinstance(children, dict) and isinstance(step, str) and step in children:
                spot, key = children[step], spot.keys[step]
            elif isinstance(children, list) and isinstance(step, int) and step < len(children):
                spot, key = children[step], None
            else:
                break
        return spot, key


def read_yaml(
    source: Path | bytes, name: str | None = None, problems: list[Problem] | None = None
) -> Document:
    """Read one YAML document from a file or from bytes.

    ``name`` is how problems call the file (its path when left out). Raises ContentFault with
    every problem found; nothing else escapes, whatever the bytes are. With a list of ``problems``,
    those after which the rest could still be read go there, so that its faults are found as well.
    """
    called = name if name is not None else (str(source) if isinstance(source, Path) else "<bytes>")
    text = decode(bytes_of(source, called), called)
    reader = _Reader(text, called)
    document = reader.read()
    if document is None or (reader.problems and problems is None):
        raise ContentFault(reader.problems)
    if problems is not None:
        problems.extend(reader.problems)
    return document


class _TooMuch(Exception):
    """A bound is broken; the problem is already noted and reading stops."""


class _Reader:
    """Builds the value and the spots of one document from the parser's events."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.problems: list[Problem] = []
        self.parser = yaml.CSafeLoader(text)
        self.anchors: dict[str, tuple[Value, Spot] | None] = {}
        self.aliases = 0
        self.values = 0

    def read(self) -> Document | None:
        try:
            return self._document()
        except yaml.MarkedYAMLError as fault:
            mark, message = self._complaint(fault)
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            self.problems.append(Problem(self.name, line, column, message))
        except yaml.YAMLError as fault:
            self.problems.append(Problem(self.name, 1, 1, f"not YAML: {fault}"))
        except _TooMuch:
            pass  # the bound that was broken is the last problem noted
        finally:
            self.parser.dispose()
        return None

    def _document(self) -> Document | None:
        next_event: Callable[[], Any] = self.parser.get_event
        next_event()  # stream start
        event = next_event()
        if isinstance(event, yaml.StreamEndEvent):
            self._note(event.start_mark, "the file is empty")
            return None
        value, spot = self._node(next_event(), 1)
        next_event()  # document end
        event = next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            self._note(event.start_mark, "only one document is allowed in a file")
        return Document(self.name, value, spot)

    def _node(self, event: Any, depth: int) -> tuple[Value, Spot]:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        mark = event.start_mark
        self._count(1, mark)
        spot = Spot(mark.line + 1, mark.column + 1)
        anchor = event.anchor
        if anchor is not None:
            self.anchors[anchor] = None  # named, but not finished: an alias inside is a loop
        value: Value
        if kind is yaml.ScalarEvent:
            value = self._scalar(event)
        else:
            if depth > MAX_DEPTH:
                self._stop(mark, f"nested more than {MAX_DEPTH} levels deep")
            if kind is yaml.MappingStartEvent:
                self._check_tag(event, "map")
                value = self._mapping(spot, depth)
            else:
                self._check_tag(event, "seq")
                value = self._sequence(spot, depth)
        if anchor is not None:
            self.anchors[anchor] = (value, spot)
        return value, spot

    def _mapping(self, spot: Spot, depth: int) -> Value:
        next_event: Callable[[], Any] = self.parser.get_event
        values: dict[str, Value] = {}
        children: dict[str, Spot] = {}
        spot.children = children
        while type(event := next_event()) is not yaml.MappingEndEvent:
            mark = event.start_mark
            key, _ = self._node(event, depth + 1)
            value, child = self._node(next_event(), depth + 1)
            spot.size += child.size
            if not isinstance(key, str):
                self._note(mark, _odd_key(key))
            elif key in values:
                line, column = spot.keys[key]
                first = f"first at line {line}, column {column}"
                self._note(mark, f"key '{key}' is given twice; {first}")
            else:
                values[key] = value
                children[key] = child
                spot.keys[key] = (mark.line + 1, mark.column + 1)
        return values

    def _sequence(self, spot: Spot, depth: int) -> Value:
        next_event: Callable[[], Any] = self.parser.get_event
        values: list[Value] = []
        children: list[Spot] = []
        spot.children = children
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            value, child = self._node(event, depth + 1)
            spot.size += child.size
            values.append(value)
            children.append(child)
        return values

    def _scalar(self, event: Any) -> Value:
        text: str = event.value
        tag: str | None = event.tag
        if tag is None or tag == "!":
            if tag == "!" or not event.implicit[0]:
                return text
            kinds = None
        elif tag == TAG + "str":
            return text
        else:
            kinds = SCALAR_KINDS.get(tag.removeprefix(TAG)) if tag.startswith(TAG) else None
            if kinds is None:
                self._note(event.start_mark, _odd_tag(tag))
                return text
        try:
            value = core_scalar(text)
        except ValueError as fault:
            self._note(event.start_mark, str(fault))
            return 0
        if kinds is not None and type(value) not in kinds:
            self._note(event.start_mark, f"'{_short(text)}' does not fit its tag {_tag_name(tag)}")
        if kinds is not None and float in kinds and type(value) is int:
            return float(value)
        return value

    def _alias(self, event: Any) -> tuple[Value, Spot]:
        name = event.anchor
        if name not in self.anchors:
            self._note(event.start_mark, f"alias *{name} has no anchor &{name} before it")
            return None, Spot(event.start_mark.line + 1, event.start_mark.column + 1)
        meant = self.anchors[name]
        if meant is None:
            self._note(event.start_mark, f"alias *{name} stands inside its own anchor")
            return None, Spot(event.start_mark.line + 1, event.start_mark.column + 1)
        value, spot = meant
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self._stop(event.start_mark, f"more than {MAX_ALIASES} aliases in the file")
        self._count(spot.size, event.start_mark)
        return _copy(value), spot

    def _complaint(self, fault: yaml.MarkedYAMLError) -> tuple[Any, str]:
        """Return where a parser's complaint belongs and what it says in an editor's words."""
        mark: Any = fault.problem_mark or fault.context_mark
        problem = fault.problem or "not YAML"
        if "unexpected end of stream" in problem and fault.context_mark is not None:
            return fault.context_mark, "the text quoted here is not closed"
        if mark is not None and self._character(mark.line, mark.column) == "\t":
            return mark, "a tab cannot be used here; indent with spaces"
        for known, said in _SAYINGS:
            if known in problem:
                return mark, said
        context = f" ({fault.context})" if fault.context else ""
        return mark, f"not YAML: {problem}{context}"

    def _character(self, line: int, column: int) -> str:
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return lines[line][column : column + 1] if line < len(lines) else ""

    def _check_tag(self, event: Any, kind: str) -> None:
        tag = event.tag
        if tag is not None and tag != "!" and tag != TAG + kind:
            self._note(event.start_mark, _odd_tag(tag))

    def _count(self, values: int, mark: Any) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            self._stop(mark, f"more than {MAX_VALUES} values in the file")

    def _stop(self, mark: Any, message: str) -> NoReturn:
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, message))
        raise _TooMuch

    def _note(self, mark: Any, message: str) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self._stop(mark, "too many faults; the rest of the file was not read")
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, message))


def _copy(value: Value) -> Value:
    """Return a value that shares no list or mapping with ``value``."""
    if isinstance(value, dict):
        return {key: _copy(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_copy(part) for part in value]
    return value


def _odd_key(key: Value) -> str:
    if isinstance(key, dict | list):
        return "a key must be text, not a list or a mapping"
    shown = "null" if key is None else str(key).lower() if isinstance(key, bool) else str(key)
    return f"a key must be text: put {shown} in quotes"


def _odd_tag(tag: str) -> str:
    return f"tag {_tag_name(tag)} is not allowed; write plain values"


def _tag_name(tag: str | None) -> str:
    tag = tag or "!"
    return _short("!!" + tag.removeprefix(TAG) if tag.startswith(TAG) else tag)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_SAYINGS = (
    ("did not find expected <document start>", "the value ends before this; check the indentation"),
    ("did not find expected node content", "a value is missing here"),
    ("did not find expected alphabetic or numeric", "quote text that starts with '&' or '*'"),
    ("mapping keys are not allowed", "a key cannot stand here; check the indentation"),
    ("mapping values are not allowed", "a ':' cannot stand here; quote the text or indent"),
    ("could not find expected ':'", "a ':' is missing after the key"),
    ("did not find expected key", "a key is expected here; check the indentation and the quotes"),
    ("did not find expected '-' indicator", "a '- ' item is expected here; check the indentation"),
    ("did not find expected ',' or ']'", "a ',' or ']' is missing in the list"),
    ("did not find expected ',' or '}'", "a ',' or '}' is missing in the mapping"),
    ("found undefined tag handle", "tags are not allowed; quote text that starts with '!'"),
    ("found character that cannot start", "no value can start with this character; quote the text"),
    ("found unknown escape character", "unknown escape after '\\' in the quoted text"),
    ("block sequence entries are not", "a '- ' item cannot stand here; check the indentation"),
)
