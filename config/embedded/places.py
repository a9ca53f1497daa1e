"""Where things lie: the data directory and the short private folder of the sockets."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from config.embedded import process
from config.embedded.installation import LOCKS
from config.embedded.problems import LauncherError, explain

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LONGEST_SOCKET = 100  # the kernel allows 107 bytes
SOCKET_NAME = ".s.PGSQL.5432.lock"
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")  # what needs no quoting in an address


def data_dir(given: str | None = None) -> Path:
    """The data directory: `given` (--data-dir), else CASEWORK_DATA_DIR, else the git-ignored folder of the checkout."""
    return Path(given or os.environ.get("CASEWORK_DATA_DIR") or CHECKOUT / "var").expanduser().absolute()


def make_private(folder: Path) -> None:
    """Make `folder` if need be, see that it can be written to, and close it to others. Raises LauncherError.

    A folder that holds something else is refused: it would be closed to its users, and `--reset` deletes.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = set(os.listdir(folder))
        if found and not found & {*LOCKS, "assets", "static", "media", "log"}:
            raise LauncherError(f"{folder} holds other files: give --data-dir a folder that is new, empty or was made by this program.")
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o700)
        probe = folder / ".writable"
        probe.write_text("x")
        probe.unlink()
    except OSError as error:
        raise explain(error, folder) from None


def sockets(data: Path, how: str) -> Path:
    """The private folder for the sockets of the services in `data`, made if need be and given to the user they run as."""
    folder = data / "s"
    if len(str(folder / SOCKET_NAME).encode()) > LONGEST_SOCKET or not PLAIN.fullmatch(str(folder)):
        name = hashlib.sha256(str(data).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"casework-{os.geteuid()}-{name}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise explain(error, folder) from None
    ours = {os.geteuid()} | ({process.unprivileged()[0]} if os.geteuid() == 0 else set())
    if folder.is_symlink() or found.st_uid not in ours or found.st_mode & 0o077:
        raise LauncherError(f"{folder} is not a private folder of this user: remove it, or set TMPDIR to a folder of your own.")
    process.hand_over(folder, how)
    return folder
