"""Signing in: one answer for every "no", traces in the trail, limits, a first password of one's own."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from casework.accounts.urls import SIGN_IN_PAGES
from casework.audit.models import ChangeEvent
from casework.audit.record import digest
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "seven-lanterns-at-dusk"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def officer():
    return with_password(make_user("OFFICER", username="pdhanda"))


def with_password(user, password=PASSWORD):
    user.set_password(password)
    user.save()
    return user


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


def signed_in(client) -> bool:
    return client.get("/staff/me/").status_code == 200


def told(response) -> tuple[int, str]:
    text = re.sub(r'value="[^"]*"', "", response.content.decode())
    return response.status_code, re.sub(r'"[A-Za-z0-9]{64}"', "", text)


def test_the_right_name_and_password_open_a_session(client, officer):
    response = sign_in(client, "pdhanda")
    assert response.status_code == 302 and response["Location"] == "/"
    assert signed_in(client)


@pytest.mark.parametrize("typed", [" pdhanda ", "PDhanda"])
def test_the_user_name_is_read_without_regard_to_case_and_outer_space(client, officer, typed):
    sign_in(client, typed)
    assert signed_in(client)


def test_unknown_wrong_deactivated_expired_and_demo_get_the_very_same_answer(client, officer, settings):
    settings.DEMO = False
    with_password(make_user("OFFICER", username="gone", deactivated=True))
    with_password(make_user("OFFICER", username="late", temporary_until=timezone.now()))
    with_password(make_user("OFFICER", username="officer1", is_demo=True))
    answers = [told(sign_in(client, name, password)) for name, password in (
        ("nobody", PASSWORD), ("pdhanda", "wrong"), ("gone", PASSWORD), ("late", PASSWORD), ("officer1", PASSWORD)
    )]  # fmt: skip
    assert len(set(answers)) == 1
    assert "do not belong together" in answers[0][1] and not signed_in(client)


@pytest.mark.parametrize("name", ["nobody", "pdhanda", "gone"])
def test_a_password_is_hashed_once_whoever_tries(client, officer, name, monkeypatch):
    """Time is measured in hashings, because seconds differ from machine to machine."""
    from django.contrib.auth.hashers import get_hasher

    gone = make_user("OFFICER", username="gone", deactivated=True)
    gone.set_unusable_password()
    gone.save()
    hasher, count = type(get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kwargs: count.append(1) or encode(*args, **kwargs))
    sign_in(client, name, "wrong")
    assert len(count) == 1


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_sign_in_only_in_a_demonstration(client, settings, demo):
    settings.DEMO = demo
    with_password(make_user("OFFICER", username="officer1", is_demo=True))
    sign_in(client, "officer1")
    assert signed_in(client) is demo


def test_a_demo_session_ends_when_the_demonstration_does(client, settings):
    settings.DEMO = True
    with_password(make_user("OFFICER", username="officer1", is_demo=True))
    sign_in(client, "officer1")
    settings.DEMO = False
    assert not signed_in(client)


def test_a_deactivated_persons_session_ends_at_once(client, officer):
    sign_in(client, "pdhanda")
    type(officer).objects.filter(pk=officer.pk).update(deactivated_at=timezone.now())
    assert not signed_in(client)


def test_sign_ins_failures_and_sign_outs_are_in_the_trail_without_names(client, officer):
    sign_in(client, "PDhanda", "wrong")
    sign_in(client, "pdhanda")
    client.post("/accounts/logout/")
    failed, opened, closed = ChangeEvent.objects.order_by("id")
    assert (failed.verb, failed.actor_id, failed.detail) == ("LOGIN_FAILED", None, {"name": digest("pdhanda")})
    assert (opened.verb, opened.actor_id, opened.detail) == ("LOGIN", officer.pk, {"how": "password"})
    assert (closed.verb, closed.actor_id) == ("LOGOUT", officer.pk)
    assert opened.session_digest == closed.session_digest != ""
    assert not signed_in(client)


def test_five_failures_close_a_name_for_five_minutes_known_or_not(client, officer):
    for name in ("pdhanda", "nobody"):
        answers = [told(sign_in(client, name, "wrong")) for _ in range(6)]
        assert "do not belong together" in answers[4][1]
        assert "too many attempts" in answers[5][1]
    assert "too many attempts" in told(sign_in(client, "pdhanda"))[1] and not signed_in(client)
    assert ChangeEvent.objects.filter(verb="LOGIN_FAILED").count() == 13


def test_what_was_typed_as_name_comes_back_and_the_password_never(client, officer):
    page = sign_in(client, "pdhanda", "wrong-but-mine").content.decode()
    assert 'value="pdhanda"' in page and "wrong-but-mine" not in page


def test_empty_fields_are_asked_for_by_name(client):
    page = sign_in(client, "", "").content.decode()
    assert page.count("Enter your user name") == 2 and page.count("Enter your password") == 2


@pytest.mark.parametrize(("wanted", "reached"), [("/audit/", "/audit/"), ("https://evil.invalid/", "/"), ("//evil.invalid/", "/")])
def test_after_sign_in_one_goes_where_one_wanted_but_never_off_the_site(client, officer, wanted, reached):
    assert sign_in(client, "pdhanda", next=wanted)["Location"] == reached


def test_a_page_asked_for_before_sign_in_is_kept_through_it(client, officer):
    page = client.get(client.get("/audit/")["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/audit/">' in page


def test_a_temporary_password_opens_only_the_page_that_replaces_it(client):
    user = with_password(
        make_user("OFFICER", username="new", must_change_password=True, temporary_until=timezone.now() + timedelta(days=1))
    )
    sign_in(client, "new")
    assert client.get("/audit/")["Location"] == "/accounts/password/change/"
    assert "Choose your own password" in client.get("/accounts/password/change/").content.decode()
    response = change_password(client, PASSWORD, "quite-another-thing")
    assert response["Location"] == "/staff/me/" and signed_in(client)
    user.refresh_from_db()
    assert not user.must_change_password and user.temporary_until is None


def change_password(client, old, new, again=None):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": again or new})


def test_an_account_without_a_password_has_none_to_change(client):
    client.force_login(make_user("OFFICER"))
    response = client.get("/accounts/password/change/")
    assert response.status_code == 403 and "no password of its own" in response.content.decode()


def test_a_new_password_ends_every_other_session(client, officer):
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, "pdhanda")
    change_password(client, PASSWORD, "quite-another-thing")
    assert signed_in(client) and not signed_in(other)
    assert ChangeEvent.objects.filter(verb="UPDATE", action="profile.own", object_id=officer.pk).exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", "quite-another-thing", None, "Enter the password that you use now"),
        (PASSWORD, "short", None, "at least 12 characters"),
        (PASSWORD, PASSWORD, None, "Choose a password that you do not use yet"),
        (PASSWORD, "quite-another-thing", "quite-another-thong", "same password"),
        (PASSWORD, "pdhanda-1234", None, "too similar"),
        (PASSWORD, "password1234", None, "too common"),
    ],
)
def test_a_poor_new_password_is_refused_in_words(client, officer, old, new, again, sentence):
    sign_in(client, "pdhanda")
    page = change_password(client, old, new, again).content.decode()
    assert sentence in page
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_at_most(client, officer):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        sign_in(client, "pdhanda")
        clock.shift(29 * 60)
        assert signed_in(client)
        clock.shift(31 * 60)
        assert not signed_in(client)
        sign_in(client, "pdhanda")
        for _ in range(25):
            clock.shift(28 * 60)
            assert signed_in(client)
        clock.shift(28 * 60)
        assert not signed_in(client)
    assert ChangeEvent.objects.filter(verb="LOGOUT", detail__why="expired").count() == 1


def test_only_what_is_used_of_allauth_is_mounted():
    def patterns(within):
        for each in within.url_patterns:
            yield from patterns(each) if hasattr(each, "url_patterns") else [each]

    mounted = {pattern.name for pattern in patterns(get_resolver()) if "allauth" in pattern.lookup_str}
    assert mounted | {"account_change_password"} == set(SIGN_IN_PAGES)
    for name in ("account_signup", "account_reset_password", "account_email", "account_inactive"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("name", [name for name, who in SIGN_IN_PAGES.items() if who != "anyone"])
def test_pages_of_ones_own_account_ask_strangers_to_sign_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def test_check_deploy_reports_a_demonstration_and_a_missing_key(settings):
    settings.DEMO, settings.DIGEST_KEY = True, "short"
    with pytest.raises(SystemCheckError) as found:
        call_command("check", "--deploy", "--fail-level", "ERROR")
    assert "demo accounts can sign in" in str(found.value) and "DIGEST_KEY" in str(found.value)
