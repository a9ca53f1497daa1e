"""The demonstration: a fictional force, told through the services, refused where real people work."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from casework.cases.models import Case
from casework.orders.models import NotificationDuty, Order
from casework.staff.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NAMED = {  # every account that the interface promises
    "officer1",
    "officer2",
    "sergeant1",
    "inspector1",
    "exhibits1",
    "legal1",
    "legal2",
    "cps1",
    "super1",
    "offender1",
    "victimcare1",
    "records1",
    "control1",
    "manager1",
    "analyst1",
    "auditor1",
    "admin1",
}


def test_the_stories_are_told_once_and_the_accounts_listed(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("demo", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert {row["username"] for row in rows} >= NAMED
    assert set(rows[0]) == {"role", "username", "password", "force", "unit"}
    cases = Case.objects.count()
    assert cases >= 11 and User.objects.filter(is_demo=False).count() == 0
    assert Order.objects.filter(type="ISPO", state="IN_FORCE").exists()
    assert NotificationDuty.objects.filter(state="PENDING").count() >= 1
    call_command("demo", "--json")
    assert json.loads(capsys.readouterr().out) == rows and Case.objects.count() == cases


def test_real_accounts_are_never_mixed_with_the_demonstration(settings: Any) -> None:
    settings.DEMO = True
    make_user("OFFICER")
    with pytest.raises(CommandError) as refusal:
        call_command("demo")
    assert refusal.value.returncode == 2 and Case.objects.count() == 0


def test_without_the_demonstration_setting_nothing_is_made(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()
