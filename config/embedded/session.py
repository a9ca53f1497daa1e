"""What `prepare` hands to the command `up` across Django's command line: the servers it owns and the address it holds."""

import socket
from dataclasses import dataclass

from config.embedded.cluster import Cluster


@dataclass
class Session:
    """`cluster` is None when the servers are the force's own; `listener` is bound but does not listen yet."""

    listener: socket.socket
    cluster: Cluster | None = None
    demo: bool = False

    @property
    def port(self) -> int:
        """The port of 127.0.0.1 that is held."""
        number: int = self.listener.getsockname()[1]
        return number


current: Session | None = None
# Set by the first signal that asks for the end. What the signal raises may be swallowed: Python only prints what comes up while an
# object is being thrown away. Whoever waits looks here as well.
ending = False
