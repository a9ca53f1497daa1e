"""The points to prove: every line judged with what it rests on; s.4A needs 7a, or 7b with 8b."""

import pytest

from casework.access.history import history
from casework.assessment import points
from casework.assessment.models import Line, Point
from casework.assessment.pointing import judge_point
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.evidence.services import seize
from casework.reports.incidents import add_incident
from tests.factories import incident_values, item_values, make_case, make_user, seizure_values

SHARED = dict.fromkeys(points.SHARED, "MET")


@pytest.mark.quick
@pytest.mark.parametrize(
    ("more", "made_out"),
    [
        ({}, False),
        ({Line.NO_DEFENCE: "MET"}, False),
        ({Line.NO_DEFENCE: "MET", Line.LIMIT: "MET"}, True),
        ({Line.NO_DEFENCE: "MET", Line.LIMIT: "MET", Line.COURSE: "NOT_MET"}, False),
    ],
)
def test_2a_needs_all_eight(more, made_out):
    assert points.standing("2A", SHARED | more).made_out is made_out


@pytest.mark.quick
@pytest.mark.parametrize(
    ("either", "made_out"),
    [
        (set(), False),
        ({Line.FEAR}, True),
        ({Line.SERIOUS}, False),
        ({Line.EFFECT}, False),
        ({Line.SERIOUS, Line.EFFECT}, True),
        ({Line.FEAR, Line.SERIOUS, Line.EFFECT}, True),
    ],
)
def test_4a_needs_fear_twice_or_serious_distress_with_its_effect(either, made_out):
    states = SHARED | {Line.KNEW_EFFECT: "MET", Line.NO_DEFENCE_4A: "MET"} | dict.fromkeys(either, "MET")
    assert points.standing("4A", states).made_out is made_out


@pytest.mark.quick
@pytest.mark.parametrize(
    ("line", "values", "field"),
    [
        ("OCCASIONS", {"state": "MET", "incidents": [1]}, "incidents"),
        ("OCCASIONS", {"state": "MET", "incidents": [1, 2]}, ""),
        ("OCCASIONS", {"state": "MET", "incidents": [1, 99]}, "incidents"),
        ("FEAR", {"state": "MET", "comment": "She said so several times"}, "incidents"),
        ("EFFECT", {"state": "MET", "comment": "She said so several times"}, "impacts"),
        ("EFFECT", {"state": "MET", "impacts": ["JOB"]}, ""),
        ("IDENTITY", {"state": "MET"}, "comment"),
        ("IDENTITY", {"state": "MET", "exhibits": ["AJM/1"]}, ""),
        ("IDENTITY", {"state": "MET", "exhibits": ["AJM/9"]}, "exhibits"),
        ("IDENTITY", {"state": "NOT_MET"}, "comment"),
        ("IDENTITY", {"state": "OPEN"}, ""),
        ("IDENTITY", {"state": "PERHAPS"}, "state"),
    ],
)
def test_a_line_rests_on_something_of_this_case(line, values, field):
    found = points.point_problems(line, values, incidents=[1, 2], exhibits=["AJM/1"])
    assert [name for name, _ in found][:1] == ([field] if field else [])


@pytest.mark.django_db
def test_a_point_is_judged_with_occasions_and_exhibits_and_its_history_is_kept():
    officer = make_user("OFFICER")
    case = make_case(owner=officer)
    occasions = [add_incident(actor=officer, case=case, values=incident_values()).pk for _ in range(2)]
    number = seize(actor=officer, case=case, common=seizure_values(), items=[item_values()])[0].number
    values = {"state": "MET", "incidents": occasions, "exhibits": [number]}
    point = judge_point(actor=officer, case=case, line="OCCASIONS", version=0, values=values)
    assert (point.incidents, point.exhibits) == (sorted(occasions), [number])
    again = {"state": "NOT_MET", "comment": "One of them was somebody else."}
    judge_point(actor=officer, case=case, line="OCCASIONS", version=1, values=again)
    with pytest.raises(Conflict):
        judge_point(actor=officer, case=case, line="OCCASIONS", version=1, values=again)
    assert len(history(officer, Point.objects.get())) == 2
    with pytest.raises(GuardFailed):
        judge_point(actor=officer, case=case, line="OCCASIONS", version=2, values={"state": "MET", "incidents": [occasions[0]]})
    with pytest.raises(Forbidden):
        judge_point(actor=make_user("OFFICER"), case=case, line="OCCASIONS", version=2, values=again)
