"""Closing: every gate of 12.2 stops it once, by the service and on the page; another than the officer approves; orders outlive it."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from casework.access.models import RoleTask
from casework.applications.services import start_application
from casework.breaches.models import Breach
from casework.cases import closing as gates
from casework.cases.models import Case, Transition
from casework.cases.references import next_reference
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.evidence.planning import plan_exhibits
from casework.evidence.services import seize
from casework.flow import CLOSING_GATES
from casework.investigation.services import approve_closing, ask_to_close, record_outcome, send_back_closing, tell_outcome, withdraw_closing
from casework.law.registry import get
from casework.orders.models import Order
from casework.outbox.models import InAppMessage
from casework.pins.services import record_legacy_notice
from casework.reports.incidents import add_incident
from tests import later_stages as stage
from tests.factories import incident_values, item_values, make_user, seizure_values
from tests.investigation.team import REASON, SUMMARY, asked, client_of, ended, make_action, make_team, ready, text_of, told

pytestmark = pytest.mark.django_db

BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
# Keys of R40 that no stage's gate answers here: the supervisor's approval is the service's own guard.
WITHOUT_GATE = {"supervisor_approves"}


def problems(call):
    with pytest.raises(GuardFailed) as refusal:
        call()
    return refusal.value.problems


def said(call):
    return [sentence for _, sentence in problems(call)]


def test_every_gate_of_the_rule_is_answered_by_a_stage():
    inputs = {each.name for each in get("R40").inputs}
    assert {gate.key for gate in CLOSING_GATES} == inputs - WITHOUT_GATE


def open_order(team):
    return Order.objects.create(
        reference=next_reference("ORD"),
        case=team.case,
        defendant=team.case.parties.get(role="SUSPECT").person,
        type="SPO",
        state="IN_FORCE",
        court="Northmoor Magistrates' Court",
        made_on=date(2026, 3, 2),
        made_at=timezone.now() - timedelta(days=2),
        fixed_period=False,
        end_sort=date(9999, 12, 31),
    )


def breach(team):
    Breach.objects.create(
        reference=next_reference("BRE"),
        case=team.case,
        order=open_order(team),
        occurred_at=timezone.now() - timedelta(hours=1),
        reported_at=timezone.now(),
        reported_by=team.officer,
        what_happened="He sent four messages.",
    )


def notice(team):
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."}
    record_legacy_notice(actor=team.officer, case=team.case, values=values, recipient=team.case.parties.get(role="SUSPECT").person)


def exhibit(team):
    return seize(actor=team.officer, case=team.case, common=seizure_values(), items=[item_values()])


def application(team):
    start_application(actor=team.officer, case=team.case, defendant=team.case.parties.get(role="SUSPECT").person)


def again(team):
    add_incident(actor=team.officer, case=team.case, values=incident_values(occurred_at=timezone.now()))


def charged(team):
    ended(team, "1")
    told(team)


# What is left out or added, the key of the gate that stops it, what it says, and where that leads.
GATES = [
    (("decided",), None, "class_and_outcome", "Answer: is it stalking?", "stalking/decide/"),
    (("ended", "told"), None, "class_and_outcome", "Record the outcome, with its code and reasons", "outcome/"),
    (("assessed",), None, "risk_done", "Make a final risk assessment", "risk/assess/"),
    ((), again, "risk_done", "Assess risk again: something happened since the last assessment", "risk/assess/"),
    (("told",), None, "victim_told", "Record when the victim was told of the outcome", "outcome/told/"),
    (("considered",), None, "order_decided", "Decide whether a Stalking Protection Order is needed", "order-needed/"),
    ((), application, "order_decided", "is neither decided nor withdrawn", "/applications/APP-"),
    (("searched",), None, "search_decided", "Decide on search and seizure", "search/"),
    ((), exhibit, "exhibits_planned", "Plan whether to keep, return or dispose of", "evidence/plans/"),
    ((), notice, "notice_reviewed", "is not replaced by a decision yet", "/pins/PIN-"),
    ((), charged, "limit_not_running", "The time limit for a summary offence still runs", "outcome/"),
    ((), breach, "no_open_breach", "is still open", "/breaches/BRE-"),
    ((), make_action, "actions_closed", "1 action is still open", "actions/"),
]


@pytest.mark.parametrize(("without", "step", "key", "words", "way"), GATES, ids=[f"{row[2]}: {row[3][:30]}" for row in GATES])
def test_each_gate_stops_the_closing_and_leads_to_where_it_is_put_right(without, step, key, words, way):
    team = ready(make_team(), without=without)
    if step is not None:
        step(team)
    failed = {each.gate.key for each in gates.ask(team.case) if not each.passed}
    assert key in failed and failed <= {key, "victim_told", "limit_not_running"}
    assert any(words in sentence for sentence in said(lambda: asked(team)))
    shown = text_of(team.officer, f"/cases/{team.case.reference}/closing/")
    assert words in shown and f"{way}" in shown and "Ask a supervisor" not in shown
    assert client_of(team.officer).post(f"/cases/{team.case.reference}/closing/", {"summary": SUMMARY}).status_code == 422
    assert Case.objects.get(pk=team.case.pk).is_open


def test_a_plan_that_waits_and_a_review_that_is_missing_stop_it_too():
    from tests.investigation.team import assessed

    team = ready(make_team(), without=("assessed",))
    assessed(team, reviewed=False, closed=False)
    found = said(lambda: asked(team))
    assert "A supervisor has not reviewed the final risk assessment" in found
    assert "1 action of the risk plan still to be closed" in found


def test_a_planned_exhibit_lets_it_close():
    team = ready(make_team())
    (item,) = exhibit(team)
    plan_exhibits(actor=team.officer, case=team.case, plans={item.pk: ("RETAIN", "Appeal period")})
    assert asked(team).state == "ASKED"
    assert problems(lambda: plan_exhibits(actor=team.officer, case=team.case, plans={item.pk: ("", "Why")}))[0][0] == f"plan-{item.pk}"


def test_a_supervisor_who_neither_owns_nor_asked_closes_it():
    team = ready(make_team())
    request = asked(team)
    assert RoleTask.objects.filter(role="SUPERVISOR", subject_type="closingrequest", closed_at=None).count() == 1
    with pytest.raises(Forbidden):
        approve_closing(actor=team.officer, request=request)
    type(team.case).objects.filter(pk=team.case.pk).update(owner=team.sergeant)
    team.case.refresh_from_db()
    request.case = team.case
    assert "You cannot approve this because the case is yours" in said(lambda: approve_closing(actor=team.sergeant, request=request))
    approve_closing(actor=team.inspector, request=request)
    case = Case.objects.get(pk=team.case.pk)
    assert (case.state, case.is_open, request.state, request.decided_by) == ("CLOSED", False, "APPROVED", team.inspector)
    moved = Transition.objects.filter(machine="case", subject_id=case.pk).latest("pk")
    assert (moved.source, moved.target, moved.reason) == ("INVESTIGATING", "CLOSED", SUMMARY)
    assert set(request.gates.values()) == {True}
    assert not RoleTask.objects.filter(subject_type="closingrequest", closed_at=None).exists()


def test_who_asked_does_not_approve_even_as_a_supervisor():
    team = ready(make_team())
    request = ask_to_close(actor=team.sergeant, case=team.case, summary=SUMMARY)
    assert "You cannot approve this because you asked for it" in said(lambda: approve_closing(actor=team.sergeant, request=request))
    shown = text_of(team.sergeant, f"/cases/{team.case.reference}/closing/decide/")
    assert "You cannot approve this because you asked for it" in shown


def test_the_gates_are_asked_again_when_it_is_approved():
    team = ready(make_team())
    request = asked(team)
    make_action(team)
    assert "1 action is still open" in said(lambda: approve_closing(actor=team.inspector, request=request))
    request.refresh_from_db()
    assert request.state == "ASKED" and Case.objects.get(pk=team.case.pk).is_open


def test_it_is_sent_back_with_a_reason_withdrawn_and_asked_again():
    team = ready(make_team())
    request = asked(team)
    assert problems(lambda: send_back_closing(actor=team.inspector, request=request, reason="no"))[0][0] == "reason"
    send_back_closing(actor=team.inspector, request=request, reason="Ask the bank once more")
    second = asked(team)
    assert "Somebody has asked already, and a supervisor decides" in said(lambda: asked(team))
    withdraw_closing(actor=team.officer, request=second)
    assert "Ask the bank once more" in text_of(team.officer, f"/cases/{team.case.reference}/closing/")


def test_two_supervisors_do_not_decide_twice():
    team = ready(make_team())
    request = asked(team)
    stale = type(request).objects.get(pk=request.pk)
    approve_closing(actor=team.inspector, request=request)
    with pytest.raises((Conflict, GuardFailed)):
        approve_closing(actor=team.sergeant, request=stale)


def test_the_clocks_of_a_closed_case_end_and_an_orders_run_on_with_the_offender_manager(time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    served = stage.make_team()
    order = stage.made_order(served)
    stage.serve(served, order, stage.at("2026-11-30 10:00"))
    before = Clock.objects.filter(case=served.case, subject_type__in=["order", "notificationduty"], state=Clock.OPEN)
    kept = set(before.values_list("pk", flat=True))
    assert before.filter(slot="owner").exists()
    own = Clock.objects.filter(case=served.case, state=Clock.OPEN).exclude(pk__in=kept).exclude(subject_type="exhibit")
    from casework.clocks.services import end_with_case

    ended_, kept_ = end_with_case(served.case, outliving=gates.outliving(), why="The case was closed", actor=served.sergeant)
    assert kept_ == len(kept) and not own.exists() and ended_ >= 0
    running = Clock.objects.filter(pk__in=kept)
    assert not running.exclude(state=Clock.OPEN).exists() and not running.filter(slot__in=["owner", "supervisor"]).exists()
    for clock in running.filter(slot="offender_manager"):
        assert clock.holder is None and not clock.reminders.filter(state="WAITING", slot="owner").exists()
    served.case.refresh_from_db()
    assert served.case.next_deadline == min(running.values_list("due_on", flat=True))


def test_the_time_limit_is_met_by_a_decision_other_than_charge():
    team = ready(make_team())
    approve_closing(actor=team.inspector, request=asked(team))
    assert Clock.objects.get(rule_id="R09", case=team.case).state == Clock.MET
    assert not Clock.objects.filter(case=team.case, state=Clock.OPEN).exists()


def test_an_act_after_the_charge_asks_for_a_decision_of_its_own():
    team = ready(make_team(), without=("ended", "told"))
    Transition.objects.create(machine="case", subject_id=team.case.pk, source="AWAITING_CPS", target="CHARGED", at=timezone.now())
    charged(team)
    (missing,) = [each for gate in gates.ask(team.case) if gate.gate.key == "limit_not_running" for each in gate.missing]
    assert (missing.page, missing.words.split(":")[0]) == ("case-charging", "An act after the charge has a time limit of its own")


def test_outcome_17_needs_a_limit_that_has_run_out_and_is_told_to_the_manager(time_machine):
    manager = make_user("MANAGER")
    team = ready(make_team(), without=("ended", "told"))
    assert said(lambda: ended(team, "17")) == ["Outcome 17 cannot be recorded: the time limit has not run out"]
    time_machine.move_to(Clock.objects.get(rule_id="R09", case=team.case).overdue_from + timedelta(minutes=1))
    ended(team, "17")
    message = InAppMessage.objects.get(user=manager, key__startswith="outcome17:")
    assert (message.reference, "Elin" in message.text) == (team.case.reference, False)


def test_a_manager_who_may_not_know_of_the_case_hears_no_number(time_machine):
    manager = make_user("MANAGER")
    team = ready(make_team(), without=("ended", "told"))
    Case.objects.filter(pk=team.case.pk).update(restricted=True)
    team.case.refresh_from_db()
    time_machine.move_to(Clock.objects.get(rule_id="R09", case=team.case).overdue_from + timedelta(minutes=1))
    ended(team, "17")
    message = InAppMessage.objects.get(user=manager, key__startswith="outcome17:")
    assert (message.reference, message.case_id, message.path) == ("", None, "")


@pytest.mark.parametrize("code", ["14", "18"])
def test_an_outcome_without_a_suspect_does_not_fit_a_named_one(code):
    assert said(lambda: ended(make_team(), code)) == ["A suspect is identified on this case. Choose an outcome with a named suspect"]


def test_telling_the_victim_gives_when_and_how_or_why_not():
    team = ready(make_team(), without=("told",))
    for values, field in (
        ({"told_at": None, "why_not": "no"}, "why_not"),
        ({"told_at": timezone.now(), "how": ""}, "how"),
        ({"told_at": timezone.now() + timedelta(hours=1), "how": "In person"}, "told_at"),
        ({"told_at": timezone.now() - timedelta(days=1), "how": "In person"}, "told_at"),
    ):
        assert problems(lambda given=values: tell_outcome(actor=team.officer, case=team.case, values=given))[0][0] == field
    tell_outcome(actor=team.officer, case=team.case, values={"told_at": None, "why_not": "She has asked not to be contacted at all"})
    assert asked(team)
    record_outcome(actor=team.officer, case=team.case, code="15", reasons=REASON)
    assert "Record when the victim was told of the outcome" in [m.words for each in gates.ask(team.case) for m in each.missing]


def test_no_action_and_no_outcome_on_a_closed_case():
    team = ready(make_team())
    approve_closing(actor=team.inspector, request=asked(team))
    team.case.refresh_from_db()
    assert said(lambda: make_action(team)) == ["The case is closed. It has to be reopened first"]
    assert said(lambda: ended(team, "15")) == ["The case is closed. It has to be reopened first"]


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "closing"], ids=lambda row: row["id"])
def test_bad_input_of_the_closing_is_refused_with_its_sentence(row):
    team = ready(make_team(), without=tuple(row["give"].get("without", ())))
    if row["give"].get("action"):
        make_action(team)
    answer = client_of(team.officer).post(f"/cases/{team.case.reference}/closing/", {"summary": row["give"]["summary"]})
    shown = answer.content.decode()
    assert answer.status_code == 422 and row["sentence"].rstrip(".") in shown and row["give"]["summary"] in shown
    assert Case.objects.get(pk=team.case.pk).state == "INVESTIGATING" and not team.case.closings.exists()
