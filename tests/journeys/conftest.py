"""Journeys drive the same browser as the tests of single pages."""

from tests.browser.conftest import axe, browser_type_launch_args, context, narrow, quiet, sign_in

__all__ = ["axe", "browser_type_launch_args", "context", "narrow", "quiet", "sign_in"]
