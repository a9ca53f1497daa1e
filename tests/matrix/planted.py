"""What is planted in protected facts, in legal advice and in a restricted case, and hunted in every answer to everybody.

A marker is a word that stands nowhere else. Case does not count, and neither do the spaces of a number.
"""

from typing import Any

from django.utils import timezone

from casework.access.facts import store
from casework.access.predicate import can, sees
from casework.applications.models import Application, LegalAdvice, LegalReview
from casework.cases.models import Case
from casework.people.models import Person

# In the text of a fact of each kind; nobody sees them on any page but the answer to a reveal.
PROTECTED = ("zebrafact", "07700900417", "zb26fct")
FACTS = {
    "HOME": "12 Zebrafact Lane, Castlegate NM1 9ZF",
    "WORK": "Zebrafact Bakery, 3 Harbour Street",
    "SCHOOL": "Zebrafact Primary School",
    "REFUGE": "Zebrafact House",
    "TELEPHONE": "07700 900417",
    "EMAIL": "zebrafact@example.invalid",
    "VEHICLE": "ZB26 FCT",
    "HANDLE": "@zebrafact",
    "NEW_NAME": "Ada Zebrafact",
    "CHILDREN": "Two, at Zebrafact Primary School",
}
PRIVILEGED = "quillmarker"
HIDDEN_NAME = "Hushmarker"
SPACING = str.maketrans("", "", " ()-\n\u00a0")
SEARCHES = (*FACTS.values(), "Zebrafact", "NM1 9ZF", PRIVILEGED, HIDDEN_NAME, f"Ada {HIDDEN_NAME}", "Ada Hushmraker")


def plant(person: Person) -> None:
    """Give a person a protected fact of every kind."""
    for kind, text in FACTS.items():
        store(person=person, kind=kind, text=text, by=None)


def advise(application: Application, lawyer: Any) -> None:
    """Give an application a privileged comment and a review with privileged reasons and checklist."""
    by = {"application": application, "seen_version": application.version, "at": timezone.now()}
    LegalAdvice.objects.create(**by, part="risk", text=f"The {PRIVILEGED} comment", author=lawyer)
    LegalReview.objects.create(
        **by, reviewer=lawyer, outcome="RETURNED", reasons=f"The {PRIVILEGED} reasons", checklist={"note": f"The {PRIVILEGED} note"}
    )


def summary(case: Case) -> str:
    """The words of an incident; those of a restricted case are marked."""
    return f"Eleven calls from {HIDDEN_NAME}" if case.restricted else "Eleven calls"


def in_text(text: str) -> list[str]:
    """The markers that stand in a page."""
    low = text.lower()
    close = low.translate(SPACING)
    return [marker for marker in (*PROTECTED, PRIVILEGED, HIDDEN_NAME) if marker.lower() in low or marker.lower() in close]


def found(response: Any, world: Any, user: Any) -> list[str]:
    """The markers in an answer, its headers included, that this person has no right to."""
    there = in_text(response.content.decode(errors="replace") + str(response.headers))
    if not there:
        return []
    allowed = {PRIVILEGED} if any(can(user, "advice.view", case) for case in world.cases.values()) else set()
    if any(case.restricted and sees(user, case) for case in world.cases.values()):
        allowed.add(HIDDEN_NAME)
    return [marker for marker in there if marker not in allowed]
