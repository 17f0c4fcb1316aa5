"""What each audience does in its own browser, by what it can see: words, labels and roles, never addresses or classes."""

from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from dancers.models import User
from events.models import Festival

PASSWORD = "secret-pass-1"


def press(page: Page | Locator, name: str) -> None:
    """Press the one button with exactly this name."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str) -> None:
    """Follow the first link with exactly this name."""
    page.get_by_role("link", name=name, exact=True).first.click()


def see(page: Page, words: str) -> None:
    """Wait until these words stand on the page."""
    expect(page.get_by_text(words).filter(visible=True).first).to_be_visible()


def sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    """From the first page to the own account."""
    page.goto("/en/")
    follow(page, "Sign in")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(password)
    press(page.get_by_role("main"), "Sign in")
    expect(page.get_by_role("heading", name="My account", exact=True)).to_be_visible()


def open_desk(page: Page, user: User, festival: Festival) -> None:
    """Sign in as somebody who works at the festival, and go to its desk."""
    sign_in(page, user)
    page.get_by_role("link", name=festival.title_en).click()
    expect(page.get_by_role("heading", name="Rounds", exact=True)).to_be_visible()


class Manager:
    """Who looks after an academy and knows nothing of the site yet."""

    def __init__(self, page: Page, email: str, password: str) -> None:
        self.page, self.email, self.password = page, email, password

    def sign_up(self) -> None:
        self.page.goto("/en/")
        follow(self.page, "Sign in")
        follow(self.page, "Sign up")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password").fill(self.password)
        self.page.get_by_label("Enter dancers of my academy").check()
        press(self.page, "Sign up")
        expect(self.page.get_by_role("heading", name="Look into your mail")).to_be_visible()

    def verify(self, link: str) -> None:
        self.page.goto(link)
        self.page.get_by_label("Password").fill(self.password)
        press(self.page, "Verify and sign in")

    def found_academy(self, name: str, city: str) -> None:
        self.page.get_by_label("Name of the academy").fill(name)
        self.page.get_by_label("City").fill(city)
        press(self.page, "Add the academy")
        see(self.page, name)

    def add_dancer(self, given: str, family: str, born: str) -> None:
        follow(self.page, "Add a dancer")
        self.page.get_by_label("Given name").fill(given)
        self.page.get_by_label("Family name").fill(family)
        self.page.get_by_label("Birth date").fill(born)
        press(self.page, "Add the dancer")
        see(self.page, f"{given} {family}")

    def ask_to_take_part(self, academy: str, festival: Festival) -> None:
        follow(self.page.get_by_role("navigation", name=academy), "Festivals")
        follow(self.page.get_by_role("main"), festival.title_en)
        press(self.page, "Ask to take part")

    def enter(self, dancer: str, competition: str, piece: str, length: str) -> None:
        """Press the dancer's cell in the competition's column, say what is danced, and send it."""
        self.page.get_by_role("link", name=f"Enter {dancer} in {competition}").click()
        self.page.get_by_label("Title of the piece").fill(piece)
        self.page.get_by_label("Length").fill(length)
        press(self.page, "Enter")
        see(self.page, f"{dancer} is entered in {competition}.")


class Registrar:
    """Who says who takes part and which number they wear."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def approve(self, name: str) -> None:
        follow(self.page, "Registration")
        press(self.page.get_by_role("row").filter(has_text=name), "Approve")
        see(self.page, f"{name} takes part.")

    def close_and_number(self, competition: str) -> None:
        follow(self.page, "Registration")
        press(self.page.get_by_role("row").filter(has_text=competition), "Close entries")
        see(self.page, f"Entries for {competition} are closed.")
        follow(self.page, competition)
        press(self.page, "Give numbers")

    def number_of(self, entry: str) -> str:
        return self.page.get_by_label(f"Number of {entry}").input_value()


class Scrutineer:
    """Who runs the rounds."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def make_rounds(self, competition: str) -> None:
        press(self.page.get_by_role("main").get_by_role("row").filter(has_text=competition), "Make its rounds")

    def seat_panel(self, round_: str, judges: dict[str, str]) -> None:
        self.page.get_by_role("navigation", name="Rounds").get_by_role("link").filter(has_text=round_).click()
        follow(self.page.get_by_role("main"), "Panel")
        for letter, name in judges.items():
            self.page.get_by_role("combobox", name=letter, exact=True).select_option(label=name)
        press(self.page, "Seat the panel")

    def open_round(self) -> None:
        press(self.page, "Open for marks")

    def cards(self) -> dict[str, str]:
        """Print every judge's card; return the link on each by the judge's name."""
        follow(self.page, "Judges’ cards")
        for box in self.page.get_by_role("checkbox").all():
            box.check()
        press(self.page, "Make new links and show the cards")
        cards = self.page.get_by_role("region").all()
        return {card.get_by_role("heading").inner_text(): card.get_by_text("/j/").inner_text() for card in cards}

    def close_and_tabulate(self, round_: str) -> None:
        self.page.get_by_role("navigation", name="Rounds").get_by_role("link").filter(has_text=round_).click()
        see(self.page, "All sheets are in")
        press(self.page, "Close and tabulate")


class Judge:
    """Who has a card with a link, and no account."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def state(self) -> Locator:
        """The line that says where the marks are."""
        return self.page.get_by_role("status").first

    def open(self, link: str, round_: str) -> None:
        self.page.goto(link)
        self.page.get_by_role("link").filter(has_text=round_).click()
        expect(self.page.get_by_text("Tap a number to place it")).to_be_visible()
        # Before the script runs a tap is a form that is sent: right too, but then nothing stays on the device.
        self.page.wait_for_load_state("load")

    def rank(self, numbers: Sequence[str]) -> None:
        """Tap the numbers, the best first."""
        for number in numbers:
            press(self.page, number)

    def rank_and_hand_in_by_keyboard(self, first: str, others: int) -> None:
        """Place the first number, go on with Enter alone through the others in their order, and hand in."""
        self.page.get_by_role("button", name=first, exact=True).focus()
        for _place in range(others + 1):
            self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("button", name="Review and hand in")).to_be_focused()
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_role("dialog").get_by_role("button", name="Hand in")).to_be_focused()
        self.page.keyboard.press("Enter")

    def hand_in(self) -> None:
        """Look at the summary, and hand in."""
        press(self.page, "Review and hand in")
        press(self.page.get_by_role("dialog"), "Hand in")
