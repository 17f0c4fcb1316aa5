"""The shapes of a contest that the house brings along, as data. An organiser copies one and changes it in the admin.

`wanted` is what the chair recalls and may still be changed round by round before the round opens.
"""

from typing import Any

from competitions.services import house_battles, house_shapes

Titles = dict[str, str]

FIRST: Titles = {"en": "First round", "ru": "Первый тур", "kk": "Бірінші кезең"}
SEMI: Titles = {"en": "Semi-final", "ru": "Полуфинал", "kk": "Жартылай финал"}
FINAL: Titles = {"en": "Final", "ru": "Финал", "kk": "Финал"}
DANCE: dict[str, Any] = {"titles": {"en": "Dance", "ru": "Танец", "kk": "Би"}, "short": "D"}

SAMBA: dict[str, Any] = {"titles": {"en": "Samba", "ru": "Самба", "kk": "Самба"}, "short": "Sa"}
CHA_CHA: dict[str, Any] = {"titles": {"en": "Cha-cha-cha", "ru": "Ча-ча-ча", "kk": "Ча-ча-ча"}, "short": "Ch"}
RUMBA: dict[str, Any] = {"titles": {"en": "Rumba", "ru": "Румба", "kk": "Румба"}, "short": "Ru"}
PASO: dict[str, Any] = {"titles": {"en": "Paso doble", "ru": "Пасодобль", "kk": "Пасодобль"}, "short": "Pa"}
JIVE: dict[str, Any] = {"titles": {"en": "Jive", "ru": "Джайв", "kk": "Джайв"}, "short": "Ji"}

WALTZ: dict[str, Any] = {"titles": {"en": "Waltz", "ru": "Медленный вальс", "kk": "Баяу вальс"}, "short": "Wa"}
TANGO: dict[str, Any] = {"titles": {"en": "Tango", "ru": "Танго", "kk": "Танго"}, "short": "Ta"}
VIENNESE: dict[str, Any] = {
    "titles": {"en": "Viennese waltz", "ru": "Венский вальс", "kk": "Вена вальсі"},
    "short": "Vw",
}
FOXTROT: dict[str, Any] = {
    "titles": {"en": "Slow foxtrot", "ru": "Медленный фокстрот", "kk": "Баяу фокстрот"},
    "short": "Fo",
}
QUICKSTEP: dict[str, Any] = {"titles": {"en": "Quickstep", "ru": "Квикстеп", "kk": "Квикстеп"}, "short": "Qu"}

LATIN = [SAMBA, CHA_CHA, RUMBA, PASO, JIVE]
STANDARD = [WALTZ, TANGO, VIENNESE, FOXTROT, QUICKSTEP]


def _final(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "key": "final",
        "kind": "final",
        "titles": FINAL,
        "ruleset": "skating",
        "parts": parts,
        "submit_by": "part",
        "release_rule": "two",
    }


def _recall(key: str, titles: Titles, wanted: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "key": key,
        "kind": "recall",
        "titles": titles,
        "ruleset": "skating",
        "wanted": wanted,
        "crosses": [wanted, wanted],
        "parts": parts,
        "submit_by": "part",
        "release_rule": "two",
    }


def _link(before: str, after: str, value: int) -> dict[str, Any]:
    return {"from": before, "to": after, "cut": "count", "value": value, "ties": "ask"}


ROUND_FORMATS: tuple[dict[str, Any], ...] = (
    {
        "key": "single-dance-final",
        "titles": {
            "en": "Straight final, one dance",
            "ru": "Сразу финал, один танец",
            "kk": "Бірден финал, бір би",
        },
        "spec": {"rounds": [_final([DANCE])], "links": []},
    },
    {
        "key": "recall-and-final",
        "titles": {
            "en": "Semi-final and final, one dance",
            "ru": "Полуфинал и финал, один танец",
            "kk": "Жартылай финал және финал, бір би",
        },
        "spec": {"rounds": [_recall("sf", SEMI, 6, [DANCE]), _final([DANCE])], "links": [_link("sf", "final", 6)]},
    },
    {
        "key": "five-dance-final",
        "titles": {
            "en": "Straight final, five Latin dances",
            "ru": "Сразу финал, пять латиноамериканских танцев",
            "kk": "Бірден финал, бес латын биі",
        },
        "spec": {"rounds": [_final(LATIN)], "links": []},
    },
    {
        "key": "three-rounds-latin",
        "titles": {
            "en": "First round, semi-final, final; Latin, three dances then five",
            "ru": "Первый тур, полуфинал, финал; латина, три танца, затем пять",
            "kk": "Бірінші кезең, жартылай финал, финал; латын, үш би, содан кейін бес",
        },
        "spec": {
            "rounds": [
                _recall("r1", FIRST, 12, [SAMBA, CHA_CHA, RUMBA]),
                _recall("sf", SEMI, 6, [SAMBA, CHA_CHA, RUMBA]),
                _final(LATIN),
            ],
            "links": [_link("r1", "sf", 12), _link("sf", "final", 6)],
        },
    },
    {
        "key": "three-rounds-standard",
        "titles": {
            "en": "First round, semi-final, final; Standard, three dances then five",
            "ru": "Первый тур, полуфинал, финал; стандарт, три танца, затем пять",
            "kk": "Бірінші кезең, жартылай финал, финал; стандарт, үш би, содан кейін бес",
        },
        "spec": {
            "rounds": [
                _recall("r1", FIRST, 12, [WALTZ, TANGO, QUICKSTEP]),
                _recall("sf", SEMI, 6, [WALTZ, TANGO, QUICKSTEP]),
                _final(STANDARD),
            ],
            "links": [_link("r1", "sf", 12), _link("sf", "final", 6)],
        },
    },
)

FORMATS = (*ROUND_FORMATS, *house_shapes.FORMATS, *house_battles.FORMATS)
