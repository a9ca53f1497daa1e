"""Runs functions as child processes that cannot outlive this one, restarts what dies, stops everything in order.

Children are forked, not started anew: the application is loaded once, which is what makes a second start quick.
"""

import ctypes
import os
import shutil
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.child import PR_SET_PDEATHSIG
from config.embedded.problems import LauncherError

PR_SET_NAME = 15
LARGEST_LOG = 10 * 1024 * 1024  # bytes
MOST_RESTARTS = 5
WITHIN = 60.0  # seconds


def die_with_parent(how: signal.Signals, parent: int) -> None:
    """Ask the kernel to send this process `how` when `parent`, which forked it, ends; end at once if it already has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def call_it(name: str) -> None:
    """Let process listings show what this process is; the kernel keeps 15 letters."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"casework {name}".encode()[:15], 0, 0, 0)


def fork(name: str, run: Callable[[], None], log: Path, *, before: Callable[[], None] | None = None) -> int:
    """Run `run` in a child with its output appended to `log`; returns the child's process id.

    The child's exit code is 0 when `run` returns, what it passed to SystemExit, else 1. `before` runs first, in the child.
    """
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        die_with_parent(signal.SIGTERM, parent)
        os.setsid()
        call_it(name)
        _redirect(log)
        if before is not None:
            before()
        run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 - the last frame of a process: whatever it was goes to its log
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _redirect(log: Path) -> None:
    log.parent.mkdir(mode=0o700, exist_ok=True)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    os.close(nothing)


def trim(log: Path) -> None:
    """Begin `log` anew when it has grown large, keeping the last one beside it. Whoever writes it appends, and so goes on."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


@dataclass
class Child:
    """One thing to keep running. `stop_with` is its polite signal."""

    name: str
    run: Callable[[], None]
    log: Path
    before: Callable[[], None] | None = None
    stop_with: signal.Signals = signal.SIGTERM
    pid: int = 0
    ends: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_RESTARTS))

    def start(self) -> None:
        """Fork it."""
        self.pid = fork(self.name, self.run, self.log, before=self.before)

    def ended(self) -> bool:
        """Whether it is gone (and collect it if so)."""
        if self.pid:
            try:
                if os.waitpid(self.pid, os.WNOHANG)[0] == self.pid:
                    self.pid = 0
            except ChildProcessError:
                self.pid = 0
        return not self.pid

    def restart(self) -> None:
        """Start it again; raises LauncherError when it keeps dying."""
        now = time.monotonic()
        self.ends.append(now)
        if len(self.ends) == MOST_RESTARTS and now - self.ends[0] < WITHIN:
            raise LauncherError(f"The {self.name} ended {MOST_RESTARTS} times within a minute; see {self.log}.", code=1)
        self.start()


def stop_all(children: list[Child], patience: float = 10.0) -> None:
    """Ask all to end, together; kill what has not after `patience` seconds."""
    for child in children:
        _signal(child, child.stop_with)
    deadline = time.monotonic() + patience
    while any(not child.ended() for child in children):
        if time.monotonic() > deadline:
            for child in children:
                _signal(child, signal.SIGKILL)
            deadline = time.monotonic() + patience
        time.sleep(0.02)


def _signal(child: Child, how: signal.Signals) -> None:
    if child.pid and not child.ended():
        os.kill(child.pid, how)
