"""Is a condition's wording plain enough? A defendant must know who, what and where, or no breach can be proved (orders.md section 8)."""

import re
from collections.abc import Mapping, Sequence

from casework.applications.catalogue import BY_KEY, PART_QUESTIONS

# Words that name a wrong but not what must not be done.
EMPTY_WORDS = (
    "harass",
    "stalk",
    "pester",
    "annoy",
    "bother",
    "molest",
    "intimidate",
    "alarm or distress",
    "cause distress",
    "cause alarm",
    "misbehave",
    "behave",
    "be a nuisance",
    "inappropriate",
    "act unreasonably",
)
# Words that leave the measure open.
OPEN_WORDS = (
    "anywhere near",
    "close to",
    "in the vicinity",
    "the area",
    "nearby",
    "reasonable distance",
    "safe distance",
    "stay away",
    "keep away",
    "and so on",
    "etc",
    "or similar",
    "if possible",
    "unnecessary contact",
)
NOBODY = {"her", "him", "them", "she", "he", "they", "victim", "the victim", "complainant", "the complainant", "anyone", "everyone"}
NOWHERE = {"home", "work", "nearby", "anywhere", "town", "near her", "near him"} | {
    f"{whose} {place}" for whose in ("her", "his", "their", "the") for place in ("home", "house", "work", "area")
}
CONCRETE = re.compile(r"\b(contact|enter|come|send|post|publish|follow|approach)")
SHORTEST = 20


def problems(
    category_key: str, text: str, parts: Mapping[str, str], protected: Sequence[str], *, own_wording: bool
) -> list[tuple[str | None, str]]:
    """What is unclear about a condition: (field, sentence with a better example). `protected` are the protected people's full names."""
    category = BY_KEY[category_key]
    example = f"For example: {category.example}"
    found: list[tuple[str | None, str]] = []
    for name in category.needs:
        found += _part_problems(name, str(parts.get(name) or "").strip(), example, built=not own_wording)
    if own_wording or "detail" in category.needs:
        field = "text" if own_wording else "detail"
        found += _text_problems(field, text, example, protected, needs_person="who" in category.needs)
    return found


def _part_problems(name: str, value: str, example: str, *, built: bool) -> list[tuple[str | None, str]]:
    question = PART_QUESTIONS[name]
    if not value:
        return [(name, f"Answer “{question}” {example}")] if built else []
    if name == "who" and value.lower() in NOBODY:
        return [(name, f"Name the person: “{value}” does not say who. {example}")]
    if name == "place" and value.lower() in NOWHERE:
        return [(name, f"Name the place or its boundaries: “{value}” does not say where. {example}")]
    if name == "metres" and not (value.isdigit() and 1 <= int(value) <= 10_000):
        return [(name, f"Give the distance as a whole number of metres from 1 to 10,000. {example}")]
    return []


def _text_problems(field: str, text: str, example: str, protected: Sequence[str], *, needs_person: bool) -> list[tuple[str | None, str]]:
    plain = " ".join(text.lower().split())
    if len(plain) < SHORTEST:
        return [(field, f"Say who, what and where in full. {example}")]
    empty = next((word for word in EMPTY_WORDS if re.search(rf"\b{re.escape(word)}", plain)), "")
    concrete = any(_mentions(plain, name) for name in protected) and CONCRETE.search(plain)
    if empty and not concrete:
        return [(field, f"“{empty}” does not say what must not be done: say who, what and where. {example}")]
    opened = next((word for word in OPEN_WORDS if re.search(rf"\b{re.escape(word)}\b", plain)), "")
    if opened:
        return [(field, f"“{opened}” leaves open how far or where: give a distance, a place or a boundary. {example}")]
    if needs_person and protected and not any(_mentions(plain, name) for name in protected):
        return [(field, f"Name the person who is protected. {example}")]
    return []


def _mentions(plain: str, name: str) -> bool:
    return any(part.lower() in plain for part in name.split() if len(part) > 2)
