"""Absence: days on which nothing waits for a person, and who is asked instead."""

from datetime import date
from typing import Any

from django.utils import timezone

from casework.access.writing import change
from casework.accounts import rules, selectors
from casework.errors import GuardFailed, Hidden
from casework.law.spans import days_from
from casework.staff.models import Absence, User


def add(*, actor: Any, subject: User, starts_on: date, ends_on: date, deputy: User | None, note: str = "") -> Absence:
    """Record somebody's absence, or one's own, days inclusive. It may have begun already; it may not have ended."""
    with change(actor, "profile.own" if actor.pk == subject.pk else "staff.absence") as ch:
        _seen(actor, subject)
        problems = rules.days_problems(starts_on, ends_on, timezone.localdate(), past=True)
        days = selectors.overlapping(starts_on, ends_on)
        problems += rules.absence_problems(
            overlaps=Absence.objects.filter(days, user=subject).exists(),
            deputy_is_self=deputy is not None and deputy.pk == subject.pk,
            deputy_active=deputy is None or (deputy.deactivated_at is None and deputy.is_active and deputy.force_id == subject.force_id),
            deputy_away=deputy is not None and Absence.objects.filter(days, user=deputy).exists(),
        )
        if problems:
            raise GuardFailed(problems)
        made = Absence.objects.create(user=subject, starts_on=starts_on, ends_on=ends_on, deputy=deputy, note=note)
        ch.audit(
            "CREATE", made, after={"user": subject.pk, "starts_on": starts_on, "ends_on": ends_on, "deputy": deputy.pk if deputy else None}
        )
    return made


def end(*, actor: Any, absence: Absence) -> None:
    """The person is back today: yesterday was the last day away. An absence that had not begun is taken out."""
    subject = absence.user
    with change(actor, "profile.own" if actor.pk == subject.pk else "staff.absence") as ch:
        _seen(actor, subject)
        if absence.ends_on < timezone.localdate():
            raise GuardFailed("This absence has ended already")
        today = timezone.localdate()
        if absence.starts_on >= today:
            ch.audit("DELETE", absence, before={"starts_on": absence.starts_on, "ends_on": absence.ends_on})
            absence.delete()
            return
        yesterday = days_from(today, -1)
        Absence.objects.filter(pk=absence.pk).update(ends_on=yesterday)
        ch.audit("UPDATE", absence, before={"ends_on": absence.ends_on}, after={"ends_on": yesterday})


def _seen(actor: Any, subject: User) -> None:
    if actor.pk != subject.pk and not selectors.staff(actor).filter(pk=subject.pk).exists():
        raise Hidden
