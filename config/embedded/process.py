"""Starting, watching and stopping the processes that belong to this one."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from config.embedded.problems import LauncherError

CHILD = Path(__file__).with_name("child.py")
KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "TZ")
UNPRIVILEGED = ("postgres", "nobody")


def environment() -> dict[str, str]:
    """What a service gets of our environment: no secret, no locale of the caller's."""
    return {key: value for key, value in os.environ.items() if key in KEPT_ENVIRONMENT} | {"LC_ALL": "C"}


def command(program: Sequence[str], *, on_death: signal.Signals, privilege: str) -> list[str]:
    """The command line that runs `program` tied to this process; see `child.py`."""
    return [sys.executable, "-I", "-S", str(CHILD), str(os.getpid()), str(int(on_death)), privilege, *program]


def spawn(program: Sequence[str], *, log: Path, on_death: signal.Signals, privilege: str) -> subprocess.Popen[bytes]:
    """Start `program`, its output appended to `log`, in a session of its own so that Ctrl-C reaches only us.

    Call it from the main thread: the kernel ties the child to the thread that started it.
    """
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own binaries, no shell
            command(program, on_death=on_death, privilege=privilege),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd="/",
        )


def run(program: Sequence[str], *, privilege: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run `program` to its end with `text` on its standard input, and return its output; never raises for a failure."""
    return subprocess.run(  # noqa: S603 - our own binaries, no shell
        command(program, on_death=signal.SIGKILL, privilege=privilege),
        env=environment(),
        input=text,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        cwd="/",
    )


def stop(process: subprocess.Popen[bytes], how: signal.Signals, *, patience: float = 15.0) -> None:
    """Ask `process` to end with signal `how`, wait `patience` seconds, then kill it."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def alive(pid: int) -> bool:
    """Whether a process with this number exists and is not merely waiting to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return sys.platform != "linux"


def mentions(pid: int, text: str) -> bool:
    """Whether the command line of process `pid` holds `text`; where that cannot be read, the doubt counts as yes."""
    if sys.platform != "linux":
        return True
    try:
        return text in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        return False
    except OSError:
        return True


def wait_gone(pid: int, *, patience: float) -> bool:
    """Wait until process `pid` is gone, at most `patience` seconds; true when it is."""
    deadline = time.monotonic() + patience
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@lru_cache(maxsize=1)
def privilege(probe: str) -> str:
    """How services run: `keep` for an ordinary user; for root a namespace where `probe` runs in one, else another user.

    Raises LauncherError when root may do neither.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return "keep"
    if run([probe, "--version"], privilege="namespace").returncode == 0:
        return "namespace"
    fallback = "user:{}:{}".format(*unprivileged())
    result = run([probe, "--version"], privilege=fallback)
    if result.returncode != 0:
        raise LauncherError(
            "PostgreSQL does not run as root and this machine allows neither a user namespace nor another user for it: "
            "run this as an ordinary user."
        )
    return fallback


def unprivileged() -> tuple[int, int]:
    """The user and group that services run as where root may not use a namespace."""
    import pwd

    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return 65534, 65534


def identity(how: str) -> tuple[int, int]:
    """The user and group that own the files of services run as `how` says (see `privilege`)."""
    if how.startswith("user:"):
        uid, gid = how.split(":")[1:]
        return int(uid), int(gid)
    return os.geteuid(), os.getegid()


def hand_over(place: Path, how: str) -> None:
    """Give `place` and all in it to the user that the services run as, when that is not already so. Only root can."""
    uid, gid = identity(how)
    if os.geteuid() != 0 or not place.exists() or place.stat().st_uid == uid:
        return
    os.chown(place, uid, gid)
    for folder, folders, files in os.walk(place):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, uid, gid, follow_symlinks=False)


def remove(place: Path) -> None:
    """Delete a folder and all in it, if it is there."""
    if place.exists():
        shutil.rmtree(place)
