"""What victim care must satisfy (investigation.md section 6). Pure; dates come from the law."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.law.spans import age_on
from casework.law.when import day_of, in_words
from casework.reports.rules import Problems, future, short
from casework.safeguarding.models import DutyKind, Measure, MeasureBasis, Outcome, RightsBasis, Service

REASON, ADULT = 10, 18
RULE_OF: Mapping[str, str] = {
    **dict.fromkeys(
        (
            DutyKind.ARREST,
            DutyKind.INTERVIEW,
            DutyKind.RELEASE,
            DutyKind.BAIL_SET,
            DutyKind.BAIL_CHANGED,
            DutyKind.BAIL_ENDED,
            DutyKind.NOT_INVESTIGATED,
        ),
        "R19",
    ),
    DutyKind.SUPPORT: "R20",
    DutyKind.ADVOCATE: "R21",
    DutyKind.STATEMENT: "R22",
    DutyKind.DECISION: "R39",
    DutyKind.THIRD_PARTY: "R50",
    DutyKind.REVIEW_ACK: "R52",
    DutyKind.REVIEW_DECIDE: "R52",
    DutyKind.OUTCOME: "R53",
}
"""The rule whose clock runs on each kind of duty."""
BY_RIGHTS = frozenset(kind for kind, rule in RULE_OF.items() if rule in ("R19", "R39"))
"""Duties whose time depends on Enhanced Rights."""
TELLING = BY_RIGHTS | {DutyKind.OUTCOME}
"""Duties that a contact answers by telling something."""
ON_CONTACT = TELLING | {DutyKind.SUPPORT, DutyKind.ADVOCATE, DutyKind.STATEMENT}
"""Duties that a contact can answer at all; the others have pages of their own."""

# What would let somebody find the victim: ten digits in a row or more, an e-mail address, a postcode.
_REACH = (
    re.compile(r"(?:\d[\s().+-]{0,2}){9,}\d"),
    re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d(?![ap]m\b)[a-z]{2}\b", re.IGNORECASE),
)
REACH = "This looks like a telephone number, an e-mail address or a postcode. Record it as a protected fact and leave it out here"


def says_where(text: str) -> bool:
    """Does the text hold something by which a person can be reached or found?"""
    return any(pattern.search(text or "") for pattern in _REACH)


def reach_problems(values: Mapping[str, Any], names: Collection[str]) -> Problems:
    """A problem beside each of these texts that says where or how a person is reached: such things are protected facts."""
    return [(name, REACH) for name in names if isinstance(values.get(name), str) and says_where(values[name])]


WHEN_OR_WHY = "Enter when the views were sought, or say in at least 20 characters why that was not practicable."


def passed_problems(values: Mapping[str, Any], now: datetime) -> Problems:
    """The victim's views reach custody after they were sought, and not in the future."""
    sought, passed = values.get("views_at"), values.get("passed_at")
    if sought is not None and passed is not None and (passed < sought or passed > now):
        return [("passed_at", "The views are passed on after they were sought, and not in the future.")]
    return []


PLAN_TEXTS = ("safe_times", "not_to_leave", "others")


def plan_problems(values: Mapping[str, Any], now: datetime, reported_at: datetime) -> Problems:
    """A safe contact plan says how and when; it never holds the number itself."""
    found = agreed_problems("agreed_at", values.get("agreed_at"), now, reported_at)
    if not values.get("methods"):
        found.append(("methods", "Choose at least one way in which it is safe to make contact"))
    if short(values.get("safe_times", ""), 3):
        found.append(("safe_times", "Say when it is safe, for example: weekdays after 18:00"))
    return found + reach_problems(values, PLAN_TEXTS)


def agreed_problems(name: str, at: datetime | None, now: datetime, not_before: datetime, before: str = "the report") -> Problems:
    """Not in the future, and not before what must come first. What is typed has no seconds."""
    if at is not None and at < not_before.replace(second=0, microsecond=0):
        return [(name, f"This is before {before} ({in_words(not_before)}). Check the date and the time")]
    return future(name, at, now)


def needs_problems(values: Mapping[str, Any], now: datetime, reported_at: datetime) -> Problems:
    """Enhanced Rights with their basis; without them the reason why this victim is not persistently targeted."""
    found = agreed_problems("assessed_at", values.get("assessed_at"), now, reported_at)
    if values.get("enhanced"):
        if not set(values.get("basis") or ()) & set(RightsBasis.values):
            found.append(("basis", "Choose why the victim has Enhanced Rights"))
    elif short(values.get("reason_not", ""), 20):
        found.append(
            ("reason_not", "A victim of stalking counts as persistently targeted. Say in at least 20 characters why not in this case")
        )
    return found + reach_problems(values, ("notes", "reason_not"))


