"""The course over time: gaps and rising frequency in words, a picture and a table with the same numbers, behaviours by letter."""

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from casework.reports.behaviours import MAPPED, SHORT, Behaviour, hint_of, letters_of
from casework.reports.incidents import add_incident
from casework.reports.models import Act, Incident
from casework.reports.rhythm import COLUMNS_MOST, Moment, columns, drawing, in_words
from tests.factories import incident_values, make_case, make_person, make_user

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 3, 1, 12, tzinfo=LONDON)
TODAY = date(2026, 6, 1)


def course(*days, acts=("B",), exact=True):
    return [Moment(START + timedelta(days=day), acts, exact) for day in days]


def test_gaps_and_rising_frequency_are_told_in_words():
    said = " ".join(in_words(course(0, 30, 55, 60, 63, 65), TODAY))
    assert "6 occasions over 66 days, 1 March 2026 to 5 May 2026" in said
    assert "The longest quiet time was 30 days, from 1 March 2026 to 31 March 2026." in said
    assert "It comes more often: every 28 days at first, every 2 days lately." in said
    assert "The last was 27 days ago." in said


def test_falling_frequency_and_unsure_times_are_told_too():
    assert "It comes less often" in " ".join(in_words(course(0, 1, 2, 10, 30), TODAY))
    assert "known only about, or within a span" in " ".join(in_words(course(0, 5, exact=False), TODAY))
    assert in_words([], TODAY) == []
    assert in_words(course(0), TODAY)[0] == "1 occasion, on 1 March 2026."


@given(st.lists(st.tuples(st.integers(0, 9000), st.sets(st.sampled_from("ABCDEFGX"), min_size=1)), min_size=1, max_size=60))
def test_every_occasion_stands_in_exactly_one_stretch_and_the_picture_says_what_the_table_says(rows):
    moments = [Moment(START + timedelta(days=day), tuple(acts)) for day, acts in rows]
    stretches = columns(moments)
    assert len(stretches) <= max(COLUMNS_MOST, 27)
    assert sum(one.number for one in stretches) == len(moments)
    for letter in "ABCDEFGX":
        assert sum(one.acts[letter] for one in stretches) == sum(letter in one.acts for one in moments)
    drawn = drawing(stretches, SHORT)
    assert [bar["text"] for bar in drawn["bars"]] == [one.number for one in stretches if one.number]
    assert sorted(dot["text"] for dot in drawn["dots"]) == sorted(n for one in stretches for n in one.acts.values() if n)


def test_every_behaviour_stands_under_its_letter_and_a_tracker_under_two():
    assert {behaviour for those in MAPPED.values() for behaviour in those} == set(Behaviour)
    assert set(MAPPED) == set(Act.values) == set(SHORT)
    assert letters_of("FLOWERS") == ("B",) and letters_of("TRACKER") == ("A", "G") and letters_of("Breach BRE-1") == ()
    assert "s.2A(3)(e)" in hint_of("E") and "waiting outside home" in hint_of("E")


@pytest.fixture
def team(db, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=LONDON), tick=False)
    officer = make_user("OFFICER")
    client = Client()
    client.force_login(officer)
    return officer, make_case(owner=officer), client


def test_choosing_the_behaviour_is_enough_and_its_letters_are_ticked(team):
    _, case, client = team
    typed = {"exactness": "EXACT", "occurred_at": "1/3/2026 12:00", "summary": "A tracker was under her car.", "source": "VICTIM"}
    assert client.post(f"/cases/{case.reference}/incidents/add/", typed).status_code == 422
    assert client.post(f"/cases/{case.reference}/incidents/add/", typed | {"behaviour": "TRACKER"}).status_code == 302
    incident = Incident.objects.get(case=case)
    assert (incident.acts, incident.behaviour) == (["A", "G"], "TRACKER")


def test_the_page_draws_the_course_across_cases_with_its_words_and_the_same_as_a_table(team):
    officer, case, client = team
    people = {part.role.lower(): part.person for part in case.parties.all()}
    other = make_case(owner=officer, **people)
    strange = make_case(owner=make_user("OFFICER"), secret=True, **people)
    for where, day in ((case, 0), (case, 9), (other, 20), (other, 21)):
        add_incident(actor=officer, case=where, values=incident_values(occurred_at=START + timedelta(days=day)))
    add_incident(actor=strange.owner, case=strange, values=incident_values(occurred_at=START + timedelta(days=25)))
    page = html.unescape(client.get(f"/cases/{case.reference}/incidents/").content.decode())
    assert "4 occasions over 22 days" in page and other.reference in page and strange.reference not in page
    assert 'role="img"' in page and "<title" in page and "<desc" in page and "The same as a table" in page
    drawn = re.findall(r'casework-picture__number"[^>]*>(\d+)<', page)
    table = page[page.index("The course over time, as a table") :]
    numbers = re.findall(r'</th><td class="govuk-table__cell govuk-table__cell--numeric">(\d+)</td>', table)
    assert [number for number in numbers if number != "0"] == drawn


def test_another_pair_of_the_same_case_is_another_course(team):
    officer, case, _ = team
    second = make_person()
    case.parties.create(person=second, role="SUSPECT")
    first = case.parties.filter(role="SUSPECT").first().person
    for suspect in (first, second):
        add_incident(actor=officer, case=case, values=incident_values(), suspect=suspect)
    assert Incident.objects.filter(case=case).values("course").distinct().count() == 2
