"""Running the prompts over labelled records: reading the file, counting, and what was seen in each miss. Pure but for the text given."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.assessment.prompts.kinds import STALKING, Kind, recorded_from
from casework.assessment.prompts.patterns import patterns, what_was_seen
from casework.assessment.prompts.weighing import Account, Occasion
from casework.cases.models import Relationship
from casework.pages.dates import local
from casework.reports.models import Act

LABELS = ("stalking", "harassment", "other")


class BadLine(ValueError):
    """A line of the file that cannot be read; the message is one line that names it and says how to mend it."""


@dataclass(frozen=True)
class Labelled:
    """One record of the file, ready to be read, and what it really is. `four_a` is None where the file does not say."""

    id: str
    account: Account
    label: str
    four_a: bool | None


def read_lines(lines: Iterable[str]) -> list[Labelled]:
    """Every record of JSON lines; blank lines do not count. Raises BadLine at the first that cannot be read."""
    found: list[Labelled] = []
    ids: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = _read(number, line)
        if record.id in ids:
            raise BadLine(f"line {number}: id: “{record.id}” stands in line {ids[record.id]} already. Give each record an id of its own.")
        ids[record.id] = number
        found.append(record)
    if not found:
        raise BadLine("The file holds no record. Write one JSON object a line.")
    return found


def _read(number: int, line: str) -> Labelled:
    def bad(field: str, why: str) -> BadLine:
        return BadLine(f"line {number}: {field}: {why}")

    try:
        given = json.loads(line)
    except ValueError:
        raise bad("the line", 'it is not JSON. Write one object a line, such as {"id": "1", ...}.') from None
    if not isinstance(given, dict):
        raise bad("the line", 'it is not an object. Write one object a line, such as {"id": "1", ...}.')
    name = given.get("id")
    if not isinstance(name, str | int) or not str(name).strip():
        raise bad("id", "give each record an id.")
    for field in ("recorded_as", "relationship"):
        if not isinstance(given.get(field, "") or "", str):
            raise bad(field, 'write it as text, such as "harassment" or "ex-partner".')
    if given.get("label") not in LABELS:
        raise bad("label", "write stalking, harassment or other.")
    four_a = given.get("four_a")
    if four_a is not None and not isinstance(four_a, bool):
        raise bad("four_a", "write true or false.")
    effect = given.get("victim_effect") or ""
    if isinstance(effect, list) and all(isinstance(one, str) for one in effect):
        effect = ". ".join(effect)
    if not isinstance(effect, str):
        raise bad("victim_effect", "write it as text.")
    rows = given.get("incidents")
    if not isinstance(rows, list) or not rows:
        raise bad("incidents", 'give at least one, as a list of {"at", "text"}.')
    occasions = tuple(_occasion(bad, place, row) for place, row in enumerate(rows))
    account = Account(occasions, relationship_from(given.get("relationship") or ""), recorded_from(given.get("recorded_as") or ""), effect)
    return Labelled(str(name), account, given["label"], four_a)


def _occasion(bad: Any, place: int, row: Any) -> Occasion:
    where = f"incidents[{place}]"
    if not isinstance(row, dict):
        raise bad(where, 'write {"at", "text"}.')
    try:
        at = local(datetime.fromisoformat(row["at"]))
    except (KeyError, TypeError, ValueError):
        raise bad(f"{where}.at", "write a date as 2026-11-27, or a date and time as 2026-11-27T16:40.") from None
    if not isinstance(row.get("text"), str):
        raise bad(f"{where}.text", "write what happened as text.")
    acts = row.get("acts") or []
    if not isinstance(acts, list) or not all(isinstance(act, str) and act.upper() in Act.values for act in acts):
        raise bad(f"{where}.acts", "give a list of letters A to G and X.")
    return Occasion(at, row["text"], frozenset(act.upper() for act in acts), place)


_RELATED = (
    (r"\bex\b|former (partner|husband|wife|boyfriend|girlfriend|spouse)|estranged|separated", Relationship.EX_PARTNER),
    (r"partner|spouse|husband|wife|boyfriend|girlfriend|domestic", Relationship.PARTNER),
    (r"colleague|co ?worker|\bwork\b|employ|boss|manager", Relationship.COLLEAGUE),
    (r"family|relative|brother|sister|parent|mother|father|cousin|uncle|aunt|sibling|\bson\b|daughter|in law", Relationship.FAMILY),
    (r"neighbou?r|landlord|tenant", Relationship.NEIGHBOUR),
    (r"online|internet|social media", Relationship.ONLINE_ONLY),
    (r"police", Relationship.POLICE),
    (r"professional|patient|client|teacher|customer|student|doctor|pupil|commercial|business|company|creditor", Relationship.PROFESSIONAL),
    (r"stranger", Relationship.STRANGER),
    (r"acquaint|friend|know|classmate|met\b|date", Relationship.ACQUAINTANCE),
)


def relationship_from(words: str) -> str:
    """A code of Relationship from how records write it, such as "ex-partner" or "EX_PARTNER"; "UNKNOWN" for anything else."""
    code = re.sub(r"[\s\-]+", "_", words.strip().upper())
    if code in Relationship.values:
        return code
    plain = re.sub(r"[_\-]+", " ", words.lower())
    if re.search(r"unknown|not known", plain):
        return Relationship.UNKNOWN
    if re.search(r"\bex\b", plain) and re.search(r"colleague|work|employ", plain):
        return Relationship.COLLEAGUE
    if re.search(r"\bex\b|former", plain) and re.search(r"student|pupil|client|patient|neighbou?r|friend", plain):
        plain = re.sub(r"\bex\b|former", "", plain)
    return next((code for pattern, code in _RELATED if re.search(pattern, plain)), Relationship.UNKNOWN)


def evaluate(records: Sequence[Labelled]) -> dict[str, Any]:
    """Recall, precision and confusion of the stalking prompts and of the s.4A prompt, and each miss with what was seen."""
    confusion = {label: {"prompted": 0, "not_prompted": 0} for label in LABELS}
    four_a = {"right": 0, "missed": 0, "wrong": 0, "rightly_silent": 0}
    misses = []
    for record in records:
        weighed, found = patterns(record.account)
        kinds = [one.kind for one in found]
        prompted = any(kind in STALKING for kind in kinds)
        confusion[record.label]["prompted" if prompted else "not_prompted"] += 1
        wrong = []
        if prompted != (record.label == "stalking"):
            wrong.append("stalking prompt missing" if not prompted else "stalking prompt without cause")
        if record.four_a is not None:
            said = Kind.FOUR_A in kinds
            four_a[("right" if said else "missed") if record.four_a else ("wrong" if said else "rightly_silent")] += 1
            if said != record.four_a:
                wrong.append("s.4A prompt missing" if record.four_a else "s.4A prompt without cause")
        if wrong:
            misses.append(
                {
                    "id": record.id,
                    "label": record.label,
                    "wrong": wrong,
                    "kinds": [str(kind) for kind in kinds],
                    "weight": round(weighed.least, 1),
                    "seen": what_was_seen(weighed),
                }
            )
    right, raised = confusion["stalking"]["prompted"], sum(each["prompted"] for each in confusion.values())
    others = sum(sum(confusion[label].values()) for label in ("harassment", "other"))
    return {
        "records": len(records),
        "recall": ratio(right, sum(confusion["stalking"].values())),
        "precision": ratio(right, raised),
        "false_share": ratio(raised - right, others),
        "confusion": confusion,
        "four_a": four_a
        | {
            "recall": ratio(four_a["right"], four_a["right"] + four_a["missed"]),
            "precision": ratio(four_a["right"], four_a["right"] + four_a["wrong"]),
        },
        "misses": misses,
    }


def ratio(part: int, whole: int) -> float | None:
    """A share with three places; None where there is nothing to share."""
    return round(part / whole, 3) if whole else None
