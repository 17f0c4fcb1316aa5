"""Reads the mail folder of an installation without a mail server, for the admin's page."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

SHOWN = 200


@dataclass(frozen=True, slots=True)
class FolderLetter:
    """One letter as the page shows it."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str
    html: str


def is_used() -> bool:
    """Tell whether letters go to the folder here."""
    return settings.EMAIL_BACKEND.endswith("email.folder.EmailBackend")


def list_letters(*, limit: int = SHOWN, to: str = "") -> list[FolderLetter]:
    """Return the newest letters first; `to` narrows them to addresses that contain it."""
    folder = Path(settings.MAIL_FOLDER)
    if not folder.is_dir():
        return []
    paths = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    letters = (_read(path) for path in paths)
    return [letter for letter in letters if to.lower() in letter.to.lower()][:limit]


def find_letter(name: str) -> FolderLetter | None:
    """Return one letter by its file's name, or None; a name that is a path finds nothing."""
    path = Path(settings.MAIL_FOLDER) / name
    if path.name != name or path.suffix != ".eml" or not path.is_file():
        return None
    return _read(path)


def _read(path: Path) -> FolderLetter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return FolderLetter(
        name=path.name,
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""
