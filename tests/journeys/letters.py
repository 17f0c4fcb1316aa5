"""The letters that a running server wrote into its mail folder."""

import email
import email.policy
import re
import time
from email.message import EmailMessage

from tests.services.server import Server

PATIENCE_SECONDS = 30


def letter_to(server: Server, address: str, subject: str) -> EmailMessage:
    """Wait for the letter to this address whose subject holds these words; say what lies there when it never comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = letters_of(server)
        for letter in found:
            if letter["To"] == address and subject in letter["Subject"]:
                return letter
        if time.monotonic() > deadline:
            raise AssertionError(f"No {subject!r} for {address}; there are {[(x['To'], x['Subject']) for x in found]}")
        time.sleep(0.1)


def letters_of(server: Server) -> list[EmailMessage]:
    """Every letter sent so far."""
    paths = sorted((server.data / "mail").glob("*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(letter: EmailMessage) -> str:
    """The link that a letter asks its reader to open."""
    found = re.search(r"^https?://\S+/\S{12,}$", text_of(letter), re.MULTILINE)
    assert found is not None, text_of(letter)
    return found.group(0)
