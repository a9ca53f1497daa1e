"""Every page for what goes wrong says what happened and what to do, needs no database where none may be there, and tells no secrets."""

import pytest
from django.test import RequestFactory

from casework.pages import errors

pytestmark = pytest.mark.quick

PAGES = [
    (errors.bad_request, 400),
    (errors.forbidden, 403),
    (errors.csrf_failure, 403),
    (errors.not_found, 404),
    (errors.too_many, 429),
    (errors.server_error, 500),
]


@pytest.mark.parametrize(("handler", "status"), PAGES)
def test_each_page_has_a_heading_and_says_what_to_do(handler, status):
    answer = handler(RequestFactory().get("/x/"))
    page = answer.content.decode()
    assert answer.status_code == status
    assert page.count("<h1") == 1
    assert page.count('<p class="govuk-body">') >= 2
    assert "no-store" in answer["Cache-Control"]
    for word in ("error occurred", "Invalid", "invalid", "N/A", "Oops"):
        assert word not in page


def test_a_fault_in_the_pages_themselves_still_gets_a_page(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors.loader, "get_template", broken)
    answer = errors.server_error(RequestFactory().get("/x/"))
    assert answer.status_code == 500
    assert "The service has a fault" in answer.content.decode()


def test_the_reason_for_a_refused_form_goes_to_the_log_only(caplog):
    answer = errors.csrf_failure(RequestFactory().post("/x/"), reason="CSRF cookie not set.")
    assert "cookie" not in answer.content.decode()
    assert "CSRF cookie not set." in caplog.text


@pytest.mark.parametrize("address", ["/accounts/login/?next=%00", "/cases/STK%00/", "/search/?q=a%00b"])
def test_a_nul_in_an_address_is_refused_before_anything_is_asked(client, address):
    assert client.get(address).status_code == 400


def test_a_nul_in_a_cookie_is_refused_as_well(client):
    client.cookies["sessionid"] = "planted\0planted"
    assert client.get("/accounts/login/").status_code == 400
