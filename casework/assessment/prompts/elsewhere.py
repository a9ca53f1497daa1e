"""Does the suspect of a case stand in another one: as the same person, or by the same handle, vehicle, telephone or e-mail?

Compared by the workers, never while somebody waits for a page: what is found, and above all what is hidden, changes neither what a
writer or reader is shown nor how long it takes. A prompt about another case is shown only to those who may see both. Where whoever
works on the one may not see the other, those who hold the other are told that a colleague may hold a match, and nothing more.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casework.access.grants import live
from casework.access.predicate import sees
from casework.access.scope import LISTED
from casework.access.writing import system_change
from casework.assessment.prompts import flow
from casework.assessment.prompts.kinds import Kind
from casework.assessment.prompts.models import CourseReading, Ground, PatternPrompt
from casework.assessment.prompts.patterns import basis_of
from casework.cases.models import Case, CaseParty, PartyRole
from casework.cases.moves import begin
from casework.outbox.services import Letter, send_all
from casework.people import facts, normal
from casework.people.models import FactIndex, FactKind, ProtectedFact
from casework.reports.models import Incident

# How many other cases are compared at most: whoever stands in more is known to everybody.
MOST, BATCH, LATEST_FACTS = 50, 200, 500
FORMS = (FactKind.HANDLE, FactKind.VEHICLE, FactKind.TELEPHONE, FactKind.EMAIL)
WORDS = {
    Ground.PAIR: "The same victim and the same suspect stand in both cases: one course of conduct (PHA 1997 s.7(3))",
    Ground.SUSPECT: "The suspect stands in both cases",
    Ground.HANDLE: "A handle of this suspect, or one named in the chronology, is that of a suspect there",
    Ground.VEHICLE: "A vehicle of this suspect, or one named in the chronology, is that of a suspect there",
    Ground.TELEPHONE: "A telephone number of this suspect is that of a suspect there",
    Ground.EMAIL: "An e-mail address of this suspect is that of a suspect there",
}
_HANDLE = re.compile(r"(?<![\w.])@([a-z0-9_.]{3,30})", re.IGNORECASE)
_MARK = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")


def look_elsewhere(batch: int = BATCH) -> dict[str, int]:
    """Compare every case that is due; each in a transaction of its own. Harmless when run twice or late."""
    _mark_new_facts()
    done = told = 0
    for pk in list(CourseReading.objects.filter(elsewhere_due=True).order_by("pk").values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            reading = (
                CourseReading.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("case", "asked_by")
                .filter(pk=pk, elsewhere_due=True)
                .first()
            )
            if reading is None:
                continue
            told += _compare(reading)
            CourseReading.objects.filter(pk=pk).update(elsewhere_due=False, looked_at=timezone.now())
            done += 1
    return {"compared": done, "told": told}


def _mark_new_facts() -> None:
    """A fact that was learnt of a suspect since the case was last compared makes it due again."""
    learnt: dict[int, datetime] = {}
    for person, at in ProtectedFact.objects.order_by("-pk").values_list("person_id", "created_at")[:LATEST_FACTS]:
        learnt[person] = max(at, learnt.get(person, at))
    looked = CourseReading.objects.filter(
        elsewhere_due=False, case__parties__person_id__in=learnt, case__parties__role=PartyRole.SUSPECT
    ).values_list("pk", "looked_at", "case__parties__person_id")
    stale = {pk for pk, at, person in looked if at is not None and at < learnt[person]}
    CourseReading.objects.filter(pk__in=stale).update(elsewhere_due=True)


def _compare(reading: CourseReading) -> int:
    """Raise a prompt on both sides for each case found; tell those who hold one that the other side may not see."""
    case = reading.case
    letters: list[Letter] = []
    for other, ground in _found(case).items():
        _prompt(case, other, ground)
        if not case.restricted:
            _prompt(other, case, ground)
        if reading.asked_by is not None and not case.restricted and not sees(reading.asked_by, other):
            letters += _letters(reading, other)
    return send_all(letters)


def _found(case: Case) -> dict[Case, Ground]:
    """Other cases of the force in which a suspect may be the same, each with the plainest ground."""
    parts = list(CaseParty.objects.filter(case=case).values_list("person_id", "role"))
    suspects = [person for person, role in parts if role == PartyRole.SUSPECT]
    victims = [person for person, role in parts if role == PartyRole.VICTIM]
    others = CaseParty.objects.filter(role=PartyRole.SUSPECT, case__force_id=case.force_id).exclude(case=case)
    found: dict[int, Ground] = dict.fromkeys(_cases(others.filter(person_id__in=suspects)), Ground.SUSPECT)
    same_victim = set(
        CaseParty.objects.filter(case_id__in=found, role=PartyRole.VICTIM, person_id__in=victims).values_list("case_id", flat=True)
    )
    found = {pk: Ground.PAIR if pk in same_victim else ground for pk, ground in found.items()}
    for form, digests in _digests(case, suspects).items():
        holders = FactIndex.objects.filter(form=form, digest__in=digests).exclude(fact__person_id__in=suspects).values("fact__person_id")
        for pk in _cases(others.filter(person_id__in=holders)):
            found.setdefault(pk, Ground(form))
    return {other: found[other.pk] for other in Case.objects.filter(pk__in=found).select_related("owner", "supervisor").order_by("pk")}


def _cases(parts: "Iterable[CaseParty] | object") -> list[int]:
    return list(parts.order_by("-case_id").values_list("case_id", flat=True).distinct()[:MOST])  # type: ignore[attr-defined]


def _digests(case: Case, suspects: list[int]) -> dict[str, set[bytes]]:
    """form -> digests of what is known of the suspects, and of handles and marks that stand in the case's own rows."""
    made: dict[str, set[bytes]] = {}
    for form, digest in FactIndex.objects.filter(fact__person_id__in=suspects, form__in=FORMS).values_list("form", "digest"):
        made.setdefault(form, set()).add(bytes(digest))
    for text in Incident.objects.filter(case=case).values_list("summary", flat=True):
        for handle in _HANDLE.findall(text):
            made.setdefault(FactKind.HANDLE, set()).add(facts.blind(FactKind.HANDLE, normal.handle(handle)))
        for mark in _MARK.findall(text):
            made.setdefault(FactKind.VEHICLE, set()).add(facts.blind(FactKind.VEHICLE, normal.vehicle(mark)))
    return made


