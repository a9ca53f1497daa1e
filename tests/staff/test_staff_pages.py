"""The pages over accounts: refused without the role, open with it, and hidden accounts are the same 404 as none."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from casework.audit.models import ChangeEvent, ReadEvent
from casework.staff.models import RoleProposal, User
from tests.factories import ForceFactory, UnitFactory, make_case, make_user
from tests.told import told

pytestmark = pytest.mark.django_db
ADMIN_PAGES = ("staff-change", "staff-move", "staff-role", "staff-password", "staff-second-step", "staff-deactivate", "staff-reactivate")


@pytest.fixture
def officer():
    return make_user("OFFICER", username="pdhanda", first_name="Priya", last_name="Dhanda", collar_number="5082")


@pytest.fixture
def other_force():
    return UnitFactory(force=ForceFactory(other=True))


@pytest.fixture
def admin(client):
    user = make_user("ADMIN", username="admin1")
    client.force_login(user)
    return user


def text(response) -> str:
    return " ".join(response.content.decode().split())


def on(client, name, *args, **data):
    address = reverse(name, args=args)
    return client.post(address, data) if data else client.get(address)


@pytest.mark.parametrize("role", ["OFFICER", "LEGAL", "CPS", "ANALYST", "CONTROL"])
def test_accounts_are_refused_to_roles_that_have_nothing_to_do_with_them(client, officer, role):
    client.force_login(make_user(role))
    for name, args in (("staff", []), ("staff-person", [officer.pk]), ("staff-add", []), *((page, [officer.pk]) for page in ADMIN_PAGES)):
        assert on(client, name, *args).status_code == 403
    assert ChangeEvent.objects.filter(verb="DENIED").count() == 3 + len(ADMIN_PAGES)


@pytest.mark.parametrize("role", ["SUPERVISOR", "MANAGER", "AUDITOR"])
def test_readers_of_accounts_change_none(client, officer, role):
    client.force_login(make_user(role))
    page = on(client, "staff-person", officer.pk)
    assert page.status_code == 200
    for name in ADMIN_PAGES:
        assert on(client, name, officer.pk).status_code == 403
        assert reverse(name, args=[officer.pk]) not in text(page)


def test_an_administrator_opens_every_page(client, admin, officer):
    for name in ADMIN_PAGES:
        assert on(client, name, officer.pk).status_code == 200
    for name in ("staff", "staff-add", "staff-proposals", "staff-me", "staff-own-email", "staff-own-absence"):
        assert on(client, name).status_code == 200


@pytest.mark.parametrize("role", ["ADMIN", "SUPERVISOR", "MANAGER", "AUDITOR"])
def test_accounts_out_of_reach_are_the_same_404_as_none(client, other_force, role):
    hidden = make_user("OFFICER", unit=other_force)
    client.force_login(make_user(role))
    answers = [told(on(client, "staff-person", pk)) for pk in (hidden.pk, 999_999)]
    assert answers[0] == answers[1] and answers[0][0] == 404
    if role == "ADMIN":
        for name in ADMIN_PAGES:
            assert on(client, name, hidden.pk).status_code == 404
            assert client.post(reverse(name, args=[hidden.pk]), {"reason": "x"}).status_code == 404
    assert f'data-ref="{hidden.username}"' not in text(on(client, "staff"))


def test_a_supervisor_lists_their_unit_and_those_below_it(client, officer):
    below = make_user("OFFICER", unit=UnitFactory(other=True, parent=officer.unit))
    beside = make_user("OFFICER", unit=UnitFactory(other=True))
    client.force_login(make_user("SUPERVISOR"))
    page = text(on(client, "staff"))
    assert officer.username in page and below.username in page and beside.username not in page


def test_the_list_is_logged_with_the_ids_shown(client, admin, officer):
    on(client, "staff")
    assert set(ReadEvent.objects.get(verb="LIST").detail["ids"]) == {admin.pk, officer.pk}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=dhanda", 1),
        ("q=5082+priya", 1),
        ("q=nobody", 0),
        ("role=OFFICER", 1),
        ("role=LEGAL", 0),
        ("state=deactivated", 1),
        ("state=all", 3),
    ],
)
def test_the_list_is_narrowed(client, admin, officer, query, count):
    make_user("OFFICER", username="gone", deactivated=True)
    page = text(client.get(f"/staff/?{query}"))
    assert f'data-count="{count}"' in page if count else "Nobody found" in page


def test_the_list_takes_a_fixed_number_of_statements(client, admin, django_assert_max_num_queries):
    for _ in range(12):
        make_user("OFFICER", "SUPERVISOR")
    with django_assert_max_num_queries(14):
        on(client, "staff")


def new(**values):
    return {
        "username": "mcroft", "first_name": "Maya", "last_name": "Croft", "rank": "CONSTABLE", "collar_number": "7001",
        "email": "m.croft@example.invalid", "unit": "", "stalking_trained_on": "",
    } | values  # fmt: skip


def test_a_new_account_shows_its_password_once_and_the_person_replaces_it(client, admin):
    cache.clear()
    page = on(client, "staff-add", **new(force=admin.force_id, unit=admin.unit_id))
    password = re.search(r'casework-key">([^<]+)<', text(page)).group(1)
    user = User.objects.get(username="mcroft")
    assert password not in text(on(client, "staff-person", user.pk))
    fresh = type(client)()
    assert fresh.post("/accounts/login/", {"login": "mcroft", "password": password}).status_code == 302
    assert fresh.get("/staff/me/")["Location"] == "/accounts/password/change/"


def test_an_account_that_does_not_fit_comes_back_with_what_was_typed(client, admin):
    page = on(client, "staff-add", **new(username="A B", email="nowhere", force=admin.force_id))
    assert page.status_code == 422
    assert text(page).count("Enter an e-mail address, such as") == 2 and 'value="Maya"' in text(page) and 'value="A B"' in text(page)
    page = on(client, "staff-add", **new(username="a b", force=admin.force_id))
    assert page.status_code == 422 and text(page).count("Use 3 to 30 letters") == 2


def test_an_account_is_changed_and_a_clash_shows_both_texts(client, admin, officer):
    data = new(first_name="Priya", last_name="Dhanda-Cole", email="p@example.invalid", version="1")
    data.pop("username"), data.pop("unit")
    assert on(client, "staff-change", officer.pk, **data).status_code == 302
    officer.refresh_from_db()
    assert officer.last_name == "Dhanda-Cole" and officer.version == 2
    clash = on(client, "staff-change", officer.pk, **data | {"last_name": "Cole"})
    assert clash.status_code in (409, 422) and "Dhanda-Cole" in text(clash) and "Cole" in text(clash)


def test_a_powerful_role_goes_through_two_administrators_by_their_pages(client, admin, officer):
    second = make_user("ADMIN", username="admin2")
    user = make_user(rank="SUPERINTENDENT")
    role = {"role": "AUTHORISER", "unit": "", "starts_on": timezone.localdate().strftime("%d/%m/%Y"), "ends_on": "", "reason": "New post"}
    assert on(client, "staff-role", user.pk, **role).status_code == 302
    proposal = RoleProposal.objects.get()
    mine = on(client, "staff-proposal", proposal.pk)
    assert "another administrator decides" in text(mine) and "What do you decide?" not in text(mine)
    client.force_login(second)
    assert "1 proposal waiting" in text(on(client, "staff"))
    refused = on(client, "staff-proposal", proposal.pk, agree="no", note="")
    assert refused.status_code == 422 and "Say why you refuse it" in text(refused)
    assert on(client, "staff-proposal", proposal.pk, agree="yes", note="").status_code == 302
    assert "Authorising officer" in text(on(client, "staff-person", user.pk))


def test_somebody_elses_proposal_is_hidden_from_supervisors(client, admin, officer):
    proposal = RoleProposal.objects.create(
        subject=officer, role="AUDITOR", force=officer.force, starts_on=timezone.localdate(), reason="x", proposed_by=admin
    )
    client.force_login(make_user("SUPERVISOR"))
    assert on(client, "staff-proposal", proposal.pk).status_code == 404
    assert client.post(reverse("staff-proposal-withdraw", args=[proposal.pk])).status_code == 404


def test_a_role_is_ended_by_its_page(client, admin, officer):
    held = officer.role_assignments.get()
    page = on(client, "staff-role-end", held.pk, ends_on=timezone.localdate().strftime("%d/%m/%Y"))
    assert page.status_code == 302
    held.refresh_from_db()
    assert held.ends_on == timezone.localdate()
    assert on(client, "staff-role-end", 999_999).status_code == 404


def test_the_administrators_page_of_open_cases_is_a_number_and_whom_to_ask(client, admin, officer):
    boss = make_user("SUPERVISOR", first_name="Owen", last_name="Tait")
    case, secret = make_case(owner=officer), make_case(owner=officer, restricted=True)
    page = text(on(client, "staff-cases", officer.pk))
    assert "owns 2 open cases" in page and boss.display_name in page
    assert case.reference not in page and secret.reference not in page


def test_whoever_may_allocate_sees_the_cases_and_a_number_for_the_rest(client, officer):
    client.force_login(make_user("MANAGER"))
    case, secret = make_case(owner=officer), make_case(owner=officer, restricted=True)
    page = text(on(client, "staff-cases", officer.pk))
    assert case.reference in page and secret.reference not in page and "And 1 more that you may not see" in page


def test_a_deputy_is_found_by_user_name_or_collar_number(client, officer):
    deputy = make_user("OFFICER", username="otait", collar_number="2210")
    client.force_login(officer)
    days = {"starts_on": "1/12/2040", "ends_on": "9/12/2040"}
    for number, typed in enumerate(("2210", "OTait")):
        assert (
            on(
                client,
                "staff-own-absence",
                **days | {"starts_on": f"{number + 1}/1{number}/2040", "ends_on": f"{number + 1}/1{number}/2040", "deputy": typed},
            ).status_code
            == 302
        )
    assert set(officer.absences.values_list("deputy_id", flat=True)) == {deputy.pk}
    page = on(client, "staff-own-absence", **days | {"deputy": "nobody"})
    assert page.status_code == 422 and text(page).count("No active colleague of the force has this user name") == 2


def test_one_ends_ones_own_absence_and_a_strangers_does_not_exist(client, officer):
    mine = officer.absences.create(starts_on="2040-01-01", ends_on="2040-01-02")
    theirs = make_user("OFFICER").absences.create(starts_on="2040-01-01", ends_on="2040-01-02")
    client.force_login(officer)
    assert client.post(reverse("staff-absence-end", args=[mine.pk])).status_code == 302
    assert client.post(reverse("staff-absence-end", args=[theirs.pk])).status_code == 404
    assert not officer.absences.exists() and client.get(reverse("staff-absence-end", args=[theirs.pk])).status_code == 405


def test_a_loan_is_proposed_and_shown_on_both_pages(client, officer):
    other = make_user(username="tbenwell", rank="CONSTABLE")
    client.force_login(make_user("SUPERVISOR"))
    data = {
        "role": "OFFICER",
        "taker": "tbenwell",
        "starts_on": timezone.localdate().strftime("%d/%m/%Y"),
        "ends_on": "1/1/2040",
        "reason": "Leave",
    }
    page = on(client, "staff-lend", officer.pk, **data)
    assert page.status_code == 422 or RoleProposal.objects.get().subject == other


def test_the_own_page_offers_nothing_that_one_may_not_do(client, officer):
    client.force_login(officer)
    page = text(on(client, "staff-me"))
    assert "Give a role" not in page and "/accounts/password/change/" in page and "Investigating officer" in page
    assert on(client, "staff-own-email", email="new@example.invalid", version="1").status_code == 302
    officer.refresh_from_db()
    assert officer.email == "new@example.invalid"


def test_a_deactivated_persons_page_offers_only_to_open_it_again(client, admin, officer):
    assert on(client, "staff-deactivate", officer.pk, reason="Left").status_code == 302
    page = text(on(client, "staff-person", officer.pk))
    assert reverse("staff-reactivate", args=[officer.pk]) in page and reverse("staff-role", args=[officer.pk]) not in page
    again = on(client, "staff-reactivate", officer.pk, go="1")
    assert "casework-key" in text(again)


def test_a_button_that_cannot_be_pressed_says_why(client, admin, officer):
    page = on(client, "staff-second-step", officer.pk, go="1")
    assert page.status_code == 422 and "This account has no second step" in text(page)
    page = on(client, "staff-deactivate", admin.pk, reason="x")
    assert page.status_code == 422 and "another administrator" in text(page)
