"""Files as lists and pages need them."""

from typing import Any

from django.db.models import QuerySet

from casework.access.predicate import visible
from casework.cases.models import Case
from casework.files.models import CaseFile


def files(user: Any) -> QuerySet[CaseFile]:
    """Files of the cases whose files the user may read."""
    return CaseFile.objects.filter(case__in=visible(user, "file.view")).select_related("content", "added_by", "case")


def of_case(case: Case) -> QuerySet[CaseFile]:
    """The files of a case whose reader was checked."""
    return CaseFile.objects.filter(case=case).select_related("content", "added_by")


def of_subject(subject: Any) -> QuerySet[CaseFile]:
    """The files that belong to one record whose reader was checked."""
    found = CaseFile.objects.filter(subject_type=subject._meta.model_name, subject_id=subject.pk)
    return found.select_related("content", "added_by").order_by("added_at", "id")
