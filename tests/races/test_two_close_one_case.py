"""Two supervisors close one case at the same time: one does, the other is told, and it is closed once."""

import threading

import pytest
from django.db.models import QuerySet

from casework.cases.models import Case, CaseEvent, Transition
from casework.errors import Conflict, GuardFailed
from casework.investigation.models import ClosingRequest
from casework.investigation.services import approve_closing, closing, send_back_closing
from tests.factories import make_user
from tests.investigation.team import asked, make_team, ready
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    return ready(make_team())


def deciding(request, decide, actor, **more):
    """What came of it: "done", or the sentence of the refusal."""

    def run():
        mine = ClosingRequest.objects.select_related("case__unit", "case__force").get(pk=request.pk)
        try:
            decide(actor=actor, request=mine, **more)
        except (Conflict, GuardFailed) as refusal:
            return str(refusal)
        return "done"

    return run


def closings(case):
    """How often the case's moves say that it was closed."""
    return Transition.objects.filter(machine="case", subject_id=case.pk, target="CLOSED").count()


def test_one_closes_it_and_the_other_is_told(team):
    request = asked(team)
    came = together(deciding(request, approve_closing, team.sergeant), deciding(request, approve_closing, team.inspector))
    request.refresh_from_db()
    (told,) = [words for words in came if words != "done"]
    assert "done" in came and told, came
    assert (request.state, Case.objects.get(pk=team.case.pk).state, closings(team.case)) == ("APPROVED", "CLOSED", 1)
    assert CaseEvent.objects.filter(case=team.case, kind="case.closed").count() == 1


def test_one_closes_it_while_the_other_sends_it_back(team):
    request = asked(team)
    back = deciding(request, send_back_closing, make_user("SUPERVISOR"), reason="Ask the bank once more")
    came = together(deciding(request, approve_closing, team.inspector), back)
    request.refresh_from_db()
    assert sorted(word == "done" for word in came) == [False, True]
    open_still = Case.objects.get(pk=team.case.pk).is_open
    assert (request.state, open_still) in (("APPROVED", False), ("SENT_BACK", True))


def without_locks(monkeypatch, one=None):
    """No row is held; both have asked the gates before either writes; and, given the `one` row of each model that moves,
    a move is written without looking whether the row still stands as it was read.
    """
    both_have_read = threading.Barrier(2)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    asking = closing.missing_of

    def missing_of(case):
        found = asking(case)
        both_have_read.wait(20)
        return found

    monkeypatch.setattr(closing, "missing_of", missing_of)
    if one is None:
        return
    writing = QuerySet.update

    def update(rows, **values):
        if rows.model not in (Case, ClosingRequest) or "state" not in values:
            return writing(rows, **values)
        return writing(rows.model.objects.filter(pk=one[rows.model]), **values)

    monkeypatch.setattr(QuerySet, "update", update)


def test_without_the_lock_the_comparison_of_the_state_still_tells_the_other(team, monkeypatch):
    request = asked(team)
    without_locks(monkeypatch)
    came = together(deciding(request, approve_closing, team.sergeant), deciding(request, approve_closing, team.inspector))
    monkeypatch.undo()
    assert (came.count("done"), closings(team.case)) == (1, 1)


def test_without_the_lock_and_the_comparison_both_close_it(team, monkeypatch):
    """The control: the race is there, and would close the case twice."""
    request = asked(team)
    without_locks(monkeypatch, {Case: team.case.pk, ClosingRequest: request.pk})
    came = together(deciding(request, approve_closing, team.sergeant), deciding(request, approve_closing, team.inspector))
    monkeypatch.undo()
    assert (came, closings(team.case)) == (["done", "done"], 2)
