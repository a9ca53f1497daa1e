"""The one exception of the launcher: a sentence for the person at the keyboard, and the exit code that goes with it."""

import errno
from pathlib import Path

BAD_INPUT = 2


class LauncherError(Exception):
    """Something the person must put right. The text is one sentence that says what to do; `code` is the exit code."""

    def __init__(self, sentence: str, code: int = BAD_INPUT) -> None:
        super().__init__(sentence)
        self.code = code


def explain(error: OSError, place: Path) -> LauncherError:
    """The sentence for an operating-system error met while writing to `place`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LauncherError(
            f"There is no room left on the disk that holds {place}: free some space, or give another folder with --data-dir."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LauncherError(
            f"The data directory {place} cannot be written to: make it yours and writable, or give another with --data-dir."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return LauncherError(f"{place} is not a folder: give another with --data-dir.")
    return LauncherError(f"The data directory {place} cannot be used ({error.strerror}): give another with --data-dir.")


def explain_log(text: str, place: Path, what: str) -> LauncherError:
    """The sentence for a service that did not start, from what it wrote last."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return explain(OSError(errno.ENOSPC, "no room"), place)
    if "Read-only file system" in text or "Permission denied" in text:
        return explain(OSError(errno.EACCES, "not writable"), place)
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it wrote nothing")
    return LauncherError(f"{what} did not start; the last line of its log says: {last}", code=1)
