"""Serving: on which day a paper counts as served. Magistrates' Courts Rules 1981 (SI 1981/552) rr.99, 115 as amended."""

from datetime import date, datetime

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.sums import by_policy, working_days
from casework.law.when import day_of, day_words, moment_words

ORDER_METHODS = ("hand", "legal_representative", "electronic", "post", "custodian", "court_directed", "print_date")
RULES_1981 = "Magistrates' Courts Rules 1981 (SI 1981/552)"
SUMMONS_METHODS = (
    "hand",
    "legal_representative",
    "electronic",
    "post",
    "left",
    "custodian",
    "dx",
    "court_directed",
    "system_deposit",
    "print_date",
)
METHOD = Input("method", "choice", "How was the order served?", ORDER_METHODS, default="hand")
POST_DAYS = 3


def effective_service(q: Question, answer: Answer) -> date:
    """The day on which an order counts as served, MCR r.115(4): `q.day` is when it was handed over, sent or printed.

    Adds the steps and the dates `posted` (only from the print date) and `effective_service` to `answer`.
    """
    method = q["method"]
    start = q.day
    if method in ("hand", "legal_representative"):
        to = "handed to the defendant's legal representative" if method == "legal_representative" else "handed over"
        answer.step(f"It was {to} on {moment_words(q.on)}: served that day (MCR 1981 r.115(4)(a)).")
        served = start
    elif method == "electronic":
        served = counting.after(start, 1)
        answer.step(
            f"It was sent electronically on {day_words(start)}: served one day later, on {day_words(served)} (MCR 1981 r.115(4)(b))."
        )
    else:
        if method == "print_date":
            answer.step(
                f"Only the court's print date is known, {day_words(start)}: "
                "taken as posted on the third business day after it (MCR 1981 r.115(5))."
            )
            start = working_days(q, answer, start, POST_DAYS)
            answer.note("posted", start)
        answer.step(
            f"It was posted or sent on {day_words(start)}: served on the third business day after (MCR 1981 r.115(4)(c)), "
            "unless something different is shown."
        )
        served = working_days(q, answer, start, POST_DAYS)
    answer.note("effective_service", served)
    return served


def _order_service(q: Question) -> Answer:
    answer = Answer(deadline=False)
    answer.due = effective_service(q, answer)
    return answer


def _from_print_date(q: Question) -> Answer:
    answer = Answer(deadline=False)
    answer.step(
        f"The court printed it on {day_words(q.day)}; when it was posted is not known: "
        "taken as the third business day after (MCR 1981 r.115(5))."
    )
    posted = working_days(q, answer, q.day, POST_DAYS)
    answer.step("Served on the third business day after posting (MCR 1981 r.115(4)(c)), unless something different is shown.")
    answer.due = working_days(q, answer, posted, POST_DAYS)
    return answer.note("posted", posted).note("effective_service", answer.due)


def _prepare_summons(q: Question) -> Answer:
    answer = by_policy(q, "MCR-99-7", "The summons was issued")
    return answer.step(
        "Since 8 April 2024 the applicant police prepare and serve it, unless the court directs otherwise (MCR 1981 r.99(7))."
    )


def _certificate(q: Question) -> Answer:
    answer = Answer(q.day).step(f"It was served on {moment_words(q.on)}.")
    answer.step("Whoever served it signs a certificate at the same attempt (MCR 1981 r.67(1); the rule sets no time).")
    if q["certificate"] is not None:
        answer.passes = q["certificate"] == "signed_by_server"
        if not answer.passes:
            answer.reasons.append(
                "Without a certificate signed by the person who served it, service must be proved by evidence (MCR 1981 r.67(1))."
            )
    return answer


def _summons_service(q: Question) -> Answer:
    method = q["method"]
    answer = Answer(deadline=False)
    if method in ("hand", "legal_representative"):
        answer.due = q.day
        answer.step(f"Handed over on {moment_words(q.on)}: received then (MCR 1981 r.99(4)).")
    elif method == "electronic":
        answer.due = counting.after(q.day, 1)
        answer.step(f"Sent electronically on {day_words(q.day)}: received one day later (MCR 1981 r.99(4)).")
    elif method == "court_directed":
        found = q["court_date"]
        if found is None:
            answer.reasons.append("The court sets the date for a method that it directed: enter the date from its direction.")
        else:
            answer.due = found
            answer.step(f"The court directed the method and the date, {day_words(found)} (MCR 1981 r.99(4)).")
    elif method == "system_deposit":
        answer.reasons.append("A deposit on a system has no deemed date: record the proof of when it was in fact received.")
    else:
        start = q.day
        if method == "print_date":
            answer.step(
                f"Only the print date is known, {day_words(start)}: taken as posted on the third business day after it (MCR 1981 r.99(5))."
            )
            start = working_days(q, answer, start, POST_DAYS)
            answer.note("posted", start)
        answer.step(
            f"Posted, left, sent by document exchange or given to the custodian on {day_words(start)}: "
            "received on the third business day after (MCR 1981 r.99(4))."
        )
        answer.due = working_days(q, answer, start, POST_DAYS)
    if isinstance(answer.due, date) and not isinstance(answer.due, datetime):
        answer.note("effective_service", day_of(answer.due))
    return answer


