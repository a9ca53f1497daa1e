"""The scanner's bench: one or a batch, all or a report; counts of shelves open discrepancies."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.errors import GuardFailed
from casework.evidence import scanning
from casework.evidence.models import Discrepancy, LedgerEvent, ShelfCount
from casework.evidence.services import seize
from tests.evidence.page_team import client_of, text_of
from tests.factories import UnitFactory, item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
SEALS = [f"B1004420{n}" for n in range(5)]
STORE = "Central Exhibits Store A4"


@pytest.fixture
def bench(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER", first_name="A. J.", last_name="Marlow")
    case = make_case(owner=officer, reported_at=NOW - timedelta(hours=5))
    made = seize(actor=officer, case=case, common=seizure_values(), items=[item_values(seal) for seal in SEALS])
    return make_user("EXHIBITS"), case, made


def booked(keeper, codes=SEALS):
    return scanning.move_batch(actor=keeper, scanned=scanning.read(keeper, codes), kind="BOOKED_IN", to_place=STORE)


def test_a_label_and_a_seal_mean_one_item(bench):
    keeper, case, made = bench
    read = scanning.read(keeper, [scanning.label(made[0]), "b1004 4200", f"{case.reference.lower()} ajm/2", "B99999999", ""])
    assert [each.exhibit for each in read] == [made[0], made[1], None]
    assert read[2].problem
    abroad = make_user("EXHIBITS", force=UnitFactory(force__other=True, other=True).force)
    assert [each.exhibit for each in scanning.read(abroad, SEALS[:1])] == [None]


def test_all_or_a_report(bench):
    keeper, case, made = bench
    with pytest.raises(GuardFailed) as refused:
        booked(keeper, [*SEALS, "B99999999"])
    assert "B99999999" in refused.value.problems[0][1]
    booked(keeper, SEALS[:1])
    before = LedgerEvent.objects.count()
    with pytest.raises(GuardFailed) as refused:
        booked(keeper)
    said = [sentence for _, sentence in refused.value.problems]
    assert f"{case.reference} AJM/1: It was booked in before. Return it to the store" in said
    assert all("AJM/1" in sentence for sentence in said)
    assert LedgerEvent.objects.count() == before
    assert len(booked(keeper, SEALS[1:])) == 4
    assert {each.place for each in type(made[0]).objects.all()} == {STORE}


def test_a_count_opens_a_discrepancy_for_what_is_missing_and_what_is_surplus(bench):
    keeper, _, _ = bench
    booked(keeper, SEALS[:3])
    count = scanning.count_shelf(actor=keeper, scanned=scanning.read(keeper, [SEALS[0], SEALS[4]]), place=f" {STORE.lower()} ")
    assert (count.expected, count.found, count.differences) == (3, 2, 3)
    found = Discrepancy.objects.order_by("exhibit_id").values_list("exhibit__number", "about")
    assert list(found) == [("AJM/2", "MISSING"), ("AJM/3", "MISSING"), ("AJM/5", "FOUND")]
    with pytest.raises(GuardFailed):
        scanning.count_shelf(actor=keeper, scanned=[], place="")
    assert ShelfCount.objects.count() == 1


def test_the_bench_keeps_its_list_without_script(bench):
    keeper, case, made = bench
    store = client_of(keeper)
    page = text_of(store.get("/evidence/scan/"))
    assert "autofocus" in page
    assert 'role="status"' in page
    page = text_of(store.post("/evidence/scan/", {"code": SEALS[0], "codes": "", "add": "yes"}))
    assert f'value="{SEALS[0]}"' in page
    page = text_of(store.post("/evidence/scan/", {"code": scanning.label(made[1]), "codes": SEALS[0], "add": "yes"}))
    assert "2 on the list" in page
    codes = f"{SEALS[0]}\r\n{scanning.label(made[1])}"
    answer = store.post("/evidence/scan/", {"code": "", "codes": codes, "kind": "BOOKED_IN", "to_place": "", "act": "yes"})
    assert answer.status_code == 422
    assert "AJM/2" in text_of(answer)
    assert store.post("/evidence/scan/", {"code": SEALS[2], "codes": "", "open": "yes"}).url == f"/evidence/{made[2].pk}/"
    answer = store.post("/evidence/scan/", {"codes": codes, "kind": "BOOKED_IN", "to_place": STORE, "act": "yes"})
    assert answer.status_code == 302
    assert "2 exhibits: booked in" in text_of(store.get("/evidence/scan/"))
    assert client_of(case.owner).get("/evidence/scan/").status_code == 403
