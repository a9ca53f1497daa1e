"""The first account is made from the command line."""

import io

import pytest
from django.core.management import call_command

from casework.access.scope import scope
from casework.audit.models import ChangeEvent
from casework.staff.models import Force, User
from tests.factories import ForceFactory, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "seven-lanterns-at-dusk"
FORCE = ("Northmoor Police", "northmoor")


def run(monkeypatch, *words, password=PASSWORD, force=FORCE, username="admin1"):
    """(exit code, standard output, standard error)."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\nsecond line\n"))
    out, err = io.StringIO(), io.StringIO()
    arguments = [*(["--username", username] if username else []), "--password-stdin", *(["--force", *force] if force else []), *words]
    try:
        call_command("create_admin", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_it_makes_an_administrator_and_the_force(monkeypatch, client):
    code, said, _ = run(monkeypatch, "--first-name", "Jo", "--last-name", "Brandt")
    assert code == 0 and "administrator of Northmoor Police" in said and PASSWORD not in said
    user = User.objects.get()
    assert scope(user).roles() == {"ADMIN"} and user.force == Force.objects.get(code="northmoor") and not user.is_demo
    assert client.post("/accounts/login/", {"login": "admin1", "password": PASSWORD}).status_code == 302
    assert set(ChangeEvent.objects.filter(verb="CREATE").values_list("object_type", "actor_id")) == {
        ("user", None),
        ("force", None),
        ("roleassignment", None),
    }


def test_it_joins_a_force_that_is_there(monkeypatch):
    force = ForceFactory()
    assert run(monkeypatch)[0] == 0
    assert User.objects.get().force == force and Force.objects.count() == 1


def test_it_makes_the_first_account_only_unless_asked_again(monkeypatch):
    make_user("OFFICER", is_demo=True)
    assert run(monkeypatch)[0] == 0
    code, _, said = run(monkeypatch, username="admin2")
    assert code == 1 and said.count("\n") == 1 and "--again" in said
    assert run(monkeypatch, "--again", username="admin2")[0] == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"username": "A B"}, "Use 3 to 30 letters"),
        ({"password": "short"}, "12 characters"),
        ({"username": "administrator1", "password": "administrator12"}, "too similar"),
        ({"password": ""}, "12 characters"),
        ({"force": ("", "northmoor")}, "Give the force a name"),
        ({"force": ("Northmoor Police", "North Moor!")}, "Give the force a name"),
        ({"username": ""}, "nobody to ask"),
        ({"force": None}, "nobody to ask"),
    ],
)
def test_bad_input_is_one_line_and_makes_nothing(monkeypatch, values, sentence):
    code, _, said = run(monkeypatch, **values)
    assert code == 2 and sentence in said and said.count("\n") == 1
    assert not User.objects.exists() and not Force.objects.exists()


def test_a_code_that_belongs_to_another_force_is_refused(monkeypatch):
    ForceFactory()
    code, _, said = run(monkeypatch, force=("Elmscar Police", "northmoor"))
    assert code == 2 and "is Northmoor Police" in said
    code, _, said = run(monkeypatch, force=("Northmoor Police", "elmscar"))
    assert code == 2 and "another code" in said
