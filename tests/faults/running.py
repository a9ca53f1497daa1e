"""Starts `manage.py up` the way a person does, and looks at what it leaves behind."""

import functools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from config.embedded import child

CHECKOUT = Path(__file__).resolve().parent.parent.parent
OURS = re.compile(r"^(DATABASE_|REDIS_|CACHE_URL|SECRET_KEY|PROTECTED_KEYS|DIGEST_KEY|CASEWORK_|DJANGO_SETTINGS|PYTEST_)")
PATIENCE = 300.0


def clean_environment(extra: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment without what the test run put there for itself."""
    return {key: value for key, value in os.environ.items() if not OURS.match(key)} | dict(extra)


def manage(*words: str) -> list[str]:
    """The command line of a management command of this checkout."""
    return [sys.executable, str(CHECKOUT / "manage.py"), *words]


def as_ordinary_user(command: Sequence[str], uid: int = 65534) -> list[str]:
    """`command`, run as an ordinary user even when the tests run as root; a `uid` that nobody has makes it one without a name."""
    start = [sys.executable, "-I", "-S", child.__file__, str(os.getpid()), str(int(signal.SIGTERM))]
    if os.geteuid() != 0 and uid == 65534:
        return list(command)
    inside = f"namespace:{uid}:{uid}"
    allowed = subprocess.run([*start, inside, sys.executable, "-c", ""]).returncode == 0
    return [*start, inside if allowed else f"user:{uid}:{uid}", *command]


def run(*words: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run a management command to its end."""
    return subprocess.run(manage(*words), env=clean_environment(env), capture_output=True, text=True, timeout=PATIENCE)


def processes_of(data: Path) -> list[str]:
    """The command lines of the processes that belong to the data directory `data`."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if str(data) in line:
            found.append(f"{folder.name} (of {parent}) {line}")
    return found


def wait_for_no_process(data: Path, patience: float = 15.0) -> list[str]:
    """Wait until nothing of `data` runs; what still does after `patience` seconds."""
    deadline = time.monotonic() + patience
    while processes_of(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    return processes_of(data)


class Up:
    """One `manage.py up`, with its lines of output and the moments they came."""

    def __init__(self, data: Path, *words: str, env: Mapping[str, str] = {}, command: Sequence[str] | None = None) -> None:
        self.data = data
        self.started = time.monotonic()
        line = manage("up", "--data-dir", str(data), "--port", "0", *words) if command is None else command
        # As from a terminal: a shell that runs the tests in the background has them ignore Ctrl-C, and whatever they start.
        heeding = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        self.process = subprocess.Popen(
            line, env=clean_environment(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeding
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self.ready_after: float | None = None
        self._readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.out), daemon=True),
            threading.Thread(target=self._read, args=(self.process.stderr, self.err), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[str], lines: list[str]) -> None:
        with stream:
            for line in stream:
                lines.append(line.rstrip("\n"))
                if line.startswith("Ready: "):
                    self.ready_after = time.monotonic() - self.started

    def wait_for(self, text: str) -> str:
        """The first line, of either stream, that holds `text`."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None
            if ended:
                for reader in self._readers:
                    reader.join()
            for line in [*self.out, *self.err]:
                if text in line:
                    return line
            assert not ended, f"ended with {self.process.returncode}: {self.out} {self.err}"
            time.sleep(0.01)
        raise AssertionError(f"no line with {text!r}: {self.out} {self.err}")

    def ready(self) -> str:
        """Wait for the ready line; the address in it."""
        return self.wait_for("Ready: ").removeprefix("Ready: ")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send `how` and wait for the end; the exit code."""
        self.process.send_signal(how)
        return self.finish()

    def finish(self) -> int:
        """Wait for the end and for all output; the exit code."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join()
        return code
