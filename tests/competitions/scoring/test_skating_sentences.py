"""Skating reasons in words: one whole final in three languages, and every kind of decision."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import LanguageCode, explain, explain_dance
from competitions.scoring.sheet_file import canonical
from competitions.scoring.wording.languages import ENGLISH, RUSSIAN
from competitions.scoring.wording.skating_messages import MESSAGES

from .sheets import final, from_places, one_dance, rows, several_dances
from .test_recall import EXAMPLE_1A, EXAMPLE_1B, recall
from .test_skating_properties import finals

LATIN_FINAL = {
    "Sa": rows("114 1111111 127 3332322 131 2223233 108 4446444 142 6554666 119 5665555"),
    "Ch": rows("114 1111211 127 3232122 131 2424433 108 4343564 142 5555355 119 6666646"),
    "Ru": rows("114 3321142 127 2132213 131 1213321 108 4444434 142 5555555 119 6666666"),
    "Pa": rows("114 1223122 127 2111211 131 3332344 108 4554636 142 5445553 119 6666465"),
    "Ji": rows("114 2111111 127 3222334 131 1433222 108 5345555 142 6564443 119 4656666"),
}
NAMES = {"114": "Әбілқайыров – Сейітқызы", "127": "Brandt – Weber", "131": "Ахметжанов – Вознесенская"}


def _stored(document: dict[str, Any]) -> Any:
    """An outcome as it comes back from where it was stored."""
    return json.loads(canonical(tabulate(document).as_document()))


def _said(outcome: Any, language: LanguageCode = "en", **more: Any) -> list[str]:
    return [
        " | ".join(filter(None, (line.places, line.heading, line.text, line.rules_label)))
        for line in explain(outcome, language=language, **more)
    ]


def test_final_in_english() -> None:
    assert _said(_stored(final("skating:multi", LATIN_FINAL)), names=NAMES) == [
        "Seven judges placed six couples in five dances. In each dance a couple takes the place that a majority of judges,"
        " at least 4 of 7, gave it or better. The five places are added; the lowest total wins.",
        "1st | Әбілқайыров – Сейітқызы | Lowest total: 8. Nobody else is below 11. | Rule 9",
        "2nd | Brandt – Weber | Level on 11 with No. 131. Both have three dances placed 2nd or better, and these add up to"
        " 5 for both. So all 35 marks are counted as one: 23 judges’ marks are 2nd or better; No. 131 has 16. A majority"
        " is 18. | Rules 10, 11",
        "3rd | Ахметжанов – Вознесенская | Second in that comparison, so the next place at once. | Rule 11",
        "4th–6th | Totals 22, 24 and 29: no ties. | Rule 9",
    ]


def test_final_in_russian() -> None:
    assert _said(_stored(final("skating:multi", LATIN_FINAL)), "ru", names=NAMES) == [
        "7 судей расставили 6 пар в 5 танцах. В каждом танце пара получает место, на которое её — или выше — поставило"
        " большинство судей, не меньше 4 из 7. Места по танцам складываются; побеждает наименьшая сумма.",
        "1-е | Әбілқайыров – Сейітқызы | Наименьшая сумма: 8. У остальных не меньше 11. | Правило 9",
        "2-е | Brandt – Weber | Сумма 11, столько же у № 131. Танцев с местом не ниже 2-го поровну: по 3, и сумма этих мест"
        " одинаковая: 5. Поэтому все 35 оценок считаются вместе: 23 оценки не ниже 2-го места; у № 131 — 16."
        " Большинство — 18. | Правила 10, 11",
        "3-е | Ахметжанов – Вознесенская | В этом сравнении на втором месте, поэтому сразу получает следующее место."
        " | Правило 11",
        "4–6-е | Суммы 22, 24 и 29: равных нет. | Правило 9",
    ]


def test_final_in_kazakh() -> None:
    said = _said(_stored(final("skating:multi", LATIN_FINAL)), "kk", names=NAMES)
    assert (
        said[1] == "1-орын | Әбілқайыров – Сейітқызы | Қосындысы ең аз: 8. Қалғандарында 11 немесе одан көп. | 9-ереже"
    )
    assert said[2].endswith(
        "Сондықтан барлық 35 баға бірге саналады: 23 баға 2-орын не одан жоғары; № 131 — 16. Көпшілік — 18."
        " | 10, 11-ережелер"
    )
    assert said[4] == "4–6-орын | Қосындылары 22, 24 және 29: тең түскені жоқ. | 9-ереже"


def test_bold_pieces_are_marked() -> None:
    line = explain(_stored(final("skating:multi", LATIN_FINAL)), language="en")[2]
    assert [piece for piece, bold in line.parts if bold] == ["23 judges’ marks"]
    assert "".join(piece for piece, _ in line.parts) == line.text


def test_one_entry_alone() -> None:
    lines = explain(_stored(final("skating:multi", LATIN_FINAL)), language="en", entry="127")
    assert [line.kind for line in lines] == ["opening", "decision"]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (from_places("P 1141 Q 2333 S 3422 R 4214"), "Level on 11 with No. Q and No. S. Two dances placed 2nd or better, as"
         " for No. S, but these places add up to 3; No. S has 4."),
        (from_places("P 111 Q 422 R 233 S 344"), "Two dances placed 2nd or better; No. R has 1."),
        (from_places("P 111 Q 422 R 233 S 344"), "Last left of those level on 8, so the next place."),
        (several_dances("P 221 Q 132 R 353 S 444 T 515", "P 343 Q 534 R 451 S 212 T 125"),
         "One dance placed 3rd or better, adding up to 2, and the same for No. T."),
        (several_dances("P 324 Q 443 R 131 S 212", "P 314 Q 123 R 232 S 441", "P 113 Q 231 R 442 S 324"),
         "All three have one dance placed 1st or better, and these add up to 1 for each."),
        (several_dances("P 324 Q 443 R 131 S 212", "P 314 Q 123 R 232 S 441", "P 113 Q 231 R 442 S 324"),
         "So all 9 marks are counted as one dance; a majority is 5. Nobody has a majority of 1st or better, so 2nd or better"
         " is counted. 5 marks are 2nd or better; No. P has 4, No. Q has 4."),
        (several_dances("P 111 Q 222 R 444 S 333", "P 111 Q 222 R 333 S 444"),
         "Level on 7. Both have one dance placed 3rd or better, and these add up to 3 for both. So all 6 marks are counted as"
         " one dance; a majority is 4."),
        (several_dances("P 111 Q 222 R 444 S 333", "P 111 Q 222 R 333 S 444"),
         "The marks are level in every column: the place is shared."),
        (several_dances("P 1"), "Total 1."),
        (several_dances("P 12 Q 21"), "Nobody has a dance placed 1st or better."),
    ],
)  # fmt: skip
def test_decision_in_english(document: dict[str, Any], sentence: str) -> None:
    said = [re.sub(r" +", " ", text) for text in _said(_stored(document))]
    assert any(sentence in text for text in said), said


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ("P 12121 Q 21233 R 33344 S 44412", "1st | No. P | 3 of 5 judges gave 1st or better. | Rule 5"),
        ("P 22112 Q 11233 R 43444 S 34321", "5 of 5 judges gave 2nd or better; No. Q has 3."),
        ("P 22112 Q 11233 R 43444 S 34321", "Next in that comparison: 3 of 5 judges gave 2nd or better. | Rules 6, 7"),
        ("P 21411 Q 32122 R 13344 S 44233", "3 of 5 judges gave 3rd or better, as for No. S, but these marks add up to 7;"
         " No. S has 8."),
        ("P 14123 R 41412 S 22341 Q 33234", "Nobody left had a majority of 1st or better. 3 of 5 judges gave 2nd or better,"
         " adding up to 4, the same for No. R; so the next column counts. 4 of 5 judges gave 3rd or better; No. R has 3."),
        ("P 21411 R 33223 Q 14342 S 42134", "3rd–4th | No. Q and No. S | Level in every column: the place is shared."),
    ],
)  # fmt: skip
def test_single_dance_in_english(marks: str, sentence: str) -> None:
    said = _said(one_dance(marks))
    assert said[0].startswith("Five judges placed four couples. A couple takes the place that a majority of judges, at")
    assert any(sentence in text for text in said), said


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (recall(3, EXAMPLE_1A), "Three couples have 2 crosses or more: exactly the number wanted. | Rule 1"),
        (recall(3, EXAMPLE_1A), "4th–5th | No. S and No. T | 1 cross. | Rule 1"),
        (recall(9, EXAMPLE_1A), "All 5 go on: no more were wanted."),
        (recall(3, EXAMPLE_1B), "Two have more than 2 crosses; three are tied on 2. The chair decides: 2 or 5 go on."),
        (recall(3, EXAMPLE_1B, rulings=[{"kind": "recall_line", "recall": "all"}]), "The chair recalled all of them: 5 go"),
        (recall(3, EXAMPLE_1B, rulings=[{"kind": "recall_line", "recall": "none"}]), "recalled none of these: 2 go on."),
        (recall(3, EXAMPLE_1B, rulings=[{"kind": "recall_line", "recall": ["S"]}]), "ruling 3 go on, No. S among them."),
        (recall(3, EXAMPLE_1A, rulings=[{"kind": "disqualified", "entry": "T"}]), "No. T | Disqualified by ruling: its cro"),
        (recall(3, EXAMPLE_1A, rulings=[{"kind": "judge_lost", "judge": "0", "dances": ["D"]}]), "not count in D."),
    ],
)  # fmt: skip
def test_recall_in_english(outcome: Any, sentence: str) -> None:
    said = _said(outcome)
    assert any(sentence in text for text in said), said


def test_rulings_and_faults_in_english() -> None:
    document = several_dances("P 111 Q 222 R 444 S 333", "P 111 Q 222 R 333 S 444")
    document["rulings"] = [{"kind": "judge_lost", "judge": "A"}, {"kind": "re_dance", "order": ["S", "R"]}]
    said = _said(_stored(document))
    assert said[1] == "By ruling the marks of judge A do not count."
    assert said[-1] == "3rd–4th | No. S and No. R | The shared place was danced off; this is the order of the re-dance."
    assert _said(one_dance("P 11 Q 22 R 32 S 44"), titles={"D": "Waltz"}) == [
        "Judge B, Waltz: the places are not 1 to 4, each once (given twice: 2) (missing: 3). The sheet must be corrected"
        " first. | Rules 3, 4"
    ]
    document = several_dances("P 111 Q 222 R 333", "P 111 Q 222")
    document |= {"params": {"not_danced": "bottom_mean"}}
    document["input"] = {**document["input"], "not_danced": {"D1": ["R"]}, "judges": {"D0": [*"ABC"], "D1": [*"DEF"]}}
    assert "No. R | Did not dance D1: there it holds the bottom place with every judge." in _said(_stored(document))


def test_dance_of_a_final_in_words() -> None:
    outcome = _stored(final("skating:multi", LATIN_FINAL))
    lines = explain_dance(outcome, dance="Ru", language="ru", numbers={"131": "7"})
    assert (lines[0].heading, lines[0].text) == ("№ 7", "4 судьи из 7 — место не ниже 2-го.") or len(lines) == 6
    assert len(explain_dance(outcome, dance=None, language="kk")) == 30


@given(finals(), st.sampled_from(["en", "ru", "kk"]), st.sampled_from(["couple", "dancer", "group", "entry"]))
@settings(max_examples=150, deadline=None)
def test_every_final_can_be_told_in_every_language(marks: Any, language: Any, who: Any) -> None:
    outcome = _stored(final("skating:multi", marks))
    lines = explain(outcome, language=language, who=who)
    told = [entry for line in lines if line.kind == "decision" for entry in line.entries]
    assert sorted(told) == sorted(outcome["places"])
    for line in [*lines, *explain_dance(outcome, dance=None, language=language)]:
        assert line.text
        assert not re.search(r"[{}|*]", line.text)


def test_messages_have_the_same_gaps_in_every_language() -> None:
    optional = {"one", "it", "who", "whom", "number"}
    for key, texts in MESSAGES.items():
        gaps = [set(re.findall(r"\{(\w+)", text)) - optional for text in texts]
        assert gaps[1] | gaps[2] <= gaps[0] | {"last"}, key
        assert all(texts), key


@pytest.mark.parametrize(
    ("number", "form"), [(1, "а"), (2, "б"), (5, "в"), (11, "в"), (12, "в"), (21, "а"), (22, "б"), (25, "в"), (111, "в"), (0, "в")]
)  # fmt: skip
def test_russian_plural(number: int, form: str) -> None:
    assert RUSSIAN.form(number, "а|б|в") == form


def test_russian_fraction_takes_the_form_after_two() -> None:
    assert RUSSIAN.fill("{n} {n|балл|балла|баллов}", {"n": "2.5"}) == "2,5 балла"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd"), (113, "113th")]
)  # fmt: skip
def test_english_ordinal(number: int, text: str) -> None:
    assert ENGLISH.nth(number) == text


def test_two_majorities_in_the_disputed_column_open_no_other() -> None:
    """Example 11a: R has 4 marks of 3 or better that add up to 10, S has 4 that add up to 11."""
    outcome = tabulate(several_dances("P 114 Q 221 R 443 S 332", "P 242 Q 121 R 313 S 434")).as_document()
    assert (outcome["places"]["R"], outcome["places"]["S"]) == (3, 4)
    for language in ("en", "ru", "kk"):
        assert all(line.text for line in explain(outcome, language=language))
    text = next(line.text for line in explain(outcome, language="en") if line.entries == ("R",))
    assert "10" in text
    assert "11" in text
    assert "column" not in text
