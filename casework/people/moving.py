"""Moving everything that refers to one record of a person over to another record, and back.

Asks the models what refers to a person, so that a table that is added later is moved without a line here. Every step is written down
in the order in which it was done; undoing walks the list backwards. Rows that would be there twice (both records have the same part in
a case) fall together: what refers to the one is moved to the other, and the row's columns are kept for undoing.
"""

from collections.abc import Iterator
from typing import Any

import pghistory.models
from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction

from casework.people.facts import bind_anew
from casework.people.models import Alias, Person, PersonMerge, ProtectedFact

Step = dict[str, Any]
# What a record gives to the other where that has nothing.
FILLED = ("given_names", "family_name", "date_of_birth", "sex", "staff_account_id")


class CannotMove(Exception):
    """A row stands in the way: two that may not be one."""


def references(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """(model, field) of every foreign key to `model`, those of many-to-many tables too; without histories, which stay as they were."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other: Any = relation.related_model
        if issubclass(other, pghistory.models.Event) or other in (Person, PersonMerge) or not other._meta.managed:
            continue
        yield other, relation.field.name  # type: ignore[union-attr]


def may_update(model: type[models.Model]) -> bool:
    """Whether rows of this table may be changed at all: those of an append-only one stay with the record they were written for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, %s, 'UPDATE')", [model._meta.db_table])
        return bool(cursor.fetchone()[0])


def move_all(gone: Person, kept: Person) -> list[Step]:
    """Move everything from `gone` to `kept`, inside the caller's transaction; returns the steps. Raises CannotMove, facts.Unreadable."""
    steps: list[Step] = []
    _repoint(gone, kept, steps)
    if gone.full_name != kept.full_name and not gone.unknown:
        alias = Alias.objects.create(person=kept, name=gone.full_name)
        steps.append({"do": "added", "model": "alias", "pk": alias.pk})
    for name in FILLED:
        value = getattr(gone, name)
        if value and not getattr(kept, name):
            setattr(kept, name, value)
            kept.save(update_fields=[name.removesuffix("_id")])
            steps.append({"do": "filled", "field": name, "value": value if isinstance(value, str | int) else value.isoformat()})
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    return steps


def move_back(merge: PersonMerge) -> int:
    """Undo the steps of a merge, the last first, inside the caller's transaction; returns how many rows had gone elsewhere since."""
    elsewhere = 0
    for step in reversed(merge.moved):
        if step["do"] == "set":
            rows = _model(step["model"])._base_manager.filter(pk=step["pk"], **{step["field"]: step["to"]})
            elsewhere += not rows.update(**{step["field"]: step["from"]})
        elif step["do"] == "sealed":
            fact = ProtectedFact.objects.filter(pk=step["pk"], person_id=merge.kept_id).first()
            if fact is not None:
                bind_anew(fact, merge.gone_id)
            elsewhere += fact is None
        elif step["do"] == "row":
            for kept in serializers.deserialize("json", step["values"]):
                kept.save()
        elif step["do"] == "added":
            _model(step["model"])._base_manager.filter(pk=step["pk"]).delete()
        elif step["do"] == "filled":
            _empty(merge.kept_id, step["field"], step["value"])
    Person.objects.filter(pk=merge.gone_id).update(merged_into=None)
    return elsewhere


def _model(name: str) -> type[models.Model]:
    return apps.get_model("casework", name)


def _empty(person_id: int, name: str, value: Any) -> None:
    """Take back what was filled in, unless somebody has changed it since."""
    field = Person._meta.get_field(name.removesuffix("_id"))
    blank = None if field.null else ""
    Person.objects.filter(pk=person_id, **{name: value}).update(**{name: blank})


def _repoint(old: models.Model, new: models.Model, steps: list[Step]) -> None:
    for model, name in references(type(old)):
        rows = list(model._base_manager.filter(**{name: old.pk}).order_by("pk"))
        if not rows or not may_update(model):
            continue
        for row in rows:
            if model is ProtectedFact:
                # The cipher is bound to the person: the text is sealed anew.
                bind_anew(row, new.pk)  # type: ignore[arg-type]
                steps.append({"do": "sealed", "pk": row.pk})
            else:
                _one(model, row, name, old, new, steps)


def _one(model: type[models.Model], row: models.Model, name: str, old: models.Model, new: models.Model, steps: list[Step]) -> None:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{name: new.pk})
    except IntegrityError:
        twin = _twin(model, row, name, new)
        if twin is None:
            raise CannotMove(str(model._meta.verbose_name)) from None
        _repoint(row, twin, steps)
        for other, field in references(model):
            if other._base_manager.filter(**{field: row.pk}).exists():
                # What may only be added to stays with the row it was written for, so that row cannot go.
                raise CannotMove(str(other._meta.verbose_name)) from None
        steps.append({"do": "row", "values": serializers.serialize("json", [row])})
        # Nothing refers to it any more, so there is nothing to take away with it.
        model._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)
    else:
        steps.append({"do": "set", "model": model._meta.model_name, "pk": row.pk, "field": name, "from": old.pk, "to": new.pk})


def _twin(model: type[models.Model], row: models.Model, name: str, new: models.Model) -> models.Model | None:
    """The row that is there already, by whichever constraint makes the two one."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            found = _alike(model, row, constraint.fields, name, new)
            if constraint.condition is not None:
                found = found.filter(constraint.condition)
            if found:
                return found[0]
    for together in model._meta.unique_together:
        if name in together and (found := _alike(model, row, together, name, new)):
            return found[0]
    return None


def _alike(model: type[models.Model], row: models.Model, fields: Any, name: str, new: models.Model) -> Any:
    values = {field: getattr(row, model._meta.get_field(field).attname) for field in fields}  # type: ignore[union-attr]
    return model._base_manager.filter(**(values | {name: new.pk})).exclude(pk=row.pk).order_by("pk")
