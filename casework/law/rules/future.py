"""Crime and Policing Act 2026: routes that are off until a day is set from which they are in force. Not confirmed as commenced.

Each provision has a date of its own among the force-policy values; without one the answer says that the route is off.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import long_enough, text, yes
from casework.law.sums import FORCE_POLICY, guard, plural, working_days
from casework.law.when import day_words

HANDING_DAYS = 5
OFF = "Off: this part of the Crime and Policing Act 2026 is not confirmed to be in force. Force legal sets the day from which it is."


def _when_on(setting: str, compute: Callable[[Question], Answer]) -> Callable[[Question], Answer]:
    def asked(q: Question) -> Answer:
        since = q.policy.day(setting)
        if since is None or q.day < since:
            return Answer(reasons=[OFF if since is None else f"Off until {day_words(since)}."])
        return compute(q)

    return asked


def _before_hearing(q: Question) -> Answer:
    days = q.policy.number("CPA26-ORD")
    answer = Answer(counting.business_days_before(q.day, days, q.calendar)).step(f"The verdict or sentence is on {day_words(q.day)}.")
    papers = (
        f"Draft conditions, the list of live orders and the s.2(3) screening go in {plural(days, 'working days')} before ({FORCE_POLICY})."
    )
    return answer.step(papers)


def _guidance(q: Question) -> Answer:
    return guard(
        Answer().step("Public authorities have regard to the guidance."),
        [] if q["acknowledged"] else ["Acknowledge the version of the guidance that is in force."],
    )


def _disclosure(q: Question) -> Answer:
    faults = [] if q["decided"] else ["Record whether the victim is told who the stalker is."]
    if not long_enough(q["reason"]):
        faults.append("Give the reasons in at least 20 characters.")
    return guard(Answer().step("Disclosure of a stalker's identity is considered under the Home Office's guidance, with reasons."), faults)


def _handed(q: Question) -> Answer:
    answer = Answer().step(f"The interim behaviour order was made on {day_words(q.day)}.")
    if q["present"]:
        answer.passes = True
        return answer.step("The defendant was present: it has effect (CrimPR 2025 r.31.2(2)).")
    answer.due = working_days(q, answer, q.day, HANDING_DAYS)
    return answer.step("CrimPR 2025 r.31.2(2): without effect unless it is handed over within 5 business days.")


SINCE = date(2027, 1, 1)
ACT_2026: dict[str, Any] = {"instrument": "Crime and Policing Act 2026", "authority": "statute", "confidence": "secondary"}

RULES = (
    Rule(
        id="CPA26-ORD",
        title="Order made by a criminal court itself: papers before the hearing",
        citation="Crime and Policing Act 2026, section not identified; the lead time is force policy",
        instrument="Crime and Policing Act 2026",
        authority="force",
        confidence="policy",
        klass="duty",
        trigger="trial.listed",
        satisfied_by="trial.draft_sent",
        slot="cps",
        also_slots=("legal",),
        who_acts="CPS liaison, force legal",
        on_question="When is the verdict or sentence?",
        policy=("CPA26-ORD.from", "CPA26-ORD"),
        compute=_when_on("CPA26-ORD.from", _before_hearing),
        vectors=(
            Vector("2026-11-23", {}, None),
            Vector("2027-03-30", {}, "2027-03-25", policy={"CPA26-ORD.from": SINCE}),
        ),
        consequence="The court makes the order without what the police know.",
    ),
    Rule(
        id="CPA26-GUID",
        title="Multi-agency stalking guidance acknowledged",
        citation="Crime and Policing Act 2026, section not identified",
        **ACT_2026,
        klass="guard",
        trigger="guidance.issued",
        satisfied_by="guidance.acknowledged",
        slot="owner",
        who_acts="Every role",
        on_question="On which day is this asked?",
        inputs=(yes("acknowledged", "Is the version in force acknowledged?"),),
        policy=("CPA26-GUID.from",),
        compute=_when_on("CPA26-GUID.from", _guidance),
        vectors=(
            Vector("2026-11-23", {}, None),
            Vector("2027-01-01", {}, None, passes=False, policy={"CPA26-GUID.from": SINCE}),
            Vector("2026-12-31", {}, None, policy={"CPA26-GUID.from": SINCE}),
        ),
    ),
    Rule(
        id="CPA26-DISC",
        title="Telling a victim who the stalker is",
        citation="Crime and Policing Act 2026, section not identified",
        **ACT_2026,
        klass="guard",
        trigger="victim.asks_identity",
        satisfied_by="victim.identity_decided",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, supervisor",
        on_question="On which day is this asked?",
        inputs=(yes("decided", "Is it decided?"), text("reason", "Why?")),
        policy=("CPA26-DISC.from",),
        compute=_when_on("CPA26-DISC.from", _disclosure),
        vectors=(
            Vector("2026-11-23", {}, None),
            Vector(
                "2027-01-04",
                {"decided": "yes", "reason": "She cannot keep safe from someone she does not know"},
                None,
                passes=True,
                policy={"CPA26-DISC.from": SINCE},
            ),
        ),
    ),
    Rule(
        id="CPA-31-2",
        title="Interim behaviour order handed over",
        citation="CrimPR 2025 r.31.2(2)",
        instrument="Criminal Procedure Rules 2025 (SI 2025/909)",
        section="r.31.2(2)",
        klass="court",
        authority="rule",
        confidence="inference",
        trigger="behaviour_order.made",
        satisfied_by="behaviour_order.handed_over",
        slot="owner",
        who_acts="The court or the police",
        on_question="When was it made?",
        inputs=(Input("present", "bool", "Was the defendant present?", default=False),),
        policy=("CPA26-ORD.from",),
        compute=_when_on("CPA26-ORD.from", _handed),
        vectors=(
            Vector("2026-11-23", {}, None),
            Vector("2027-03-25", {}, "2027-04-05", policy={"CPA26-ORD.from": SINCE}),
            Vector("2027-03-25", {"present": "yes"}, None, passes=True, policy={"CPA26-ORD.from": SINCE}),
        ),
        consequence="Otherwise the order has no effect.",
    ),
)
