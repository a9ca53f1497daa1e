"""The draft as text by part: kept with each legal review, so that the next one can say what changed."""

from dataclasses import dataclass
from typing import Any

from casework.applications import selectors
from casework.applications.models import Application, GroundLink, Limb
from casework.applications.rules import SECTIONS
from casework.pages.dates import short_day


@dataclass(frozen=True)
class Changed:
    """One part that differs from the draft last reviewed."""

    part: str
    title: str
    before: str
    after: str


def draft_text(application: Application) -> dict[str, str]:
    """Every part of the draft in words, by section; a condition each as "condition:<key>"."""
    links = selectors.grounds(application)

    def people(found: object) -> str:
        return ", ".join(str(person) for person in found.all())  # type: ignore[attr-defined]

    parts = {
        "subject": _lines(application.defendant.full_name, application.get_area_basis_display(), application.area_reason),
        "people": _lines(
            f"Protected: {people(application.protected_persons)}", f"Victims of the acts: {people(application.victims_of_acts)}"
        ),
        "acts": _lines(application.acts_text, *(link_words(link) for link in links[Limb.ACTS])),
        "risk": _lines(application.risk_text, application.get_harm_display(), *(link_words(link) for link in links[Limb.RISK])),
        "necessity": _lines(application.necessity_text, *(link_words(link) for link in links[Limb.NECESSITY])),
        "screens": _lines(
            f"Religion: {application.get_religion_answer_display()}",
            application.religion_note,
            f"Work and education: {application.get_work_answer_display()}",
            application.work_note,
        ),
        "views": _lines(
            application.get_victim_view_display(),
            application.victim_view_text,
            application.get_prosecution_display(),
            f"CPS consulted on {short_day(application.cps_consulted_on)}" if application.cps_consulted_on else "",
            application.other_orders,
        ),
        "interim": _lines(
            {True: "Interim order asked for", False: "No interim order", None: ""}[application.interim_sought],
            application.interim_why,
            {True: "On notice", False: "Without notice", None: ""}[application.on_notice],
            application.on_notice_why,
            application.get_urgency_display(),
            application.urgency_why,
        ),
        "court": _lines(application.court, application.get_court_kind_display(), term_words(application)),
    }
    for condition in application.conditions.select_related("protected_person"):
        parts[f"condition:{condition.pk}"] = _lines(
            condition.text,
            f"Where: {condition.locality}" if condition.locality else "",
            f"Until: {short_day(condition.until)}" if condition.until else "",
            f"Protects: {condition.protected_person}" if condition.protected_person else "",
            f"Delivered by: {condition.agency}" if condition.agency else "",
            f"Necessary because: {condition.necessity_reason}",
            f"Proof: {condition.measure}",
        )
    return parts


def term_words(application: Application) -> str:
    """For how long the order is asked, in words; empty when not yet said."""
    if application.asked_fixed is None:
        return ""
    return f"For {application.asked_years} years" if application.asked_fixed else "Until a further order"


def link_words(link: GroundLink) -> str:
    """What a ground rests on, in one line."""
    for kind in ("incident", "exhibit", "notice", "risk"):
        found = getattr(link, kind)
        if found is not None:
            return evidence_words(kind, found)
    raise LookupError(link.pk)


def evidence_words(kind: str, found: Any) -> str:
    """An incident, exhibit, notice or risk assessment in one line."""
    match kind:
        case "incident":
            return f"{short_day(found.occurred_at)}: {shortened(found.summary)}"
        case "exhibit":
            return f"Exhibit {found.number}: {shortened(found.description)}"
        case "notice":
            given = found.served_on or found.issued_on
            return f"Old notice {found}, given to the defendant on {short_day(given)}: evidence of knowledge"
        case _:
            return f"Risk assessment of {short_day(found.assessed_at)}: {found.get_final_grade_display().lower()}"


def shortened(text: str, most: int = 120) -> str:
    """The beginning of a text, cut at a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def changed_since(application: Application, before: dict[str, str]) -> list[Changed]:
    """What differs from the draft `before`, part by part; empty when there was none or nothing changed."""
    if not before:
        return []
    now = draft_text(application)
    numbers = {f"condition:{each.pk}": each.number for each in application.conditions.all()}
    found = []
    for part in [*now, *(part for part in before if part not in now)]:
        if now.get(part, "") != before.get(part, ""):
            title = SECTIONS.get(part) or (f"Condition {numbers[part]}" if part in numbers else "A condition that was removed")
            found.append(Changed(part, title, before.get(part, ""), now.get(part, "")))
    return found


@dataclass(frozen=True)
class Departure:
    """A condition as it was asked for and as the court made it; one of the two is empty where there is no other side."""

    title: str
    asked: str
    made: str


def departures(application: Application, order: Any) -> list[Departure]:
    """Where the order, as it was first made, departs from the draft: in the order of the draft, then what the court added."""
    made = list(min(order.versions.all(), key=lambda version: version.number).conditions.all())
    answers = {each.asked: each for each in made if each.asked is not None}
    found = []
    for each in application.conditions.all():
        answer = answers.get(each.number)
        if answer is None:
            found.append(Departure(f"Condition {each.number} was not made", each.text, ""))
        elif _as_it_binds(answer) != _as_it_binds(each):
            found.append(Departure(f"Condition {each.number} was made otherwise", _as_it_binds(each), _as_it_binds(answer)))
    return [*found, *(Departure("Added by the court", "", _as_it_binds(each)) for each in made if each.asked is None)]


def _as_it_binds(condition: Any) -> str:
    return _lines(
        condition.text,
        f"Only in: {condition.locality}" if condition.locality else "",
        f"Until the end of {short_day(condition.until)}" if condition.until else "",
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
