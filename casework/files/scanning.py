"""The virus scanner (clamd), where the force has one: `CLAMD_ADDRESS` is a socket's path or host:port; empty means none.

Configured but silent: nothing is taken in. Not configured: files say "not scanned", and a download is warned of and logged.
"""

from typing import IO

import structlog
from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from casework.files.models import Content

log = structlog.get_logger(__name__)
ASKING, SCANNING = 3, 240  # seconds


def configured() -> bool:
    """True when a scanner must look at each file."""
    return bool(settings.CLAMD_ADDRESS)


def _client(seconds: float) -> ClamdUnixSocket | ClamdNetworkSocket:
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        return ClamdUnixSocket(path=address, timeout=int(seconds))
    host, _, port = address.rpartition(":")
    return ClamdNetworkSocket(host=host, port=int(port), timeout=seconds)


def answers() -> bool:
    """True when files may be taken in: there is no scanner, or it answers."""
    if not configured():
        return True
    try:
        return "PONG" in _client(ASKING).ping()
    except (ClamdError, OSError, ValueError) as fault:
        log.warning("scanner_silent", fault=type(fault).__name__)
        return False


def scan(body: IO[bytes]) -> str | None:
    """CLEAN, INFECTED, NOT_SCANNED (larger than the scanner takes), or None when it did not answer and must be asked again."""
    try:
        said = _client(SCANNING).instream(body)  # type: ignore[arg-type]
    except BufferTooLongError:
        return Content.NOT_SCANNED
    except (ClamdError, OSError, ValueError) as fault:
        log.warning("scanner_silent", fault=type(fault).__name__)
        return None
    state = next(iter(said.values()))[0] if said else None
    return {"OK": Content.CLEAN, "FOUND": Content.INFECTED}.get(str(state))
