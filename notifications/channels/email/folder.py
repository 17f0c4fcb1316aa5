"""Mail into a folder, for a laptop without a mail server: one file for each letter, shown in the admin.

The file is named after the Message-ID, so the same letter sent twice lies there once.
"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Django's mail backend over settings.MAIL_FOLDER, readable by the owner of the installation only."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Any) -> int:
        """Write each letter whole or not at all (a new file is renamed into place)."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        letters: list[EmailMessage] = list(email_messages)
        for letter in letters:
            message = letter.message()
            name = re.sub(r"[^A-Za-z0-9.-]+", "-", str(message["Message-ID"])).strip("-")
            unfinished = self.folder / f".{name}.part"
            unfinished.write_bytes(message.as_bytes())
            unfinished.rename(self.folder / f"{name}.eml")
        return len(letters)
