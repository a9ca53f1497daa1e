"""Importing an old register of notices: approval, quarantine, what adds up, what comes back."""

import csv
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from casework.audit.models import ChangeEvent, ReadEvent
from casework.errors import Forbidden, GuardFailed
from casework.people.models import Alias, Person
from casework.pins.models import Notice, NoticeAttempt
from casework.worklists.imports import selectors, services
from casework.worklists.imports.pins import PINS
from casework.worklists.imports.tasks import resume
from casework.worklists.models import ImportRun
from tests.factories import ForceFactory, make_user
from tests.pins.registers import register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
HEAD = "Type,Reference,Date issued,Recipient,Complainant,Conduct\n"
SOUND = 'PIN,P/{n},25/03/2015,"RUDD, Callum (aka Cal Rood) 02/04/1988",Elin Prosser,Forty calls to her work.\n'


@pytest.fixture
def standards(db: None) -> Any:
    return make_user("AUDITOR")


def started(clerk: Any, standards: Any, raw: bytes, **given: Any) -> ImportRun:
    run = services.begin(actor=clerk, name="register.csv", raw=raw, kind="pins", unit=clerk.unit, **given)
    services.release(actor=clerk, run=run)
    services.approve(actor=standards, run=run, agreed=True)
    return run


def take(clerk: Any, standards: Any, raw: bytes, **given: Any) -> ImportRun:
    return services.run_to_end(started(clerk, standards, raw, **given), actor=clerk)


def rows_of(run: ImportRun) -> list[tuple[int, str, list[str]]]:
    return [(row.number, row.outcome, [column for column, _ in row.reasons]) for row in run.rows.all()]


# The run


