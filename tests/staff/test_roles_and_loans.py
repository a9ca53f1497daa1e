"""Roles: two administrators for the powerful ones, nobody their own, loans by rank, absences with a deputy who is there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.access.scope import scope
from casework.accounts.services import absence, roles
from casework.audit.models import ChangeEvent
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.staff.models import Absence, Delegation, RoleAssignment, RoleProposal
from tests.factories import AbsenceFactory, ForceFactory, RoleAssignmentFactory, UnitFactory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user("ADMIN")


@pytest.fixture
def second():
    return make_user("ADMIN")


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def give(actor, subject, role, **values):
    values = {"unit": None, "starts_on": today(), "ends_on": None, "reason": "New post"} | values
    return roles.give(actor=actor, subject=subject, role=role, **values)


def lend(actor, giver, taker, role, **values):
    values = {"starts_on": today(), "ends_on": today(3), "reason": "Leave"} | values
    return roles.lend(actor=actor, giver=giver, taker=taker, role=role, **values)


class TestGiving:
    def test_an_ordinary_role_takes_effect_at_once_and_is_audited(self, admin):
        user = make_user()
        held = give(admin, user, "OFFICER", unit=user.unit, ends_on=today(30))
        assert scope(user).roles() == {"OFFICER"} and held.assigned_by == admin
        assert ChangeEvent.objects.get(object_type="roleassignment").object_id == held.pk

    @pytest.mark.parametrize(("role", "rank"), [("AUTHORISER", "SUPERINTENDENT"), ("AUDITOR", ""), ("ADMIN", "")])
    def test_a_powerful_role_waits_for_a_second_administrator(self, admin, second, role, rank):
        user = make_user(rank=rank)
        proposal = give(admin, user, role)
        assert isinstance(proposal, RoleProposal) and not scope(user).held
        assert list(InAppMessage.objects.values_list("user_id", flat=True)) == [second.pk]
        held = roles.decide(actor=second, proposal=proposal, agree=True)
        assert scope(user).roles() == {role} and (held.assigned_by, held.countersigned_by) == (admin, second)
        assert InAppMessage.objects.filter(user=admin, title__contains="agreed").exists()

    def test_who_proposed_it_cannot_countersign_it(self, admin, second):
        proposal = give(admin, make_user(), "AUDITOR")
        with pytest.raises(GuardFailed, match="another administrator decides"):
            roles.decide(actor=admin, proposal=proposal, agree=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleProposal.objects.filter(pk=proposal.pk).update(state="AGREED", decided_by=admin)

    def test_who_would_hold_it_cannot_countersign_it(self, admin):
        user = make_user("ADMIN", rank="SUPERINTENDENT")
        proposal = give(admin, user, "AUTHORISER")
        with pytest.raises(GuardFailed, match="your own roles"):
            roles.decide(actor=user, proposal=proposal, agree=True)

    def test_a_proposal_is_decided_once_and_a_refusal_says_why(self, admin, second):
        proposal = give(admin, make_user(), "AUDITOR")
        with pytest.raises(GuardFailed, match="Say why"):
            roles.decide(actor=second, proposal=proposal, agree=False)
        roles.decide(actor=second, proposal=proposal, agree=False, note="Not trained")
        with pytest.raises(GuardFailed, match="decided already"):
            roles.decide(actor=second, proposal=proposal, agree=True)
        assert not RoleAssignment.objects.filter(role="AUDITOR").exists()

    def test_the_rules_are_asked_again_when_it_is_decided(self, admin, second):
        user = make_user()
        proposal = give(admin, user, "AUDITOR")
        RoleAssignmentFactory(user=user, role="ADMIN", unit=None)
        with pytest.raises(GuardFailed, match="kept apart"):
            roles.decide(actor=second, proposal=proposal, agree=True)

    def test_the_same_is_not_proposed_twice(self, admin, second):
        user = make_user()
        give(admin, user, "AUDITOR")
        with pytest.raises(GuardFailed, match="proposed already"):
            give(second, user, "AUDITOR")

    def test_an_administrator_of_another_force_decides_nothing_here(self, admin):
        proposal = give(admin, make_user(), "AUDITOR")
        stranger = make_user("ADMIN", unit=UnitFactory(force=ForceFactory(other=True)))
        with pytest.raises(Hidden):
            roles.decide(actor=stranger, proposal=proposal, agree=True)

    @pytest.mark.parametrize("role", ["OFFICER", "ADMIN", "AUDITOR"])
    def test_nobody_gives_themselves_a_role(self, admin, role):
        with pytest.raises(GuardFailed, match="your own account"):
            give(admin, admin, role)

    @pytest.mark.parametrize(
        ("role", "values", "user", "field", "sentence"),
        [
            ("OFFICER", {"starts_on": -1}, {}, "starts_on", "today or a later day"),
            ("OFFICER", {"starts_on": 3, "ends_on": 2}, {}, "ends_on", "first day again"),
            ("SUPERVISOR", {}, {"rank": "CONSTABLE"}, "role", "rank of sergeant"),
            ("AUTHORISER", {}, {"rank": "CHIEF_INSPECTOR"}, "role", "rank of superintendent"),
            ("CPS", {}, {"roles": ("LEGAL",)}, "role", "never the same person"),
            ("LEGAL", {}, {"roles": ("CPS",)}, "role", "never the same person"),
            ("AUDITOR", {}, {"roles": ("ADMIN",)}, "role", "kept apart"),
            ("LEGAL", {}, {"roles": ("LEGAL",)}, "role", "already"),
        ],
    )
    def test_what_does_not_fit_is_refused_next_to_its_field(self, admin, second, role, values, user, field, sentence):
        subject = make_user(*user.get("roles", ()), rank=user.get("rank", ""))
        with pytest.raises(GuardFailed) as refusal:
            give(admin, subject, role, **{name: today(days) for name, days in values.items()})
        assert any(name == field and sentence in text for name, text in refusal.value.problems), refusal.value.problems

    @pytest.mark.parametrize("role", ["OFFICER", "SUPERVISOR", "MANAGER", "AUDITOR"])
    def test_only_administrators_give_roles(self, role):
        with pytest.raises(Forbidden):
            give(make_user(role), make_user(), "OFFICER")


class TestEnding:
    def test_a_role_is_held_until_the_end_of_its_last_day(self, admin, time_machine):
        user = make_user("OFFICER")
        roles.end(actor=admin, held=user.role_assignments.get(), ends_on=today())
        assert scope(user).roles() == {"OFFICER"}
        time_machine.move_to(timezone.now() + timedelta(days=1))
        assert not scope(user).held

    def test_nobody_ends_their_own_role_and_no_force_loses_its_last_administrator(self, admin, second):
        with pytest.raises(GuardFailed, match="your own account"):
            roles.end(actor=admin, held=admin.role_assignments.get(), ends_on=today())
        roles.end(actor=admin, held=second.role_assignments.get(), ends_on=today())
        RoleAssignment.objects.filter(user=second).delete()
        outside = make_user("ADMIN", unit=UnitFactory(force=ForceFactory(other=True)))
        Delegation.objects.create(giver=admin, taker=outside, role="ADMIN", starts_on=today(), ends_on=today(), reason="x")
        with pytest.raises(GuardFailed, match="last administrator"):
            roles.end(actor=outside, held=admin.role_assignments.get(), ends_on=today())

    def test_an_end_is_not_in_the_past_and_does_not_lengthen(self, admin):
        user = make_user()
        held = give(admin, user, "OFFICER", unit=user.unit, ends_on=today(5))
        for day in (today(-1), today(6)):
            with pytest.raises(GuardFailed):
                roles.end(actor=admin, held=held, ends_on=day)


class TestLending:
    def test_a_role_is_lent_to_the_same_rank_or_above(self, admin):
        sergeant, peer, inspector, constable = (make_user(rank=rank) for rank in ("SERGEANT", "SERGEANT", "INSPECTOR", "CONSTABLE"))
        RoleAssignmentFactory(user=sergeant, role="SUPERVISOR")
        assert isinstance(lend(admin, sergeant, peer, "SUPERVISOR"), Delegation)
        assert isinstance(lend(admin, sergeant, inspector, "SUPERVISOR"), Delegation)
        assert scope(peer).roles() == {"SUPERVISOR"}
        with pytest.raises(GuardFailed, match="same rank or above"):
            lend(admin, sergeant, constable, "SUPERVISOR")

    @pytest.mark.parametrize("proposer", ["SUPERVISOR", "MANAGER"])
    def test_a_supervisor_or_manager_proposes_and_an_administrator_decides(self, admin, proposer):
        boss, officer, other = make_user(proposer), make_user("OFFICER"), make_user(rank="CONSTABLE")
        proposal = lend(boss, officer, other, "OFFICER")
        assert isinstance(proposal, RoleProposal) and not scope(other).held
        roles.decide(actor=admin, proposal=proposal, agree=True)
        assert scope(other).roles() == {"OFFICER"}

    def test_an_administrator_lends_nothing_to_or_from_themselves_alone(self, admin, second):
        officer = make_user("OFFICER")
        admin.rank = "CONSTABLE"
        admin.save()
        proposal = lend(admin, officer, admin, "OFFICER")
        assert isinstance(proposal, RoleProposal)
        with pytest.raises(GuardFailed, match="another administrator"):
            roles.decide(actor=admin, proposal=proposal, agree=True)
        roles.decide(actor=second, proposal=proposal, agree=True)
        assert scope(admin).roles() == {"ADMIN", "OFFICER"}

    def test_authority_is_lent_only_with_a_second_administrator(self, admin, second):
        giver, taker = make_user("AUTHORISER"), make_user(rank="SUPERINTENDENT")
        proposal = lend(admin, giver, taker, "AUTHORISER")
        assert isinstance(proposal, RoleProposal) and not scope(taker).held
        roles.decide(actor=second, proposal=proposal, agree=True)
        assert scope(taker).holds("AUTHORISER", "SUPERINTENDENT")

    def test_what_does_not_fit_is_refused(self, admin):
        officer, other = make_user("OFFICER"), make_user(rank="CONSTABLE")
        stranger = make_user(rank="CONSTABLE", unit=UnitFactory(force=ForceFactory(other=True)))
        gone = make_user(rank="CONSTABLE", deactivated=True)
        for taker, role, sentence in (
            (officer, "OFFICER", "somebody else"),
            (stranger, "OFFICER", "same force"),
            (gone, "OFFICER", "active member"),
            (other, "LEGAL", "does not hold this role"),
        ):
            with pytest.raises(GuardFailed, match=sentence):
                lend(admin, officer, taker, role)

    def test_people_of_other_units_are_out_of_a_supervisors_reach(self):
        boss = make_user("SUPERVISOR")
        elsewhere = make_user("OFFICER", unit=UnitFactory(other=True))
        with pytest.raises(Hidden):
            lend(boss, elsewhere, make_user(rank="CONSTABLE"), "OFFICER")

    def test_a_loan_is_taken_back_with_today_or_before_it_begins(self, admin):
        officer, other = make_user("OFFICER"), make_user(rank="CONSTABLE")
        running = lend(admin, officer, other, "OFFICER")
        later = lend(admin, officer, other, "OFFICER", starts_on=today(10), ends_on=today(11))
        for loan in (running, later):
            roles.end_loan(actor=admin, loan=loan)
        assert list(Delegation.objects.values_list("pk", "ends_on")) == [(running.pk, today())]

    def test_a_proposal_is_taken_back_by_its_proposer_alone(self, admin):
        boss = make_user("SUPERVISOR")
        proposal = lend(boss, make_user("OFFICER"), make_user(rank="CONSTABLE"), "OFFICER")
        with pytest.raises(Hidden):
            roles.withdraw(actor=admin, proposal=proposal)
        roles.withdraw(actor=boss, proposal=proposal)
        with pytest.raises(GuardFailed, match="decided already"):
            roles.decide(actor=admin, proposal=proposal, agree=True)


class TestAbsence:
    def add(self, actor, subject, deputy=None, **values):
        values = {"starts_on": today(-1), "ends_on": today(3)} | values
        return absence.add(actor=actor, subject=subject, deputy=deputy, **values)

    @pytest.mark.parametrize("role", ["SUPERVISOR", "MANAGER", "ADMIN"])
    def test_it_is_recorded_for_oneself_or_by_whoever_is_in_charge(self, role):
        officer, deputy = make_user("OFFICER"), make_user("OFFICER")
        assert self.add(officer, officer, deputy).deputy == deputy
        assert self.add(make_user(role), deputy).user == deputy

    def test_nobody_else_records_it(self):
        officer = make_user("OFFICER")
        with pytest.raises(Forbidden):
            self.add(make_user("OFFICER"), officer)
        with pytest.raises(Hidden):
            self.add(make_user("SUPERVISOR", unit=UnitFactory(other=True)), officer)

    def test_a_deputy_is_somebody_else_who_is_there(self):
        officer = make_user("OFFICER")
        away = make_user("OFFICER")
        AbsenceFactory(user=away)
        for deputy, sentence in ((officer, "their own deputy"), (away, "away in some"), (make_user(deactivated=True), "active member")):
            with pytest.raises(GuardFailed, match=sentence):
                self.add(officer, officer, deputy)

    def test_one_absence_at_a_time_and_none_that_is_over(self):
        officer = make_user("OFFICER")
        self.add(officer, officer)
        with pytest.raises(GuardFailed, match="an absence in some"):
            self.add(officer, officer, starts_on=today(3), ends_on=today(4))
        with pytest.raises(GuardFailed, match="today or a later day"):
            self.add(officer, officer, starts_on=today(-9), ends_on=today(-8))

    def test_back_today_means_that_yesterday_was_the_last_day(self):
        officer = make_user("OFFICER")
        running = self.add(officer, officer)
        later = self.add(officer, officer, starts_on=today(7), ends_on=today(8))
        for one in (running, later):
            absence.end(actor=officer, absence=one)
        assert list(Absence.objects.values_list("pk", "ends_on")) == [(running.pk, today(-1))]
