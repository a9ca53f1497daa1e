"""From the first draft to the court's door: what an application needs, who reviews, authorises and lodges it, and by when."""

from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.sums import by_policy

GRADE = Input("grade", "choice", "What is the risk grade?", ("high", "medium", "standard"), default="standard")


def _review(q: Question) -> Answer:
    return by_policy(q, "R23.urgent" if q["urgent"] else "R23.standard", "Submitted")


def _authority(q: Question) -> Answer:
    return by_policy(q, "OP-AUTH.interim" if q["application"] == "interim" else "OP-AUTH.full", "Legal advice complete")


def _lodging(q: Question) -> Answer:
    urgent = q["application"] == "interim" or q["grade"] == "high"
    return by_policy(q, "R25.urgent" if urgent else "R25.standard", "Authorised")


RULES = (
    Rule(
        id="R23",
        title="Legal review of an application",
        citation="Force policy: legal review in 3 working days, urgent 1",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="application.submitted",
        satisfied_by="application.legally_reviewed",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the draft submitted?",
        inputs=(Input("urgent", "bool", "Is it urgent?", default=False),),
        policy=("R23.standard", "R23.urgent"),
        compute=_review,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-26", source="investigation.md R23"),
            Vector("2026-11-23", {"urgent": "yes"}, "2026-11-24", source="investigation.md R23"),
        ),
    ),
    Rule(
        id="OP-AUTH",
        aliases=("R24",),
        title="Authority after legal advice",
        citation="Force policy: authority in 1 working day, interim the same day",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="application.legally_approved",
        satisfied_by="application.authorised_or_declined",
        slot="authoriser",
        who_acts="Superintendent or above",
        on_question="When was legal advice complete?",
        inputs=(Input("application", "choice", "Which application?", ("full", "interim"), default="full"),),
        policy=("OP-AUTH.full", "OP-AUTH.interim"),
        compute=_authority,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-24", asked="R24", source="investigation.md R24"),
            Vector("2026-11-27", {}, "2026-11-30"),
            Vector("2026-11-23", {"application": "interim"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="R25",
        title="Lodging after authority",
        citation="Force policy: lodged in 2 working days, HIGH risk or interim the same day",
        instrument="Force policy",
        klass="policy",
        authority="force",
        confidence="policy",
        trigger="application.authorised",
        satisfied_by="application.lodged",
        slot="legal",
        who_acts="Force legal",
        on_question="When was it authorised?",
        inputs=(GRADE, Input("application", "choice", "Which application?", ("full", "interim"), default="full")),
        policy=("R25.standard", "R25.urgent"),
        compute=_lodging,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", source="investigation.md R25"),
            Vector("2026-11-23", {"grade": "high"}, "2026-11-23"),
            Vector("2026-11-23", {"application": "interim"}, "2026-11-23"),
        ),
    ),
)
