"""Warrants and searches. PACE 1984 ss.15 to 18; PHA 1997 s.2B."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import PACE
from casework.law.sums import alerts, by_policy, guard
from casework.law.when import day_words, in_words

WARRANT_MONTHS = 3
WARRANTS = ("one_premises", "all_premises", "multiple_entry")


def _warrant(q: Question) -> Answer:
    last = counting.months_corresponding(q.day, WARRANT_MONTHS)
    advisory = counting.before(last, 1)
    answer = Answer(last).step(f"The warrant was issued on {day_words(q.day)}.")
    answer.step(f"PACE 1984 s.16(3): entry and search within 3 months, to the corresponding date, {day_words(last)}.")
    answer.step(f"Plan for {day_words(advisory)} at the latest: one day in hand.")
    answer.note("advisory", advisory)
    return alerts(answer, last, q.policy.ladder("R12.warnings"))


def _return_logged(q: Question) -> Answer:
    return by_policy(q, "R13", "The search was made, or the warrant ran out")


def _returned(q: Question) -> Answer:
    answer = Answer()
    if q["executed_on"] is not None and q["warrant"] == "one_premises":
        answer.due = q["executed_on"]
        answer.step(f"A warrant for one set of premises was executed on {day_words(q['executed_on'])}: endorsed and returned then.")
    else:
        answer.due = counting.months_corresponding(q.day, WARRANT_MONTHS)
        advisory = counting.before(answer.due, 1)
        answer.step(f"Issued on {day_words(q.day)}; returned when its three months end, {day_words(answer.due)}, or sooner.")
        answer.step(f"Last safe day: {day_words(advisory)} (force policy).").note("advisory", advisory)
    return answer.step("PACE 1984 s.16(9) to (10A): to the designated officer for the justice's area, or the judge's court.")


def _second_entry(q: Question) -> Answer:
    answer = Answer().step(
        f"Entry: {in_words(q.moment)}. PACE 1984 s.16(3B): a second or later entry needs an inspector's written authority first."
    )
    faults = []
    if q["power"] == "s2B":
        faults.append("A warrant under PHA 1997 s.2B allows one entry only.")
    if q["authority_at"] is None:
        faults.append("Record the inspector's written authority and its time.")
    elif q["authority_at"] >= q.moment:
        faults.append(f"The authority is timed {in_words(q['authority_at'])}; it must come before the entry.")
    return guard(answer, faults)


def _inspector_told(q: Question) -> Answer:
    answer = by_policy(q, "R46", "The search ended")
    return answer.step(
        "PACE 1984 s.18(6): an inspector is told as soon as practicable, and records the grounds and what was sought (s.18(7))."
    )


RULES = (
    Rule(
        id="R12",
        title="Last day of a search warrant",
        citation="PACE 1984 s.16(3)",
        instrument=PACE,
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
            Vector(
                "2026-11-30",
                {},
                "2027-02-28",
                {"advisory": "2027-02-27", "alert": "2027-01-29 2027-02-14 2027-02-21 2027-02-25"},
                source="investigation.md R12",
            ),
        ),
        consequence="After it the search may not start.",
    ),
    Rule(
        id="R13",
        title="Endorsement and return of the warrant logged",
        citation="PACE 1984 s.16(9) to (10A); the time is force policy",
        instrument=PACE,
        section="s.16(9) to (10A)",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="warrant.ended",
        satisfied_by="warrant.return_logged",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the search, or when did the warrant run out?",
        policy=("R13",),
        compute=_return_logged,
        vectors=(Vector("2026-11-27", {}, "2026-11-30", source="investigation.md R13"),),
    ),
    Rule(
        id="R44",
        title="Warrant returned to the court",
        citation="PACE 1984 s.16(3), (9) to (10A)",
        instrument=PACE,
        section="s.16(3), (9) to (10A)",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="warrant.issued",
        satisfied_by="warrant.returned",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the warrant issued?",
        inputs=(
            Input("warrant", "choice", "Which kind of warrant?", WARRANTS, default="one_premises"),
            Input("executed_on", "date", "When was it executed, if it was?"),
        ),
        compute=_returned,
        vectors=(
            Vector("2026-11-23", {"executed_on": "2026-11-30"}, "2026-11-30", source="investigation.md R44"),
            Vector("2026-11-23", {}, "2027-02-23", {"advisory": "2027-02-22"}, source="investigation.md R44"),
            Vector("2026-11-23", {"warrant": "multiple_entry", "executed_on": "2026-11-30"}, "2027-02-23"),
        ),
    ),
    Rule(
        id="R45",
        title="Authority for a second or later entry",
        citation="PACE 1984 s.16(3B)",
        instrument=PACE,
        section="s.16(3B)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="search.second_entry",
        satisfied_by="search.entry_authorised",
        slot="inspector",
        who_acts="Inspector",
        on="moment",
        on_question="When is the entry?",
        inputs=(
            Input("power", "choice", "Under which power is the warrant?", ("s8", "s2B"), default="s8"),
            Input("authority_at", "datetime", "When was the written authority given?"),
        ),
        compute=_second_entry,
        vectors=(
            Vector("2026-12-01T10:00", {"authority_at": "2026-12-01T09:00"}, None, passes=True, source="investigation.md R45"),
            Vector("2026-12-01T10:00", {"authority_at": "2026-12-01T10:30"}, None, passes=False),
            Vector("2026-12-01T10:00", {"authority_at": "2026-12-01T09:00", "power": "s2B"}, None, passes=False),
        ),
        consequence="The entry may not be made.",
    ),
    Rule(
        id="R46",
        title="Inspector told of a search without prior authority",
        citation="PACE 1984 s.18(5) to (8): as soon as practicable; the number is force policy",
        instrument=PACE,
        section="s.18(5) to (8)",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="search.made_without_authority",
        satisfied_by="search.inspector_told",
        slot="owner",
        also_slots=("inspector",),
        who_acts="Investigating officer, inspector",
        on="moment",
        on_question="When did the search end?",
        policy=("R46",),
        compute=_inspector_told,
        vectors=(Vector("2026-11-23T12:00", {}, "2026-11-23T16:00:00+00:00", source="investigation.md R46"),),
    ),
)
