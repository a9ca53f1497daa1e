"""The one way to a date: what it takes, what it gives, what the order page can say from it."""

import re
from datetime import UTC, date, datetime

import pytest

from casework.law.engine import compute
from casework.law.errors import AmbiguousLocalTime, LawInputError, MissingInput, NoSuchLocalTime, SurplusInput, TimeNeeded
from casework.law.policy import DEFAULTS, PolicyValues
from casework.law.policy import in_words as in_words_of_policy
from casework.law.registry import all_rules
from casework.law.when import LONDON, in_words

pytestmark = pytest.mark.quick


def test_the_order_page_can_say_why_sunday_is_the_last_day():
    said = " ".join(compute("SPA-9-1", on="2026-11-27T15:30").steps)
    for words in (
        "Friday 27 November 2026 is day 1",
        "the last day, is Sunday 29 November 2026",
        "Weekends and bank holidays count",
        "SPA 2019 s.9(1)",
    ):
        assert words in said


def test_the_answer_holds_exactly_the_published_keys():
    said = compute("R27", on="2026-12-24", inputs={"method": "post"}).as_json()
    assert list(said) == [
        *(
            "rule",
            "asked",
            "inputs",
            "due",
            "overdue_from",
            "also",
            "passes",
            "reasons",
            "steps",
            "citation",
            "class",
            "authority",
            "confidence",
        )
    ]
    assert (said["rule"], said["asked"], said["due"]) == ("SPA-9-1", "R27", "2027-01-02")
    assert said["overdue_from"] == "2027-01-03T00:00:00+00:00"
    assert said["also"] == [{"name": "effective_service", "date": "2026-12-31"}]
    assert said["inputs"]["on"] == "2026-12-24" and said["inputs"]["method"] == "post"


def test_hours_give_an_instant_with_its_offset():
    assert compute("R01", on="2026-06-30T23:59").as_json()["due"] == "2026-07-01T23:59:00+01:00"


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-10-25T01:30+01:00", "2026-10-26T00:30:00+00:00"),
        ("2026-10-25T01:30+00:00", "2026-10-26T01:30:00+00:00"),
        ("2026-10-24T12:00", "2026-10-25T11:00:00+00:00"),
        ("2027-03-27T12:00", "2027-03-28T13:00:00+01:00"),
        ("2027-03-28T00:59", "2027-03-29T01:59:00+01:00"),
    ],
)
def test_24_hours_over_a_clock_change(on, due):
    assert compute("R01", on=on).as_json()["due"] == due


def test_the_hour_that_comes_twice_is_told_apart_in_words():
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert in_words(first) == "Sunday 25 October 2026, 01:30 BST"
    assert in_words(second) == "Sunday 25 October 2026, 01:30 GMT"
    assert in_words(date(2026, 11, 29)) == "Sunday 29 November 2026, end of the day"
    assert in_words(datetime(2026, 11, 24, 15, tzinfo=UTC)) == "Tuesday 24 November 2026, 15:00"


def test_just_before_midnight_in_summer_is_the_local_day():
    assert compute("SPA-9-1", on=datetime(2026, 6, 1, 23, 30, tzinfo=UTC)).due == date(2026, 6, 4)


def test_a_day_needs_no_choice_between_two_hours():
    assert compute("SPA-9-1", on="2026-10-25T01:30").due == date(2026, 10, 27)
    with pytest.raises(AmbiguousLocalTime):
        compute("R01", on="2026-10-25T01:30")
    with pytest.raises(NoSuchLocalTime):
        compute("R01", on=datetime(2027, 3, 28, 1, 30))


@pytest.mark.parametrize(
    ("rule", "inputs", "kind", "name"),
    [
        ("R01", {}, TimeNeeded, "on"),
        ("R06", {}, MissingInput, "grade"),
        ("R06", {"grade": ""}, MissingInput, "grade"),
        ("R06", {"grade": "high", "colour": "red"}, SurplusInput, "colour"),
        ("R06", {"grade": "severe"}, LawInputError, "grade"),
        ("SPA-3-2", {"years": "2.5"}, LawInputError, "years"),
        ("SPA-3-2", {"years": True}, LawInputError, "years"),
        ("SPA-3-2", {"years": "٢"}, LawInputError, "years"),
        ("SPA-3-2", {"end": "2028-11-22", "open_ended": "yes"}, LawInputError, "end"),
        ("R34", {"authority": "court_further"}, LawInputError, "current_end"),
        ("SPA-4-4b", {"heard": "2026-11-22"}, LawInputError, "heard"),
    ],
)
def test_a_question_that_cannot_be_answered_names_the_input(rule, inputs, kind, name):
    with pytest.raises(kind) as fault:
        compute(rule, on="2026-11-23", inputs=inputs)
    assert fault.value.name == name
    assert fault.value.sentence[-1] in ".?"


