"""The conditions asked for: built of parts, each necessary, plain and provable."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.applications import catalogue, selectors, wording
from casework.applications.models import Application, Condition
from casework.applications.services.editing import editing
from casework.cases.versions import save_version
from casework.errors import GuardFailed
from casework.people.models import Person

SHORTEST_REASON = 20


def condition_values(
    application: Application,
    *,
    category: str,
    parts: Mapping[str, str],
    own_text: str,
    necessity_reason: str,
    measure: str,
    protected_person: Person | None,
    locality: str,
    until: date | None,
    agency: str,
) -> dict[str, Any]:
    """The columns of a condition from what was typed; GuardFailed with every problem of wording, necessity and proof."""
    chosen = catalogue.BY_KEY[category]
    kept = {name: str(parts.get(name) or "").strip() for name in chosen.parts if str(parts.get(name) or "").strip()}
    text = own_text.strip() or catalogue.sentence(category, kept)
    protected = [person.full_name for person in application.protected_persons.all()]
    problems = wording.problems(category, text, kept, protected, own_wording=bool(own_text.strip()))
    for field, value, question in (
        ("necessity_reason", necessity_reason, "Say why this condition is necessary to protect from the risk (SPA 2019 s.2(2))"),
        ("measure", measure, f"Say how a breach would be proved. For example: {chosen.proof}"),
    ):
        if len(value.strip()) < SHORTEST_REASON:
            problems.append((field, f"{question.rstrip('.')}, in at least {SHORTEST_REASON} characters."))
    if chosen.kind == catalogue.REQUIREMENT and "agency" in chosen.needs and not (agency.strip() or kept.get("agency")):
        problems.append(("agency", "Name the agency that can deliver it."))
    if protected_person is not None and not application.protected_persons.filter(pk=protected_person.pk).exists():
        problems.append(("protected_person", "Choose one of the protected people of this application."))
    if problems:
        raise GuardFailed(problems)
    return {
        "kind": chosen.kind,
        "category": category,
        "text": text,
        "parts": kept,
        "necessity_reason": necessity_reason.strip(),
        "measure": measure.strip(),
        "protected_person": protected_person,
        "locality": locality.strip(),
        "until": until,
        "agency": agency.strip() or kept.get("agency", ""),
    }


def add_condition(*, actor: Any, application: Application, at: datetime | None = None, **typed: Any) -> Condition:
    """Add a condition at the end; `typed` as in `condition_values`."""
    with editing(actor, application, "conditions", None, {}, at) as edit:
        values = condition_values(edit.application, **typed)
        number = selectors.next_condition_number(edit.application)
        condition = Condition.objects.create(application=edit.application, number=number, **values)
        edit.ch.audit("CREATE", condition, after={"category": condition.category, "text": condition.text})
        edit.done(what=f"condition {number} added")
    return condition


def update_condition(*, actor: Any, condition: Condition, expected: int, at: datetime | None = None, **typed: Any) -> Condition:
    """Rewrite a condition. Conflict with both texts when somebody saved it first."""
    with editing(actor, condition.application, "conditions", None, {}, at) as edit:
        values = condition_values(edit.application, **typed)
        before = {name: getattr(condition, name) for name in values}
        save_version(condition, expected, values)
        edit.ch.audit("UPDATE", condition, before=before, after=values)
        edit.done(what=f"condition {condition.number} changed")
    return condition


def remove_condition(*, actor: Any, condition: Condition, at: datetime | None = None) -> Application:
    """Take a condition out of the draft; the ones after it move up. Its history stays."""
    with editing(actor, condition.application, "conditions", None, {}, at) as edit:
        number = condition.number
        edit.ch.audit("DELETE", condition, before={"text": condition.text})
        condition.delete()
        for later in Condition.objects.filter(application=edit.application, number__gt=number).order_by("number"):
            Condition.objects.filter(pk=later.pk).update(number=later.number - 1)
        return edit.done(what=f"condition {number} removed")
