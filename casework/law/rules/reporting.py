"""From the report: recording and classing the crime, the early decisions, the summary time limit, old notices."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, GRADE, SHORTEST_REASON, long_enough, text, yes
from casework.law.sums import alerts, by_policy, count, guard
from casework.law.when import day_words

SUMMARY_ONLY = ("2", "2A")
OFFENCES = ("2", "2A", "4", "4A", "SPA-8")
LIMIT_MONTHS = 6
RECORDING_HOURS = 24


def _record(q: Question) -> Answer:
    return count(q, RECORDING_HOURS, "hours", "National Crime Recording Standard", "The report was received")


def _first_risk(q: Question) -> Answer:
    return by_policy(q, "R02", "The report was received")


def _time_limit(q: Question) -> Answer:
    answer = Answer()
    if q["offence"] not in SUMMARY_ONLY:
        answer.reasons.append("No time limit: the offence may be tried on indictment (MCA 1980 s.127(2)).")
        return answer
    answer.due = counting.months_corresponding(q.day, LIMIT_MONTHS)
    safe = counting.business_day_on_or_before(answer.due, q.calendar)
    answer.step(f"The last act was on {day_words(q.day)}.")
    answer.step(
        f"MCA 1980 s.127(1): 6 months, to the corresponding date, {day_words(answer.due)}. "
        "It does not move for a weekend or a bank holiday."
    )
    answer.step(f"Safe by {day_words(safe)}, the last working day on or before it.")
    answer.note("safe_by", safe)
    return alerts(answer, answer.due, q.policy.ladder("R09.warnings"))


def _order_considered(q: Question) -> Answer:
    return by_policy(q, "R10.high" if q["grade"] == "high" else "R10.other", "The case was opened")


def _search_considered(q: Question) -> Answer:
    return by_policy(q, "R11", "The case was opened")


def _old_notice(q: Question) -> Answer:
    if q["urgent"]:
        return by_policy(q, "R38.urgent", "The urgent trigger happened")
    return by_policy(q, "R38.other", "The notice came on the register")


def _why_harassment(q: Question) -> Answer:
    answer = Answer().step(
        "Think stalking first: classed as harassment only with a reason why it is not stalking, and a supervisor's sign-off."
    )
    faults = [] if long_enough(q["reason"]) else [f"Say in at least {SHORTEST_REASON} characters why it is not stalking."]
    if not q["signed_off"]:
        faults.append("A supervisor signs off the classification.")
    return guard(answer, faults)


def _ex_partner(q: Question) -> Answer:
    answer = by_policy(q, "R08", "Classed other than stalking")
    answer.step("A course of conduct by a former partner is recorded as stalking unless it is harassment in law only.")
    if q["reason"] is not None or q["signed_off"] is not None:
        faults = (
            [] if long_enough(q["reason"] or "") else [f"Say in at least {SHORTEST_REASON} characters why it is harassment in law only."]
        )
        if not q["signed_off"]:
            faults.append("A supervisor signs off the classification.")
        guard(answer, faults)
    return answer


RULES = (
    Rule(
        id="R01",
        title="Crime recorded",
        citation="National Crime Recording Standard: within 24 hours of the report",
        instrument="Home Office Crime Recording Rules",
        klass="duty",
        authority="national",
        confidence="read",
        trigger="report.received",
        satisfied_by="crime.recorded",
        slot="owner",
        who_acts="Investigating officer or call handler",
        on="moment",
        on_question="When was the report received?",
        compute=_record,
        vectors=(
            Vector("2026-11-23T16:40", {}, "2026-11-24T16:40:00+00:00", source="investigation.md R01"),
            Vector("2026-10-24T23:59", {}, "2026-10-25T22:59:00+00:00"),
            Vector("2027-03-27T12:00", {}, "2027-03-28T13:00:00+01:00"),
        ),
    ),
    Rule(
        id="R02",
        title="First risk assessment",
        citation="Force policy: first assessment, with a plan",
        **FORCE,
        trigger="report.received",
        satisfied_by="risk.assessed",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When was the report received?",
        policy=("R02",),
        compute=_first_risk,
        vectors=(Vector("2026-11-23T16:40", {}, "2026-11-24T16:40:00+00:00", source="investigation.md R02"),),
    ),
    Rule(
        id="R07",
        title="Classed as harassment: why it is not stalking",
        citation="College of Policing advice: review and record why harassment is not stalking",
        instrument="College of Policing, stalking and harassment advice",
        klass="guard",
        authority="national",
        confidence="read",
        trigger="classification.set",
        satisfied_by="classification.signed_off",
        slot="supervisor",
        who_acts="Investigating officer, sergeant",
        on_question="When is it classed?",
        inputs=(text("reason", "Why is it not stalking?"), yes("signed_off", "Has a supervisor signed it off?")),
        compute=_why_harassment,
        vectors=(
            Vector("2026-11-23", {}, None, passes=False, source="investigation.md R07"),
            Vector("2026-11-23", {"reason": "A single dispute between neighbours over a fence", "signed_off": "yes"}, None, passes=True),
            Vector("2026-11-23", {"reason": "                    x", "signed_off": "yes"}, None, passes=False),
        ),
        consequence="It cannot be saved.",
    ),
    Rule(
        id="R08",
        title="Former partner, not recorded as stalking",
        citation="Home Office Crime Recording Rules (April 2020); the time is force policy",
        instrument="Home Office Crime Recording Rules",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="classification.ex_partner_not_stalking",
        satisfied_by="classification.registrar_decided",
        slot="records",
        also_slots=("owner",),
        who_acts="Investigating officer, Force Crime Registrar",
        on_question="When is it classed?",
        inputs=(
            Input("reason", "text", "Why is it harassment in law only?"),
            Input("signed_off", "bool", "Has a supervisor signed it off?"),
        ),
        policy=("R08",),
        compute=_ex_partner,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-30", source="investigation.md R08"),
            Vector("2026-11-23", {"reason": "Too short"}, "2026-11-30", passes=False),
        ),
    ),
    Rule(
        id="R09",
        title="Time limit for a summary offence",
        citation="MCA 1980 s.127(1) and (2)",
        instrument="Magistrates' Courts Act 1980",
        section="s.127(1), (2)",
        klass="court",
        authority="statute",
        confidence="read",
        trigger="incident.recorded",
        satisfied_by="charge.laid_or_excluded",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, sergeant",
        on_question="When was the last act?",
        inputs=(Input("offence", "choice", "Which offence is in play?", OFFENCES, default="2A"),),
        policy=("R09.warnings",),
        compute=_time_limit,
        vectors=(
            Vector("2026-08-31", {}, "2027-02-28", {"safe_by": "2027-02-26"}, source="investigation.md R09"),
            Vector("2026-06-30", {}, "2026-12-30", {"safe_by": "2026-12-30", "alert": "2026-10-31 2026-11-30 2026-12-16 2026-12-23"}),
            Vector("2026-08-31", {"offence": "4A"}, None),
        ),
    ),
    Rule(
        id="R10",
        title="Stalking Protection Order considered",
        citation="Force policy: an early decision, sooner for HIGH risk",
        **FORCE,
        trigger="case.opened",
        satisfied_by="order.considered",
        slot="owner",
        who_acts="Investigating officer",
        on="either",
        on_question="When was the case opened?",
        inputs=(GRADE,),
        policy=("R10.high", "R10.other"),
        compute=_order_considered,
        vectors=(
            Vector("2026-11-23T16:40", {"grade": "high"}, "2026-11-24T16:40:00+00:00", source="investigation.md R10"),
            Vector("2026-11-23", {}, "2026-11-30", source="investigation.md R10"),
        ),
    ),
    Rule(
        id="R11",
        title="Search considered",
        citation="Force policy: an early decision on searching (PHA 1997 s.2B, PACE 1984)",
        **FORCE,
        trigger="case.opened",
        satisfied_by="search.considered",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When was the case opened?",
        policy=("R11",),
        compute=_search_considered,
        vectors=(Vector("2026-11-23T16:40", {}, "2026-11-26T16:40:00+00:00", source="investigation.md R11"),),
    ),
    Rule(
        id="R38",
        title="Review of an old Police Information Notice",
        citation="HMICFRS recommendation to stop such notices; the times are force policy",
        instrument="HMIC, Living in fear (2017)",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="pin.registered",
        satisfied_by="pin.reviewed",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, sergeant",
        on="either",
        on_question="When did it come on the register, or when did the urgent trigger happen?",
        inputs=(Input("urgent", "bool", "Is there an urgent trigger?", default=False),),
        policy=("R38.urgent", "R38.other"),
        compute=_old_notice,
        vectors=(
            Vector("2026-11-23T09:00", {"urgent": "yes"}, "2026-11-24T09:00:00+00:00", source="investigation.md R38"),
            Vector("2026-11-23", {}, "2026-12-21", source="investigation.md R38"),
        ),
    ),
)
