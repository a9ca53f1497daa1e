"""A pasted diary or call log: rows proposed, every doubt in words, saved in one step, nothing lost when one row is wrong."""

import html
import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from casework.assessment.prompts.models import PatternPrompt
from casework.cases.models import CaseEvent
from casework.reports.diary import MOST, NotRead, propose, read_when
from casework.reports.incidents import add_incident
from casework.reports.models import Incident
from tests.factories import incident_values, make_case, make_user

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 16, 40, tzinfo=LONDON)
TODAY = date(2026, 11, 23)


def one(line):
    (row,) = propose(line, TODAY)
    return row


@pytest.mark.parametrize(
    ("line", "when", "text"),
    [
        ("3/3/2026 14:30 rang four times", "3/3/2026 14:30", "rang four times"),
        ("03.03.26 2.30pm - rang", "3/3/2026 14:30", "rang"),
        ("Tuesday 3rd March 2026, 9.15pm: stood outside", "3/3/2026 21:15", "stood outside"),
        ("March 3rd 2026 flowers", "3/3/2026", "flowers"),
        ("2026-03-03T14:30 text", "3/3/2026 14:30", "text"),
        ("• 3 Sept 2026 about 7pm drove past", "about 3/9/2026 19:00", "drove past"),
        ("3/3/2026 1430hrs call", "3/3/2026 14:30", "call"),
        ("3 March 2026 14:00-15:30 sat in his car", "3/3/2026 14:00-15:30", "sat in his car"),
        ("12) 3 March 2026 noon, card", "3/3/2026 12:00", "card"),
        ("Missed call\t07/03/2026 21:14", "7/3/2026 21:14", "Missed call 07/03/2026 21:14"),
    ],
)
def test_a_date_that_is_written_whole_is_read_in_uk_order_without_a_doubt(line, when, text):
    row = one(line)
    assert (row.when, row.text, row.doubts) == (when, text, [])


@pytest.mark.parametrize(
    ("line", "when", "doubt"),
    [
        ("3 March rang", "3/3/2026", "No year is written: 2026 is proposed"),
        ("3 December rang", "3/12/2025", "No year is written: 2025 is proposed"),
        ("12/25/2026 card", "", "is not a day in UK order"),
        ("31/2/2026 card", "", "is not a day in the calendar"),
        ("yesterday he came again", "", "“yesterday” does not say which day"),
        ("he rings me 24/7", "", "No date was found on this line"),
        ("Monday 3 March 2026 rang", "3/3/2026", "Monday is written, but 3 March 2026 was a Tuesday"),
        ("3/3/2026 2:30 rang", "3/3/2026 02:30", "is read as the morning"),
        ("3/12/2026 rang", "3/12/2026", "has not come yet"),
        ("14:30 rang again", "", "No date is on this line"),
        ("He came on 3/3/2026 and on 4/3/2026", "3/3/2026", "2 dates are in this line"),
        ("3/3/2026 rang from 07700 900123", "3/3/2026", "A telephone number stands in the text"),
        ("3/3/2026 25:30 rang", "3/3/2026", "is not a time of day"),
    ],
)
def test_whatever_is_doubtful_says_so_in_words_and_is_not_guessed(line, when, doubt):
    row = one(line)
    assert row.when == when
    assert any(doubt in each for each in row.doubts), row.doubts


def test_a_line_with_a_time_alone_takes_the_date_above_with_a_doubt():
    above, row = propose("3/3/2026 14:30 rang\n15:00 rang again", TODAY)
    assert row.when == "3/3/2026 15:00"
    assert row.doubts == ["No date is on this line: the date of the line above is proposed"]
    assert above.doubts == []


def test_months_written_first_anywhere_make_other_numbers_doubtful():
    first, second = propose("12/25/2026 card\n4/5/2026 letter", TODAY)
    assert "month first" in " ".join(second.doubts) and "4 May 2026" in " ".join(second.doubts)
    assert first.text == "12/25/2026 card"


def test_a_line_out_of_order_is_marked():
    rows = propose("\n".join(f"{day}/3/2026 rang" for day in (1, 2, 3, 20, 4, 5, 6)), TODAY)
    assert [bool(row.doubts) for row in rows] == [False, False, False, False, True, False, False]


@given(st.text(max_size=400))
def test_whatever_is_pasted_every_word_stands_in_a_row_or_its_date(text):
    rows = propose(text, TODAY)
    kept = " ".join(row.text for row in rows)
    for line in text.split("\n"):
        words = re.findall(r"[^\W\d_]{12,}", line)
        assert all(word in kept for word in words)


def test_a_row_without_a_time_is_the_whole_day_and_a_row_without_a_date_is_refused():
    first, last, how = read_when("3/3/2026")
    assert (first.hour, last.hour, last.minute, how) == (0, 23, 59, "BETWEEN")
    assert read_when("about 3/3/2026 14:30")[2] == "ABOUT"
    assert read_when("3/3/2026 to 5/3/2026")[1].day == 5
    for wrong in ("", "soon", "32/3/2026", "29/3/2026 01:30"):
        with pytest.raises(NotRead):
            read_when(wrong)


