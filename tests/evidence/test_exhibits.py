"""Seizing, booking in and moving; the row repeats the ledger; nothing of the ledger is changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from casework.clocks.models import Clock
from casework.clocks.services import start
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.evidence import ledger
from casework.evidence.models import Exhibit, ExhibitSeal, LedgerEvent
from casework.evidence.services import decide_search, handle, seize
from casework.reports.models import CrimeRecord
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER", first_name="A. J.", last_name="Marlow", collar_number="4471")
    return officer, make_user("EXHIBITS"), make_case(owner=officer, reported_at=NOW - timedelta(hours=5))


def seized(officer, case, *seals):
    return seize(actor=officer, case=case, common=seizure_values(), items=[item_values(seal) for seal in seals or ("B10044213",)])


def test_five_items_in_one_go_get_the_producers_next_numbers(team):
    officer, _, case = team
    made = seized(officer, case, *(f"B1004420{n}" for n in range(5)))
    assert [exhibit.number for exhibit in made] == [f"AJM/{n}" for n in range(1, 6)]
    assert {exhibit.seal for exhibit in made} == {f"B1004420{n}" for n in range(5)}
    assert Clock.objects.filter(rule_id="R14", state="OPEN").count() == 5
    assert Clock.objects.filter(rule_id="R14").first().due_at == NOW - timedelta(minutes=10) + timedelta(hours=24)


def test_all_or_none(team):
    officer, _, case = team
    with pytest.raises(GuardFailed) as refused:
        seize(actor=officer, case=case, common=seizure_values(), items=[item_values(), item_values("B10044214", description="phone")])
    assert [name for name, _ in refused.value.problems] == ["items-1-description"]
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize(
    ("common", "item", "field"),
    [
        ({"seized_at": NOW + timedelta(minutes=1)}, {}, "seized_at"),
        ({"seized_at": datetime(2027, 1, 1, tzinfo=UTC)}, {}, "seized_at"),
        ({"seized_at": NOW - timedelta(hours=6), "power": "PACE_19"}, {}, "seized_at"),
        ({"power": "MAGIC"}, {}, "power"),
        ({"seized_from": ""}, {}, "seized_from"),
        ({}, {"number": "ajm-1"}, "items-0-number"),
        ({}, {"seal": ""}, "items-0-seal"),
        ({}, {"kind": "PONY"}, "items-0-kind"),
        ({}, {"quantity": 0}, "items-0-quantity"),
        ({}, {"found_at": " "}, "items-0-found_at"),
        ({}, {"description": "item      "}, "items-0-description"),
    ],
)
def test_bad_seizures_are_refused_next_to_the_field(team, common, item, field):
    officer, _, case = team
    with pytest.raises(GuardFailed) as refused:
        seize(actor=officer, case=case, common=seizure_values(**common), items=[item_values(**item)])
    assert field in [name for name, _ in refused.value.problems]


def test_what_is_handed_over_may_be_older_than_the_report(team):
    officer, _, case = team
    common = seizure_values(seized_at=NOW - timedelta(hours=6), power="VOLUNTARY")
    assert seize(actor=officer, case=case, common=common, items=[item_values()])


def test_a_seal_number_is_used_once_anywhere(team):
    officer, _, case = team
    seized(officer, case)
    elsewhere = make_case(owner=officer, reported_at=NOW - timedelta(hours=5))
    with pytest.raises(GuardFailed, match="used before"):
        seized(officer, elsewhere)
    exhibit = Exhibit.objects.get()
    event = LedgerEvent.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExhibitSeal.objects.create(number="B10044213", exhibit=exhibit, applied_in=event)


def test_two_officers_with_the_same_initials_are_told_apart(team):
    officer, _, case = team
    seized(officer, case)
    other = make_user("OFFICER", first_name="Ann Jo", last_name="Moss", collar_number="5082")
    assert seized(other, case, "B10044299")[0].number == "AJM5082/1"


def test_the_store_books_in_moves_opens_and_reseals_and_the_row_follows(team):
    officer, store, case = team
    (exhibit,) = seized(officer, case)
    handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Central Exhibits Store A1", seal_before="b10044213")
    assert Clock.objects.get(rule_id="R14").state == "MET"
    handle(actor=store, exhibit=exhibit, kind="MOVED", to_place="Central Exhibits Store C9")
    handle(actor=store, exhibit=exhibit, kind="BOOKED_OUT", to_user=officer, purpose="Interview")
    handle(actor=store, exhibit=exhibit, kind="OPENED", purpose="Shown in interview", witness="PS Owen Tait 2210")
    handle(actor=store, exhibit=exhibit, kind="RESEALED", seal="B10044214")
    handle(actor=store, exhibit=exhibit, kind="RETURNED_TO_STORE", to_place="Central Exhibits Store C9")
    row = Exhibit.objects.get()
    derived = ledger.standing(row.ledger.all())
    assert (row.holder_id, row.place, row.seal, row.standing) == (derived.user_id, derived.place, derived.seal, derived.kind)
    assert (row.place, row.seal) == ("Central Exhibits Store C9", "B10044214")
    assert [event.sequence for event in row.ledger.all()] == list(range(1, 9))


def test_the_wrong_seal_is_refused_and_named_a_discrepancy(team):
    officer, store, case = team
    (exhibit,) = seized(officer, case)
    with pytest.raises(GuardFailed, match="discrepancy"):
        handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Store A1", seal_before="B10044999")
    handle(actor=store, exhibit=exhibit, kind="DISCREPANCY", purpose="The bag reads B10044999, the ledger B10044213.")
    assert Exhibit.objects.get().standing == "DISCREPANCY"


def test_the_second_of_two_movers_learns_what_the_first_did(team):
    officer, store, case = team
    (exhibit,) = seized(officer, case)
    handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Store A1", expected=2)
    with pytest.raises(Conflict) as clash:
        handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Store B2", expected=2)
    assert clash.value.current["to_place"] == "Store A1"
    assert LedgerEvent.objects.count() == 3


def test_a_correction_is_a_new_event_and_the_old_one_stays(team):
    officer, store, case = team
    (exhibit,) = seized(officer, case)
    wrong = handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place="Store A1")
    right = handle(actor=store, exhibit=exhibit, kind="MOVED", to_place="Store A2", corrects=wrong, purpose="Wrong shelf written down")
    assert right.corrects == wrong
    for change in ("UPDATE casework_ledgerevent SET at = now()", "DELETE FROM casework_ledgerevent"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            from django.db import connection

            connection.cursor().execute(change)


def test_nobody_returns_or_disposes_without_an_authorised_decision(team):
    officer, store, case = team
    (exhibit,) = seized(officer, case)
    for kind in ("RETURNED_OWNER", "DISPOSED"):
        with pytest.raises(GuardFailed, match="authorised"):
            handle(actor=store, exhibit=exhibit, kind=kind, to_place="The owner")


def test_an_officer_does_not_book_in(team):
    officer, _, case = team
    (exhibit,) = seized(officer, case)
    with pytest.raises(Forbidden):
        handle(actor=officer, exhibit=exhibit, kind="BOOKED_IN", to_place="Store A1")


WHY = "Messages on his laptop name dates and places."


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"considered": ""}, "considered"),
        ({"considered": "NOT_USED", "not_used_reason": "no need"}, "not_used_reason"),
        ({"considered": "NOT_USED", "not_used_reason": " " * 30}, "not_used_reason"),
        ({"considered": "USE", "reasons": WHY}, "power"),
        ({"considered": "USE", "power": "PHA_2B"}, "reasons"),
        ({"considered": "USE", "power": "VOLUNTARY", "reasons": WHY}, "power"),
        ({"considered": "USE", "power": "PACE_8", "reasons": WHY}, "power"),
        ({"considered": "USE", "power": "PACE_18", "reasons": WHY}, "power"),
    ],
)
def test_a_search_decision_names_a_power_that_can_be_used_or_why_none(team, given, field):
    officer, _, case = team
    with pytest.raises(GuardFailed) as refused:
        decide_search(actor=officer, case=case, **given)
    assert field in [name for name, _ in refused.value.problems]


def test_an_indictable_offence_opens_section_8(team):
    officer, _, case = team
    CrimeRecord.objects.create(case=case, offence="STALKING_4A_FEAR", crime_reference="48N/1/26", recorded_at=NOW, recorded_by=officer)
    start("R11", subject=case, case=case, on=NOW, actor=officer)
    decide_search(actor=officer, case=case, considered="USE", power="PACE_8", reasons=WHY)
    assert Clock.objects.get(rule_id="R11").state == "MET"


def test_a_number_taken_at_the_same_moment_is_refused_in_words(team, monkeypatch):
    officer, _, case = team
    seized(officer, case)
    # What a reader of the same moment sees: not yet used.
    monkeypatch.setattr("casework.evidence.services.ExhibitSeal.objects.filter", lambda **_: ExhibitSeal.objects.none())
    with pytest.raises(GuardFailed, match="just been used"):
        seized(officer, case)
    assert Exhibit.objects.count() == 1
