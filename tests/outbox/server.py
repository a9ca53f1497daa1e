"""A real SMTP server for tests, on a free port of this machine, told what to answer."""

import email
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Post:
    """What the server received, and what it is to answer next (a list of replies to RCPT and to DATA; empty: all is well)."""

    def __init__(self):
        self.received = []
        self.refuse_recipient = []
        self.refuse_data = []
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse_recipient:
            return self.refuse_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refuse_data:
            return self.refuse_data.pop(0)
        self.received.append(email.message_from_bytes(envelope.content))
        return "250 OK"

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.received]


class AnyPort(Controller):
    """A controller that takes the port the system gives."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp_server():
    """The server for the length of the block."""
    post = Post()
    controller = AnyPort(post, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
