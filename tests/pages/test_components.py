"""What the shared parts of pages say, whatever colour they have."""

import datetime as dt
import html
import re

import pytest
from django.template import engines
from django.test import RequestFactory

pytestmark = pytest.mark.quick

IMPORTS = """
{% from "components/tags.html" import grade, status, restricted, masked %}
{% from "components/lists.html" import table, empty, task_list, timeline, actions, bar, filters_kept %}
{% from "components/panels.html" import next_step, answer, prompt, figures, filters, foot_bar %}
{% from "components/navigation.html" import breadcrumbs, parts, pages %}
"""


def draw(source, address="/cases/", **context):
    made = engines["jinja2"].from_string(IMPORTS + source).render(context, RequestFactory().get(address))
    return html.unescape(made)


def said(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize(
    ("value", "words"), [("HIGH", "High risk"), ("MEDIUM", "Medium risk"), ("STANDARD", "Standard risk"), ("", "Risk not assessed")]
)
def test_a_grade_is_said_in_words_with_a_sign_of_its_own(value, words):
    assert words in said(draw("{{ grade(value) }}", value=value))


def test_grades_have_three_different_signs():
    drawn = said(draw('{{ grade("HIGH") }}{{ grade("MEDIUM") }}{{ grade("STANDARD") }}'))
    assert len(set("▲◆●") & set(drawn)) == 3


def test_a_masked_value_says_only_that_it_is_protected():
    class Masked:
        def __str__(self):
            return "protected"

    drawn = draw('{{ masked(value, "/reveal/1/", "home address") }}', value=Masked())
    assert said(drawn) == "●●●● protected Reveal home address"


def test_what_cannot_be_done_says_why_and_leads_nowhere():
    drawn = draw("{{ actions(items) }}", items=[{"text": "Add", "href": "/add"}, {"text": "Approve", "why_not": "it needs a sergeant"}])
    assert drawn.count("<a ") == 1
    assert "Not now: it needs a sergeant" in said(drawn)


def test_a_table_sorts_on_the_server_and_says_how_it_is_sorted():
    columns = [{"text": "Reference", "sort": "ref"}, {"text": "Risk", "sort": "risk"}, {"text": "Stage"}]
    source = '{% call table("My cases", columns, request, 3, "1,000+") %}<tr data-ref="A"></tr>{% endcall %}'
    drawn = draw(source, "/cases/?sort=ref&stage=x&after=y", columns=columns)
    assert 'data-count="3"' in drawn
    assert drawn.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in drawn
    assert "/cases/?stage=x&sort=-ref" in drawn
    assert "/cases/?stage=x&sort=risk" in drawn
    assert "after=" not in drawn
    assert "<caption" in drawn
    assert "(1,000+)" in said(drawn)


@pytest.mark.parametrize(("number", "most", "width"), [(0, 0, "0"), (5, 10, "50.0"), (20, 10, "100")])
def test_a_bar_is_drawn_beside_its_number(number, most, width):
    drawn = draw("{{ bar(number, most) }}", number=number, most=most)
    assert f'width="{width}"' in drawn.replace('width="100" height="12" viewBox', "")
    assert said(drawn) == str(number)


def test_a_task_that_waits_says_for_what_and_has_no_link():
    drawn = draw(
        "{{ task_list(items) }}", items=[{"title": "Authority", "href": "", "status": "Needs legal approval first", "kind": "blocked"}]
    )
    assert "<a " not in drawn
    assert said(drawn) == "Authority Needs legal approval first"


def test_the_timeline_shows_when_by_whom_and_keeps_line_ends():
    item = {"title": "Served", "when": dt.datetime(2026, 7, 1, 8, 5, tzinfo=dt.UTC), "by": "DC Lyle", "text": "In person.\nAt home."}
    drawn = draw("{{ timeline(items) }}", items=[item])
    assert said(drawn) == "Served by DC Lyle Wednesday 1 July 2026, 09:05 In person. At home."
    assert "In person.\nAt home." in drawn


def test_typed_markup_in_a_component_is_text():
    made = engines["jinja2"].from_string(IMPORTS + '{{ empty(x, x) }}{{ timeline([{"title": x, "when": x, "text": x}]) }}{{ status(x) }}')
    assert "<script>" not in made.render({"x": "<script>"}, RequestFactory().get("/"))


def test_filters_keep_the_order_of_the_list_but_not_the_place_in_it():
    drawn = draw('{% call filters("/cases/", request) %}{% endcall %}', "/cases/?sort=risk&after=x")
    assert 'name="sort" value="risk"' in drawn
    assert "after" not in drawn


def test_an_answer_is_a_word_not_a_colour():
    assert said(draw('{{ answer("In force now", "good", "Served.") }}')) == "✓ In force now Served."


def test_a_prompt_gives_its_reasons_and_its_answers():
    drawn = draw('{{ prompt("Is this stalking?", ["Two incidents"], [{"text": "Yes", "href": "/y"}, {"text": "No", "href": "/n"}]) }}')
    assert said(drawn) == "Is this stalking? Because: Two incidents Yes No"
