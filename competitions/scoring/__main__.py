"""The scoring command: `python -m competitions.scoring tabulate FILE`. Needs nothing but Python itself."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .checks import SheetRefused, shown
from .registry import tabulate
from .sheet_file import Faulty, FileRefused, read_bytes, read_documents

EXIT_REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when something was answered, 2 with one sentence when nothing could be."""
    parser = argparse.ArgumentParser(prog="python -m competitions.scoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("tabulate", help="compute every case or sheet of a file, one JSON line each")
    command.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    try:
        return _tabulate(read_bytes(options.file))
    except FileRefused as error:
        print(error, file=sys.stderr)
        return EXIT_REFUSED


def _tabulate(data: bytes) -> int:
    answered = refused = 0
    for position, document in enumerate(read_documents(data), start=1):
        answer = answer_case(document, position)
        if "outcome" in answer:
            answered += 1
        else:
            refused += 1
        print(json.dumps(answer, ensure_ascii=False))
    if answered == 0:
        print("No sheet of the file could be tabulated." if refused else "The file holds no sheets.", file=sys.stderr)
        return EXIT_REFUSED
    return 0


def answer_case(document: object, position: int) -> Mapping[str, object]:
    """One case's outcome, or its error in one sentence; a case without an id is known by its position."""
    fault = document.fault if isinstance(document, Faulty) else None
    if isinstance(document, Faulty):
        document = document.document
    if not isinstance(document, Mapping):
        return {"id": position, "error": fault or f"A sheet must be a mapping, but this is {shown(document)}."}
    identity = document.get("id", position)
    case = {"id": identity if isinstance(identity, str | int) else shown(identity)}
    if fault is not None:
        return {**case, "error": fault}
    try:
        return {**case, "outcome": tabulate(document).as_document()}
    except SheetRefused as error:
        return {**case, "error": error.message}


if __name__ == "__main__":
    sys.exit(main())
