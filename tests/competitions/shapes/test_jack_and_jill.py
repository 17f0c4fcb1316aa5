"""Jack & Jill from the callbacks by role to the drawn final: alternates, the draw, its repeats, and the ranking."""

from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import CoupleDraw, EntryMember, RoundEntry
from competitions.selectors import couples
from competitions.services import couple_draws
from dancers.errors import NotAllowed, RuleRefused
from tests.competitions.shapes.contest_day import Day, make_day, set_wanted

pytestmark = pytest.mark.django_db


def make_jack_and_jill(leaders: int = 4, followers: int = 4, wanted: int = 2) -> Day:
    """Leaders No. 1.., followers behind them; each pool with a panel of its own; the final's panel sits too."""
    day = make_day("jack-and-jill", leaders + followers, drawn_couples=True)
    entries = day.competition.entries.order_by("pk")
    for index, entry in enumerate(entries):
        role = "leader" if index < leaders else "follower"
        EntryMember.objects.filter(entry=entry).update(role=role)
    for position in (1, 2):
        set_wanted(day.round(position), wanted)
    day.seat(1, 2, 3)
    return day


def call_back(day: Day) -> None:
    """The lower numbers of each pool are the better ones."""
    day.dance(1, [1, 2, 3, 4])
    day.dance(2, [5, 6, 7, 8])


def entry_of(day: Day, number: int) -> int:
    return day.competition.entries.get(numbers__label=str(number)).pk


def draw(day: Day, **how: object) -> object:
    given = {"method": "random", "seed": "seven-of-hearts", "witness": "Гүлнар Сейітова", **how}
    return couple_draws.draw(**day.who(), round=day.round(3), **given)  # type: ignore[arg-type]  # the tests' own


def test_callbacks_take_their_pool_alone() -> None:
    day = make_jack_and_jill()
    call_back(day)

    assert day.standing(1) == ["1", "2", "3", "4"]
    assert day.standing(2) == ["5", "6", "7", "8"]
    assert set(day.round(2).round_entries.values_list("pool", flat=True)) == {"follower"}


def test_draw_at_random_is_what_anybody_computes_from_the_seed() -> None:
    day = make_jack_and_jill()
    call_back(day)
    with pytest.raises(RuleRefused, match="couples of Final are drawn"):
        day.draw(1)
    made = draw(day)

    leaders, followers = sorted([entry_of(day, 1), entry_of(day, 2)]), [entry_of(day, 5), entry_of(day, 6)]
    followers.sort(key=lambda key: sha256(f"seven-of-hearts:{key}".encode()).hexdigest())
    assert couples.pairs_in(made) == list(zip(leaders, followers, strict=True))  # type: ignore[arg-type]  # a CoupleDraw
    assert draw(day) == made  # the same again changes nothing
    places = day.round(3).round_entries.all()
    assert {place.origin for place in places} == {"drawn"}
    assert all(sorted(place.source_rows.values_list("role", flat=True)) == ["follower", "leader"] for place in places)


def test_draw_by_lots_pairs_as_typed_and_places_both_of_a_couple() -> None:
    day = make_jack_and_jill()
    call_back(day)
    pairs = [(entry_of(day, 1), entry_of(day, 6)), (entry_of(day, 2), entry_of(day, 5))]
    with pytest.raises(RuleRefused, match=r"look at No\. 6"):
        draw(day, method="lots", pairs=[(entry_of(day, 1), entry_of(day, 6)), (entry_of(day, 2), entry_of(day, 6))])
    draw(day, method="lots", pairs=pairs)
    assert day.standing(3) == ["1/6", "2/5"]

    day.dance(3, [2, 1])
    assert day.ranking() == [
        *[("2", 1, 1), ("5", 1, 1), ("1", 2, 2), ("6", 2, 2)],
        *[("3", 3, 3), ("7", 3, 3), ("4", 4, 4), ("8", 4, 4)],
    ]
    rows = day.rows()
    assert [row["pool"] for row in rows] == ["leader", "follower"] * 4
    assert [row.get("group") for row in rows] == [None] * 4 + ["leader", "follower"] * 2


