"""The order itself: how long, until when, and what ends it. Stalking Protection Act 2019 ss.3 to 6."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.errors import LawInputError
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import ACT, yes
from casework.law.sums import alerts, by_policy, guard
from casework.law.when import day_words

MINIMUM_YEARS = 2


def _fixed_term(q: Question) -> Answer:
    made, shortest = q.day, counting.years_last_day(q.day, MINIMUM_YEARS)
    answer = Answer(deadline=False)
    if q["open_ended"]:
        if q["end"] is not None:
            raise LawInputError("end", "An order until a further order has no last day: leave the end out, or answer no to open_ended.")
        answer.passes = True
        return answer.step("The order runs until a further order (SPA 2019 s.3(1)(b)): no last day, and no shortest term to keep.")
    answer.step(f"Made on {day_words(made)}, which is day 1.")
    answer.step(f"SPA 2019 s.3(2): at least 2 years beginning with that day, so the last day may not be before {day_words(shortest)}.")
    years, end = q["years"], q["end"]
    if end is None:
        answer.due = counting.years_last_day(made, years)
        answer.step(f"{years} years beginning with that day end on {day_words(answer.due)}.")
        end = answer.due
    else:
        answer.due = shortest
        answer.step(f"The last day given is {day_words(end)}.")
    answer.passes = end >= shortest
    if not answer.passes:
        answer.reasons.append(
            f"A fixed term may not end before {day_words(shortest)} (SPA 2019 s.3(2)). "
            "If the court made it so, record it as made, queried: it goes to force legal."
        )
    return answer.note("shortest", shortest)


def _interim_end(q: Question) -> Answer:
    answer = Answer()
    if (q["days"] is None) == (q["end"] is None):
        raise LawInputError(
            "end", "Give either the last day in the order (end) or the number of days beginning with the day it was made (days)."
        )
    answer.step(f"Made on {day_words(q.day)}. An interim order is always for a fixed period (SPA 2019 s.5(6)(a)).")
    if q["end"] is not None:
        if q["end"] < q.day:
            raise LawInputError("end", f"The last day {day_words(q['end'])} is before the order was made.")
        answer.due = q["end"]
        answer.step(f"The order gives its last day: {day_words(q['end'])}.")
    else:
        answer.due = counting.incl(q.day, q["days"])
        answer.step(f"{q['days']} days beginning with that day; {day_words(q.day)} is day 1, so the last day is {day_words(answer.due)}.")
    answer.step("Weekends and bank holidays count; the last day does not move.")
    alerts(answer, answer.due, q.policy.ladder("SPA-5-6a.alerts"))
    hearing = q["next_hearing"]
    if hearing is not None:
        answer.passes = hearing <= answer.due
        if not answer.passes:
            answer.reasons.append(
                f"Gap: the interim order ends on {day_words(answer.due)}, before the main hearing on {day_words(hearing)}. "
                "Apply to renew it (s.5(7))."
            )
    return answer


def _interim_falls(q: Question) -> Answer:
    word = {"granted": "granted", "refused": "refused", "withdrawn": "withdrawn, which also ends it (our reading)"}[q["outcome"]]
    answer = Answer(q.day).step(f"The main application was {word} on {day_words(q.day)}.")
    answer.step("SPA 2019 s.5(6)(b): the interim order ends with it, that day.")
    return answer.step("Officers and the victim are told the same day (force policy).").note("interim_ended", q.day)


def _condition_end(q: Question) -> Answer:
    answer = Answer(deadline=False).step(f"The order was made on {day_words(q.day)}.")
    answer.due = q["end"]
    answer.step(f"The condition has an end of its own, {day_words(q['end'])} (SPA 2019 s.3(3)); only that condition falls away then.")
    if q["end"] < q.day:
        raise LawInputError("end", f"The condition's last day {day_words(q['end'])} is before the order was made.")
    answer.passes = q["order_end"] is None or q["end"] <= q["order_end"]
    if not answer.passes:
        answer.reasons.append(f"The condition may not run on after the order itself ends on {day_words(q['order_end'])}.")
    if q["end"] < counting.years_last_day(q.day, MINIMUM_YEARS):
        answer.reasons.append("It is shorter than two years: whether one condition may be is an open question. Ask force legal.")
    return answer


def _tell_chief_officers(q: Question) -> Answer:
    answer = by_policy(q, "SPA-4-2", "The application to vary, renew or discharge was received")
    return answer.step("The court must hear the defendant and every relevant chief officer who wants to be heard (SPA 2019 s.4(2)).")


def _discharge(q: Question) -> Answer:
    last = counting.years_last_day(q.day, MINIMUM_YEARS)
    answer = Answer(last, deadline=False).step(f"Made on {day_words(q.day)}, which is day 1; the first two years end on {day_words(last)}.")
    if q["heard"] < q.day:
        raise LawInputError("heard", f"The hearing on {day_words(q['heard'])} is before the order was made.")
    if q["heard"] > last:
        answer.passes = True
        return answer.step(f"Heard on {day_words(q['heard'])}, after them: no consents are needed.")
    answer.step(f"Heard on {day_words(q['heard'])}, within them: the court may discharge only with consents (SPA 2019 s.4(4)(b)).")
    needed = [("defendant_consents", "The defendant's consent is needed.")]
    if q["applicant"] == "chief_officer":
        needed.append(("applicant_officer_consents", "The consent of the chief officer who applies is needed."))
    else:
        needed.append(("original_officer_consents", "The consent of the chief officer who applied for the order is needed."))
        if q["lives_elsewhere"]:
            needed.append(("home_officer_consents", "The consent of the chief officer for the area where the defendant lives is needed."))
    return guard(answer, (sentence for name, sentence in needed if not q[name]))


CONTENT = (
    ("date_made", "Is the date it was made recorded?", "(a) the date the order was made"),
    ("duration", "Is it recorded whether the period is fixed, and its length?", "(b) whether it is for a fixed period, and its length"),
    ("conditions", "Is each prohibition and requirement recorded?", "(c) each prohibition or requirement"),
    ("locality", "Is it recorded whether any condition is limited to a locality?", "(d) any limit to a locality, and what it is"),
    ("periods", "Is it recorded whether any condition has a different period?", "(e) any condition whose period differs, and what it is"),
)


def _content(q: Question) -> Answer:
    missing = [f"Missing: {item} (SPA 2019 s.6)." for name, _, item in CONTENT if not q[name]]
    return guard(Answer().step("SPA 2019 s.6 lists five things that an order must say."), missing)


RULES = (
    Rule(
        id="SPA-3-2",
        aliases=("R30",),
        title="Shortest fixed term of a full order",
        citation="SPA 2019 s.3(1) and (2)",
        instrument=ACT,
        section="s.3(1), (2)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="order.made",
        satisfied_by="order.end_recorded",
        slot="legal",
        who_acts="Court order entry; force legal when it is too short",
        on_question="When was the order made?",
        inputs=(
            Input("years", "int", "For how many years?", default=MINIMUM_YEARS, lowest=1, highest=100),
            Input("end", "date", "What is the last day in the order?"),
            Input("open_ended", "bool", "Is it until a further order?", default=False),
        ),
        compute=_fixed_term,
        vectors=(
            Vector("2026-11-23", {}, "2028-11-22", passes=True, source="orders.md 5.1 no. 14, investigation.md R30"),
            Vector("2026-11-23", {"end": "2028-11-21"}, "2028-11-22", passes=False, source="orders.md 5.1 no. 14"),
            Vector("2026-11-23", {"end": "2028-11-22"}, "2028-11-22", passes=True, asked="R30", source="investigation.md R30"),
            Vector("2028-02-29", {}, "2030-02-28", passes=True, source="orders.md 5.1 no. 15"),
            Vector("2026-03-01", {}, "2028-02-29", passes=True, source="orders.md 5.1 no. 16"),
            Vector("2026-11-23", {"years": 5}, "2031-11-22", passes=True, source="orders.md 5.1 no. 17"),
            Vector("2026-11-23", {"open_ended": "yes"}, None, passes=True),
        ),
    ),
    Rule(
        id="SPA-5-6a",
        aliases=("R32",),
        title="Interim order ends",
        citation="SPA 2019 s.5(6)(a) and (7)",
        instrument=ACT,
        section="s.5(6)(a), (7)",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="interim.made",
        satisfied_by="interim.renewed_or_determined",
        slot="legal",
        also_slots=("owner",),
        who_acts="Force legal",
        on_question="When was the interim order made?",
        inputs=(
            Input("days", "int", "For how many days, the day it was made included?", lowest=1, highest=3660),
            Input("end", "date", "What is the last day in the order?"),
            Input("next_hearing", "date", "When is the main hearing?"),
        ),
        policy=("SPA-5-6a.alerts",),
        compute=_interim_end,
        vectors=(
            Vector("2026-11-23", {"days": 28}, "2026-12-20", source="orders.md 5.1 no. 19"),
            Vector("2026-11-23", {"end": "2026-12-20", "next_hearing": "2026-12-21"}, "2026-12-20", passes=False),
            Vector("2026-11-23", {"end": "2026-12-20", "next_hearing": "2026-12-20"}, "2026-12-20", passes=True, asked="R32"),
        ),
    ),
    Rule(
        id="SPA-5-6b",
        title="Interim order falls when the main application is determined",
        citation="SPA 2019 s.5(6)(b)",
        instrument=ACT,
        section="s.5(6)(b)",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="application.determined",
        satisfied_by="interim.ended",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="The system ends it; the officer tells officers and the victim",
        on_question="When was the main application determined?",
        inputs=(Input("outcome", "choice", "How was it determined?", ("granted", "refused", "withdrawn"), default="granted"),),
        compute=_interim_falls,
        vectors=(Vector("2026-11-23", {"outcome": "refused"}, "2026-11-23", {"interim_ended": "2026-11-23"}),),
    ),
    Rule(
        id="SPA-3-3",
        title="A condition's own end",
        citation="SPA 2019 ss.3(3), 6(e)",
        instrument=ACT,
        section="ss.3(3), 6(e)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="condition.recorded",
        satisfied_by="condition.end_recorded",
        slot="legal",
        who_acts="Court order entry",
        on_question="When was the order made?",
        inputs=(
            Input("end", "date", "What is the last day of the condition?", required=True),
            Input("order_end", "date", "What is the last day of the order, if it has one?"),
        ),
        compute=_condition_end,
        vectors=(
            Vector("2026-11-23", {"end": "2029-11-22", "order_end": "2031-11-22"}, "2029-11-22", passes=True),
            Vector("2026-11-23", {"end": "2031-11-23", "order_end": "2031-11-22"}, "2031-11-23", passes=False),
        ),
        consequence="Only that condition falls away.",
    ),
    Rule(
        id="SPA-4-2",
        title="Relevant chief officers told of an application",
        citation="SPA 2019 ss.4(2), 14(1); the same working day is force policy",
        instrument=ACT,
        section="ss.4(2), 14(1)",
        klass="court",
        authority="force",
        confidence="policy",
        trigger="variation.received",
        satisfied_by="variation.officers_told",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the application received?",
        policy=("SPA-4-2",),
        compute=_tell_chief_officers,
        vectors=(Vector("2026-11-23", {}, "2026-11-23"), Vector("2026-11-28", {}, "2026-11-30")),
        consequence="The hearing may have to be held again.",
    ),
    Rule(
        id="SPA-4-4b",
        title="Consents to discharge in the first two years",
        citation="SPA 2019 s.4(4)(b)",
        instrument=ACT,
        section="s.4(4)(b)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="discharge.sought",
        satisfied_by="discharge.consents_recorded",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the order made?",
        inputs=(
            Input("heard", "date", "When is the application to discharge heard?", required=True),
            Input("applicant", "choice", "Who applies?", ("defendant", "chief_officer"), default="defendant"),
            yes("defendant_consents", "Does the defendant consent?"),
            yes("applicant_officer_consents", "Does the chief officer who applies consent?"),
            yes("original_officer_consents", "Does the chief officer who applied for the order consent?"),
            yes("lives_elsewhere", "Does the defendant live in another chief officer's area in England and Wales?"),
            yes("home_officer_consents", "Does the chief officer for that area consent?"),
        ),
        compute=_discharge,
        vectors=(
            Vector("2026-03-03", {"heard": "2028-03-02"}, "2028-03-02", passes=False, source="orders.md 5.1 no. 18"),
            Vector("2026-03-03", {"heard": "2028-03-03"}, "2028-03-02", passes=True, source="orders.md 5.1 no. 18"),
            Vector(
                "2026-03-03",
                {"heard": "2027-03-02", "applicant": "chief_officer", "defendant_consents": "yes", "applicant_officer_consents": "yes"},
                "2028-03-02",
                passes=True,
            ),
            Vector(
                "2026-03-03",
                {"heard": "2027-03-02", "defendant_consents": "yes", "original_officer_consents": "yes", "lives_elsewhere": "yes"},
                "2028-03-02",
                passes=False,
            ),
        ),
        consequence="The court may not discharge the order.",
    ),
    Rule(
        id="SPA-6",
        title="What an order must say",
        citation="SPA 2019 s.6",
        instrument=ACT,
        section="s.6(a) to (e)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="order.recorded",
        satisfied_by="order.content_complete",
        slot="legal",
        who_acts="Court order entry",
        on_question="When was the order recorded?",
        inputs=tuple(yes(name, question) for name, question, _ in CONTENT),
        compute=_content,
        vectors=(
            Vector("2026-11-23", {name: "yes" for name, _, _ in CONTENT}, None, passes=True),
            Vector("2026-11-23", {"date_made": "yes", "duration": "yes"}, None, passes=False),
        ),
        consequence="The record cannot be published.",
    ),
)
