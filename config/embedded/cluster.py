"""The embedded servers of one data directory: who owns them, starting them, joining them, stopping them.

One process owns the servers for as long as it holds the lock `owner`; it started them and stops them. Others join: they hold the
lock `joined` together, and an owner that is an ordinary command waits for them before it stops the servers.
Locks end with the process that holds them, however it ends.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from config.embedded import places, process
from config.embedded.installation import NAMES, Installation
from config.embedded.keys import Keys, load, load_or_make
from config.embedded.postgres import OWNER, RUNTIME, Postgres, binary
from config.embedded.problems import LauncherError, explain
from config.embedded.valkey import Valkey

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Progress that nobody reads."""


class Cluster:
    """The servers of `data`; make one, then `own()` or `join()` it."""

    def __init__(self, data: Path, *, throwaway: bool = False) -> None:
        self.data = data
        self.throwaway = throwaway
        self.killed = False
        self._owner: int | None = None
        self._joined: int | None = None
        self.keys: Keys
        self.postgres: Postgres
        self.valkey: Valkey

    @property
    def installation(self) -> Installation:
        """What the data directory remembers; read afresh each time."""
        return Installation(self.data)

    def try_own(self, note: dict[str, object]) -> bool:
        """Take the data directory for this process unless another has it. `note` tells others who we are."""
        places.make_private(self.data)
        descriptor = self._lock("owner", fcntl.LOCK_EX | fcntl.LOCK_NB)
        if descriptor is None:
            return False
        self._owner = descriptor
        # A clean end leaves the note empty; what is there now was left by a process that was killed.
        self.killed = bool(self.owner_note())
        self.tell(note)
        return True

    @property
    def owns(self) -> bool:
        """Whether this process has the data directory."""
        return self._owner is not None

    def tell(self, note: dict[str, object]) -> None:
        """Replace what others read about the owner; `ready` lets them join."""
        assert self._owner is not None
        os.ftruncate(self._owner, 0)
        os.pwrite(self._owner, json.dumps({"pid": os.getpid(), **note}).encode(), 0)

    def owner_note(self) -> dict[str, object]:
        """What the owner says about itself: pid, command, address. Empty when nobody has written yet."""
        try:
            return dict(json.loads((self.data / "owner").read_text()))
        except (OSError, ValueError):
            return {}

    def start(self, say: Say = silent) -> None:
        """Start both servers, making them first where there are none. Only for the owner; raises LauncherError."""
        assert self._owner is not None or self.throwaway
        try:
            self._describe(load_or_make(self.data, has_data=(self.data / "pg" / "PG_VERSION").exists()))
            self.valkey.start()
            if not self.postgres.exists:
                say("Making the database (once)")
                self.postgres.create()
            say("Starting the database and the queue")
            self.postgres.start()
            self.postgres.wait()
            self.valkey.wait()
        except OSError as error:
            self.stop()
            raise explain(error, self.data) from None
        except BaseException:
            self.stop()
            raise

    def _describe(self, keys: Keys) -> None:
        how = process.privilege(binary("postgres"))
        sockets = places.sockets(self.data, how)
        self.keys = keys
        self.postgres = Postgres(
            self.data / "pg",
            sockets,
            owner_password=keys.owner_password,
            runtime_password=keys.runtime_password,
            throwaway=self.throwaway,
        )
        self.valkey = Valkey(self.data / "valkey", sockets, throwaway=self.throwaway)

    def try_join(self, patience: float = 600.0) -> bool:
        """Use the servers that another process owns, once it says they are ready; false when it gave them up meanwhile.

        A first start makes tables and cases before it is ready, hence the long `patience` (seconds).
        """
        self._joined = self._lock("joined", fcntl.LOCK_SH)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            free = self._lock("owner", fcntl.LOCK_EX | fcntl.LOCK_NB)
            if free is not None:
                os.close(free)
                self.leave()
                return False
            keys = load(self.data)
            if keys is not None and self.owner_note().get("ready"):
                self._describe(keys)
                if self.postgres.ready() and self.valkey.ready():
                    return True
            time.sleep(0.05)
        raise LauncherError(
            f"The servers in {self.data} belong to another process that did not get them ready; see {self.data / 'pg.log'}.", code=1
        )

    def export(self, *, role: str = RUNTIME) -> None:
        """Put into the environment what the settings read: addresses, roles, secrets."""
        os.environ["CASEWORK_DATA_DIR"] = str(self.data)
        os.environ["DATABASE_URL"] = self.postgres.url(role)
        if role != OWNER:
            os.environ["DATABASE_OWNER_URL"] = self.postgres.url(OWNER)
        os.environ["DATABASE_RUNTIME_ROLE"] = RUNTIME
        os.environ["REDIS_URL"] = self.valkey.broker_url()
        os.environ["CACHE_URL"] = self.valkey.cache_url()
        self.keys.export()

    def leave(self) -> None:
        """Stop using another's servers."""
        if self._joined is not None:
            os.close(self._joined)
            self._joined = None

    def stop(self, *, wait_for_joined: bool = False) -> None:
        """Stop what this process started and give the data directory up."""
        if wait_for_joined and self._owner is not None:
            waiting = self._lock("joined", fcntl.LOCK_EX)
            if waiting is not None:
                os.close(waiting)
        for server in (getattr(self, "valkey", None), getattr(self, "postgres", None)):
            if server is not None:
                server.stop()
        sockets = self.postgres.sockets if hasattr(self, "postgres") else None
        if sockets is not None and sockets.parent != self.data and (self.owns or self.throwaway):
            process.remove(sockets)
        if self._owner is not None:
            os.ftruncate(self._owner, 0)
        self.forget()

    def reset(self) -> None:
        """Delete all that this program made in the data directory. Only for the owner, before `start`."""
        assert self._owner is not None
        try:
            for name in NAMES:
                place = self.data / name
                if place.is_dir() and not place.is_symlink():
                    process.remove(place)
                else:
                    place.unlink(missing_ok=True)
        except OSError as error:
            raise explain(error, self.data) from None

    def forget(self) -> None:
        """Let go of the locks without stopping anything: for a forked child, which must not keep them alive."""
        for descriptor in (self._owner, self._joined):
            if descriptor is not None:
                os.close(descriptor)
        self._owner = self._joined = None

    def _lock(self, name: str, how: int) -> int | None:
        try:
            descriptor = os.open(self.data / name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise explain(error, self.data) from None
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor
