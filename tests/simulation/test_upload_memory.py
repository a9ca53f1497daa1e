"""A large file goes through a real server: what a process holds at most does not grow with the file."""

import sys

import pytest

from tests.benchmarks.uploading import MOST_MEMORY_MB, measure


def test_four_times_the_file_takes_no_more_memory(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for megabytes in (64, 256):
        by = {row["id"]: row["ratio"] for row in measure(megabytes=megabytes, samples=20)}
        found.append(by["upload.peak.mb"])
    with capsys.disabled():
        sys.stdout.write(f"\n64 MB and 256 MB sent in parts: at most {found[0]:.0f} and {found[1]:.0f} MB in one process\n")
    assert max(found) < MOST_MEMORY_MB
    assert found[1] < found[0] + 24, "a part and what lies beside it, never the file"
