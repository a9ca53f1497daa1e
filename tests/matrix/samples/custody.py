"""Arrest, bail, and the way to a charge."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from casework.cases.references import next_reference
from casework.charging.models import Charge, CpsReferral, LimitPassed, PlanItem
from casework.clocks.models import Clock
from casework.custody.models import Arrest, Bail, Extension
from tests.factories import (
    make_user,
)
from tests.matrix.samples.ask import Ask, Provider


def _arrest(ask: Ask) -> Arrest:
    def make() -> Arrest:
        values = {"offences": ["STALKING_2A"], "ground": "PROTECT", "reason": "To protect her", "recorded_by": ask.world.owner}
        person = ask.case.parties.get(role="SUSPECT").person
        return Arrest.objects.create(
            reference=next_reference("ARR"), case=ask.case, suspect=person, arrested_at=ask.case.reported_at, **values
        )

    made: Arrest = ask.once("arrest", make)
    return made


def _of_arrest(ask: Ask) -> dict[str, Any]:
    return {"reference": _arrest(ask).reference}


def _bail(authority: str = "") -> Provider:
    """Bail that runs, with an extension by this authority waiting for its decision."""

    def make(ask: Ask) -> Bail:
        day = timezone.localdate()
        person = ask.case.parties.get(role="SUSPECT").person
        values = {"counted_from": day, "starts_on": day, "ends_on": day + timedelta(days=90), "granted_by": ask.world.owner}
        bail, _ = Bail.objects.get_or_create(
            case=ask.case, suspect=person, defaults={"reference": next_reference("BAIL"), "granted_at": timezone.now(), **values}
        )
        if authority:
            bail.extensions.all().delete()
            Extension.objects.create(
                bail=bail, case=ask.case, authority=authority, why="More to do", asked_at=timezone.now(), asked_by=make_user("OFFICER")
            )
        return bail

    return lambda ask: {"reference": make(ask).reference}


def _referral(ask: Ask) -> CpsReferral:
    def make() -> CpsReferral:
        person = ask.case.parties.get(role="SUSPECT").person
        values = {"offences": ["STALKING_2A"], "considered": "s.2A", "begun_at": timezone.now(), "begun_by": ask.world.owner}
        return CpsReferral.objects.create(reference=next_reference("REF"), case=ask.case, suspect=person, **values)

    made: CpsReferral = ask.once("referral", make)
    return made


def _of_referral(ask: Ask) -> dict[str, Any]:
    return {"reference": _referral(ask).reference}


def _plan_item(ask: Ask) -> dict[str, Any]:
    referral = _referral(ask)
    values = {"what": "A second statement", "asked_at": timezone.now(), "asked_by": ask.world.owner}
    return {
        "reference": referral.reference,
        "pk": ask.once("plan item", lambda: PlanItem.objects.create(referral=referral, case=ask.case, **values)).pk,
    }


def _charge(ask: Ask) -> dict[str, Any]:
    referral = _referral(ask)
    values = {"offences": ["STALKING_2A"], "urn": "48NM0104726", "charged_at": timezone.now(), "recorded_by": ask.world.owner}
    make = partial(Charge.objects.create, case=ask.case, referral=referral, suspect=referral.suspect, court="Northmoor", **values)
    return {"pk": ask.once("charge", make).pk}


def _limit(ask: Ask) -> dict[str, Any]:
    def make() -> LimitPassed:
        day, now = timezone.localdate(), timezone.now()
        clock = Clock.objects.create(
            rule_id="R09", case=ask.case, subject_type="case", subject_id=ask.case.pk, title="x", slot="owner", started_at=now,
            due_on=day, overdue_from=now,
        )  # fmt: skip
        return LimitPassed.objects.create(case=ask.case, clock=clock, limit_on=day, noticed_at=now)

    return {"pk": ask.once("limit", make).pk}


_OF_BAIL = ("detail", "ask", "vary", "breach", "stop", "resume", "inpatient", "end", "gap", "day")


_OF_REFERRALS = ("detail", "submit", "approve", "plan", "again", "comment", "decide", "charge")


SAMPLES: dict[str, Provider] = {
    "custody-release": _of_arrest,
    **{f"bail-{name}": _bail() for name in _OF_BAIL},
    "bail-inspector": _bail("inspector"),
    "bail-superintendent": _bail("superintendent"),
    "bail-acc": _bail("assistant_chief_constable"),
    "bail-court": _bail("court"),
    **{f"referral-{name}": _of_referral for name in _OF_REFERRALS},
    "referral-part": lambda ask: {**_of_referral(ask), "part": "VPS"},
    "referral-item": _plan_item,
    "charging-protocol": lambda ask: {"point": "EARLY"},
    "charging-court": _charge,
    "charging-limit": _limit,
}
