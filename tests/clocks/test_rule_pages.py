"""The rules pages: found by words and kind, asked by a form that says what the command says, with only the dates a reader may see."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from casework.audit.models import ReadEvent
from casework.clocks import recounting
from casework.clocks.models import Clock, Recount
from casework.clocks.services import start
from casework.law.registry import all_rules
from casework.policies.services import approve, propose_value
from casework.staff.models import Role
from tests.factories import ForceFactory, UnitFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


@pytest.fixture
def officer(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("OFFICER")


@pytest.fixture
def get(officer):
    client = Client()
    client.force_login(officer)
    return lambda path, **query: client.get(path, query)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.slow
def test_every_rule_is_listed_and_each_has_its_page(get):
    page = text(get("/rules/"))
    assert f'data-count="{len(all_rules())}"' in page
    for rule in all_rules():
        assert f'data-ref="{rule.id}"' in page
    for rule in all_rules():
        assert get(f"/rules/{rule.id}/").status_code == 200, rule.id


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ({"text": "first notification"}, "SPA-9-1", "R01"),
        ({"text": "R27"}, "SPA-9-1", "R26"),
        ({"klass": "crime"}, "SPA-9-1", "R01"),
        ({"authority": "force"}, "R23", "SPA-9-1"),
        ({"confidence": "recalled"}, "CC-7", "R23"),
        ({"wired": "yes"}, "R01", "R54"),
        ({"wired": "no"}, "R54", "R01"),
        ({"text": "nothing of the kind"}, "", "R01"),
    ],
)
def test_the_list_is_narrowed_by_words_and_kind(get, query, some, none):
    page = text(get("/rules/", **query))
    assert (f'data-ref="{some}"' in page) if some else ('data-count="0"' in page)
    assert f'data-ref="{none}"' not in page


def test_a_filter_that_is_none_is_refused_beside_its_field(get):
    response = get("/rules/", klass="wat")
    assert response.status_code == 422
    assert "Choose one of the answers listed" in text(response)


def test_another_name_leads_to_the_rule_for_good_and_keeps_the_question(get):
    response = get("/rules/R27/", on="2026-11-23")
    assert (response.status_code, response["Location"]) == (301, "/rules/SPA-9-1/?on=2026-11-23")
    assert get("/rules/spa-9-1/")["Location"] == "/rules/SPA-9-1/"
    assert get("/rules/R28/")["Location"] == "/rules/SPA-9-3/"
    assert get("/rules/R27/dates/")["Location"] == "/rules/SPA-9-1/dates/"
    assert "/rules/SPA-9-4/" in text(get("/rules/SPA-9-3/"))


def test_an_unknown_rule_is_not_there(get):
    for path in ("/rules/SPA-99/", "/rules/SPA-99/dates/", "/rules/policy/SPA-99/", "/rules/policy/rule/SPA-9-1/", "/rules/recounts/1/"):
        assert get(path).status_code == 404, path


def test_a_date_is_worked_out_with_its_sum(get):
    page = text(get("/rules/SPA-9-1/", on="23/11/2026", method="post"))
    assert 'data-due="2026-11-28"' in page
    assert "Day 3, the last day, is Saturday 28 November 2026." in page
    assert "Late from Sunday 29 November 2026, 00:00." in page
    assert "SPA 2019 s.9(1)" in page


def test_a_guard_answers_with_its_reasons(get):
    page = text(get("/rules/SPA-3-2/", on="2026-11-23", end="21/11/2028"))
    assert "Does not pass" in page
    assert "Passes" in text(get("/rules/SPA-3-2/", on="2026-11-23", end="22/11/2028"))


def asked(row):
    """The row of the command as the query of the page: (rule, query)."""
    rule, *rest = row["give"]
    query = {}
    while rest:
        name, value = rest[0], rest[1]
        rest = rest[2:]
        if name == "--on":
            query["on"] = value
        else:
            name, _, value = value.partition("=")
            query[name] = value
    return rule, query


def on_the_page(row):
    """Rows about the shape of the command itself have no counterpart; a day written the British way the page understands."""
    give = row["give"]
    return (
        row["road"] == "due"
        and row["code"] == 2
        and len(give) > 1
        and set(give[1::2]) <= {"--on", "--set"}
        and all("=" in value for name, value in zip(give[1::2], give[2::2], strict=True) if name == "--set")
        and len({value.partition("=")[0] for value in give[2::2]}) == len(give[2::2])
        and row["id"] != "due-not-a-date"
    )


@pytest.mark.parametrize("row", [row for row in TABLE if on_the_page(row)], ids=lambda row: row["id"])
def test_bad_input_gets_the_sentence_of_the_command_beside_the_field(get, row):
    rule, query = asked(row)
    response = get(f"/rules/{rule}/", **query)
    page = response.content.decode().replace("&#39;", "'").replace("&#34;", '"')
    assert response.status_code == 422
    assert row["sentence"] in page
    assert 'class="govuk-error-summary"' in page
    if f'id="id_{row["field"]}' in page:
        assert f'href="#id_{row["field"]}' in page
        assert page.count(row["sentence"]) >= 2, "in the summary and next to the field"
    assert 'id="answer"' not in page


def test_without_a_day_the_form_asks_for_it(get):
    page = text(get("/rules/SPA-9-1/", on=""))
    assert "Say when it happened." in page


def test_the_forces_own_values_count_on_its_pages(get, officer):
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    proposal = propose_value(
        actor=admin, force=officer.force, code="R23.standard", typed="4", from_on=date(2026, 11, 23), reason="The team is small"
    )
    approve(actor=chief, proposal=proposal)
    page = text(get("/rules/R23/", on="2026-11-23"))
    assert 'data-due="2026-11-27"' in page
    assert "4 working days" in page and "Northmoor Police" in page
    assert get("/rules/R23/", of="elsewhere").status_code == 404


def test_a_provision_that_is_not_in_force_says_so(get):
    assert "Not in force" in text(get("/rules/CPA26-ORD/"))
    page = text(get("/rules/CPA26-ORD/", on="2026-12-01"))
    assert "Off: this part of the Crime and Policing Act 2026 is not confirmed to be in force." in page
    assert "Not in force" in text(get("/rules/", text="CPA26-DISC"))


def running(case):
    return start("R10", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "standard"})


def test_only_dates_of_cases_open_to_the_reader_are_listed(get, officer):
    mine = make_case(owner=officer)
    hidden = [
        make_case(owner=make_user("OFFICER"), secret=True),
        make_case(owner=make_user("OFFICER", unit=UnitFactory(force=ForceFactory(other=True), name="Elsewhere"))),
    ]
    for case in (mine, *hidden):
        running(case)
    for path in ("/rules/R10/", "/rules/R10/dates/"):
        page = text(get(path))
        assert mine.reference in page
        assert not [case for case in hidden if case.reference in page]
        assert "Monday 30 November 2026" in page
    seen = ReadEvent.objects.filter(object_type="clock").order_by("-id").first()
    assert seen.detail["ids"] == [Clock.objects.get(case=mine).pk]


def test_the_list_of_dates_goes_on_behind_the_last_one(get, officer):
    for _ in range(30):
        running(make_case(owner=officer))
    page = text(get("/rules/R10/"))
    assert page.count('data-ref="STK-') == 10 and "All 30 open dates" in page
    first = text(get("/rules/R10/dates/"))
    assert first.count('data-ref="STK-') == 25 and "after=" in first


def test_the_pages_cost_the_same_however_many_dates_run(get, officer, django_assert_max_num_queries):
    for number in (1, 20):
        for _ in range(number):
            running(make_case(owner=officer))
        with django_assert_max_num_queries(12):
            get("/rules/R10/")
        with django_assert_max_num_queries(10):
            get("/rules/R10/dates/")


def test_coverage_adds_up(get):
    page = text(get("/rules/coverage/"))
    assert f"{len(all_rules())} rules, {sum(len(rule.vectors) for rule in all_rules())} worked examples" in page
    for rule in all_rules():
        assert (f'data-ref="{rule.id}"' in page) is not rule.wired


def test_what_was_counted_anew_is_shown_to_those_who_may_see_the_case(get, officer):
    mine, hidden = make_case(owner=officer), make_case(owner=make_user("OFFICER"), secret=True)
    for case in (mine, hidden):
        running(case)
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    asked_for = {"code": "R10.other", "typed": "3", "from_on": date(2026, 11, 23), "reason": "Quicker decisions"}
    approve(actor=chief, proposal=propose_value(actor=admin, force=officer.force, **asked_for))
    recounting.notice()
    recounting.work()
    made = Recount.objects.get()
    page = text(get(f"/rules/recounts/{made.pk}/"))
    assert mine.reference in page and hidden.reference not in page
    assert "Monday 30 November 2026" in page and "Thursday 26 November 2026" in page
    assert mine.reference in text(get(f"/rules/recounts/{made.pk}/", whose="mine"))
    assert f"/rules/recounts/{made.pk}/" in text(get("/rules/recounts/"))
    stranger = Client()
    stranger.force_login(make_user("OFFICER", force=ForceFactory(other=True)))
    assert stranger.get(f"/rules/recounts/{made.pk}/").status_code == 404


@pytest.mark.slow
def test_every_role_reads_the_rules_and_nobody_without_a_role(officer):
    paths = [reverse(name) for name in ("rule-list", "rule-coverage", "rule-recounts", "policy-list", "holiday-list")]
    paths += ["/rules/SPA-9-1/", "/rules/R10/dates/", "/rules/policy/R10.other/", "/rules/policy/rule/R10/"]
    for roles, expected in [*(((role,), 200) for role in Role.values), ((), 403)]:
        client = Client()
        client.force_login(make_user(*roles))
        for path in paths:
            assert client.get(path).status_code == expected, (roles, path)
    for path in paths:
        assert Client().get(path).status_code == 302
