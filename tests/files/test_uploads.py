"""Uploads by form and in parts: cut off, doubled, out of order, changed on the way."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory

from casework.errors import Hidden
from casework.files import resumable, store, tasks
from casework.files.models import CaseFile, Upload
from casework.files.rules import LARGEST
from tests.factories import make_user
from tests.files.conftest import People
from tests.files.made import jpeg

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_files_come_by_a_plain_form(people: People) -> None:
    sent = {
        "files": [SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"), SimpleUploadedFile("b.txt", b"diary", "text/plain")],
        "purpose": "EVIDENCE",
    }
    answer = signed_in(people.officer).post(f"/cases/{people.case.reference}/files/add/", sent)
    assert answer.status_code == 302
    assert sorted(CaseFile.objects.values_list("name", flat=True)) == ["a.jpg", "b.txt"]


def test_an_empty_file_is_refused_beside_the_field(people: People) -> None:
    answer = signed_in(people.officer).post(
        f"/cases/{people.case.reference}/files/add/",
        {"files": [SimpleUploadedFile("a.jpg", b"")], "purpose": "EVIDENCE", "note": "kept words"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "empty" in page and "govuk-error-summary" in page and "kept words" in page


def test_five_thousand_files_at_once_are_refused_in_words(people: People) -> None:
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(5000)]
    answer = signed_in(people.officer).post(f"/cases/{people.case.reference}/files/add/", {"files": many, "purpose": "EVIDENCE"})
    assert answer.status_code == 400 and "up to 50 files at a time" in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_a_form_cut_off_on_its_way_is_never_taken_for_a_whole_one() -> None:
    """At every kind of place: in the middle of the file, and just before the closing boundary."""
    boundary = "cut"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'.encode()
    whole = head + b"diary " * 5000 + f"\r\n--{boundary}--\r\n".encode()
    for at in (len(head) // 2, len(head) + 10, len(whole) // 2, len(whole) - len(boundary) - 8, len(whole) - 1):
        sent = RequestFactory().post("/", data=whole, content_type=f"multipart/form-data; boundary={boundary}")
        cut = WSGIRequest({**sent.environ, "wsgi.input": io.BytesIO(whole[:at])})
        with pytest.raises(MultiPartParserError):
            assert cut.FILES is None
    whole_one = WSGIRequest({**sent.environ, "wsgi.input": io.BytesIO(whole)})
    assert whole_one.FILES["files"].size == 30_000


class Sender:
    """A browser that sends a large file in parts."""

    def __init__(self, people: People, body: bytes, name: str = "long.txt") -> None:
        self.client, self.body = signed_in(people.officer), body
        begun = self.client.post(
            f"/cases/{people.case.reference}/files/large/", {"name": name, "size": len(body), "declared": "text/plain"}
        )
        assert begun.status_code == 200, begun.content
        self.where, self.parts = begun.json()["status"], begun.json()["parts"]

    def piece(self, number: int) -> bytes:
        return self.body[(number - 1) * Upload.PART : number * Upload.PART]

    def send(self, number: int, *, body: bytes | None = None, declared: str = "") -> Any:
        piece = self.piece(number) if body is None else body
        digest = declared or hashlib.sha256(piece).hexdigest()
        return self.client.post(
            f"{self.where}parts/{number}/", piece, content_type="application/octet-stream", headers={"X-Part-SHA256": digest}
        )

    def finish(self) -> Any:
        digests = [hashlib.sha256(self.piece(n)).hexdigest() for n in range(1, self.parts + 1)]
        told = {"digest": hashlib.sha256("".join(digests).encode()).hexdigest()}
        return self.client.post(f"{self.where}finish/", json.dumps(told), content_type="application/json")

    def state(self) -> dict[str, Any]:
        return self.client.get(self.where).json()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> int:
    """Parts of 1,000 bytes, so that a file of several is small."""
    monkeypatch.setattr(Upload, "PART", 1000)
    return 1000


BODY = b"".join(b"line %06d of a long call log\n" % n for n in range(85))


def test_a_large_file_comes_in_parts_in_any_order_and_broken_off(people: People, small_parts: int, own_store: Path) -> None:
    sender = Sender(people, BODY)
    assert sender.parts == 3
    assert sender.send(3).json() == {"here": [3]}
    assert sender.finish().status_code == 422
    assert sender.send(1).json() == {"here": [1, 3]}
    assert sender.send(1).json() == {"here": [1, 3]}
    assert sender.state()["here"] == [1, 3]
    sender.send(2)
    assert sender.finish().json() == {"state": "SENT"}
    tasks.work()
    file = CaseFile.objects.get()
    assert (file.content.sha256, file.content.size, file.name) == (hashlib.sha256(BODY).hexdigest(), len(BODY), "long.txt")
    assert sender.state()["done"] == f"/files/{file.pk}/"
    assert not [each for each in own_store.rglob("parts/**/*") if each.is_file()]
    tasks.work()
    assert CaseFile.objects.count() == 1


def test_an_upload_cut_off_at_each_part_can_be_gone_on_with(people: People, small_parts: int) -> None:
    sender = Sender(people, BODY)
    for number in range(1, sender.parts + 1):
        cut = sender.send(number, body=sender.piece(number)[:-1])
        assert cut.status_code == 422 and f"Part {number} came with" in cut.json()["problems"][0]
        assert number not in sender.state()["here"] and not CaseFile.objects.exists()
        assert sender.send(number).status_code == 200
    sender.finish()
    tasks.work()
    assert CaseFile.objects.count() == 1


def test_a_part_that_changed_on_its_way_is_refused(people: People, small_parts: int) -> None:
    sender = Sender(people, BODY)
    changed = sender.send(1, body=b"x" + sender.piece(1)[1:], declared=hashlib.sha256(sender.piece(1)).hexdigest())
    assert changed.status_code == 422 and "changed on its way" in changed.json()["problems"][0]
    sender.send(1)
    other = sender.send(1, body=b"x" + sender.piece(1)[1:])
    assert other.status_code == 422 and "other content" in other.json()["problems"][0]
    assert sender.send(9).status_code == 422


def test_too_large_and_empty_are_refused_before_the_first_part(people: People) -> None:
    client = signed_in(people.officer)
    for size, because in ((LARGEST + 1, "larger than 2 GB"), (0, "is empty"), ("x", "Choose the file again")):
        answer = client.post(f"/cases/{people.case.reference}/files/large/", {"name": "a.txt", "size": size})
        assert answer.status_code == 422 and because in answer.json()["problems"][0]


def test_an_upload_is_nobody_elses(people: People, small_parts: int) -> None:
    sender = Sender(people, BODY)
    sender.client = signed_in(people.sergeant)
    assert sender.send(1).status_code == 404


def test_a_right_lost_on_the_way_keeps_the_file_out(people: People, small_parts: int) -> None:
    sender = Sender(people, BODY)
    for number in range(1, 4):
        sender.send(number)
    sender.finish()
    people.case.owner = make_user("OFFICER")
    people.case.save(update_fields=["owner"])
    with pytest.raises(Hidden):
        resumable.upload_of(make_user("OFFICER"), Upload.objects.get().token)
    tasks.work()
    upload = Upload.objects.get()
    assert upload.state == Upload.FAILED and "may not add" in upload.why and not CaseFile.objects.exists()


def test_parts_that_nobody_goes_on_with_are_thrown_away(people: People, small_parts: int, settings: Any, own_store: Path) -> None:
    sender = Sender(people, BODY)
    sender.send(1)
    assert tasks.tidy() == 0
    settings.UPLOADS_KEPT *= 0
    assert tasks.tidy() == 1
    assert not [each for each in own_store.rglob("parts/**/*") if each.is_file()] and Upload.objects.get().state == Upload.FAILED


def test_what_comes_is_set_down_in_small_pieces_and_never_beyond_its_bound() -> None:
    asked: list[int] = []

    class Source(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    with store.set_down(Source(b"x" * 300_000), 200_001) as body:
        assert len(body.read()) == 200_001
    assert max(asked) <= store.PIECE and min(asked) > 0


def test_a_large_file_sent_without_script_is_refused_with_the_way_that_works(people: People) -> None:
    at = f"/cases/{people.case.reference}/files/"
    answer = signed_in(people.officer).post(f"{at}large/", {"purpose": "EVIDENCE"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page and "Sending in parts needs JavaScript" in page
    assert f"{at}add/" in page
