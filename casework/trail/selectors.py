"""Whose and what trail may be read, and the events of it."""

import re
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Concat

from casework.access.predicate import visible
from casework.access.roads import case_of
from casework.access.scope import scope
from casework.audit.models import TrailEvent
from casework.audit.record import SIGN_IN_FAILED, digest
from casework.cases.models import Case
from casework.errors import Hidden
from casework.staff.models import Role, User
from casework.trail.words import has_reference, model_called

REFERENCE = re.compile(r"^[A-Za-z]{3}[-/ ]?\d{4}[-/ ]?\d{1,6}$")
ORDER = ("-at", "-id", "kind")


def own(user: Any) -> QuerySet[TrailEvent]:
    """What this person did, saw and was refused."""
    return TrailEvent.objects.filter(actor_id=user.pk)


def people(auditor: Any) -> QuerySet[User]:
    """The staff whose trail this auditor may read: those of the forces in which they hold the role."""
    return User.objects.filter(force_id__in=scope(auditor).forces(Role.AUDITOR)).select_related("force", "unit")


def find_people(auditor: Any, words: str) -> QuerySet[User]:
    """Staff by parts of their name, user name or collar number."""
    found = people(auditor).annotate(
        whole=Concat("first_name", Value(" "), "last_name", Value(" "), "collar_number", Value(" "), "username")
    )
    for word in words.split()[:5]:
        found = found.filter(whole__icontains=word)
    return found


def person(auditor: Any, pk: int) -> User:
    """A person whose trail may be read; Hidden otherwise."""
    found = people(auditor).filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


def of_person(subject: User, *, sign_ins: bool = False) -> QuerySet[TrailEvent]:
    """What a person did. With `sign_ins` also failed attempts under their user name, which carry its digest and nobody's id."""
    mine = Q(actor_id=subject.pk)
    if sign_ins:
        failed = Q(verb=SIGN_IN_FAILED, object_type="user", object_id__isnull=True, detail__name=digest(subject.username.lower()))
        mine |= failed
    return TrailEvent.objects.filter(mine)


def record(auditor: Any, kind: str, pk: int) -> tuple[Model, Case]:
    """A record of a case that the auditor may see, and the case; Hidden otherwise."""
    model = model_called(kind)
    found = model._default_manager.filter(pk=pk).first() if model is not None else None
    case = case_of(found) if found is not None else None
    if found is None or case is None:
        raise Hidden
    if not visible(auditor, "case.view").filter(pk=case.pk).exists():
        raise Hidden(case_id=case.pk)
    return found, case


def by_reference(auditor: Any, text: str) -> tuple[str, int] | None:
    """(kind, id) of the record with this reference, if the auditor may see its case."""
    letters = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    wanted = f"{letters[:3]}-{letters[3:7]}-{letters[7:]:0>6}"
    for model in (model for model in Case._meta.apps.get_models() if has_reference(model)):
        pk = model._default_manager.filter(reference=wanted).values_list("pk", flat=True).first()
        if pk is not None:
            kind = str(model._meta.model_name)
            try:
                record(auditor, kind, pk)
            except Hidden:
                return None
            return kind, pk
    return None


def of_record(kind: str, pk: int) -> QuerySet[TrailEvent]:
    """All that touched a record: its own events, the lists that it was on, and for a case everything that belongs to it."""
    listed = Q(kind="read", object_type=kind, detail__has_key="ids", detail__ids__contains=[pk])
    about = Q(object_type=kind, object_id=pk) | listed
    return TrailEvent.objects.filter(about | Q(case_id=pk) if kind == "case" else about)
