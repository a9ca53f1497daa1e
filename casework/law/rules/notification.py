"""The defendant's notification duties and what follows when one is missed. Stalking Protection Act 2019 ss.9 to 11."""

from collections.abc import Callable
from datetime import datetime

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.service import METHOD, effective_service
from casework.law.rules.shared import ACT, yes
from casework.law.sums import FORCE_POLICY, by_policy, days_beginning_with, guard, plural
from casework.law.when import at, day_words, in_words

DAYS = 3
ON_REGISTER = Input("on_register", "bool", "Is the defendant on the sex-offender register?", default=False)
EXEMPT = "No duty while the defendant is on the sex-offender register (SPA 2019 s.9(5)); it starts when that ends (SPA-9-7)."


def _first(q: Question) -> Answer:
    answer = Answer()
    if q["on_register"]:
        answer.reasons.append(EXEMPT)
        return answer
    if q["order"] == "full" and q["replaces_interim"]:
        if not q["interim_lapsed"]:
            answer.reasons.append(
                "No new duty: the order replaces an interim order (SPA 2019 s.9(1)(a)). Changes of name and address must still be notified."
            )
            return answer
        answer.reasons.append(
            "The interim order had run out before this order was made: whether it replaces it is doubtful. Ask force legal."
        )
    served = effective_service(q, answer)
    answer.due = days_beginning_with(answer, served, DAYS, "SPA 2019 s.9(1)")
    return answer


def _change(section: str, what: str) -> Callable[[Question], Answer]:
    def compute(q: Question) -> Answer:
        answer = Answer()
        if q["on_register"]:
            answer.reasons.append(EXEMPT)
            return answer
        answer.step(f"{what} on {day_words(q.day)}.")
        answer.due = days_beginning_with(answer, q.day, DAYS, f"SPA 2019 {section}")
        answer.step("It may be notified before it happens: an early notification satisfies the duty.")
        told = q["told_on"]
        if told is not None:
            answer.passes = told <= answer.due
            early = "early, " if told < q.day else ""
            station = ""
            if section == "s.9(4)":
                station = (
                    " at the station for the old address (s.10(3))" if told < q.day else " at the station for the new address (s.10(3))"
                )
            answer.reasons.append(f"Notified on {day_words(told)}{station}: {early}{'in time' if answer.passes else 'late'}.")
        return answer

    return compute


def _missed(q: Question) -> Answer:
    """A plain day is the last day that was missed; an instant is the first one that was late."""
    answer = Answer()
    if isinstance(q.on, datetime):
        first_late = q.moment
        answer.step(f"The notification was late from {in_words(first_late)}.")
    else:
        first_late = at(counting.after(q.day, 1), 0)
        answer.step(f"The last day for the notification was {day_words(q.day)}; it was not given.")
    answer.step(
        f"SPA 2019 s.11(3): the offence dates from the first day of failure, {day_words(first_late.date())}, "
        "and continues until it is put right (s.11(4))."
    )
    answer.note("offence_date", first_late.date())
    hours = q.policy.number("SPA-11-3")
    answer.step(
        f"The offence is considered within {plural(hours, 'elapsed hours')} ({FORCE_POLICY}); one prosecution for each failure (s.11(5))."
    )
    answer.due = counting.hours_after(first_late, hours)
    return answer


def _exempt(q: Question) -> Answer:
    answer = Answer().step("SPA 2019 s.9(5): nobody on the sex-offender register has to notify under this Act while that lasts.")
    if not q["on_register"]:
        return guard(answer, ["The defendant is not on the register: the notification duties apply."])
    until = q["until"]
    if until is not None and q.day > until:
        return guard(
            answer, [f"That ended on {day_words(until)}: the notification duties apply; the first is counted from that day (SPA-9-7)."]
        )
    if until is not None:
        answer.note("exempt_until", until)
    return guard(answer, [])


def _register_ended(q: Question) -> Answer:
    answer = Answer().step(f"The duty to notify as a sex offender ended on {day_words(q.day)}, the final day.")
    if not q["order_live"]:
        answer.reasons.append("No duty: the order was not in force on that day (SPA 2019 s.9(6)).")
        return answer
    if not q["exempt_when_made"]:
        answer.reasons.append("No new duty: the defendant was not exempt when the order was made (SPA 2019 s.9(6)).")
        return answer
    answer.due = days_beginning_with(answer, q.day, DAYS, "SPA 2019 s.9(7)")
    return answer


def _acknowledged(q: Question) -> Answer:
    answer = by_policy(q, "SPA-10-4", "The notification was given")
    return answer.step("It is acknowledged in writing, in the directed form (SPA 2019 s.10(4)); before the defendant leaves the station.")


