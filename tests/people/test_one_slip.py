"""Every single slip of the pen in a name still finds it, wherever the slip is; what is asked is the same whoever is there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.people.names import candidates
from tests.factories import ForceFactory, PersonFactory

pytestmark = pytest.mark.django_db

LETTERS = st.text("abcdefghiklmnoprstuvwy", min_size=3, max_size=9)
SLIPS = ("swap", "drop", "double", "other", "put in", "space")


def slipped(name: str, kind: str, at: int, letter: str) -> str:
    """One slip at a place within the name."""
    at = 1 + at % (len(name) - 2)
    match kind:
        case "swap":
            return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
        case "drop":
            return name[:at] + name[at + 1 :]
        case "double":
            return name[:at] + name[at] + name[at:]
        case "put in":
            return name[:at] + letter + name[at:]
        case "space":
            return name.replace(" ", "", 1)
    return name[:at] + letter + name[at + 1 :]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=LETTERS, last=LETTERS, kind=st.sampled_from(SLIPS), at=st.integers(0, 20), letter=st.sampled_from("aeinorst"))
def test_one_slip_anywhere_finds_its_bearer(first, last, kind, at, letter):
    person = PersonFactory(given_names=first.title(), family_name=last.title())
    typed = slipped(f"{first} {last}", kind, at, letter)
    assert person.pk in dict(candidates(typed, [person.force_id])), typed
    person.delete()


@pytest.mark.parametrize("typed", ["Elin Mary Prosser", "E. Prosser", "Prosser-Elin", "elinprosser", "Pross"])
def test_a_middle_name_an_initial_a_hyphen_and_a_beginning_find_her(typed):
    elin = PersonFactory(given_names="Elin", family_name="Prosser")
    PersonFactory(given_names="Tariq", family_name="Benwell")
    assert [person for person, _ in candidates(typed, [elin.force_id])] == [elin.pk]


def test_whoever_is_there_one_statement_is_sent():
    force = ForceFactory()
    sent = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            candidates("Elin Prosser", [force.pk])
        sent.append([each["sql"] for each in asked])
        PersonFactory(given_names="Elin", family_name="Prosser", force=force)
    assert sent[0] == sent[1]
