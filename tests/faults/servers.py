"""PostgreSQL and Valkey for one fault test, apart from those of the test run, and the processes of the product on them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.embedded.cluster import Cluster
from tests.faults.running import CHECKOUT, clean_environment

PATIENCE = 120.0


class Servers:
    """The servers in `folder`, and what runs on them with the environment `env`."""

    def __init__(self, folder: Path, extra: Mapping[str, str]) -> None:
        self.cluster = Cluster(folder, throwaway=True)
        self.cluster.start()
        self.env = self._environment() | {"C_FORCE_ROOT": "1"} | dict(extra)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.logs = folder

    def _environment(self) -> dict[str, str]:
        kept = dict(os.environ)
        try:
            for name in set(os.environ) - set(clean_environment()):
                del os.environ[name]
            self.cluster.export()
            return dict(os.environ)
        finally:
            os.environ.clear()
            os.environ.update(kept)

    def script(self, *words: object) -> Any:
        """Run `tests.faults.reminders` to its end; the JSON that it prints, or None."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.reminders", *map(str, words)],
            env=self.env,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout) if done.stdout.strip() else None

    def start(self, name: str) -> None:
        """Start the worker, the beat, or the broker again."""
        if name == "broker":
            self.cluster.valkey.start()
            self.cluster.valkey.wait()
            return
        words = {
            "worker": ["worker", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"],
            "beat": ["beat", "-l", "INFO", "--pidfile=", "-s", str(self.logs / "beat")],
        }[name]
        with (self.logs / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *words],
                env=self.env,
                cwd=CHECKOUT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """Kill it at once, with all its processes."""
        if name == "broker":
            child = self.cluster.valkey.child
            assert child is not None
            child.kill()
            child.wait()
            return
        child = self.children.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def stop(self) -> None:
        """Stop everything."""
        for name in list(self.children):
            self.kill(name)
        self.cluster.stop()