def _prompt(case: Case, other: Case, ground: Ground) -> None:
    basis = basis_of(Kind.ELSEWHERE, (other.pk,), ground)
    if PatternPrompt.objects.filter(case=case, other_case=other).filter(Q(state=flow.RAISED) | Q(basis=basis)).exists():
        return
    with system_change("prompt.view", case) as ch:
        prompt = PatternPrompt.objects.create(
            case=case,
            kind=Kind.ELSEWHERE,
            other_case=other,
            ground=ground,
            basis=basis,
            reasons=[WORDS[ground]],
            raised_at=ch.now,
        )
        begin(prompt, "raise", actor=None, at=ch.now)
        # No line on the timeline: whoever reads it may not know of the other case.
        ch.audit("CREATE", prompt, after={"kind": prompt.kind, "ground": ground})


def _letters(reading: CourseReading, other: Case) -> list[Letter]:
    """To the named list of a restricted case, else to its officer and supervisor: who may hold a match, and nothing of the match."""
    asked = reading.asked_by
    assert asked is not None
    if other.restricted:
        people = [grant.user for grant in live(other, LISTED).select_related("user") if sees(grant.user, other)]
    else:
        people = [user for user in (other.owner, other.supervisor) if user is not None]
    return [
        Letter(
            user.pk,
            f"elsewhere:{other.pk}:{reading.case_id}",
            "A colleague may hold a match",
            f"{asked.display_name} works on a case in which a party of this one may stand. They were shown nothing of it.",
            other.reference,
            other.pk,
            f"/cases/{other.reference}/",
        )
        for user in dict.fromkeys(people)
        if user.pk != asked.pk
    ]
