"""What may be taken in and released. Pure."""

from typing import Any

from casework.reports.rules import Problems, short

WHOLE_MB = 100
LARGEST_GB = 2
WHOLE = WHOLE_MB * 1024 * 1024
LARGEST = LARGEST_GB * 1024**3
AT_ONCE = 50

EMPTY = "“{name}” is empty. Choose the file again"
TOO_LARGE = "“{name}” is larger than 100 MB. Send it as a large file"
TOO_MANY = "Send at most 50 files at a time"
NO_SCANNER = "The virus scanner does not answer, so no file can be taken in now. Try again in a few minutes"


def taken_problems(names: list[tuple[str, int, bool]], *, scanner_answers: bool, field: str | None = "files") -> Problems:
    """What is wrong with files that come whole: (name, bytes, longer than allowed) each."""
    found: Problems = []
    if len(names) > AT_ONCE:
        found.append((field, TOO_MANY))
    for name, size, over in names:
        if over or size > WHOLE:
            found.append((field, TOO_LARGE.format(name=name)))
        elif size == 0:
            found.append((field, EMPTY.format(name=name)))
    if not scanner_answers:
        found.append((None, NO_SCANNER))
    return found


def begin_problems(*, name: str, size: int, scanner_answers: bool) -> Problems:
    """What is wrong with a large file before its first part."""
    found: Problems = []
    if size <= 0:
        found.append(("size", EMPTY.format(name=name)))
    elif size > LARGEST:
        found.append(("size", f"“{name}” is larger than 2 GB. Keep it in the digital unit's store and record where"))
    if not scanner_answers:
        found.append((None, NO_SCANNER))
    return found


def part_problems(*, number: int, parts: int, size: int, must_be: int, sha256: str, declared: str) -> Problems:
    """What is wrong with one part."""
    if not 1 <= number <= parts:
        return [("number", f"This file has parts 1 to {parts}")]
    if size != must_be:
        return [("part", f"Part {number} came with {size:,} bytes instead of {must_be:,}. Send it again")]
    if sha256 != declared:
        return [("part", f"Part {number} changed on its way. Send it again")]
    return []


def release_problems(record: Any, *, reason: str, infected: bool, added_by_self: bool) -> Problems:
    """A file that was set apart is used only after another person than the one who added it has looked, and said why."""
    found: Problems = []
    if infected:
        found.append((None, "The scanner found a virus in it. It stays set apart"))
    if added_by_self:
        found.append((None, "You cannot release this because you added it"))
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why it may be used"))
    return found
