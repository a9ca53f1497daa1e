"""Work for a role: a row of its queue, and, while it is open, its reach to the case ("g" in the matrix)."""

from typing import Any

from django.utils import timezone

from casework.access.models import RoleTask
from casework.access.scope import forget
from casework.cases.models import Case


def open_task(case: Case, role: str, what: str, *, subject: Any) -> RoleTask:
    """Open work for `role` in the case's force, inside the caller's transaction. `what` names nobody.

    One piece of the same work is open at a time: a second call returns the open one.
    """
    kind = subject._meta.model_name
    task = RoleTask.objects.filter(case=case, role=role, what=what, subject_type=kind, subject_id=subject.pk, closed_at=None).first()
    if task is None:
        task = RoleTask.objects.create(case=case, role=role, force_id=case.force_id, what=what, subject_type=kind, subject_id=subject.pk)
        forget()
    return task


def has_task(case: Case, role: str, what: str, *, subject: Any = None) -> bool:
    """Is this work of the role open on the case (on this record of it, when one is given)?"""
    tasks = RoleTask.objects.filter(case=case, role=role, what=what, closed_at=None)
    if subject is not None:
        tasks = tasks.filter(subject_type=subject._meta.model_name, subject_id=subject.pk)
    return tasks.exists()


def close_tasks(subject: Any, *roles: str, what: str = "") -> int:
    """Close the open work of these roles (all when none is named) on a record; returns how many were open."""
    tasks = RoleTask.objects.filter(subject_type=subject._meta.model_name, subject_id=subject.pk, closed_at=None)
    if roles:
        tasks = tasks.filter(role__in=roles)
    if what:
        tasks = tasks.filter(what=what)
    closed = tasks.update(closed_at=timezone.now())
    if closed:
        forget()
    return closed
