"""Warrants, searches and what is seized. PACE 1984 ss.16 to 22."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Rule, Vector
from casework.law.sums import alerts, by_policy
from casework.law.when import day_words

WARRANT_MONTHS = 3


def _warrant(q: Question) -> Answer:
    answer = Answer(counting.months_corresponding(q.day, WARRANT_MONTHS))
    assert answer.due is not None
    advisory = counting.before(answer.due, 1)
    answer.step(f"The warrant was issued on {day_words(q.day)}.")
    answer.step(f"PACE 1984 s.16(3): entry and search within 3 months, to the corresponding date, {day_words(answer.due)}.")
    answer.step(f"Plan for {day_words(advisory)} at the latest: one day in hand.")
    answer.note("advisory", advisory)
    return alerts(answer, answer.due, q.policy.ladder("R12.warnings"))


def _booked_in(q: Question) -> Answer:
    return by_policy(q, "R14", "The item was seized")


RULES = (
    Rule(
        id="R12",
        title="Last day of a search warrant",
        citation="PACE 1984 s.16(3)",
        instrument="Police and Criminal Evidence Act 1984",
        section="s.16(3)",
        klass="court",
        authority="statute",
        confidence="read",
        trigger="warrant.issued",
        satisfied_by="warrant.executed",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the warrant issued?",
        policy=("R12.warnings",),
        compute=_warrant,
        vectors=(
            Vector("2026-11-23", {}, "2027-02-23", {"advisory": "2027-02-22"}, source="investigation.md R12"),
            Vector("2026-11-30", {}, "2027-02-28", {"advisory": "2027-02-27"}, source="investigation.md R12"),
        ),
    ),
    Rule(
        id="R14",
        title="Seized item booked in",
        citation="Force policy: booked in with its seal within 24 hours",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="item.seized",
        satisfied_by="item.booked_in",
        slot="owner",
        also_slots=("exhibits",),
        who_acts="Seizing officer, exhibits officer",
        on="moment",
        on_question="When was it seized?",
        policy=("R14",),
        compute=_booked_in,
        vectors=(Vector("2026-11-23T21:00", {}, "2026-11-24T21:00:00+00:00", source="investigation.md R14"),),
    ),
)
