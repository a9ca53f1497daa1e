"""The review of under-recording, its sample and figures, the supervisor's queue: what stands there, for whom, and what is refused."""

import html
import re
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.assessment.prompts import selectors
from casework.assessment.prompts.models import CourseReading, PatternPrompt, SampleCheck
from casework.assessment.prompts.services import answer_prompt, check_sample, read_course
from casework.errors import GuardFailed
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from tests.factories import UnitFactory, incident_values, make_case, make_user

pytestmark = pytest.mark.django_db

BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
NOW = datetime(2026, 11, 23, 16, 40, tzinfo=ZoneInfo("Europe/London"))
FOUND = "Read both rows: the council settled it and nothing came after."


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("OFFICER"), make_user("SUPERVISOR")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def pattern(officer, boss, *texts, **values):
    """A case recorded as nuisance with these accounts a week apart."""
    case = make_case(owner=officer, supervisor=boss, relationship="ACQUAINTANCE", reported_at=NOW - timedelta(days=90), **values)
    record_crime(actor=officer, case=case, offence="NUISANCE", crime_reference=f"48N/{case.pk}/26")
    for n, text in enumerate(texts):
        add_incident(actor=officer, case=case, values=incident_values(occurred_at=NOW - timedelta(days=60 - 7 * n), summary=text))
    return case


def calm(officer, boss):
    """A case without a crime and without a prompt."""
    case = make_case(owner=officer, supervisor=boss, relationship="NEIGHBOUR", reported_at=NOW - timedelta(days=90))
    record_crime(actor=officer, case=case, no_crime_reason="A dispute about a hedge, settled by the council.")
    return case


def refs(page):
    return re.findall(r'data-ref="(STK-[^"]+)"', page)


def test_the_strongest_stands_first_and_what_is_recorded_as_stalking_does_not_stand_there(team):
    officer, boss = team
    weak = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    texts = (
        "He waited outside her work and followed her home",
        "He rang 40 times after she told him to stop",
        "He sat opposite her house again",
    )
    strong = pattern(officer, boss, *texts)
    stalking = pattern(officer, boss, *texts)
    record_crime(actor=officer, case=stalking, offence="STALKING_2A", crime_reference="48N/9/26")
    page = signed_in(boss).get("/review/").content.decode()
    assert refs(page) == [strong.reference, weak.reference]
    assert 'data-count="2"' in page


def test_a_declined_prompt_stays_in_the_review_with_its_reason(team):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    answer_prompt(actor=officer, prompt=PatternPrompt.objects.get(case=case, kind="REPETITION"), accepted=False, reason=FOUND)
    page = html.unescape(signed_in(boss).get("/review/").content.decode())
    assert case.reference in page and FOUND in page


def test_other_units_and_restricted_cases_stand_on_none_of_the_pages(team):
    officer, boss = team
    texts = ("A gift was left on her step.", "A second gift, wrapped like the first.")
    away_boss = make_user("SUPERVISOR", unit=UnitFactory(other=True))
    away = pattern(make_user("OFFICER", unit=away_boss.unit), away_boss, *texts)
    hidden = pattern(officer, None, *texts, secret=True)
    for path in ("/prompts/", "/review/", "/review/sample/"):
        page = signed_in(boss).get(path).content.decode()
        assert away.reference not in page and hidden.reference not in page, path
    assert selectors.figures(boss)[0].raised == 0
    assert selectors.figures(away_boss)[0].raised >= 2


def test_the_queue_shows_the_oldest_first_by_pages_and_a_fixed_number_of_questions(team, time_machine):
    officer, boss = team
    texts = ("A gift was left on her step.", "A second gift, wrapped like the first.")
    old = pattern(officer, boss, *texts)
    time_machine.move_to(NOW + timedelta(days=9), tick=False)
    new = pattern(officer, boss, *texts)
    client = signed_in(boss)
    page = client.get("/prompts/?kind=REPETITION").content.decode()
    assert page.index(old.reference) < page.index(new.reference) and "9 days ago" in page
    with CaptureQueriesContext(connection) as few:
        client.get("/prompts/")
    first = PatternPrompt.objects.get(case=old, kind="REPETITION")
    cases = [make_case(owner=officer, supervisor=boss) for _ in range(30)]
    PatternPrompt.objects.bulk_create(
        PatternPrompt(case=case, kind="REPETITION", basis=first.basis, reasons=first.reasons, raised_at=NOW) for case in cases
    )
    with CaptureQueriesContext(connection) as many:
        page = client.get("/prompts/").content.decode()
    assert len(many) == len(few) and page.count("data-ref") == 25 and 'rel="next"' in page