RULES = (
    Rule(
        id="MCR-99",
        title="Day on which a summons counts as served",
        citation="MCR 1981 r.99(4)",
        instrument=RULES_1981,
        section="r.99(1), (4)",
        klass="court",
        authority="rule",
        confidence="read",
        trigger="summons.sent",
        satisfied_by="summons.service_recorded",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the summons handed over or sent?",
        inputs=(
            Input(
                "method",
                "choice",
                "How was the summons served?",
                SUMMONS_METHODS,
                default="hand",
            ),
            Input("court_date", "date", "Which date did the court set?"),
        ),
        compute=_summons_service,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-23"),
            Vector("2026-11-23", {"method": "electronic"}, "2026-11-24"),
            Vector("2026-12-24", {"method": "left"}, "2026-12-31"),
            Vector("2026-04-02", {"method": "dx"}, "2026-04-09"),
            Vector("2026-11-23", {"method": "court_directed", "court_date": "2026-11-30"}, "2026-11-30"),
            Vector("2026-11-23", {"method": "system_deposit"}, None),
            Vector("2026-11-23", {"method": "print_date"}, "2026-12-01", {"posted": "2026-11-26"}),
        ),
    ),
    Rule(
        id="MCR-115",
        title="Day on which an order counts as served",
        citation="MCR 1981 r.115(4)",
        instrument=RULES_1981,
        section="r.115(2), (4)",
        klass="duty",
        authority="rule",
        confidence="read",
        trigger="order.sent",
        satisfied_by="order.served",
        slot="owner",
        who_acts="The court's designated officer; the police in parallel",
        on_question="When was the order handed over, sent or posted?",
        inputs=(METHOD,),
        compute=_order_service,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-23"),
            Vector("2026-11-23", {"method": "electronic"}, "2026-11-24", source="orders.md 5.1 no. 7"),
            Vector("2026-11-23", {"method": "post"}, "2026-11-26", source="orders.md 5.1 no. 8"),
            Vector("2026-12-24", {"method": "post"}, "2026-12-31", source="orders.md 5.1 no. 9"),
            Vector("2026-04-02", {"method": "post"}, "2026-04-09", source="orders.md 5.1 no. 10"),
        ),
    ),
    Rule(
        id="MCR-115-5",
        title="Day of service when only the court's print date is known",
        citation="MCR 1981 r.115(4)(c), (5)",
        instrument=RULES_1981,
        section="rr.99(5), 115(4)(c), (5)",
        klass="duty",
        authority="rule",
        confidence="read",
        trigger="order.printed",
        satisfied_by="order.served",
        slot="owner",
        who_acts="The court's designated officer",
        on_question="When did the court print the order?",
        compute=_from_print_date,
        vectors=(
            Vector(
                "2026-11-23", {}, "2026-12-01", {"posted": "2026-11-26", "effective_service": "2026-12-01"}, source="orders.md 5.1 no. 26"
            ),
        ),
    ),
    Rule(
        id="MCR-99-7",
        title="Police serve the summons",
        citation="MCR 1981 r.99(7); the time is force policy",
        instrument=RULES_1981,
        section="r.99(7)",
        klass="court",
        authority="force",
        confidence="policy",
        trigger="summons.issued",
        satisfied_by="summons.served",
        slot="legal",
        also_slots=("owner",),
        who_acts="Force legal, serving officer",
        on_question="When was the summons issued?",
        policy=("MCR-99-7",),
        in_force_from=date(2024, 4, 8),
        compute=_prepare_summons,
        vectors=(Vector("2026-11-23", {}, "2026-11-25"), Vector("2024-04-05", {}, None)),
        consequence="Without service the hearing is adjourned.",
    ),
    Rule(
        id="MCR-67",
        title="Certificate of service",
        citation="MCR 1981 r.67(1)",
        instrument=RULES_1981,
        section="r.67(1), (3)",
        klass="court",
        authority="rule",
        confidence="read",
        trigger="paper.served",
        satisfied_by="paper.certificate_signed",
        slot="owner",
        who_acts="Whoever served it",
        on_question="When was it served?",
        inputs=(Input("certificate", "choice", "Who signed the certificate?", ("signed_by_server", "signed_by_another", "none")),),
        compute=_certificate,
        vectors=(
            Vector("2026-11-27", {}, "2026-11-27"),
            Vector("2026-11-27", {"certificate": "signed_by_another"}, "2026-11-27", passes=False),
        ),
        consequence="Otherwise service must be proved by evidence.",
    ),
)
