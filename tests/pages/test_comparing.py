"""Two versions are compared word by word; what differs is marked and what was typed is text."""

import datetime as dt

import pytest

from casework.pages.comparing import marked, rows, shown

pytestmark = pytest.mark.quick


def test_only_the_words_that_differ_are_marked():
    left, right = marked("He was seen at nine", "He was seen at ten, twice")
    assert left == "He was seen at <del>nine</del>"
    assert right == "He was seen at <ins>ten, twice</ins>"


def test_markup_in_a_text_is_text():
    left, right = marked("<b>", "<script>")
    assert "<b>" not in left
    assert "<script>" not in right


def test_every_field_has_a_row_in_the_order_of_the_form():
    made = rows({"b": 1, "a": "x", "version": 3}, {"a": "y", "b": 1, "c": None}, {"a": "What?", "b": "How many?"})
    assert [(row.label, row.same) for row in made] == [("What?", False), ("How many?", True), ("C", True)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "nothing"),
        (True, "yes"),
        ([], "nothing"),
        (["a", 2], "a, 2"),
        (dt.date(2026, 3, 5), "Thursday 5 March 2026"),
    ],
)
def test_values_are_shown_as_a_reader_knows_them(value, words):
    assert shown(value) == words
