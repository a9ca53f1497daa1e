"""What is asked for many people and cases at once equals what is asked for one: scopes, and whether a case is seen."""

import random

import pytest
from django.utils import timezone

from casework.access.predicate import Sight, sees, visible
from casework.access.scope import remembered, scope, scopes
from casework.cases.models import Case
from tests.factories import ConflictFactory, DelegationFactory, ForceFactory, RoleTaskFactory, UnitFactory, grant, make_case, make_user

pytestmark = pytest.mark.django_db

ROLES = (
    "OFFICER",
    "SUPERVISOR",
    "EXHIBITS",
    "LEGAL",
    "CPS",
    "AUTHORISER",
    "OFFENDER_MANAGER",
    "VICTIM_CARE",
    "RECORDS",
    "MANAGER",
    "AUDITOR",
)


@pytest.fixture
def world():
    chance = random.Random(20261123)
    parent = UnitFactory(other=True)
    elsewhere = UnitFactory(other=True, force=ForceFactory(other=True))
    units = [parent, UnitFactory(other=True, parent=parent), UnitFactory(), elsewhere]
    people = [make_user(chance.choice(ROLES), *chance.sample(ROLES, chance.randrange(2)), unit=chance.choice(units)) for _ in range(24)]
    people += [make_user("AUDITOR", unit=None), make_user("SUPERVISOR", unit=None, rank="INSPECTOR"), make_user()]
    cases = [
        make_case(
            owner=chance.choice(people), supervisor=chance.choice(people), unit=chance.choice(units), restricted=chance.random() < 0.4
        )
        for _ in range(25)
    ]
    for _ in range(20):
        grant(
            chance.choice(cases),
            chance.choice(people),
            chance.choice(["assigned_case", "listed_case", "granted_case"]),
            hours=chance.choice([-1, 8]),
        )
        RoleTaskFactory(case=chance.choice(cases), role=chance.choice(ROLES))
    for _ in range(6):
        ConflictFactory(user=chance.choice(people), case=chance.choice(cases))
        giver, taker = chance.sample(people, 2)
        DelegationFactory(giver=giver, taker=taker, role=chance.choice(ROLES))
    left = people[3]
    left.is_active, left.deactivated_at = False, timezone.now()
    left.save()
    return people, cases


def test_scopes_loaded_together_equal_those_loaded_one_by_one(world, django_assert_num_queries):
    people, _ = world
    with django_assert_num_queries(1):
        together = scopes(each.pk for each in people)
    for each in people:
        if each.is_active:
            assert together[each.pk] == scope(each)
        else:
            assert each.pk not in together and scope(each).held == ()


def test_scopes_loaded_together_are_remembered_for_the_block(world, django_assert_num_queries):
    people, _ = world
    with remembered():
        scopes(each.pk for each in people)
        with django_assert_num_queries(0):
            for each in people:
                scope(each)


def test_a_row_at_hand_is_seen_exactly_when_the_query_says_so(world):
    people, cases = world
    rows = list(Case.objects.filter(pk__in=[case.pk for case in cases]))
    seen = 0
    for each in people:
        sight = Sight(scope(each))
        by_query = set(visible(each).values_list("pk", flat=True))
        for row in rows:
            assert sight.covers(row) == (row.pk in by_query) == sees(each, row)
            seen += row.pk in by_query
    assert 0 < seen < len(people) * len(rows)