# --- the pages -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def team(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER")
    client = Client()
    client.force_login(officer)
    return officer, make_case(owner=officer, relationship="EX_PARTNER"), client


def diary(lines=200):
    """Two hundred lines of one year's first months: five hold a doubt."""
    made = [f"{1 + n % 28}/{1 + n // 28}/2026 {8 + n % 12:02d}:{n % 60:02d} he rang and hung up, time {n + 1}" for n in range(lines)]
    made[10] = "11 January he stood outside"
    made[50] = "yesterday he came again"
    return made


def at(case):
    return f"/cases/{case.reference}/incidents/diary/"


def fields(page):
    """What the browser would send of the second step, untouched."""
    sent = {
        name: html.unescape(value) for name, value in re.findall(r'<input type="(?:text|hidden)"[^>]*name="([^"]+)" value="([^"]*)"', page)
    }
    sent |= {
        name: html.unescape(value) for name, value in re.findall(r'<input type="text" id="[^"]+" name="([^"]+)" value="([^"]*)"', page)
    }
    sent |= {
        name: html.unescape(text).removeprefix("\n")
        for name, text in re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S)
    }
    for name, body in re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_a_diary_of_200_lines_is_proposed_marked_and_saved_in_one_step_and_one_wrong_row_loses_nothing(team):
    _, case, client = team
    answer = client.post(at(case), {"text": "\n".join(diary()), "act": "CALLS", "means": "CALL", "source": "VICTIM"})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'data-count="200"' in page
    assert "No year is written: 2026 is proposed" in page and "“yesterday” does not say which day" in html.unescape(page)
    assert not Incident.objects.exists()
    sent = fields(page)
    assert sent["w0"] == "1/1/2026 08:00" and sent["a0"] == "B" and sent["common-means"] == "CALL"

    refused = client.post(at(case), sent)
    page = html.unescape(refused.content.decode())
    assert refused.status_code == 422 and not Incident.objects.exists()
    assert "Row 51: Enter the date, or leave the row out" in page
    assert "Check the rows that carry a doubt, then tick that you have" in page
    assert fields(refused.content.decode()) == sent  # nothing typed is lost
    assert "No year is written" in page  # and no doubt either

    mended = sent | {"w50": "21/2/2026", "checked": "on"}
    saved = client.post(at(case), mended)
    assert saved.status_code == 302
    rows = Incident.objects.filter(case=case)
    assert rows.count() == 200
    assert set(rows.values_list("means", "behaviour")) == {("CALL", "CALLS")}
    span = rows.get(summary="yesterday he came again")
    assert (span.exactness, span.occurred_to.astimezone(LONDON).hour) == ("BETWEEN", 23)
    assert CaseEvent.objects.filter(case=case, kind="incident.added").count() == 1
    assert PatternPrompt.objects.filter(case=case, kind="REPETITION", state="RAISED").exists()


def test_a_row_may_be_left_out_and_each_row_has_its_own_act(team):
    _, case, client = team
    page = client.post(at(case), {"text": "1/3/2026 flowers\n2/3/2026 outside work\nnothing here", "act": "FLOWERS", "source": "VICTIM"})
    sent = fields(page.content.decode()) | {"x2": "on", "a1": "E"}
    assert client.post(at(case), sent).status_code == 302
    assert list(Incident.objects.filter(case=case).order_by("occurred_at").values_list("acts", "behaviour")) == [
        (["B"], "FLOWERS"),
        (["E"], ""),
    ]


def test_what_stands_there_already_is_marked(team):
    officer, case, client = team
    add_incident(actor=officer, case=case, values=incident_values(occurred_at=datetime(2026, 3, 1, 14, 30, tzinfo=LONDON)))
    page = client.post(at(case), {"text": "1/3/2026 14:30 rang", "act": "CALLS", "source": "VICTIM"}).content.decode()
    assert "on the chronology already" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter an answer to"),
        ("\n".join(["1/3/2026 rang"] * (MOST + 1)), f"Paste at most {MOST} lines at a time"),
        ("  \n ", "Paste at least one line"),
    ],
)
def test_too_little_and_too_much_are_refused_with_what_was_pasted_kept(team, text, sentence):
    _, case, client = team
    answer = client.post(at(case), {"text": text, "source": "VICTIM"})
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.content.decode())
    assert not text.strip() or "1/3/2026 rang" in answer.content.decode()


def test_every_row_wrong_or_left_out_saves_nothing(team):
    _, case, client = team
    nothing = {"rows": "1", "w0": "1/3/2026", "t0": "rang", "a0": "B", "x0": "on", "doubts": json.dumps({}), "common-source": "VICTIM"}
    answer = client.post(at(case), nothing)
    assert answer.status_code == 422 and "there is nothing to save" in answer.content.decode()
    future = nothing | {"w0": "1/12/2026 10:00"}
    del future["x0"]
    answer = client.post(at(case), future)
    assert answer.status_code == 422 and "This time has not come yet" in answer.content.decode()
    assert not Incident.objects.exists()
