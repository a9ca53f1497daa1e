"""What the tests of imports share: the day on which they are made, and who makes them."""

from typing import Any

import pytest
import time_machine

from tests.factories import make_user


@pytest.fixture
def today() -> Any:
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        yield


@pytest.fixture
def clerk(db: None) -> Any:
    return make_user("RECORDS")
