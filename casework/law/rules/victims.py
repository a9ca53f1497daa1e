"""What victims are owed, and when: the Victims' Code, statute and force policy."""

from casework.law.engine import Answer, Question
from casework.law.registry import Rule, Vector
from casework.law.sums import count

REFERRAL_DAYS = 2


def _support(q: Question) -> Answer:
    return count(q, REFERRAL_DAYS, "working days", "Victims' Code, Right 4", "The report")


RULES = (
    Rule(
        id="R20",
        title="Referral to a support service",
        citation="Victims' Code, Right 4: within 2 working days of the report",
        instrument="Code of Practice for Victims of Crime",
        section="Right 4",
        klass="duty",
        authority="code",
        confidence="read",
        trigger="report.received",
        satisfied_by="victim.support_decided",
        slot="owner",
        also_slots=("victim_care",),
        who_acts="Investigating officer, victim unit",
        on_question="When was it reported?",
        compute=_support,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", source="investigation.md R20"),
            Vector("2026-12-23", {}, "2026-12-29", source="investigation.md R20"),
        ),
    ),
)
