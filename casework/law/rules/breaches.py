"""When an order is breached. Stalking Protection Act 2019 s.8 is an either-way offence; the times below are force policy."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.sums import FORCE_POLICY, plural
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


RULES = (
    Rule(
        id="SPA-8",
        aliases=("R33",),
        title="Breach of an order: risk, arrest, crime",
        citation="SPA 2019 s.8; the hours are force policy",
        instrument="Stalking Protection Act 2019",
        section="s.8",
        klass="duty",
        authority="statute",
        confidence="read",
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
)
