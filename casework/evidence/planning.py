"""What is to become of each exhibit when the case is closed: kept, returned or disposed of, and why."""

from collections.abc import Mapping
from datetime import datetime

from casework.access.writing import Change, change
from casework.cases.models import Case
from casework.errors import GuardFailed
from casework.evidence.closing import GONE
from casework.evidence.models import Exhibit, ExhibitPlan
from casework.reports.rules import short
from casework.staff.models import User


def waiting(case: Case) -> list[Exhibit]:
    """The exhibits of the case that are still in police hands."""
    return list(Exhibit.objects.filter(case=case).exclude(standing__in=GONE).order_by("pk"))


def standing_plans(case: Case) -> dict[int, ExhibitPlan]:
    """The plan that stands, by exhibit."""
    return {plan.exhibit_id: plan for plan in ExhibitPlan.objects.filter(case=case).order_by("pk")}


def keep_plan(ch: Change, exhibit: Exhibit, plan: str, reason: str, *, actor: User, at: datetime | None) -> ExhibitPlan:
    """Write down one plan, inside the caller's transaction: it stands from now on."""
    made = ExhibitPlan.objects.create(
        exhibit=exhibit, case_id=exhibit.case_id, plan=plan, reason=reason, planned_at=at or ch.now, planned_by=actor
    )
    ch.event("exhibit.planned", f"{exhibit.number}: {made.get_plan_display().lower()}", subject=exhibit, occurred_at=at)
    ch.audit("CREATE", made, after={"plan": plan})
    return made


def plan_exhibits(*, actor: User, case: Case, plans: Mapping[int, tuple[str, str]], at: datetime | None = None) -> list[ExhibitPlan]:
    """Plan for several exhibits at once: exhibit -> (plan, reason). What is planned as before is left as it is. Raises GuardFailed."""
    with change(actor, "exhibit.plan", case, lock=True) as ch:
        exhibits, before = waiting(case), standing_plans(case)
        problems: list[tuple[str | None, str]] = []
        wanted = []
        for exhibit in exhibits:
            plan, reason = plans.get(exhibit.pk, ("", ""))
            if not plan and not reason.strip():
                continue
            if plan not in ExhibitPlan.Plan.values:
                problems.append((f"plan-{exhibit.pk}", f"Choose what becomes of {exhibit.number}"))
            elif short(reason, 5):
                problems.append((f"reason-{exhibit.pk}", f"Say in at least 5 characters why, for {exhibit.number}"))
            elif (old := before.get(exhibit.pk)) is None or (old.plan, old.reason) != (plan, reason.strip()):
                wanted.append((exhibit, plan, reason.strip()))
        if not wanted and not problems:
            problems.append((None, "Plan for at least one exhibit"))
        if problems:
            raise GuardFailed(problems)
        return [keep_plan(ch, exhibit, plan, reason, actor=actor, at=at) for exhibit, plan, reason in wanted]
