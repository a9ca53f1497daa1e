"""Charging: the pack, the supervisor, the prosecutors alone decide, the charge, the limit that passed, the protocol and the court."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from casework.access.predicate import can
from casework.charging import closing, pack, selectors
from casework.charging.models import CpsReferral, LimitPassed, ProtocolPoint
from casework.charging.services import court, deciding, laying, limits, referring
from casework.clocks.models import Clock
from casework.custody.models import Bail
from casework.custody.services import releasing
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.reports.casepage import look
from tests import custody_team as t
from tests.custody_team import at, clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(t.NOW, tick=False)
    return time_machine


@pytest.fixture
def team():
    return t.make_team()


def state(team):
    team.case.refresh_from_db()
    return team.case.state


# The pack


def test_parts_with_a_record_need_nothing_said(team):
    referral = t.begun(team)
    found = {each.part: each.found for each in pack.parts(referral)}
    assert found["CHRONOLOGY"] == "2 occasions on the chronology"
    t.bailed(team)
    assert {each.part: each.found for each in pack.parts(referral)}["BAIL"].startswith("Bail before charge BAIL-")


def test_one_occasion_alone_is_no_chronology(team):
    team.case.incidents.first().delete()
    assert "The whole chronology, not one incident" in pack.missing(t.begun(team))


def test_a_pack_with_something_missing_is_not_submitted(team):
    referral = t.begun(team)
    with pytest.raises(GuardFailed) as refused:
        referring.submit(actor=team.officer, referral=referral)
    assert "Missing from the pack: MG3 and case summary." in [sentence for _, sentence in refused.value.problems]
    t.fill(team, referral)
    referring.say_of_part(actor=team.officer, referral=referral, part="DIGITAL", applies=False, note="No device was used by anybody")
    assert referring.submit(actor=team.officer, referral=referral).state == "SUBMITTED"


@pytest.mark.parametrize(
    ("applies", "note", "sentence"),
    [(True, "", "Say where it is"), (False, "No", "Say in at least 10 characters why it does not apply.")],
)
def test_a_part_says_where_or_why_not(team, applies, note, sentence):
    with pytest.raises(GuardFailed, match=sentence):
        referring.say_of_part(actor=team.officer, referral=t.begun(team), part="VPS", applies=applies, note=note)


def test_a_referral_says_which_stalking_charge_was_considered(team):
    with pytest.raises(GuardFailed, match="which stalking charge was considered"):
        t.begun(team, considered="None")


def test_another_supervisor_approves_and_names_a_prosecutor(team):
    referral = t.submitted(team)
    with pytest.raises(Forbidden, match="supervisor"):
        referring.approve(actor=team.officer, referral=referral, prosecutor=team.prosecutor)
    with pytest.raises(GuardFailed, match="Choose the prosecutor"):
        referring.approve(actor=team.sergeant, referral=referral, prosecutor=None)
    referring.approve(actor=team.sergeant, referral=referral, prosecutor=team.prosecutor)
    assert can(team.prosecutor, "charging.decide", team.case)
    assert state(team) == "AWAITING_CPS"
    with transaction.atomic(), pytest.raises(IntegrityError, match="pack_approver_did_not_submit_it"):
        CpsReferral.objects.filter(pk=referral.pk).update(approved_by=team.officer)


def test_a_pack_sent_back_says_what_to_mend_and_comes_again(team):
    referral = t.submitted(team)
    with pytest.raises(GuardFailed, match="what is to be mended"):
        referring.send_back(actor=team.sergeant, referral=referral, reason="No")
    referring.send_back(actor=team.sergeant, referral=referral, reason="The MG3 leaves out the second occasion")
    assert referring.submit(actor=team.officer, referral=referral).state == "SUBMITTED"


# The prosecutors


@pytest.mark.parametrize(
    ("category", "due"), [("GREEN", date(2026, 12, 22)), ("GREEN_PRIORITY", date(2026, 12, 1)), ("RED", date(2026, 11, 24))]
)
def test_the_time_for_a_decision_is_force_policy_by_category(team, category, due):
    referral = t.with_cps(team, category=category)
    running = clock("R36", referral)
    assert (running.due_on, running.result["confidence"]) == (due, "recalled")


def test_only_the_cps_granted_by_name_decides(team):
    from tests.factories import make_user

    referral = t.with_cps(team)
    decision = {"referral": referral, "charge": True, "offences": ["STALKING_2A"], "reasons": "There is enough for it", "code_test": "FULL"}
    for who in (team.officer, team.sergeant, team.inspector):
        with pytest.raises(Forbidden, match="police never do"):
            deciding.decide(actor=who, **decision)
    with pytest.raises(Hidden):
        deciding.decide(actor=make_user("CPS"), **decision)
    deciding.decide(actor=team.prosecutor, **decision)
    assert (referral.state, clock("R36", referral).state) == ("TO_CHARGE", Clock.MET)


def test_an_action_plan_has_dates_of_its_own_or_the_forces(team, now):
    referral = t.with_cps(team)
    with pytest.raises(GuardFailed, match="at least one thing"):
        deciding.ask_for_more(actor=team.prosecutor, referral=referral, items=[])
    with pytest.raises(GuardFailed) as refused:
        deciding.ask_for_more(actor=team.prosecutor, referral=referral, items=[{"what": "", "due_on": date(2026, 1, 1)}])
    assert {name for name, _ in refused.value.problems} == {"items-0-what", "items-0-due_on"}
    items = [{"what": "The bank's records", "due_on": date(2026, 12, 1)}, {"what": "A second statement", "due_on": None}]
    deciding.ask_for_more(actor=team.prosecutor, referral=referral, items=items)
    first, second = referral.plan.all()
    assert (clock("R37", first).due_on, clock("R37", second).due_on) == (date(2026, 12, 1), date(2026, 12, 8))
    assert (state(team), clock("R36", referral).state) == ("INVESTIGATING", Clock.CANCELLED)
    with pytest.raises(GuardFailed, match="2 of the things"):
        referring.send_again(actor=team.officer, referral=referral)
    for item in (first, second):
        deciding.item_done(actor=team.officer, item=item, note="Sent as MG11/4")
    with pytest.raises(GuardFailed, match="done already"):
        deciding.item_done(actor=team.officer, item=first, note="Sent once more")
    referring.send_again(actor=team.officer, referral=referral)
    assert (state(team), clock("R36", referral).state, clock("R37", first).state) == ("AWAITING_CPS", Clock.OPEN, Clock.MET)


def test_bail_for_their_decision_runs_while_they_wait_and_stands_still_again(team, now):
    bail = t.bailed(team, purpose="CHARGING")
    referral = t.with_cps(team)
    now.move_to(at("2026-12-01 10:00"), tick=False)
    deciding.ask_for_more(actor=team.prosecutor, referral=referral, items=[{"what": "The bank's records", "due_on": None}])
    bail.refresh_from_db()
    assert (bail.state, clock("R48", bail).state) == ("LIVE", Clock.OPEN)
    now.move_to(at("2026-12-05 10:00"), tick=False)
    deciding.item_done(actor=team.officer, item=referral.plan.get(), note="Sent as MG11/4")
    referring.send_again(actor=team.officer, referral=referral)
    bail.refresh_from_db()
    assert (bail.state, [stop.resumed_on for stop in bail.stops.all()]) == ("STOPPED", [date(2026, 12, 1), None])


def test_no_charge_sends_the_case_back_to_work(team):
    t.decided(team, charge=False)
    assert state(team) == "INVESTIGATING"


# The charge


def test_nobody_is_charged_without_a_decision_of_the_cps(team):
    held = t.arrest(team)
    with pytest.raises(GuardFailed, match="Police never charge stalking"):
        releasing.release_charged(actor=team.officer, arrest=held, kept=True, reason="Kept for the court tomorrow")
    with pytest.raises(GuardFailed, match="The CPS has not decided to charge"):
        laying.record_charge(actor=team.officer, referral=t.submitted(team), **t.CHARGE)
    # Nor by writing past the services.
    with transaction.atomic(), pytest.raises(IntegrityError, match="charge_needs_a_cps_decision"):
        values = {"offences": ["STALKING_2A"], "considered": "x", "begun_at": t.NOW, "begun_by": team.officer}
        CpsReferral.objects.create(reference="REF-X", case=team.case, suspect=team.suspect, state="CHARGED", **values)
    with transaction.atomic(), pytest.raises(IntegrityError, match="cps_is_the_charging_authority"):
        CpsReferral.objects.update(charging_authority="POL")


def test_charged_ends_bail_and_the_time_limit(team):
    bail = t.bailed(team)
    referral = t.decided(team)
    from casework.assessment.services import decide_stalking
    from tests.factories import four_values

    decide_stalking(actor=team.officer, case=team.case, values=four_values())
    assert clock("R09", team.case).state == Clock.OPEN
    charge = laying.record_charge(actor=team.officer, referral=referral, **t.CHARGE)
    bail.refresh_from_db()
    assert (state(team), bail.state, clock("R09", team.case).state) == ("CHARGED", "CHARGED", Clock.MET)
    assert charge.urn == "48NM0104726"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"offences": ["STALKING_4A_FEAR"]}, "offences"),
        ({"urn": ""}, "urn"),
        ({"court": ""}, "court"),
        ({"at": at("2026-11-24 07:00")}, "at"),
        ({"first_hearing_at": at("2026-11-01 10:00")}, "first_hearing_at"),
    ],
)
def test_a_charge_is_what_was_decided(team, changes, field):
    referral = t.decided(team)
    with pytest.raises(GuardFailed) as refused:
        laying.record_charge(actor=team.officer, referral=referral, **{**t.CHARGE, **changes})
    assert field in {name for name, _ in refused.value.problems}
    referral.refresh_from_db()
    assert referral.state == "TO_CHARGE"


def test_kept_for_court_once_charged(team):
    held = t.arrest(team, at=at("2026-11-24 08:00"))
    laying.record_charge(actor=team.officer, referral=t.decided(team, category="RED"), **t.CHARGE)
    releasing.release_charged(actor=team.officer, arrest=held, kept=True, reason="He would interfere with the witness")
    assert held.state == "REMANDED"
    assert not Bail.objects.exists()


# The limit


def limited(team):
    from casework.assessment.services import decide_stalking
    from tests.factories import four_values

    decide_stalking(actor=team.officer, case=team.case, values=four_values())
    return clock("R09", team.case)


def test_a_limit_that_passes_uncharged_alarms_the_manager_once(team, now):
    running = limited(team)
    assert running.due_on == date(2027, 4, 29)
    now.move_to(at("2027-04-29 23:59"), tick=False)
    assert limits.notice_due() == 0
    now.move_to(at("2027-04-30 00:00"), tick=False)
    assert (limits.notice_due(), limits.notice_due()) == (1, 0)
    told = {message.user_id: message for message in InAppMessage.objects.filter(key__startswith="limit-passed:")}
    assert {team.manager.pk, team.sergeant.pk} <= told.keys()
    assert "Outcome 17" in told[team.manager.pk].text and told[team.manager.pk].reference == team.case.reference
    assert "The time limit passed and nobody was charged: outcome 17" in [
        each.title for each in look(team.officer, team.case.reference).prompts
    ]
    passed = LimitPassed.objects.get()
    assert ("A time limit passed uncharged: a supervisor says how it came to that", "case-charging") in t.shut(closing.GATES, team.case)
    with pytest.raises(Forbidden):
        limits.answer_limit(actor=team.officer, passed=passed, answer="The unit was short of people all winter")
    with pytest.raises(GuardFailed, match="at least 20"):
        limits.answer_limit(actor=team.sergeant, passed=passed, answer="Busy")
    limits.answer_limit(actor=team.sergeant, passed=passed, answer="The unit was short of people all winter")
    assert t.shut(closing.GATES, team.case) == []


def test_of_a_restricted_case_the_manager_learns_only_that_there_is_one(team, now):
    limited(team)
    type(team.case).objects.filter(pk=team.case.pk).update(restricted=True)
    now.move_to(at("2027-05-01 00:00"), tick=False)
    limits.notice_due()
    assert InAppMessage.objects.get(key__startswith="limit-passed:", user=team.manager).reference == ""


def test_a_summary_offence_is_not_charged_after_its_limit(team, now):
    limited(team)
    referral = t.decided(team)
    now.move_to(at("2027-05-01 10:00"), tick=False)
    with pytest.raises(GuardFailed, match="ended on Thursday 29 April 2027"):
        laying.record_charge(actor=team.officer, referral=referral, at=at("2027-05-01 09:00"), **t.CHARGE)


def test_charged_in_time_no_alarm(team, now):
    limited(team)
    laying.record_charge(actor=team.officer, referral=t.decided(team), **t.CHARGE)
    now.move_to(at("2027-05-01 00:00"), tick=False)
    assert limits.notice_due() == 0


# Protocol and court


def test_the_protocol_is_counted(team):
    assert selectors.protocol(team.case).percent == 0
    with pytest.raises(GuardFailed, match="on what this rests"):
        court.answer_protocol(actor=team.officer, case=team.case, point="ALTERED", done=True, note="Yes")
    for point in ProtocolPoint.values:
        court.answer_protocol(actor=team.officer, case=team.case, point=point, done=point != "LESSONS", note="Seen in the case's log")
    assert selectors.protocol(team.case).percent == 90
    court.answer_protocol(actor=team.officer, case=team.case, point="LESSONS", done=True, note="Shared with the unit's meeting")
    assert selectors.protocol(team.case).percent == 100


HEARING = {"held_at": at("2026-12-08 10:00"), "result": "CONVICTED", "sentence": "Twelve weeks", "restraining_order": True}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": "ADJOURNED"}, "next_hearing_at"),
        ({"sentence": ""}, "sentence"),
        ({"restraining_order": None}, "restraining_order"),
        ({"restraining_order": False}, "restraining_note"),
        ({"lesser_plea": True}, "lesser_plea_checked"),
        ({"held_at": at("2026-11-01 10:00")}, "held_at"),
        ({"held_at": at("2027-12-08 10:00")}, "held_at"),
    ],
)
def test_a_hearing_that_cannot_be_recorded(team, now, changes, field):
    charge = laying.record_charge(actor=team.officer, referral=t.decided(team), **t.CHARGE)
    now.move_to(at("2026-12-08 17:00"), tick=False)
    with pytest.raises(GuardFailed) as refused:
        court.record_hearing(actor=team.officer, charge=charge, values={**HEARING, **changes})
    assert field in {name for name, _ in refused.value.problems}


def test_from_the_first_hearing_to_the_outcome(team, now):
    charge = laying.record_charge(actor=team.officer, referral=t.decided(team), **t.CHARGE)
    assert ("A charge has no outcome at court yet: record it", "case-charging") in t.shut(closing.GATES, team.case)
    now.move_to(at("2026-12-08 17:00"), tick=False)
    first = {"held_at": at("2026-12-08 10:00"), "result": "ADJOURNED", "next_hearing_at": at("2026-12-20 10:00")}
    court.record_hearing(actor=team.officer, charge=charge, values=first)
    assert state(team) == "AT_COURT"
    now.move_to(at("2026-12-20 17:00"), tick=False)
    court.record_hearing(actor=team.officer, charge=charge, values={**HEARING, "held_at": at("2026-12-20 10:00")})
    assert t.shut(closing.GATES, team.case) == []
    with pytest.raises(GuardFailed, match="recorded already"):
        court.record_hearing(actor=team.officer, charge=charge, values={**HEARING, "held_at": at("2026-12-20 11:00")})


def test_gates_while_a_referral_is_open_or_not_yet_charged(team):
    referral = t.with_cps(team)
    assert [sentence for sentence, _ in t.shut(closing.GATES, team.case)] == ["A referral to the CPS is open: wait for the decision"]
    deciding.ask_for_more(actor=team.prosecutor, referral=referral, items=[{"what": "The bank's records", "due_on": None}])
    assert "Something that the CPS asked for is still to do" in [sentence for sentence, _ in t.shut(closing.GATES, team.case)]


def test_a_case_with_the_cps_can_still_be_given_to_another_officer(team, now):
    from casework.reports.services import allocate
    from tests.factories import make_user

    t.with_cps(team)
    other = make_user("OFFICER")
    allocate(actor=team.sergeant, case=team.case, officer=other, reason="On leave for a month", untrained_agreed=True)
    assert (state(team), team.case.owner) == ("AWAITING_CPS", other)