def test_typed_values_and_text_give_the_same():
    typed = compute("SPA-3-2", on=date(2026, 11, 23), inputs={"end": date(2028, 11, 22), "open_ended": False})
    assert typed == compute("SPA-3-2", on="2026-11-23", inputs={"end": "2028-11-22", "open_ended": "no"})
    assert compute("R06", on="2026-11-23", inputs={"grade": "HIGH"}).inputs["grade"] == "high"


def test_a_force_sets_its_own_numbers():
    policy = PolicyValues({"R23.standard": 5, "OP-EXPIRY.alerts": (120, 14)})
    assert compute("R23", on="2026-11-23", policy=policy).due == date(2026, 11, 30)
    said = compute("OP-EXPIRY", on="2028-11-22", policy=policy)
    assert [at for name, at in said.also if name == "alert"] == [date(2028, 7, 25), date(2028, 11, 8)]


def test_no_number_of_a_force_moves_what_a_law_sets():
    policy = PolicyValues({code: value.value * 2 for code, value in DEFAULTS.items() if isinstance(value.value, int)})
    for rule, on in (
        ("SPA-9-1", "2026-11-27"),
        ("R09", "2026-08-31"),
        ("R12", "2026-11-23"),
        ("HR-3", "2026-05-18"),
        ("R41", "2026-11-23T10:00"),
    ):
        assert compute(rule, on=on, policy=policy).due == compute(rule, on=on).due, rule


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("R99", 3),
        ("R23.standard", -1),
        ("R23.standard", None),
        ("R23.standard", True),
        ("R23.standard", (3,)),
        ("R23.standard", 100_000),
        ("OP-EXPIRY.alerts", 90),
        ("OP-EXPIRY.alerts", ()),
        ("OP-EXPIRY.alerts", (30, 60)),
        ("OP-EXPIRY.alerts", (60, 60)),
        ("CPA26-ORD.from", 3),
    ],
)
def test_a_number_that_cannot_be_is_refused(code, value):
    with pytest.raises(LawInputError) as fault:
        PolicyValues({code: value})
    assert fault.value.name == code


def test_a_value_in_words():
    values = PolicyValues({"R42": 2})
    assert in_words_of_policy("R42", values["R42"]) == "2 working days"
    assert in_words_of_policy("R21", values["R21"]) == "1 working day"
    assert in_words_of_policy("OP-EXPIRY.alerts", values["OP-EXPIRY.alerts"]) == "180, 90, 60, 30 days"
    assert in_words_of_policy("CPA26-ORD.from", None) == "not in use"
    assert in_words_of_policy("CPA26-ORD.from", date(2027, 1, 1)) == "from 2027-01-01"


def test_a_citation_holds_no_number_that_a_force_may_change():
    for rule in all_rules():
        if rule.authority == "force":
            said = rule.citation.split(";")[-1] if ";" in rule.citation else rule.citation.removeprefix("Force policy")
            assert not re.search(r"\b\d+ (working )?(day|hour|month)", said), rule.id


def test_a_force_switches_off_its_own_rules_and_never_a_duty():
    policy = PolicyValues(inactive=frozenset({"R11", "SPA-9-1", "SPA-8"}))
    off = compute("R11", on="2026-11-23T16:40", policy=policy)
    assert off.due is None and "switched this rule off" in off.reasons[0]
    assert compute("SPA-9-1", on="2026-11-23", policy=policy).due
    assert compute("SPA-8", on="2026-11-23T09:00", policy=policy).due


def test_the_defaults_use_every_value_and_every_value_has_a_rule():
    used = {code for rule in all_rules() for code in rule.policy}
    assert used | {"ESCALATE.supervisor", "ESCALATE.inspector"} == set(DEFAULTS)


def test_instants_of_an_answer_are_in_london():
    assert compute("R01", on=datetime(2026, 6, 1, 12, tzinfo=UTC)).due.tzinfo is LONDON
