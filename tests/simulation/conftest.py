"""Whole-size runs, which take minutes: collected only when this folder is asked for, `pytest tests/simulation`."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the folder's files out of a run of everything."""
    asked = any(HERE in (path := Path(arg.split("::")[0]).resolve()).parents or path == HERE for arg in config.args)
    return None if asked or not collection_path.name.startswith("test_") else True
