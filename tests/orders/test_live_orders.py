"""When an order binds: every instant of its life, told by one pure function."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from casework.law.when import end_of
from casework.orders.rules import is_live
from tests.later_stages import MADE, at

pytestmark = pytest.mark.quick


@dataclass
class Main:
    determined_at: datetime | None = None


@dataclass
class Paper:
    type: str = "SPO"
    made_at: datetime = MADE
    effective_from: date | None = None
    end_date: date | None = date(2028, 11, 22)
    ended_at: datetime | None = None
    main_application: Any = None


@pytest.mark.parametrize(
    ("paper", "moment", "live"),
    [
        (Paper(), "2026-11-23 14:59", False),
        (Paper(), "2026-11-23 15:00", True),
        (Paper(), "2028-11-22 23:59", True),
        (Paper(), "2028-11-23 00:00", False),
        (Paper(end_date=None), "2099-01-01 00:00", True),
        (Paper(effective_from=date(2026, 11, 30)), "2026-11-29 23:59", False),
        (Paper(effective_from=date(2026, 11, 30)), "2026-11-30 00:00", True),
        (Paper(ended_at=at("2027-01-04 11:00")), "2027-01-04 10:59", True),
        (Paper(ended_at=at("2027-01-04 11:00")), "2027-01-04 11:00", False),
        (Paper(ended_at=end_of(date(2028, 11, 22))), "2028-11-22 23:59", True),
        (Paper(type="ISPO", end_date=date(2026, 12, 20), main_application=Main()), "2026-12-20 12:00", True),
        (Paper(type="ISPO", end_date=date(2026, 12, 20), main_application=Main()), "2026-12-21 00:00", False),
        (Paper(type="ISPO", end_date=date(2026, 12, 20), main_application=Main(at("2026-12-14 11:00"))), "2026-12-14 10:59", True),
        (Paper(type="ISPO", end_date=date(2026, 12, 20), main_application=Main(at("2026-12-14 11:00"))), "2026-12-14 11:00", False),
        (Paper(main_application=Main(at("2026-11-23 15:00"))), "2026-12-14 11:00", True),
    ],
)
def test_an_order_binds_from_its_making_to_the_end_of_its_last_day(paper: Paper, moment: str, live: bool) -> None:
    assert is_live(paper, at(moment)) is live


def test_the_last_day_ends_at_midnight_in_summer_time_too() -> None:
    paper = Paper(end_date=date(2027, 7, 1))
    assert is_live(paper, datetime.fromisoformat("2027-07-01T22:59:59+00:00"))
    assert not is_live(paper, datetime.fromisoformat("2027-07-01T23:00:00+00:00"))
