"""What is wrong about exhibits is refused beside its field, with what was typed still there, and nothing is written."""

import tomllib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.audit.models import ChangeEvent
from casework.evidence.models import Discrepancy, Receipt
from casework.evidence.services import handle
from casework.files.models import CaseFile
from tests.evidence.page_team import client_of, summary_of, text_of
from tests.files.conftest import own_store
from tests.files.made import jpeg

pytestmark = [pytest.mark.quick, pytest.mark.django_db]
__all__ = ["own_store"]
TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
ROWS = [row for row in TABLE if row["road"].startswith("exhibit-")]


@pytest.fixture
def roads(team):
    """road -> (who, where): one exhibit, handed over by the store, with a discrepancy that is open, its plan to be returned."""
    people, case, exhibit = team
    handle(actor=people["store"], exhibit=exhibit, kind="MOVED", to_user=people["sergeant"])
    handle(actor=people["store"], exhibit=exhibit, kind="DISCREPANCY", about="CONTENT", purpose="Two handsets are in the bag")
    receipt, found = Receipt.objects.get(), Discrepancy.objects.get()
    return {
        "exhibit-receipt": ("sergeant", f"/evidence/receipts/{receipt.pk}/"),
        "exhibit-resolve": ("sergeant", f"/evidence/discrepancies/{found.pk}/resolve/"),
        "exhibit-retention": ("officer", f"/keeping/{exhibit.pk}/review/"),
        "exhibit-release": ("officer", f"/keeping/{exhibit.pk}/release/"),
        "exhibit-property": ("officer", f"/cases/{case.reference}/property-requests/add/"),
        "exhibit-strategy": ("officer", f"/devices/{exhibit.pk}/strategy/"),
        "exhibit-notice": ("officer", f"/devices/{exhibit.pk}/notice/"),
        "exhibit-scan": ("store", "/evidence/scan/"),
        "exhibit-event": ("store", f"/evidence/{exhibit.pk}/examined/"),
    }, people


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_it_is_refused_in_words_beside_its_field(roads, row):
    where, people = roads
    who, address = where[row["road"]]
    client = client_of(people[who])
    client.get(address)
    before = ChangeEvent.objects.count()
    answer = client.post(address, row["give"])
    assert answer.status_code == 422
    said = [
        words for place, words in summary_of(answer) if (place or "").startswith(f"#id_{row['field']}" if row["field"] != "all" else "")
    ]
    assert row["sentence"].rstrip(".") in [words.rstrip(".") for words in said]
    assert ChangeEvent.objects.count() == before
    typed = [value for value in row["give"].values() if isinstance(value, str) and len(value) > 10]
    assert all(value.replace("'", "&#39;") in text_of(answer) or value in text_of(answer) for value in typed)


def test_photographs_belong_to_their_exhibit(team, own_store):
    people, _, exhibit = team
    client = client_of(people["officer"])
    where = f"/evidence/{exhibit.pk}/photographs/"
    assert summary_of(client.post(where, {}))[0][1] == "Choose at least one photograph"
    assert client.post(where, {"files": [SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")]}).status_code == 302
    assert (CaseFile.objects.get().subject_type, CaseFile.objects.get().subject_id) == ("exhibit", exhibit.pk)
    assert "a.jpg" in text_of(client.get(f"/evidence/{exhibit.pk}/"))
