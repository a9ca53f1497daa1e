"""Log lines hold ids only: no form values, no names, no search terms, no tokens, no text of exceptions."""

import logging

import pytest
import structlog
from celery import shared_task
from django.db import IntegrityError, connection
from django.test import override_settings
from django.urls import path

from tests.factories import make_user

MARKER = "Elin Prosser 07700 900123"


def breaks(request, token=""):
    raise RuntimeError(f"could not save {request.POST.get('name')}")


def breaks_in_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [request.GET["name"]])


urlpatterns = [path("breaks/", breaks), path("breaks/<str:token>/", breaks), path("database/", breaks_in_the_database)]
here = override_settings(ROOT_URLCONF="tests.pages.test_logs")


@here
@pytest.mark.django_db
def test_a_request_is_one_line_with_an_id_that_the_reader_gets_too(client, log_lines):
    client.raise_request_exception = False
    answer = client.get("/nowhere/")
    (line,) = [each for each in log_lines() if each["event"] == "request_finished"]
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["request"], line["code"]) == ("GET (no such page)", 404)
    assert isinstance(line["milliseconds"], int)


@here
@pytest.mark.django_db
def test_what_a_person_typed_is_in_no_line_when_a_page_breaks(client, log_lines, never_logged):
    client.raise_request_exception = False
    never_logged |= {"Prosser", "07700", "token-of-the-feed"}
    client.force_login(make_user("OFFICER", first_name="Prosser"))
    client.post(f"/breaks/?q={MARKER}", {"name": MARKER})
    client.get("/breaks/token-of-the-feed/")
    client.get(f"/database/?name={MARKER}")
    client.get(f"/nowhere/{MARKER}/?q={MARKER}")
    failed = [line for line in log_lines() if line["event"] == "request_failed"]
    assert [line["exception"]["type"] for line in failed] == ["RuntimeError", "RuntimeError", "DataError"]
    assert failed[1]["request"] == "GET breaks/<str:token>/"
    assert any("test_logs.py" in frame for frame in failed[0]["exception"]["frames"])
    assert all(isinstance(line["user_id"], int) for line in failed)


def test_a_key_that_is_not_on_the_list_is_withheld_and_named(log_lines, never_logged):
    never_logged.add("Prosser")
    structlog.get_logger("casework.somewhere").warning("person_found", name=MARKER, count=3)
    (line,) = log_lines()
    assert (line["event"], line["count"]) == ("person_found (withheld: name)", 3)
    assert line["level"] == "warning"


def test_other_libraries_lines_lose_what_they_quote(log_lines, never_logged):
    never_logged.add("Prosser")
    logging.getLogger("somelibrary").warning("no such user: %s", MARKER)
    try:
        raise IntegrityError(f"Key (name)=({MARKER}) already exists.")
    except IntegrityError:
        logging.getLogger("somelibrary").exception("failed")
    first, second = log_lines()
    assert first["event"] == "no such user: %s"
    assert second["exception"]["type"] == "IntegrityError"


@shared_task(name="tests.fails")
def fails():
    raise ValueError(MARKER)


def test_a_failing_task_is_one_line_without_its_message(log_lines, never_logged):
    never_logged.add("Prosser")
    fails.apply()
    (line,) = [each for each in log_lines() if each["event"] == "task_failed"]
    assert (line["task"], line["exception"]["type"]) == ("tests.fails", "ValueError")


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_databases_statements_are_never_logged(level, log_lines):
    logging.getLogger("django.db.backends").debug("SELECT %s", MARKER)
    assert log_lines() == []
