"""Around an order: serving it, telling the victim, PNC, reviews, expiry, transfer; and agreed actions. Force policy throughout."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, GRADE
from casework.law.sums import FORCE_POLICY, alerts, by_policy
from casework.law.when import day_words

VICTIM_EVENTS = ("grant", "refusal", "service", "variation", "breach_charge", "expiry", "hearing")


def _serve(q: Question) -> Answer:
    return by_policy(q, "OP-SERVE", "The order was made")


def _victim(q: Question) -> Answer:
    return by_policy(q, "OP-VICTIM.hearing" if q["event"] == "hearing" else "OP-VICTIM", "It happened")


def _pnc(q: Question) -> Answer:
    return by_policy(q, "OP-PNC", "It happened")


def _expiry(q: Question) -> Answer:
    end = q.day
    answer = Answer().step(f"The order ends on {day_words(end)}.")
    decision, lodged = q.policy.number("OP-EXPIRY.decision"), q.policy.number("OP-EXPIRY.lodged")
    answer.due = counting.before(end, decision)
    answer.step(f"Renewal is decided {decision} days before, by {day_words(answer.due)} ({FORCE_POLICY}; SPA 2019 s.4 gives no lead time).")
    by = counting.before(end, lodged)
    answer.step(f"If it is renewed, the application is lodged {lodged} days before, by {day_words(by)} ({FORCE_POLICY}).")
    alerts(answer, end, q.policy.ladder("OP-EXPIRY.alerts"))
    return answer.note("lodged_by", by).note("ends", end)


def _review(q: Question) -> Answer:
    if q["after"] == "making":
        return by_policy(q, "OP-REVIEW.first", "The order was made")
    if q["after"] == "event":
        return by_policy(q, "OP-REVIEW.event", "The breach, the move or the release happened")
    return by_policy(q, "OP-REVIEW.high" if q["grade"] == "high" else "OP-REVIEW.other", "The last review")


def _handover(q: Question) -> Answer:
    answer = by_policy(q, "OP-XFER", "The defendant moved to another force's area")
    return answer.step("Both chief officers are relevant chief officers from then on (SPA 2019 s.14(1)).")


def _agreed(q: Question) -> Answer:
    return Answer(q["agreed"]).step(f"The date was agreed when the action was given: {day_words(q['agreed'])} ({FORCE_POLICY}).")


RULES = (
    Rule(
        id="OP-SERVE",
        aliases=("R26",),
        title="Personal service attempted",
        citation="Force policy: personal service without delay",
        **FORCE,
        trigger="order.made",
        satisfied_by="order.service_attempted",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When was the order made?",
        policy=("OP-SERVE",),
        each_day=True,
        compute=_serve,
        vectors=(
            Vector("2026-11-23T15:00", {}, "2026-11-24T15:00:00+00:00", asked="R26", source="investigation.md R26"),
            Vector("2026-10-24T15:00", {}, "2026-10-25T14:00:00+00:00"),
        ),
    ),
    Rule(
        id="OP-VICTIM",
        title="Telling the victim of an order's events",
        citation="Force policy: prompt news for the victim; the Victims' Code applies beside it",
        **FORCE,
        trigger="order.event",
        satisfied_by="victim.told",
        slot="victim_care",
        also_slots=("owner",),
        who_acts="Victim officer",
        on="either",
        on_question="When did it happen?",
        inputs=(Input("event", "choice", "What happened?", VICTIM_EVENTS, default="grant"),),
        policy=("OP-VICTIM", "OP-VICTIM.hearing"),
        compute=_victim,
        vectors=(
            Vector("2026-11-23T15:00", {}, "2026-11-24T15:00:00+00:00"),
            Vector("2026-11-23", {"event": "hearing"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="OP-PNC",
        title="PNC and local markers",
        citation="Force policy: PNC and markers after making, variation, discharge or end",
        **FORCE,
        trigger="order.changed",
        satisfied_by="order.pnc_recorded",
        slot="records",
        who_acts="PNC bureau",
        on="moment",
        on_question="When was the order made or changed?",
        policy=("OP-PNC",),
        compute=_pnc,
        vectors=(Vector("2026-11-23T15:00", {}, "2026-11-24T15:00:00+00:00"),),
    ),
    Rule(
        id="OP-EXPIRY",
        aliases=("R31",),
        title="Order ends: decide on renewal",
        citation="Force policy: lead times before an order ends (SPA 2019 s.4 gives none)",
        **FORCE,
        trigger="order.end_known",
        satisfied_by="order.renewal_decided",
        slot="offender_manager",
        also_slots=("legal",),
        who_acts="Offender manager, force legal",
        on_question="What is the last day of the order?",
        policy=("OP-EXPIRY.alerts", "OP-EXPIRY.decision", "OP-EXPIRY.lodged"),
        compute=_expiry,
        vectors=(
            Vector(
                "2028-11-22",
                {},
                "2028-08-24",
                {"alert": "2028-05-26 2028-08-24 2028-09-23 2028-10-23", "lodged_by": "2028-09-23", "ends": "2028-11-22"},
                source="orders.md 5.1 no. 25",
            ),
        ),
    ),
    Rule(
        id="OP-REVIEW",
        title="Review of an order in force",
        citation="Force policy: periodic review, sooner for HIGH risk, and after a breach, a move or a release",
        **FORCE,
        trigger="order.in_force",
        satisfied_by="order.reviewed",
        slot="offender_manager",
        who_acts="Offender manager",
        on_question="When was it made, last reviewed, or when did that happen?",
        inputs=(Input("after", "choice", "What is it counted from?", ("making", "review", "event"), default="making"), GRADE),
        policy=("OP-REVIEW.first", "OP-REVIEW.high", "OP-REVIEW.other", "OP-REVIEW.event"),
        compute=_review,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-21"),
            Vector("2026-12-21", {"after": "review"}, "2027-06-21"),
            Vector("2026-11-30", {"after": "review", "grade": "high"}, "2027-02-28"),
            Vector("2026-11-23", {"after": "event"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="OP-XFER",
        title="Handover when the defendant moves to another force",
        citation="Force policy: handover (SPA 2019 s.14(1) makes both chief officers relevant)",
        **FORCE,
        trigger="address.moved_force",
        satisfied_by="order.handed_over",
        slot="offender_manager",
        who_acts="Both forces",
        on_question="When did the defendant move?",
        policy=("OP-XFER",),
        compute=_handover,
        vectors=(Vector("2026-11-23", {}, "2026-11-30"), Vector("2026-12-23", {}, "2027-01-04")),
    ),
    Rule(
        id="OP-ACTION",
        title="Action done by the agreed day",
        citation="Force policy: the day agreed for the action",
        **FORCE,
        trigger="action.raised",
        satisfied_by="action.done",
        slot="owner",
        who_acts="Whoever took the action on",
        on_question="When was it given?",
        inputs=(Input("agreed", "date", "Which day was agreed?", required=True),),
        compute=_agreed,
        vectors=(
            Vector("2026-11-23", {"agreed": "2026-11-27"}, "2026-11-27"),
            Vector("2026-11-23", {"agreed": "2026-12-25"}, "2026-12-25"),
        ),
    ),
)
