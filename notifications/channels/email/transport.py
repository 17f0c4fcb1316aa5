"""Hands letters to the mail server (or the mail folder): one connection for a batch, made anew after a failure."""

import smtplib
from types import TracebackType
from typing import Self

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from notifications.channels.email import letters
from notifications.errors import Undeliverable
from notifications.models import Delivery

PERMANENT = 500


class Post:
    """A place to post letters. Use as a context manager; the connection is opened by the first letter."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, delivery: Delivery) -> None:
        """Send one letter. Undeliverable when the address is refused for good; any other exception is worth another try."""
        letter = letters.compose(delivery)
        if self._connection is None:
            connection = get_connection()
            connection.open()
            self._connection = connection
        try:
            self._connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as error:
            self._close()
            code, answer = next(iter(error.recipients.values()))
            if code >= PERMANENT:
                raise Undeliverable(f"Refused by the mail server: {code} {answer.decode(errors='replace')}") from error
            raise
        except Exception:
            self._close()
            raise

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except (OSError, smtplib.SMTPException):
            return  # the letters of this connection were acknowledged one by one; a rude goodbye changes nothing
