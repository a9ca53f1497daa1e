"""Every model says by which road it comes to the predicate; what comes by a case is seen with that case and not without it."""

import pghistory.models
import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from casework.access.roads import BY_CASE, BY_UNIT, KINDS, OWN, ROADS, STAFF, case_of, road_of, through
from casework.cases.models import Case
from casework.staff.models import Force, Unit, User
from tests import later_stages as stage
from tests.factories import UnitFactory, make_user

MODELS = list(apps.get_app_config("casework").get_models())
LEADS_TO = {BY_CASE: (Case,), BY_UNIT: (Unit, Force), OWN: (User,), STAFF: (Unit, Force)}


def end_of(model, path):
    """The model (or the name of a plain column) to which a filter's path leads."""
    if path == "pk":
        return model
    found = model
    for step in path.split("__"):
        try:
            field = found._meta.get_field(step)
        except FieldDoesNotExist:
            # A column that holds an id, like the trail's: it has no foreign key, so that nothing can be taken away from under it.
            return step
        found = field.related_model or step
    return found


@pytest.mark.quick
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_declares_its_road_and_the_road_leads_there(model):
    road = road_of(model)
    assert road.kind in KINDS
    if road.path and not issubclass(model, pghistory.models.Event):
        end = end_of(model, road.path)
        assert end in LEADS_TO[road.kind] or (road.kind == OWN and end in ("actor_id", "user", "actor")), (road, end)


@pytest.mark.quick
def test_a_model_without_a_road_is_refused():
    loose = type("Loose", (models.Model,), {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "nowhere"})})
    with pytest.raises(LookupError, match=r"Loose declares no road"):
        road_of(loose)


@pytest.mark.quick
def test_no_road_is_left_of_a_model_that_is_gone():
    assert ROADS.keys() - {model._meta.model_name for model in MODELS} == set()


@pytest.mark.quick
def test_a_model_that_may_have_no_case_says_how_its_other_rows_are_read():
    for model in MODELS:
        if issubclass(model, pghistory.models.Event):
            continue
        road = road_of(model)
        if road.kind == BY_CASE and road.path == "case" and model._meta.get_field("case").null:
            assert road.how, model


@pytest.mark.django_db
def test_what_comes_by_a_case_is_seen_with_it_and_by_nobody_else(time_machine):
    """A whole life of an order, in a restricted case: each of its rows is there for its officer and not for a stranger."""
    time_machine.move_to(stage.NOW, tick=False)
    team = stage.make_team()
    order = stage.made_order(team)
    stage.serve(team, order)
    strangers = [make_user("OFFICER", unit=UnitFactory(name="Elsewhere")), make_user("MANAGER"), make_user("ADMIN")]
    Case.objects.filter(pk=team.case.pk).update(restricted=True)
    with_rows = set()
    for model in MODELS:
        if issubclass(model, pghistory.models.Event) or road_of(model).kind != BY_CASE:
            continue
        mine = through(team.officer, model)
        if mine.exists():
            with_rows.add(model._meta.model_name)
            for stranger in strangers:
                assert not through(stranger, model).exists(), (model, stranger)
            for row in mine[:3]:
                assert case_of(row) in (team.case, None), row
    assert {
        "case",
        "person",
        "incident",
        "application",
        "condition",
        "hearing",
        "order",
        "ordercondition",
        "serviceattempt",
        "clock",
    } <= with_rows
