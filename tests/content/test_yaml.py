"""Laws of the YAML reader: right values, right places, and nothing but ContentFault."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tabletop.content.problems import ContentFault, Problem
from tabletop.content.yaml import MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES, Document, Value, read_yaml


def faults(data: bytes) -> list[str]:
    """Return the problems of ``data`` as texts; it must have some."""
    with pytest.raises(ContentFault) as caught:
        read_yaml(data, "f")
    assert caught.value.problems
    return [str(problem) for problem in caught.value.problems]


# Characters a file may hold as they are; the others are only lawful as escapes.
TEXT = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    )
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=25,
)


@given(TREES)
def test_a_tree_written_as_yaml_reads_back_the_same(tree: Value) -> None:
    # Quoted throughout: PyYAML writes 1.1, where 0o17 and 1e3 would be text without quotes.
    for style in ('"', "'"):
        dumped = yaml.safe_dump(tree, default_style=style, allow_unicode=True)
        assert same(read_yaml(dumped.encode()).value, tree)


@given(TREES)
def test_a_tree_written_as_json_reads_back_the_same(tree: Value) -> None:
    assert same(read_yaml(json.dumps(tree, indent=1, ensure_ascii=False).encode()).value, tree)


PLAIN_WORDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_ ]{0,12}[a-z]", fullmatch=True) | st.sampled_from(
    ["NO", "on", "12:30", "1_000", "2026-01-06", "1.2.3", "=", "<<", "no", "y"]
)


@given(
    st.dictionaries(
        PLAIN_WORDS,
        st.recursive(st.integers(-99, 99) | PLAIN_WORDS, st.lists, max_leaves=8),
    )
)
def test_plain_block_style_reads_back_the_same(tree: dict[str, Any]) -> None:
    assert read_yaml(yaml.safe_dump(tree).encode()).value == tree


def same(one: Value, other: Value) -> bool:
    """Compare values and their types: 1, 1.0 and true are three things."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2026-01-06", "2026-01-06"),
        ("0o17", 15),
        ("0x1F", 31),
        ("007", 7),
        ("-4", -4),
        ("+4", 4),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("2.", 2.0),
        ("1.0", 1.0),
        (".", "."),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("~", None),
        ("", None),
        ("null", None),
        ("'null'", "null"),
        ('"5"', "5"),
        ("! 5", "5"),
        ("!!str 5", "5"),
        ("!!float 5", 5.0),
        ("!!int '5'", 5),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_scalars_follow_the_core_schema(written: str, meant: Value) -> None:
    found = read_yaml(f"a: {written}".encode()).value
    assert isinstance(found, dict)
    assert same(found["a"], meant)


@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_but_content_faults(data: bytes) -> None:
    try:
        read_yaml(data)
    except ContentFault as fault:
        assert fault.problems


