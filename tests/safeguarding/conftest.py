"""The people of the tests of victim care."""

import pytest

from tests.safeguarding import care


@pytest.fixture
def team(db, time_machine):
    time_machine.move_to(care.NOW, tick=False)
    return care.make_team()
