"""Removes a test run's folder once the run is over, however it ended. A script of its own; standard input ends with the run."""

import os
import shutil
import sys
import time
from pathlib import Path


def main(folder: Path) -> None:
    """Wait for the end of standard input, then for the server in `folder`, then delete it."""
    while os.read(0, 4096):
        continue
    lock = folder / "pg" / "postmaster.pid"
    deadline = time.monotonic() + 15
    while lock.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
