"""Commands for authors of content."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tabletop.cli.command import AT_FAULT, DONE, Command, can_be_folder, print_json, writing_to


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="scenarios, packs or folders")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")


def _check(args: argparse.Namespace) -> int:
    from tabletop.content.check import check

    problems = check(args.paths)
    if args.json:
        print_json({
            "problems": [
                {"file": p.file, "line": p.line, "column": p.column, "message": p.message}
                for p in problems
            ]
        })  # fmt: skip
    else:
        for problem in problems:
            print(problem)
        if not problems:
            print("No problems.")
    return AT_FAULT if problems else DONE


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")


def _schema(args: argparse.Namespace) -> int:
    from tabletop.content.json_schema import schemas

    can_be_folder(args.out)
    for name, schema in sorted(schemas().items()):
        path = args.out / f"{name}.schema.json"
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        with writing_to(args.out):
            args.out.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(path)
    return DONE


COMMANDS = (
    Command("check", "check scenarios, packs and maps", _check_arguments, _check),
    Command("schema", "write JSON Schemas for editors", _schema_arguments, _schema),
)
