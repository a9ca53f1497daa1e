"""The file of an import, kept under the installation's key ring: its rows name people and places."""

from casework.people.sealing import open_bytes, seal_bytes
from casework.worklists.models import ImportRun


def seal(fingerprint: str, raw: bytes) -> tuple[str, bytes]:
    """(key id, nonce and ciphertext) of a file, bound to its fingerprint."""
    return seal_bytes(_bound(fingerprint), raw)


def opened(run: ImportRun) -> bytes:
    """The run's file as it was chosen."""
    return open_bytes(_bound(run.file_digest), run.key_id, bytes(run.source))


def _bound(fingerprint: str) -> str:
    return f"import:{fingerprint}"
