"""Records: personal-data breaches, break-glass, retention, the log. Data Protection Act 2018 Part 3; the PIRM Code."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, text, yes
from casework.law.sums import FORCE_POLICY, by_policy, count, plural
from casework.law.when import day_words, in_words

DPA = "Data Protection Act 2018"
COMMISSIONER_HOURS = 72


def _data_breach(q: Question) -> Answer:
    if q["risk_unlikely"]:
        answer = Answer(reasons=["A risk to people is unlikely: the Commissioner need not be told; record why (DPA 2018 s.67)."])
        answer.passes = bool(q["reason"])
        if not answer.passes:
            answer.reasons.append("Give the reason why a risk is unlikely.")
        return answer
    answer = count(
        q,
        COMMISSIONER_HOURS,
        "hours",
        "DPA 2018 s.67(1) to (3): without undue delay, where feasible within 72 hours",
        "The breach became known",
    )
    return answer.step("Later than that, the reasons for the delay go with it.")


def _break_glass(q: Question) -> Answer:
    return by_policy(q, "R42", "Break-glass was used")


def _retention(q: Question) -> Answer:
    answer = Answer()
    review = q.day
    if q["group"] is None:
        answer.step(f"The review date is {day_words(review)}.")
    else:
        years = q.policy.number(f"R43.{q['group']}")
        review = counting.anniversary(q.day, years)
        answer.step(
            f"Last relevant contact on {day_words(q.day)}; {plural(years, 'years')} clear (recalled: ask force legal): "
            f"review on {day_words(review)}."
        )
    lead = q.policy.number("R43.lead")
    answer.due = counting.months_corresponding(review, -lead)
    answer.step(f"The decision to keep or dispose, with a second approver, is made {plural(lead, 'months')} before ({FORCE_POLICY}).")
    return answer.note("review_date", review)


def _logged(q: Question) -> Answer:
    answer = Answer(q.moment).step(
        f"It happened: {in_words(q.moment)}; it is logged then, with who and, where possible, to whom (DPA 2018 s.62)."
    )
    return answer.step("Reasons need not be logged since 19 August 2025; reason codes stay as force policy.")


RULES = (
    Rule(
        id="R41",
        title="Commissioner told of a personal-data breach",
        citation="DPA 2018 s.67(1) to (3)",
        instrument=DPA,
        section="s.67(1) to (3)",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="data_breach.known",
        satisfied_by="data_breach.reported",
        slot="auditor",
        who_acts="Data protection officer",
        on="moment",
        on_question="When did the breach become known?",
        inputs=(yes("risk_unlikely", "Is a risk to people unlikely?"), text("reason", "Why?")),
        compute=_data_breach,
        vectors=(
            Vector("2026-11-23T10:00", {}, "2026-11-26T10:00:00+00:00", source="investigation.md R41"),
            Vector("2026-11-23T10:00", {"risk_unlikely": "yes", "reason": "Encrypted and recovered"}, None, passes=True),
            Vector("2026-11-23T10:00", {"risk_unlikely": "yes"}, None, passes=False),
        ),
    ),
    Rule(
        id="R42",
        title="Review of a break-glass",
        citation="Force policy: review of a break-glass",
        **FORCE,
        trigger="break_glass.used",
        satisfied_by="break_glass.reviewed",
        slot="auditor",
        who_acts="Professional standards",
        on_question="When was it used?",
        policy=("R42",),
        compute=_break_glass,
        vectors=(Vector("2026-11-23", {}, "2026-11-24", source="investigation.md R42"), Vector("2026-11-27", {}, "2026-11-30")),
    ),
    Rule(
        id="R43",
        title="Retention decision on a record",
        citation="PIRM Code 2023; DPA 2018 s.39(2); periods recalled, ask force legal",
        instrument="Code of Practice on Police Information and Records Management 2023",
        klass="duty",
        authority="code",
        confidence="recalled",
        trigger="retention.review_known",
        satisfied_by="retention.decided",
        slot="records",
        who_acts="Records manager, second approver",
        on_question="Which is the review date, or with a group the day of the last relevant contact?",
        inputs=(Input("group", "choice", "Which retention group?", ("group1", "group2", "group3", "group4")),),
        policy=("R43.lead", "R43.group1", "R43.group2", "R43.group3", "R43.group4"),
        compute=_retention,
        vectors=(
            Vector("2032-11-23", {}, "2032-10-23", {"review_date": "2032-11-23"}),
            Vector("2026-11-23", {"group": "group3"}, "2032-10-23", {"review_date": "2032-11-23"}),
            Vector("2027-03-31", {}, "2027-02-28"),
        ),
    ),
    Rule(
        id="R54",
        title="Collection, alteration, consultation, disclosure, combination and erasure logged",
        citation="DPA 2018 s.62(1) to (3)",
        instrument=DPA,
        section="s.62(1) to (3)",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="record.processed",
        satisfied_by="record.logged",
        slot="auditor",
        who_acts="The system",
        on="moment",
        on_question="When did it happen?",
        compute=_logged,
        vectors=(Vector("2026-11-23T09:00", {}, "2026-11-23T09:00:00+00:00", source="investigation.md R54"),),
    ),
)
