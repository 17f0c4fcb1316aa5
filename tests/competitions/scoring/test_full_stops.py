"""A child's shortened name ends with a full stop; no sentence may show two."""

from __future__ import annotations

import pytest

from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import LanguageCode, explain
from competitions.scoring.wording.languages import LANGUAGES

from .sheets import several_dances

LANGUAGE_CODES: tuple[LanguageCode, ...] = ("en", "ru", "kk")
BATTLE = {"system": "battle:x", "params": {"judging": "vote_round"}, "input": {"rounds": [["red"], ["red"]]}}
KONKURS = {
    "system": "points:x",
    "params": {
        "criteria": [{"id": "Image etc.", "weight": "1"}, {"id": "Tech.", "weight": "1"}],
        "order": "per_judge",
        "aggregate": {"op": "sum"},
        "tie_break": [["criterion", "Tech."]],
        "place_titles": ["Laureate I deg."],
    },
    "input": {
        "entries": [
            {"id": "1", "marks": {"A": {"Image etc.": 5, "Tech.": 5}}},
            {"id": "2", "marks": {"A": {"Image etc.": 6, "Tech.": 4}}},
        ]
    },
}


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("document", [several_dances("P 112 Q 221", "P 221 Q 112"), BATTLE, KONKURS])
def test_one_full_stop_when_a_name_ends_with_one(document: dict[str, object], language: LanguageCode) -> None:
    called = dict.fromkeys(("P", "Q", "red", "blue", "1", "2"), "Maja F.")
    lines = explain(tabulate(document).as_document(), language=language, names=called, numbers=called)
    shown = [f"{line.head} {line.text}" for line in lines]
    assert any("Maja F." in text for text in shown)
    assert all(".." not in text for text in shown), shown
    assert all(line.text == "".join(piece for piece, _ in line.parts) for line in lines)


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_full_stop_stays_when_the_value_ends_without(language: LanguageCode) -> None:
    fill = LANGUAGES[language].fill
    assert fill("{who} wins, **{who}**. {who}.", {"who": "Maja F."}) == "Maja F. wins, **Maja F.** Maja F."
    assert fill("**{who}**.", {"who": "Maja"}) == "**Maja**."
    assert fill("{who}.", {"who": "Duo…"}) == "Duo…"


def test_head_is_a_sentence() -> None:
    called = {"P": "Maja F.", "Q": "Brandt – Weber"}
    outcome = tabulate(several_dances("P 111 Q 222")).as_document()
    heads = [line.head for line in explain(outcome, language="en", names=called)]
    assert heads[0] == ""
    assert {"Maja F.", "Brandt – Weber."} <= set(heads)
