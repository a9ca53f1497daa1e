"""Ten thousand random histories of orders: what stood at any instant equals the slow model each time."""

import pytest

from tests.orders import test_as_at as histories

pytestmark = pytest.mark.quick


def test_ten_thousand_histories_of_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "HISTORIES", max(histories.HISTORIES, 10_000))
    histories.test_as_at_equals_the_slow_model_at_every_instant_that_matters()
