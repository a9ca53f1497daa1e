"""What runs beside the servers: the web server, one worker, the clock that ticks. Each function fills a process of its own."""

import os
import signal
import socket
from pathlib import Path
from typing import Any

from config.celery import app
from config.up.supervisor import die_with_parent

THREADS = 4
TASKS = 2
GRACE = 5  # seconds for requests under way when the web server is stopped


def web(listener: socket.socket) -> None:
    """gunicorn on `listener`: threads, so that a slow upload holds up nobody. The application is loaded already."""
    from gunicorn.app.base import BaseApplication

    parent = os.getpid()

    def tie(_server: Any, _worker: Any) -> None:
        die_with_parent(signal.SIGTERM, parent)

    class Web(BaseApplication):
        def load_config(self) -> None:
            values = {
                "bind": f"fd://{listener.fileno()}",
                "worker_class": "gthread",
                "workers": min(4, max(2, os.cpu_count() or 2)),
                "threads": THREADS,
                "timeout": 60,
                "graceful_timeout": GRACE,
                "loglevel": "warning",
                "post_fork": tie,
                "control_socket_disable": True,
            }
            for name, value in values.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from config.wsgi import application

            return application

    Web().run()


def worker() -> None:
    """One Celery worker; a long task does not hold up the sweep."""
    from celery.signals import worker_process_init

    parent = os.getpid()

    def tie(**_: Any) -> None:
        die_with_parent(signal.SIGKILL, parent)

    worker_process_init.connect(tie, weak=False)
    app.worker_main(["worker", "-c", str(TASKS), "-l", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"])


def beat(folder: Path) -> None:
    """Celery's beat; what it remembers lies in `folder` and may be lost."""
    folder.mkdir(mode=0o700, exist_ok=True)
    app.start(["beat", "-l", "WARNING", "--pidfile=", "-s", str(folder / "schedule")])
