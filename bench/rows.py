"""One line of the table of measurements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, how much it came to, and what it must not pass (empty for a figure without a limit)."""

    what: str
    measured: str
    limit: str = ""
    is_kept: bool = True
