"""The people of the pages' tests."""

from tests.pins.page_team import team

__all__ = ["team"]
