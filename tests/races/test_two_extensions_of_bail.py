"""Two people extend one bail at the same time: one does, the other is told, and the end moves once."""

from datetime import date

import pytest

from casework.clocks.models import Clock
from casework.custody.models import Extension
from casework.custody.services import extending
from casework.errors import Conflict, GuardFailed
from tests import custody_team as t
from tests.factories import make_user
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(act):
    """What came of it, in a word."""

    def run():
        try:
            act()
        except (GuardFailed, Conflict):
            return "refused"
        return "done"

    return run


def test_two_inspectors_decide_at_once(time_machine):
    time_machine.move_to(t.NOW, tick=False)
    team = t.make_team()
    bail = t.bailed(team)
    step = t.ask(team, bail, "inspector", t.NOW)

    def decide(actor):
        mine = Extension.objects.select_related("bail", "case").get(pk=step.pk)
        extending.decide_extension(actor=actor, extension=mine, granted=True, conditions=t.ALL, considered=True)

    other = make_user("SUPERVISOR", rank="INSPECTOR")
    came = together(outcome(lambda: decide(team.inspector)), outcome(lambda: decide(other)))
    bail.refresh_from_db()
    assert sorted(came) == ["done", "refused"]
    assert (bail.ends_on, Clock.objects.get(rule_id="R34").generation) == (date(2027, 5, 23), 2)


def test_two_requests_at_once(time_machine):
    time_machine.move_to(t.NOW, tick=False)
    team = t.make_team()
    bail = t.bailed(team)
    came = together(*(outcome(lambda: t.ask(team, bail, "inspector", t.NOW)) for _ in range(2)))
    assert sorted(came) == ["done", "refused"]
    assert Extension.objects.count() == 1
