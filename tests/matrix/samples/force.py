"""Records of a force and of people: facts, conflicts, policy, holidays, loans, joined people."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casework.access.facts import store
from casework.access.models import BreakGlass
from casework.clocks.recounting import put_down
from casework.people.models import PersonMerge
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.services import propose_holiday, propose_value
from tests.factories import (
    ConflictFactory,
    DelegationFactory,
    grant,
    make_person,
    make_user,
)
from tests.matrix.samples.ask import Ask, Provider, victim
from tests.matrix.samples.tables import STAFF


def _fact(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("fact", lambda: store(person=victim(ask), kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)).pk}


def _conflict(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("conflict", lambda: ConflictFactory(case=ask.case)).pk}


def _glass(ask: Ask) -> dict[str, Any]:
    now = timezone.now()
    made = ask.once(
        "glass",
        lambda: BreakGlass.objects.create(
            user=ask.world.owner, case=ask.case, reason="x" * 30, opened_at=now, expires_at=now + timedelta(hours=1)
        ),
    )
    return {"pk": made.pk}


def _setting(ask: Ask) -> dict[str, Any]:
    def make() -> PolicySetting:
        asked = {"code": "R10.other", "typed": "3", "from_on": timezone.localdate(), "reason": "Quicker decisions"}
        return propose_value(actor=ask.world.users["ADMIN"], force=ask.case.force, **asked)

    return {"pk": ask.once("setting", make).pk}


def _holiday(ask: Ask) -> dict[str, Any]:
    def make() -> HolidayOverride:
        asked = {"kind": "STRIKE", "day": date(2026, 12, 25), "reason": "Moved by proclamation"}
        return propose_holiday(actor=ask.world.users["ADMIN"], force=ask.case.force, **asked)

    return {"pk": ask.once("holiday", make).pk}


def _recount(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("recount", lambda: put_down(ask.case.force_id, [], why="policy", actor=None, now=timezone.now())).pk}


def _loan(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("loan", lambda: DelegationFactory(giver=ask.world.owner, taker=make_user(rank="CONSTABLE"), role="OFFICER")).pk}


def _merge(ask: Ask) -> dict[str, Any]:
    def make() -> PersonMerge:
        other = make_person(force=ask.case.force)
        values = {"reason": "Same date of birth and address", "merged_by": ask.world.owner, "merged_at": timezone.now()}
        return PersonMerge.objects.create(kept=victim(ask), gone=other, **values)

    return {"pk": ask.once("merge", make).pk}


SAMPLES: dict[str, Provider] = {
    **dict.fromkeys(("person-edit", "person-merge"), lambda ask: {"person": victim(ask).pk}),
    "person-unmerge": _merge,
    **{name: (lambda ask: {"code": "R10.other"}) for name in ("policy-value", "policy-propose")},
    **{name: (lambda ask: {"rule_id": "R10"}) for name in ("policy-switch", "policy-switch-propose", "rule-detail", "rule-dates")},
    **dict.fromkeys(("policy-proposal", "policy-withdraw"), _setting),
    **dict.fromkeys(("holiday-proposal", "holiday-withdraw"), _holiday),
    "rule-recount": _recount,
    **{name: (lambda ask: {"pk": ask.world.owner.pk}) for name in STAFF},
    "staff-role-end": lambda ask: {"pk": ask.world.owner.role_assignments.get().pk},
    "staff-loan-end": _loan,
    "fact-add": lambda ask: {"person": victim(ask).pk},
    "fact-reveal": _fact,
    "fact-end": _fact,
    "access-withdraw": lambda ask: {"pk": ask.once("grant", lambda: grant(ask.case, make_user("LEGAL"))).pk},
    "conflict-end": _conflict,
    "breakglass-review": _glass,
    "workload-choose": lambda ask: {"pk": ask.world.owner.pk},
    "audit-person": lambda ask: {"pk": ask.world.owner.pk},
    "audit-record": lambda ask: {"kind": "case", "pk": ask.case.pk},
}
