"""After the court has decided: appeals to the Crown Court, and requests for what an order says."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import yes
from casework.law.sums import by_policy, guard, working_days
from casework.law.when import day_words

RIGHTS = {
    "order_made": {"defendant": "s.7(1)(a)"},
    "interim_made": {"defendant": "s.7(1)(b)"},
    "order_refused": {"applicant_officer": "s.7(2)(a)"},
    "interim_refused": {"applicant_officer": "s.7(2)(b)"},
    "changed_for_officer": {"defendant": "s.7(1)(c)"},
    "change_refused_to_defendant": {"defendant": "s.7(1)(d)"},
    "change_refused_to_officer": {"applicant_officer": "s.7(2)(c)"},
    "changed_for_defendant": {"applicant_officer": "s.7(3), if a relevant chief officer", "other_officer": "s.7(3)"},
    "interim_changed": {},
}
"""SPA 2019 s.7: who may appeal from which decision. Nothing is listed for decisions under s.5(7) on an interim order (our reading)."""
PARTIES = ("defendant", "applicant_officer", "other_officer")
OBJECTION_DAYS = 20


def _appeal(q: Question) -> Answer:
    answer = by_policy(q, "CC-7", "The decision", "CCR 1982 r.7, recalled: ask force legal")
    assert answer.due is not None
    last = counting.after(q.day, q.policy.number("CC-7"))
    safe = counting.business_day_on_or_before(last, q.calendar)
    answer.step(f"The Crown Court's office is open on {day_words(safe)} at the latest: treat that as the practical last day.")
    answer.note("safe_by", safe)
    decision, party = q["decision"], q["appellant"]
    if decision is not None and party is not None:
        section = RIGHTS[decision].get(party)
        answer.passes = section is not None
        answer.reasons.append(
            f"The right is in SPA 2019 {section}." if section else "SPA 2019 s.7 gives that party no appeal from that decision."
        )
    return answer


def _begun(q: Question) -> Answer:
    answer = Answer().step(f"The appeal began on {day_words(q.day)}; CCR 1982 r.5A sets no days, it is done at the beginning of the case.")
    missing = [] if q["officer_named"] else ["Name a case progression officer (CCR 1982 r.5A)."]
    return guard(answer, missing)


def _objection(q: Question) -> Answer:
    answer = Answer().step(f"The court served the request on {day_words(q.day)}.")
    answer.due = working_days(q, answer, q.day, OBJECTION_DAYS)
    answer.step("MCR 1981 r.66D: 20 business days to object, or longer if the court allows.")
    if q["extended_to"] is not None:
        answer.due = q["extended_to"]
        answer.step(f"The court allowed until {day_words(q['extended_to'])}.")
    return answer


RULES = (
    Rule(
        id="CC-7",
        title="Notice of appeal to the Crown Court",
        citation="SPA 2019 s.7; CCR 1982 r.7 for the period",
        instrument="Crown Court Rules 1982 (SI 1982/1109)",
        section="r.7",
        klass="court",
        authority="rule",
        confidence="recalled",
        trigger="application.decided",
        satisfied_by="appeal.notice_given",
        slot="legal",
        who_acts="Whoever appeals: the defendant or a chief officer",
        on_question="When was the decision?",
        inputs=(
            Input("decision", "choice", "Which decision?", tuple(RIGHTS)),
            Input("appellant", "choice", "Who appeals?", PARTIES),
        ),
        policy=("CC-7",),
        compute=_appeal,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-14", {"safe_by": "2026-12-14"}, source="orders.md 5.1 no. 23"),
            Vector("2026-12-11", {}, "2027-01-01", {"safe_by": "2026-12-31"}, source="orders.md 5.1 no. 24"),
            Vector("2026-11-23", {"decision": "order_made", "appellant": "defendant"}, "2026-12-14", passes=True),
            Vector("2026-11-23", {"decision": "order_refused", "appellant": "defendant"}, "2026-12-14", passes=False),
        ),
        consequence="Later needs an extension of time (CCR 1982 r.7(5)). The order stays in force meanwhile unless a court says otherwise.",
    ),
    Rule(
        id="CC-5A",
        title="Case progression officer for an appeal",
        citation="CCR 1982 r.5A(3), (4), (15)",
        instrument="Crown Court Rules 1982 (SI 1982/1109)",
        section="r.5A",
        klass="court",
        authority="rule",
        confidence="read",
        trigger="appeal.begun",
        satisfied_by="appeal.officer_named",
        slot="legal",
        who_acts="Both parties",
        on_question="When did the appeal begin?",
        inputs=(yes("officer_named", "Is a case progression officer named?"),),
        compute=_begun,
        vectors=(
            Vector("2026-12-14", {}, None, passes=False),
            Vector("2026-12-14", {"officer_named": "yes"}, None, passes=True),
        ),
    ),
    Rule(
        id="MCR-66D",
        title="Objection to giving out what an order says",
        citation="MCR 1981 r.66D(2) to (4), (6)",
        instrument="Magistrates' Courts Rules 1981 (SI 1981/552)",
        section="r.66D",
        klass="court",
        authority="rule",
        confidence="read",
        trigger="information.requested",
        satisfied_by="information.objected",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the request served on the police?",
        inputs=(Input("extended_to", "date", "Until when did the court allow, if it did?"),),
        compute=_objection,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-21", source="orders.md 5.1 no. 27"),
            Vector("2026-12-14", {}, "2027-01-14", source="orders.md 5.1 no. 28"),
            Vector("2026-12-14", {"extended_to": "2027-01-29"}, "2027-01-29"),
        ),
        consequence="The information may be released.",
    ),
)
