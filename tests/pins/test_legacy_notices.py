"""No notice is made; each legacy one is reviewed, and replaced by exactly one decision that another person approves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.applications.models import Application
from casework.assessment.services import decide_stalking
from casework.audit.models import ChangeEvent
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.pins.models import Notice, NoticeReview
from casework.pins.selectors import notices
from casework.pins.services import approve_outcome, link_notice, record_legacy_notice, review_notice
from casework.reports.incidents import add_incident
from tests.factories import four_values, incident_values, make_case, make_person, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NFA = {
    "outcome": "NFA_WITH_REASONS",
    "narrative": "The recipient died in 2019 and no other person took part in what was alleged.",
    "evidence_considered": "Death certificate",
    "victim_told_on": date(2026, 11, 20),
}


def notice_values(**values):
    return {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."} | values


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    return officer, boss, make_case(owner=officer, supervisor=boss)


def people(case):
    return case.parties.get(role="SUSPECT").person, case.parties.get(role="VICTIM").person


def on_register(officer, case, **values):
    suspect, victim = people(case)
    return record_legacy_notice(actor=officer, case=case, recipient=suspect, complainant=victim, values=notice_values(**values))


def test_a_legacy_notice_comes_on_the_register_with_its_date(team):
    officer, _, case = team
    notice = on_register(officer, case)
    assert notice.state == "REVIEW_DUE"
    assert notice.reference.startswith("PIN-2026-")
    assert Clock.objects.get(rule_id="R38").due_on == date(2026, 12, 21)


@pytest.mark.parametrize("issued_on", [date(2017, 7, 6), date(2025, 5, 1), date(2026, 11, 23)])
@pytest.mark.parametrize("kind", ["PIN", "HARASSMENT_WARNING", "FIRST_INSTANCE", "LETTER_OF_ADVICE"])
def test_no_notice_by_any_name_after_the_cut_over_and_the_attempt_is_kept(team, issued_on, kind):
    officer, _, case = team
    with pytest.raises(GuardFailed, match="stopped issuing"):
        on_register(officer, case, issued_on=issued_on, kind=kind)
    assert not Notice.objects.exists()
    assert ChangeEvent.objects.filter(verb="DENIED", action="pin.record", actor_id=officer.pk, case_id=case.pk).exists()


def test_the_day_of_the_cut_over_itself_is_before(team):
    officer, _, case = team
    assert on_register(officer, case, issued_on=date(2017, 7, 5))


def test_records_keeps_a_notice_without_a_case_and_an_officer_does_not(team):
    officer, boss, case = team
    values = {"recipient": make_person(), "values": notice_values(), "unit": case.unit}
    with pytest.raises(Forbidden):
        record_legacy_notice(actor=officer, **values)
    notice = record_legacy_notice(actor=make_user("RECORDS"), **values)
    assert list(notices(boss)) == [notice]
    assert not notices(officer).exists()
    link_notice(actor=make_user("RECORDS"), notice=notice, case=case)
    assert list(notices(officer)) == [notice]


def test_a_notice_of_another_unit_is_unknown(team):
    _, _, case = team
    from tests.factories import UnitFactory

    elsewhere = record_legacy_notice(
        actor=make_user("RECORDS"), recipient=make_person(), values=notice_values(), unit=UnitFactory(other=True)
    )
    stranger = make_user("SUPERVISOR", unit=case.unit)
    with pytest.raises(Hidden):
        link_notice(actor=stranger, notice=elsewhere, case=case)


def test_a_new_incident_of_the_same_two_people_makes_it_urgent(team):
    officer, _, case = team
    notice = on_register(officer, case)
    add_incident(actor=officer, case=case, values=incident_values())
    notice.refresh_from_db()
    assert notice.urgent
    assert Clock.objects.get(rule_id="R38").due_at == NOW + timedelta(hours=24)


def test_an_incident_of_others_does_not(team):
    officer, _, case = team
    notice = on_register(officer, case)
    add_incident(actor=officer, case=make_case(owner=officer), values=incident_values())
    notice.refresh_from_db()
    assert not notice.urgent


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "outcome"),
        ({"outcome": "ANOTHER_LETTER"}, "outcome"),
        ({"outcome": "SPO_APPLIED", "application_reference": "APP-2026-999999"}, "application_reference"),
        ({"outcome": "CHARGE", "offence": "STALKING_2A", "decided_on": date(2026, 11, 1)}, "urn"),
        ({"outcome": "CHARGE", "urn": "48NM0104726", "decided_on": date(2026, 11, 1)}, "offence"),
        ({"outcome": "CHARGE", "urn": "48NM0104726", "offence": "STALKING_2A"}, "decided_on"),
        ({"outcome": "CHARGE", "urn": "48NM0104726", "offence": "STALKING_2A", "decided_on": date(2026, 11, 24)}, "decided_on"),
        ({"outcome": "OTHER_ORDER", "issuing_body": "Northmoor Magistrates' Court", "decided_on": date(2026, 11, 1)}, "order_type"),
        ({"outcome": "OTHER_ORDER", "order_type": "RESTRAINING", "decided_on": date(2026, 11, 1)}, "issuing_body"),
        ({"outcome": "OTHER_ORDER", "order_type": "RESTRAINING", "issuing_body": "Northmoor Magistrates' Court"}, "decided_on"),
        ({"outcome": "CPN_CPW"}, "outcome"),
        ({"outcome": "STALKING_INVESTIGATION_OPENED"}, "linked_case"),
        ({"outcome": "LINKED_TO_EXISTING_CASE"}, "linked_case"),
        (NFA | {"narrative": "Too short to be a reason for anything."}, "narrative"),
        (NFA | {"narrative": " " * 60}, "narrative"),
        (NFA | {"evidence_considered": ""}, "evidence_considered"),
        (NFA | {"victim_told_on": None}, "victim_told_on"),
    ],
)
def test_each_outcome_records_what_it_must(team, values, field):
    officer, _, case = team
    with pytest.raises(GuardFailed) as refused:
        review_notice(actor=officer, notice=on_register(officer, case), values=values)
    assert field in [name for name, _ in refused.value.problems]
    assert not NoticeReview.objects.exists()


def test_another_person_approves_and_the_notice_is_replaced(team):
    officer, boss, case = team
    notice = on_register(officer, case)
    review_notice(actor=officer, notice=notice, values={"outcome": "STALKING_INVESTIGATION_OPENED", "linked_case": case})
    assert notice.state == "REVIEWED"
    with pytest.raises(Forbidden):
        approve_outcome(actor=officer, notice=notice, agreed=True)
    approve_outcome(actor=boss, notice=notice, agreed=True)
    assert notice.state == "REPLACED"
    assert Clock.objects.get(rule_id="R38").state == "MET"


def test_the_reviewer_does_not_approve(team):
    assert team
    both = make_user("OFFICER", "SUPERVISOR")
    mine = make_case(owner=both)
    notice = on_register(both, mine)
    review_notice(actor=both, notice=notice, values=NFA)
    with pytest.raises(GuardFailed, match="because you reviewed it"):
        approve_outcome(actor=both, notice=notice, agreed=True)


def test_sent_back_it_is_reviewed_again(team):
    officer, boss, case = team
    notice = on_register(officer, case)
    review_notice(actor=officer, notice=notice, values=NFA)
    with pytest.raises(GuardFailed):
        approve_outcome(actor=boss, notice=notice, agreed=False, reason="no")
    approve_outcome(actor=boss, notice=notice, agreed=False, reason="Ask the sister as well.")
    assert notice.state == "REVIEW_DUE"
    review_notice(actor=officer, notice=notice, values=NFA)
    assert NoticeReview.objects.count() == 2


def test_a_community_protection_notice_needs_four_answered_no_and_an_inspector(team):
    officer, boss, case = team
    notice = on_register(officer, case)
    no = four_values("OTHER", reason_not_stalking="A quarrel over a shared drive, both sides.")
    no |= dict.fromkeys(("fixated", "obsessive", "unwanted", "repeated"), False)
    type(case).objects.filter(pk=case.pk).update(relationship="NEIGHBOUR")
    case.refresh_from_db()
    decision = decide_stalking(actor=officer, case=case, values=no)
    from casework.assessment.services import approve_decision

    approve_decision(actor=boss, decision=decision, agreed=True)
    review_notice(actor=officer, notice=notice, values={"outcome": "CPN_CPW"})
    with pytest.raises(GuardFailed, match="inspector"):
        approve_outcome(actor=boss, notice=notice, agreed=True)
    approve_outcome(actor=make_user("SUPERVISOR", rank="INSPECTOR"), notice=notice, agreed=True)
    assert notice.state == "REPLACED"


def test_an_application_replaces_a_notice(team):
    officer, boss, case = team
    application = Application.objects.filter(case=case).first()
    notice = on_register(officer, case)
    if application is None:
        from casework.applications.services import start_application

        application = start_application(actor=officer, case=case, defendant=people(case)[0])
    review_notice(actor=officer, notice=notice, values={"outcome": "SPO_APPLIED", "application_reference": application.reference.lower()})
    approve_outcome(actor=boss, notice=notice, agreed=True)
    assert notice.state == "REPLACED"


def test_one_paper_of_one_source_comes_on_the_register_once(team):
    officer, _, case = team
    on_register(officer, case, source_system="Old crime system", source_reference="H/2015/44")
    with pytest.raises(GuardFailed, match="already"):
        on_register(officer, case, source_system="Old crime system", source_reference="H/2015/44")
    on_register(officer, case)
    on_register(officer, case)
