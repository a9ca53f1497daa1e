"""Referrals, statements and special measures, views on bail, third parties, requests for review, safety actions."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from casework.assessment.assessing import complete_action
from casework.assessment.models import PlanAction
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.safeguarding import flow
from casework.safeguarding.models import BailViews, MeasuresView, Referral, ThirdPartyRequest
from casework.safeguarding.services import (
    acknowledge_review,
    add_safety_action,
    agree_plan,
    ask_third_party,
    decide_review,
    give_notice,
    move_referral,
    receive_review,
    record_bail_views,
    record_measures,
    record_panel,
    record_personal_statement,
    record_statement,
    refer,
)
from tests.factories import make_user
from tests.later_stages import at
from tests.safeguarding.care import clock_of, owed, reported, tell
from tests.safeguarding.test_contact_log import plan_values, refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
ISAC = {"service": "ISAC", "name": "Harbourside ISAC Service"}


# Referrals


def test_a_referral_from_the_offer_to_the_end(team, time_machine):
    reported(team)
    referral = refer(actor=team.officer, party=team.party, values={**ISAC, "answer": "UNDECIDED", "at": at("2026-11-24 10:00")})
    ((_, words),) = refused(lambda: move_referral(actor=team.officer, referral=referral, verb="decline", at=at("2026-11-24 12:00")))
    assert "why the victim declined" in words
    move_referral(actor=team.officer, referral=referral, verb="decline", at=at("2026-11-24 12:00"), why="She wants to be left in peace")
    assert owed(team.party) == []
    move_referral(actor=team.carer, referral=referral, verb="offer again", at=at("2026-11-25 10:00"))
    for verb, hour in (("accept", 11), ("send", 12), ("first contact", 15)):
        move_referral(actor=team.carer, referral=referral, verb=verb, at=at(f"2026-11-25 {hour}:00"))
    with pytest.raises(GuardFailed, match="cannot be done now"):
        move_referral(actor=team.carer, referral=referral, verb="accept")
    ((name, _),) = refused(lambda: move_referral(actor=team.carer, referral=referral, verb="end"))
    assert name == "why"
    move_referral(actor=team.carer, referral=referral, verb="end", why="Support ended by agreement")
    assert (referral.state, referral.first_contact_at) == (flow.ENDED, at("2026-11-25 15:00"))


def test_the_database_refuses_a_jump_of_a_referral_and_a_refusal_without_a_reason(team):
    referral = refer(actor=team.officer, party=team.party, values={**ISAC, "answer": "UNDECIDED"})
    for state in (flow.ENDED, flow.SENT, flow.DECLINED):
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(state=state)


def test_without_consent_says_why_and_a_panel_records_its_advice(team):
    values = {"service": "MARAC", "name": "Northmoor MARAC", "answer": "NO_CONSENT"}
    ((name, _),) = refused(lambda: refer(actor=team.officer, party=team.party, values=values))
    assert name == "no_consent_why"
    values["no_consent_why"] = "Strangled twice this month; she was told that it is sent"
    referral = refer(actor=team.officer, party=team.party, values=values)
    problems = refused(
        lambda: record_panel(actor=team.officer, referral=referral, discussed_on=date(2026, 11, 26), advice="x", actions_agreed="")
    )
    assert [name for name, _ in problems] == ["discussed_on", "advice"]
    record_panel(actor=team.officer, referral=referral, discussed_on=TODAY, advice="Move the children's contact", actions_agreed="")
    referral.refresh_from_db()
    assert (referral.state, referral.discussed_on, referral.advice) == (flow.SENT, TODAY, "Move the children's contact")


def test_two_who_answer_at_one_moment_are_told(team):
    referral = refer(actor=team.officer, party=team.party, values={**ISAC, "answer": "UNDECIDED"})
    Referral.objects.filter(pk=referral.pk).update(state=flow.ACCEPTED)
    with pytest.raises((Conflict, GuardFailed)):
        move_referral(actor=team.officer, referral=referral, verb="accept")


# Statements and special measures


def test_the_personal_statement_is_offered_the_same_day(team, time_machine):
    record_statement(actor=team.officer, party=team.party, at=at("2026-11-27 10:00"))
    (duty,) = owed(team.party)
    assert (clock_of(duty).rule_id, str(clock_of(duty).due_on)) == ("R22", "2026-11-27")
    record_personal_statement(actor=team.officer, party=team.party, kind="VPS_OFFERED", at=at("2026-11-27 11:00"))
    assert clock_of(duty).state == Clock.MET
    time_machine.move_to(at("2026-11-28 10:00"), tick=False)
    record_statement(actor=team.officer, party=team.party, at=at("2026-11-27 15:00"))
    (late,) = owed(team.party)
    record_personal_statement(actor=team.officer, party=team.party, kind="VPS_MADE", at=at("2026-11-28 09:00"), wants_read="SELF")
    assert clock_of(late).state == Clock.MET_LATE


def test_offered_with_the_statement_nothing_stays_open_and_an_update_needs_a_first_one(team):
    ((name, _),) = refused(
        lambda: record_personal_statement(actor=team.officer, party=team.party, kind="VPS_UPDATED", at=at("2026-11-27 11:00"))
    )
    assert name == "kind"
    measures = {"bases": ["FEAR"], "measures": ["SCREEN"], "wishes": "Not to see him"}
    record_statement(actor=team.officer, party=team.party, at=at("2026-11-27 10:00"), vps="VPS_MADE", wants_read="OTHER", measures=measures)
    assert owed(team.party) == []
    record_personal_statement(actor=team.carer, party=team.party, kind="VPS_UPDATED", at=at("2026-11-27 11:00"))
    assert MeasuresView.objects.get().bases == ["FEAR"]


def test_a_statement_of_a_witness_sets_nothing_off(team):
    tell(team, "statement.taken", person=999_999)
    assert owed(team.party) == []
    tell(team, "statement.taken", person=team.party.person_id)
    assert [duty.kind for duty in owed(team.party)] == ["STATEMENT"]


def test_an_intermediary_needs_a_basis_under_section_16(team):
    values = {"bases": ["FEAR"], "measures": ["INTERMEDIARY", "SCREEN"], "wishes": "Somebody beside her"}
    ((name, words),) = refused(lambda: record_measures(actor=team.officer, party=team.party, values=values))
    assert name == "measures" and "s.16" in words
    record_measures(actor=team.officer, party=team.party, values={**values, "bases": ["UNDER_18"]})


# R49


def test_views_on_bail_are_sought_before_or_the_reason_is_given(team):
    values = {"about_at": at("2026-11-27 18:00")}
    problems = refused(lambda: record_bail_views(actor=team.officer, party=team.party, values=values))
    assert problems[0][0] == "reason" and "not reasonably practicable" in problems[0][1]
    sought = values | {"views_at": at("2026-11-27 11:00"), "views": "Not near her work", "passed_to": "PS Tait"}
    record_bail_views(actor=team.officer, party=team.party, values=sought)
    ((name, words),) = refused(
        lambda: record_bail_views(actor=team.officer, party=team.party, values=sought | {"about_at": at("2026-11-27 09:00")})
    )
    assert name == "reason" and "after the release" in words
    ((name, _),) = refused(lambda: record_bail_views(actor=team.officer, party=team.party, values=sought | {"needs_representative": True}))
    assert name == "representative"
    record_bail_views(actor=team.officer, party=team.party, values=values | {"reason": "She could not be reached at her safe number"})
    assert BailViews.objects.count() == 2


# R50


def asked(**values):
    texts = ("asked_for", "line_of_enquiry", "why_necessary", "why_proportionate", "other_means")
    given = dict.fromkeys(texts, "The notes of the visits in October")
    return given | {"holder": "The surgery", "in_writing": True, "request_on": date(2026, 12, 1)} | values


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"in_writing": False}, "in_writing", "must be in writing"),
        ({"counselling": True}, "counselling", "substantial probative value"),
        ({"exception": "prejudice"}, "exception_why", "Say why the exception applies"),
        ({"other_means": ""}, "other_means", "other means"),
    ],
)
def test_what_the_law_refuses_is_refused_in_words(team, values, field, words):
    problems = refused(lambda: ask_third_party(actor=team.officer, party=team.party, values=asked(**values)))
    assert (field, True) in [(name, words in sentence) for name, sentence in problems]
    assert not ThirdPartyRequest.objects.exists()


def test_notice_is_given_on_or_before_the_day_or_says_why_so_late(team, time_machine):
    request = ask_third_party(actor=team.officer, party=team.party, values=asked())
    (duty,) = owed(team.party)
    assert (clock_of(duty).rule_id, str(clock_of(duty).due_on)) == ("R50", "2026-12-01")
    time_machine.move_to(at("2026-12-03 10:00"), tick=False)
    ((name, _),) = refused(lambda: give_notice(actor=team.officer, request=request, notice_on=date(2026, 12, 2)))
    assert name == "late_why"
    give_notice(actor=team.officer, request=request, notice_on=date(2026, 12, 2), late_why="She was in hospital until then")
    assert clock_of(duty).state == Clock.MET_LATE
    ask_third_party(actor=team.officer, party=team.party, values=asked(exception="prejudice", exception_why="The holder would warn him"))
    assert owed(team.party) == []
    with pytest.raises(Forbidden):
        ask_third_party(actor=team.carer, party=team.party, values=asked())


def test_a_childs_parent_has_the_notice(team):
    team.party.person.date_of_birth = date(2010, 3, 4)
    ((name, _),) = refused(lambda: ask_third_party(actor=team.officer, party=team.party, values=asked()))
    assert name == "notice_to"
    ask_third_party(actor=team.officer, party=team.party, values=asked(notice_to="PARENT"))


# R52


def ask(team, **values):
    given = {"decision": "POLICE", "told_on": date(2026, 11, 23), "received_at": at("2026-11-27 10:00")} | values
    return receive_review(actor=team.carer, party=team.party, values=given)


def test_a_review_is_acknowledged_and_decided_by_somebody_who_does_not_work_on_the_case(team, time_machine):
    request = ask(team)
    acknowledge, decide = owed(team.party)
    assert [clock_of(duty).rule_id for duty in (acknowledge, decide)] == ["R52", "R52"]
    assert [str(clock_of(duty).due_on) for duty in (acknowledge, decide)] == ["2026-12-11", "2027-01-13"]
    acknowledge_review(actor=team.carer, request=request)
    given = {"request": request, "verb": "set aside", "reasons": "A line of enquiry was not followed", "letter": "VRR-7"}
    ((_, words),) = refused(lambda: decide_review(actor=team.sergeant, **given))
    assert words == "You cannot decide this because you work on the case"
    with pytest.raises(Forbidden):
        decide_review(actor=team.officer, **given)
    ((name, _),) = refused(lambda: decide_review(actor=make_user("SUPERVISOR"), **given | {"letter": ""}))
    assert name == "letter"
    decide_review(actor=make_user("SUPERVISOR"), **given)
    assert owed(team.party) == [] and request.state == flow.SET_ASIDE


def test_after_three_months_it_is_taken_with_a_reason_and_a_cps_decision_goes_to_the_cps(team, time_machine):
    ((name, words),) = refused(lambda: ask(team, decision="CPS"))
    assert name == "decision" and "own scheme" in words
    time_machine.move_to(at("2027-02-24 10:00"), tick=False)
    ((name, words),) = refused(lambda: ask(team, received_at=at("2027-02-24 09:00")))
    assert name == "late_why" and "Tuesday 23 February 2027" in words
    ask(team, received_at=at("2027-02-23 23:00"))
    ((_, words),) = refused(lambda: ask(team))
    assert "open already" in words


def test_only_what_the_scheme_does_not_take_is_refused(team):
    request = ask(team)
    given = {"actor": make_user("SUPERVISOR"), "verb": "refuse", "reasons": "No suspect was ever interviewed here", "letter": "VRR-8"}
    assert refused(lambda: decide_review(request=request, **given))
    other = team.second_victim()
    barred = receive_review(
        actor=team.carer,
        party=other,
        values={"told_on": date(2026, 11, 23), "received_at": at("2026-11-27 10:00"), "bars": ["NO_INTERVIEW"]},
    )
    decide_review(request=barred, **given)
    assert owed(other) == []


# Safe contact and safety


def test_a_plan_holds_no_number_and_the_second_of_two_editors_loses_nothing(team):
    problems = refused(
        lambda: agree_plan(actor=team.officer, party=team.party, values=plan_values(others="Her sister on 07700 900418", methods=[]))
    )
    assert [name for name, _ in problems] == ["methods", "others"]
    plan = agree_plan(actor=team.officer, party=team.party, values=plan_values())
    agree_plan(actor=team.carer, party=team.party, values=plan_values(safe_times="Never at weekends"), version=plan.version)
    with pytest.raises(Conflict) as clash:
        agree_plan(actor=team.officer, party=team.party, values=plan_values(safe_times="Mornings"), version=plan.version)
    assert (clash.value.current["safe_times"], clash.value.yours["safe_times"]) == ("Never at weekends", "Mornings")


def test_a_safety_action_needs_no_assessment_and_joins_the_cases_plan(team):
    values = {"kind": "CAPTURE", "what": "Capture the messages before anything is deleted", "owner": team.officer, "due_on": TODAY}
    problems = refused(
        lambda: add_safety_action(actor=team.carer, party=team.party, values=values | {"due_on": date(2026, 11, 26), "owner": None})
    )
    assert [name for name, _ in problems] == ["due_on", "owner"]
    action = add_safety_action(actor=team.carer, party=team.party, values=values)
    complete_action(actor=team.officer, action=action, outcome="Screenshots exhibited as AJM/4")
    assert (PlanAction.objects.get().state, PlanAction.objects.get().victim) == ("DONE", team.party.person)
