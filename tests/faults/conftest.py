"""One installation that has been started once, to be copied by the tests that need one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.running import Up, wait_for_no_process


@pytest.fixture(scope="session")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of an installation after its first start and a clean stop."""
    data = tmp_path_factory.mktemp("once") / "data"
    up = Up(data)
    up.ready()
    assert up.end() == 0
    return data


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    """Start `up`; whatever the test does, nothing of it outlives the test."""
    running: list[Up] = []

    def begin(data: Path, *words: str, **options) -> Up:
        running.append(Up(data, *words, **options))
        return running[-1]

    yield begin
    for up in running:
        if up.process.poll() is None:
            up.process.kill()
            up.finish()
        wait_for_no_process(up.data)


@pytest.fixture
def installation(started_once: Path, tmp_path: Path) -> Path:
    """A copy of the installation, for one test."""
    data = tmp_path / "data"
    shutil.copytree(started_once, data, symlinks=True, ignore=shutil.ignore_patterns("s"))
    return data
