"""Files come whole or not at all, are stored by content, and leave only through the access check, harmless."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client

from casework.cases.models import CaseEvent
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.files import flow, scanning, services, tasks, verifying
from casework.files.models import CaseFile, Content
from tests.factories import make_case, make_user
from tests.files.conftest import People
from tests.files.made import jpeg, upload

pytestmark = pytest.mark.django_db


def take(people: People, *files: Any, **values: Any) -> list[CaseFile]:
    return services.add_files(actor=people.officer, case=people.case, files=files, **values)


def test_one_content_is_stored_once_however_often_it_comes(people: People, own_store: Path) -> None:
    first, second = take(people, upload("a.jpg", jpeg()), upload("b.jpg", jpeg()))
    assert first.content == second.content and (first.name, second.name) == ("a.jpg", "b.jpg")
    stored = [each for each in own_store.rglob("*") if each.is_file()]
    assert len(stored) == 1 and hashlib.sha256(stored[0].read_bytes()).hexdigest() == first.content.sha256
    assert stored[0].stat().st_mode & 0o077 == 0


def test_one_bad_file_keeps_all_out(people: People) -> None:
    with pytest.raises(GuardFailed, match="is empty"):
        take(people, upload("a.jpg", jpeg()), upload("b.jpg", b""))
    assert not CaseFile.objects.exists() and not CaseEvent.objects.filter(kind="file.added").exists()


def test_too_many_and_too_large_are_refused_in_words(people: People) -> None:
    large = upload("b.jpg", jpeg())
    large.too_large = True
    with pytest.raises(GuardFailed, match="larger than 100 MB"):
        take(people, large)
    with pytest.raises(GuardFailed, match="at most 50"):
        take(people, *[upload("a.jpg", jpeg())] * 51)


def test_a_file_that_lies_is_taken_in_apart_and_released_by_another(people: People) -> None:
    (file,) = take(people, upload("photo.jpg", b"<html><script>1</script></html>"))
    assert file.state == flow.QUARANTINED and "web page" in file.apart_because
    with pytest.raises(Forbidden):
        services.release(actor=people.officer, file=file, reason="It is a saved page, quite harmless")
    with pytest.raises(GuardFailed, match="at least 10"):
        services.release(actor=people.sergeant, file=file, reason="ok")
    services.release(actor=people.sergeant, file=file, reason="It is a saved page of her profile")
    assert CaseFile.objects.get().state == flow.HELD


def test_nobody_releases_what_they_added_themselves(people: People) -> None:
    (file,) = services.add_files(actor=people.sergeant, case=people.case, files=[upload("photo.jpg", b"<html></html>")])
    with pytest.raises(GuardFailed, match="because you added it"):
        services.release(actor=people.sergeant, file=file, reason="It is a saved page of her profile")


def test_the_timeline_and_addresses_never_say_the_name(people: People) -> None:
    take(people, upload("Elin Prosser 12 Orchard Lane.jpg", jpeg()))
    assert "Orchard" not in " ".join(CaseEvent.objects.filter(case=people.case).values_list("text", flat=True))


def test_stored_bytes_and_digest_cannot_be_changed_in_the_database(people: People) -> None:
    (file,) = take(people, upload("a.jpg", jpeg()))
    with pytest.raises(DatabaseError), transaction.atomic():
        Content.objects.filter(pk=file.content_id).update(sha256="0" * 64)


def test_a_changed_byte_and_a_missing_file_are_found_and_named(people: People, own_store: Path) -> None:
    one, two, three = take(people, upload("a.jpg", jpeg()), upload("b.jpg", jpeg("blue")), upload("c.jpg", jpeg("green")))
    assert [each for each in verifying.verify() if each] == []
    altered, gone = own_store / one.content.key, own_store / two.content.key
    altered.write_bytes(altered.read_bytes()[:-1] + b"x")
    gone.unlink()
    bad = {each.id: each for each in verifying.verify() if each}
    assert {each.kind for each in bad.values()} == {"changed", "missing"} and set(bad) == {one.content.sha256, two.content.sha256}
    assert str(one.pk) in bad[one.content.sha256].why
    assert not Content.objects.get(pk=one.content_id).intact and Content.objects.get(pk=three.content_id).intact


def test_the_same_content_again_does_not_hide_that_the_stored_bytes_changed(people: People, own_store: Path) -> None:
    (one,) = take(people, upload("a.jpg", jpeg()))
    stored = own_store / one.content.key
    stored.write_bytes(b"something else")
    take(people, upload("again.jpg", jpeg()))
    assert [each.kind for each in verifying.verify() if each] == ["changed"]


def test_the_command_names_what_is_not_what_was_taken_in(people: People, own_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = take(people, upload("a.jpg", jpeg()))
    call_command("verify_files", "--json")
    assert json.loads(capsys.readouterr().out) == {"checked": 1, "bad": []}
    (own_store / one.content.key).unlink()
    with pytest.raises(SystemExit) as left:
        call_command("verify_files", "--json")
    told = json.loads(capsys.readouterr().out)
    assert left.value.code == 1 and told["bad"][0]["kind"] == "missing" and told["bad"][0]["id"] == one.content.sha256


class Page:
    """A signed-in browser."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, path: str) -> Any:
        return self.client.get(path)


