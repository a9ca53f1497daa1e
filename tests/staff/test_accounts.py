"""Accounts are kept by administrators of their force, never by their holders, and a closed one opens nothing."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from casework.access.models import CaseGrant
from casework.access.scope import scope
from casework.accounts.services import people
from casework.audit.models import ChangeEvent
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.staff.models import Delegation, Rank, RoleProposal, User
from tests.factories import DelegationFactory, ForceFactory, RoleAssignmentFactory, UnitFactory, grant, make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user("ADMIN", username="admin1")


@pytest.fixture
def officer():
    return make_user("OFFICER", username="pdhanda")


def added(admin, **values):
    values = {
        "username": "mcroft",
        "first_name": "Maya",
        "last_name": "Croft",
        "email": "m@example.invalid",
        "rank": Rank.CONSTABLE,
    } | values
    return people.add(actor=admin, force=values.pop("force", admin.force), unit=values.pop("unit", admin.unit), **values)


def verbs(subject) -> list[str]:
    return list(ChangeEvent.objects.filter(object_type="user", object_id=subject.pk).order_by("id").values_list("verb", flat=True))


def sentences(refusal) -> str:
    return str(refusal.value)


def test_a_new_account_has_no_role_and_a_temporary_password(admin):
    user, password = added(admin, username=" MCroft ")
    user.refresh_from_db()
    assert user.username == "mcroft" and user.check_password(password) and user.must_change_password
    assert timedelta(days=2) < user.temporary_until - timezone.now() <= timedelta(days=3)
    assert not scope(user).held and verbs(user) == ["CREATE"]
    assert password not in str(ChangeEvent.objects.values_list("detail", flat=True))


def test_temporary_passwords_differ_and_are_easy_to_read_out():
    made = {people.temporary_password() for _ in range(50)}
    assert len(made) == 50 and all(len(one) == 14 and not set(one) & set("01ilo") for one in made)


@pytest.mark.parametrize("username", ["ab", "-abc", "a b c", "émile", "x" * 31, "a/../b"])
def test_a_user_name_that_could_be_mistaken_is_refused(admin, username):
    with pytest.raises(GuardFailed, match="3 to 30"):
        added(admin, username=username)


def test_a_user_name_is_given_once(admin, officer):
    with pytest.raises(GuardFailed, match="taken"):
        added(admin, username="PDhanda")


def test_an_administrator_adds_to_their_own_force_only(admin):
    other = UnitFactory(force=ForceFactory(other=True))
    with pytest.raises(Hidden):
        added(admin, force=other.force, unit=other)
    with pytest.raises(GuardFailed, match="same force"):
        added(admin, unit=other)


@pytest.mark.parametrize("role", ["OFFICER", "SUPERVISOR", "MANAGER", "AUDITOR", "CPS"])
def test_only_administrators_keep_accounts(officer, role):
    other = make_user(role)
    for call in (
        lambda: added(other),
        lambda: people.update(actor=other, subject=officer, version=1, values={"rank": Rank.INSPECTOR}),
        lambda: people.new_password(actor=other, subject=officer),
        lambda: people.deactivate(actor=other, subject=officer, reason="x"),
        lambda: people.reactivate(actor=other, subject=officer),
        lambda: people.remove_second_step(actor=other, subject=officer),
        lambda: people.move(actor=other, subject=officer, unit=UnitFactory(other=True), roles=people.KEEP),
    ):
        with pytest.raises(Forbidden):
            call()


def test_nobody_keeps_their_own_account(admin):
    make_user("ADMIN")
    for call in (
        lambda: people.update(actor=admin, subject=admin, version=1, values={"rank": Rank.SUPERINTENDENT}),
        lambda: people.new_password(actor=admin, subject=admin),
        lambda: people.deactivate(actor=admin, subject=admin, reason="x"),
        lambda: people.remove_second_step(actor=admin, subject=admin),
        lambda: people.move(actor=admin, subject=admin, unit=UnitFactory(other=True), roles=people.KEEP),
    ):
        with pytest.raises(GuardFailed, match="another administrator"):
            call()


def test_an_account_of_another_force_does_not_exist_for_an_administrator(admin):
    other = make_user("OFFICER", unit=UnitFactory(force=ForceFactory(other=True)))
    for call in (
        lambda: people.update(actor=admin, subject=other, version=1, values={"rank": Rank.SERGEANT}),
        lambda: people.new_password(actor=admin, subject=other),
        lambda: people.deactivate(actor=admin, subject=other, reason="x"),
    ):
        with pytest.raises(Hidden):
            call()


def test_two_who_edit_at_once_both_see_both_texts(admin, officer):
    people.update(actor=admin, subject=User.objects.get(pk=officer.pk), version=1, values={"rank": Rank.SERGEANT})
    with pytest.raises(Conflict) as clash:
        people.update(actor=admin, subject=officer, version=1, values={"rank": Rank.INSPECTOR})
    assert clash.value.current == {"rank": "SERGEANT"} and clash.value.yours == {"rank": "INSPECTOR"}


def test_a_change_names_its_fields_in_the_trail_and_not_their_values(admin, officer):
    people.update(actor=admin, subject=officer, version=1, values={"rank": Rank.SERGEANT, "last_name": officer.last_name})
    event = ChangeEvent.objects.get(object_id=officer.pk)
    assert event.detail["fields"] == ["rank"] and "SERGEANT" not in str(event.detail)


@pytest.mark.parametrize(
    ("roles", "held"),
    [(people.MOVE, {("OFFICER", "old"), ("OFFICER", "new")}), (people.END, {("OFFICER", "old")}), (people.KEEP, {("OFFICER", "old")})],
)
def test_who_moves_takes_roles_along_ends_or_keeps_them(admin, officer, roles, held, time_machine):
    old, new = officer.unit, UnitFactory(other=True)
    make_case(owner=officer)
    people.move(actor=admin, subject=officer, unit=new, roles=roles)
    names = {old.pk: "old", new.pk: "new"}
    assert {(one.role, names[next(iter(one.units))]) for one in scope(officer).held} == held
    time_machine.move_to(timezone.now() + timedelta(days=1))
    after = {(one.role, names[next(iter(one.units))]) for one in scope(officer).held}
    assert after == {people.MOVE: {("OFFICER", "new")}, people.END: set(), people.KEEP: {("OFFICER", "old")}}[roles]


def test_a_person_moves_within_the_force_and_to_somewhere_else(admin, officer):
    with pytest.raises(GuardFailed, match="already"):
        people.move(actor=admin, subject=officer, unit=officer.unit, roles=people.KEEP)
    with pytest.raises(GuardFailed, match="same force"):
        people.move(actor=admin, subject=officer, unit=UnitFactory(force=ForceFactory(other=True)), roles=people.KEEP)


class TestDeactivating:
    def test_it_ends_sessions_at_once_and_for_good(self, client, admin, officer):
        client.force_login(officer)
        assert client.get("/staff/me/").status_code == 200
        people.deactivate(actor=admin, subject=officer, reason="Left the force")
        assert client.get("/staff/me/").status_code == 302
        password = people.reactivate(actor=admin, subject=User.objects.get(pk=officer.pk))
        assert client.get("/staff/me/").status_code == 302
        officer.refresh_from_db()
        assert officer.check_password(password) and officer.must_change_password

    def test_it_ends_roles_grants_loans_and_proposals(self, admin, officer):
        boss = make_user("SUPERVISOR")
        grant(make_case(), officer, "granted_case")
        DelegationFactory(giver=boss, taker=officer, role="SUPERVISOR")
        later = DelegationFactory(giver=boss, taker=officer, role="SUPERVISOR", starts_on=date(2040, 1, 1), ends_on=date(2040, 1, 2))
        RoleAssignmentFactory(user=officer, role="LEGAL", unit=None, starts_on=date(2040, 1, 1))
        waiting = RoleProposal.objects.create(
            subject=officer, role="AUDITOR", force=officer.force, starts_on=timezone.localdate(), reason="x", proposed_by=admin
        )
        people.deactivate(actor=admin, subject=officer, reason="Left the force")
        today = timezone.localdate()
        assert list(officer.role_assignments.values_list("role", "ends_on")) == [("OFFICER", today)]
        assert CaseGrant.objects.get(user=officer).expires_at <= timezone.now()
        assert not Delegation.objects.filter(pk=later.pk).exists()
        assert Delegation.objects.get(taker=officer).ends_on == today
        waiting.refresh_from_db()
        assert waiting.state == RoleProposal.WITHDRAWN

    def test_whoever_may_allocate_is_told_how_many_cases_wait_and_nobody_else(self, admin, officer):
        boss, manager, elsewhere = make_user("SUPERVISOR"), make_user("MANAGER"), make_user("MANAGER", unit=UnitFactory(other=True))
        make_case(owner=officer), make_case(owner=officer, restricted=True), make_case(owner=officer, is_open=False)
        assert people.deactivate(actor=admin, subject=officer, reason="Left") == 2
        told = InAppMessage.objects.all()
        assert {message.user_id for message in told} == {boss.pk, manager.pk} and elsewhere.pk not in {m.user_id for m in told}
        assert "2 open cases" in told[0].title
        assert all("pdhanda" not in mail.subject + mail.body for mail in OutboxMessage.objects.all())

    def test_a_force_keeps_one_administrator(self, admin):
        second = make_user("ADMIN")
        people.deactivate(actor=second, subject=admin, reason="Left")
        third = make_user("ADMIN", unit=UnitFactory(force=ForceFactory(other=True)))
        RoleAssignmentFactory(user=third, role="ADMIN", force=second.force, unit=None)
        people.deactivate(actor=third, subject=second, reason="Left")
        with pytest.raises(GuardFailed, match="deactivated already"):
            people.deactivate(actor=third, subject=second, reason="Left")

    def test_the_last_administrator_cannot_be_closed(self, admin):
        outside = make_user("ADMIN", unit=UnitFactory(force=ForceFactory(other=True)))
        lent = DelegationFactory(giver=admin, taker=outside, role="ADMIN")
        assert lent and scope(outside).forces("ADMIN") >= {admin.force_id}
        with pytest.raises(GuardFailed, match="last administrator"):
            people.deactivate(actor=outside, subject=admin, reason="Left")


def test_a_temporary_password_ends_open_sessions(client, admin, officer):
    client.force_login(officer)
    people.new_password(actor=admin, subject=officer)
    assert client.get("/staff/me/").status_code == 302


def test_the_second_step_is_taken_off_only_where_there_is_one(admin, officer):
    with pytest.raises(GuardFailed, match="no second step"):
        people.remove_second_step(actor=admin, subject=officer)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    people.remove_second_step(actor=admin, subject=officer)
    assert not Authenticator.objects.filter(user=officer).exists() and verbs(officer) == ["UPDATE"]
