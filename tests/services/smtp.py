"""A real SMTP server on loopback that keeps what it is given; it can refuse an address and drop a connection."""

import email
import email.policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller

from tests.services.postgres import free_port


class MailServer:
    """Keeps each accepted letter in `letters`. Addresses in `refused` get 550, those in `busy` get 451."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.busy: set[str] = set()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.url = f"smtp://127.0.0.1:{self._controller.port}"
        self.port = self._controller.port

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Refuse for good, for now, or not at all."""
        if address in self.refused:
            return "550 No such mailbox here"
        if address in self.busy:
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep the letter."""
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 Kept"
