"""Papers for the court are tagged PDF and CSV; the manifest is checked away from the database, and what was changed is named."""

import copy
import io
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from casework.courtpapers import checking, manifest, papers, typeset
from casework.evidence.services import handle, seize
from tests.evidence.page_team import client_of, text_of
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def team():
    officer, store = make_user("OFFICER", first_name="A. J.", last_name="Marlow"), make_user("EXHIBITS")
    case = make_case(owner=officer, reported_at=timezone.now() - timedelta(hours=5))
    common = seizure_values(seized_from="Callum Rudd of Harbour Row")
    (exhibit,) = seize(actor=officer, case=case, common=common, items=[item_values()])
    handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Central Exhibits Store A4")
    return officer, store, case


@pytest.mark.parametrize("make", [papers.exhibit_list, papers.continuity, papers.seized_property])
def test_each_paper_is_a_tagged_pdf(team, make):
    with pikepdf.open(io.BytesIO(typeset.pdf(make(team[2])))) as made:
        assert made.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in made.Root
        assert str(made.Root.Lang).startswith("en")


def test_labels_hold_no_name(team):
    _, store, case = team
    answer = client_of(store).get(f"/cases/{case.reference}/court/labels.pdf")
    assert answer.content.startswith(b"%PDF")
    assert b"Rudd" not in answer.content


def test_a_masked_role_does_not_read_from_whom_it_was_seized(team):
    officer, store, case = team
    where = f"/cases/{case.reference}/court"
    mine, theirs = (text_of(client_of(user).get(f"{where}/continuity.csv")) for user in (officer, store))
    assert "Callum Rudd of Harbour Row" in mine
    assert "Rudd" not in theirs
    assert "Not shown to your role" in theirs
    assert client_of(store).get(f"{where}/manifest.json").status_code == 403
    assert client_of(officer).get(f"{where}/nothing.pdf").status_code == 404
    assert "Papers for the court" in text_of(client_of(officer).get(f"{where}/"))


def checked(made):
    return [(each["kind"], each["id"]) for each in checking.check(made)[1]]


def test_what_was_changed_or_left_out_is_named(team):
    made = manifest.build(team[2])
    assert checked(made) == []
    assert checking.check(made)[0] == 4
    changed = copy.deepcopy(made)
    changed["ledgers"][0]["events"][1]["row"]["seal_after"] = "B99999999"
    assert ("ledger", "AJM/1 entry 2") in checked(changed)
    gone = copy.deepcopy(made)
    del gone["ledgers"][0]["events"][1]
    assert {("ledger", "AJM/1 entry 3"), ("ledger", "AJM/1"), ("manifest", team[2].reference)} == set(checked(gone))


def test_what_the_owner_of_the_database_changed_or_removed_is_named(team, monkeypatch):
    made = manifest.build(team[2])
    assert manifest.differences(made) == []
    real = manifest.row_of
    monkeypatch.setattr(manifest, "row_of", lambda event: real(event) | ({"to_place": "Elsewhere"} if event.sequence == 3 else {}))
    assert manifest.differences(made) == [{"kind": "ledger", "id": "AJM/1 entry 3", "why": "the database holds another: to_place"}]
    made["ledgers"][0]["events"].append({"row": {"sequence": 4}, "sha256": ""})
    assert manifest.differences(made)[-1] == {"kind": "ledger", "id": "AJM/1 entry 4", "why": "it is gone from the database"}


def test_a_changed_byte_of_a_file_is_named(tmp_path):
    made = {"format": checking.FORMAT, "case": "STK-2026-000001", "files": [], "ledgers": []}
    for name, body in (("1-a.txt", b"as it was"), ("2-b.txt", b"as it was"), ("3-c.txt", b"")):
        made["files"].append({"name": name, "sha256": checking.hashlib.sha256(body).hexdigest()})
    made["sha256"] = checking.whole(made)
    (tmp_path / "1-a.txt").write_bytes(b"as it was")
    (tmp_path / "2-b.txt").write_bytes(b"as it wes")
    found = checking.check(made, tmp_path)[1]
    assert [(each["kind"], each["id"]) for each in found] == [("file", "2-b.txt"), ("file", "3-c.txt")]


def test_the_command_needs_no_database(team, tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    made = manifest.build(team[2])
    good.write_text(json.dumps(made))
    made["ledgers"][0]["events"][0]["row"]["purpose"] = "x"
    bad.write_text(json.dumps(made))
    out = io.StringIO()
    call_command("verify_manifest", good, "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"checked": 4, "bad": []}
    command = [sys.executable, "manage.py", "verify_manifest", str(bad), "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env={"PATH": "/usr/bin:/bin"}, check=False)
    assert run.returncode == 1, run.stderr
    assert json.loads(run.stdout)["bad"][0]["id"] == "AJM/1 entry 1"
    for words in ("{}", "no json", "[]"):
        bad.write_text(words)
        with pytest.raises(SystemExit) as ended:
            call_command("verify_manifest", bad, stderr=io.StringIO())
        assert ended.value.code == 2
