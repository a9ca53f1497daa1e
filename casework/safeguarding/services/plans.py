"""Safe contact, needs and rights, safety actions, and handing the case to victim care as well."""

from collections.abc import Mapping
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.assessment import selectors as assessing
from casework.assessment.models import PlanAction, PlanKind
from casework.cases.models import Case, CaseParty
from casework.cases.moves import begin
from casework.cases.versions import save_version
from casework.errors import GuardFailed
from casework.safeguarding import rules, selectors
from casework.safeguarding.models import NeedsAssessment, SafeContactPlan
from casework.safeguarding.services import duties
from casework.staff.models import Role

PLAN = ("frequency", "methods", "safe_times", "not_to_leave", "others", "fact", "agreed_at")
NEEDS = ("enhanced", "basis", "reason_not", "needs", "notes", "assessed_at")
CARE = "Care for the victim"


def agree_plan(*, actor: Any, party: CaseParty, values: Mapping[str, Any], version: int = 0) -> SafeContactPlan:
    """Agree with the victim how contact is safe, or change what was agreed (`version` is the one that the person saw).

    The number or address is chosen among the victim's protected facts and is never typed here. Raises GuardFailed, Conflict.
    """
    case = party.case
    with change(actor, "victim.update", case) as ch:
        given = {name: values.get(name) for name in PLAN} | {"agreed_at": values.get("agreed_at") or ch.now}
        problems = rules.plan_problems(given, ch.now, case.reported_at)
        fact = given["fact"]
        if fact is not None and fact.person_id != party.person_id:
            problems.append(("fact", "Choose a fact of this victim"))
        if problems:
            raise GuardFailed(problems)
        for name in rules.PLAN_TEXTS:
            given[name] = (given[name] or "").strip()
        standing = selectors.plan_of(party)
        if standing is None:
            plan = SafeContactPlan.objects.create(case=case, party=party, agreed_by=actor, **given)
        else:
            plan = standing
            save_version(plan, version, {**given, "agreed_by": actor}, typed=PLAN)
        ch.event("victim.plan", "Safe contact was agreed with the victim", subject=plan, occurred_at=given["agreed_at"])
        ch.audit("UPDATE" if standing else "CREATE", plan, after={**given, "fact": fact.pk if fact else None})
    return plan


def assess_needs(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> NeedsAssessment:
    """Assess what the victim needs and whether Enhanced Rights apply; what is still to be told moves to the new times."""
    case = party.case
    with change(actor, "victim.update", case, lock=True) as ch:
        given = {name: values.get(name) for name in NEEDS} | {"assessed_at": values.get("assessed_at") or ch.now}
        problems = rules.needs_problems(given, ch.now, case.reported_at)
        if problems:
            raise GuardFailed(problems)
        before = selectors.enhanced(party)
        given["reason_not"] = "" if given["enhanced"] else given["reason_not"].strip()
        given |= {"basis": list(given["basis"] or ()) if given["enhanced"] else [], "needs": list(given["needs"] or ())}
        made = NeedsAssessment.objects.create(
            case=case, party=party, assessed_by=actor, **given | {"notes": (given["notes"] or "").strip()}
        )
        words = "Enhanced Rights apply" if made.enhanced else "no Enhanced Rights, with the reason"
        ch.event("victim.needs", f"The victim's needs were assessed: {words}", subject=made, occurred_at=made.assessed_at)
        ch.audit("CREATE", made, after=given)
        standing = selectors.needs_of(party)
        if standing is not None and standing.enhanced != before:
            duties.rights_changed(party, enhanced=standing.enhanced, actor=actor)
    return made


def add_safety_action(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> PlanAction:
    """Plan a safety action for the victim: kind, what, owner, due_on, needs_consent. It joins the case's plan of actions."""
    case = party.case
    with change(actor, "safety.add", case) as ch:
        problems: rules.Problems = []
        if values.get("kind") not in PlanKind.values:
            problems.append(("kind", "Choose what kind of action it is"))
        if rules.short(values.get("what", ""), 5):
            problems.append(("what", "Say what will be done, in at least 5 characters"))
        if values.get("due_on") is None or values["due_on"] < rules.day_of(ch.now):
            problems.append(("due_on", "Enter today or a later day"))
        if values.get("owner") is None or not assessing.plan_owners(case).filter(pk=values["owner"].pk).exists():
            problems.append(("owner", "Choose who does it"))
        problems += rules.reach_problems(values, ("what",))
        if problems:
            raise GuardFailed(problems)
        action = PlanAction.objects.create(
            case=case,
            assessment=assessing.latest_assessment(case),
            victim=party.person,
            kind=values["kind"],
            what=values["what"].strip(),
            owner=values["owner"],
            due_on=values["due_on"],
            needs_consent=bool(values.get("needs_consent")),
        )
        begin(action, "plan", actor=actor)
        ch.event("plan.added", f"Safety action planned: {action.get_kind_display()}", subject=action)
        ch.audit("CREATE", action, after={"kind": action.kind, "what": action.what, "due_on": action.due_on})
    return action


def ask_victim_care(*, actor: Any, case: Case) -> None:
    """Ask the force's victim care to look after the victims too: the case stands in their queue and they reach it until it is ended."""
    with change(actor, "care.ask", case) as ch:
        open_task(case, Role.VICTIM_CARE, CARE, subject=case)
        ch.event("victim.care_asked", "Victim care was asked to look after the victim as well", subject=case)
        ch.audit("UPDATE", case, fields=["role_task"])


def end_victim_care(*, actor: Any, case: Case) -> None:
    """Victim care has nothing more to do: the case leaves their queue, and they reach it no more by it."""
    with change(actor, "contact.record", case) as ch:
        if not close_tasks(case, Role.VICTIM_CARE, what=CARE):
            raise GuardFailed("Victim care has not been asked, or has ended its part already.")
        ch.event("victim.care_ended", "Victim care has ended its part", subject=case)
        ch.audit("UPDATE", case, fields=["role_task"])
