"""What a hearsay notice must hold, and which step may follow which. Pure."""

from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from casework.applications.models import HearsayPlanKind, HearsayStepKind
from casework.applications.rules import Problem
from casework.law.when import day_words

Kind = HearsayStepKind

CONTENTS = (
    ("says_hearsay", "(a) It must say that it is a hearsay notice."),
    ("proceedings", "(b) Name the proceedings in which the evidence is to be given."),
    ("says_adduced", "(c) It must say that the party proposes to give hearsay evidence."),
    ("evidence", "(d) Say which hearsay evidence it is."),
    ("maker", "(e) Name the person who made the statement."),
    ("why_not_called", "(f) Say why that person will not be called."),
)
"""SI 1999/681 r.3(4), item by item: (field, what is lacking)."""

BEFORE = {
    Kind.PARTICULARS_GIVEN: Kind.PARTICULARS_ASKED,
    Kind.CROSS_LISTED: Kind.CROSS_SOUGHT,
    Kind.CROSS_TOLD: Kind.CROSS_LISTED,
    Kind.MAKER_CALLED: Kind.CREDIBILITY,
    Kind.NOT_CALLED: Kind.CREDIBILITY,
}
"""Which step must have been recorded first."""

STEP_WORDS = {
    Kind.PARTICULARS_ASKED: "particulars of the hearsay evidence were asked for",
    Kind.PARTICULARS_GIVEN: "particulars of the hearsay evidence were given",
    Kind.CROSS_SOUGHT: "the other party applied to cross-examine the maker",
    Kind.CROSS_LISTED: "the application to cross-examine is listed",
    Kind.CROSS_TOLD: "notice of that hearing was served",
    Kind.CREDIBILITY: "the other party gave notice that it attacks credibility",
    Kind.MAKER_CALLED: "notice was given that the maker is called",
    Kind.NOT_CALLED: "the maker is not called after all",
    Kind.NOTHING: "the other party's days after the hearsay notice passed",
}


def plan_problems(kind: str, directed_on: date | None, reason: str, hearing_on: date) -> list[Problem]:
    """Why a plan about hearsay cannot be recorded."""
    found: list[Problem] = []
    if kind not in HearsayPlanKind.values:
        return [("kind", "Choose what is to be recorded.")]
    if kind == HearsayPlanKind.DIRECTED:
        if directed_on is None:
            found.append(("directed_on", "Enter the day that the court directed."))
        elif directed_on >= hearing_on:
            found.append(("directed_on", f"That is not before the hearing on {day_words(hearing_on)}."))
    if len(reason.strip()) < 10:
        found.append(("reason", "Say why, or what the court said, in at least 10 characters."))
    return found


def notice_problems(values: Mapping[str, Any], today: date, complaint_on: date | None) -> list[Problem]:
    """Each item of r.3(4) that the notice lacks, and days that cannot be."""
    found: list[Problem] = [
        (name, words)
        for name, words in CONTENTS
        if (not values[name] if isinstance(values[name], bool) else len(str(values[name]).strip()) < 3)
    ]
    if not str(values["served_on_whom"]).strip():
        found.append(("served_on_whom", "Say on whom it was served: every other party."))
    for name in ("sent_on", "filed_on"):
        if values[name] > today:
            found.append((name, "This is in the future. Enter when it happened."))
        elif complaint_on is not None and values[name] < complaint_on:
            found.append((name, f"This is before the complaint was made on {day_words(complaint_on)}."))
    return found


def step_problems(kind: str, on: date, heard_on: date | None, before: Set[str], served: date, today: date) -> list[Problem]:
    """Why this step cannot be recorded after those before it."""
    if kind not in HearsayStepKind.values:
        return [("kind", "Choose what happened.")]
    found: list[Problem] = []
    wanted = BEFORE.get(Kind(kind))
    if wanted is not None and wanted not in before:
        found.append(("kind", f"Record first: {wanted.label}."))
    if kind in before and kind not in (Kind.PARTICULARS_ASKED, Kind.PARTICULARS_GIVEN, Kind.CROSS_LISTED):
        found.append(("kind", "This is recorded already."))
    if kind == Kind.NOTHING and before & {Kind.CROSS_SOUGHT, Kind.CREDIBILITY}:
        found.append(("kind", "Something did come: the other party's application or notice is recorded."))
    if on > today:
        found.append(("on", "This is in the future. Enter when it happened."))
    elif on < served and kind not in (Kind.PARTICULARS_ASKED, Kind.PARTICULARS_GIVEN):
        found.append(("on", f"This is before the notice counts as served on {day_words(served)}."))
    if kind == Kind.CROSS_LISTED and (heard_on is None or heard_on < on):
        found.append(("heard_on", "Enter the day on which it is heard, after this one."))
    return found
