"""What one data directory remembers about itself between starts: whether it is a demonstration, and what is already done."""

import json
from pathlib import Path
from typing import Any

from config.embedded.keys import write_private

FILE = "installation.json"
# Everything the launcher ever makes in a data directory, and so everything that --reset may delete.
NAMES = (
    "pg", "pg.new", "pg.log", "pg.log.1", "valkey", "valkey.log", "valkey.log.1", "s", "static", "assets", "assets.new", "assets.work",
    "media", "mail", "audit-heads", "log", "beat", "secrets.json", "secrets.json.new", "demo.json", "demo.json.new", FILE, f"{FILE}.new",
)  # fmt: skip
LOCKS = ("owner", "joined")


class Installation:
    """The notes in the data directory; `note` writes at once. Keys: demo (bool), migrated, static, seeded, assets_failed."""

    def __init__(self, data: Path) -> None:
        self.path = data / FILE
        try:
            self.notes: dict[str, Any] = json.loads(self.path.read_text())
        except (OSError, ValueError):
            self.notes = {}

    def note(self, **values: Any) -> None:
        """Remember `values`."""
        if any(self.notes.get(key) != value for key, value in values.items()):
            self.notes |= values
            write_private(self.path, json.dumps(self.notes, indent=1))

    def get(self, key: str) -> Any:
        """What is remembered under `key`, or None."""
        return self.notes.get(key)
