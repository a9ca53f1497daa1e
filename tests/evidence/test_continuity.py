"""Receipts, discrepancies and the wait for the digital unit; and, in the database, whatever is tried the ledger holds together."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.evidence import continuity, flow, ledger
from casework.evidence.models import Discrepancy, Exhibit, ExhibitSeal, LedgerEvent, Receipt
from casework.evidence.services import CLOSING, handle, seize
from tests.evidence.page_team import client_of, summary_of, text_of
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
SEAL = "B10044213"
WORDS = "The video of the van shows the bag torn on the door; the handset is the same"


@pytest.fixture
def store(time_machine):
    """Two exhibits officers, an examiner, a sergeant, and one exhibit in the store."""
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER", first_name="A. J.", last_name="Marlow")
    case = make_case(owner=officer, reported_at=NOW - timedelta(hours=5))
    (exhibit,) = seize(actor=officer, case=case, common=seizure_values(), items=[item_values(SEAL)])
    keeper = make_user("EXHIBITS")
    handle(actor=keeper, exhibit=exhibit, kind="BOOKED_IN", to_place="Central Exhibits Store A4", seal_before=SEAL)
    return exhibit, keeper, make_user("EXHIBITS"), make_user("SUPERVISOR"), officer


def broken(exhibit, keeper):
    said = "The bag is torn along its seam, the seal hangs open"
    handle(actor=keeper, exhibit=exhibit, kind="DISCREPANCY", about="SEAL_BROKEN", purpose=said)
    return Discrepancy.objects.get()


def test_the_receiver_confirms_with_the_seal_read_on_the_bag(store):
    exhibit, keeper, examiner, _, _ = store
    handle(actor=keeper, exhibit=exhibit, kind="BOOKED_OUT", to_user=examiner, seal_before=SEAL)
    receipt = Receipt.objects.get()
    with pytest.raises(GuardFailed, match="not the seal"):
        continuity.confirm_receipt(actor=examiner, receipt=receipt, seal_read="B99999999")
    with pytest.raises(GuardFailed, match="Only the person"):
        continuity.confirm_receipt(actor=keeper, receipt=receipt, seal_read=SEAL)
    continuity.confirm_receipt(actor=examiner, receipt=receipt, seal_read=" b1004 4213 ")
    assert Receipt.objects.get().state == "CONFIRMED"
    with pytest.raises(GuardFailed, match="cannot be done now"):
        continuity.dispute_receipt(actor=examiner, receipt=receipt, words="It was never handed to me")


def test_the_receiver_disputes_and_a_discrepancy_opens(store):
    exhibit, keeper, examiner, _, _ = store
    handle(actor=keeper, exhibit=exhibit, kind="BOOKED_OUT", to_user=examiner, seal_before=SEAL)
    found = continuity.dispute_receipt(actor=examiner, receipt=Receipt.objects.get(), words="It was never handed to me")
    assert (found.about, found.state, found.opened_by) == ("HANDOVER", "OPEN", examiner)
    assert LedgerEvent.objects.filter(exhibit=exhibit).last().kind == "DISCREPANCY"


def test_what_a_person_writes_down_of_themselves_needs_no_second_word(store):
    exhibit, keeper, *_ = store
    handle(actor=keeper, exhibit=exhibit, kind="BOOKED_OUT", to_user=keeper, seal_before=SEAL)
    assert not Receipt.objects.exists()


def test_to_the_digital_unit_and_back_with_a_broken_seal(store):
    exhibit, keeper, examiner, sergeant, officer = store
    handle(actor=keeper, exhibit=exhibit, kind="SENT_DFU", to_place="Digital Forensic Unit", seal_before=SEAL)
    clock = Clock.objects.get(rule_id="R17")
    assert (clock.state, clock.due_on.isoformat()) == ("OPEN", "2026-11-30")
    found = broken(exhibit, keeper)
    assert (exhibit.seal, ExhibitSeal.objects.get(number=SEAL).broken_in) == ("", found.event)
    handle(actor=keeper, exhibit=exhibit, kind="RECEIVED_DFU", to_user=examiner)
    clock.refresh_from_db()
    assert clock.state == "MET"
    handle(actor=examiner, exhibit=exhibit, kind="RESEALED", seal="B10044299")
    for actor, refusal in ((keeper, GuardFailed), (officer, Forbidden)):
        with pytest.raises(refusal):
            continuity.resolve(actor=actor, discrepancy=found, outcome="RESEALED", found_out=WORDS, evidence="BWV 4471/22")
    with pytest.raises(GuardFailed) as why:
        continuity.resolve(actor=sergeant, discrepancy=found, outcome="", found_out="ok", evidence="")
    assert {name for name, _ in why.value.problems} == {"outcome", "found_out", "evidence"}
    continuity.resolve(actor=sergeant, discrepancy=found, outcome="RESEALED", found_out=WORDS, evidence="BWV 4471/22")
    assert Discrepancy.objects.get().state == "RESOLVED"
    assert exhibit.seal == "B10044299"


def test_coming_back_before_it_was_received_ends_the_wait(store):
    exhibit, keeper, *_ = store
    handle(actor=keeper, exhibit=exhibit, kind="SENT_DFU", to_place="Digital Forensic Unit")
    handle(actor=keeper, exhibit=exhibit, kind="RETURNED_TO_STORE", to_place="Central Exhibits Store A4")
    assert Clock.objects.get(rule_id="R17").state == "CANCELLED"


def test_a_seal_cannot_be_broken_where_there_is_none(store):
    exhibit, keeper, *_ = store
    broken(exhibit, keeper)
    with pytest.raises(GuardFailed, match="no seal"):
        handle(actor=keeper, exhibit=exhibit, kind="DISCREPANCY", about="SEAL_BROKEN", purpose="It hangs open still, as before")


def everything(exhibit):
    """All that the ledger of an exhibit comes to."""
    row = Exhibit.objects.values_list("standing", "holder_id", "place", "seal").get(pk=exhibit.pk)
    return (
        row,
        list(LedgerEvent.objects.filter(exhibit=exhibit).values_list()),
        set(ExhibitSeal.objects.filter(exhibit=exhibit).values_list("number", "broken_in")),
        list(Receipt.objects.values_list("pk", "state")),
        list(Discrepancy.objects.values_list("pk", "state")),
        list(Clock.objects.order_by("pk").values_list("pk", "state")),
    )


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_tried_what_is_refused_says_why_and_changes_nothing(store, seed):
    """Random events through the service: refusals name a field and leave every table as it was; the row repeats the ledger."""
    exhibit, keeper, examiner, sergeant, _ = store
    chance = random.Random(seed)
    kinds = [kind.code for kind in flow.EVENTS]
    refused = 0
    for step in range(60):
        before = everything(exhibit)
        kind = flow.BY_CODE[chance.choice(kinds)]
        fits = chance.random() < 0.7
        to_person = kind.to == flow.PERSON or (kind.to == flow.EITHER and chance.random() < 0.5)
        to_place = kind.to in (flow.PLACE, flow.EITHER) and not to_person
        values = {
            "kind": kind.code,
            "at": NOW if fits else NOW + timedelta(minutes=chance.choice((-30, 5))),
            "to_user": chance.choice((keeper, examiner, sergeant)) if to_person == fits else None,
            "to_place": chance.choice(("Store A1", "Digital Forensic Unit")) if to_place == fits else "",
            "seal": chance.choice((f"B{seed}{step:07d}", SEAL)) if (kind.seal == flow.APPLY) == fits else "",
            "seal_before": exhibit.seal if fits else chance.choice((None, "B00000000")),
            "purpose": "Examination of the handset" if fits else "",
            "witness": "PC Tait 2210" if fits else "",
            "about": chance.choice(("", "SEAL_BROKEN", "MISSING")),
            "expected": chance.choice((None, len(before[1]))) if fits else 1,
        }
        try:
            handle(actor=chance.choice((keeper, examiner)), exhibit=Exhibit.objects.select_related("case").get(pk=exhibit.pk), **values)
        except (GuardFailed, Conflict) as refusal:
            refused += 1
            assert isinstance(refusal, Conflict) or all(sentence for _, sentence in refusal.problems)
            assert everything(exhibit) == before
            continue
        assert values["kind"] not in CLOSING | {"SEIZED"}
        exhibit.refresh_from_db()
        events = list(LedgerEvent.objects.filter(exhibit=exhibit).order_by("sequence"))
        now = ledger.standing(events)
        assert (exhibit.standing, exhibit.holder_id, exhibit.place, exhibit.seal) == (now.kind, now.user_id, now.place, now.seal)
        assert all(later.from_user_id == earlier.to_user_id for earlier, later in pairwise(events))
        assert all(later.seal_before == earlier.seal_after for earlier, later in pairwise(events))
        live = ExhibitSeal.objects.filter(exhibit=exhibit, broken_in=None).values_list("number", flat=True)
        assert list(live) == ([now.seal] if now.seal else [])
    assert 20 < refused < 55


def test_the_pages(store):
    exhibit, keeper, examiner, sergeant, _ = store
    handle(actor=keeper, exhibit=exhibit, kind="BOOKED_OUT", to_user=examiner, seal_before=SEAL)
    mine, theirs = client_of(examiner), client_of(keeper)
    receipt = Receipt.objects.get()
    assert exhibit.number in text_of(mine.get("/evidence/receipts/"))
    assert exhibit.number not in text_of(theirs.get("/evidence/receipts/"))
    where = f"/evidence/receipts/{receipt.pk}/"
    assert "Only" in text_of(theirs.get(where))
    answer = mine.post(where, {"answer": "TOOK", "seal_read": "B1"})
    assert summary_of(answer)[0][0] == "#id_seal_read"
    assert 'value="B1"' in text_of(answer)
    mine.post(where, {"answer": "OTHERWISE", "words": "The bag was torn when I took it"})
    found = Discrepancy.objects.get()
    assert "Open discrepancy" in text_of(theirs.get(f"/evidence/{exhibit.pk}/"))
    assert "Open discrepancies" in text_of(client_of(sergeant).get("/evidence/discrepancies/"))
    answer = client_of(sergeant).post(f"/evidence/discrepancies/{found.pk}/resolve/", {"outcome": "EXPLAINED", "found_out": WORDS})
    assert summary_of(answer)[0][0] == "#id_evidence"
    given = {"outcome": "EXPLAINED", "found_out": WORDS, "evidence": "Statement of PC Tait"}
    assert client_of(sergeant).post(f"/evidence/discrepancies/{found.pk}/resolve/", given).status_code == 302
    assert WORDS in text_of(theirs.get(f"/evidence/{exhibit.pk}/"))