@given(st.text(st.sampled_from("ab:-?!&*[]{},#|>%@`'\"\\ \n\t0.~<=é\r"), max_size=60))
def test_random_punctuation_raises_nothing_but_content_faults(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        document = read_yaml(text.encode())
    except ContentFault as fault:
        for problem in fault.problems:
            assert 1 <= problem.line <= len(lines) + 1
            assert problem.column >= 1
    else:
        json.dumps(document.value, allow_nan=False)


@given(TREES.filter(lambda tree: isinstance(tree, dict | list)))
def test_every_position_points_at_the_text_of_the_value(tree: Value) -> None:
    text = json.dumps(tree, indent=2, ensure_ascii=False)
    document = read_yaml(text.encode())
    lines = text.split("\n")
    for path, part in parts(document.value):
        line, column = document.position(path)
        start = "{" if isinstance(part, dict) else "[" if isinstance(part, list) else written(part)
        assert lines[line - 1][column - 1 :].startswith(start)
        if path and isinstance(path[-1], str):
            line, column = document.key_position(path)
            assert lines[line - 1][column - 1 :].startswith(written(path[-1]) + ":")


def written(part: Value) -> str:
    return json.dumps(part, ensure_ascii=False)


def parts(value: Value, path: tuple[str | int, ...] = ()) -> Any:
    """Yield (path, value) of a value and everything inside it."""
    yield path, value
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        yield from parts(part, (*path, key))


def test_a_path_that_ends_nowhere_points_at_the_last_part_that_exists() -> None:
    document = read_yaml(b"a:\n  b: [1, 2]\n")
    assert document.position(("a", "b", 7, "c")) == document.position(("a", "b")) == (2, 6)
    assert document.key_position(("a", "b")) == (2, 3)


def test_all_duplicate_keys_are_named_with_both_places() -> None:
    assert faults(b"a: 1\nb: {c: 1, c: 2}\na: 3\n") == [
        "f:2:11: key 'c' is given twice; first at line 2, column 5",
        "f:3:1: key 'a' is given twice; first at line 1, column 1",
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "f:1:1: the file is empty"),
        (b"# nothing\n", "f:2:1: the file is empty"),
        (b"a: 1\n\tb: 2", "f:2:1: a tab cannot be used here; indent with spaces"),
        (b"a:\n\t- b", "f:2:1: a tab cannot be used here; indent with spaces"),
        (b"a: b: c", "f:1:5: a ':' cannot stand here; quote the text or indent"),
        (b"a: 'x\nb: 2", "f:1:4: the text quoted here is not closed"),
        (b"a: [1\nb: 2]]", None),
        (b"a: @x", "f:1:4: no value can start with this character; quote the text"),
        (
            b"a: !!python/object:os.system x",
            "f:1:4: tag !!python/object:os.system is not allowed; write plain values",
        ),
        (b"a: !thing {b: 1}", "f:1:4: tag !thing is not allowed; write plain values"),
        (b"a: !!int x", "f:1:4: 'x' does not fit its tag !!int"),
        (b"a: 1\n---\nb: 2", "f:2:1: only one document is allowed in a file"),
        (b"1: 2", "f:1:1: a key must be text: put 1 in quotes"),
        (b"true: 2", "f:1:1: a key must be text: put true in quotes"),
        (b"? [1]\n: 2", "f:1:3: a key must be text, not a list or a mapping"),
        (b"ok: \xc3\xa9\nab: \xff", "f:2:5: byte 0xff is not UTF-8 text; save the file as UTF-8"),
        (b"a: 1\nb: x\x07y", "f:2:5: character U+0007 is not allowed in the file"),
        (b"a: x\xe2\x80\xa8y", "f:1:5: character U+2028 is not allowed in the file"),
        ("a: 1".encode("utf-16"), "f:1:1: the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"a: .nan", "f:1:4: .nan is not a finite number"),
        (b"a: -.inf", "f:1:4: -.inf is not a finite number"),
        (b"a: 1e999", "f:1:4: 1e999 is too large a number"),
        (b"a: " + b"9" * 6000, "f:1:4: a whole number this long is not allowed (at most 64 bits)"),
        (b"a: *b", "f:1:4: alias *b has no anchor &b before it"),
        (b"a: &b [*b]", "f:1:8: alias *b stands inside its own anchor"),
        (b"[" * 100_000, f"f:1:{MAX_DEPTH + 1}: nested more than {MAX_DEPTH} levels deep"),
        (b"a: [" + b"*a," * 200 + b"]", None),
        (b"b: &b 1\na: [" + b"*b, " * 200 + b"]", "f:2:405: more than 100 aliases in the file"),
        (b"#" * (4 * 1024 * 1024 + 1), "f:1:1: the file is larger than 4 MiB"),
    ],
)
def test_faults_say_where_and_what(data: bytes, fault: str | None) -> None:
    found = faults(data)
    if fault is not None:
        assert found == [fault]


def test_a_billion_laughs_are_refused_before_they_grow() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    message = f"more than {MAX_VALUES} values in the file"
    assert [fault.split(": ", 1)[1] for fault in faults("\n".join(rows).encode())] == [message]


def test_a_file_of_too_many_values_or_faults_stops_early() -> None:
    assert len(faults(b"- 1\n" * (MAX_VALUES + 1))) == 1
    found = faults(b"a: 1\n" * 1000)
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].endswith("too many faults; the rest of the file was not read")


def test_an_alias_is_a_copy_that_can_be_changed_alone() -> None:
    value = read_yaml(b"a: &a {b: [1]}\nc: *a\n").value
    assert isinstance(value, dict)
    assert value["a"] == value["c"] == {"b": [1]}
    assert value["a"] is not value["c"]


def test_a_byte_order_mark_at_the_start_is_no_part_of_the_text() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1").value == {"a": 1}
    assert read_yaml(b"\xef\xbb\xbfa: 1").key_position(("a",)) == (1, 1)


def test_a_file_is_called_by_its_path_and_a_missing_one_is_a_problem(tmp_path: Any) -> None:
    file = tmp_path / "a.yaml"
    with pytest.raises(ContentFault, match="cannot be read: No such file"):
        read_yaml(file)
    file.write_bytes(b"a: 1")
    document = read_yaml(file)
    assert isinstance(document, Document)
    assert document.name == str(file)
    with pytest.raises(ContentFault, match="cannot be read"):
        read_yaml(tmp_path)


def test_faults_that_can_be_read_past_are_collected_and_the_rest_is_read() -> None:
    problems: list[Problem] = []
    document = read_yaml(b"a: 1\na: 2\nb: [3]\n", "f", problems)
    assert document.value == {"a": 1, "b": [3]}
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1)]
    with pytest.raises(ContentFault, match="not closed"):
        read_yaml(b'a: "1', "f", problems)
    assert len(problems) == 1
