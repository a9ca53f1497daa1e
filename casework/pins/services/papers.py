"""Papers for the suspect of a case: one that works as a warning is refused; an inspector's exception goes to professional standards.

Whoever makes papers asks `require_no_warning` with the text as it would go out.
"""

from dataclasses import dataclass
from typing import Any

from casework.access.predicate import require
from casework.access.writing import change
from casework.assessment.selectors import decision_in_force
from casework.audit.record import digest
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.errors import GuardFailed
from casework.pins.equivalents import Reason, in_words, named_so, plain, warning_by_function
from casework.pins.models import NoticeAttempt, Road
from casework.pins.rules import short
from casework.pins.services.attempts import Tried, keep_refused, sealed_content, tell_standards
from casework.staff.models import User

EXPLAINED = (
    "This paper works as a warning to the suspect. Police stopped such notices: they protect nobody, and where a course of conduct is there"
    " the answer is an investigation or a Stalking Protection Order"
)
SHORTEST_EXCEPTION = 30


@dataclass(frozen=True)
class Paper:
    """A paper as it would go out. `under`: the power of a paper of the law (equivalents.BY_LAW), else empty."""

    text: str
    title: str = ""
    recipient_role: str = "SUSPECT"
    under: str = ""

    @property
    def key(self) -> str:
        """A keyed digest of its words: the same paper has the same key, and its text stands nowhere."""
        return digest(f"{plain(self.title)}\x1f{plain(self.text)}\x1f{self.recipient_role.upper()}")


def warnings_of(case: Case, paper: Paper) -> list[Reason]:
    """Why the paper is refused on this case; empty when it may go. Where it was decided that it is not stalking, only its name counts."""
    decision = decision_in_force(case)
    answered = decision is not None and not any((decision.fixated, decision.obsessive, decision.unwanted, decision.repeated))
    if answered:
        return named_so(paper.title)
    return warning_by_function(paper.text, paper.title, paper.recipient_role, under=paper.under)


def require_no_warning(*, actor: User, case: Case, paper: Paper) -> None:
    """Raise GuardFailed with the explanation for a paper that works as a warning, and keep the attempt.

    A paper that an inspector has excepted, word for word, passes.
    """
    require(actor, "paper.check", case)
    reasons = warnings_of(case, paper)
    if not reasons or NoticeAttempt.objects.filter(case=case, road=Road.PAPER, key=paper.key, excepted=True).exists():
        return
    said = in_words(reasons)
    # Without a key: the same words tried again are another attempt, and an exception may still follow.
    content = {"Title": paper.title, "Text": paper.text}
    tried = Tried(
        case.force_id, Road.PAPER, case=case, source="A paper for the suspect", reasons=[r.sentence for r in reasons], content=content
    )
    keep_refused(actor=actor, tried=tried, why="a warning by function")
    raise GuardFailed([("text", EXPLAINED), *(("text", sentence) for sentence in said)])


def except_paper(*, actor: User, case: Case, paper: Paper, reason: str) -> NoticeAttempt:
    """An inspector lets this one paper through, word for word, for a reason; professional standards are told and conclude on it."""
    with change(actor, "paper.except", case) as ch:
        reasons = warnings_of(case, paper)
        problems: list[tuple[str | None, str]] = []
        if not reasons:
            problems.append((None, "This paper does not work as a warning. It needs no exception"))
        if short(reason, SHORTEST_EXCEPTION):
            problems.append(("reason", f"Say in at least {SHORTEST_EXCEPTION} characters why this paper must go out"))
        if NoticeAttempt.objects.filter(case=case, road=Road.PAPER, key=paper.key).exists():
            problems.append((None, "This paper has an exception already"))
        if problems:
            raise GuardFailed(problems)
        key_id, sealed = sealed_content({"Title": paper.title, "Text": paper.text})
        values: dict[str, Any] = {"key": paper.key, "sealed": sealed, "key_id": key_id, "reasons": [each.sentence for each in reasons]}
        made = NoticeAttempt.objects.create(
            force=case.force,
            case=case,
            road=Road.PAPER,
            source="A paper for the suspect, let through by an inspector",
            excepted=True,
            exception_reason=reason.strip(),
            at=ch.now,
            by=actor,
            **values,
        )
        ch.audit("CREATE", made, after={"reason": reason})
        ch.event("notice.exception", "An inspector let a paper for the suspect through; professional standards look at it", subject=made)
        tell_standards(case.force_id, actor, about="An inspector let a paper through that works as a warning")
        happened(Fact("paper.excepted", case.pk, made, ch.now, actor))
    return made
