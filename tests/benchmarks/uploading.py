"""A large file sent in parts to a server of its own: how much memory that takes, and what it does to a page that others look at.

`measure()` starts an installation with the demonstration's people in a folder of its own (`manage.py up`), sends the file as one of its
officers over HTTP and waits until the worker has put it together, while another session reads a case's page without pause. Memory is the
kernel's own high-water mark of each process that takes part (`VmHWM`), the database's and the broker's apart: the bytes never go there.
"""

import hashlib
import http.client
import json
import re
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.files.models import Upload
from tests.benchmarks.measuring import Line, line
from tests.faults.running import Up, run, wait_for_no_process

MEGABYTE = 1024 * 1024
MOST_MEMORY_MB, MOST_SLOWER = 200, 2.0
PATIENCE_SECONDS = 900.0
NOT_OURS = ("postgres", "valkey")
# A session for an officer who may add files to a case, as the browser would hold it: cookie and case.
SIGN_IN = (
    "from django.conf import settings; from django.test import Client; from casework.access.predicate import can;"
    "from casework.cases.models import Case; from casework.staff.models import User;"
    "c, u = next((c, c.owner) for c in Case.objects.filter(is_open=True).exclude(owner=None).select_related('owner').order_by('pk')"
    " if can(c.owner, 'file.upload', c)); b = Client(); b.force_login(u);"
    "print(settings.SESSION_COOKIE_NAME, b.cookies[settings.SESSION_COOKIE_NAME].value, c.reference)"
)


@dataclass
class Browser:
    """One session over one connection."""

    host: str
    cookies: dict[str, str]
    token: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(self.host, timeout=120)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body; cookies that are set are kept, and the form's token is sent along."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        if method == "POST":
            sent |= {"Content-Type": kind, "X-CSRFToken": self.token, "Content-Length": str(len(body))}
        self.connection.request(method, path, body or None, sent)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read()

    def page(self, path: str) -> str:
        """A page that is there, as text; its form's token is kept."""
        status, body = self.ask("GET", path)
        assert status == 200, (status, path)
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        self.token = found[1].decode() if found else self.token
        return body.decode()

    def post(self, path: str, body: bytes, kind: str, headers: dict[str, str] | None = None) -> Any:
        """The JSON that a post is answered with."""
        status, said = self.ask("POST", path, body, kind, headers)
        assert status == 200, (status, path, said[:300])
        return json.loads(said)


def measure(*, megabytes: int = 2048, samples: int = 200) -> list[Line]:
    """Send that many megabytes; `samples` looks at the page beforehand are what those during the upload are compared with."""
    folder = Path(tempfile.mkdtemp(prefix="casework-upload-"))
    up = Up(folder / "data")
    browsers: list[Browser] = []
    try:
        host = up.ready().removeprefix("http://").strip("/")
        told = run("shell", "-v", "0", "-c", SIGN_IN, env={"CASEWORK_DATA_DIR": str(up.data)})
        name, key, reference = told.stdout.split()
        browsers += [Browser(host, {name: key}), Browser(host, {name: key})]
        sender, reader = browsers
        page = f"/cases/{reference}/"
        alone = [_look(reader, page) for _ in range(samples)]
        before = peaks(up.process.pid)
        with _Looking(reader, page) as looking:
            _send(sender, reference, megabytes)
        after = peaks(up.process.pid)
    finally:
        for browser in browsers:
            browser.connection.close()
        up.process.kill()
        up.finish()
        wait_for_no_process(up.data)
        shutil.rmtree(folder, ignore_errors=True)
    grown = sum(peak - before.get(pid, 0) for pid, peak in after.items() if pid in before)
    return [
        line("upload.peak.mb", max(after.values()) / 1024, MOST_MEMORY_MB, "lower"),
        line("upload.growth.mb", grown / 1024, None, "lower"),
        line("upload.page.p95", _p95(looking.times) / _p95(alone), MOST_SLOWER, "lower", looking.times),
    ]


def peaks(root: int) -> dict[int, int]:
    """The high-water mark of memory, in kB, of every process below `root` that may hold an upload's bytes."""
    parents: dict[int, int] = {}
    found: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            status = dict(row.split(":", 1) for row in (entry / "status").read_text().splitlines() if ":" in row)
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(entry.name)] = int(status["PPid"])
        if "VmHWM" in status and not status["Name"].strip().startswith(NOT_OURS):
            found[int(entry.name)] = int(status["VmHWM"].split()[0])

    def below(pid: int) -> bool:
        while pid > 1:
            pid = parents.get(pid, 0)
            if pid == root:
                return True
        return False

    return {pid: peak for pid, peak in found.items() if below(pid)}


class _Looking:
    """Reads the page without pause, in a thread, until the block ends."""

    def __init__(self, reader: Browser, page: str) -> None:
        self.times: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(reader, page))

    def _look(self, reader: Browser, page: str) -> None:
        while not self._over.is_set():
            self.times.append(_look(reader, page))

    def __enter__(self) -> "_Looking":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def _look(reader: Browser, page: str) -> float:
    began = time.perf_counter()
    reader.page(page)
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.95) - 1)]


def _part(number: int, size: int) -> bytes:
    row = b"%07d a line of a long download of a telephone\n" % number
    return (row * (size // len(row) + 1))[:size]


def _send(sender: Browser, reference: str, megabytes: int) -> None:
    """In parts, each with its digest; then wait until the file stands whole with the digest of all that was sent."""
    size = megabytes * MEGABYTE
    sender.page(f"/cases/{reference}/files/add/")
    kind = "application/x-www-form-urlencoded"
    begun = sender.post(f"/cases/{reference}/files/large/", f"name=download.txt&size={size}&declared=text%2Fplain".encode(), kind)
    where, digests = begun["status"], []
    for number in range(1, begun["parts"] + 1):
        body = _part(number, min(Upload.PART, size - (number - 1) * Upload.PART))
        digests.append(hashlib.sha256(body).hexdigest())
        sender.post(f"{where}parts/{number}/", body, "application/octet-stream", {"X-Part-SHA256": digests[-1]})
    told = json.dumps({"digest": hashlib.sha256("".join(digests).encode()).hexdigest()})
    sender.post(f"{where}finish/", told.encode(), "application/json")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (state := json.loads(sender.page(where))).get("done"):
        assert time.monotonic() < deadline, state
        assert state.get("state") != "REFUSED", state
        time.sleep(0.2)
