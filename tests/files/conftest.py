"""A store of its own for each test, and the people of a case."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as given

from casework.cases.models import Case
from casework.staff.models import User
from tests.factories import make_case, make_user


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> Path:
    """Evidence goes into the test's folder."""
    place = tmp_path / "files"
    options = {**given.STORAGES["evidence"]["OPTIONS"], "location": place}
    settings.STORAGES = {**given.STORAGES, "evidence": {**given.STORAGES["evidence"], "OPTIONS": options}}
    return place


@dataclass
class People:
    """One case and who works on it."""

    officer: User
    sergeant: User
    exhibits: User
    case: Case


@pytest.fixture
def people(db: None) -> People:
    """An officer's case with a sergeant and an exhibits officer."""
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    return People(officer, sergeant, make_user("EXHIBITS"), make_case(officer, supervisor=sergeant))
