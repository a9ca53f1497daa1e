"""Plain Django forms are drawn as GOV.UK's, speak in sentences, and lose nothing that was typed."""

import datetime as dt
import html

import pytest
from django import forms
from django.http import QueryDict

from casework.pages.forms import CaseworkForm, DayField, FilesField, MomentField, SentenceField, VersionedForm

pytestmark = pytest.mark.quick


class Handover(CaseworkForm):
    look = {"how": {"show": {"post": ["number"]}, "hints": {"hand": "To a person who signs"}}, "days": {"suffix": "days"}}
    groups = [("When", ["when", "day"])]

    who = forms.CharField(label="Who took it?", max_length=20)
    why = SentenceField(label="Why was it handed over?")
    how = forms.ChoiceField(label="How?", choices=[("hand", "By hand"), ("post", "By post")], widget=forms.RadioSelect)
    number = forms.CharField(label="What is the tracking number?", required=False, widget=forms.Textarea)
    seals = forms.MultipleChoiceField(label="Which seals?", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    store = forms.ChoiceField(label="Which store?", choices=[("", "Choose"), ("n", "North")])
    when = MomentField(label="When was it handed over?")
    day = DayField(label="Which day is it wanted back?", required=False)
    days = forms.IntegerField(label="How many days?", required=False)
    mail = forms.EmailField(label="Which e-mail address?", required=False)
    sure = forms.BooleanField(label="The seal is whole")


GOOD = "who=A&why=To be examined in the laboratory&how=hand&seals=a&store=n&when=27/3/2026 14:30&sure=on"


def bound(text):
    return Handover(QueryDict(text))


def test_a_good_form_is_read():
    form = bound(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"].astimezone(dt.UTC) == dt.datetime(2026, 3, 27, 14, 30, tzinfo=dt.UTC)


def test_every_field_has_a_label_that_belongs_to_it():
    page = str(Handover())
    for name in ("who", "why", "number", "store", "when", "day", "days", "mail", "sure"):
        assert f'for="id_{name}"' in page
        assert f'id="id_{name}"' in page
    assert page.count("<legend") == 3  # the radios, the check boxes and the group
    assert "govuk-input__suffix" in page


@pytest.mark.parametrize("name", list(Handover.base_fields))
def test_no_refusal_speaks_djangos_words(name):
    form = bound("when=x&day=x&days=x&mail=x&store=zz&how=zz&seals=zz&why=a")
    words = " ".join(form.errors.get(name, []))
    for forbidden in ("This field", "a valid", "Ensure", "Select a"):
        assert forbidden not in words


def test_each_problem_stands_at_its_field_and_in_the_summary_in_the_order_of_the_page():
    form = bound("who=A")
    names = [item["href"] for item in form.summary]
    assert names == ["#id_why", "#id_how", "#id_seals", "#id_store", "#id_when", "#id_sure"]
    page = str(form)
    for item in form.summary:
        assert f'id="{item["href"][1:]}"' in page
        assert f'id="{item["href"][1:]}-error"' in page
        assert item["text"] in html.unescape(page)


def test_nothing_typed_is_lost():
    page = str(bound("who=Much%20too%20long%20a%20name%20for%20it&why=x&when=yesterday&day=31/2/2026&days=many&seals=b&how=post&store=n"))
    for typed in ('value="Much too long a name for it"', ">x</textarea>", 'value="yesterday"', 'value="31/2/2026"', 'value="many"'):
        assert typed in page
    assert page.count("checked") == 2
    assert 'value="n" selected' in page


def test_line_ends_under_a_choice_come_back_as_they_were_typed():
    page = str(bound("how=post&number=one%0Atwo%0A%20%20three"))
    area = page.split('name="number"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert html.unescape(area) == "one\ntwo\n  three"


def test_typed_markup_is_text():
    page = str(bound("who=<script>&why=</textarea><b>"))
    assert "<script>" not in page
    assert "<b>" not in page


def test_a_services_reasons_go_next_to_their_fields_or_on_top():
    form = bound(GOOD)
    form.refuse([("who", "That person has left the force"), ("nowhere", "The exhibit has been returned"), (None, "The store is closed")])
    assert form.errors["who"] == ["That person has left the force"]
    assert form.summary[:2] == [{"text": "The exhibit has been returned"}, {"text": "The store is closed"}]


def test_unseen_characters_do_not_make_two_equal_names_differ():
    form = bound(GOOD.replace("who=A", "who=%20Zo%CC%88e%E2%80%8B%20"))
    assert form.is_valid()
    assert form.cleaned_data["who"] == "Zöe"


def test_only_spaces_are_no_answer():
    assert "who" in bound(GOOD.replace("who=A", "who=%20%20")).errors


def test_windows_line_ends_become_one_kind():
    form = bound(GOOD.replace("in the", "in%0D%0Athe"))
    assert form.is_valid()
    assert form.cleaned_data["why"] == "To be examined in\nthe laboratory"


@pytest.mark.parametrize("text", ["........................", "aaaaaaaaaaaaaaaaaaaa", "12345678901234567890"])
def test_what_only_looks_like_an_answer_is_refused(text):
    assert bound(GOOD.replace("To be examined in the laboratory", text)).errors["why"] == ["Write it in words"]


def test_an_edited_record_carries_its_version():
    assert 'type="hidden" name="version" value="4"' in str(VersionedForm(initial={"version": 4}))


def test_bounds_of_a_day_are_inclusive():
    class Bounded(CaseworkForm):
        day = DayField(label="When?", not_before=dt.date(2026, 3, 1), not_after=lambda: dt.date(2026, 3, 31))

    assert Bounded({"day": "1/3/2026"}).is_valid()
    assert Bounded({"day": "31/3/2026"}).is_valid()
    assert Bounded({"day": "28/2/2026"}).errors["day"] == ["Enter 1 March 2026 or a later date"]
    assert Bounded({"day": "1/4/2026"}).errors["day"] == ["Enter 31 March 2026 or an earlier date"]


def test_a_day_is_shown_as_it_is_typed():
    class One(CaseworkForm):
        day = DayField(label="When?")
        at = MomentField(label="At?")

    page = str(One(initial={"day": dt.date(2026, 3, 7), "at": dt.datetime(2026, 7, 1, 8, 5, tzinfo=dt.UTC)}))
    assert 'value="7/3/2026"' in page
    assert 'value="1/7/2026 09:05"' in page


def test_several_files_are_one_question():
    class Papers(CaseworkForm):
        papers = FilesField(label="Which papers?")

    assert "multiple" in str(Papers())
    assert Papers({}, {}).errors["papers"] == ["Choose a file for “Which papers?”"]
