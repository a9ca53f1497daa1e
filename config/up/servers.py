"""What `up` needs before the settings can be read: its options, its port, its servers and its keys."""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from config.embedded import places, session
from config.embedded.cluster import Cluster
from config.embedded.problems import LauncherError

HOST = "127.0.0.1"
NEEDED = ("SECRET_KEY", "PROTECTED_KEYS", "DIGEST_KEY")
PATIENCE_WITH_COMMAND = 60.0
PATIENCE_WITH_PORT = 10.0


def address(listener: socket.socket) -> str:
    """Where the pages are."""
    return f"http://{HOST}:{listener.getsockname()[1]}/"


def say(text: str) -> None:
    """One line of progress on standard error; standard output is for what the caller waits for."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def open_servers(*, port: int, demo: bool, reset: bool) -> Iterator[None]:
    """Hold the port and the servers for the length of the block; `session.current` tells the command about them.

    Raises LauncherError for everything the person must put right.
    """
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    if "DATABASE_URL" in os.environ:
        _check_own_servers(reset=reset)
        places.make_private(places.data_dir())
        session.current = session.Session(_listen(port))
        try:
            yield
        finally:
            session.current.listener.close()
        return
    if "REDIS_URL" in os.environ:
        raise LauncherError("REDIS_URL is set but DATABASE_URL is not: set both for servers of your own, or neither.")
    cluster = Cluster(places.data_dir())
    _own(cluster)
    try:
        listener = _listen(port, patience=PATIENCE_WITH_PORT if cluster.killed else 0)
        if reset:
            say("Deleting what was in the data directory")
            cluster.reset()
        cluster.tell({"command": "up", "address": address(listener)})
        _assets_folder(cluster)
        cluster.start(say)
        cluster.export()
        os.environ.setdefault("SITE_URL", address(listener).rstrip("/"))
        demo = _is_demo(cluster, demo)
        session.current = session.Session(listener, cluster, demo)
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        cluster.stop()


def _is_demo(cluster: Cluster, wish: bool) -> bool:
    """An installation made without the demonstration never becomes one; one made with it can be started without."""
    if cluster.installation.get("demo") is None:
        cluster.installation.note(demo=wish)
    demo = wish and bool(cluster.installation.get("demo"))
    if wish and not demo:
        say("This data directory was made with --no-demo, so there are no demonstration accounts.")
    os.environ["CASEWORK_DEMO"] = "1" if demo else "0"
    return demo


def _check_own_servers(*, reset: bool) -> None:
    if reset:
        raise LauncherError("--reset deletes the embedded database only; DATABASE_URL is set, so nothing was deleted.")
    if "REDIS_URL" not in os.environ:
        raise LauncherError("DATABASE_URL is set but REDIS_URL is not: set both for servers of your own, or neither.")
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise LauncherError(f"Servers of your own need keys of your own: set {', '.join(missing)} in the environment (README.md says how).")
    os.environ["CASEWORK_DEMO"] = "0"


def _assets_folder(cluster: Cluster) -> None:
    # The settings look at it when they are read; it is filled later.
    (cluster.data / "assets").mkdir(mode=0o700, exist_ok=True)


def _own(cluster: Cluster) -> None:
    """Take the data directory; wait for a command that is using it, refuse beside another `up`."""
    deadline = time.monotonic() + PATIENCE_WITH_COMMAND
    told = False
    while not cluster.try_own({"command": "up"}):
        note = cluster.owner_note()
        if note.get("command") == "up":
            where = f" on {note['address']}" if note.get("address") else ""
            raise LauncherError(
                f"`up` already runs in {cluster.data}{where} (process {note.get('pid')}): stop it or give another --data-dir."
            )
        if time.monotonic() > deadline:
            raise LauncherError(
                f"The command {note.get('command')} (process {note.get('pid')}) still uses {cluster.data}: wait for it or stop it."
            )
        if not told and note:
            say(f"Waiting for the command {note.get('command')} (process {note.get('pid')}) to end")
            told = True
        time.sleep(0.05)


def _listen(port: int, patience: float = 0) -> socket.socket:
    """A socket bound to `port` (0: a free one). It does not listen yet, so that nobody is answered too early."""
    deadline = time.monotonic() + patience
    while True:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE:
                # After a kill the last start's web server needs a moment to notice.
                if time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                raise LauncherError(f"Port {port} is taken by another program: stop that, or choose another with --port.") from None
            if error.errno == errno.EACCES:
                raise LauncherError(f"Port {port} may not be used by this user: choose one above 1023 with --port.") from None
            raise
        return listener


def _end(signum: int, frame: FrameType | None) -> None:
    # Not through sys.stderr: the signal may have come in the middle of a line of it.
    if not session.ending:
        os.write(2, b"Stopping\n")
    session.ending = True
    raise SystemExit(0)
