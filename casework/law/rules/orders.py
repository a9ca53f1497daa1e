"""The order itself: how long, until when, and what ends it. Stalking Protection Act 2019 ss.3 to 6."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.errors import LawInputError
from casework.law.registry import Input, Rule, Vector
from casework.law.sums import alerts
from casework.law.when import day_words

ACT = "Stalking Protection Act 2019"
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
)
