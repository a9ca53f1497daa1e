"""The searched names follow people and aliases by themselves; a mistyped name finds its bearer, in their force only."""

import pytest
from django.db import connection

from casework.people.models import Alias
from casework.people.names import candidates
from tests.factories import ForceFactory, PersonFactory

pytestmark = pytest.mark.django_db


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT force_id, person_id, alias_id, name FROM casework_personname ORDER BY person_id, alias_id")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "typed",
    [
        "Elin Prosser",
        "elin proser",
        "Ellin Prosser",
        "Prosser Elin",
        "PROSSER",
        "Élin Prösser",
        "Elin Prossr",
        "Aylin Prosser",
        "Elin Prozer",
    ],
)
def test_a_mistyped_name_finds_its_bearer_first(typed):
    elin = PersonFactory(given_names="Elin", family_name="Prosser")
    for given, family in [("Tariq", "Benwell"), ("Maya", "Croft"), ("Joan", "Amery"), ("Leo", "Vance"), ("Ellen", "Price")]:
        PersonFactory(given_names=given, family_name=family)
    found = candidates(typed, [elin.force_id])
    assert found
    assert found[0][0] == elin.pk


def test_a_name_of_another_force_is_not_found():
    other = ForceFactory(other=True)
    elin = PersonFactory(given_names="Elin", family_name="Prosser", force=other)
    assert candidates("Elin Prosser", [ForceFactory().pk]) == []
    assert [person for person, _ in candidates("Elin Prosser", [other.pk])] == [elin.pk]


def test_an_alias_is_found_and_follows_its_person():
    person = PersonFactory(given_names="Callum", family_name="Rudd")
    alias = Alias.objects.create(person=person, name="Quiet Harbour")
    assert candidates("quiet harbor", [person.force_id])[0][0] == person.pk
    alias.name = "Grey Heron"
    alias.save()
    assert not candidates("quiet harbour", [person.force_id])
    other = ForceFactory(other=True)
    person.force = other
    person.save()
    assert [row[0] for row in rows()] == [other.pk, other.pk]
    alias.delete()
    assert [row[3] for row in rows()] == ["callum rudd"]


def test_a_changed_name_replaces_the_old_one_and_a_deleted_person_has_none():
    person = PersonFactory(given_names="Elin", family_name="Prosser")
    person.family_name = "Storey"
    person.save()
    assert [row[3] for row in rows()] == ["elin storey"]
    person.delete()
    assert rows() == []


def test_someone_unknown_is_found_by_their_description_and_nobody_by_nothing():
    person = PersonFactory(unidentified=True, description="Grey heron, online only")
    assert candidates("heron", [person.force_id])[0][0] == person.pk
    assert candidates(" - ", [person.force_id]) == []
    assert candidates("Elin", []) == []


def test_names_are_text_and_never_part_of_the_statement():
    person = PersonFactory(given_names="Robert", family_name="'); DROP TABLE casework_person; --")
    assert candidates("'); DROP TABLE casework_person; --", [person.force_id])[0][0] == person.pk
    assert candidates("100%", [person.force_id]) == []
