"""The order of `manage.py up`, from open servers to the ready line and, in the end, a clean stop."""

import functools
import http.client
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import OutputWrapper
from django.db import OperationalError, connections

from config.embedded import session as owned
from config.embedded.installation import Installation
from config.embedded.problems import LauncherError, explain
from config.embedded.session import Session
from config.up import children, steps
from config.up.servers import HOST, address, say
from config.up.supervisor import Child, fork, stop_all, trim

PATIENCE = 60.0  # seconds for the first page
TRIM_EVERY = 60.0  # seconds


def up(session: Session, out: OutputWrapper, *, offline: Path | None) -> None:
    """Bring everything up to date, start it, print the accounts and the ready line, and watch it until told to stop.

    Raises LauncherError with one sentence for what the person must put right.
    """
    notes = Installation(Path(settings.DATA_DIR))
    logs = Path(settings.DATA_DIR, "log")
    fetching = 0
    running: list[Child] = []
    try:
        if offline:
            steps.copy_assets(offline, notes)
        elif steps.assets_wanted(notes):
            say("Fetching the design system")
            fetching = fork("assets", steps.fetch_assets, logs / "assets.log", before=_let_go(session))
        steps.migrate(notes, say)
        accounts = steps.demo(notes, say) if session.demo else []
        _finish_assets(fetching, notes, logs / "assets.log")
        steps.collect(notes, say)
        steps.loaded()
        connections.close_all()
        caches.close_all()
        say("Starting the web server, the worker and the clock")
        running = _children(session, logs)
        for child in running:
            child.start()
        _wait_for_page(session.port, running)
        _announce(out, accounts, session)
        _watch(session, running)
    except OSError as error:
        raise explain(error, Path(settings.DATA_DIR)) from None
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") in ("53100", "58030"):
            raise explain(OSError(28, "no room"), Path(settings.DATA_DIR)) from None
        raise
    finally:
        stop_all(running)


def _children(session: Session, logs: Path) -> list[Child]:
    let_go = _let_go(session)
    close_too = _let_go(session, listener=True)
    return [
        Child("web", functools.partial(children.web, session.listener), logs / "web.log", before=let_go),
        Child("worker", children.worker, logs / "worker.log", before=close_too),
        Child("clock", functools.partial(children.beat, Path(settings.DATA_DIR, "beat")), logs / "beat.log", before=close_too),
    ]


def _let_go(session: Session, *, listener: bool = False) -> "functools.partial[None]":
    return functools.partial(_forget, session, listener)


def _forget(session: Session, listener: bool) -> None:
    """In a child: hold neither the data directory, nor the owner's password, nor (unless it serves) the port."""
    os.environ.pop("DATABASE_OWNER_URL", None)
    settings.DATABASE_OWNER_URL = ""
    if session.cluster is not None:
        session.cluster.forget()
    if listener:
        session.listener.close()


def _finish_assets(fetching: int, notes: Installation, log: Path) -> None:
    """Wait for the fetch that runs beside; where it failed the pages are plain, which is said."""
    if not fetching:
        if not steps.assets.current(settings.ASSETS_DIR):
            say("Pages are plain: the design system could not be fetched. Run manage.py assets to try again.")
        return
    _, status = os.waitpid(fetching, 0)
    if os.waitstatus_to_exitcode(status) == 0:
        notes.note(assets_failed=None)
        return
    lines = log.read_text().splitlines()
    say(lines[-1] if lines else "The design system could not be fetched.")
    notes.note(assets_failed={"wanted": steps.assets.wanted(), "at": time.time()})


def _wait_for_page(port: int, running: list[Child]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        for child in running:
            if child.ended():
                raise LauncherError(f"The {child.name} did not start; see {child.log}.", code=1)
        if time.monotonic() > deadline:
            raise LauncherError(f"No page came within {PATIENCE:.0f} seconds; see {running[0].log}.", code=1)
        time.sleep(0.02)


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        line.request("GET", "/health/live")
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()


def _announce(out: OutputWrapper, accounts: list[dict[str, str]], session: Session) -> None:
    if accounts:
        width = max(len(account["role"]) for account in accounts)
        longest = max(len(account["username"]) for account in accounts)
        out.write("Demonstration accounts (kept in demo.json of the data directory):")
        for account in accounts:
            out.write(f"  {account['role']:{width}}  {account['username']:{longest}}  {account['password']}")
    if session.cluster is not None:
        session.cluster.tell({"command": "up", "address": address(session.listener), "ready": True})
    out.write(f"Ready: {address(session.listener)}")
    out.flush()


def _watch(session: Session, running: list[Child]) -> None:
    """Until a signal asks for the end: start again what dies."""
    servers = (session.cluster.postgres, session.cluster.valkey) if session.cluster else ()
    logs = [part.log for part in (*running, *servers)]
    trimmed = 0.0
    while not owned.ending:
        if time.monotonic() - trimmed > TRIM_EVERY:
            for log in logs:
                trim(log)
            trimmed = time.monotonic()
        for child in running:
            if child.ended():
                say(f"The {child.name} ended; starting it again (see {child.log})")
                child.restart()
        for server in servers:
            if server.child is not None and server.child.poll() is not None:
                say(f"{type(server).__name__} ended; starting it again (see {server.log})")
                server.start()
                server.wait()
        time.sleep(0.2)
