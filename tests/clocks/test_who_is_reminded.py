"""Who fills a slot is decided when the reminder is claimed: never someone absent, deactivated, in conflict or no longer permitted."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from casework.access.models import ConflictOfInterest
from casework.clocks.models import Clock, Reminder
from casework.clocks.recipients import Recipients
from casework.clocks.services import start
from casework.clocks.sweep import sweep
from casework.outbox.models import InAppMessage
from casework.staff.models import Absence, RoleAssignment, User
from tests.factories import AbsenceFactory, ConflictFactory, DelegationFactory, RoleTaskFactory, UnitFactory, grant, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    boss, officer = make_user("SUPERVISOR"), make_user("OFFICER")
    case = make_case(owner=officer, supervisor=boss)
    clock = start("R01", subject=case, case=case, on=datetime(2026, 11, 23, 16, 40, tzinfo=UTC))
    return case, officer, boss, clock


def filled(clock, slot="owner"):
    clock = Clock.objects.select_related("case").get(pk=clock.pk)
    found = Recipients([clock]).find(clock, slot)
    return User.objects.get(pk=found.user_id) if found else None


def test_the_owner_is_reminded(team):
    _, officer, _, clock = team
    assert filled(clock) == officer


def test_the_deputy_of_an_absent_owner_is_reminded_and_told_why(team):
    _, officer, _, clock = team
    deputy = make_user("OFFICER")
    AbsenceFactory(user=officer, deputy=deputy)
    assert filled(clock) == deputy
    found = Recipients([clock]).find(clock, "owner")
    assert "deputy" in found.why


def test_a_deputy_away_passes_to_their_own_deputy_and_a_circle_ends_at_the_supervisor(team):
    _, officer, boss, clock = team
    deputy, second = make_user("OFFICER"), make_user("OFFICER")
    AbsenceFactory(user=officer, deputy=deputy)
    away = AbsenceFactory(user=deputy, deputy=second)
    assert filled(clock) == second
    away.deputy = officer
    away.save()
    assert filled(clock) == boss


def test_a_deputy_who_may_not_see_the_case_is_passed_over(team):
    _, officer, boss, clock = team
    AbsenceFactory(user=officer, deputy=make_user("CONTROL"))
    assert filled(clock) == boss


def test_an_absence_counts_on_its_first_and_last_day_and_not_beyond(team, time_machine):
    _, officer, boss, clock = team
    Absence.objects.create(user=officer, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24))
    assert filled(clock) == boss
    time_machine.move_to(datetime(2026, 11, 24, 23, 59, tzinfo=UTC), tick=False)
    assert filled(clock) == boss
    time_machine.move_to(datetime(2026, 11, 25, 0, 0, tzinfo=UTC), tick=False)
    assert filled(clock) == officer


@pytest.mark.parametrize("reason", ["deactivated", "conflict", "no_role", "lapsed_role"])
def test_an_owner_who_may_no_longer_be_told_is_passed_over_for_the_supervisor(team, reason):
    case, officer, boss, clock = team
    if reason == "deactivated":
        officer.is_active, officer.deactivated_at = False, timezone.now()
        officer.save()
    elif reason == "conflict":
        ConflictFactory(user=officer, case=case)
    elif reason == "no_role":
        RoleAssignment.objects.filter(user=officer).delete()
    else:
        RoleAssignment.objects.filter(user=officer).update(ends_on=date(2026, 11, 22))
    assert filled(clock) == boss


def test_with_nobody_named_left_the_units_inbox_is_used_the_least_busy_supervisor_first(team):
    _case, officer, boss, clock = team
    for user in (officer, boss):
        AbsenceFactory(user=user)
    busy, free = make_user("SUPERVISOR"), make_user("SUPERVISOR")
    InAppMessage.objects.create(key="x", user=busy, title="Something else")
    make_user("SUPERVISOR", unit=UnitFactory(other=True))
    assert filled(clock) == free
    AbsenceFactory(user=free)
    assert filled(clock) == busy


def test_a_supervisor_of_the_unit_itself_comes_before_one_of_the_units_above(team):
    case, officer, boss, clock = team
    for user in (officer, boss):
        AbsenceFactory(user=user)
    above = UnitFactory(name="Public Protection")
    case.unit.parent = above
    case.unit.save()
    higher = make_user("SUPERVISOR", unit=above)
    assert filled(clock) == higher
    near = make_user("SUPERVISOR")
    assert filled(clock) == near


def test_a_restricted_case_reaches_only_those_on_its_list(team):
    case, officer, boss, clock = team
    AbsenceFactory(user=officer)
    boss.role_assignments.all().delete()
    case.restricted, case.supervisor = True, None
    case.save()
    listed, other = make_user("SUPERVISOR"), make_user("SUPERVISOR")
    assert filled(clock) is None
    grant(case, listed, "listed_case")
    assert filled(clock) == listed
    assert not Reminder.objects.filter(user=other).exists()


def test_the_inspectors_slot_needs_that_rank(team):
    _, _, boss, clock = team
    assert boss.rank == "SERGEANT"
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    assert filled(clock, "inspector") == inspector
    AbsenceFactory(user=inspector)
    assert filled(clock, "inspector") == boss


def test_a_role_slot_goes_to_a_holder_who_reaches_the_case_and_stays_with_them(team):
    case, _officer, boss, clock = team
    first, second = make_user("LEGAL"), make_user("LEGAL")
    assert filled(clock, "legal") == boss  # no task lets legal reach the case
    RoleTaskFactory(case=case)
    assert filled(clock, "legal") == first
    Reminder.objects.create(
        clock=clock, generation=1, stage="T-7", slot="legal", due_at=NOW, try_at=NOW, state="SENT", claimed_at=NOW, user=second
    )
    assert filled(clock, "legal") == second
    ConflictOfInterest.objects.create(user=second, case=case, reason="Knows the suspect")
    assert filled(clock, "legal") == first


def test_someone_to_whom_the_role_is_lent_fills_its_slot(team):
    case, _, _, clock = team
    giver, taker = make_user("LEGAL"), make_user("OFFICER")
    RoleTaskFactory(case=case)
    AbsenceFactory(user=giver)
    DelegationFactory(giver=giver, taker=taker, role="LEGAL")
    assert filled(clock, "legal") == taker


def test_when_nobody_may_be_told_the_reminder_waits_and_the_managers_learn_only_that_one_does(team, time_machine):
    case, officer, boss, _clock = team
    boss.role_assignments.all().delete()
    absence = AbsenceFactory(user=officer, starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 24))
    manager = make_user("MANAGER")
    case.restricted = True
    case.save()
    time_machine.move_to(datetime(2026, 11, 24, 13, 0, tzinfo=UTC), tick=False)
    assert sweep().sent == 0
    waiting = Reminder.objects.get(stage="soon")
    assert (waiting.state, waiting.user, waiting.unfilled_since) == (Reminder.WAITING, None, timezone.now())
    alert = InAppMessage.objects.get()
    assert alert.user == manager
    assert case.reference not in alert.title + alert.text + alert.reference and alert.case_id is None
    assert sweep().claimed == 0  # not looked at again within the hour
    absence.delete()
    time_machine.move_to(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), tick=False)
    assert sweep().sent == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.user) == (Reminder.SENT, officer)
