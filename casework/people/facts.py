"""The cipher of protected facts: encryption bound to person and kind, the blind index, and the value that templates get.

No permission is checked here and nothing is logged: `access.facts` does both and alone calls `open_text`; a test holds that.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from casework.people import normal
from casework.people.models import FactIndex, ProtectedFact

NONCE = 12


class Unreadable(Exception):
    """The stored text does not open: its key has left the ring, or the row was changed or moved to another person."""


class Masked(str):
    """What pages get in place of a protected fact: the word "protected" in every form, with the fact's id and kind beside it.

    It never holds the text, so that no template, log line, JSON dump or pickle can show it.
    """

    __slots__ = ("fact_id", "kind", "label")

    def __new__(cls, fact_id: int | None = None, kind: str = "", label: str = "") -> "Masked":
        made = super().__new__(cls, "protected")
        made.fact_id, made.kind, made.label = fact_id, kind, label
        return made

    def __repr__(self) -> str:
        return "protected"

    def __format__(self, _spec: str) -> str:
        return "protected"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Masked, (self.fact_id, self.kind, self.label))


def masked(fact: ProtectedFact) -> Masked:
    """The masked value of a stored fact."""
    return Masked(fact.pk, fact.kind, fact.get_kind_display())


def ring() -> dict[str, bytes]:
    """Key id -> 32 bytes, the writing key first. Raises ImproperlyConfigured for a missing or malformed ring."""
    return _ring(tuple(settings.PROTECTED_KEYS))


@lru_cache(maxsize=8)
def _ring(entries: tuple[str, ...]) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for entry in entries:
        name, _, text = entry.strip().partition(":")
        try:
            key = base64.b64decode(text, validate=True)
        except binascii.Error:
            key = b""
        if not name or len(name) > 40 or len(key) != 32 or name in keys:
            raise ImproperlyConfigured("PROTECTED_KEYS must be id:base64 of 32 bytes, comma separated, each id once")
        keys[name] = key
    if not keys:
        raise ImproperlyConfigured("PROTECTED_KEYS is empty: protected facts can be neither written nor read")
    return keys


@lru_cache(maxsize=8)
def _index_key(secret: str) -> bytes:
    # From its own secret, so that a change of the key ring leaves the index as it is.
    if not secret:
        raise ImproperlyConfigured("DIGEST_KEY is empty: protected facts cannot be indexed")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"casework protected fact index").derive(secret.encode())


def _bound(person_id: int, kind: str) -> bytes:
    return f"person:{person_id} kind:{kind}".encode()


def seal(person_id: int, kind: str, text: str) -> tuple[str, bytes]:
    """(key id, nonce and ciphertext) under the ring's first key, bound to this person and kind."""
    name, key = next(iter(ring().items()))
    nonce = secrets.token_bytes(NONCE)
    return name, nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(person_id, kind))


def open_text(fact: ProtectedFact) -> str:
    """The fact's text. Raises Unreadable when the key is not in the ring or the row is not the one that was sealed."""
    key = ring().get(fact.key_id)
    sealed = bytes(fact.ciphertext)
    if key is None:
        raise Unreadable(f"the key {fact.key_id} is not in the ring")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(fact.person_id, fact.kind)).decode()
    except InvalidTag:
        raise Unreadable(f"protected fact {fact.pk} does not open") from None


def bind_anew(fact: ProtectedFact, person_id: int) -> None:
    """Seal the fact for another person, because two records of one person were joined or taken apart. Raises Unreadable."""
    text = open_text(fact)
    fact.person_id = person_id
    fact.key_id, fact.ciphertext = seal(person_id, fact.kind, text)
    fact.save(update_fields=["person", "key_id", "ciphertext"])


def blind(form: str, text: str) -> bytes:
    """The keyed digest under which a normal form is found."""
    return hmac.new(_index_key(settings.DIGEST_KEY), f"{form}:{text}".encode(), hashlib.sha256).digest()


def index_rows(fact: ProtectedFact, text: str) -> list[FactIndex]:
    """Unsaved index rows of every normal form of the fact's text. Raises ValueError as `normal.forms` does."""
    return [FactIndex(fact=fact, form=form, digest=blind(form, plain)) for form, plain in normal.forms(fact.kind, text).items()]


def rotate(batch: int = 500) -> tuple[int, int]:
    """Seal again, under the ring's first key, up to `batch` facts sealed under others, inside the caller's transaction.

    Returns (sealed again, still to do). Rows being rotated by another process are left to it.
    """
    writing = next(iter(ring()))
    waiting = ProtectedFact.objects.exclude(key_id=writing)
    rows = list(waiting.order_by("pk").select_for_update(no_key=True, skip_locked=True)[:batch])
    for fact in rows:
        fact.key_id, fact.ciphertext = seal(fact.person_id, fact.kind, open_text(fact))
        fact.save(update_fields=["key_id", "ciphertext"])
    return len(rows), waiting.count()
