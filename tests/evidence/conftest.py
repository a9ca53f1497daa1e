"""The people of the pages' tests."""

from tests.evidence.page_team import team

__all__ = ["team"]
