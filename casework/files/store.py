"""Where the bytes lie: a Django storage (`STORAGES["evidence"]`), by content. The local file system is proven; others must keep this.

Nothing here runs inside a transaction of the database, and nothing here deletes what was taken in.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages

CHUNK = 1024 * 1024
PIECE = 64 * 1024


def storage() -> Storage:
    """The storage of evidence."""
    return storages["evidence"]


def key_of(sha256: str) -> str:
    """The name of content in the storage, in folders that stay small."""
    return f"content/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def chunks(body: IO[bytes]) -> Iterator[bytes]:
    """A file from its start, a megabyte at a time."""
    body.seek(0)
    while piece := body.read(CHUNK):
        yield piece


def hash_of(pieces: Iterable[bytes]) -> tuple[str, int]:
    """(SHA-256 in hex, number of bytes) of what comes."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def keep(body: IO[bytes], sha256: str, size: int) -> str:
    """Store content unless it is there already; the name under which it lies. What lies there already is read back and compared."""
    place = storage()
    key = key_of(sha256)
    if place.exists(key):
        if hash_stored(key) == (sha256, size):
            return key
        # The stored bytes are not what they were: they stay for the inquiry, and the new ones get a name of their own.
        return place.save(f"{key}-again", File(body, name=sha256))
    body.seek(0)
    return place.save(key, File(body, name=sha256))


@contextmanager
def set_down(source: Any, most: int) -> Iterator[IO[bytes]]:
    """What comes, up to `most` bytes, as a temporary file: never more than a small piece of it is in memory."""
    with tempfile.TemporaryFile() as body:
        while most > 0 and (piece := source.read(min(PIECE, most))):
            most -= body.write(piece)
        body.seek(0)
        yield body


def hash_stored(key: str) -> tuple[str, int]:
    """(SHA-256, bytes) of what lies under a name now. Raises FileNotFoundError or OSError."""
    with storage().open(key) as body:
        return hash_of(iter(lambda: body.read(CHUNK), b""))


@contextmanager
def joined(keys: Iterable[str]) -> Iterator[tuple[IO[bytes], str, int]]:
    """Stored parts one after another as a temporary file, with the SHA-256 and size of the whole."""
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as whole:
        for key in keys:
            with storage().open(key) as part:
                for piece in iter(lambda part=part: part.read(CHUNK), b""):
                    digest.update(piece)
                    size += len(piece)
                    whole.write(piece)
        whole.seek(0)
        yield whole, digest.hexdigest(), size
