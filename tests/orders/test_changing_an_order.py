"""Variation, renewal and discharge (SPA 2019 ss.4, 5(7)): who may ask, whom the court hears, which consents, what it says then."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client

from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed
from casework.orders import asat, flow, selectors
from casework.orders import services as ordering
from casework.orders.models import Order, OrderChange
from tests import later_stages as stage
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def states(rule: str, **where: Any) -> set[str]:
    return set(Clock.objects.filter(rule_id=rule, **where).values_list("state", flat=True))


def test_a_variation_makes_a_new_version_and_the_one_before_stays(team: stage.Team) -> None:
    order = stage.made_order(team)
    stage.serve(team, order)
    first = order.versions.get()
    made = stage.varied(team, order)
    assert (order.state, made.state, order.made_on) == (flow.IN_FORCE, flow.GRANTED, date(2026, 11, 23))
    assert [each.number for each in order.versions.all()] == [1, 2]
    assert first.conditions.count() == 1 and order.versions.get(number=2).conditions.count() == 2
    before, after = (asat.as_at(selectors.life_of(order), stage.at(when)) for when in ("2026-11-30 10:59", "2026-11-30 11:00"))
    assert (before.version, before.conditions, after.version, after.conditions) == (1, (1,), 2, (1, 2))
    assert states("OP-SERVE") == {Clock.MET, Clock.OPEN}, "what was varied is served again"
    attempt = stage.serve(team, order, stage.at("2026-11-30 11:30"))
    assert attempt.order_version is not None and attempt.order_version.number == 2
    order.refresh_from_db()
    assert order.served_on == date(2026, 11, 23) and order.duties.count() == 1, "a variation starts no new duty to notify"


def test_a_new_condition_without_its_reason_is_refused_and_nothing_is_half_written(team: stage.Team) -> None:
    order = stage.made_order(team)
    made = stage.change_listed(team, stage.change_lodged(team, order))
    with pytest.raises(GuardFailed, match="why it is necessary"):
        ordering.grant_variation(
            actor=team.lawyer,
            made=made,
            conditions=[*stage.as_it_stands(order), {**stage.NEW_CONDITION, "necessity": ""}],
            at=stage.CHANGE_HEARD,
        )
    made.refresh_from_db()
    assert made.state == flow.LISTED and order.versions.count() == 1


def test_author_legal_and_authority_are_three_people(team: stage.Team) -> None:
    made = stage.change_drafted(team, stage.made_order(team))
    ordering.submit_change(actor=team.manager_of_offenders, made=made, at=stage.CHANGE_AT)
    both = make_user("LEGAL", "OFFENDER_MANAGER", "AUTHORISER", rank="SUPERINTENDENT")
    OrderChange.objects.filter(pk=made.pk).update(author=both)
    made.refresh_from_db()
    with pytest.raises(GuardFailed, match="you drafted it"):
        ordering.review_change(actor=both, made=made, approve=True, compatible=True)
    ordering.review_change(actor=team.lawyer, made=made, approve=True, compatible=True, at=stage.CHANGE_AT)
    with pytest.raises(GuardFailed, match="you drafted it"):
        ordering.authorise_change(actor=both, made=made, given=True, reasons="It appears to me so.")
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderChange.objects.filter(pk=made.pk).update(authoriser=team.lawyer)
    with pytest.raises(ProgrammingError), transaction.atomic():
        OrderChange.objects.filter(pk=made.pk).update(state=flow.GRANTED)


def test_everyone_whom_the_court_must_hear_is_told(team: stage.Team) -> None:
    order = stage.made_order(team)
    ordering.name_relevant(actor=team.officer, order=order, name="Harbour Police", basis="RESIDES", since=date(2026, 11, 25))
    made = stage.change_received(team, order)
    assert {each.name for each in made.heard.all()} == {"Northmoor Police", "Harbour Police"}
    assert states("SPA-4-2") == {Clock.OPEN}
    for each in made.heard.all():
        ordering.tell_heard(actor=team.lawyer, heard=each, how="By e-mail to force legal", wants=True)
    assert states("SPA-4-2") <= {Clock.MET, Clock.MET_LATE}
    own = stage.change_lodged(team, order)
    assert {each.is_defendant for each in own.heard.all()} == {True, False}
    assert "Northmoor Police" not in {each.name for each in own.heard.all()}


@pytest.mark.parametrize(
    ("applicant", "elsewhere", "needed"),
    [
        ("OUR_OFFICER", False, ("defendant_consents", "applicant_officer_consents")),
        ("DEFENDANT", False, ("defendant_consents", "original_officer_consents")),
        ("DEFENDANT", True, ("defendant_consents", "original_officer_consents", "home_officer_consents")),
    ],
)
def test_a_discharge_inside_two_years_is_refused_with_each_consent_missing_once(
    team: stage.Team, applicant: str, elsewhere: bool, needed: tuple[str, ...]
) -> None:
    order = stage.made_order(team)
    if elsewhere:
        ordering.name_relevant(actor=team.officer, order=order, name="Harbour Police", basis="RESIDES", since=date(2026, 11, 24))
    started = stage.change_lodged(team, order, "DISCHARGE") if applicant == "OUR_OFFICER" else stage.change_received(team, order)
    made = stage.change_listed(team, started)
    assert [line.by for line in selectors.change_page(team.lawyer, made).consents] == list(needed)
    for missing in needed:
        stage.consents(team, made, *(each for each in needed if each != missing))
        stage.consents(team, made, missing, given=False)
        with pytest.raises(GuardFailed, match="consent"):
            ordering.grant_discharge(actor=team.lawyer, made=made, at=stage.CHANGE_HEARD, note="Discharged as asked")
        order.refresh_from_db()
        made.refresh_from_db()
        assert (order.state, made.state) == (flow.IN_FORCE, flow.LISTED)
    stage.consents(team, made, *needed)
    ordering.grant_discharge(actor=team.lawyer, made=made, at=stage.CHANGE_HEARD, note="Discharged as asked")
    order.refresh_from_db()
    assert (order.state, order.ended_at) == (flow.DISCHARGED, stage.CHANGE_HEARD)


def test_an_order_is_renewed_before_its_end_and_the_day_of_its_making_stays(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    now.move_to(stage.at("2028-11-22 15:00"))
    made = stage.change_listed(
        team, stage.change_lodged(team, order, "RENEW", at=stage.at("2028-11-20 09:00")), stage.at("2028-11-22 10:00")
    )
    version = ordering.grant_renewal(
        actor=team.lawyer,
        made=made,
        conditions=stage.as_it_stands(order),
        fixed=True,
        end=date(2030, 11, 22),
        at=stage.at("2028-11-22 10:00"),
    )
    order.refresh_from_db()
    assert (order.made_on, order.end_date, order.end_sort, version.reason) == (
        date(2026, 11, 23),
        date(2030, 11, 22),
        date(2030, 11, 22),
        "RENEWED",
    )
    assert Clock.objects.get(rule_id="OP-EXPIRY", state=Clock.OPEN).due_on == date(2030, 8, 24)
    now.move_to(stage.at("2028-11-24 03:00"))
    assert ordering.expire_due() == 0
    assert asat.as_at(selectors.life_of(order), stage.at("2029-06-01 12:00")).standing == asat.IN_FORCE


def test_an_order_that_has_lapsed_is_not_renewed(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    now.move_to(stage.at("2028-11-20 15:00"))
    made = stage.change_listed(
        team, stage.change_lodged(team, order, "RENEW", at=stage.at("2028-11-20 09:00")), stage.at("2028-11-23 10:00")
    )
    now.move_to(stage.at("2028-11-23 15:00"))
    assert "cannot be renewed" in selectors.change_page(team.lawyer, made).warning
    with pytest.raises(GuardFailed, match="Start a new main application"):
        ordering.grant_renewal(
            actor=team.lawyer,
            made=made,
            conditions=stage.as_it_stands(order),
            fixed=True,
            end=date(2030, 11, 22),
            at=stage.at("2028-11-23 10:00"),
        )
    assert ordering.expire_due() == 1
    made.refresh_from_db()
    assert made.state == flow.WITHDRAWN, "what was asked about an order that ended has nothing left to stand on"
    with pytest.raises(GuardFailed, match="The order has ended"):
        ordering.start_change(
            actor=team.officer, order=Order.objects.get(pk=order.pk), kind="VARY", applicant="OUR_OFFICER", asked=stage.ASKED, why=stage.WHY
        )


def test_renewing_an_interim_order_closes_the_gap(team: stage.Team) -> None:
    order = stage.interim_order(team, end_date=date(2026, 12, 10))
    gap = Clock.objects.get(rule_id="SPA-5-6a")
    assert gap.result["passes"] is False
    with pytest.raises(GuardFailed, match="always for a fixed period"):
        stage.change_drafted(team, order, "RENEW", fixed=False, end=None)
    made = stage.change_listed(team, stage.change_lodged(team, order, "RENEW", end=date(2026, 12, 20)))
    ordering.grant_renewal(
        actor=team.lawyer, made=made, conditions=stage.as_it_stands(order), fixed=True, end=date(2026, 12, 20), at=stage.CHANGE_HEARD
    )
    gap.refresh_from_db()
    assert (gap.due_on, gap.result["passes"]) == (date(2026, 12, 20), True)
    # No consents and no other chief officer for an interim order (s.5(7)).
    with pytest.raises(GuardFailed, match=r"s\.5\(7\)"):
        stage.change_received(team, order, applicant="OTHER_OFFICER", applicant_name="Harbour Police")
    away = stage.change_listed(team, stage.change_received(team, order))
    ordering.grant_discharge(actor=team.lawyer, made=away, at=stage.NOW, note="No longer appropriate")
    order.refresh_from_db()
    assert order.state == flow.DISCHARGED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"applicant": "OTHER_OFFICER", "applicant_name": ""}, "applicant_name"),
        ({"applicant": "OTHER_OFFICER", "applicant_name": "Nowhere Police"}, "applicant_name"),
        ({"asked": "All of it"}, "asked"),
        ({"court": ""}, "court"),
        ({"kind": "RENEW", "fixed": True, "end": date(2028, 11, 22)}, "end"),
        ({"kind": "RENEW", "fixed": None, "end": None}, "fixed"),
        ({"kind": "RENEW", "fixed": True, "end": None}, "end"),
        ({"kind": "RENEW", "fixed": False, "end": date(2030, 1, 1)}, "end"),
    ],
)
def test_an_application_that_cannot_be_is_refused(team: stage.Team, changes: dict[str, Any], field: str) -> None:
    order = stage.made_order(team)
    with pytest.raises(GuardFailed) as refusal:
        stage.change_received(team, order, **changes)
    assert field in [name for name, _ in refusal.value.problems]
    assert not OrderChange.objects.exists()


def test_an_officer_does_not_record_what_the_court_decided(team: stage.Team) -> None:
    made = stage.change_listed(team, stage.change_received(team, stage.made_order(team)))
    for user in (team.officer, team.manager_of_offenders, team.clerk):
        with pytest.raises(Forbidden):
            ordering.refuse_change(actor=user, made=made, note="The court was not satisfied.")


MARKER = "Quillon8"


def test_force_legals_words_reach_no_order_page_of_those_who_may_not_read_them(team: stage.Team, client: Client) -> None:
    order = stage.made_order(team, end_date=date(2027, 11, 22))
    ordering.settle_query(actor=team.lawyer, order=order, answer="STANDS", advice=f"{MARKER}: ask the court at the next hearing.")
    made = stage.change_drafted(team, order)
    ordering.submit_change(actor=team.manager_of_offenders, made=made, at=stage.CHANGE_AT)
    ordering.review_change(actor=team.lawyer, made=made, approve=False, reasons=f"{MARKER} is too thin on risk", at=stage.CHANGE_AT)
    ordering.submit_change(actor=team.manager_of_offenders, made=made, at=stage.CHANGE_AT)
    ordering.review_change(actor=team.lawyer, made=made, approve=True, compatible=True, reasons=f"{MARKER} will do", at=stage.CHANGE_AT)
    ordering.authorise_change(actor=team.superintendent, made=made, given=True, reasons="It appears to me so.", at=stage.CHANGE_AT)
    ordering.lodge_change(actor=team.lawyer, made=made, court=stage.COURT, court_reference="NMC-1", at=stage.CHANGE_AT)
    case = f"/cases/{team.case.reference}"
    pages = [
        "/orders/", "/orders/queries/", f"/orders/{order.reference}/", "/changes/", f"/changes/{made.reference}/",
        *(f"{case}/{part}" for part in ("", "history/", "orders/", "applications/", "breaches/")),
    ]  # fmt: skip
    for user in (team.officer, team.lawyer):
        client.force_login(user)
        assert MARKER in client.get(f"/orders/{order.reference}/").content.decode()
        assert MARKER in client.get(f"/changes/{made.reference}/").content.decode()
    for role in ("CPS", "EXHIBITS", "MANAGER", "ANALYST", "AUDITOR", "RECORDS", "VICTIM_CARE", "CONTROL"):
        reader = make_user(role)
        if role in ("CPS", "VICTIM_CARE"):
            grant(team.case, reader)
        client.force_login(reader)
        for address in pages:
            assert MARKER not in client.get(address).content.decode(), (role, address)
        card = client.post("/card/", {"reference": order.reference}).content.decode()
        assert MARKER not in card
