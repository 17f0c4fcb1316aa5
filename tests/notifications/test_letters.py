"""The letters themselves: each kind in each language, as text and HTML, and nothing slips into the headers."""

import re
from collections.abc import Mapping

import pytest
from django.core.mail import EmailMultiAlternatives

from notifications.channels.email import letters
from notifications.models import Delivery, NoticeKind
from notifications.services import delivery
from tests.notifications.owing import PAYLOAD, owed

pytestmark = pytest.mark.django_db

WHOLE = {
    **PAYLOAD,
    "academy": "Ару",
    "prize": {"en": "First prize", "ru": "Первая премия", "kk": "Бірінші жүлде"},
    "amount": "150 000 ₸",
    "reason": "Номер 12 перепутан",
    "person": "Бауыржан",
    "inviter": "Гүлнар",
    "role": {"en": "Scrutineer", "ru": "Секретарь", "kk": "Есепші"},
    "hours": 48,
}


def letter(kind: str, language: str, payload: Mapping[str, object]) -> EmailMultiAlternatives:
    owed(f"{language}@example.kz", language=language, kind=kind, payload=payload)
    delivery.expand_waiting()
    row = Delivery.objects.select_related("notice").latest("pk")
    return letters.compose(row)


def html_of(composed: EmailMultiAlternatives) -> str:
    return str(composed.alternatives[0][0])


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_every_kind_speaks_three_languages(kind: str) -> None:
    texts = {language: letter(kind, language, dict(WHOLE)) for language in ("en", "ru", "kk")}

    assert len({str(text.subject) for text in texts.values()}) == 3
    assert len({str(text.body) for text in texts.values()}) == 3
    for language, composed in texts.items():
        address = f"http://127.0.0.1:8000/{language}/festivals/sahna-2026/competitions/7/"
        assert address in str(composed.body)
        assert html_of(composed).count(address) == 3
        assert f'<html lang="{language}">' in html_of(composed)
        assert "{" not in str(composed.subject) + str(composed.body), "a value was not filled in"
        assert "Бауыржан" in str(composed.body)


@pytest.mark.parametrize("kind", NoticeKind.values)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_bare_payload_still_makes_a_whole_letter(kind: str, language: str) -> None:
    composed = letter(kind, language, {"url_path": "/{lang}/"})
    assert composed.subject
    assert "{" not in str(composed.subject) + str(composed.body)
    assert "None" not in str(composed.body)


def test_the_readers_language_chooses_the_titles_and_falls_back_to_english() -> None:
    assert "Қазақ биі, жеке" in str(letter("result_released", "kk", dict(PAYLOAD)).subject)
    assert "Казахский танец, соло" in str(letter("result_released", "ru", dict(PAYLOAD)).subject)
    only_english = {**PAYLOAD, "competition": {"en": "Ballet", "kk": ""}}
    assert "Ballet" in str(letter("result_released", "kk", only_english).subject)


def test_a_title_cannot_add_header_lines() -> None:
    payload = {**PAYLOAD, "competition": "Solo\r\nBcc: thief@example.kz\r\n\r\nHello"}
    message = letter("result_released", "en", payload).message()
    assert message["Bcc"] is None
    assert message["Subject"] == "Results: Solo Bcc: thief@example.kz Hello"


def test_a_name_cannot_add_markup_and_format_marks_stay_text() -> None:
    composed = letter("result_released", "en", {**PAYLOAD, "entry": "<script>x</script> {place} %s {0.__class__}"})
    assert "<script>" not in html_of(composed)
    assert "&lt;script&gt;" in html_of(composed)
    assert "<script>x</script> {place} %s {0.__class__}: place 1." in str(composed.body)


def test_a_line_without_its_value_is_left_out() -> None:
    without_place = {key: value for key, value in PAYLOAD.items() if key != "place"}
    assert "place 1" in str(letter("result_released", "en", dict(PAYLOAD)).body)
    assert ": place" not in str(letter("result_released", "en", without_place).body)


def test_html_loads_nothing_from_outside() -> None:
    html = html_of(letter("result_released", "en", dict(PAYLOAD)))
    assert re.findall(r"<(?:img|link|script|iframe)", html) == []
    assert "url(" not in html


def test_an_address_path_stays_on_our_site() -> None:
    composed = letter("result_released", "en", {**PAYLOAD, "url_path": "//elsewhere.example/x"})
    assert "http://127.0.0.1:8000/elsewhere.example/x" in str(composed.body)
