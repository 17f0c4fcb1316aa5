"""The scoring command: tabulate, verify and explain sheet files. Needs nothing but Python itself."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .check_file import verify
from .checks import SheetRefused, shown
from .registry import tabulate
from .sentences import explain
from .sheet_file import Faulty, FileRefused, read_bytes, read_documents

EXIT_DIFFERENT = 1
EXIT_REFUSED = 2
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 when verify found a difference, 2 with one sentence when nothing could be answered."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # whatever the system's own encoding is
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        data = read_bytes(options.file)
        if options.command == "tabulate":
            return _tabulate(data)
        if options.command == "verify":
            return _verify(data)
        return _explain(data, options)
    except (FileRefused, SheetRefused) as error:
        print(error, file=sys.stderr)
        return EXIT_REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m competitions.scoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("tabulate", help="compute every case or sheet of a file, one JSON line each")
    command.add_argument("file", type=Path)
    command = commands.add_parser("verify", help="recompute a published sheet file: same, or what differs")
    command.add_argument("file", type=Path)
    command = commands.add_parser("explain", help="tell in words how the outcome came about")
    command.add_argument("file", type=Path)
    command.add_argument("--entry", help="only the lines about this entry")
    command.add_argument("--lang", choices=["en", "ru", "kk"], default="en")
    command.add_argument("--who", choices=["couple", "dancer", "group", "entry"], default="entry")
    return parser


def _tabulate(data: bytes) -> int:
    answered = refused = 0
    for position, document in enumerate(read_documents(data), start=1):
        answer = answer_case(document, position)
        if "outcome" in answer:
            answered += 1
        else:
            refused += 1
        sys.stdout.write(f"{_ENCODER.encode(answer)}\n")
    if answered == 0:
        print("No sheet of the file could be tabulated." if refused else "The file holds no sheets.", file=sys.stderr)
        return EXIT_REFUSED
    return 0


def answer_case(document: object, position: int) -> Mapping[str, object]:
    """One case's outcome, or its error in one sentence; a case without an id is known by its position."""
    identity: object = position
    try:
        if isinstance(document, Faulty) and isinstance(document.document, Mapping):
            identity = document.document.get("id", position)
        sheet = _sound(document)
        identity = sheet.get("id", position)
        answer: Mapping[str, object] = {"outcome": tabulate(sheet).as_document()}
    except SheetRefused as error:
        answer = {"error": error.message}
    return {"id": identity if isinstance(identity, str | int) else shown(identity), **answer}


def _sound(document: object) -> Mapping[str, object]:
    """The document, when it is a mapping without faults; raises SheetRefused."""
    if isinstance(document, Faulty):
        raise SheetRefused(document.fault, reason="not_exact")
    if not isinstance(document, Mapping):
        raise SheetRefused(f"A sheet must be a mapping, but this is {shown(document)}.", reason="shape")
    return document


def _verify(data: bytes) -> int:
    """ "same" for every sheet whose stated outcome is the computed one; otherwise what differs."""
    status, seen = 0, 0
    for position, document in enumerate(read_documents(data), start=1):
        seen += 1
        sheet = _sound(document)
        verdict = verify(sheet)
        name = sheet.get("id", position)
        print(f"{name}: {'same' if verdict.same else 'different'} (sheets {verdict.digest})")
        for difference in verdict.differences:
            print(f"  {difference}")
            status = EXIT_DIFFERENT
    if not seen:
        raise FileRefused("The file holds no sheets.")
    return status


def _explain(data: bytes, options: argparse.Namespace) -> int:
    told = 0
    for document in read_documents(data):
        outcome = tabulate(_sound(document)).as_document()
        for line in explain(outcome, language=options.lang, who=options.who, entry=options.entry):
            print("  ".join(filter(None, (line.places, line.heading, line.text, line.rules_label))))
            told += line.kind != "opening"
    if not told:
        raise FileRefused(
            "There is nothing to tell about this entry." if options.entry else "The file holds no sheets."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
