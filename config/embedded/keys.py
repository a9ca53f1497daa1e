"""The secrets of one installation: made once, kept 0600 in the data directory, handed to the settings through the environment."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from config.embedded.problems import LauncherError

FILE = "secrets.json"


def _word() -> str:
    # Letters and digits only: it stands in addresses and SQL without quoting.
    return secrets.token_hex(24)


def _ring() -> str:
    return "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()


@dataclass(frozen=True)
class Keys:
    """What only this installation knows. `protected_keys` is "id:base64 of 32 bytes", comma separated, the first writes."""

    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(50))
    protected_keys: str = field(default_factory=_ring)
    digest_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    owner_password: str = field(default_factory=_word)
    runtime_password: str = field(default_factory=_word)

    def export(self) -> None:
        """Put into the environment what the settings read, unless it is already there."""
        os.environ.setdefault("SECRET_KEY", self.secret_key)
        os.environ.setdefault("PROTECTED_KEYS", self.protected_keys)
        os.environ.setdefault("DIGEST_KEY", self.digest_key)


def demo_password(username: str) -> str:
    """The password of a demonstration account: the same at each call, different in each installation. Needs DIGEST_KEY."""
    seal = hmac.new(os.environ["DIGEST_KEY"].encode(), f"demo account {username}".encode(), hashlib.sha256).digest()
    letters = base64.b32encode(seal).decode().lower()
    return "-".join(letters[start : start + 5] for start in (0, 5, 10))


def load(folder: Path) -> Keys | None:
    """The keys kept in `folder`, or None. Raises LauncherError when the file is there but unreadable as such."""
    try:
        return Keys(**json.loads((folder / FILE).read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        raise LauncherError(f"{folder / FILE} is damaged: put back a copy; without its keys the stored data cannot be read.") from None


def load_or_make(folder: Path, *, has_data: bool) -> Keys:
    """The keys of the installation in `folder`, made on first use. `has_data`: a cluster is there, so that losing keys is a fault."""
    keys = load(folder)
    if keys is None:
        if has_data:
            raise LauncherError(
                f"{folder / FILE} is missing: put back a copy, or start again with --reset (which deletes the data it protects)."
            )
        keys = Keys()
        write_private(folder / FILE, json.dumps(asdict(keys), indent=1))
    return keys


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner may read, complete or not at all."""
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
