"""Importing an orders register through its service, its command and its page."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from casework.access.models import RoleTask
from casework.applications.models import Application
from casework.cases.models import Case
from casework.errors import GuardFailed
from casework.orders.models import Order
from casework.people.models import Person, ProtectedFact
from casework.worklists.imports import selectors, services
from casework.worklists.imports.orders import ORDERS, take_row
from casework.worklists.imports.tasks import resume
from casework.worklists.models import ImportedMatter, ImportRow, ImportRun
from tests.factories import ForceFactory, make_user

SAMPLE = Path(__file__).parent.parent / "data" / "orders-register.csv"
HEAD = (
    "Client Code,Matter Number,Client Name,Matter Description,Date Opened,Mapped Division,Niche Ref,Interim granted,"
    "Date Interim Granted,Full Order,Date Full Order Granted,Date of Order Expiry,Length of order,"
    "Victim Postcode,Reason for Withdrawal/Refusal\n"
)
SOUND = "200318,{n},Northmoor Police,SPO - Mr Rudd,11/05/2022,Northmoor East,45677814/22,No,,Yes,14/06/2022,13/06/2027,5,ZZ99 1JY,\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def clerk(transactional_db: None) -> Any:
    return make_user("RECORDS")


def take(clerk: Any, raw: bytes) -> ImportRun:
    return services.run_to_end(services.begin(actor=clerk, name="register.csv", raw=raw), actor=clerk)


def test_the_sample_adds_up_and_a_second_run_adds_nothing(clerk: Any) -> None:
    first = selectors.summary(list(take(clerk, SAMPLE.read_bytes()).rows.all()))
    assert first["rows"] == 123 == first["taken"] + first["doubted"] + first["refused"] + first["already"]
    assert (first["refused"], first["already"]) == (8, 0)
    counts = [model.objects.count() for model in (Case, Application, Order, Person)]
    second = selectors.summary(list(take(clerk, SAMPLE.read_bytes()).rows.all()))
    assert (second["taken"], second["doubted"], second["refused"], second["already"]) == (0, 0, 8, 115)
    assert counts == [model.objects.count() for model in (Case, Application, Order, Person)]


def test_a_row_makes_one_application_and_up_to_two_orders(clerk: Any) -> None:
    take(clerk, SAMPLE.read_bytes())
    both = Application.objects.get(imported_matter__key="200318/1614")
    kinds = {order.type: order for order in both.orders.all()}
    assert both.state == "GRANTED" and set(kinds) == {"SPO", "ISPO"}
    assert kinds["ISPO"].state == "SUPERSEDED" and kinds["ISPO"].replaced_by == kinds["SPO"]
    assert kinds["SPO"].state == "IN_FORCE" and kinds["SPO"].imported_incomplete


def test_an_interim_order_without_an_end_is_live_and_no_date_is_made_up(clerk: Any) -> None:
    take(clerk, SAMPLE.read_bytes())
    order = Order.objects.get(application__imported_matter__key="200318/7233")
    assert (order.type, order.state, order.end_not_known, order.end_date, order.ended_at) == ("ISPO", "IN_FORCE", True, None, None)
    assert RoleTask.objects.filter(case=order.case, role="RECORDS", closed_at=None).exists()


def test_postcodes_stand_nowhere_in_plain_text(clerk: Any) -> None:
    run = take(clerk, (HEAD + SOUND.format(n=1)).encode())
    matter = ImportedMatter.objects.get()
    assert "ZZ99" not in json.dumps(matter.details)
    assert b"ZZ99" not in bytes(run.source)
    assert not ImportRow.objects.filter(reasons__icontains="ZZ99").exists()
    assert ProtectedFact.objects.filter(kind="HOME").count() == 1


def test_changed_content_is_put_before_a_person_and_overwrites_nothing(clerk: Any) -> None:
    take(clerk, (HEAD + SOUND.format(n=1)).encode())
    again = take(clerk, (HEAD + SOUND.format(n=1).replace("Mr Rudd", "Mr Rood")).encode())
    (row,) = again.rows.all()
    assert row.outcome == "refused" and "nothing was overwritten" in row.reasons[0][1]
    assert Person.objects.filter(family_name="Rudd").exists() and not Person.objects.filter(family_name="Rood").exists()


def test_a_run_killed_between_chunks_goes_on_where_it_stopped(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(services.KINDS, "orders", replace(ORDERS, chunk=10))
    run = services.begin(actor=clerk, name="register.csv", raw=SAMPLE.read_bytes())

    def stop_after_three(done: int, total: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.run_to_end(run, actor=clerk, progress=stop_after_three)
    run.refresh_from_db()
    assert (run.position, run.rows.count()) == (30, 30)
    take(clerk, SAMPLE.read_bytes())
    run.refresh_from_db()
    assert (run.state, run.rows.count(), ImportedMatter.objects.count()) == ("FINISHED", 123, 115)


def test_a_run_killed_within_a_chunk_leaves_nothing_of_that_chunk(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run = services.begin(actor=clerk, name="register.csv", raw=(HEAD + SOUND.format(n=1) + SOUND.format(n=2)).encode())
    taken: list[Any] = []

    def die_on_the_second(ch: Any, row: Any) -> Any:
        if taken:
            raise KeyboardInterrupt
        taken.append(row)
        return take_row(ch, row)

    take = lambda ch, _run, rows: [die_on_the_second(ch, row) for row in rows]  # noqa: E731
    monkeypatch.setitem(services.KINDS, "orders", replace(ORDERS, take=take))
    with pytest.raises(KeyboardInterrupt):
        services.run_to_end(run, actor=clerk)
    assert (Case.objects.count(), Order.objects.count(), ImportRow.objects.count()) == (0, 0, 0)


def test_refused_rows_come_back_as_a_file_that_mended_imports(clerk: Any) -> None:
    bad = SOUND.format(n=1).replace("14/06/2022", "31/02/2022").replace("ZZ99 1JY,", "ZZ99 1JY,=1+1")
    run = take(clerk, (HEAD + bad).encode())
    text = selectors.refused_file(run).decode("utf-8-sig")
    assert "not a date that exists" in text and "'=1+1" in text
    mended = take(clerk, text.replace("31/02/2022", "14/06/2022").encode())
    # The division was not known, so the row is doubted for that alone.
    assert [(row.outcome, [column for column, _ in row.reasons]) for row in mended.rows.all()] == [("doubted", ["Division"])]
    assert Application.objects.get().outcome_note == "=1+1"


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"", "empty"), (b"a,b\n1,2\n", "columns are missing"), (HEAD.encode(), "nothing below it")],
)
def test_an_unusable_file_is_refused_in_words(clerk: Any, raw: bytes, words: str) -> None:
    with pytest.raises(GuardFailed, match=words):
        services.begin(actor=clerk, name="x.csv", raw=raw)
    assert not ImportRun.objects.exists()


def test_the_command_reports_json_and_a_dry_run_writes_nothing(clerk: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("import_orders", str(SAMPLE), "--dry-run", "--json")
    found = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1 and found["rows"] == 123 and not ImportRun.objects.exists() and not Case.objects.exists()
    with pytest.raises(SystemExit):
        call_command("import_orders", str(SAMPLE), "--json")
    out = json.loads(capsys.readouterr().out)
    assert out == found


@pytest.mark.parametrize("arguments", [["nowhere.csv"], [str(SAMPLE), "--as", "nobody"]])
def test_the_command_refuses_bad_input_with_status_2(clerk: Any, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("import_orders", *arguments)
    assert refusal.value.returncode == 2


def test_the_page_previews_then_takes_the_rows(clerk: Any, client: Client) -> None:
    client.force_login(clerk)
    file = SimpleUploadedFile("register.csv", (HEAD + SOUND.format(n=1)).encode())
    preview = client.post("/imports/orders/", {"file": file}, follow=True)
    assert "What will become of 1 rows" in preview.content.decode() and not Case.objects.exists()
    run = ImportRun.objects.get()
    client.post(f"/imports/{run.pk}/start/")
    resume()
    done = client.get(f"/imports/{run.pk}/").content.decode()
    assert "What became of 1 rows" in done and Order.objects.count() == 1


def test_the_page_keeps_others_out_and_hides_another_forces_run(clerk: Any, client: Client) -> None:
    run = services.begin(actor=clerk, name="x.csv", raw=(HEAD + SOUND.format(n=1)).encode())
    client.force_login(make_user("OFFICER"))
    assert client.get("/imports/orders/").status_code == 403
    client.force_login(make_user("RECORDS", force=ForceFactory(other=True)))
    assert client.get(f"/imports/{run.pk}/").status_code == 404
