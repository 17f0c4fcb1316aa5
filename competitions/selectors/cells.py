"""Makes a cell of a CSV file inert: names are written by strangers, and a spreadsheet runs what looks like a formula."""

import re

# What a spreadsheet may take for the beginning of a formula, the full-width twins included.
_LEADERS = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def inert(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and never runs it; real numbers, negative ones too, stay numbers."""
    if _PLAIN_NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.lstrip(" ").startswith(_LEADERS) else cell
