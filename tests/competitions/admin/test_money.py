"""Money in the admin: typed in major units, kept exactly, refused with one sentence, shown with its currency."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.forms.money import MoneyField
from competitions.models import Prize
from competitions.selectors import money
from tests.factories import contest
from tests.factories.admin_world import make_staff_member


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (150_000_000, "KZT", "1 500 000 ₸"),
        (1250, "EUR", "12.50 €"),
        (500, "JPY", "500 JPY"),
        (-1250, "EUR", "−12.50 €"),
        (0, "KZT", "0 ₸"),
        (1, "KZT", "0.01 ₸"),
        (9_223_372_036_854_775_807, "KZT", "92 233 720 368 547 758.07 ₸"),
    ],
)
def test_show_money(minor: int, currency: str, text: str) -> None:
    shown = money.show_money(minor, currency)
    assert shown.replace(money.NARROW, " ").replace(money.HARD, " ") == text


@pytest.mark.parametrize(
    ("text", "digits", "minor"),
    [
        ("150000", 2, 15_000_000),
        ("1 500 000", 2, 150_000_000),
        ("12,5", 2, 1250),
        ("12.50", 2, 1250),
        ("0.10", 2, 10),
        ("0.30000000000000004", 2, None),
        ("0.001", 2, None),
        ("0.001", 3, 1),
        ("500", 0, 500),
        ("500.5", 0, None),
        ("NaN", 2, None),
        ("Infinity", 2, None),
        ("1e400", 2, None),
        ("1e3", 2, None),
        ("", 2, None),
        ("٣", 2, None),
        ("92233720368547758.07", 2, 9_223_372_036_854_775_807),
        ("92233720368547758.08", 2, None),
        ("9" * 31, 2, None),
    ],
)
def test_read_major(text: str, digits: int, minor: int | None) -> None:
    assert money.read_major(text, digits) == minor


def test_money_field_when_shown_again() -> None:
    field = MoneyField(digits=2)
    assert field.prepare_value(15_000_000) == "150000"
    assert field.prepare_value(1250) == "12.50"
    assert not field.has_changed(1250, "12,50")
    assert field.has_changed(1250, "12.51")


@pytest.fixture
def competition(client: Client) -> Any:
    festival = contest.make_festival()
    client.force_login(make_staff_member(festival))
    return contest.make_competition(festival)


def post_prize(client: Client, competition: Any, amount: str, currency: str = "KZT", kind: str = "money") -> Any:
    data = {
        "competition": competition.pk,
        "kind": kind,
        "title_en": "First",
        "place_from": 1,
        "place_to": 1,
        "on_offer_minor": amount,
        "currency": currency,
    }
    return client.post(reverse("admin:competitions_prize_add"), data)


@pytest.mark.django_db
def test_prize_when_amount_is_good(client: Client, competition: Any) -> None:
    assert post_prize(client, competition, "1 500 000").status_code == 302
    prize = Prize.objects.get()
    assert (prize.on_offer_minor, prize.currency) == (150_000_000, "KZT")
    page = client.get(reverse("admin:competitions_prize_changelist")).content.decode()
    assert money.show_money(150_000_000, "KZT") in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("-1", "The amount is -1; money on offer is above zero."),
        ("0", "The amount is 0; money on offer is above zero."),
        ("NaN", "“NaN” is not an amount of money"),
        ("1e400", "“1e400” is not an amount of money"),
        ("0.001", "“0.001” is not an amount of money"),
        ("", "A money prize needs its amount."),
    ],
)
def test_prize_when_amount_is_bad(client: Client, competition: Any, amount: str, sentence: str) -> None:
    response = post_prize(client, competition, amount)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Prize.objects.exists()


@pytest.mark.django_db
def test_prize_when_currency_is_unknown_or_has_no_minor_unit(client: Client, competition: Any) -> None:
    assert "“XQX” is not a currency" in post_prize(client, competition, "5", "XQX").content.decode()
    assert "at most 0 digits" in post_prize(client, competition, "5.50", "JPY").content.decode()
    assert post_prize(client, competition, "500", "JPY").status_code == 302
    assert Prize.objects.get().on_offer_minor == 500


@pytest.mark.django_db
def test_prize_when_object_has_money(client: Client, competition: Any) -> None:
    response = post_prize(client, competition, "5", kind="object")
    assert "other prizes have neither" in response.content.decode()