def test_a_download_runs_nothing_and_warns_that_nobody_scanned_it(people: People) -> None:
    (file,) = take(people, upload("page.html", b"<!DOCTYPE html><html><script>1</script></html>"))
    page = Page(people.officer)
    warned = page.get(f"/files/{file.pk}/download/")
    assert "not scanned" in warned.content.decode()
    got = page.get(f"/files/{file.pk}/download/?sure=yes")
    assert b"".join(got.streaming_content).startswith(b"<!DOCTYPE")
    assert got["Content-Disposition"].startswith("attachment") and got["Content-Type"] == "application/octet-stream"
    assert got["X-Content-Type-Options"] == "nosniff" and "sandbox" in got["Content-Security-Policy"]


def test_what_is_set_apart_does_not_leave(people: People) -> None:
    (file,) = take(people, upload("photo.jpg", b"<html></html>"))
    answer = Page(people.officer).get(f"/files/{file.pk}/download/?sure=yes")
    assert answer.status_code == 422 and "set apart" in answer.content.decode()


def test_a_file_of_a_case_one_may_not_see_does_not_exist(people: People) -> None:
    (file,) = take(people, upload("a.jpg", jpeg()))
    stranger = make_user("LEGAL")
    known = Page(stranger).get(f"/files/{file.pk}/download/")
    assert known.status_code == 404 == Page(stranger).get("/files/999999/download/").status_code
    with pytest.raises(Hidden):
        services.add_files(actor=stranger, case=people.case, files=[upload("a.jpg", jpeg())])


def test_a_preview_is_drawn_anew_without_metadata(people: People) -> None:
    (file,) = take(people, upload("a.jpg", jpeg()))
    assert b"Orchard" in jpeg()
    tasks.work()
    got = Page(people.officer).get(f"/files/{file.pk}/preview/")
    body = b"".join(got.streaming_content)
    assert body[:3] == b"\xff\xd8\xff" and b"Orchard" not in body and b"Exif" not in body


def test_a_working_copy_names_its_original_and_leaves_it_alone(people: People) -> None:
    (file,) = take(people, upload("a.jpg", jpeg()))
    (copy,) = take(people, upload("a-redacted.jpg", jpeg(where=False)), original=file)
    assert copy.original == file and CaseFile.objects.get(pk=file.pk).content == file.content
    other = make_case(people.officer)
    with pytest.raises(GuardFailed, match="another case"):
        services.add_files(actor=people.officer, case=other, files=[upload("c.jpg", jpeg())], original=file)


class Scanner:
    """A clamd for tests: says what it is told to."""

    def __init__(self, said: str | None) -> None:
        self.said = said

    def ping(self) -> str:
        if self.said is None:
            raise OSError("no answer")
        return "PONG"

    def instream(self, body: Any) -> dict[str, tuple[str, str | None]]:
        assert body.read()
        return {"stream": (str(self.said), None)}


@pytest.fixture
def scanner(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Configure a scanner that says so and so."""

    def set_up(said: str | None) -> None:
        settings.CLAMD_ADDRESS = "127.0.0.1:3310"
        monkeypatch.setattr(scanning, "_client", lambda seconds: Scanner(said))

    return set_up


def test_a_silent_scanner_lets_nothing_in(people: People, scanner: Any) -> None:
    scanner(None)
    with pytest.raises(GuardFailed, match="does not answer"):
        take(people, upload("a.jpg", jpeg()))
    assert not CaseFile.objects.exists()


def test_what_the_scanner_finds_is_set_apart_for_good(people: People, scanner: Any) -> None:
    scanner("FOUND")
    (file,) = take(people, upload("a.jpg", jpeg()))
    waiting = Page(people.officer).get(f"/files/{file.pk}/download/?sure=yes")
    assert waiting.status_code == 422 and "waits for the virus scan" in waiting.content.decode()
    tasks.work()
    file.refresh_from_db()
    assert file.state == flow.QUARANTINED and file.content.scan == Content.INFECTED
    with pytest.raises(GuardFailed, match="virus"):
        services.release(actor=people.sergeant, file=file, reason="I do not believe the scanner")
    (again,) = take(people, upload("b.jpg", jpeg()))
    assert again.state == flow.QUARANTINED


def test_a_clean_file_leaves_without_a_warning(people: People, scanner: Any) -> None:
    scanner("OK")
    (file,) = take(people, upload("a.jpg", jpeg()))
    tasks.work()
    got = Page(people.officer).get(f"/files/{file.pk}/download/")
    assert got["Content-Disposition"].startswith("attachment") and b"".join(got.streaming_content) == jpeg()