def contact_problems(values: Mapping[str, Any], *, now: datetime, reported_at: datetime, safe: Collection[str] | None) -> Problems:
    """One contact or attempt. `safe` are the methods agreed as safe, None while there is no plan."""
    found = agreed_problems("at", values.get("at"), now, reported_at)
    if short(values.get("summary", ""), 5):
        found.append(("summary", "Say what was said or tried, in at least 5 characters"))
    if safe is not None and values.get("method") not in safe and short(values.get("off_plan_why", ""), REASON):
        found.append(("off_plan_why", f"This is not an agreed safe method. Say in at least {REASON} characters why it was used"))
    return found + reach_problems(values, ("summary", "off_plan_why"))


@dataclass(frozen=True)
class Answer:
    """What a contact answers to one duty. `values` by the kind of duty: told and review; or service, name, answer and why; or vps."""

    duty: Any
    values: Mapping[str, Any]


ANSWER_SUPPORT = ("SENT", "ACCEPTED", "DECLINED", "UNDECIDED")


def answer_problems(answer: Answer, *, outcome: str, at: datetime) -> Problems:
    """Does this contact answer this duty? The field's names end with the duty's number, as on the form."""
    duty, values = answer.duty, answer.values
    at_field = f"{{}}_{duty.pk}"
    found: Problems = []
    if outcome not in (Outcome.SPOKE, Outcome.REPRESENTATIVE):
        found.append(("duties", "Only a contact in which the victim or a representative was reached can answer this"))
    if at < duty.happened_at.replace(second=0, microsecond=0) and duty.kind not in (DutyKind.SUPPORT, DutyKind.ADVOCATE):
        found.append(("at", f"This is before what had to be told ({in_words(duty.happened_at)}). Check the date and the time"))
    if duty.kind in TELLING and short(values.get("told", ""), 5):
        found.append((at_field.format("told"), "Say what the victim was told"))
    if duty.kind == DutyKind.DECISION and not values.get("review"):
        found.append((at_field.format("review"), "Say whether the right to review was explained"))
    if duty.kind == DutyKind.STATEMENT and not values.get("vps"):
        found.append((at_field.format("vps"), "Say what the victim answered to the offer"))
    if duty.kind in (DutyKind.SUPPORT, DutyKind.ADVOCATE):
        if values.get("service") not in Service.values:
            found.append((at_field.format("service"), "Choose which service was offered"))
        elif duty.kind == DutyKind.ADVOCATE and values["service"] not in (Service.ISAC, Service.IDVA):
            found.append((at_field.format("service"), "At high risk a stalking advocate or a domestic violence adviser is offered"))
        if short(values.get("name", ""), 3):
            found.append((at_field.format("name"), "Enter the service's name"))
        if values.get("answer") not in ANSWER_SUPPORT:
            found.append((at_field.format("answer"), "Choose what the victim answered"))
        elif values["answer"] == "DECLINED" and short(values.get("why", ""), REASON):
            found.append((at_field.format("why"), f"Say in at least {REASON} characters why the victim declined"))
    named = [name for name in ("told", "why", "name") if isinstance(values.get(name), str) and says_where(values[name])]
    return found + [(at_field.format(name), REACH) for name in named]


def correction_problems(contact: Any, *, corrected: bool, why: str) -> Problems:
    """A correction says why, and only of what has not been corrected."""
    found: Problems = []
    if corrected:
        found.append((None, "This entry has been corrected already. Correct the entry that stands in its place"))
    if short(why, REASON):
        found.append(("correction_why", f"Say in at least {REASON} characters what was wrong"))
    return found


# Guards of the moves.


def fall_problems(duty: Any, *, why: str) -> Problems:
    """Guard of "let fall": why it is not owed any more, in particular that the victim asked not to be told."""
    if short(why, REASON):
        return [("why", f"Say in at least {REASON} characters why it is not owed, for example that the victim asked not to be told")]
    return reach_problems({"why": why}, ("why",))


def decline_problems(referral: Any, *, why: str) -> Problems:
    """Guard of "decline": the victim's reason, so that the service can be offered again when it no longer holds."""
    if short(why, REASON):
        return [("why", f"Say in at least {REASON} characters why the victim declined")]
    return reach_problems({"why": why}, ("why",))


def end_problems(referral: Any, *, why: str) -> Problems:
    """Guard of "end": how it ended."""
    if short(why, REASON):
        return [("why", f"Say in at least {REASON} characters how it ended")]
    return reach_problems({"why": why}, ("why",))


def offer_problems(values: Mapping[str, Any], now: datetime, reported_at: datetime) -> Problems:
    """A referral names its service; without the victim's consent it gives the reason."""
    found = agreed_problems("at", values.get("at"), now, reported_at)
    if values.get("service") not in Service.values:
        found.append(("service", "Choose to whom the victim is referred"))
    if short(values.get("name", ""), 3):
        found.append(("name", "Enter the service's name, for example Harbourside ISAC Service"))
    answer = values.get("answer")
    if answer == "DECLINED" and short(values.get("why", ""), REASON):
        found.append(("why", f"Say in at least {REASON} characters why the victim declined"))
    if answer == "NO_CONSENT" and short(values.get("no_consent_why", ""), 20):
        found.append(("no_consent_why", "Say in at least 20 characters why it is sent without the victim's consent"))
    return found + reach_problems(values, ("name", "why", "no_consent_why"))


