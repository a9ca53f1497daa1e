"""What victims are owed, and when: the Victims' Code, statute and force policy."""

from datetime import date

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import CODE, ENHANCED, FORCE, text, yes
from casework.law.sums import by_policy, count, guard, plural, working_days
from casework.law.when import day_words

REFERRAL_DAYS = 2
IN_FORCE_44A = date(2026, 1, 12)  # SI 2025/1168 reg.3
TELL_DAYS, TELL_DAYS_ENHANCED = 5, 1
REVIEW_ASK_MONTHS, REVIEW_ACKNOWLEDGE, REVIEW_DECIDE = 3, 10, 30


def _support(q: Question) -> Answer:
    return count(q, REFERRAL_DAYS, "working days", "Victims' Code, Right 4", "The report")


def _told(q: Question) -> Answer:
    days = TELL_DAYS_ENHANCED if q["enhanced"] else TELL_DAYS
    rights = "enhanced rights" if q["enhanced"] else "no enhanced rights"
    return count(q, days, "working days", f"Victims' Code, Right 6, {rights}", "It happened")


def _advocate(q: Question) -> Answer:
    return by_policy(q, "R21", "Graded HIGH")


def _statement(q: Question) -> Answer:
    return Answer(q.day).step(
        f"The statement was taken on {day_words(q.day)}; the Victim Personal Statement is offered with it (Victims' Code, Right 7)."
    )


def _decision_told(q: Question) -> Answer:
    code = "R39.enhanced" if q["enhanced"] else "R39.other"
    return by_policy(q, code, "The decision", "Victims' Code, Right 6; counted in working days from memory: ask force legal")


def _third_party(q: Question) -> Answer:
    answer = Answer(q.day).step(
        f"The request goes out on {day_words(q.day)}; the victim has notice on or before that day (PCSCA 2022 ss.44A to 44D)."
    )
    if q["notice_on"] is None and q["exception"] == "none":
        return answer
    faults = []
    if q["exception"] == "none" and q["notice_on"] > q.day:
        faults.append(
            f"Notice was given on {day_words(q['notice_on'])}, after the request: give it as soon as reasonably practicable and say why."
        )
    if q["exception"] != "none" and not q["reason"]:
        faults.append("Say why the exception applies.")
    if not q["in_writing"]:
        faults.append("The request must be in writing.")
    if q["counselling"] and not q["substantial_value"]:
        faults.append("Counselling records: only if they are likely to have substantial probative value.")
    return guard(answer, faults)


def _outcome_told(q: Question) -> Answer:
    return count(q, 1, "working days", "Victims' Code, Right 9", "The outcome reached Witness Care")


def _review(q: Question) -> Answer:
    answer = Answer()
    if q["step"] == "ask":
        answer.due = counting.months_corresponding(q.day, REVIEW_ASK_MONTHS)
        answer.step(f"The victim was told of the decision on {day_words(q.day)}.")
        return answer.step(f"A review may be asked for within {plural(REVIEW_ASK_MONTHS, 'months')}; later at the force's discretion.")
    answer.step(f"The request was received on {day_words(q.day)}.")
    acknowledge = working_days(q, answer, q.day, REVIEW_ACKNOWLEDGE)
    decide = working_days(q, answer, q.day, REVIEW_DECIDE)
    answer.step(
        f"Acknowledged within {REVIEW_ACKNOWLEDGE} working days, decided within {REVIEW_DECIDE}, by a reviewer who is not on the case."
    )
    answer.due = acknowledge if q["step"] == "acknowledge" else decide
    return answer.note("acknowledge_by", acknowledge).note("decide_by", decide)


TOLD_VECTORS = (
    Vector("2026-11-27", {}, "2026-11-30", source="investigation.md R19"),
    Vector("2026-11-27", {"enhanced": "no"}, "2026-12-04", source="investigation.md R19"),
    Vector("2026-12-23", {}, "2026-12-24", source="investigation.md R19"),
    Vector("2026-12-23", {"enhanced": "no"}, "2027-01-04", source="investigation.md R19"),
)

