"""A team at work on one arrest, at a standing hour."""

import pytest

from tests import custody_team as t


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(t.NOW, tick=False)
    return time_machine


@pytest.fixture
def team():
    return t.make_team()
