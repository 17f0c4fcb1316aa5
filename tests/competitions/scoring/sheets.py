"""Sheets written the way a scrutineer writes them: one line an entry, a block a dance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from competitions.scoring.registry import tabulate
from competitions.scoring.types import Document

JUDGES = "ABCDEFGHIJKLMNO"


def final(system: str, dances: Mapping[str, Mapping[str, Sequence[int]]], **more: object) -> dict[str, Any]:
    """A final's document from marks[dance][entry]."""
    entries = list(next(iter(dances.values())))
    judges = len(next(iter(next(iter(dances.values())).values())))
    marks = {dance: {entry: list(row) for entry, row in rows.items()} for dance, rows in dances.items()}
    sheet = {"judges": list(JUDGES[:judges]), "dances": list(dances), "entries": entries, "marks": marks}
    return {"system": system, "params": {}, "input": sheet, **more}


def rows(text: str) -> dict[str, list[int]]:
    """ "P 121 Q 212" as {"P": [1, 2, 1], "Q": [2, 1, 2]}."""
    words = text.split()
    return {entry: [int(mark) for mark in marks] for entry, marks in zip(words[::2], words[1::2], strict=True)}


def one_dance(text: str) -> Document:
    """The outcome of a single dance."""
    return tabulate(final("skating:single", {"D": rows(text)})).as_document()


def from_places(text: str) -> dict[str, Any]:
    """Several dances in which one judge alone gave each entry its place: "P 1114" is four dances."""
    table = rows(text)
    dances = len(next(iter(table.values())))
    return final("skating:multi", {f"D{i}": {entry: [row[i]] for entry, row in table.items()} for i in range(dances)})


def several_dances(*texts: str) -> dict[str, Any]:
    """A final of several dances, each as in rows()."""
    return final("skating:multi", {f"D{i}": rows(text) for i, text in enumerate(texts)})