RULES = (
    Rule(
        id="R19",
        title="Victim told of arrest, interview, release, bail or a decision not to investigate",
        citation="Victims' Code, Right 6: 5 working days, 1 with enhanced rights",
        instrument=CODE,
        section="Right 6",
        klass="duty",
        authority="code",
        confidence="read",
        trigger="suspect.event",
        satisfied_by="victim.told",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="Investigating officer, by the safe method",
        on_question="When did it happen?",
        inputs=(ENHANCED,),
        compute=_told,
        vectors=TOLD_VECTORS,
    ),
    Rule(
        id="R20",
        title="Referral to a support service",
        citation="Victims' Code, Right 4: within 2 working days of the report",
        instrument=CODE,
        section="Right 4",
        klass="duty",
        authority="code",
        confidence="read",
        trigger="report.received",
        satisfied_by="victim.support_decided",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="Investigating officer, victim unit",
        on_question="When was it reported?",
        compute=_support,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", source="investigation.md R20"),
            Vector("2026-12-23", {}, "2026-12-29", source="investigation.md R20"),
        ),
    ),
    Rule(
        id="R21",
        title="Advocate for a victim at HIGH risk",
        citation="Force policy: ISAC or IDVA referral, or refusal",
        **FORCE,
        trigger="risk.high",
        satisfied_by="victim.advocate_decided",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="Investigating officer",
        on_question="When was the risk graded HIGH?",
        policy=("R21",),
        compute=_advocate,
        vectors=(Vector("2026-11-27", {}, "2026-11-30", source="investigation.md R21"),),
    ),
    Rule(
        id="R22",
        title="Victim Personal Statement offered",
        citation="Victims' Code, Right 7: with the statement",
        instrument=CODE,
        section="Right 7",
        klass="duty",
        authority="code",
        confidence="read",
        trigger="statement.taken",
        satisfied_by="victim.personal_statement_offered",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the statement taken?",
        compute=_statement,
        vectors=(Vector("2026-11-23", {}, "2026-11-23", source="investigation.md R22"),),
    ),
    Rule(
        id="R39",
        title="Victim told of the charging decision, with reasons and the right to review",
        citation="Victims' Code, Right 6: 5 days, 1 with enhanced rights; that they are working days is recalled",
        instrument=CODE,
        section="Right 6",
        klass="duty",
        authority="code",
        confidence="recalled",
        trigger="charge.decided",
        satisfied_by="victim.decision_told",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="Investigating officer",
        on_question="When was it decided?",
        inputs=(ENHANCED,),
        policy=("R39.enhanced", "R39.other"),
        compute=_decision_told,
        vectors=TOLD_VECTORS,
    ),
    Rule(
        id="R50",
        title="Information about a victim asked of a third party",
        citation="PCSCA 2022 ss.44A to 44D (Victims and Prisoners Act 2024 s.28)",
        instrument="Police, Crime, Sentencing and Courts Act 2022",
        section="ss.44A to 44D",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="third_party.requested",
        satisfied_by="third_party.notice_given",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When does the request go out?",
        inputs=(
            Input("notice_on", "date", "When was the victim given notice?"),
            Input(
                "exception", "choice", "Does an exception apply?", ("none", "impracticable", "prejudice", "serious_harm"), default="none"
            ),
            text("reason", "Why?"),
            Input("in_writing", "bool", "Is the request in writing?", default=True),
            yes("counselling", "Are counselling records asked for?"),
            yes("substantial_value", "Are they likely to have substantial probative value?"),
        ),
        in_force_from=IN_FORCE_44A,
        compute=_third_party,
        vectors=(
            Vector("2026-12-01", {}, "2026-12-01", source="investigation.md R50"),
            Vector("2026-12-01", {"notice_on": "2026-12-01"}, "2026-12-01", passes=True),
            Vector("2026-12-01", {"notice_on": "2026-12-02"}, "2026-12-01", passes=False),
            Vector("2026-12-01", {"exception": "prejudice", "reason": "The holder would warn him"}, "2026-12-01", passes=True),
            Vector("2026-01-11", {}, None),
        ),
    ),
    Rule(
        id="R52",
        title="Victim's right to review of a police decision",
        citation="Police Victims' Right to Review scheme: ask within 3 months, acknowledged in 10 working days, decided in 30",
        instrument="Police Victims' Right to Review scheme",
        klass="duty",
        authority="national",
        confidence="read",
        trigger="review.requested",
        satisfied_by="review.answered",
        slot="supervisor",
        also_slots=("victim_care",),
        who_acts="A reviewer who is not on the case",
        on_question="When was the request received, or for `ask` the victim told of the decision?",
        inputs=(Input("step", "choice", "Which step?", ("acknowledge", "decide", "ask"), default="acknowledge"),),
        compute=_review,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-07", {"decide_by": "2027-01-07"}, source="investigation.md R52"),
            Vector("2026-11-23", {"step": "decide"}, "2027-01-07", source="investigation.md R52"),
            Vector("2026-11-23", {"step": "ask"}, "2027-02-23", source="investigation.md R52"),
        ),
    ),
    Rule(
        id="R53",
        title="Victim told of the court's outcome",
        citation="Victims' Code, Right 9: 1 working day from Witness Care knowing",
        instrument=CODE,
        section="Right 9",
        klass="duty",
        authority="code",
        confidence="read",
        trigger="court.outcome_known",
        satisfied_by="victim.outcome_told",
        slot="victim_care",
        who_acts="Witness Care",
        on_question="When did Witness Care know?",
        compute=_outcome_told,
        vectors=(Vector("2026-11-27", {}, "2026-11-30", source="investigation.md R53"),),
    ),
)