def test_the_sums_add_up_and_a_second_run_adds_nothing(clerk: Any, standards: Any) -> None:
    raw = register(40)
    first = selectors.summary(list(take(clerk, standards, raw).rows.all()))
    assert first["rows"] == 40 == first["taken"] + first["doubted"] + first["refused"] + first["already"]  # type: ignore[operator]
    assert first["taken"] == 40
    counts = [model.objects.count() for model in (Notice, Person, Alias)]
    second = selectors.summary(list(take(clerk, standards, raw).rows.all()))
    assert (second["already"], second["reasons"]) == (40, [])
    shuffled = io.StringIO()
    rows = list(csv.DictReader(io.StringIO(raw.decode("cp1252"))))
    order = sorted(rows[0])
    writer = csv.DictWriter(shuffled, order, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    third = take(clerk, standards, shuffled.getvalue().encode())
    assert (third.encoding, selectors.counts(third)["already"]) == ("UTF-8", 40)
    assert counts == [model.objects.count() for model in (Notice, Person, Alias)]


def test_a_row_becomes_a_notice_with_its_people(clerk: Any, standards: Any) -> None:
    run = take(clerk, standards, (HEAD + SOUND.format(n=1)).encode(), system="NSPIS")
    notice = Notice.objects.get()
    assert (notice.source_system, notice.source_reference, notice.issued_on) == ("NSPIS", "P/1", date(2015, 3, 25))
    assert (str(notice.recipient), notice.recipient.date_of_birth, str(notice.complainant)) == (
        "Callum Rudd",
        date(1988, 4, 2),
        "Elin Prosser",
    )
    assert list(notice.recipient.aliases.values_list("name", flat=True)) == ["Cal Rood"]
    assert run.rows.get().notice == notice and notice.case is None and notice.unit == clerk.unit
    assert ChangeEvent.objects.filter(verb="IMPORT", action="pin.import", actor_id=clerk.pk).exists()


def test_several_recipients_of_one_paper_get_an_entry_each(clerk: Any, standards: Any) -> None:
    raw = (HEAD + "LOA,P/9,25/03/2015,Callum Rudd; Jo Harle,,Both waited outside.\n").encode()
    run = take(clerk, standards, raw)
    assert [(notice.copy, str(notice.recipient)) for notice in Notice.objects.order_by("copy")] == [(1, "Callum Rudd"), (2, "Jo Harle")]
    assert rows_of(run) == [(2, "doubted", ["Recipient"])]
    assert Notice.objects.get(copy=1).doubts == ["Recipient: 2 people are named in one cell: each gets an entry."]
    assert selectors.counts(take(clerk, standards, raw))["already"] == 1


def test_doubts_are_said_and_kept_for_the_records_team(clerk: Any, standards: Any) -> None:
    raw = (
        HEAD
        + "Form 99,P/1,03/04/2015,Callum Rudd,,Forty calls to her work.\n"
        + "PIN,,2 May 2015,Rudd,,\n"
        + "PIN,P/3,05/25/2015,Jo Harle DOB 3/4/90,,Followed her home twice.\n"
    ).encode()
    run = take(clerk, standards, raw)
    reasons = {row.number: [sentence for _, sentence in row.reasons] for row in run.rows.all()}
    assert all(row.outcome == "doubted" for row in run.rows.all())
    assert any("day first; nothing in the column rules out 4 March 2015" in sentence for sentence in reasons[2])
    assert any("no known name" in sentence for sentence in reasons[2])
    assert {
        "There is no usable reference.",
        "The conduct is not described.",
        "There is one name only; it was taken as the family name.",
    } <= set(reasons[3])
    assert any("month first: taken as 25 May 2015" in sentence for sentence in reasons[4])
    assert Notice.objects.exclude(doubts=[]).count() == 3


def test_a_column_that_shows_its_order_leaves_no_doubt(clerk: Any, standards: Any) -> None:
    raw = (HEAD + SOUND.format(n=1) + SOUND.format(n=2).replace("25/03/2015", "03/04/2015")).encode()
    assert {outcome for _, outcome, _ in rows_of(take(clerk, standards, raw))} == {"taken"}
    assert Notice.objects.get(source_reference="P/2").issued_on == date(2015, 4, 3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("25/03/2015", "31/02/2015"), "not a date that exists"),
        (("25/03/2015", ""), "no day of issue"),
        (('"RUDD, Callum (aka Cal Rood) 02/04/1988"', "unknown"), "There is no recipient"),
    ],
)
def test_a_row_is_refused_with_its_reason_and_comes_back_mended(clerk: Any, standards: Any, change: tuple[str, str], words: str) -> None:
    sound = SOUND.format(n=1).replace("Forty calls", "=1+1 forty calls")
    run = take(clerk, standards, (HEAD + sound.replace(*change)).encode())
    assert [row.outcome for row in run.rows.all()] == ["refused"] and not Notice.objects.exists() and not NoticeAttempt.objects.exists()
    text = selectors.refused_file(run).decode("utf-8-sig")
    assert words in text and "'=1+1" in text
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row["Date issued"], row["Recipient"] = "25/03/2015", "Callum Rudd"
    mended = io.StringIO()
    writer = csv.DictWriter(mended, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    assert rows_of(take(clerk, standards, mended.getvalue().encode()))[0][1] == "taken"
    assert Notice.objects.get().conduct.startswith("=1+1")


def test_the_same_and_a_differing_row_are_refused(clerk: Any, standards: Any) -> None:
    other = SOUND.format(n=1).replace("Forty calls", "Fifty calls")
    run = take(clerk, standards, (HEAD + SOUND.format(n=1) + SOUND.format(n=1) + other).encode())
    assert [row.reasons[0][1] for row in run.rows.filter(outcome="refused")] == [
        "This is the same as row 2.",
        "This differs from row 2 in Conduct.",
    ]
    later = take(clerk, standards, (HEAD + other).encode())
    assert "nothing was overwritten" in later.rows.get().reasons[0][1] and Notice.objects.count() == 1


@pytest.mark.parametrize("day", ["06/07/2017", "01/05/2025", "24/12/2030"])
def test_a_row_after_the_cut_over_makes_nothing_and_waits_for_professional_standards(clerk: Any, standards: Any, day: str) -> None:
    raw = (HEAD + SOUND.format(n=1).replace("25/03/2015", day)).encode()
    for _ in range(2):
        run = take(clerk, standards, raw)
        assert run.rows.get().outcome == "refused"
        assert "professional standards" in " ".join(sentence for _, sentence in run.rows.get().reasons)
    assert not Notice.objects.exists() and not Person.objects.exists()
    attempt = NoticeAttempt.objects.get()
    assert (attempt.road, attempt.source, attempt.concluded_at) == ("IMPORT", "Row 2 of register.csv", None)
    assert "Rudd" not in json.dumps(attempt.reasons) and b"Rudd" not in bytes(attempt.sealed)
    assert ChangeEvent.objects.filter(verb="DENIED", action="pin.record", actor_id=clerk.pk, object_id=attempt.pk).count() == 1
    client = Client()
    client.force_login(standards)
    page = client.get(f"/pins/attempts/{attempt.pk}/").content.decode()
    assert "RUDD, Callum" in page and ReadEvent.objects.filter(actor_id=standards.pk, object_id=attempt.pk).exists()
    client.post(f"/pins/attempts/{attempt.pk}/", {"conclusion": "A letter typed into the old system by mistake; the officer is spoken to."})
    attempt.refresh_from_db()
    assert attempt.concluded_by == standards


def test_nothing_is_taken_before_professional_standards_approve(clerk: Any, standards: Any) -> None:
    run = services.begin(actor=clerk, name="x.csv", raw=(HEAD + SOUND.format(n=1)).encode(), kind="pins", unit=clerk.unit)
    with pytest.raises(GuardFailed, match="have not approved"):
        services.run_to_end(run, actor=clerk)
    services.release(actor=clerk, run=run)
    resume()
    assert not Notice.objects.exists()
    with pytest.raises(Forbidden):
        services.approve(actor=clerk, run=run, agreed=True)
    both = make_user("RECORDS", "AUDITOR")
    own = services.begin(actor=both, name="y.csv", raw=(HEAD + SOUND.format(n=2)).encode(), kind="pins", unit=clerk.unit)
    services.release(actor=both, run=own)
    with pytest.raises(Forbidden, match="because you brought the file in"):
        services.approve(actor=both, run=own, agreed=True)
    with pytest.raises(GuardFailed):
        services.approve(actor=standards, run=run, agreed=False, note="no")
    services.approve(actor=standards, run=run, agreed=False, note="Ask the data owner first.")
    resume()
    assert not Notice.objects.exists() and run.state == "DECLINED"


def test_a_run_that_is_killed_goes_on_where_it_stopped(clerk: Any, standards: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(services.KINDS, "pins", replace(PINS, chunk=10))
    run = started(clerk, standards, register(35))

    def stop_after_two(done: int, total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.run_to_end(run, actor=clerk, progress=stop_after_two)
    run.refresh_from_db()
    assert (run.position, Notice.objects.count()) == (20, 20)
    resume()
    run.refresh_from_db()
    assert (run.state, run.rows.count(), Notice.objects.count()) == ("FINISHED", 35, 35)
    assert not Notice.objects.filter(matched_at=None).exists()


def test_what_is_on_the_register_by_hand_is_there_already(clerk: Any, standards: Any) -> None:
    from casework.pins.services import record_legacy_notice
    from tests.factories import make_person
    from tests.pins.page_team import notice_values

    values = notice_values(source_system="NSPIS", source_reference="P/1")
    record_legacy_notice(actor=clerk, values=values, recipient=make_person(), unit=clerk.unit)
    run = take(clerk, standards, (HEAD + SOUND.format(n=1)).encode(), system="NSPIS")
    assert rows_of(run) == [(2, "already", ["Reference"])] and Notice.objects.count() == 1


def test_a_workbook_is_read_below_its_title_and_with_real_dates(clerk: Any, standards: Any) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nothing here"])
    sheet = book.create_sheet("Register")
    sheet.append(["PIN register, Northmoor"])
    sheet.append([])
    sheet.append(["Recipient", "Date issued", "Collar", "Reference", "Conduct", "Complainant"])
    sheet.append(["Callum Rudd", date(2015, 3, 25), 4471.0, "P/1", "Forty calls to her work.", "Elin Prosser"])
    sheet.append([None, None, None, None, None, None])
    sheet.append(["Jo Harle", 42065, 4472, "P/2", "Followed her home twice.", None])
    out = io.BytesIO()
    book.save(out)
    run = take(clerk, standards, out.getvalue())
    assert (run.encoding, [number for number, *_ in rows_of(run)]) == ("XLSX", [4, 6])
    assert [(n.issued_on, n.issuing_collar) for n in Notice.objects.order_by("pk")] == [
        (date(2015, 3, 25), "4471"),
        (date(2015, 3, 2), "4472"),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 nonsense", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"1,2\n3,4\n", "no heading row"),
        (HEAD.encode(), "nothing below it"),
    ],
)
def test_an_unusable_file_is_refused_in_words(clerk: Any, raw: bytes, words: str) -> None:
    with pytest.raises(GuardFailed, match=words):
        services.begin(actor=clerk, name="x.csv", raw=raw, kind="pins", unit=clerk.unit)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("bad", [row for row in TABLE if row["road"] == "pins import"], ids=lambda row: row["id"])
def test_what_documents_call_bad_is_answered_beside_its_column(clerk: Any, standards: Any, bad: dict[str, Any]) -> None:
    row = {"Reference": "P/1", "Date issued": "25/03/2015", "Date served": "", "Recipient": "Callum Rudd", "Conduct": "Forty calls to her."}
    out = io.StringIO()
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow(row | bad["give"])
    made = take(clerk, standards, out.getvalue().encode()).rows.get()
    assert made.outcome == "refused"
    assert [bad["field"], bad["sentence"]] in [list(reason) for reason in made.reasons]
    assert not Notice.objects.exists()


# The command


def test_the_command_reports_json_and_names_who_approved(
    clerk: Any, standards: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(register(12) + HEAD.encode()[:0])
    call_command("import_pins", str(path), "--dry-run", "--json")
    dry = json.loads(capsys.readouterr().out)
    assert not ImportRun.objects.exists() and not Notice.objects.exists()
    call_command("import_pins", str(path), "--json")
    read_out = capsys.readouterr()
    assert json.loads(read_out.out) == dry == {"rows": 12, "taken": 12, "doubted": 0, "refused": 0, "already": 0, "reasons": []}
    assert "Windows-1252" in read_out.err and "12 of 12 rows" in read_out.err
    assert ImportRun.objects.get().approved_by == standards
    call_command("import_pins", str(path), "--json", "--as", clerk.username)
    assert json.loads(capsys.readouterr().out)["already"] == 12


def test_the_command_takes_columns_by_name(clerk: Any, standards: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("a1,b2,c3,d4\nP/1,25/03/2015,Callum Rudd,Forty calls to her work.\n")
    call_command(
        "import_pins", str(path), "--map", "ref=a1", "--map", "Issued-On=b2", "--map", "recipient=c3", "--map", "conduct=d4", "--json"
    )
    assert json.loads(capsys.readouterr().out)["taken"] == 1
    assert Notice.objects.get().source_reference == "P/1"


@pytest.mark.parametrize(
    "arguments", [["nowhere.csv"], ["--map", "nonsense=x"], ["--map", "issued_on=zz"], ["--as", "nobody"], ["--approved-by", "nobody"]]
)
def test_the_command_refuses_bad_input_with_status_2(clerk: Any, standards: Any, arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(register(3))
    with pytest.raises(CommandError) as refusal:
        call_command("import_pins", *([str(path)] if arguments[0] != "nowhere.csv" else []), *arguments)
    assert refusal.value.returncode == 2 and not Notice.objects.exists()


# The pages


def test_the_pages_from_file_to_register(clerk: Any, standards: Any) -> None:
    records, auditor = Client(), Client()
    records.force_login(clerk)
    auditor.force_login(standards)
    file = SimpleUploadedFile("register.csv", (HEAD + SOUND.format(n=1)).encode())
    answer = records.post("/imports/pins/", {"file": file, "unit": clerk.unit_id}, follow=True)
    page = answer.content.decode()
    assert "Which column is which?" in page and "Proposed because its heading says so" in page and "25/03/2015" in page
    run = ImportRun.objects.get()
    preview = records.post(f"/imports/pins/{run.pk}/columns/", run.mapping, follow=True).content.decode()
    assert "What will become of 1 rows" in preview and "Callum Rudd" in preview and not Notice.objects.exists()
    assert records.get(f"/imports/pins/{run.pk}/approve/").status_code == 403
    records.post(f"/imports/pins/{run.pk}/start/")
    auditor.post(f"/imports/pins/{run.pk}/approve/", {"agreed": "yes"})
    resume()
    assert "What became of 1 rows" in records.get(f"/imports/pins/{run.pk}/").content.decode() and Notice.objects.count() == 1
    assert auditor.post("/imports/pins/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "unit": clerk.unit_id}).status_code in (
        403,
        422,
    )
    assert ImportRun.objects.count() == 1
    stranger = Client()
    stranger.force_login(make_user("RECORDS", force=ForceFactory(other=True)))
    assert stranger.get(f"/imports/pins/{run.pk}/").status_code == 404
    officer = Client()
    officer.force_login(make_user("OFFICER"))
    assert officer.get("/imports/pins/").status_code == 403
