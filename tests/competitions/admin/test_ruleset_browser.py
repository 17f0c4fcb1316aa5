"""The form of a ruleset in a real browser: the example is computed anew while somebody types, and nothing is saved."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from competitions.models import Ruleset
from competitions.services import formats
from tests.factories import contest
from tests.factories.admin_world import make_staff_member
from tests.services.server import Server
from tests.services.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def page(front_door: Server, browser: Browser) -> Iterator[Page]:
    """An owner's browser window; it may have nothing to complain about."""
    context = browser.new_context(base_url=front_door.url, viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    yield context.new_page()
    context.close()
    assert complaints == []


def open_own(server: Server, page: Page) -> Ruleset:
    """The page of a festival's own copy."""
    formats.install_house_formats()
    owner = make_staff_member(contest.make_festival())
    owner.set_password("secret-pass-1")
    owner.save(update_fields=["password"])
    visitor = Visitor(server)
    visitor.open("/en/accounts/sign-in/")
    visitor.post_form("/en/accounts/sign-in/", {"email": owner.email, "password": "secret-pass-1"})
    page.context.add_cookies(
        [{"name": name, "value": value, "url": server.url} for name, value in visitor.cookies.items()]
    )
    house = Ruleset.objects.get(festival__isnull=True, key="trim_per_criterion")
    page.goto(f"{server.url}/admin/competitions/ruleset/{house.pk}/change/")
    page.get_by_role("button", name="Copy for this festival").click()
    expect(page.get_by_text("is a copy for")).to_be_visible()
    return Ruleset.objects.get(festival__isnull=False)


def test_a_trim_is_changed_and_the_example_follows_before_saving(front_door: Server, page: Page) -> None:
    row = open_own(front_door, page)
    example = page.locator("[data-example]")
    first = example.locator("tbody tr").first
    expect(first.locator("td.example-won")).to_have_text("1")
    expect(example.locator("s")).to_have_count(16)

    page.locator("[name='params_text-aggregate.drop_low']").fill("0")
    expect(example.locator("s")).to_have_count(8)
    expect(first.locator("td.example-won")).to_have_text("2")

    page.locator("[name='params_text-aggregate.drop_high']").fill("x")
    expect(example).to_contain_text("nothing can be computed yet")

    page.locator("[name='params_text-aggregate.op']").select_option("sum")
    expect(page.locator("[data-param='aggregate.drop_low']")).to_be_hidden()
    expect(example.locator("s")).to_have_count(0)

    names = page.locator("[data-table='criteria'] [data-row]")
    page.locator("[data-table='criteria'] + [data-add]").click()
    expect(names).to_have_count(6)
    expect(page.locator("[name='params_text-criteria-5-id']")).to_be_focused()
    page.locator("[name='params_text-criteria-5-id']").fill("Costume")
    page.locator("[name='params_text-criteria-5-max']").fill("5")
    expect(example).to_contain_text("six criteria")
    names.last.locator("[data-remove]").click()
    expect(example).to_contain_text("five criteria")

    row.refresh_from_db()
    assert '"op":"trimmed_sum"' in row.params_text
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/ruleset/$"))
    row.refresh_from_db()
    assert '"op":"sum"' in row.params_text