def measures_problems(values: Mapping[str, Any], now: datetime, reported_at: datetime) -> Problems:
    """Special measures: an intermediary and aids to communication are open under s.16 only."""
    found = agreed_problems("at", values.get("at"), now, reported_at)
    bases = set(values.get("bases") or ())
    if not values.get("declined") and not bases:
        found.append(("bases", "Choose on what the court may find the victim eligible, or tick that none are wanted"))
    needs_16 = set(values.get("measures") or ()) & {Measure.INTERMEDIARY, Measure.AIDS}
    if needs_16 and not bases & {MeasureBasis.UNDER_18, MeasureBasis.DIMINISHED}:
        found.append(
            ("measures", "An intermediary or aids to communication need a basis under s.16: age, disorder, impairment or disability")
        )
    if short(values.get("wishes", ""), 5):
        found.append(("wishes", "Write down what the victim wishes, in at least 5 characters"))
    return found + reach_problems(values, ("wishes",))


def third_party_problems(values: Mapping[str, Any], *, born: date | None, law: Collection[str]) -> Problems:
    """Information asked of a third party. `law` are rule R50's refusals; `born` is the victim's date of birth."""
    found: Problems = []
    for name, asked in (
        ("asked_for", "Say exactly what is asked for"),
        ("line_of_enquiry", "Name the reasonable line of enquiry"),
        ("why_necessary", "Say why it is necessary"),
        ("why_proportionate", "Say why it is proportionate"),
        ("other_means", "Say which other means were considered"),
    ):
        if short(values.get(name, ""), REASON):
            found.append((name, f"{asked}, in at least {REASON} characters"))
    if short(values.get("holder", ""), 3):
        found.append(("holder", "Say who holds the information"))
    for sentence in law:
        named = {"in writing": "in_writing", "Counselling": "counselling", "exception": "exception_why", "Notice": "notice_on"}
        field = next((name for words, name in named.items() if words in sentence), None)
        found.append((field, sentence))
    child = born is not None and age_on(born, values["request_on"]) < ADULT
    if child and values.get("notice_to", "VICTIM") == "VICTIM":
        found.append(("notice_to", "The victim is a child: notice is given to a parent or guardian"))
    if born is not None and not child and values.get("notice_to") == "PARENT":
        found.append(("notice_to", "The victim is an adult: notice is given to the victim, or to who acts for a victim without capacity"))
    if values.get("counselling") and short(values.get("substantial_why", ""), 20):
        found.append(("substantial_why", "Say in at least 20 characters why the records are likely to have substantial probative value"))
    return found + reach_problems(values, ("holder", "asked_for", "line_of_enquiry"))


BARS = {
    "NO_INTERVIEW": "No suspect was interviewed under caution",
    "WITHDREW": "The victim withdrew support for the investigation",
    "TIME_LIMIT": "The time limit for a prosecution has run out",
}
"""Why the police scheme does not take a request."""


def request_problems(values: Mapping[str, Any], *, now: datetime, last_day: date) -> Problems:
    """A request for review of a police decision; `last_day` is the law's last day for asking."""
    found = future("received_at", values.get("received_at"), now)
    told, received = values.get("told_on"), values.get("received_at")
    if values.get("decision") == "CPS":
        found.append(("decision", "A CPS decision is reviewed under the CPS's own scheme. Tell the victim how to ask the CPS"))
    if told and told > day_of(now):
        found.append(("told_on", "This day has not come yet. Check the date"))
    elif told and received and day_of(received) < told:
        found.append(("received_at", "The request cannot be earlier than the day on which the victim was told"))
    elif received and day_of(received) > last_day and short(values.get("late_why", ""), REASON):
        found.append(
            (
                "late_why",
                f"The last day for asking was {in_words(last_day)}. Say in at least {REASON} characters why it is taken all the same",
            )
        )
    return found


def refusal_problems(request: Any, *, reviewer_id: int, workers: Collection[int], reasons: str, letter: str) -> Problems:
    """Guard of "refuse": outside the scheme for a reason that the scheme knows, with the letter that says so."""
    found = review_problems(request, reviewer_id=reviewer_id, workers=workers, reasons=reasons, letter=letter)
    if not request.bars:
        found.append((None, "Only a request that the scheme does not take can be refused. Review it"))
    return found


def review_problems(request: Any, *, reviewer_id: int, workers: Collection[int], reasons: str, letter: str) -> Problems:
    """Guard of a decision on a review: by somebody who does not work on the case, with reasons and the letter to the victim."""
    found: Problems = []
    if reviewer_id in workers:
        found.append((None, "You cannot decide this because you work on the case"))
    if short(reasons, 20):
        found.append(("reasons", "Give the reasons in at least 20 characters; the victim is told them"))
    if short(letter, 3):
        found.append(("letter", "Enter the reference of the letter to the victim"))
    return found
