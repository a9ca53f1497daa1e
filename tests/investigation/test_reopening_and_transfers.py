"""A closed case is reopened with a reason; a case goes to another unit or force with its note and its dates, when it is taken over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.access.models import RoleTask
from casework.access.predicate import can, sees
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.investigation.services import (
    approve_closing,
    ask_to_close,
    ask_to_reopen,
    propose_transfer,
    refuse_transfer,
    reopen,
    send_on,
    take_over,
    withdraw_transfer,
)
from casework.outbox.models import InAppMessage
from casework.reports.incidents import add_incident
from casework.reports.services import allocate, start_investigation
from tests.factories import ForceFactory, UnitFactory, grant, incident_values, make_case, make_user
from tests.investigation.team import asked, assessed, client_of, ended, make_action, make_team, ready, text_of, told

pytestmark = pytest.mark.django_db

WHY = "The victim has moved to the other side of the county"
NOTE = "She expects a call on Friday. The bank has not answered yet; the shop keeps its footage until the end of the month."


def said(call):
    with pytest.raises(GuardFailed) as refusal:
        call()
    return [sentence for _, sentence in refusal.value.problems]


@pytest.fixture
def closed():
    team = ready(make_team())
    approve_closing(actor=team.inspector, request=asked(team))
    team.case.refresh_from_db()
    return team


def test_reopening_needs_a_reason_a_supervisor_and_a_closed_case(closed):
    with pytest.raises(Forbidden):
        reopen(actor=closed.officer, case=closed.case, ground="INCIDENT", reason="New calls from an unknown number")
    assert said(lambda: reopen(actor=closed.sergeant, case=closed.case, ground="INCIDENT", reason="again")) == [
        "Say in at least 20 characters why the case is reopened"
    ]
    reopen(actor=closed.sergeant, case=closed.case, ground="INCIDENT", reason="New calls from an unknown number")
    case = Case.objects.get(pk=closed.case.pk)
    assert (case.state, case.is_open) == ("REOPENED", True)
    assert said(lambda: reopen(actor=closed.sergeant, case=case, ground="INCIDENT", reason="New calls from an unknown number"))
    running = set(Clock.objects.filter(case=case, state=Clock.OPEN).values_list("rule_id", flat=True))
    assert {"R05", "R06", "R09"} <= running
    assert InAppMessage.objects.filter(user=closed.officer, title="Reopened").count() == 1
    start_investigation(actor=closed.officer, case=case)
    assert case.state == "INVESTIGATING"


def test_a_reopened_case_may_be_allocated_and_closed_again(closed):
    reopen(actor=closed.sergeant, case=closed.case, ground="INCIDENT", reason="New calls from an unknown number")
    allocate(actor=closed.sergeant, case=closed.case, officer=make_user("OFFICER"), reason="Knows the case", untrained_agreed=True)
    assert closed.case.state == "REOPENED"
    assert any(
        "Assess risk again" in sentence for sentence in said(lambda: ask_to_close(actor=closed.sergeant, case=closed.case, summary=WHY))
    )


def test_something_new_on_a_closed_case_puts_reopening_to_a_supervisor(closed):
    add_incident(actor=closed.officer, case=closed.case, values=incident_values(occurred_at=timezone.now()))
    assert RoleTask.objects.get(case=closed.case, closed_at=None).what == "Decide whether to reopen the case"
    assert "Should this case be reopened?" in text_of(closed.sergeant, f"/cases/{closed.case.reference}/")
    assert "Ask to reopen the case" in text_of(closed.officer, f"/cases/{closed.case.reference}/")
    reopen(actor=closed.inspector, case=closed.case, ground="INCIDENT", reason="A new incident was reported today")
    assert not RoleTask.objects.filter(case=closed.case, what="Decide whether to reopen the case", closed_at=None).exists()


def test_an_officer_asks_for_reopening_by_the_form(closed):
    client = client_of(closed.officer)
    answer = client.post(
        f"/cases/{closed.case.reference}/reopen/ask/", {"ground": "INCIDENT", "reason": "New calls from an unknown number"}
    )
    assert answer.status_code == 302 and RoleTask.objects.filter(case=closed.case, closed_at=None).count() == 1
    assert said(lambda: ask_to_reopen(actor=closed.officer, case=closed.case, ground="INCIDENT", reason="short"))
    assert client.get(f"/cases/{closed.case.reference}/reopen/").status_code == 403


def test_a_victims_review_does_not_reopen_a_case_that_ran_out_of_time(time_machine):
    team = ready(make_team(), without=("ended", "told"))
    time_machine.move_to(Clock.objects.get(rule_id="R09", case=team.case).overdue_from + timedelta(minutes=1))
    ended(team, "17")
    told(team)
    assessed(team)
    approve_closing(actor=team.inspector, request=asked(team))
    team.case.refresh_from_db()
    review = {"actor": team.sergeant, "case": team.case, "ground": "REVIEW", "reason": "She has asked for a review of the decision"}
    assert said(lambda: reopen(**review)) == ["The time limit for a prosecution has run out. A victim's review cannot reopen the case"]
    reopen(**review | {"ground": "EVIDENCE"})


@pytest.fixture
def away():
    """A supervisor, a manager and an officer of another force."""
    unit = UnitFactory(force=ForceFactory(other=True), name="Receiving team")
    return {
        "unit": unit,
        "sergeant": make_user("SUPERVISOR", unit=unit),
        "officer": make_user("OFFICER", unit=unit, stalking_trained_on=timezone.localdate()),
    }


def offered(team, away, actor=None):
    return propose_transfer(actor=actor or team.sergeant, case=team.case, unit=away["unit"], reason=WHY, note=NOTE)


def test_a_supervisors_offer_goes_to_the_receiving_force_and_moves_nothing_yet(away):
    team = make_team()
    transfer = offered(team, away)
    assert (transfer.state, Case.objects.get(pk=team.case.pk).force_id) == ("OFFERED", team.case.force_id)
    assert InAppMessage.objects.filter(user=away["sergeant"], title="A case is offered to your unit").count() == 1
    assert not sees(away["sergeant"], team.case)
    shown = text_of(away["sergeant"], f"/transfers/{transfer.pk}/")
    assert ("She expects a call on Friday" in shown and "Assess risk" in shown) or "First risk assessment" in shown
    assert "Prosser" not in shown and "Rudd" not in shown and "Open the case" not in shown
    assert client_of(away["sergeant"]).get(f"/cases/{team.case.reference}/").status_code == 404


def test_taking_over_moves_case_dates_and_people_and_ends_what_was_given_by_name(away):
    team = make_team()
    colleague, lawyer = make_user("OFFICER"), make_user("LEGAL")
    grant(team.case, colleague, "assigned_case")
    grant(team.case, lawyer, "granted_case", hours=48)
    action = make_action(team)
    transfer = offered(team, away)
    dates = dict(Clock.objects.filter(case=team.case, state=Clock.OPEN).values_list("pk", "due_on"))
    take_over(actor=away["sergeant"], transfer=transfer, officer=away["officer"])
    case = Case.objects.get(pk=team.case.pk)
    assert (case.unit, case.force, case.owner, case.supervisor) == (
        away["unit"],
        away["unit"].force,
        away["officer"],
        away["sergeant"],
    )
    moved = Clock.objects.filter(case=case, state=Clock.OPEN)
    assert dict(moved.values_list("pk", "due_on")) == dates and transfer.dates_carried == len(dates)
    assert set(moved.values_list("force_id", flat=True)) == {case.force_id}
    assert set(moved.filter(slot="owner").values_list("holder_id", flat=True)) == {away["officer"].pk}
    assert Clock.objects.get(subject_type="action", subject_id=action.pk).holder == team.officer
    assert {part.person.force_id for part in case.parties.select_related("person")} == {case.force_id}
    for former in (team.officer, team.sergeant, colleague, lawyer):
        assert not sees(former, case)
    assert can(away["officer"], "case.update", case)
    assert "Taken over by" in text_of(away["officer"], f"/cases/{case.reference}/")


def test_a_person_with_another_case_in_the_sending_force_stays_its_nominal(away):
    team = make_team()
    victim = team.case.parties.get(role="VICTIM").person
    make_case(owner=team.officer, victim=victim)
    take_over(actor=away["sergeant"], transfer=offered(team, away), officer=away["officer"])
    victim.refresh_from_db()
    assert victim.force_id == team.officer.force_id


def test_an_officers_proposal_waits_for_their_own_supervisor_first(away):
    team = make_team()
    transfer = offered(team, away, team.officer)
    assert transfer.state == "PROPOSED"
    with pytest.raises(Hidden):
        take_over(actor=away["sergeant"], transfer=transfer, officer=away["officer"])
    assert client_of(away["sergeant"]).get(f"/transfers/{transfer.pk}/").status_code == 404
    with pytest.raises(Forbidden):
        send_on(actor=team.officer, transfer=transfer)
    send_on(actor=team.inspector, transfer=transfer)
    take_over(actor=away["sergeant"], transfer=transfer, officer=away["officer"])
    assert transfer.state == "ACCEPTED"


def test_a_refusal_gives_its_reason_and_the_case_stays(away):
    team = make_team()
    transfer = offered(team, away)
    assert said(lambda: refuse_transfer(actor=away["sergeant"], transfer=transfer, reason="no"))
    refuse_transfer(actor=away["sergeant"], transfer=transfer, reason="The victim has moved on to another county")
    assert Case.objects.get(pk=team.case.pk).owner == team.officer
    assert "moved on to another county" in text_of(team.sergeant, f"/transfers/{transfer.pk}/")
    with pytest.raises(Hidden):
        refuse_transfer(actor=make_user("SUPERVISOR", unit=UnitFactory(other=True)), transfer=transfer, reason="Not for us at all")


def test_withdrawn_and_taken_over_at_once_only_one_holds(away):
    team = make_team()
    transfer = offered(team, away)
    stale = type(transfer).objects.get(pk=transfer.pk)
    withdraw_transfer(actor=team.sergeant, transfer=transfer)
    with pytest.raises((Conflict, GuardFailed, Hidden)):
        take_over(actor=away["sergeant"], transfer=stale, officer=away["officer"])
    assert Case.objects.get(pk=team.case.pk).unit_id == team.case.unit_id


def test_the_receiving_unit_names_an_officer_of_its_own_force(away):
    team = make_team()
    transfer = offered(team, away)
    assert "Choose an officer who serves in this force now" in said(
        lambda: take_over(actor=away["sergeant"], transfer=transfer, officer=team.officer)
    )
    case = Case.objects.get(pk=team.case.pk)
    assert (case.force_id, case.owner) == (team.case.force_id, team.officer)


def test_what_a_transfer_must_say_and_when_it_may_not_begin(away):
    team = make_team()
    propose = {"actor": team.sergeant, "case": team.case, "unit": away["unit"], "reason": WHY, "note": NOTE}
    for changes, words in (
        ({"reason": "moved"}, "Say in at least 10 characters why the case moves"),
        ({"note": "see log"}, "Write in at least 30 characters what the next officer must know"),
        ({"unit": team.case.unit}, "The case is in this unit already. To give it to another officer, allocate it"),
    ):
        assert said(lambda given=propose | changes: propose_transfer(**given)) == [words]
    propose_transfer(**propose)
    assert said(lambda: propose_transfer(**propose)) == ["A transfer of this case is under way already"]
    assert "A transfer to another unit is under way. Withdraw it first" in said(lambda: asked(ready(team)))


def test_a_restricted_case_is_offered_only_to_somebody_on_its_list(away):
    team = make_team()
    Case.objects.filter(pk=team.case.pk).update(restricted=True)
    team.case.refresh_from_db()
    grant(team.case, team.sergeant, "listed_case")
    assert said(lambda: offered(team, away)) == ["This case is restricted. Put a supervisor of the receiving unit on its named list first"]
    grant(team.case, away["sergeant"], "listed_case")
    transfer = offered(team, away)
    other = make_user("SUPERVISOR", unit=away["unit"])
    assert client_of(other).get(f"/transfers/{transfer.pk}/").status_code == 404
    assert f"/transfers/{transfer.pk}/" not in text_of(other, "/transfers/")
    assert client_of(away["sergeant"]).get(f"/transfers/{transfer.pk}/").status_code == 200


def test_the_forms_offer_and_take_over_within_a_force():
    team = make_team()
    unit = UnitFactory(other=True)
    boss = make_user("SUPERVISOR", unit=unit)
    officer = make_user("OFFICER", unit=unit)
    sent = {"unit": unit.pk, "reason": WHY, "note": NOTE}
    answer = client_of(team.sergeant).post(f"/cases/{team.case.reference}/transfer/", sent)
    at = answer["Location"]
    client = client_of(boss)
    refused = client.post(f"{at}take-over/", {"officer": officer.pk})
    assert refused.status_code == 422 and "no stalking training on record" in refused.content.decode()
    done = client.post(f"{at}take-over/", {"officer": officer.pk, "untrained_agreed": "on"})
    assert done["Location"] == f"/cases/{team.case.reference}/"
    assert Case.objects.get(pk=team.case.pk).unit == unit


def test_a_date_that_is_late_stays_late_for_the_new_officer(away, time_machine):
    team = make_team()
    late = Clock.objects.filter(case=team.case, state=Clock.OPEN, slot="owner").order_by("overdue_from").first()
    time_machine.move_to(late.overdue_from + timedelta(hours=1))
    take_over(actor=away["sergeant"], transfer=offered(team, away), officer=away["officer"])
    late.refresh_from_db()
    assert (late.state, late.holder, late.overdue_from < timezone.now()) == (Clock.OPEN, away["officer"], True)
