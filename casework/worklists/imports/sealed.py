"""The file of an import, kept under the installation's key ring: its rows name people and places."""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.people.facts import ring
from casework.worklists.imports import cells, orders_register
from casework.worklists.models import ImportRun


def seal(fingerprint: str, raw: bytes) -> tuple[str, bytes]:
    """(key id, nonce and ciphertext) of a file, bound to its fingerprint."""
    name, key = next(iter(ring().items()))
    nonce = secrets.token_bytes(12)
    return name, nonce + AESGCM(key).encrypt(nonce, raw, _bound(fingerprint))


def source_rows(run: ImportRun) -> list[dict[str, str]]:
    """The rows of the run's file, as heading -> text."""
    sealed = bytes(run.source)
    raw = AESGCM(ring()[run.key_id]).decrypt(sealed[:12], sealed[12:], _bound(run.file_digest))
    return cells.rows(cells.decode(raw)[0], orders_register.REQUIRED)


def _bound(fingerprint: str) -> bytes:
    return b"import:" + fingerprint.encode()
