"""What `prepare` hands to the command `up` across Django's command line: the servers it owns and the address it holds."""

import socket
from dataclasses import dataclass, field

from config.embedded.cluster import Cluster


@dataclass
class Session:
    """`cluster` is None when the servers are the force's own; `listener` is bound but does not listen yet."""

    listener: socket.socket
    cluster: Cluster | None = None
    demo: bool = False
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.listener.getsockname()[1]


current: Session | None = None
