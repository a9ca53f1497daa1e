"""A date stands with how near it is and why it is that date; force policy is never shown as law."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import engines

from casework.pages.whys import why_of

pytestmark = pytest.mark.quick

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
RESULT = {"steps": ["Made on Friday", "Last day: Monday"], "citation": "SPA 2019 s.9(1)", "authority": "statute", "confidence": "read"}


def clock(due_on=dt.date(2026, 11, 24), due_at=None, overdue_from=dt.datetime(2026, 11, 25, tzinfo=dt.UTC), state="OPEN", **result):
    return SimpleNamespace(due_on=due_on, due_at=due_at, overdue_from=overdue_from, state=state, result=RESULT | result)


def test_a_day_counted_date_says_that_the_whole_day_counts():
    assert why_of(clock(), NOW).words == "Tuesday 24 November 2026, end of the day"


def test_an_hour_counted_date_says_its_time():
    why = why_of(clock(due_at=dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)), NOW)
    assert (why.words, why.near, why.nearness) == ("Monday 23 November 2026, 15:00", "in 3 hours", "today")


@pytest.mark.parametrize(
    ("state", "overdue", "near", "nearness"),
    [
        ("OPEN", dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC), "late by 2 days", "late"),
        ("OPEN", dt.datetime(2026, 11, 25, tzinfo=dt.UTC), "tomorrow", "soon"),
        ("MET", dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "done", "met"),
        ("MET_LATE", dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "done, but late", "met"),
        ("CANCELLED", dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "no longer counts", "ended"),
    ],
)
def test_how_near_it_is_stands_in_words(state, overdue, near, nearness):
    why = why_of(clock(state=state, overdue_from=overdue), NOW)
    assert (why.near, why.nearness) == (near, nearness)


def test_the_last_day_itself_is_not_late():
    why = why_of(clock(due_on=dt.date(2026, 11, 23), overdue_from=dt.datetime(2026, 11, 24, tzinfo=dt.UTC)), NOW)
    assert (why.near, why.nearness) == ("today", "today")


def test_force_policy_is_marked_and_read_law_is_not():
    assert "not law" in why_of(clock(authority="force", confidence="policy"), NOW).small_print
    assert why_of(clock(), NOW).small_print == ""


def test_what_is_only_recalled_sends_to_force_legal():
    assert "force legal" in why_of(clock(confidence="recalled"), NOW).small_print


def test_a_stored_result_and_a_fresh_one_read_the_same():
    fresh = SimpleNamespace(due=dt.date(2026, 11, 24), overdue_from=dt.datetime(2026, 11, 25, tzinfo=dt.UTC), **RESULT)
    stored = RESULT | {"due": "2026-11-24", "overdue_from": "2026-11-25T00:00:00+00:00"}
    assert why_of(fresh, NOW) == why_of(stored, NOW)


def test_no_date_is_said_to_be_none():
    assert why_of({"due": None, "steps": []}, NOW).words == "no date"


def test_why_opens_in_place_with_the_sum_and_its_section():
    source = '{% from "components/dates.html" import due %}{{ due(clock) }}'
    page = engines["jinja2"].from_string(source).render({"clock": clock(confidence="policy", authority="force")})
    for words in ("<details", "Made on Friday", "SPA 2019 s.9(1)", "Force policy, not law", "(force policy)"):
        assert words in page
