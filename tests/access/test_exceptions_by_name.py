"""Grants with an end, restricted cases and their lists, conflicts of interest."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from casework.access import conflicts, grants
from casework.access.hidden import hidden_load, note_matches, tell_lists
from casework.access.models import CaseGrant, PossibleMatch
from casework.access.predicate import can, sees, visible
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from tests.factories import UnitFactory, grant, make_case, make_person, make_user

pytestmark = pytest.mark.django_db
WHY = "Works on it for a month"


@pytest.fixture
def owner():
    return make_user("OFFICER")


@pytest.fixture
def inspector():
    return make_user("SUPERVISOR", rank="INSPECTOR")


@pytest.fixture
def case(owner):
    return make_case(owner=owner)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_a_file_granted_by_name_opens_until_its_end_and_not_a_second_longer(owner, case):
    lawyer = make_user("LEGAL")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        end = timezone.now() + timedelta(hours=1)
        grants.give(actor=owner, case=case, user=lawyer, codename="granted_case", reason=WHY, expires_at=end)
        clock.shift(timedelta(minutes=59, seconds=59))
        assert can(lawyer, "case.view", case)
        clock.shift(timedelta(seconds=1))
        assert not can(lawyer, "case.view", case)
        assert not visible(lawyer).exists()


def test_cps_gets_a_file_only_with_an_end(owner, case):
    cps = make_user("CPS")
    with pytest.raises(GuardFailed, match="needs an end"):
        grants.give(actor=owner, case=case, user=cps, codename="granted_case", reason=WHY)
    grants.give(actor=owner, case=case, user=cps, codename="granted_case", reason=WHY, expires_at=tomorrow())
    assert can(cps, "application.view", case)
    assert not can(cps, "advice.view", case)
    assert not can(cps, "case.view", case)


@pytest.mark.parametrize(("role", "codename"), [("OFFICER", "granted_case"), ("CONTROL", "granted_case"), ("LEGAL", "assigned_case")])
def test_a_grant_that_would_open_nothing_is_refused(owner, case, role, codename):
    with pytest.raises(GuardFailed):
        grants.give(actor=owner, case=case, user=make_user(role), codename=codename, reason=WHY)


def test_a_grant_without_a_reason_with_a_past_end_or_for_years_is_refused(owner, case):
    lawyer = make_user("LEGAL")
    for reason, end in ((" ", tomorrow()), (WHY, timezone.now()), (WHY, timezone.now() + timedelta(days=800))):
        with pytest.raises(GuardFailed):
            grants.give(actor=owner, case=case, user=lawyer, codename="granted_case", reason=reason, expires_at=end)
    assert not CaseGrant.objects.exists()


def test_only_who_may_gives_and_takes_back(case, owner):
    colleague, stranger = make_user("OFFICER"), make_user("OFFICER", unit=UnitFactory(other=True))
    lawyer = make_user("LEGAL")
    for actor, error in ((colleague, Forbidden), (stranger, Hidden)):
        with pytest.raises(error):
            grants.give(actor=actor, case=case, user=lawyer, codename="granted_case", reason=WHY)
    given = grants.give(actor=owner, case=case, user=lawyer, codename="granted_case", reason=WHY)
    with pytest.raises(Forbidden):
        grants.withdraw(actor=colleague, grant=given, reason="No longer needed")
    grants.withdraw(actor=owner, grant=given, reason="No longer needed")
    assert not sees(lawyer, case)


def test_a_second_grant_of_the_kind_replaces_the_first(owner, case):
    lawyer = make_user("LEGAL")
    for _ in range(2):
        grants.give(actor=owner, case=case, user=lawyer, codename="granted_case", reason=WHY, expires_at=tomorrow())
    assert CaseGrant.objects.count() == 1


def test_an_assigned_officer_of_another_unit_works_on_the_case(inspector, case):
    seconded = make_user("OFFICER", unit=UnitFactory(other=True))
    assert not sees(seconded, case)
    grants.give(actor=inspector, case=case, user=seconded, codename="assigned_case", reason=WHY)
    assert can(seconded, "incident.add", case)


def test_a_restricted_case_is_seen_by_its_list_alone(owner, inspector, case):
    colleague, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    manager, psd, root = make_user("MANAGER"), make_user("AUDITOR"), make_user("ADMIN", superuser=True)
    helper = make_user("OFFICER")
    grant(case, helper, "assigned_case")
    named = make_user("EXHIBITS")
    grants.restrict(actor=inspector, case=case, reason="The suspect is an officer", names=[named])
    for user in (owner, inspector, named, psd):
        assert sees(user, case), user.role_assignments.first().role
    for user in (colleague, sergeant, manager, root, helper):
        assert not sees(user, case), user.role_assignments.first().role
    assert not sees(make_user("AUDITOR"), case), "professional standards who came later are not on the list"
    grants.unrestrict(actor=inspector, case=case, reason="He has left the force")
    assert sees(colleague, case)
    assert not grants.live(case, "listed_case").exists()


def test_only_an_inspector_restricts(case):
    with pytest.raises(Forbidden):
        grants.restrict(actor=make_user("SUPERVISOR"), case=case, reason="The suspect is an officer")


def test_those_a_restriction_would_cut_off_are_known_beforehand(case, inspector):
    lawyer = make_user("LEGAL")
    grant(case, lawyer)
    assert grants.cut_off(case, [inspector.pk]) == [lawyer]
    assert grants.cut_off(case, [inspector.pk, lawyer.pk]) == []


def test_the_owner_and_the_last_name_stay_on_the_list(owner, inspector, case):
    grants.restrict(actor=inspector, case=case, reason="The suspect is an officer")
    theirs = grants.live(case, "listed_case").get(user=owner)
    with pytest.raises(GuardFailed, match="owner"):
        grants.withdraw(actor=inspector, grant=theirs, reason="No longer needed")


def test_nobody_in_conflict_comes_onto_the_list(inspector, case):
    suspect = case.parties.get(role="SUSPECT").person
    bad = make_user("AUDITOR")
    suspect.staff_account = bad
    suspect.save()
    with pytest.raises(GuardFailed, match="conflict"):
        grants.restrict(actor=inspector, case=case, reason="The suspect is an officer", names=[bad])
    grants.restrict(actor=inspector, case=case, reason="The suspect is an officer")
    assert not grants.live(case, "listed_case").filter(user=bad).exists()
    assert not sees(bad, case)


def test_whoever_is_a_party_never_reaches_the_case(case, owner):
    victim = case.parties.get(role="VICTIM").person
    victim.staff_account = owner
    victim.save()
    assert not sees(owner, case)
    with pytest.raises(Hidden):
        grants.give(actor=owner, case=case, user=make_user("LEGAL"), codename="granted_case", reason=WHY)


def test_a_declared_conflict_hides_the_case_and_tells_its_supervisor(owner):
    sergeant = make_user("SUPERVISOR")
    case = make_case(owner=owner, supervisor=sergeant)
    conflicts.declare(actor=owner, case=case, reason="She is my sister")
    assert not sees(owner, case)
    assert InAppMessage.objects.get(user=sergeant).title == "This case needs someone else"
    with pytest.raises(Hidden):
        conflicts.declare(actor=owner, case=case, reason="She is my sister")


def test_a_conflict_with_a_person_takes_every_case_of_that_person(owner, case):
    suspect = case.parties.get(role="SUSPECT").person
    second = make_case(owner=owner, suspect=suspect)
    conflicts.declare(actor=owner, case=case, reason="He is my brother", person=suspect)
    assert not visible(owner).filter(pk__in=[case.pk, second.pk]).exists()
    with pytest.raises(GuardFailed, match="no part"):
        conflicts.declare(actor=owner, case=make_case(owner=owner), reason="He is my brother", person=make_person())


def test_nobody_ends_a_conflict_of_their_own(owner, case):
    sergeant = make_user("SUPERVISOR")
    conflict = conflicts.record(actor=sergeant, case=case, user=owner, reason="They live together")
    with pytest.raises(Forbidden):
        conflicts.end(actor=owner, conflict=conflict, reason="It is over")
    with pytest.raises(Hidden):
        conflicts.end(actor=make_user("SUPERVISOR", unit=UnitFactory(other=True)), conflict=conflict, reason="It is over")
    conflicts.end(actor=sergeant, conflict=conflict, reason="They have moved apart")
    assert sees(owner, case)


def test_hidden_load_is_a_number_for_the_manager_and_nothing_for_others(owner, inspector, case):
    make_case(owner=owner)
    grants.restrict(actor=inspector, case=case, reason="The suspect is an officer")
    manager = make_user("MANAGER")
    found = hidden_load(manager)
    assert [(row.unit_id, row.owner_id, row.cases) for row in found] == [(case.unit_id, owner.pk, 1)]
    assert hidden_load(make_user("MANAGER", unit=UnitFactory(other=True))) == []
    assert hidden_load(make_user("OFFICER")) == []
    assert hidden_load(inspector) == [], "who is on the list is not shown the number again"


def test_the_list_of_a_hidden_case_hears_of_a_match_once_a_day_and_the_searcher_nothing(owner, inspector, case):
    victim = case.parties.get(role="VICTIM").person
    grants.restrict(actor=inspector, case=case, reason="The suspect is an officer")
    InAppMessage.objects.all().delete()
    searcher = make_user("OFFICER")
    note_matches(searcher, [victim.pk])
    note_matches(searcher, [])
    assert (PossibleMatch.objects.count(), InAppMessage.objects.count()) == (2, 0), "a worker tells, not the search"
    assert tell_lists() == 2
    note_matches(searcher, [victim.pk])
    assert (tell_lists(), PossibleMatch.objects.count()) == (0, 0)
    assert set(InAppMessage.objects.values_list("user_id", flat=True)) == {owner.pk, inspector.pk}
    note_matches(owner, [victim.pk])
    assert tell_lists() == 0, "who sees the case needs no word"
