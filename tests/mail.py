"""A mail server for tests: it keeps what it gets, refuses when told to, and counts."""

import socket
import time
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class MailSink:
    """Listens on a port of its own; `url` is the EMAIL_URL that leads to it."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.recipients: list[str] = []
        self.refusal: str | None = None
        self.delay_seconds = 0.0
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def refuse(self, answer: str = "451 4.7.1 Greylisted, try later") -> None:
        self.refusal = answer

    def accept(self) -> None:
        self.refusal = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.delay_seconds:
            time.sleep(self.delay_seconds)
        if self.refusal:
            return self.refusal
        self.messages.append(message_from_bytes(envelope.content))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
