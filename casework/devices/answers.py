"""What facts of the journey set off here: when a victim's device is due back, the notice of what is seized to sift, and the guard."""

from django.urls import reverse

from casework.cases.facts import Fact
from casework.clocks import services as clocks
from casework.devices import rules, selectors
from casework.errors import GuardFailed
from casework.evidence.models import Exhibit, Power


def device_taken(fact: Fact) -> None:
    """Answers "exhibit.seized": a device by agreement is due back (R18), what is seized to sift needs its notice (R55)."""
    exhibit: Exhibit = fact.subject
    path = reverse("device", args=[exhibit.pk])
    if rules.by_agreement(exhibit.power):
        title = f"Give the device {exhibit.number} back"
        clocks.start("R18", subject=exhibit, case=exhibit.case, on=fact.at, title=title, path=path, actor=fact.actor)
    if exhibit.power == Power.CJPA_50:
        title = f"Give the notice of seizing {exhibit.number} to sift, and keep it apart"
        clocks.start("R55", subject=exhibit, case=exhibit.case, on=fact.at, title=title, path=path, actor=fact.actor)


def guard_extraction(fact: Fact) -> None:
    """Answers "exhibit.handling": may this entry be written? Raises GuardFailed."""
    exhibit: Exhibit = fact.subject
    kind = (fact.detail or {})["kind"]
    if kind in rules.EXTRACTING:
        problems = rules.extraction_problems(kind, exhibit.power, selectors.agreement(exhibit), selectors.sift(exhibit))
        if problems:
            raise GuardFailed(problems)


def device_gone(fact: Fact) -> None:
    """Answers "exhibit.handled": a device that went back to its owner is back (R18)."""
    if (fact.detail or {}).get("kind") == "RETURNED_OWNER":
        clocks.satisfy("R18", subject=fact.subject.exhibit, at=fact.at, actor=fact.actor)
