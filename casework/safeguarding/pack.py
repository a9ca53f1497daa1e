"""What a referral pack finds of the victim's statements: that they are there, and where; never what they say."""

from django.utils import timezone

from casework.safeguarding.models import StatementStep, StatementStepKind


def statement(case_id: int) -> str:
    """The witness statement, in words without names; empty when none was taken."""
    return _said(case_id, StatementStepKind.TAKEN)


def personal_statement(case_id: int) -> str:
    """The Victim Personal Statement, made, updated or declined; empty when it was not offered to an end."""
    declined = _said(case_id, StatementStepKind.VPS_DECLINED)
    return _said(case_id, StatementStepKind.VPS_UPDATED) or _said(case_id, StatementStepKind.VPS_MADE) or declined


def _said(case_id: int, kind: str) -> str:
    step = StatementStep.objects.filter(case_id=case_id, kind=kind).order_by("-at", "-id").first()
    if step is None:
        return ""
    return f"{step.get_kind_display()}, {timezone.localdate(step.at):%-d %B %Y}{f', kept at {step.kept_at}' if step.kept_at else ''}"
