"""Break-glass: an hour, reading only, told at once, reviewed by someone else; never for someone in conflict."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from casework.access import breakglass
from casework.access.matrix import ROWS
from casework.access.predicate import can, sees
from casework.audit.models import ChangeEvent, ReadEvent
from casework.clocks.models import Clock
from casework.clocks.recipients import Recipients
from casework.clocks.sweep import sweep
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage, OutboxMessage
from tests.factories import ConflictFactory, ForceFactory, UnitFactory, make_case, make_user

pytestmark = pytest.mark.django_db
REASON = "She rings from a telephone box and says that he is at the door"


@pytest.fixture
def case():
    return make_case(owner=make_user("OFFICER"), secret=True)


@pytest.fixture
def officer():
    return make_user("OFFICER", unit=UnitFactory(name="Response Harbour Street"))


def open_it(user, case, reason=REASON):
    return breakglass.open_case(actor=user, reference=case.reference.lower() + " ", reason=reason)


def test_it_opens_the_case_for_sixty_minutes_and_not_a_second_longer(officer, case):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        open_it(officer, case)
        clock.shift(timedelta(minutes=59, seconds=59))
        assert can(officer, "case.view", case)
        clock.shift(timedelta(seconds=1))
        assert not sees(officer, case)


def test_it_reads_and_never_writes_nor_reads_legal_advice(officer, case):
    open_it(officer, case)
    reach = {row.action for row in ROWS if row.cells.get("OFFICER") not in (None, "", "y") and can(officer, row.action, case)}
    assert {"case.view", "incident.view", "fact.reveal"} <= reach
    assert all(action.endswith(".view") or action in ("case.open", "fact.reveal") for action in reach)
    assert "advice.view" not in reach


def test_professional_standards_and_both_supervisors_are_told_at_once(officer, case):
    psd = make_user("AUDITOR")
    own_boss = make_user("SUPERVISOR", unit=officer.unit)
    case.supervisor = make_user("SUPERVISOR")
    case.save()
    open_it(officer, case)
    message = InAppMessage.objects.get(user=psd)
    assert REASON in message.text
    assert message.reference == case.reference
    for boss in (own_boss, case.supervisor):
        told = InAppMessage.objects.get(user=boss)
        assert case.reference not in told.title + told.text + told.path + told.reference, "the case stays hidden from them"
    assert OutboxMessage.objects.count() == 3
    assert not any(case.reference in row.subject for row in OutboxMessage.objects.exclude(user=psd))


@pytest.mark.parametrize("reason", ["", "urgent", "x" * 29, "a                                        b"])
def test_a_reason_under_thirty_characters_opens_nothing(officer, case, reason):
    with pytest.raises(GuardFailed, match="30"):
        open_it(officer, case, reason)
    assert not sees(officer, case)


def test_every_try_is_on_the_read_log(officer, case):
    with pytest.raises(GuardFailed):
        breakglass.open_case(actor=officer, reference="STK-2026-999999", reason=REASON)
    open_it(officer, case)
    assert ReadEvent.objects.filter(verb="GLASS_TRIED", actor_id=officer.pk).count() == 2
    assert ChangeEvent.objects.filter(verb="BREAK_GLASS", case_id=case.pk).count() == 1


def test_a_case_in_conflict_answers_like_one_that_does_not_exist(officer, case):
    suspect = case.parties.get(role="SUSPECT").person
    suspect.staff_account = officer
    suspect.save()
    abroad = make_case(unit=UnitFactory(force=ForceFactory(other=True)))
    answers = []
    for reference in (case.reference, abroad.reference, "STK-2026-999999", "nonsense"):
        with pytest.raises(GuardFailed) as refused:
            breakglass.open_case(actor=officer, reference=reference, reason=REASON)
        answers.append(refused.value.problems)
    assert all(answer == answers[0] for answer in answers)
    assert not sees(officer, case)


@pytest.mark.parametrize("role", ["EXHIBITS", "CPS", "RECORDS", "CONTROL", "MANAGER", "ANALYST", "AUDITOR", "ADMIN"])
def test_other_roles_cannot_break_glass(case, role):
    with pytest.raises(Forbidden):
        open_it(make_user(role), case)


def test_a_case_that_one_sees_needs_no_breaking(case):
    with pytest.raises(GuardFailed, match="already"):
        open_it(case.owner, case)


def test_its_review_is_due_the_next_working_day_stands_under_no_case_and_reminds_professional_standards(officer, case):
    """The duty neither shows the hidden case nor moves the case's own next date, and never goes to whoever used the glass."""
    psd, both = make_user("AUDITOR"), make_user("OFFICER", "AUDITOR", unit=officer.unit)
    kept_away = make_user("AUDITOR")
    ConflictFactory(user=kept_away, case=case)
    before = case.next_deadline
    with time_machine.travel(datetime(2026, 11, 27, 15, 0, tzinfo=UTC), tick=False) as clock:
        glass = open_it(both, case)
        duty = Clock.objects.get(rule_id="R42")
        assert (duty.due_on, duty.case, duty.reference, duty.slot) == (date(2026, 11, 30), None, "", "auditor")
        case.refresh_from_db()
        assert case.next_deadline == before
        for person, may in ((psd, True), (both, False), (kept_away, False)):
            assert Recipients([duty]).eligible(person.pk, duty) is may
        clock.move_to(datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
        InAppMessage.objects.all().delete()
        sweep()
        told = list(InAppMessage.objects.filter(about=f"clock:{duty.pk}"))
        assert {message.user for message in told} == {psd}
        assert case.reference not in "".join(f"{row.title}{row.text}{row.path}{row.reference}" for row in told)
        breakglass.review(actor=psd, glass=glass, outcome="JUSTIFIED", note="There was no time to ask the owner")
        duty.refresh_from_db()
        assert duty.state == Clock.MET


def test_it_is_reviewed_once_by_professional_standards_of_the_force_and_never_by_its_user(officer, case):
    glass = open_it(officer, case)
    psd = make_user("AUDITOR")
    both = make_user("OFFICER", "AUDITOR", unit=officer.unit)
    far = make_user("AUDITOR", force=ForceFactory(other=True))
    own = breakglass.open_case(actor=both, reference=make_case(secret=True).reference, reason=REASON)
    with pytest.raises(Forbidden):
        breakglass.review(actor=both, glass=own, outcome="JUSTIFIED", note="Mine")
    with pytest.raises(Hidden):
        breakglass.review(actor=far, glass=glass, outcome="JUSTIFIED", note="Fine")
    with pytest.raises(Forbidden):
        breakglass.review(actor=officer, glass=glass, outcome="JUSTIFIED", note="Fine")
    assert glass in breakglass.waiting(psd)
    with pytest.raises(GuardFailed):
        breakglass.review(actor=psd, glass=glass, outcome="", note="")
    breakglass.review(actor=psd, glass=glass, outcome="UNJUSTIFIED", note="There was time to ask the owner")
    assert glass not in breakglass.waiting(psd)
    with pytest.raises(GuardFailed, match="already"):
        breakglass.review(actor=psd, glass=glass, outcome="JUSTIFIED", note="Fine")
