"""Two people move one exhibit at the same time: one does, the other is told what came first, and the ledger has one entry more."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from casework.errors import Conflict
from casework.evidence.models import Exhibit, LedgerEvent
from casework.evidence.services import handle, seize
from tests.factories import item_values, make_case, make_user, seizure_values
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


@pytest.fixture
def exhibit(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER")
    case = make_case(owner=officer, reported_at=NOW - timedelta(hours=5))
    return seize(actor=officer, case=case, common=seizure_values(), items=[item_values()])[0]


def moving(exhibit, actor, place):
    """What came of it: "moved", or whichever refusal."""

    def run():
        mine = Exhibit.objects.select_related("case__unit", "case__force").get(pk=exhibit.pk)
        try:
            handle(actor=actor, exhibit=mine, kind="MOVED", to_place=place, expected=2)
        except Conflict as clash:
            return ("told", clash.current["to_place"])
        except IntegrityError:
            return ("broken", "")
        return ("moved", place)

    return run


def test_one_moves_it_and_the_other_is_told_where_it_went(exhibit):
    first, second = make_user("EXHIBITS"), make_user("EXHIBITS")
    came = together(moving(exhibit, first, "Store A1"), moving(exhibit, second, "Store B2"))
    exhibit.refresh_from_db()
    assert sorted(word for word, _ in came) == ["moved", "told"]
    assert {place for _, place in came} == {exhibit.place}
    assert LedgerEvent.objects.filter(exhibit=exhibit).count() == 3


def test_without_the_lock_the_loser_would_not_be_told(exhibit, monkeypatch):
    """The control: the database still keeps the ledger whole, but the loser gets an error in place of the other's entry."""
    first, second = make_user("EXHIBITS"), make_user("EXHIBITS")
    lock = QuerySet.select_for_update
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows if rows.model is Exhibit else lock(rows, **how))
    real = LedgerEvent.objects.filter
    ready = threading.Barrier(2)

    def both_have_read(*args, **kwargs):
        found = list(real(*args, **kwargs).order_by("sequence"))
        ready.wait(20)
        return _Read(found)

    monkeypatch.setattr("casework.evidence.ledger.LedgerEvent.objects.filter", both_have_read)
    came = together(moving(exhibit, first, "Store A1"), moving(exhibit, second, "Store B2"))
    monkeypatch.undo()
    assert sorted(word for word, _ in came) == ["broken", "moved"]
    assert LedgerEvent.objects.filter(exhibit=exhibit).count() == 3


class _Read(list):
    """Rows that are read already."""

    def order_by(self, *_):
        return self
