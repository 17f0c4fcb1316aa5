"""Recomputes a published sheet file and compares: is the outcome that it states the one that its sheets give?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .checks import SheetRefused, shown
from .registry import tabulate
from .sheet_file import canonical, digest

# What a release's file says beside the sheets; no part of what was computed.
_ABOUT = ("competition", "festival", "release", "entries", "dances", "earlier_rounds")
_OUTSIDE = ("outcome", "digest", *_ABOUT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all agrees, the digest of the sheets, and what differs, a sentence each."""

    same: bool
    digest: str
    differences: tuple[str, ...]


def verify(document: Mapping[str, object]) -> Verdict:
    """Recompute a sheet file's outcome and the digest of its sheets; raises SheetRefused where there is nothing to check."""
    stated = document.get("outcome")
    if not isinstance(stated, Mapping):
        raise SheetRefused("The file states no outcome to verify.", reason="missing")
    sheets = {key: value for key, value in document.items() if key not in _OUTSIDE}
    try:
        found = digest(canonical(sheets))
    except ValueError as error:
        raise SheetRefused(str(error), reason="not_exact") from error
    computed = tabulate(document).as_document()
    differences = list(_differences(stated, computed, "outcome"))
    if "digest" in document and document["digest"] != found:
        differences.append(f"digest: the file says {shown(document['digest'])}, its sheets give {shown(found)}.")
    differences += _earlier(document.get("earlier_rounds"))
    return Verdict(not differences, found, tuple(differences))


def _earlier(rounds: object) -> Iterator[str]:
    """What differs in the rounds before, each of which a release's file holds with its own sheets, outcome and digest."""
    for index, item in enumerate(rounds if isinstance(rounds, list | tuple) else ()):
        if isinstance(item, Mapping) and isinstance(item.get("sheets"), Mapping):
            sheets = {key: value for key, value in item["sheets"].items() if key not in _OUTSIDE}
            before = {**sheets, **{key: item[key] for key in ("outcome", "digest") if key in item}}
            yield from (f"earlier_rounds[{index}], {text}" for text in verify(before).differences)


def _differences(stated: object, computed: object, where: str) -> Iterator[str]:
    """What the file states otherwise; keys that it leaves out are no difference, since a release may say less."""
    if isinstance(stated, Mapping) and isinstance(computed, Mapping):
        for key, value in stated.items():
            if key not in computed:
                yield f"{where}.{key}: the file says {shown(value)}, the sheets give nothing."
            else:
                yield from _differences(value, computed[key], f"{where}.{key}")
    elif isinstance(stated, Sequence) and isinstance(computed, Sequence) and not isinstance(stated, str):
        if isinstance(computed, str) or len(stated) != len(computed):
            yield f"{where}: the file says {shown(stated)}, the sheets give {shown(computed)}."
            return
        for index, (one, other) in enumerate(zip(stated, computed, strict=True)):
            yield from _differences(one, other, f"{where}[{index}]")
    elif str(stated) != str(computed) or isinstance(stated, bool) != isinstance(computed, bool):
        yield f"{where}: the file says {shown(stated)}, the sheets give {shown(computed)}."