def test_a_sample_is_the_same_all_week_another_next_week_and_answered_for_once(team, time_machine):
    officer, boss = team
    cases = [calm(officer, boss) for _ in range(12)]
    drawn = [row.case_id for row in selectors.sample(boss).rows]
    assert len(drawn) == selectors.SAMPLE and set(drawn) <= {case.pk for case in cases}
    time_machine.move_to(NOW + timedelta(days=5), tick=False)
    assert [row.case_id for row in selectors.sample(boss).rows] == drawn
    time_machine.move_to(NOW + timedelta(days=7), tick=False)
    assert [row.case_id for row in selectors.sample(boss).rows] != drawn
    time_machine.move_to(NOW, tick=False)
    case = next(case for case in cases if case.pk == drawn[0])
    check_sample(actor=boss, case=case, missed=True, reason=FOUND)
    with pytest.raises(GuardFailed, match="answered for this case this week"):
        check_sample(actor=boss, case=case, missed=False, reason=FOUND)
    after = selectors.sample(boss)
    assert [row.case_id for row in after.rows] == drawn[1:] and [one.case_id for one in after.answered] == drawn[:1]
    outside = next(case for case in cases if case.pk not in drawn)
    with pytest.raises(GuardFailed, match="not in this week's sample"):
        check_sample(actor=boss, case=outside, missed=False, reason=FOUND)
    with pytest.raises(Exception, match="update"), transaction.atomic():
        SampleCheck.objects.update(reason="other")
    month = selectors.figures(boss)[0]
    assert (month.checked, month.missed) == (1, 1)


def test_a_case_that_shows_a_pattern_is_never_drawn(team):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    assert case.pk not in [row.case_id for row in selectors.sample(boss).rows]


def test_the_figures_follow_what_became_of_prompts_month_by_month(team, time_machine):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    answer_prompt(actor=officer, prompt=PatternPrompt.objects.get(case=case, kind="REPETITION"), accepted=True)
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48N/9/26", at=NOW)
    time_machine.move_to(NOW + timedelta(days=20), tick=False)
    now, before = selectors.figures(boss)[:2]
    assert (now.raised, before.accepted, before.first.month) == (0, 1, 11)
    page = signed_in(boss).get("/review/figures/").content.decode()
    assert "November 2026" in page


def test_the_database_holds_what_an_answer_must_have(team):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    prompt = PatternPrompt.objects.filter(case=case).first()
    for values in ({"state": "DECLINED"}, {"ground": "SUSPECT"}, {"state": "WAITING"}):
        with pytest.raises(Exception, match=r"prompt_|transition"), transaction.atomic():
            PatternPrompt.objects.filter(pk=prompt.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        PatternPrompt.objects.create(case=case, kind=prompt.kind, basis="x", reasons=["x"], raised_at=NOW)


# --- bad inputs ----------------------------------------------------------------------------------------------------------------------


def roads(team):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    prompt = PatternPrompt.objects.filter(case=case).first()
    other = calm(officer, boss)
    diary = f"/cases/{case.reference}/incidents/diary/"
    row = {"rows": "1", "w0": "1/3/2026 10:00", "t0": "rang", "a0": "B", "doubts": "{}", "common-source": "VICTIM"}
    return {
        "prompt": (officer, f"/cases/{case.reference}/prompts/{prompt.pk}/", {"answer": "yes"}),
        "sample": (boss, f"/review/sample/{other.reference}/", {"missed": "no", "reason": FOUND}),
        "diary": (officer, diary, {"text": "1/3/2026 rang", "source": "VICTIM"}),
        "diary-rows": (officer, diary, row),
    }


@pytest.mark.parametrize("road", ["prompt", "sample", "diary", "diary-rows"])
def test_a_form_filled_in_rightly_is_taken(team, road):
    user, path, values = roads(team)[road]
    assert signed_in(user).post(path, values).status_code == (200 if road == "diary" else 302)


@pytest.mark.parametrize(
    "row", [row for row in BAD if row["road"] in ("prompt", "sample", "diary", "diary-rows")], ids=lambda row: row["id"]
)
def test_what_is_wrong_is_said_beside_its_field_and_in_the_summary(team, row):
    user, path, values = roads(team)[row["road"]]
    answer = signed_in(user).post(path, values | row["give"])
    page = html.unescape(answer.content.decode())
    sentence = row["sentence"].removesuffix(".")
    assert answer.status_code == 422
    start = page.index("govuk-error-summary")
    summary, rest = page[start : page.index("<form", start)], page[page.index("<form", start) :]
    assert sentence in summary and sentence in rest
    assert f"#{row['field']}" in summary or f"#id_{row['field']}" in summary


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "evaluate_prompts"], ids=lambda row: row["id"])
def test_the_evaluation_refuses_in_one_line(row, tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(row["give"]), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("evaluate_prompts", str(path))
    assert str(refused.value) == f"{path}: {row['field']}: {row['sentence']}"
    assert refused.value.returncode == row["code"]


def test_a_case_read_again_without_a_change_changes_nothing(team):
    officer, boss = team
    case = pattern(officer, boss, "A gift was left on her step.", "A second gift, wrapped like the first.")
    before = list(PatternPrompt.objects.filter(case=case).values("pk", "state", "basis", "raised_at"))
    read_course(case=case, actor=officer)
    assert list(PatternPrompt.objects.filter(case=case).values("pk", "state", "basis", "raised_at")) == before
    assert CourseReading.objects.get(case=case).occasions == 2
