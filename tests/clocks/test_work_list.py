"""What is due from a person: as owner, as supervisor, as deputy of someone away, and by role; never of a case they may not see."""

from datetime import UTC, date, datetime

import pytest

from casework.clocks.models import Clock
from casework.clocks.services import next_for, start
from casework.clocks.sweep import sweep
from casework.outbox.models import InAppMessage
from tests.factories import AbsenceFactory, ConflictFactory, ForceFactory, RoleTaskFactory, UnitFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    boss, officer = make_user("SUPERVISOR"), make_user("OFFICER")
    return make_case(owner=officer, supervisor=boss), officer, boss


def begin(case, rule="R06", on=date(2026, 11, 23), slot=None, **inputs):
    return start(rule, subject=case, case=case, on=on, slot=slot, inputs=inputs or {"grade": "high"})


def test_each_slot_stands_in_its_holders_list_the_first_to_run_out_first(team):
    case, officer, boss = team
    later = begin(case)
    sooner = start("R01", subject=case, case=case, on=NOW)
    review = start("R03", subject=case, case=case, on=NOW, inputs={"grade": "high"})
    assert list(next_for(officer)) == [sooner, later]
    assert list(next_for(boss)) == [review]
    assert list(next_for(make_user("OFFICER"))) == []


def test_a_deputy_has_the_dates_of_whoever_is_away(team):
    case, officer, _ = team
    clock, deputy = begin(case), make_user("OFFICER")
    AbsenceFactory(user=officer, deputy=deputy)
    assert list(next_for(deputy)) == [clock]


def test_a_role_has_the_dates_of_the_cases_it_reaches(team):
    case, _, _ = team
    clock = begin(case, slot="legal")
    lawyer, elsewhere = make_user("LEGAL"), make_user("LEGAL", force=ForceFactory(other=True))
    assert list(next_for(lawyer)) == []
    RoleTaskFactory(case=case)
    assert list(next_for(lawyer)) == [clock]
    assert list(next_for(elsewhere)) == []


def test_what_nobody_owns_yet_is_due_from_the_units_supervisors(team):
    _, _, boss = team
    unowned = make_case(owner=None)
    clock = begin(unowned)
    assert list(next_for(boss)) == [clock]
    assert list(next_for(make_user("SUPERVISOR", unit=UnitFactory(other=True)))) == []


def test_an_inspectors_date_is_not_a_sergeants(team):
    case, _, boss = team
    clock = begin(case, slot="inspector")
    assert list(next_for(boss)) == []
    assert list(next_for(make_user("SUPERVISOR", rank="INSPECTOR"))) == [clock]


def test_a_case_in_conflict_leaves_the_list(team):
    case, officer, _ = team
    begin(case)
    ConflictFactory(user=officer, case=case)
    assert list(next_for(officer)) == []


def test_a_record_without_a_case_is_its_units_and_its_message_carries_its_own_reference(team):
    unit = UnitFactory(other=True)
    boss = make_user("SUPERVISOR", unit=unit)

    class Record:
        """Anything with a unit, such as a notice that belongs to no case yet."""

        class _meta:
            model_name = "notice"

        pk, force_id, unit_id, reference = 77, unit.force_id, unit.pk, "PIN-2016-000077"

    clock = start("R06", subject=Record, case=None, on=date(2026, 11, 23), inputs={"grade": "high"}, path="/pins/PIN-2016-000077/")
    assert (clock.force_id, clock.unit_id, clock.holder_id) == (unit.force_id, unit.pk, None)
    sweep(now=datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    message = InAppMessage.objects.get()
    assert (message.user, message.reference, message.path) == (boss, "PIN-2016-000077", "/pins/PIN-2016-000077/")
    assert str(Clock.objects.get()) == "R06 PIN-2016-000077"