def _identity(q: Question) -> Answer:
    answer = Answer(q.day, deadline=False).step(f"Asked for at the attendance on {day_words(q.day)} (SPA 2019 s.10(5)).")
    if not q["to_verify_identity"]:
        return guard(answer, ["Fingerprints and photographs may be asked for only to verify identity (SPA 2019 s.10(6))."])
    if q["outcome"] == "refused":
        return guard(answer, ["Refused: without a reasonable excuse that is an offence (SPA 2019 s.11(1)(a))."])
    return guard(answer, [])


RULES = (
    Rule(
        id="SPA-9-1",
        aliases=("R27",),
        title="Defendant's first notification",
        citation="SPA 2019 s.9(1)",
        instrument=ACT,
        section="ss.9(1), 10",
        klass="crime",
        authority="statute",
        confidence="read",
        trigger="order.served",
        satisfied_by="notification.given",
        slot="owner",
        who_acts="The defendant; the officer checks and enforces",
        on_question="When was the order handed over, sent or posted?",
        inputs=(
            METHOD,
            Input("order", "choice", "Which order was served?", ("full", "interim"), default="full"),
            Input("replaces_interim", "bool", "Does it replace an interim order?", default=False),
            Input("interim_lapsed", "bool", "Had that interim order run out before this order was made?", default=False),
            ON_REGISTER,
        ),
        compute=_first,
        vectors=(
            Vector("2026-03-03T23:50", {}, "2026-03-05", source="orders.md 5.1 no. 1"),
            Vector("2026-05-01", {}, "2026-05-03", source="orders.md 5.1 no. 2"),
            Vector("2026-12-24", {}, "2026-12-26", source="orders.md 5.1 no. 3"),
            Vector("2028-02-28", {}, "2028-03-01", source="orders.md 5.1 no. 4"),
            Vector("2026-02-27", {}, "2026-03-01", source="orders.md 5.1 no. 5"),
            Vector("2026-03-28", {}, "2026-03-30", source="orders.md 5.1 no. 6"),
            Vector("2026-11-23", {"method": "electronic"}, "2026-11-26", {"effective_service": "2026-11-24"}, source="orders.md 5.1 no. 7"),
            Vector("2026-11-23", {"method": "post"}, "2026-11-28", {"effective_service": "2026-11-26"}, source="orders.md 5.1 no. 8"),
            Vector("2026-12-24", {"method": "post"}, "2027-01-02", {"effective_service": "2026-12-31"}, source="orders.md 5.1 no. 9"),
            Vector("2026-04-02", {"method": "post"}, "2026-04-11", {"effective_service": "2026-04-09"}, source="orders.md 5.1 no. 10"),
            Vector("2026-11-23", {"replaces_interim": "yes"}, None, source="orders.md 5.1 no. 11"),
            Vector(
                "2026-11-23",
                {"method": "print_date"},
                "2026-12-03",
                {"posted": "2026-11-26", "effective_service": "2026-12-01"},
                source="orders.md 5.1 no. 26",
            ),
            Vector("2026-11-23", {}, "2026-11-25", asked="R27", source="investigation.md R27"),
            Vector("2026-11-27", {}, "2026-11-29", asked="R27", source="investigation.md R27"),
            Vector("2026-11-23", {"on_register": "yes"}, None),
        ),
    ),
    Rule(
        id="SPA-9-3",
        aliases=("R28",),
        title="Defendant notifies a name not yet notified",
        citation="SPA 2019 s.9(3)",
        instrument=ACT,
        section="ss.9(3), 10",
        klass="crime",
        authority="statute",
        confidence="read",
        trigger="name.used",
        satisfied_by="notification.given",
        slot="owner",
        who_acts="The defendant; the officer checks and enforces",
        on_question="When was the name first used?",
        inputs=(
            Input("kind", "choice", "What changed?", ("name",), default="name"),
            Input("told_on", "date", "When was it notified, if it was?"),
            ON_REGISTER,
        ),
        compute=_change("s.9(3)", "The name was first used"),
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", asked="R28", source="investigation.md R28"),
            Vector("2026-02-27", {"told_on": "2026-03-02"}, "2026-03-01", passes=False),
        ),
    ),
    Rule(
        id="SPA-9-4",
        aliases=("R28",),
        title="Defendant notifies a change of home address",
        citation="SPA 2019 s.9(4)",
        instrument=ACT,
        section="ss.9(4), 10",
        klass="crime",
        authority="statute",
        confidence="read",
        trigger="address.changed",
        satisfied_by="notification.given",
        slot="owner",
        who_acts="The defendant; the officer checks and enforces",
        on_question="When did the home address change?",
        inputs=(
            Input("kind", "choice", "What changed?", ("address",), default="address"),
            Input("told_on", "date", "When was it notified, if it was?"),
            ON_REGISTER,
        ),
        compute=_change("s.9(4)", "The home address changed"),
        vectors=(
            Vector("2026-10-24", {"told_on": "2026-10-22"}, "2026-10-26", passes=True, source="orders.md 5.1 no. 13"),
            Vector("2026-11-23", {"kind": "address"}, "2026-11-25", asked="R28", source="investigation.md R28"),
        ),
    ),
    Rule(
        id="SPA-11-3",
        aliases=("R29",),
        title="Missed notification: consider the offence",
        citation="SPA 2019 s.11(3) to (5); the time to consider it is force policy",
        instrument=ACT,
        section="s.11(3) to (5)",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="notification.missed",
        satisfied_by="notification.offence_considered",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, sergeant",
        on="either",
        on_question="Which was the last day for the notification?",
        policy=("SPA-11-3",),
        compute=_missed,
        vectors=(
            Vector("2026-11-25", {}, "2026-11-27T00:00:00+00:00", {"offence_date": "2026-11-26"}),
            Vector(
                "2026-11-26T00:00",
                {},
                "2026-11-27T00:00:00+00:00",
                {"offence_date": "2026-11-26"},
                asked="R29",
                source="investigation.md R29",
            ),
        ),
    ),
    Rule(
        id="SPA-9-5",
        title="No notification while on the sex-offender register",
        citation="SPA 2019 s.9(5)",
        instrument=ACT,
        section="s.9(5)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="order.served",
        satisfied_by="register.recorded",
        slot="owner",
        who_acts="The system suppresses the duties",
        on_question="On which day is this asked?",
        inputs=(yes("on_register", "Is the defendant on the register?"), Input("until", "date", "Until which day, if that is known?")),
        compute=_exempt,
        vectors=(
            Vector("2026-11-23", {"on_register": "yes"}, None, passes=True),
            Vector("2026-11-24", {"on_register": "yes", "until": "2026-11-23"}, None, passes=False),
            Vector("2026-11-23", {}, None, passes=False),
        ),
        consequence="First notification, names and addresses are not due.",
    ),
    Rule(
        id="SPA-9-7",
        title="First notification once the register ends",
        citation="SPA 2019 s.9(6) and (7)",
        instrument=ACT,
        section="s.9(6), (7)",
        klass="crime",
        authority="statute",
        confidence="read",
        trigger="register.ended",
        satisfied_by="notification.given",
        slot="owner",
        who_acts="The defendant; the officer checks and enforces",
        on_question="Which was the final day on the register?",
        inputs=(
            Input("order_live", "bool", "Was the order in force on that day?", default=True),
            Input("exempt_when_made", "bool", "Was the defendant on the register when the order was made?", default=True),
        ),
        compute=_register_ended,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", source="orders.md 5.1 no. 12"),
            Vector("2026-11-23", {"order_live": "no"}, None),
            Vector("2026-11-23", {"exempt_when_made": "no"}, None),
        ),
    ),
    Rule(
        id="SPA-10-4",
        title="Notification acknowledged in writing",
        citation="SPA 2019 s.10(4); that it is done at once is force policy",
        instrument=ACT,
        section="s.10(4)",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="notification.given",
        satisfied_by="notification.acknowledged",
        slot="owner",
        who_acts="The station officer",
        on_question="When was the notification given?",
        policy=("SPA-10-4",),
        compute=_acknowledged,
        vectors=(Vector("2026-11-25T14:00", {}, "2026-11-25"),),
    ),
    Rule(
        id="SPA-10-5",
        title="Fingerprints and photograph at notification",
        citation="SPA 2019 s.10(5) and (6)",
        instrument=ACT,
        section="ss.10(5), (6), 11(1)(a)",
        klass="crime",
        authority="statute",
        confidence="read",
        trigger="notification.identity_asked",
        satisfied_by="notification.identity_recorded",
        slot="owner",
        who_acts="The defendant",
        on_question="When did the defendant attend?",
        inputs=(
            Input("to_verify_identity", "bool", "Are they asked for to verify identity?", default=True),
            Input("outcome", "choice", "What did the defendant do?", ("allowed", "refused"), default="allowed"),
        ),
        compute=_identity,
        vectors=(
            Vector("2026-11-25", {}, "2026-11-25", passes=True),
            Vector("2026-11-25", {"outcome": "refused"}, "2026-11-25", passes=False),
            Vector("2026-11-25", {"to_verify_identity": "no"}, "2026-11-25", passes=False),
        ),
        consequence="Refusing without a reasonable excuse is an offence; it does not continue from day to day (our reading).",
    ),
)
