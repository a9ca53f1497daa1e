"""Risk: the supervisor's review, the victim's view, reassessment. Force policy throughout."""

from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, GRADE, GRADE_ASKED, yes
from casework.law.sums import FORCE_POLICY, by_policy
from casework.law.when import in_words


def _risk_review(q: Question) -> Answer:
    return by_policy(q, "R03.high" if q["grade"] == "high" else "R03.other", "The assessment was completed")


def _divergence(q: Question) -> Answer:
    return by_policy(q, "R04", "A final grade below the victim's view was set")


def _reassess(q: Question) -> Answer:
    if q["grade"] != "high" and not q["breach"]:
        return by_policy(q, "R05", "The trigger happened")
    answer = by_policy(q, "R05.urgent", "The trigger happened, HIGH risk or a breach")
    release = q["release"]
    if release is not None and answer.due is not None and release < answer.due:
        answer.due = max(release, q.moment)
        answer.step(f"The suspect's release, {in_words(release)}, comes first ({FORCE_POLICY}).")
    return answer


def _periodic(q: Question) -> Answer:
    return by_policy(q, f"R06.{q['grade']}", "The last assessment")


RULES = (
    Rule(
        id="R03",
        title="Supervisor's review of a risk assessment",
        citation="Force policy: a second look, sooner for HIGH",
        **FORCE,
        trigger="risk.assessed",
        satisfied_by="risk.reviewed",
        slot="supervisor",
        who_acts="Sergeant, not the assessor",
        on="moment",
        on_question="When was the assessment completed?",
        inputs=(GRADE_ASKED,),
        policy=("R03.high", "R03.other"),
        compute=_risk_review,
        vectors=(
            Vector("2026-11-23T18:00", {"grade": "high"}, "2026-11-24T18:00:00+00:00", source="investigation.md R03"),
            Vector("2026-11-23T18:00", {"grade": "medium"}, "2026-11-26T18:00:00+00:00"),
        ),
    ),
    Rule(
        id="R04",
        title="Inspector decides on a grade below the victim's view",
        citation="Force policy: an inspector approves or restores",
        **FORCE,
        trigger="risk.diverged",
        satisfied_by="risk.divergence_decided",
        slot="inspector",
        who_acts="Inspector",
        on="moment",
        on_question="When was the lower grade set?",
        policy=("R04",),
        compute=_divergence,
        vectors=(Vector("2026-11-23T18:00", {}, "2026-11-24T18:00:00+00:00", source="investigation.md R04"),),
    ),
    Rule(
        id="R05",
        title="Reassessment after a trigger",
        citation="Force policy: reassessment; for HIGH or a breach before release if that is sooner",
        **FORCE,
        trigger="risk.trigger",
        satisfied_by="risk.assessed",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When did the trigger happen?",
        inputs=(
            GRADE,
            yes("breach", "Is the trigger a breach?"),
            Input("release", "datetime", "When will the suspect be released?"),
        ),
        policy=("R05", "R05.urgent"),
        compute=_reassess,
        vectors=(
            Vector("2026-11-27T10:00", {}, "2026-11-28T10:00:00+00:00", source="investigation.md R05"),
            Vector("2026-11-27T10:00", {"grade": "high"}, "2026-11-27T14:00:00+00:00"),
            Vector("2026-11-27T10:00", {"breach": "yes", "release": "2026-11-27T12:30"}, "2026-11-27T12:30:00+00:00"),
        ),
    ),
    Rule(
        id="R06",
        title="Next periodic risk assessment",
        citation="Force policy: interval by grade",
        **FORCE,
        trigger="risk.assessed",
        satisfied_by="risk.assessed",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the last assessment?",
        inputs=(GRADE_ASKED,),
        policy=("R06.high", "R06.medium", "R06.standard"),
        compute=_periodic,
        vectors=(
            Vector("2026-11-23", {"grade": "high"}, "2026-11-30", source="investigation.md R06"),
            Vector("2026-11-23", {"grade": "medium"}, "2026-12-07", source="investigation.md R06"),
            Vector("2026-11-23", {"grade": "standard"}, "2026-12-21", source="investigation.md R06"),
        ),
    ),
)
