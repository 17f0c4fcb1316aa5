"""Rulesets of the IDO: one to four dimensions, each as a final and as an elimination round."""

from __future__ import annotations

from collections.abc import Iterator

from .presets import Preset
from .types import Json

_SOURCE = "danceit.gitlab.io/docs/judging_systems; estdance.org/hindamine"
_STEP = "marks in whole numbers"


def _dimensions(*rows: tuple[str, int, int]) -> tuple[Json, ...]:
    return tuple({"id": name, "min": low, "max": high, "step": 1} for name, low, high in rows)


_T, _C, _I, _S = (("T", 1, 10), ("C", 1, 10), ("I", 1, 10), ("S", 1, 10))
_KINDS: tuple[tuple[str, str, str, str, tuple[Json, ...]], ...] = (
    ("1d", "IDO 1D", "IDO 1D", "until now", _dimensions(("P", 1, 30))),
    ("2d", "IDO 2D", "IDO 2D", "until now", _dimensions(("D1", 5, 50), ("D2", 5, 50))),
    ("3d", "IDO 3D", "IDO 3D", "until now", _dimensions(_T, _C, _I)),
    ("4d", "IDO 4D", "IDO 4D", "until now", _dimensions(_T, _C, _I, _S)),
    ("4d_show", "IDO 4D show", "IDO 4D шоу", "since 2016", _dimensions(("T", 1, 20), _C, _I, ("S", 1, 20))),
)


def _presets() -> Iterator[Preset]:
    for kind, english, other, edition, dimensions in _KINDS:
        yield Preset(
            f"ido_{kind}_final",
            f"ido:{kind}",
            (f"{english}, final", f"{other}, финал", f"{other}, финал"),
            edition,
            _SOURCE,
            "rule text",
            {"round": "final", "dimensions": dimensions},
            (_STEP,),
        )
        yield Preset(
            f"ido_{kind}_elimination",
            f"ido:{kind}_elimination",
            (f"{english}, elimination", f"{other}, отборочный тур", f"{other}, іріктеу кезеңі"),
            edition,
            _SOURCE,
            "rule text",
            {"round": "elimination", "crosses": 6, "advance": 6, "dimensions": dimensions},
            (_STEP, "how many crosses: the chair says"),
        )


IDO: tuple[Preset, ...] = tuple(_presets())
