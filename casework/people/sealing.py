"""Sealing whole texts and files that name people: AES-GCM under the installation's key ring, bound to what they are."""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.people.facts import NONCE, ring


def seal_bytes(bound: str, raw: bytes) -> tuple[str, bytes]:
    """(key id, nonce and ciphertext) under the ring's first key; opens only with the same `bound`."""
    name, key = next(iter(ring().items()))
    nonce = secrets.token_bytes(NONCE)
    return name, nonce + AESGCM(key).encrypt(nonce, raw, bound.encode())


def open_bytes(bound: str, key_id: str, sealed: bytes) -> bytes:
    """What was sealed for `bound`. Raises KeyError for a key that has left the ring, InvalidTag for another's text."""
    return AESGCM(ring()[key_id]).decrypt(sealed[:NONCE], sealed[NONCE:], bound.encode())
