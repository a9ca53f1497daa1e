"""Reading arrests and bail: a case's, one's, and everybody who is in custody now."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from casework.access.predicate import require, visible
from casework.cases.models import Case
from casework.custody import flow
from casework.custody.models import Arrest, Bail, BailBreach, BailCondition, Extension, Interview
from casework.errors import Hidden


def arrest_by_reference(user: Any, reference: str, action: str = "custody.view") -> Arrest:
    """The arrest; Hidden when unknown or not to be seen, Forbidden when it may be seen but not this."""
    found = Arrest.objects.filter(reference=reference).select_related("case", "suspect", "recorded_by").first()
    if found is None:
        raise Hidden
    require(user, action, found.case)
    return found


def bail_by_reference(user: Any, reference: str, action: str = "custody.view") -> Bail:
    """The bail with what its page needs; Hidden and Forbidden as for an arrest."""
    found = Bail.objects.filter(reference=reference).select_related("case", "suspect", "arrest", "granted_by", "views").first()
    if found is None:
        raise Hidden
    require(user, action, found.case)
    return found


def detained(user: Any) -> QuerySet[Arrest]:
    """Everybody in custody on an open case that the person may read for it, the longest there first."""
    cases = visible(user, "custody.view").filter(is_open=True)
    return Arrest.objects.filter(state=flow.DETAINED, case__in=cases).select_related("case__unit", "case__owner", "suspect")


def arrests(case: Case) -> QuerySet[Arrest]:
    """The arrests of a case, newest first."""
    return Arrest.objects.filter(case=case).select_related("suspect", "recorded_by").order_by("-arrested_at", "-pk")


def interviews(case: Case) -> QuerySet[Interview]:
    """The interviews of a case, newest first."""
    return Interview.objects.filter(case=case).select_related("suspect", "arrest", "interviewer").order_by("-started_at", "-pk")


def bails(case: Case) -> QuerySet[Bail]:
    """Bail of a case, newest first, with the conditions that stand."""
    standing = Prefetch("conditions", BailCondition.objects.filter(ended_at=None), to_attr="standing")
    return Bail.objects.filter(case=case).select_related("suspect").prefetch_related(standing).order_by("-granted_at", "-pk")


def extensions(bail: Bail) -> QuerySet[Extension]:
    """The steps by which bail was extended, in order."""
    return Extension.objects.filter(bail=bail).select_related("asked_by", "decided_by")


def waiting(bail: Bail) -> Extension | None:
    """The extension that waits for its decision."""
    return Extension.objects.filter(bail=bail, state=flow.ASKED).select_related("bail", "case", "asked_by").first()


def breaches(bail: Bail) -> QuerySet[BailBreach]:
    """Breaches of this bail, newest first."""
    return BailBreach.objects.filter(bail=bail).select_related("reported_by").prefetch_related("conditions")
