"""Prizes: shared to the minor unit, withheld, paid once; awarded + withheld + unallocated = on offer."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.models import Award, Competition, Payout, Prize
from competitions.selectors import prize_money
from competitions.services import awards, releases, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
# Places 1, 2–3, 4 with four judges.
SHARED = [[[1, 1, 1, 1], [2, 3, 2, 3], [3, 2, 3, 2], [4, 4, 4, 4]]]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def released(staff: Staff, *amounts: int, **fields: Any) -> Competition:
    competition = contest.make_competition(staff.festival, **fields)
    final = contest.make_finalists(competition, SHARED)
    for place, amount in enumerate(amounts, 1):
        contest.make_prize(competition, amount, place)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)
    return competition


def by_number(competition: Competition) -> dict[str, int]:
    found: Counter[str] = Counter()
    for award in Award.objects.filter(prize__competition=competition, status="awarded"):
        assert award.entry is not None
        found[award.entry.numbers.get().label] += award.amount_minor or 0
    return dict(found)


def test_tied_entries_share_the_money_of_the_places_that_they_cover(staff: Staff) -> None:
    competition = released(staff, 100_000_00, 60_000_00, 40_000_00)

    assert by_number(competition) == {"101": 100_000_00, "102": 50_000_00, "103": 50_000_00}


def test_what_cannot_be_split_goes_to_the_tied_in_number_order(staff: Staff) -> None:
    competition = released(staff, 100, 60_01, 40_00)

    assert by_number(competition) == {"101": 100, "102": 50_01, "103": 50_00}


def test_each_tied_entry_receives_its_own_places_money_when_the_competition_says_so(staff: Staff) -> None:
    competition = released(staff, 100_000_00, 60_000_00, 40_000_00, tie_money="each")

    assert by_number(competition) == {"101": 100_000_00, "102": 60_000_00, "103": 60_000_00}
    (ledger,) = awards.ledger(competition)
    assert ledger.awarded + ledger.withheld + ledger.unallocated == ledger.on_offer
    assert ledger.unallocated == -20_000_00
    assert ledger.is_exceeded


def test_without_gaps_the_tied_share_one_place_and_the_next_keeps_its_own(staff: Staff) -> None:
    competition = released(staff, 100, 60, 40, dense_places=True)

    assert by_number(competition) == {"101": 100, "102": 30, "103": 30, "104": 40}


def test_a_cup_goes_to_each_entry_on_its_place(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival)
    final = contest.make_finalists(competition, SHARED)
    cup = Prize.objects.create(competition=competition, title_en="Cup", kind="object", place_from=2, place_to=2)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)

    assert cup.awards.count() == 2
    assert set(cup.awards.values_list("amount_minor", flat=True)) == {None}


def test_the_ledger_adds_up_when_prizes_are_withheld_and_paid(staff: Staff) -> None:
    competition = released(staff, 100_00, 60_00, 40_00, 20_00)
    first, second = Award.objects.order_by("pk")[:2]
    awards.withhold(actor=actor_of(staff.chair), user=staff.chair, award=first, reason="doping test pending")
    awards.mark_paid(
        actor=actor_of(staff.owner),
        user=staff.owner,
        award=second,
        paid_minor=second.amount_minor or 0,
        reference="TR-1",
    )

    (ledger,) = awards.ledger(competition)
    assert (ledger.on_offer, ledger.withheld, ledger.unallocated) == (220_00, 100_00, 0)
    assert ledger.awarded == 120_00
    assert ledger.paid == second.amount_minor
    assert awards.ledger(competition.festival) == [ledger]


def test_withholding_needs_a_role_a_reason_and_a_prize_not_paid(staff: Staff) -> None:
    released(staff, 100_00)
    award = Award.objects.get()
    arguments: dict[str, Any] = {"actor": actor_of(staff.chair), "user": staff.chair, "award": award}

    with pytest.raises(NotAllowed):
        awards.withhold(actor=actor_of(staff.viewer), user=staff.viewer, award=award, reason="x")
    with pytest.raises(RuleRefused, match="Say why"):
        awards.withhold(**arguments, reason=" ")
    awards.withhold(**arguments, reason="protest")
    with pytest.raises(RuleRefused, match="cannot be withheld"):
        awards.withhold(**arguments, reason="protest")
    awards.give_after_all(**arguments, reason="protest dismissed")
    award.refresh_from_db()
    assert award.status == "awarded"
    pay(staff, award)
    with pytest.raises(RuleRefused, match=r"paid already \(TR-7\)"):
        awards.withhold(**arguments, reason="too late")


def pay(staff: Staff, award: Award, **fields: Any) -> Payout:
    arguments: dict[str, Any] = {"paid_minor": award.amount_minor, "reference": "TR-7", **fields}
    return awards.mark_paid(actor=actor_of(staff.owner), user=staff.owner, award=award, **arguments)


def test_paying_wrongly_is_a_sentence_and_pays_nothing(staff: Staff) -> None:
    released(staff, 100_00)
    award = Award.objects.get()

    for fields, words in (
        ({"currency": "EUR"}, "is in KZT, not in EUR"),
        ({"paid_minor": 99_00}, "another amount"),
        ({"paid_minor": -1}, "another amount"),
        ({"reference": " "}, "reference of the payment"),
    ):
        with pytest.raises(RuleRefused, match=words):
            pay(staff, award, **fields)
    with pytest.raises(NotAllowed):
        awards.mark_paid(
            actor=actor_of(staff.chair), user=staff.chair, award=award, paid_minor=100_00, reference="TR-7"
        )
    assert not Payout.objects.exists()


def test_paying_twice_pays_once(staff: Staff) -> None:
    released(staff, 100_00)
    award = Award.objects.get()
    pay(staff, award)

    with pytest.raises(RuleRefused, match="it is paid once"):
        pay(staff, award)
    assert Payout.objects.count() == 1


def test_nothing_is_paid_while_the_result_is_taken_back(staff: Staff) -> None:
    competition = released(staff, 100_00)
    release = competition.releases.get()
    releases.retract(actor=actor_of(staff.chair), user=staff.chair, release=release, reason="protest")

    with pytest.raises(RuleRefused, match="taken back"):
        pay(staff, Award.objects.get())


@given(
    amounts=st.lists(st.integers(min_value=1, max_value=10**12), min_size=1, max_size=8),
    winners=st.integers(min_value=1, max_value=12),
)
def test_splitting_gives_out_every_unit_and_nobody_is_more_than_one_ahead(amounts: list[int], winners: int) -> None:
    rows = prize_money.split(amounts, winners)

    assert [sum(row) for row in rows] == amounts
    totals = [sum(row[index] for row in rows) for index in range(winners)]
    assert max(totals) - min(totals) <= 1
    assert totals == sorted(totals, reverse=True)
    assert all(max(row) - min(row) <= 1 for row in rows)


@given(
    groups=st.lists(st.integers(min_value=1, max_value=5), min_size=1, max_size=6),
    amounts=st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=8),
    is_dense=st.booleans(),
)
def test_every_shape_of_ties_gives_out_no_more_than_is_on_offer(
    groups: list[int], amounts: list[int], is_dense: bool
) -> None:
    """Pooled money: what the covered places offer is what is given, to the last unit, whatever is tied with whom."""
    prizes = [
        Prize(pk=index, kind="money", place_from=index, place_to=index, on_offer_minor=amount)
        for index, amount in enumerate(amounts, 1)
    ]
    place, entry, given_out, covered_offer = 1, 0, 0, 0
    for size in groups:
        last = place if is_dense else place + size - 1
        tied: list[prize_money.Winner] = [(one, None) for one in range(entry, entry + size)]
        shares = prize_money._share_money(prizes, (place, last), tied, pooled=True)
        offer = sum(amount for index, amount in enumerate(amounts, 1) if place <= index <= last)
        assert sum(share.amount_minor or 0 for share in shares) == offer
        given_out, covered_offer = given_out + offer, covered_offer + offer
        place, entry = last + 1, entry + size
    assert given_out == covered_offer <= sum(amounts)
