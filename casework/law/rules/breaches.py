"""When an order is breached. Stalking Protection Act 2019 s.8 is an either-way offence; the times below are force policy."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import ACT, PACE, text
from casework.law.sums import FORCE_POLICY, guard, plural
from casework.law.when import in_words

STEPS = {"risk": "risk review", "arrest": "arrest, or the reason for none", "crime": "crime recorded"}


def _breach(q: Question) -> Answer:
    answer = Answer().step(f"The breach was reported: {in_words(q.moment)}.")
    for name, words in STEPS.items():
        hours = q.policy.number(f"SPA-8.{name}")
        due = counting.hours_after(q.moment, hours)
        answer.note(name, due).step(f"{words.capitalize()}: {plural(hours, 'elapsed hours')}, by {in_words(due)} ({FORCE_POLICY}).")
        if name == q["step"]:
            answer.due = due
    return answer


NECESSITY = ("name", "address", "injury", "property", "decency", "obstruction", "vulnerable", "investigation", "disappearance")
"""PACE 1984 s.24(5)(a) to (f), (c) by its five heads. Recalled but for the vulnerable and the investigation: force legal confirms."""


def _necessity(q: Question) -> Answer:
    answer = Answer().step("PACE 1984 s.24(4) to (6): arrest without a warrant only where it is necessary for a listed reason.")
    faults = []
    if q["ground"] is None:
        faults.append("Choose the ground that made the arrest necessary.")
    if not q["reason"]:
        faults.append("Say in words why the arrest was necessary on that ground.")
    return guard(answer, faults)


RULES = (
    Rule(
        id="SPA-8",
        aliases=("R33",),
        title="Breach of an order: risk, arrest, crime",
        citation="SPA 2019 s.8; the hours are force policy",
        instrument=ACT,
        section="s.8",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="breach.reported",
        satisfied_by="breach.step_done",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, sergeant",
        on="moment",
        on_question="When was the breach reported?",
        inputs=(Input("step", "choice", "Which step?", tuple(STEPS), default="risk"),),
        policy=tuple(f"SPA-8.{name}" for name in STEPS),
        compute=_breach,
        vectors=(
            Vector(
                "2026-11-23T09:00",
                {},
                "2026-11-23T13:00:00+00:00",
                {"risk": "2026-11-23T13:00:00+00:00", "arrest": "2026-11-24T09:00:00+00:00", "crime": "2026-11-24T09:00:00+00:00"},
                asked="R33",
                source="investigation.md R33",
            ),
            Vector("2026-11-23T09:00", {"step": "crime"}, "2026-11-24T09:00:00+00:00"),
        ),
    ),
    Rule(
        id="PACE-24",
        aliases=("R47",),
        title="Arrest was necessary",
        citation="PACE 1984 s.24(4) to (6)",
        instrument=PACE,
        section="s.24(4) to (6)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="arrest.recorded",
        satisfied_by="arrest.necessity_recorded",
        slot="owner",
        who_acts="The arresting officer",
        on_question="When was the arrest?",
        inputs=(Input("ground", "choice", "Why was it necessary?", NECESSITY), text("reason", "Why, in words?")),
        compute=_necessity,
        vectors=(
            Vector("2026-11-23", {"ground": "vulnerable", "reason": "To protect the victim tonight"}, None, passes=True),
            Vector("2026-11-23", {}, None, passes=False, asked="R47", source="investigation.md R47"),
        ),
        consequence="Without it the power cannot be used.",
    ),
)
