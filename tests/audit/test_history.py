"""Earlier values of a record: kept by triggers, attributed, never rewritten, read only by those who may read the record."""

import pghistory.models
import pytest
from django.db import DatabaseError, connection, transaction

from casework.access.history import READS, history
from casework.access.matrix import table
from casework.access.writing import change, system_change
from casework.audit.models import ReadEvent
from casework.errors import Forbidden, Hidden
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def case(officer):
    case = make_case(owner=officer)
    with change(officer, "case.update", case):
        type(case).objects.filter(pk=case.pk).update(relationship="STRANGER")
    with system_change("case.update", case):
        type(case).objects.filter(pk=case.pk).update(grade="HIGH")
    return case


def test_each_change_is_kept_with_who_made_it_and_under_which_action(case, officer):
    newest, older, first = history(officer, case)
    assert (newest.by, newest.action) == ("", "case.update")
    assert [(field.name, field.before, field.after) for field in newest.fields] == [("Grade", "", "High")]
    assert (older.by, older.action) == (officer.display_name, "case.update")
    assert [(field.name, field.before, field.after) for field in older.fields] == [("Relationship", "Ex-partner", "Stranger")]
    assert ("Owner", "", officer.display_name) in [(field.name, field.before, field.after) for field in first.fields]


def test_looking_at_earlier_values_is_logged(case, officer):
    history(officer, case)
    event = ReadEvent.objects.get()
    assert (event.verb, event.object_type, event.object_id, event.actor_id) == ("HISTORY", "case", case.pk, officer.pk)


def test_whoever_does_not_see_the_record_gets_the_same_answer_as_for_none(case):
    with pytest.raises(Hidden):
        history(make_user("CPS"), case)


def test_whoever_sees_the_record_masked_is_not_shown_earlier_values(case):
    with pytest.raises(Forbidden, match="not shown to your role"):
        history(make_user("EXHIBITS"), case)


def test_the_run_time_role_cannot_rewrite_a_version(case):
    models = [event for event in pghistory.models.Event.__subclasses__() if hasattr(event, "pgh_tracked_model") and event._meta.managed]
    assert len(models) >= 9
    for model in models:
        for attempt in ("UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt.format(model._meta.db_table))


def test_every_record_with_history_says_who_may_read_it():
    tracked = {
        event.pgh_tracked_model._meta.model_name for event in pghistory.models.Event.__subclasses__() if hasattr(event, "pgh_tracked_model")
    }
    assert tracked == set(READS)
    assert set(READS.values()) <= set(table())