def test_unequal_numbers_are_refused_until_an_alternate_is_taken_in() -> None:
    day = make_jack_and_jill()
    call_back(day)
    link = day.link(1, 3)
    couple_draws.leave_out(
        **day.who(), round=day.round(3), link=link, entry_id=entry_of(day, 1), reason="a sprained ankle"
    )
    with pytest.raises(RuleRefused, match="1 leaders and 2 followers"):
        draw(day)
    with pytest.raises(NotAllowed):
        couple_draws.take_alternate(**day.who(day.staff.registrar), round=day.round(3), link=link, reason="so")
    couple_draws.take_alternate(**day.who(day.staff.chair), round=day.round(3), link=link, reason="for No. 1")
    draw(day)
    assert sorted(label.split("/")[0] for label in day.standing(3)) == ["2", "3"]


def test_a_second_draw_needs_a_reason_and_keeps_the_couples_that_stay() -> None:
    day = make_jack_and_jill()
    call_back(day)
    one, other = entry_of(day, 1), entry_of(day, 2)
    five, six = entry_of(day, 5), entry_of(day, 6)
    draw(day, method="lots", pairs=[(one, five), (other, six)])
    before = set(day.round(3).round_entries.values_list("pk", flat=True))
    with pytest.raises(RuleRefused, match="say why again"):
        draw(day, method="lots", pairs=[(one, six), (other, five)])
    again = draw(day, method="lots", pairs=[(one, six), (other, five)], reason="a lot fell to the floor")

    assert again.number == 2  # type: ignore[attr-defined]  # a CoupleDraw
    assert not before & set(day.round(3).round_entries.values_list("pk", flat=True))
    day.open(3)
    with pytest.raises(RuleRefused, match="its couples stay"):
        draw(day, seed="another", reason="why not")


def test_couples_that_no_longer_fit_keep_the_final_closed() -> None:
    day = make_jack_and_jill()
    call_back(day)
    draw(day)
    couple_draws.leave_out(
        **day.who(), round=day.round(3), link=day.link(1, 3), entry_id=entry_of(day, 2), reason="gone home"
    )
    with pytest.raises(RuleRefused, match="drawn before its leaders or followers changed"):
        day.open(3)
    assert RoundEntry.objects.filter(round=day.round(3)).count() == 2


def test_format_with_pools_needs_a_competition_of_drawn_couples() -> None:
    with pytest.raises(RuleRefused, match="mark Latin, adults as one with drawn couples"):
        make_day("jack-and-jill", 0)
    with pytest.raises(RuleRefused, match="make the entries of Latin, adults solos"):
        make_day("jack-and-jill", 0, drawn_couples=True, size="couple")
    with pytest.raises(RuleRefused, match="has no pools"):
        make_day("strictly", 0, drawn_couples=True)


def test_page_of_the_draw_shows_the_couples_before_it_draws_them(client: Client) -> None:
    day = make_jack_and_jill()
    client.force_login(day.staff.scrutineer)
    address = reverse("desk:couples", args=[day.competition.festival.slug, day.round(3).pk])
    assert "was not tabulated yet" in client.get(address).content.decode()
    call_back(day)
    given = {"method": "random", "seed": "seven-of-hearts", "witness": "Гүлнар Сейітова"}

    shown = client.post(address, given)
    assert "These couples will be drawn" in shown.content.decode()
    assert not CoupleDraw.objects.exists()
    wrong = client.post(address, {**given, "step": "confirm", "shown": "1:2"})
    assert "look again" in wrong.content.decode()
    client.post(address, {**given, "step": "confirm", "shown": shown.context["shown"]})
    assert CoupleDraw.objects.get().witness == "Гүлнар Сейітова"
    page = client.get(address).content.decode()
    assert "seed seven-of-hearts" in page
    assert "1/5" in page or "1/6" in page


def test_page_takes_in_an_alternate_and_leaves_somebody_out(client: Client) -> None:
    day = make_jack_and_jill()
    call_back(day)
    client.force_login(day.staff.chair)
    slug, final, link = day.competition.festival.slug, day.round(3), day.link(2, 3)
    alternate = reverse("desk:take_alternate", args=[slug, final.pk, link.pk])
    client.post(alternate, {"reason": "one more fits"})
    out = reverse("desk:leave_out_of_draw", args=[slug, final.pk, link.pk])
    client.post(out, {"entry": entry_of(day, 5), "reason": "ill"})
    client.post(out, {"entry": entry_of(day, 5), "reason": ""})

    pool = couples.pools_of(final)[1]
    assert (pool.alternates, pool.gone) == ((entry_of(day, 7),), (entry_of(day, 5),))
    strange = reverse("desk:take_alternate", args=[slug, final.pk, link.pk + 99])
    assert client.post(strange, {"reason": "x"}).status_code == 404
    assert client.get(reverse("desk:couples", args=[slug, day.round(1).pk])).status_code == 404
