"""The predicate read in memory gives the database's answer, for every action, role and kind of case."""

import pytest
from django.db.models import Q

from casework.access.matrix import table
from casework.access.predicate import can, masked
from casework.access.scope import forget, remembered
from casework.access.several import allowed, fits, shows_names
from tests.factories import ConflictFactory, RoleTaskFactory, UnitFactory, grant, make_case, make_user

pytestmark = pytest.mark.django_db


def people():
    unit = UnitFactory(other=True)
    return [
        *(make_user(role) for role in ("OFFICER", "SUPERVISOR", "EXHIBITS", "LEGAL", "CPS", "AUTHORISER", "OFFENDER_MANAGER")),
        *(make_user(role) for role in ("VICTIM_CARE", "RECORDS", "CONTROL", "MANAGER", "ANALYST", "AUDITOR", "ADMIN")),
        make_user("SUPERVISOR", rank="INSPECTOR"),
        make_user("OFFICER", "SUPERVISOR", unit=unit),
        make_user("EXHIBITS", "OFFICER"),
        make_user("AUDITOR", force=UnitFactory(force__other=True, other=True).force),
    ]


def test_in_memory_and_in_the_database_agree():
    everyone = people()
    cases = [
        make_case(),
        make_case(owner=everyone[0]),
        make_case(supervisor=everyone[1]),
        make_case(secret=True),
        make_case(owner=everyone[0], secret=True),
        make_case(unit=UnitFactory(other=True)),
    ]
    grant(cases[0], everyone[3])
    grant(cases[3], everyone[3], "listed_case")
    grant(cases[2], everyone[0], "assigned_case")
    grant(cases[4], everyone[2], hours=-1)
    RoleTaskFactory(case=cases[1])
    ConflictFactory(user=everyone[1], case=cases[2])
    actions = sorted(table())
    forget()
    for user in everyone:
        with remembered():
            for case in cases:
                slow = {action for action in actions if can(user, action, case)}
                assert allowed(user, case, actions) == slow, (user.role_assignments.all(), case.pk)
                if "case.view" in slow:
                    assert shows_names(user, "case.view", case) == (not masked(user, "case.view", case))


@pytest.mark.parametrize("unknown", [Q(grade="HIGH"), Q(unit_id__gt=3), Q(owner__rank="SERGEANT")])
def test_a_question_it_does_not_know_is_never_answered(unknown):
    with pytest.raises(LookupError):
        fits(unknown, {"pk": 1, "restricted": False, "owner_id": 1, "supervisor_id": 1, "force_id": 1, "unit_id": 1})
