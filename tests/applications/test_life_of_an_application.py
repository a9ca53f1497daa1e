"""From the draft to the court's decision: who may move it, what is asked before it moves, and what its clocks say."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction

from casework.access.models import RoleTask
from casework.applications import flow, rules
from casework.applications import services as applying
from casework.applications.models import Application
from casework.applications.selectors import applications_for
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from tests import later_stages as stage
from tests.factories import UnitFactory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def clock(record: Any, rule: str) -> Clock:
    return Clock.objects.get(rule_id=rule, subject_type=record._meta.model_name, subject_id=record.pk)


def sentences(refusal: pytest.ExceptionInfo[GuardFailed]) -> str:
    return " ".join(sentence for _, sentence in refusal.value.problems)


def test_an_application_goes_from_draft_to_hearing_with_its_clocks(team: stage.Team) -> None:
    application = stage.listed(team)
    assert application.state == flow.LISTED
    assert clock(application, "R23").state == clock(application, "OP-AUTH").state == clock(application, "R25").state == "MET"
    assert clock(application, "R23").due_on == date(2026, 11, 11)
    moves = list(application.case.transitions.filter(machine="application").order_by("id").values_list("target", flat=True))
    assert moves == [flow.DRAFT, flow.LEGAL_REVIEW, flow.AUTHORISATION, flow.AUTHORISED, flow.LODGED, flow.LISTED]


def test_a_new_draft_says_what_is_missing_part_by_part(team: stage.Team) -> None:
    application = stage.draft(team)
    with pytest.raises(GuardFailed) as refusal:
        applying.submit(actor=team.officer, application=application)
    parts = [part for part, _ in refusal.value.problems]
    assert list(dict.fromkeys(parts)) == ["subject", "acts", "risk", "necessity", "conditions", "views", "interim"]
    assert "s.1(3)" in sentences(refusal) and "risk assessment" in sentences(refusal)


@pytest.mark.parametrize(
    ("section", "values", "words"),
    [
        ("subject", {"area_basis": "", "area_reason": ""}, "s.1(3)"),
        ("subject", {"area_basis": "NOT_BOUND", "area_reason": "x"}, "s.1(3)"),
        ("views", {"victim_view": ""}, "victim's view"),
        ("views", {"victim_view": "OPPOSES", "victim_view_text": ""}, "in words"),
        ("views", {"prosecution": ""}, "prosecution"),
        ("interim", {"interim_sought": None}, "interim order is asked for"),
        ("interim", {"interim_sought": True, "interim_why": ""}, "appropriate"),
    ],
)
def test_each_missing_answer_keeps_the_draft_from_force_legal(team: stage.Team, section: str, values: dict[str, Any], words: str) -> None:
    application = stage.ready_draft(team)
    applying.save_section(actor=team.officer, application=application, section=section, values=values, expected=None)
    application.refresh_from_db()
    with pytest.raises(GuardFailed) as refusal:
        applying.submit(actor=team.officer, application=application)
    assert words in sentences(refusal)


def test_a_ground_without_evidence_keeps_the_draft_from_force_legal(team: stage.Team) -> None:
    application = stage.ready_draft(team)
    text = "Bail has ended and nothing else keeps him from contacting her."
    applying.save_ground(actor=team.officer, application=application, section="necessity", text=text, rests_on={}, expected=None)
    with pytest.raises(GuardFailed, match="Tick at least one"):
        applying.submit(actor=team.officer, application=application)


def test_a_ground_rests_only_on_this_case(team: stage.Team) -> None:
    application = stage.draft(team)
    other = stage.make_team().case.incidents.first()
    assert other is not None
    with pytest.raises(GuardFailed, match="belongs to this case"):
        applying.save_ground(
            actor=team.officer, application=application, section="acts", text="x" * 50, rests_on={"incident": [other.pk]}, expected=None
        )


def test_fewer_than_two_incidents_warn_and_do_not_stop(team: stage.Team) -> None:
    facts = rules.DraftFacts(incidents=1)
    application = stage.draft(team)
    assert any("does not stop an order" in words for _, words in rules.warnings(application, facts, date(2026, 11, 23)))
    assert not any("incident" in words.lower() and "two" in words for _, words in rules.missing(application, team.case.force, facts))


def test_an_unidentified_suspect_cannot_be_a_defendant(team: stage.Team) -> None:
    team.suspect.unknown = True
    team.suspect.save()
    with pytest.raises(GuardFailed, match="not identified"):
        stage.draft(team)


def test_author_reviewer_and_authoriser_are_three_people(team: stage.Team) -> None:
    application = stage.submitted(team)
    both = make_user("LEGAL", "AUTHORISER", rank="SUPERINTENDENT")
    application.writers.add(both)
    with pytest.raises(GuardFailed, match="because you drafted it"):
        stage.approve(team, application, actor=both)
    with pytest.raises(GuardFailed, match="because you drafted it"):
        applying.return_draft(actor=both, application=application, reasons="Ground 2 says nothing of risk.")
    application.writers.remove(both)
    stage.approve(team, application, actor=both)
    with pytest.raises(GuardFailed, match="reviewed it for legal"):
        applying.decide_authority(actor=both, application=application, given=True, rationale="It appears to me that it is met.")


def test_the_database_itself_keeps_the_three_apart(team: stage.Team) -> None:
    application = stage.authorised(team)
    for column in ("legal_reviewer", "authoriser"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=application.pk).update(**{column: team.officer})
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(authoriser=team.lawyer)


@pytest.mark.parametrize("target", [flow.AUTHORISED, flow.LODGED, flow.GRANTED, flow.REFUSED])
def test_the_database_refuses_a_move_that_no_table_declares(team: stage.Team, target: str) -> None:
    application = stage.draft(team)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state=target)


def test_a_chief_inspector_does_not_authorise(team: stage.Team) -> None:
    application = stage.approved(team)
    chief_inspector = make_user("AUTHORISER", rank="CHIEF_INSPECTOR")
    with pytest.raises((Forbidden, Hidden)):
        applying.decide_authority(actor=chief_inspector, application=application, given=True, rationale="It appears to me that it is met.")


def test_authority_needs_reasons(team: stage.Team) -> None:
    application = stage.approved(team)
    with pytest.raises(GuardFailed, match="reasons"):
        applying.decide_authority(actor=team.superintendent, application=application, given=True, rationale=" ")


def test_declined_authority_ends_the_application(team: stage.Team) -> None:
    application = stage.approved(team)
    applying.decide_authority(actor=team.superintendent, application=application, given=False, rationale="Bail protects her for now.")
    assert application.state == flow.DECLINED
    assert not RoleTask.objects.filter(subject_type="application", subject_id=application.pk, closed_at=None).exists()


@pytest.mark.parametrize("verb", ["return", "refuse"])
def test_returning_and_refusing_need_reasons(team: stage.Team, verb: str) -> None:
    application = stage.submitted(team)
    act = applying.return_draft if verb == "return" else applying.refuse_in_review
    with pytest.raises(GuardFailed, match="reasons"):
        act(actor=team.lawyer, application=application, reasons="no")
    act(actor=team.lawyer, application=application, reasons="Condition 1 cannot be proved as it stands.")
    assert application.state == (flow.DRAFT if verb == "return" else flow.WITHDRAWN)
    assert clock(application, "R23").state in ("MET", "MET_LATE")


def test_a_returned_draft_starts_the_clock_again_when_it_comes_back(team: stage.Team) -> None:
    application = stage.submitted(team)
    applying.return_draft(actor=team.lawyer, application=application, reasons="Ground 2 says nothing of risk.", at=stage.APPROVED)
    applying.submit(actor=team.officer, application=application, at=stage.AUTHORISED)
    running = Clock.objects.get(rule_id="R23", subject_id=application.pk, state="OPEN")
    assert running.due_on == date(2026, 11, 12)


def test_an_unanswered_screen_keeps_legal_from_approving(team: stage.Team) -> None:
    application = stage.ready_draft(team)
    values = {"religion_answer": "", "religion_note": "", "work_answer": "CLEAR", "work_note": ""}
    applying.save_section(actor=team.officer, application=application, section="screens", values=values, expected=None)
    application.refresh_from_db()
    applying.submit(actor=team.officer, application=application, at=stage.SUBMITTED)
    with pytest.raises(GuardFailed, match=r"s\.2\(3\)"):
        stage.approve(team, application)


def test_compatibility_is_ticked_against_the_list_as_it_is_now(team: stage.Team) -> None:
    application = stage.submitted(team)
    with pytest.raises(GuardFailed, match=r"s\.2\(6\)"):
        stage.approve(team, application, compatibility=False)
    with pytest.raises(GuardFailed, match="has changed"):
        stage.approve(team, application, list_seen=[999])


def test_every_test_of_the_order_must_be_ticked(team: stage.Team) -> None:
    application = stage.submitted(team)
    tests = dict.fromkeys(rules.tests_for(application), True) | {"test_interim_appropriate": False}
    with pytest.raises(GuardFailed) as refusal:
        stage.approve(team, application, tests=tests)
    assert [field for field, _ in refusal.value.problems] == ["test_interim_appropriate"]


def test_the_full_and_the_interim_test_differ(team: stage.Team) -> None:
    application = stage.draft(team)
    application.interim_sought = False
    assert "necessary" in " ".join(rules.tests_for(application).values())
    application.kind = "INTERIM"
    assert "appropriate" in " ".join(rules.tests_for(application).values())
    assert "test_necessary" not in rules.tests_for(application)


def test_a_defendant_under_18_goes_to_the_youth_court(team: stage.Team) -> None:
    team.suspect.date_of_birth = date(2008, 11, 12)
    team.suspect.save()
    application = stage.submitted(team)
    with pytest.raises(GuardFailed, match="youth court"):
        stage.approve(team, application)
    assert rules.court_kind_for(date(2008, 11, 12), date(2026, 11, 12)) == "ADULT"
    assert rules.court_kind_for(date(2008, 2, 29), date(2026, 2, 28)) == "YOUTH"
    assert rules.court_kind_for(date(2008, 2, 29), date(2026, 3, 1)) == "ADULT"


def test_a_live_prosecution_means_that_the_cps_was_asked(team: stage.Team) -> None:
    application = stage.ready_draft(team)
    values = {"prosecution": "LIVE", "cps_consulted_on": None}
    applying.save_section(actor=team.officer, application=application, section="views", values=values, expected=None)
    application.refresh_from_db()
    applying.submit(actor=team.officer, application=application, at=stage.SUBMITTED)
    with pytest.raises(GuardFailed, match="CPS"):
        stage.approve(team, application)


@pytest.mark.parametrize("stage_name", ["submitted", "approved", "authorised"])
def test_an_edit_after_submission_makes_everything_since_void(team: stage.Team, stage_name: str) -> None:
    application = getattr(stage, stage_name)(team)
    text = "He has gone on since: three further messages this week, all to her work telephone."
    applying.save_ground(actor=team.officer, application=application, section="acts", text=text, rests_on={}, expected=None)
    application.refresh_from_db()
    assert application.state == flow.DRAFT
    assert (application.legal_reviewer, application.authoriser, application.reviewed_version) == (None, None, None)
    assert not Clock.objects.filter(subject_type="application", subject_id=application.pk, state="OPEN").exists()
    assert not RoleTask.objects.filter(subject_type="application", subject_id=application.pk, closed_at=None).exists()
    event = team.case.events.filter(kind="application.reopened").get()
    assert "Ground 1" in event.text


def test_once_lodged_it_is_not_edited(team: stage.Team) -> None:
    application = stage.lodged(team)
    with pytest.raises(GuardFailed, match="can no longer be edited"):
        applying.save_section(actor=team.officer, application=application, section="court", values={"court": "Elsewhere"}, expected=None)


def test_a_decision_is_on_the_draft_that_was_seen(team: stage.Team) -> None:
    application = stage.submitted(team)
    with pytest.raises(Conflict):
        stage.approve(team, application, seen_version=application.version - 1)


def test_two_people_may_write_two_sections_and_not_the_same_one(team: stage.Team) -> None:
    application = stage.draft(team)
    by: dict[str, Any] = {"actor": team.officer, "application": application}
    applying.save_section(**by, section="court", values={"court": "One"}, expected=1)
    applying.save_section(**by, section="subject", values={"area_reason": "He lives here."}, expected=1)
    with pytest.raises(Conflict) as clash:
        applying.save_section(**by, section="court", values={"court": "Two"}, expected=1)
    assert (clash.value.current, clash.value.yours, clash.value.version) == ({"court": "One"}, {"court": "Two"}, 2)


def test_a_fixed_term_under_two_years_is_refused_in_a_draft(team: stage.Team) -> None:
    application = stage.draft(team)
    with pytest.raises(GuardFailed, match=r"s\.3\(2\)"):
        applying.save_section(
            actor=team.officer, application=application, section="court", values={"asked_fixed": True, "asked_years": 1}, expected=None
        )


def test_an_interim_application_needs_an_undetermined_main_one(team: stage.Team) -> None:
    with pytest.raises(GuardFailed, match=r"s\.5\(1\)"):
        stage.draft(team, kind="INTERIM")
    main = stage.listed(team)
    interim = stage.draft(team, kind="INTERIM", main=main)
    assert interim.main == main
    applying.withdraw(actor=team.lawyer, application=main, reason="EVIDENCE", note="The only witness has withdrawn.")
    interim.refresh_from_db()
    assert (main.state, interim.state) == (flow.WITHDRAWN, flow.WITHDRAWN)


def test_the_complaint_is_not_made_in_the_future_nor_before_authority(team: stage.Team) -> None:
    application = stage.authorised(team)
    for day in (date(2026, 12, 1), date(2026, 11, 10)):
        with pytest.raises(GuardFailed):
            applying.lodge(actor=team.lawyer, application=application, complaint_on=day, court_reference="NMC-1")
    with pytest.raises(GuardFailed, match="reference"):
        applying.lodge(actor=team.lawyer, application=application, complaint_on=date(2026, 11, 13), court_reference=" ")


def test_a_summons_counts_from_the_laws_day_and_not_after_the_hearing(team: stage.Team) -> None:
    application = stage.listed(team)
    applying.record_summons_step(actor=team.officer, application=application, kind="ISSUED", at=stage.at("2026-11-12 10:00"))
    given: dict[str, Any] = {"actor": team.officer, "application": application, "server": "PC 4471", "certificate_signed": True}
    with pytest.raises(GuardFailed, match="after the hearing"):
        applying.serve_summons(**given, method="post", sent_at=stage.at("2026-11-19 12:00"))
    with pytest.raises(GuardFailed, match=r"r\.67"):
        applying.serve_summons(**{**given, "certificate_signed": False}, method="hand", sent_at=stage.at("2026-11-17 12:00"))
    with pytest.raises(GuardFailed, match="proved"):
        applying.serve_summons(**given, method="system_deposit", sent_at=stage.at("2026-11-17 12:00"))
    service = applying.serve_summons(**given, method="post", sent_at=stage.at("2026-11-17 12:00"))
    assert service.effective_on == date(2026, 11, 20)
    application.refresh_from_db()
    assert application.state == flow.SUMMONS_SERVED


def test_an_adjourned_hearing_has_a_later_date(team: stage.Team) -> None:
    application = stage.listed(team)
    with pytest.raises(GuardFailed, match="after this one"):
        applying.adjourn(actor=team.lawyer, application=application, next_at=stage.at("2026-11-20 10:00"), heard_at=stage.HEARING)
    following = applying.adjourn(
        actor=team.lawyer, application=application, next_at=stage.at("2026-12-14 10:00"), heard_at=stage.HEARING, note="Defence not ready"
    )
    assert application.state == flow.LISTED
    assert application.hearings.filter(outcome="").get() == following


def test_a_refusal_needs_the_courts_reasons(team: stage.Team) -> None:
    application = stage.listed(team)
    with pytest.raises(GuardFailed, match="why the court refused"):
        applying.determine(actor=team.lawyer, application=application, granted=False, at=stage.MADE)
    applying.determine(actor=team.lawyer, application=application, granted=False, at=stage.MADE, note="Not satisfied of necessity.")
    assert application.state == flow.REFUSED


def test_nothing_is_entered_in_the_future(team: stage.Team) -> None:
    with pytest.raises(GuardFailed, match="future"):
        applying.start_application(actor=team.officer, case=team.case, defendant=team.suspect, at=stage.at("2026-12-01 10:00"))


def test_each_role_reaches_the_application_only_while_it_has_work_there(team: stage.Team) -> None:
    application = stage.ready_draft(team)
    stranger = make_user("LEGAL")
    assert not applications_for(stranger).exists()
    applying.submit(actor=team.officer, application=application, at=stage.SUBMITTED)
    assert applications_for(stranger).get() == application
    assert not applications_for(team.superintendent).exists()
    stage.approve(team, application)
    assert applications_for(team.superintendent).get() == application
    assert not applications_for(make_user("EXHIBITS")).exists()
    with pytest.raises(Forbidden):
        applying.submit(actor=make_user("OFFICER"), application=application)
    with pytest.raises(Hidden):
        applying.submit(actor=make_user("OFFICER", unit=UnitFactory(other=True)), application=application)
