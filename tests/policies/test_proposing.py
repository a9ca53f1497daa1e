"""Force policy and bank holidays: proposed by one person, in force when another approves, earlier values kept for ever."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from casework.audit.models import ChangeEvent
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.policies.models import HolidayOverride, PolicyDecision, PolicySetting
from casework.policies.selectors import law_of
from casework.policies.services import approve, decline, propose_holiday, propose_switch, propose_value, withdraw
from tests.factories import ForceFactory, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WHY = "Decided by the stalking lead"


@pytest.fixture
def admin(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("ADMIN")


@pytest.fixture
def chief(admin):
    return make_user("AUTHORISER")


def propose(admin, typed="48", code="R03.high", **values):
    return propose_value(**{"actor": admin, "force": admin.force, "code": code, "typed": typed, "from_on": TODAY, "reason": WHY} | values)


def problems(refusal):
    return dict(refusal.value.problems)


def test_a_value_counts_only_after_somebody_else_approved_it(admin, chief):
    proposal = propose(admin)
    assert law_of(admin.force_id).policy["R03.high"] == 24
    decision = approve(actor=chief, proposal=proposal)
    assert law_of(admin.force_id).policy["R03.high"] == 48
    assert (decision.in_force_from, decision.decided_by) == (TODAY, chief)
    assert law_of(ForceFactory(other=True).pk).policy["R03.high"] == 24
    assert law_of(None).policy["R03.high"] == 24


def test_whoever_proposed_it_never_approves_it(admin):
    both = make_user("ADMIN", "AUTHORISER")
    proposal = propose(both)
    with pytest.raises(GuardFailed, match="Somebody else has to approve"):
        approve(actor=both, proposal=proposal)
    with pytest.raises(IntegrityError, match="policy_approved_by_another"), transaction.atomic():
        PolicyDecision.objects.create(
            setting=proposal, outcome="APPROVED", proposer=both, decided_by=both, decided_at=NOW, in_force_from=TODAY
        )
    assert law_of(both.force_id).policy["R03.high"] == 24


def test_earlier_values_stay_and_nobody_can_change_a_row(admin, chief):
    for typed in ("48", "36"):
        approve(actor=chief, proposal=propose(admin, typed))
    assert list(PolicySetting.objects.order_by("pk").values_list("value", flat=True)) == [48, 36]
    assert law_of(admin.force_id).policy["R03.high"] == 36
    for table in ("policysetting", "policydecision", "holidayoverride"):
        for sentence in (f"UPDATE casework_{table} SET id = id", f"DELETE FROM casework_{table}"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sentence)


def test_a_value_counts_from_the_day_asked_for(admin, chief):
    approve(actor=chief, proposal=propose(admin, from_on=date(2026, 12, 1)))
    assert law_of(admin.force_id).policy["R03.high"] == 24
    assert law_of(admin.force_id, date(2026, 11, 30)).policy["R03.high"] == 24
    assert law_of(admin.force_id, date(2026, 12, 1)).policy["R03.high"] == 48


def test_an_approval_that_comes_late_counts_from_its_own_day(admin, chief, time_machine):
    proposal = propose(admin)
    time_machine.move_to(datetime(2026, 11, 26, 12, 0, tzinfo=UTC), tick=False)
    approve(actor=chief, proposal=proposal)
    assert law_of(admin.force_id, date(2026, 11, 25)).policy["R03.high"] == 24
    assert law_of(admin.force_id, date(2026, 11, 26)).policy["R03.high"] == 48


def test_the_default_comes_back(admin, chief):
    with pytest.raises(GuardFailed, match="The default counts already"):
        propose(admin, "", back_to_default=True)
    approve(actor=chief, proposal=propose(admin))
    approve(actor=chief, proposal=propose(admin, "", back_to_default=True))
    assert law_of(admin.force_id).policy["R03.high"] == 24


def test_ladders_and_days_are_values_too(admin, chief):
    approve(actor=chief, proposal=propose(admin, "120, 60 30", "OP-EXPIRY.alerts"))
    approve(actor=chief, proposal=propose(admin, "2027-01-01", "CPA26-ORD.from"))
    law = law_of(admin.force_id)
    assert law.policy["OP-EXPIRY.alerts"] == (120, 60, 30)
    assert law.policy["CPA26-ORD.from"] == date(2027, 1, 1)
    assert law.compute("CPA26-ORD", on="2027-03-30").due == date(2027, 3, 25)
    assert law.compute("CPA26-ORD", on="2026-12-30").due is None


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] == "policy value"], ids=lambda row: row["id"])
def test_a_value_that_cannot_be_is_refused_beside_its_field(admin, row):
    code, typed = row["give"]
    with pytest.raises(GuardFailed) as refusal:
        propose(admin, typed, code)
    assert problems(refusal) == {row["field"]: row["sentence"]}
    assert not PolicySetting.objects.exists()


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "1e3"])
def test_only_a_plain_whole_number_counts(admin, typed):
    with pytest.raises(GuardFailed, match="whole number of hours"):
        propose(admin, typed)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"from_on": date(2026, 11, 22)}, "from_on"),
        ({"from_on": date(2062, 1, 1)}, "from_on"),
        ({"from_on": None}, "from_on"),
        ({"reason": "  x "}, "reason"),
    ],
)
def test_no_value_counts_backwards_or_without_a_reason(admin, values, field):
    with pytest.raises(GuardFailed) as refusal:
        propose(admin, **values)
    assert list(problems(refusal)) == [field]


def test_one_proposal_for_a_value_waits_at_a_time(admin, chief):
    proposal = propose(admin)
    with pytest.raises(GuardFailed, match="waits already"):
        propose(admin, "36")
    withdraw(actor=admin, proposal=proposal)
    propose(admin, "36")
    with pytest.raises(GuardFailed, match="decided already"):
        approve(actor=chief, proposal=proposal)


def test_an_unknown_code_is_not_there(admin):
    with pytest.raises(Hidden):
        propose(admin, code="R99.high")


def test_who_may_do_what(admin, chief):
    manager, officer = make_user("MANAGER"), make_user("OFFICER")
    proposal = propose(manager)
    for actor, act in (
        (officer, lambda: propose(officer)),
        (chief, lambda: propose(chief)),
        (admin, lambda: approve(actor=admin, proposal=proposal)),
        (manager, lambda: approve(actor=manager, proposal=proposal)),
        (officer, lambda: withdraw(actor=officer, proposal=proposal)),
    ):
        with pytest.raises(Forbidden):
            act()
        assert actor
    withdraw(actor=admin, proposal=proposal)


def test_a_manager_takes_back_only_their_own(admin):
    manager = make_user("MANAGER")
    with pytest.raises(Forbidden):
        withdraw(actor=manager, proposal=propose(admin))


def test_another_force_neither_sees_nor_touches_it(admin, chief):
    elsewhere = ForceFactory(other=True)
    their_chief, their_admin = make_user("AUTHORISER", force=elsewhere), make_user("ADMIN", force=elsewhere)
    proposal = propose(admin)
    with pytest.raises(Hidden):
        approve(actor=their_chief, proposal=proposal)
    with pytest.raises(Forbidden):
        propose(their_admin, force=admin.force)


def test_a_refusal_carries_its_reason_to_whoever_proposed(admin, chief):
    proposal = propose(admin)
    with pytest.raises(GuardFailed) as refusal:
        decline(actor=chief, proposal=proposal, note="no")
    assert list(problems(refusal)) == ["note"]
    decline(actor=chief, proposal=proposal, note="Not before the new shift pattern")
    message = InAppMessage.objects.get(user=admin)
    assert "declined" in message.title and "shift pattern" in message.text
    assert law_of(admin.force_id).policy["R03.high"] == 24


def test_authorising_officers_are_asked_and_the_trail_names_who(admin, chief):
    proposal = propose(admin)
    assert InAppMessage.objects.get(user=chief).path == f"/rules/policy/proposals/{proposal.pk}/"
    approve(actor=chief, proposal=proposal)
    assert [(row.action, row.actor_id) for row in ChangeEvent.objects.filter(object_type="policysetting").order_by("id")] == [
        ("policy.propose", admin.pk),
        ("policy.approve", chief.pk),
    ]


def test_only_a_rule_of_the_forces_own_can_be_switched_off(admin, chief):
    switch = {"actor": admin, "force": admin.force, "from_on": TODAY, "reason": WHY}
    with pytest.raises(GuardFailed, match="A duty set by law always counts"):
        propose_switch(rule_id="SPA-9-1", in_use=False, **switch)
    with pytest.raises(GuardFailed, match="in use already"):
        propose_switch(rule_id="R23", in_use=True, **switch)
    approve(actor=chief, proposal=propose_switch(rule_id="R23", in_use=False, **switch))
    assert law_of(admin.force_id).compute("R23", on="2026-11-23").due is None
    approve(actor=chief, proposal=propose_switch(rule_id="R23", in_use=True, **switch))
    assert law_of(admin.force_id).compute("R23", on="2026-11-23").due == date(2026, 11, 26)


def holiday(admin, kind, day, **values):
    return propose_holiday(**{"actor": admin, "force": admin.force, "kind": kind, "day": day, "reason": WHY} | values)


def test_a_proclaimed_day_counts_once_approved_and_can_be_taken_back(admin, chief):
    day = date(2026, 11, 24)
    approve(actor=chief, proposal=holiday(admin, "ADD", day, name="State funeral"))
    assert law_of(admin.force_id).compute("R13", on="2026-11-23").due == date(2026, 11, 25)
    approve(actor=chief, proposal=holiday(admin, "USUAL", day))
    assert law_of(admin.force_id).compute("R13", on="2026-11-23").due == date(2026, 11, 24)


def test_a_moved_day_is_struck(admin, chief):
    approve(actor=chief, proposal=holiday(admin, "STRIKE", date(2026, 12, 25)))
    assert law_of(admin.force_id).calendar.is_business_day(date(2026, 12, 25))


def test_the_next_year_is_entered_when_the_known_ones_run_out(admin, chief):
    with pytest.raises(GuardFailed, match="Give 2041 next"):
        holiday(admin, "COVER", date(2042, 1, 1))
    approve(actor=chief, proposal=holiday(admin, "COVER", date(2041, 6, 1)))
    assert law_of(admin.force_id).calendar.covered_until == date(2041, 12, 31)
    assert HolidayOverride.objects.get().day == date(2041, 1, 1)


@pytest.mark.parametrize(
    ("kind", "day", "name", "field"),
    [
        ("ADD", date(2026, 11, 28), "Jubilee", "day"),
        ("ADD", date(2026, 12, 25), "Christmas", "day"),
        ("ADD", date(2026, 11, 24), "", "name"),
        ("ADD", date(2050, 11, 24), "Jubilee", "day"),
        ("STRIKE", date(2026, 11, 24), "", "day"),
        ("USUAL", date(2026, 11, 24), "", "day"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_beside_its_field(admin, kind, day, name, field):
    with pytest.raises(GuardFailed) as refusal:
        holiday(admin, kind, day, name=name)
    assert list(problems(refusal)) == [field]
    assert not HolidayOverride.objects.exists()


def test_a_stored_value_that_the_law_no_longer_knows_leaves_the_default(admin, chief):
    for code, value in (("R99.gone", 3), ("R03.high", "soon")):
        row = PolicySetting.objects.create(
            force=admin.force, code=code, value=value, from_on=TODAY, reason=WHY, proposed_by=admin, proposed_at=NOW
        )
        PolicyDecision.objects.create(
            setting=row, outcome="APPROVED", proposer=admin, decided_by=chief, decided_at=NOW, in_force_from=TODAY
        )
    assert law_of(admin.force_id).policy["R03.high"] == 24
