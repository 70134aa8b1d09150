"""A real SMTP server on a free port, and what it was given."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Inbox:
    """Takes letters; those to an address in `refuses` are answered with what stands there.

    Who gives a name and a password is let in, and is noted in `logins`; without, too.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        self.logins: list[tuple[str, str]] = []
        self.port = 0

    def authenticate(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _mechanism: str,
        given: LoginPassword,
    ) -> AuthResult:
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=True)

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@contextmanager
def smtp_server(inbox: Inbox, listening: socket.socket | None = None) -> Iterator[Inbox]:
    """Serve an inbox for a while, on a free port or on one that is listened on already."""
    loop = asyncio.new_event_loop()
    is_ready = Event()

    async def start() -> asyncio.Server:
        where: dict[str, Any] = (
            {"sock": listening} if listening else {"host": "127.0.0.1", "port": 0}
        )
        server = await loop.create_server(
            lambda: SMTP(
                inbox,
                hostname="mail.example.com",
                loop=loop,
                authenticator=inbox.authenticate,
                auth_require_tls=False,
            ),
            **where,
        )
        inbox.port = server.sockets[0].getsockname()[1]
        is_ready.set()
        return server

    server: asyncio.Server | None = None

    def run() -> None:
        nonlocal server
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(start())
        loop.run_forever()

    thread = Thread(target=run)
    thread.start()
    is_ready.wait(60)
    try:
        yield inbox
    finally:

        async def stop() -> None:
            assert server is not None
            server.close()
            rest = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
            loop.stop()

        asyncio.run_coroutine_threadsafe(stop(), loop)
        thread.join(60)
        loop.close()
