"""The main job in real browsers: from an academy's first visit to the place on the public page, each audience in its own."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from competitions.models import Competition, Format, Mark, Operation, Release
from competitions.services import formats
from tests.factories import contest as rows
from tests.journeys import letters
from tests.journeys.audiences import Judge, Manager, Registrar, Scrutineer, follow, open_desk, press, see
from tests.services.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE_MS = 15_000

MANAGER = "gulnara.omarova@example.org"
PASSWORD = "seven blue swans 7"
ACADEMY = "«Ақ қайың» хореография мектебі"
GIVEN, FAMILY = "Нұрсұлтанайым-Ақбөпе", "Әбдіқадырқызы-Құлмағамбетова"
DANCER = f"{GIVEN} {FAMILY}"
CONTEST = "Kazakh dance, solo"
JUDGES = {"A": ("Айгүл", "Жұмабаева"), "B": ("Олег", "Терентьев"), "C": ("Ingrid", "Sørensen")}

OpenPage = Callable[[], Page]


@pytest.fixture
def open_page(front_door: Server, browser: Browser) -> Iterator[OpenPage]:
    """Open a browser of somebody's own; in the end none of them may have had anything to complain about."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        # A refused connection is what the judge's tablet is tried with; everything else would be a fault of a page.
        if message.type in ("error", "warning") and "ERR_INTERNET_DISCONNECTED" not in message.text:
            complaints.append(f"{message.page and message.page.url}: {message.text}")

    def open_page() -> Page:
        context = browser.new_context(base_url=front_door.url, locale="en-GB", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", complain)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    expect.set_options(timeout=PATIENCE_MS)
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_academy_enters_a_dancer_and_everybody_reads_her_place(front_door: Server, open_page: OpenPage) -> None:
    staff, competition = set_up()
    manager = register(front_door, open_page(), staff)

    registrar = Registrar(open_page())
    open_desk(registrar.page, staff.registrar, staff.festival)
    registrar.approve(ACADEMY)
    letters.letter_to(front_door, MANAGER, "You may take part")

    manager.page.reload()
    manager.enter(DANCER, CONTEST, "Аққу", "2:45")
    letters.letter_to(front_door, MANAGER, f"Entry accepted: {DANCER}")
    registrar.close_and_number(CONTEST)
    number = registrar.number_of(DANCER)

    scrutineer = Scrutineer(open_page())
    open_desk(scrutineer.page, staff.scrutineer, staff.festival)
    links = open_the_round(scrutineer)
    others = [row.numbers.get().label for row in competition.entries.exclude(academy__name=ACADEMY).order_by("pk")]
    judge_all(open_page, links, number, others)

    follow(scrutineer.page, staff.festival.title_en)
    scrutineer.close_and_tabulate("Final")
    see(scrutineer.page, "Waits for a second person")
    release_by_second_person(open_page(), staff)

    read_in_kazakh(open_page(), staff, competition, number)
    prize = letters.text_of(letters.letter_to(front_door, MANAGER, "A prize: "))
    assert "500 000 ₸" in prize.replace("\N{NO-BREAK SPACE}", " ")
    assert DANCER in prize
    letters.letter_to(front_door, MANAGER, "Results: ")


def set_up() -> tuple[rows.Staff, Competition]:
    """What others did before: a festival that is on, its staff and judges, one competition with two entries and a prize."""
    today = timezone.localdate()
    staff = rows.make_festival_with_staff(
        title_en="Altyn Adym",
        title_kk="Алтын адым",
        slug="altyn-adym",
        starts_on=today,
        ends_on=today + timedelta(days=1),
    )
    formats.install_house_formats()
    competition = rows.make_competition(
        staff.festival,
        title_en=CONTEST,
        title_kk="Қазақ биі, жеке",
        slug="kazakh-solo",
        size=Competition.Size.SOLO,
        status=Competition.Status.OPEN,
        format=Format.objects.get(festival=None, key="single-dance-final"),
    )
    for _other in range(2):
        rows.make_entry(competition, academy=rows.make_academy())
    rows.make_prize(competition, 50_000_000, 1)
    for given, family in JUDGES.values():
        rows.make_appointment(staff.festival, rows.make_person(given, family))
    return staff, competition


def register(server: Server, page: Page, staff: rows.Staff) -> Manager:
    """A manager nobody knows yet: account, academy, dancer, the question to the festival."""
    manager = Manager(page, MANAGER, PASSWORD)
    manager.sign_up()
    manager.verify(letters.link_in(letters.letter_to(server, MANAGER, "Confirm your e-mail address")))
    manager.found_academy(ACADEMY, "Қарағанды")
    manager.add_dancer(GIVEN, FAMILY, "14.03.2004")
    manager.ask_to_take_part(ACADEMY, staff.festival)
    return manager


def open_the_round(scrutineer: Scrutineer) -> dict[str, str]:
    """Rounds, panel, cards, open; return each letter's link."""
    scrutineer.make_rounds(CONTEST)
    names = {letter: f"{given} {family}" for letter, (given, family) in JUDGES.items()}
    scrutineer.seat_panel("Final", names)
    scrutineer.open_round()
    links = scrutineer.cards()
    return {letter: links[name] for letter, name in names.items()}


def judge_all(open_page: OpenPage, links: dict[str, str], ours: str, others: list[str]) -> None:
    """Three judges on three tablets. A taps, B has a keyboard, and C's network is gone for most of the taps."""
    tapping, typing = Judge(open_page()), Judge(open_page())
    tapping.open(links["A"], "Final")
    tapping.rank([ours, *others])
    tapping.hand_in()
    typing.open(links["B"], "Final")
    typing.rank_and_hand_in_by_keyboard(ours, len(others))
    for judge in (tapping, typing):
        expect(judge.state).to_contain_text("is handed in")
        expect(judge.page.get_by_text("Tap a number to place it")).to_be_hidden()
    judge_through_a_hole_in_the_network(Judge(open_page()), links["C"], [others[0], ours, others[1]])


def judge_through_a_hole_in_the_network(judge: Judge, link: str, order: list[str]) -> None:
    """The state line says where the marks are, at every moment, and what was tapped without network arrives."""
    judge.open(link, "Final")
    judge.rank(order[:1])
    expect(judge.state).to_contain_text("1 mark received")
    assert Mark.objects.filter(seat__letter="C").count() == 1
    judge.page.context.set_offline(True)
    judge.rank(order[1:])
    expect(judge.state).to_contain_text("No network since")
    see(judge.page, "marks are on this device only")
    assert Mark.objects.filter(seat__letter="C").count() == 1
    judge.page.context.set_offline(False)
    expect(judge.state).to_contain_text("All 3 marks received")
    assert Operation.objects.filter(seat__letter="C", outcome="applied").count() == 3
    judge.hand_in()
    expect(judge.state).to_contain_text("is handed in")


def release_by_second_person(page: Page, staff: rows.Staff) -> None:
    """The chair looks at what the public will read, and lets it out."""
    open_desk(page, staff.chair, staff.festival)
    page.get_by_role("main").get_by_role("row").filter(has_text=CONTEST).get_by_role("link", name="Release").click()
    expect(page.get_by_role("row").filter(has_text=DANCER)).to_contain_text("1")
    press(page, "Release")
    see(page, "Release 1 is out.")
    assert Release.objects.get().released_by == staff.chair


def read_in_kazakh(page: Page, staff: rows.Staff, competition: Competition, number: str) -> None:
    """Somebody without an account finds the place, the marks and why, in Kazakh."""
    page.goto("/en/")
    follow(page, "Қаз")
    follow(page, "Нәтижелер")
    page.get_by_role("link", name=competition.title_kk).click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    ours = page.get_by_role("row").filter(has_text=FAMILY).first
    expect(ours.get_by_role("cell").first).to_have_text("1")
    expect(ours).to_contain_text(number)
    working = page.get_by_role("heading", name="Бұл қалай шешілді").locator("..").get_by_role("listitem").first
    expect(working).to_contain_text("1")
    expect(page.get_by_role("heading", name="Төрешілердің бағалары")).to_be_visible()
    follow(page, DANCER)
    expect(page.get_by_role("heading", name=DANCER)).to_be_visible()
    see(page, "Қазақ биі, жеке")
