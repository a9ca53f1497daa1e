"""Pages of force policy and bank holidays: everyone reads, administrators and managers propose, an authorising officer decides."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from casework.policies.models import HolidayOverride, PolicyDecision, PolicySetting
from casework.policies.selectors import law_of
from casework.policies.services import approve, propose_holiday, propose_value
from tests.factories import ForceFactory, RoleAssignmentFactory, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WHY = "Decided by the stalking lead"


@pytest.fixture
def admin(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("ADMIN")


@pytest.fixture
def chief(admin):
    return make_user("AUTHORISER")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text(response):
    return " ".join(response.content.decode().replace("&#39;", "'").split())


def proposal(admin, typed="48", code="R03.high", **values):
    return propose_value(
        **{"actor": admin, "force": admin.force, "code": code, "typed": typed, "from_on": date(2026, 11, 23), "reason": WHY} | values
    )


def test_a_value_goes_from_proposal_to_force(admin, chief):
    page = client_of(admin)
    form = {"use": "own", "value": "48", "from_on": "23/11/2026", "reason": WHY}
    response = page.post("/rules/policy/R03.high/propose/", form, follow=True)
    assert response.redirect_chain == [("/rules/policy/R03.high/", 302)]
    assert "48 hours" in text(response) and "Waiting" in text(response)
    made = PolicySetting.objects.get()
    decides = client_of(chief)
    shown = text(decides.get(f"/rules/policy/proposals/{made.pk}/"))
    assert "Counts now" in shown and "24 hours" in shown and "Approve it" in shown
    decides.post(f"/rules/policy/proposals/{made.pk}/", {"outcome": "approve"})
    assert law_of(admin.force_id).policy["R03.high"] == 48
    page_now = text(decides.get("/rules/policy/"))
    assert f"approved by {chief}" in page_now and "<strong>48 hours</strong>" in page_now


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "two"}, "value", "Give a whole number of hours from 0 to 8784."),
        ({"value": ""}, "value", "Give a whole number of hours from 0 to 8784."),
        ({"from_on": "31/2/2027"}, "from_on", "is not a day in the calendar"),
        ({"from_on": "22/11/2026"}, "from_on", "a value never counts backwards."),
        ({"reason": "short"}, "reason", "at least 10 characters"),
        ({"use": ""}, "use", "Choose an answer"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(admin, typed, field, sentence):
    form = {"use": "own", "value": "48", "from_on": "24/11/2026", "reason": WHY} | typed
    response = client_of(admin).post("/rules/policy/R03.high/propose/", form)
    page = text(response)
    assert response.status_code == 422
    assert page.count(sentence) >= 2 and f'href="#id_{field}' in page
    for name in ("value", "from_on", "reason"):
        assert form[name] in page
    assert not PolicySetting.objects.exists()


def test_the_proposer_sees_why_they_cannot_approve_and_is_refused(admin):
    both = make_user("ADMIN", "AUTHORISER")
    made = proposal(both)
    page = client_of(both)
    shown = text(page.get(f"/rules/policy/proposals/{made.pk}/"))
    assert "You proposed this. Somebody else has to approve it." in shown and "Approve it" not in shown
    response = page.post(f"/rules/policy/proposals/{made.pk}/", {"outcome": "approve"})
    assert response.status_code == 422
    assert not PolicyDecision.objects.exists()


def test_declining_asks_for_a_reason(admin, chief):
    made = proposal(admin)
    page = client_of(chief)
    response = page.post(f"/rules/policy/proposals/{made.pk}/", {"outcome": "decline", "note": ""})
    assert response.status_code == 422 and "Say why, in at least 10 characters." in text(response)
    page.post(f"/rules/policy/proposals/{made.pk}/", {"outcome": "decline", "note": "Not with the present shifts"})
    assert PolicyDecision.objects.get().outcome == "DECLINED"
    assert "Not with the present shifts" in text(page.get("/rules/policy/R03.high/"))


def test_an_administrator_withdraws(admin):
    made = proposal(admin)
    page = client_of(admin)
    assert "Withdraw this proposal" in text(page.get(f"/rules/policy/proposals/{made.pk}/"))
    page.post(f"/rules/policy/proposals/{made.pk}/withdraw/")
    assert PolicyDecision.objects.get().outcome == "WITHDRAWN"


@pytest.mark.parametrize("role", ["OFFICER", "AUTHORISER", "AUDITOR", "ANALYST"])
def test_who_may_not_propose_reads_and_is_told_whose_it_is(admin, role):
    page = client_of(make_user(role))
    for path in ("/rules/policy/R03.high/propose/", "/rules/policy/rule/R10/propose/", "/rules/holidays/propose/"):
        assert page.get(path).status_code == 403
        assert page.post(path, {}).status_code == 403
    shown = text(page.get("/rules/policy/R03.high/"))
    assert "Administrators and managers propose force policy." in shown


def test_only_an_authorising_officer_decides(admin):
    made = proposal(admin)
    manager = client_of(make_user("MANAGER"))
    assert "Approve it" not in text(manager.get(f"/rules/policy/proposals/{made.pk}/"))
    assert manager.post(f"/rules/policy/proposals/{made.pk}/", {"outcome": "approve"}).status_code == 403


def test_another_force_does_not_know_of_it(admin):
    made = proposal(admin)
    day = propose_holiday(actor=admin, force=admin.force, kind="ADD", day=date(2026, 11, 24), name="State funeral", reason=WHY)
    elsewhere = ForceFactory(other=True)
    for role in ("ADMIN", "AUTHORISER"):
        page = client_of(make_user(role, force=elsewhere))
        assert page.get(f"/rules/policy/proposals/{made.pk}/").status_code == 404
        assert page.get(f"/rules/holidays/proposals/{day.pk}/").status_code == 404
        assert page.get(f"/rules/policy/?force={admin.force.code}").status_code == 404
        assert "48 hours" not in text(page.get("/rules/policy/"))
    assert client_of(admin).get("/rules/policy/proposals/999999/").status_code == 404


def test_someone_of_two_forces_chooses_whose_values_to_read(admin, chief):
    approve(actor=chief, proposal=proposal(admin))
    elsewhere = ForceFactory(other=True)
    RoleAssignmentFactory(user=admin, role="ADMIN", force=elsewhere, unit=None)
    page = client_of(admin)
    assert "<strong>48 hours</strong>" in text(page.get("/rules/policy/R03.high/"))
    theirs = text(page.get(f"/rules/policy/R03.high/?force={elsewhere.code}"))
    assert "<strong>24 hours</strong>" in theirs and str(elsewhere) in theirs


def test_the_list_is_narrowed(admin, chief):
    approve(actor=chief, proposal=proposal(admin))
    proposal(admin, "36", "R11")
    page = client_of(admin)
    own = text(page.get("/rules/policy/?show=own"))
    assert 'data-ref="R03.high"' in own and 'data-ref="R11"' not in own
    assert 'data-ref="R11"' in text(page.get("/rules/policy/?show=waiting"))
    assert 'data-ref="R11"' in text(page.get("/rules/policy/?text=decision whether to search"))
    assert 'data-count="0"' in text(page.get("/rules/policy/?text=nothing of the kind"))


def test_a_rule_is_switched_off_and_on(admin, chief):
    form = {"value": "no", "from_on": "23/11/2026", "reason": WHY}
    client_of(admin).post("/rules/policy/rule/R10/propose/", form)
    client_of(chief).post(f"/rules/policy/proposals/{PolicySetting.objects.get().pk}/", {"outcome": "approve"})
    assert "Switched off" in text(client_of(admin).get("/rules/policy/rule/R10/"))
    assert "Switched off by the force" in text(client_of(admin).get("/rules/R10/"))


def test_the_year_of_the_holidays_is_chosen(admin):
    page = client_of(admin)
    assert 'data-ref="2026-12-28"' in text(page.get("/rules/holidays/"))
    assert 'data-ref="2027-03-26"' in text(page.get("/rules/holidays/?year=2027"))
    for odd in ("x", "1066", "9999", "99999999999999999999"):
        assert 'data-ref="2026-12-28"' in text(page.get(f"/rules/holidays/?year={odd}"))


def test_a_holiday_goes_from_proposal_to_force(admin, chief):
    form = {"kind": "ADD", "added": "24/11/2026", "name": "State funeral", "reason": WHY}
    client_of(admin).post("/rules/holidays/propose/", form)
    made = HolidayOverride.objects.get()
    client_of(chief).post(f"/rules/holidays/proposals/{made.pk}/", {"outcome": "approve"})
    page = text(client_of(admin).get("/rules/holidays/"))
    assert 'data-ref="2026-11-24"' in page and "State funeral" in page and f"approved by {chief}" in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"kind": "ADD", "added": "28/11/2026", "name": "Jubilee"}, "added", "is a weekend day"),
        ({"kind": "ADD", "added": "24/11/2026"}, "name", "Say which bank holiday it is."),
        ({"kind": "ADD"}, "added", "Enter a date"),
        ({"kind": "STRIKE", "struck": "24/11/2026"}, "struck", "is no bank holiday, so it cannot be taken off the list."),
        ({"kind": "COVER", "year": "2043"}, "year", "Give 2041 next."),
        ({"kind": "COVER", "year": ""}, "year", "Enter a year, such as 2041"),
        ({"kind": "USUAL", "usual": "30/2/2026"}, "usual", "is not a day in the calendar"),
        ({"kind": "STRIKE", "struck": "25/12/2026", "reason": "x"}, "reason", "at least 10 characters"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_beside_its_field(admin, typed, field, sentence):
    response = client_of(admin).post("/rules/holidays/propose/", {"reason": WHY} | typed)
    page = text(response)
    assert response.status_code == 422
    assert page.count(sentence) >= 2 and f'href="#id_{field}' in page, page
    assert not HolidayOverride.objects.exists()


def test_the_page_warns_when_the_known_years_run_out(admin, time_machine):
    assert "are known only up to" not in text(client_of(admin).get("/rules/holidays/"))
    time_machine.move_to(datetime(2039, 5, 2, 12, 0, tzinfo=UTC), tick=False)
    page = client_of(admin)
    assert "known only up to 2040" in text(page.get("/rules/holidays/"))
    assert "known only up to 2040" in text(page.get("/rules/"))


def test_the_pages_cost_the_same_however_much_was_proposed(admin, chief, django_assert_max_num_queries):
    page = client_of(admin)
    for number in (2, 12):
        for typed in range(30 + number, 30 + 2 * number):
            approve(actor=chief, proposal=proposal(admin, str(typed)))
        for path in ("/rules/policy/", "/rules/policy/R03.high/", "/rules/holidays/"):
            with django_assert_max_num_queries(15):
                page.get(path)
