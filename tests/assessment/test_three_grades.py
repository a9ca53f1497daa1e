"""Every cell of the table of three grades: victim's view against officer's view, with and without the signs that make it HIGH."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.assessment import risk
from casework.assessment.models import Flag

pytestmark = pytest.mark.quick

REPORTED = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

TABLE = [
    # victim, officer, divergence, final
    ("STANDARD", "STANDARD", "SAME", "STANDARD"),
    ("STANDARD", "MEDIUM", "OFFICER_HIGHER", "MEDIUM"),
    ("STANDARD", "HIGH", "OFFICER_HIGHER", "HIGH"),
    ("MEDIUM", "STANDARD", "VICTIM_HIGHER", "MEDIUM"),
    ("MEDIUM", "MEDIUM", "SAME", "MEDIUM"),
    ("MEDIUM", "HIGH", "OFFICER_HIGHER", "HIGH"),
    ("HIGH", "STANDARD", "VICTIM_HIGHER", "HIGH"),
    ("HIGH", "MEDIUM", "VICTIM_HIGHER", "HIGH"),
    ("HIGH", "HIGH", "SAME", "HIGH"),
    ("NOT_OBTAINED", "STANDARD", "NO_VIEW", "STANDARD"),
    ("NOT_OBTAINED", "MEDIUM", "NO_VIEW", "MEDIUM"),
    ("NOT_OBTAINED", "HIGH", "NO_VIEW", "HIGH"),
]


@pytest.mark.parametrize(("victim", "officer", "how", "final"), TABLE)
def test_the_higher_of_two_views_stands_and_nothing_is_averaged(victim, officer, how, final):
    result = risk.outcome(victim, officer)
    assert (result.divergence, result.final) == (how, final)
    assert result.without_consent == (how == "OFFICER_HIGHER")
    assert not result.inspector


@pytest.mark.parametrize(("victim", "officer", "how", "final"), TABLE)
@pytest.mark.parametrize("lower", ["STANDARD", "MEDIUM"])
def test_asking_to_go_below_the_victims_view_never_lowers_by_itself(victim, officer, how, final, lower):
    result = risk.outcome(victim, officer, (), lower)
    assert result.final == final
    assert result.inspector == (how == "VICTIM_HIGHER")


@pytest.mark.parametrize(("victim", "officer", "how", "final"), TABLE)
@pytest.mark.parametrize("flags", [["THREAT_TO_KILL"], ["STRANGULATION"], ["WEAPON"], ["LAST_RESORT"], ["ORDER_BREACHED", "APPROACH"]])
def test_certain_signs_make_it_high_whatever_was_said(victim, officer, how, final, flags):
    assert risk.outcome(victim, officer, flags).final == "HIGH"


@pytest.mark.parametrize("flag", sorted(set(Flag.values) - {"THREAT_TO_KILL", "STRANGULATION", "WEAPON", "LAST_RESORT"}))
def test_other_signs_alone_do_not(flag):
    assert risk.outcome("STANDARD", "STANDARD", [flag]).final == "STANDARD"


def problems(actions=None, **changes):
    values = {
        "assessed_at": NOW,
        "tool": "S_DASH",
        "tool_version": "2009",
        "victim_view": "MEDIUM",
        "victim_words": "He knows when I am alone.",
        "officer_view": "MEDIUM",
        "officer_rationale": "Contact goes on after a warning.",
        "trigger": "First report",
    } | changes
    plan = [{"what": "Ask for a marker", "owner": 1, "due_on": NOW.date()}] if actions is None else actions
    return risk.assessment_problems(values, plan, REPORTED, NOW)


def fields(found):
    return [name for name, _ in found]


def test_a_complete_assessment_has_no_problem():
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"assessed_at": REPORTED - timedelta(minutes=1)}, "assessed_at"),
        ({"assessed_at": NOW + timedelta(minutes=1)}, "assessed_at"),
        ({"victim_view": ""}, "victim_view"),
        ({"officer_view": "LOW"}, "officer_view"),
        ({"victim_words": ""}, "victim_words"),
        ({"officer_rationale": "yes"}, "officer_rationale"),
        ({"trigger": ""}, "trigger"),
        ({"victim_view": "NOT_OBTAINED", "retry_on": date(2026, 11, 25)}, "no_view_reason"),
        ({"victim_view": "NOT_OBTAINED", "no_view_reason": "In hospital, sedated"}, "retry_on"),
        ({"victim_view": "NOT_OBTAINED", "no_view_reason": "In hospital, sedated", "retry_on": date(2026, 11, 22)}, "retry_on"),
        ({"lower_to": "STANDARD"}, "lower_to"),
        ({"victim_view": "HIGH", "lower_to": "HIGH", "lower_reason": "x" * 30}, "lower_to"),
        ({"victim_view": "HIGH", "lower_to": "STANDARD", "lower_reason": "x" * 30}, "lower_to"),
        ({"victim_view": "HIGH", "lower_to": "MEDIUM", "lower_reason": "short"}, "lower_reason"),
        ({"victim_view": "HIGH", "lower_to": "MEDIUM", "lower_reason": "x" * 30, "flags": ["WEAPON"]}, "lower_to"),
        ({"actions": []}, "no_action_reason"),
        ({"actions": [{"what": "", "owner": 1, "due_on": date(2026, 11, 23)}]}, "actions-0-what"),
        ({"actions": [{"what": "Ask for a marker", "due_on": date(2026, 11, 23)}]}, "actions-0-owner"),
        ({"actions": [{"what": "Ask for a marker", "owner": 1}]}, "actions-0-due_on"),
        ({"actions": [{"what": "Ask for a marker", "owner": 1, "due_on": date(2026, 11, 22)}]}, "actions-0-due_on"),
        ({"no_action_reason": "There is nothing to be done at all"}, "no_action_reason"),
    ],
)
def test_what_is_missing_is_said_next_to_the_field(changes, field):
    assert field in fields(problems(**changes))


def test_where_the_officer_sees_more_danger_the_plan_does_not_hang_on_consent():
    hanging = [{"what": "Fit a panic alarm", "owner": 1, "due_on": NOW.date(), "needs_consent": True}]
    assert any("consent" in sentence for _, sentence in problems(hanging, victim_view="STANDARD", officer_view="HIGH"))
    free = [*hanging, {"what": "Ask for a marker", "owner": 1, "due_on": NOW.date(), "needs_consent": False}]
    assert problems(free, victim_view="STANDARD", officer_view="HIGH") == []


def review(**changes):
    values = {
        "assessor_id": 1,
        "reviewer_id": 2,
        "agreed": False,
        "grade": "MEDIUM",
        "reason": "The contact has stopped since his arrest.",
        "final": "HIGH",
        "victim_view": "MEDIUM",
        "officer_view": "HIGH",
    } | changes
    return risk.review_problems(**values)


def test_the_victims_lower_view_is_not_used_to_lower():
    assert fields(review()) == ["grade"]


def test_a_supervisor_does_not_go_below_the_victims_view():
    assert "inspector" in review(victim_view="HIGH", officer_view="MEDIUM", grade="MEDIUM")[0][1]


def test_a_supervisor_may_take_back_a_floor_with_reasons():
    assert review(victim_view="STANDARD", officer_view="STANDARD") == []
    assert fields(review(victim_view="STANDARD", officer_view="STANDARD", reason="no")) == ["reason"]


def test_the_assessor_does_not_review():
    assert review(agreed=True, reviewer_id=1) == [(None, "You cannot review this because you made the assessment")]
