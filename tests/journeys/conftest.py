"""Journeys drive the same browser as the tests of single pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import resolve

from tests.browser.conftest import axe, browser_type_launch_args, context, narrow, quiet, sign_in
from tests.journeys.driver import Walk

__all__ = ["axe", "browser_type_launch_args", "context", "narrow", "quiet", "sign_in"]


@pytest.fixture
def walk(live_server: Any, quiet: Any, sign_in: Any, axe: Callable[..., None]) -> Walk:
    return Walk(quiet, live_server.url, sign_in, axe, lambda path: resolve(path).url_name or path)
