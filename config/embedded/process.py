"""Starting, watching and stopping the processes that belong to this one."""

import os
import pwd
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
    """How services run, as `child.py` reads it. An ordinary user's run as they are.

    Root, and a user without a name on this machine (PostgreSQL refuses both), get a user namespace where `probe` runs in one;
    else root's services run as another user. Raises LauncherError when none of that works.
    """
    if sys.platform != "linux" or (os.geteuid() != 0 and _has_name(os.geteuid())):
        return "keep"
    other = "{}:{}".format(*unprivileged())
    if _runs(probe, f"namespace:{other}"):
        return f"namespace:{other}"
    if os.geteuid() != 0:
        raise LauncherError(
            f"User {os.geteuid()} has no name on this machine, and PostgreSQL needs one: add it to /etc/passwd or run this as another user."
        )
    if _runs(probe, f"user:{other}"):
        return f"user:{other}"
    raise LauncherError(
        "PostgreSQL does not run as root and this machine allows neither a user namespace nor another user for it: "
        "run this as an ordinary user."
    )


def _runs(probe: str, how: str) -> bool:
    return run([probe, "--version"], privilege=how).returncode == 0


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def unprivileged() -> tuple[int, int]:
    """The user and group that services appear as, or run as, where they may not be who we are."""
    entries = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    names = [*(name for name in UNPRIVILEGED if name in entries), *entries]
    return (entries[names[0]].pw_uid, entries[names[0]].pw_gid) if names else (65534, 65534)


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
