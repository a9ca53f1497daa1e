"""From the report: recording the crime, risk, the early decisions, the time limit for summary offences, old notices."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.applications import GRADE
from casework.law.sums import FORCE_POLICY, alerts, by_policy, count
from casework.law.when import day_words, in_words

SUMMARY_ONLY = ("2", "2A")
OFFENCES = ("2", "2A", "4", "4A", "SPA-8")
LIMIT_MONTHS = 6
RECORDING_HOURS = 24
GRADE_ASKED = Input("grade", "choice", "What is the risk grade?", ("high", "medium", "standard"), required=True)


def _record(q: Question) -> Answer:
    return count(q, RECORDING_HOURS, "hours", "National Crime Recording Standard", "The report was received")


def _first_risk(q: Question) -> Answer:
    return by_policy(q, "R02", "The report was received")


def _risk_review(q: Question) -> Answer:
    return by_policy(q, "R03.high" if q["grade"] == "high" else "R03.other", "The assessment was completed")


def _reassess(q: Question) -> Answer:
    if q["grade"] != "high" and not q["breach"]:
        return by_policy(q, "R05", "The trigger happened")
    answer = by_policy(q, "R05.urgent", "The trigger happened, HIGH risk or a breach")
    release = q["release"]
    if release is not None and answer.due is not None and release < answer.due:
        answer.due = max(release, q.moment)
        answer.step(f"The suspect's release, {in_words(release)}, comes first ({FORCE_POLICY}).")
    return answer


def _periodic(q: Question) -> Answer:
    return by_policy(q, f"R06.{q['grade']}", "The last assessment")


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
        citation="Force policy: within 24 hours of the report, with a plan",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
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
        id="R03",
        title="Supervisor's review of a risk assessment",
        citation="Force policy: HIGH within 24 hours, otherwise 72",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="risk.assessed",
        satisfied_by="risk.reviewed",
        slot="supervisor",
        who_acts="Sergeant, not the assessor",
        on="moment",
        on_question="When was the assessment completed?",
        inputs=(GRADE_ASKED,),
        policy=("R03.high", "R03.other"),
        compute=_risk_review,
        vectors=(
            Vector("2026-11-23T18:00", {"grade": "high"}, "2026-11-24T18:00:00+00:00", source="investigation.md R03"),
            Vector("2026-11-23T18:00", {"grade": "medium"}, "2026-11-26T18:00:00+00:00"),
        ),
    ),
    Rule(
        id="R05",
        title="Reassessment after a trigger",
        citation="Force policy: within 24 hours; HIGH or breach: 4 hours or before release, whichever is first",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="risk.trigger",
        satisfied_by="risk.assessed",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When did the trigger happen?",
        inputs=(
            GRADE,
            Input("breach", "bool", "Is the trigger a breach?", default=False),
            Input("release", "datetime", "When will the suspect be released?"),
        ),
        policy=("R05", "R05.urgent"),
        compute=_reassess,
        vectors=(
            Vector("2026-11-27T10:00", {}, "2026-11-28T10:00:00+00:00", source="investigation.md R05"),
            Vector("2026-11-27T10:00", {"grade": "high"}, "2026-11-27T14:00:00+00:00"),
            Vector("2026-11-27T10:00", {"breach": "yes", "release": "2026-11-27T12:30"}, "2026-11-27T12:30:00+00:00"),
        ),
    ),
    Rule(
        id="R06",
        title="Next periodic risk assessment",
        citation="Force policy: HIGH 7 days, MEDIUM 14, STANDARD 28",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="risk.assessed",
        satisfied_by="risk.assessed",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the last assessment?",
        inputs=(GRADE_ASKED,),
        policy=("R06.high", "R06.medium", "R06.standard"),
        compute=_periodic,
        vectors=(
            Vector("2026-11-23", {"grade": "high"}, "2026-11-30", source="investigation.md R06"),
            Vector("2026-11-23", {"grade": "medium"}, "2026-12-07", source="investigation.md R06"),
            Vector("2026-11-23", {"grade": "standard"}, "2026-12-21", source="investigation.md R06"),
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
        citation="Force policy: HIGH within 24 hours, otherwise 5 working days",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
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
        citation="Force policy: within 72 hours of opening (PHA 1997 s.2B, PACE 1984)",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
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
        citation="HMICFRS recommendation: stop such notices; the times are force policy",
        instrument="HMIC, Living in fear (2017)",
        klass="duty",
        authority="national",
        confidence="secondary",
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
