"""From the draft of a report to the case: the steps in order, what is still missing, and the people already known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from casework.cases.models import Case
from casework.pages.forms import CaseworkForm
from casework.reports import drafts
from casework.reports.models import ReportDraft
from casework.reports.report_forms import NEW, ContactStep, MatchStep, SafetyStep, StepForm, SuspectStep, VictimStep, WhatStep, WhoStep
from casework.reports.selectors import Known, known_people, known_person
from casework.reports.services import Who, report

CHECK = "check"
STEPS: Mapping[str, tuple[str, type[StepForm]]] = {
    "safety": ("The report and immediate safety", SafetyStep),
    "victim": ("The victim", VictimStep),
    "contact": ("Reaching the victim safely", ContactStep),
    "suspect": ("The suspect", SuspectStep),
    "what": ("What happened", WhatStep),
}
ORDER = tuple(STEPS)
# After which step the known people are offered, and whom they are about.
ASKED_AFTER = {"contact": "victim", "suspect": "suspect"}
MATCHES = {"victim-known": "victim", "suspect-known": "suspect"}
TITLES = {key: title for key, (title, _) in STEPS.items()} | {
    "victim-known": "Is the victim known?",
    "suspect-known": "Is the suspect known?",
    CHECK: "Check and open the case",
}
# The field's step, for what the service refuses at the end.
STEP_OF = {name: key for key, (_, form) in STEPS.items() for name in form.base_fields}


def following(step: str) -> str:
    """The step after this one, leaving out the question about known people."""
    if step in MATCHES:
        step = {who: after for after, who in ASKED_AFTER.items()}[MATCHES[step]]
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else CHECK


def form_of(draft: ReportDraft, step: str, user: Any, data: QueryDict | None = None) -> StepForm:
    """The form of a step, bound to what was sent now or before; unbound when it never was."""
    form = STEPS[step][1]
    return form(data if data is not None else drafts.typed(draft, step), user=user)


def known_for(draft: ReportDraft, who: str, user: Any) -> list[Known]:
    """The known people who may be the victim or the suspect of the draft; none while its names cannot be read."""
    asked = form_of(draft, who, user)
    if not isinstance(asked, WhoStep) or not asked.is_bound or not asked.is_valid():
        return []
    facts = list(asked.given().items())
    if who == "victim":
        contact = form_of(draft, "contact", user)
        if contact.is_bound and contact.is_valid():
            facts += contact.given().items()
    return known_people(user, asked.named(), facts)


@dataclass
class Ready:
    """A draft read whole: its forms by step, who is known, and what still stands in the way by step."""

    draft: ReportDraft
    forms: dict[str, StepForm]
    chosen: dict[str, str]
    missing: list[str]

    @property
    def complete(self) -> bool:
        """Whether every step is answered."""
        return not self.missing


def read(draft: ReportDraft, user: Any) -> Ready:
    """Every step of the draft with what is missing: a step not answered or refused, and a question about known people left open.

    That question is asked anew each time, so that a person recorded since is not made twice.
    """
    kept = {step: form_of(draft, step, user) for step in ORDER}
    missing = [step for step, form in kept.items() if not form.is_bound or not form.is_valid()]
    chosen: dict[str, str] = {}
    for page, who in MATCHES.items():
        if who in missing:
            continue
        known = known_for(draft, who, user)
        if not known:
            continue
        answer = drafts.typed(draft, page)
        asked = MatchStep(answer, known=known, who=who)
        if asked.is_bound and asked.is_valid():
            chosen[who] = asked.cleaned_data["match"]
        else:
            missing.append(page)
    return Ready(draft, kept, chosen, missing)


def open_report(ready: Ready, user: Any) -> Case:
    """Open the case from a complete draft and forget the draft. Raises GuardFailed as `services.report` does."""
    values = {step: form.cleaned_data for step, form in ready.forms.items()}
    safety, what = ready.forms["safety"], ready.forms["what"]
    assert isinstance(safety, SafetyStep) and isinstance(what, WhatStep)
    case = report(
        actor=user,
        unit=safety.units[values["safety"]["unit"]],
        victim=_who(ready, "victim", user, ready.forms["contact"].given()),
        suspect=_who(ready, "suspect", user, ready.forms["suspect"].given()),
        relationship=values["suspect"]["relationship"],
        reported_at=values["safety"]["reported_at"],
        incident=what.incident(),
        first=values["safety"] | values["contact"],
    )
    drafts.let_go(ready.draft)
    return case


def _who(ready: Ready, who: str, user: Any, facts: dict[str, str]) -> Who:
    form = ready.forms[who]
    assert isinstance(form, WhoStep)
    chosen = ready.chosen.get(who, NEW)
    person = known_person(user, int(chosen)) if chosen != NEW else None
    return Who(person, {} if person else form.values(), facts, form.aliases())


def shown(form: CaseworkForm) -> list[tuple[str, str]]:
    """(question, answer in words) of what was answered at a step, for checking. A protected fact is only said to be given."""
    rows = []
    protected = form.facts if isinstance(form, StepForm) else {}
    for bound in form:
        value = form.cleaned_data.get(bound.name) if hasattr(form, "cleaned_data") else None
        if value in (None, "", [], False):
            continue
        rows.append((str(bound.label), "Given (protected)" if bound.name in protected else _in_words(bound.field, value)))
    return rows


def _in_words(field: Any, value: Any) -> str:
    chosen = dict(getattr(field, "choices", ()) or ())
    if isinstance(value, list):
        return "; ".join(str(chosen.get(one, one)) for one in value)
    if value is True:
        return "Yes"
    return str(chosen.get(value, field.prepare_value(value)))
