"""Pages of searches and exhibits: who opens them, what they say, what they refuse and that nothing typed is lost."""

import html
import re
from datetime import timedelta

import pytest

from casework.audit.models import ReadEvent
from casework.clocks.services import start
from casework.evidence.models import Exhibit, LedgerEvent, SearchDecision
from casework.evidence.services import decide_search, handle
from casework.reports.models import CrimeRecord
from tests.evidence.page_team import FROM, NOW, STORE, client_of, summary_of, text_of
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db


MAY = {
    "search-view": "officer sergeant store auditor",
    "search-decide": "officer sergeant",
    "case-evidence": "officer sergeant store auditor",
    "exhibit-seize": "officer colleague",
    "exhibit-detail": "officer sergeant store auditor",
    "exhibit-event": "store",
}


def address(name, case, exhibit):
    return {
        "search-view": f"/cases/{case.reference}/searches/",
        "search-decide": f"/cases/{case.reference}/search/",
        "case-evidence": f"/cases/{case.reference}/evidence/",
        "exhibit-seize": f"/cases/{case.reference}/evidence/seize/",
        "exhibit-detail": f"/evidence/{exhibit.pk}/",
        "exhibit-event": f"/evidence/{exhibit.pk}/moved/",
    }[name]


@pytest.mark.parametrize("name", MAY)
def test_a_page_opens_refuses_or_is_unknown(team, name):
    people, case, exhibit = team
    may = MAY[name].split()
    for who, user in people.items():
        expected = 200 if who in may else 404 if who in ("stranger", "abroad") else 403
        assert client_of(user).get(address(name, case, exhibit)).status_code == expected, who


def test_the_authoriser_reads_the_search_decision_of_a_granted_case_and_not_the_exhibits(team):
    _, case, exhibit = team
    superintendent = make_user("AUTHORISER")
    grant(case, superintendent, hours=8)
    client = client_of(superintendent)
    assert client.get(address("search-view", case, exhibit)).status_code == 200
    assert client.get(address("case-evidence", case, exhibit)).status_code == 403
    front = text_of(client.get(f"/cases/{case.reference}/"))
    assert address("search-view", case, exhibit) in front
    assert address("case-evidence", case, exhibit) not in front


@pytest.mark.parametrize("path", ["/evidence/999999/", "/evidence/999999/moved/"])
def test_an_unknown_exhibit_is_unknown(team, path):
    people, _, _ = team
    assert client_of(people["store"]).get(path).status_code == 404


@pytest.mark.parametrize("kind", ["seized", "disposed", "returned-owner", "teleported"])
def test_there_is_no_page_for_events_that_this_page_does_not_write(team, kind):
    people, _, exhibit = team
    answer = client_of(people["store"]).post(f"/evidence/{exhibit.pk}/{kind}/", {"at": "23/11/2026 21:00"})
    assert answer.status_code == 404
    assert LedgerEvent.objects.count() == 2


def test_the_exhibit_page_says_what_where_who_and_seal_and_what_can_be_done_now(team):
    people, _, exhibit = team
    text = text_of(client_of(people["store"]).get(f"/evidence/{exhibit.pk}/"))
    for words in ("Black iPhone", "With A. J. Marlow 4471", "B10044213", "Book in exhibit AJM/1", "Why?"):
        assert words in text
    assert f'href="/evidence/{exhibit.pk}/booked-in/"' in text
    assert "it was never in the store" in text
    assert "it needs authority: see" in text
    assert f'href="/evidence/{exhibit.pk}/disposed/"' not in text
    assert text.index("2. Sealed") < text.index("1. Seized")


def test_the_store_sees_neither_from_whom_nor_where_it_was_found(team):
    people, case, exhibit = team
    store, officer = client_of(people["store"]), client_of(people["officer"])
    assert FROM in text_of(officer.get(f"/evidence/{exhibit.pk}/"))
    decide_search(actor=people["officer"], case=case, considered="NOT_USED", not_used_reason="Callum Rudd handed everything over.")
    for path in (f"/evidence/{exhibit.pk}/", f"/evidence/{exhibit.pk}/moved/", "/evidence/", *case_paths(case)):
        text = text_of(store.get(path))
        for hidden in ("Rudd", "Harbour", "Prosser", "Callum", "back bedroom"):
            assert hidden not in text, (path, hidden)
    assert "Callum Rudd handed everything over." in text_of(officer.get(f"/cases/{case.reference}/searches/"))


def case_paths(case):
    return [f"/cases/{case.reference}/evidence/", f"/cases/{case.reference}/searches/"]


def test_each_look_is_on_the_read_log(team):
    people, case, exhibit = team
    client = client_of(people["store"])
    client.get(f"/evidence/{exhibit.pk}/")
    client.get("/evidence/")
    seen = ReadEvent.objects.filter(actor_id=people["store"].pk)
    assert seen.filter(verb="VIEW", object_type="exhibit", object_id=exhibit.pk, case_id=case.pk).count() == 1
    assert seen.get(verb="LIST").detail["ids"] == [exhibit.pk]


# Deciding on a search


def test_a_decision_is_saved_and_the_newest_stands(team):
    people, case, _ = team
    client = client_of(people["officer"])
    start("R11", subject=case, case=case, on=NOW, actor=people["officer"])
    path = f"/cases/{case.reference}/search/"
    first = {"considered": "NOT_USED", "not_used_reason": "She handed everything over herself."}
    assert client.post(path, first).status_code == 302
    second = {"considered": "USE", "power": "PHA_2B", "reasons": "His laptop, on which he kept a diary of her days."}
    assert client.post(path, second).status_code == 302
    text = text_of(client.get(f"/cases/{case.reference}/searches/"))
    assert text.index("Warrant, PHA 1997 s.2B") < text.index("Earlier decisions") < text.index("She handed everything over")
    assert "Decision due" in text


def test_powers_for_indictable_offences_are_said_to_be_closed_until_one_is_recorded(team):
    people, case, _ = team
    client = client_of(people["officer"])
    path = f"/cases/{case.reference}/search/"
    assert "No indictable offence is recorded" in text_of(client.get(path))
    CrimeRecord.objects.create(
        case=case, offence="STALKING_4A_FEAR", crime_reference="48N/1/26", recorded_at=NOW, recorded_by=people["officer"]
    )
    assert "No indictable offence is recorded" not in text_of(client.get(path))


def test_what_was_typed_for_a_search_is_not_lost(team):
    people, case, _ = team
    answer = client_of(people["officer"]).post(
        f"/cases/{case.reference}/search/", {"considered": "USE", "power": "PACE_8", "reasons": "His laptop, which holds the messages."}
    )
    assert answer.status_code == 422
    assert "His laptop, which holds the messages." in text_of(answer)
    assert summary_of(answer)[0][0] == "#id_power"
    assert not SearchDecision.objects.exists()


# Seizing


def seizure(*items, **common):
    """What the form sends: the common part, then the rows."""
    sent = {"seized_at": "23/11/2026 21:20", "power": "VOLUNTARY", "seized_from": "The victim", "rows": "5"} | common
    for place, item in enumerate(items):
        given = {"description": "Black iPhone with a cracked screen", "kind": "PHONE", "quantity": "1", "found_at": "Desk drawer"} | item
        sent |= {f"items-{place}-{name}": value for name, value in given.items()}
    return sent


def test_five_blank_items_stand_ready_and_only_the_first_is_open(team):
    people, case, _ = team
    text = text_of(client_of(people["officer"]).get(f"/cases/{case.reference}/evidence/seize/"))
    assert "Your next number here is AJM/2." in text
    assert len(re.findall(r'<details class="govuk-details casework-item"', text)) == 5
    assert len(re.findall(r'<details class="govuk-details casework-item" id="item-1" open>', text)) == 1
    assert len(re.findall(r'id="item-\d" open>', text)) == 1


def test_three_items_are_seized_in_one_go_and_blank_ones_do_not_count(team):
    people, case, before = team
    client = client_of(people["officer"])
    flagged = {"seal": "B20000002", "flags": ["BIOLOGICAL", "HAZARD"]}
    sent = seizure({"seal": "B20000001"}, flagged, {"seal": "B20000003", "number": "ajm/9"})
    sent["items-3-quantity"] = "1"
    answer = client.post(f"/cases/{case.reference}/evidence/seize/", sent)
    assert answer.status_code == 302, summary_of(answer)
    first = Exhibit.objects.filter(case=case).exclude(pk=before.pk).earliest("pk")
    assert answer["Location"] == f"/evidence/{first.pk}/photographs/"
    assert sorted(Exhibit.objects.values_list("number", flat=True)) == ["AJM/1", "AJM/2", "AJM/3", "AJM/9"]
    assert "Seized: AJM/2, AJM/3, AJM/9" in text_of(client.get(answer["Location"]))
    assert Exhibit.objects.get(number="AJM/3").flags == ["BIOLOGICAL", "HAZARD"]


def test_a_colleague_who_does_not_read_the_exhibits_comes_back_to_the_case(team):
    people, case, _ = team
    answer = client_of(people["colleague"]).post(f"/cases/{case.reference}/evidence/seize/", seizure({"seal": "B20000001"}))
    assert answer.status_code == 302
    assert answer["Location"] == f"/cases/{case.reference}/"


def test_more_items_keep_what_was_typed(team):
    people, case, _ = team
    sent = seizure({"seal": "B20000001", "flags": ["CASH"]}, {"description": "half a word"}, seized_at="yesterday", more="yes")
    answer = client_of(people["officer"]).post(f"/cases/{case.reference}/evidence/seize/", sent)
    assert answer.status_code == 200
    text = text_of(answer)
    assert len(re.findall(r'<details class="govuk-details casework-item"', text)) == 10
    assert re.findall(r'id="(item-\d+)" open', text) == ["item-1", "item-2"]
    for words in ('value="yesterday"', 'value="half a word"', 'value="B20000001"'):
        assert words in text
    assert re.search(r'value="CASH"[^>]*checked', text)
    assert Exhibit.objects.count() == 1


@pytest.mark.parametrize("rows", ["", "0", "-3", "x", "9" * 5000, "99999", "٣"])
def test_a_tampered_number_of_rows_harms_nobody(team, rows):
    people, case, _ = team
    answer = client_of(people["officer"]).post(f"/cases/{case.reference}/evidence/seize/", seizure({"seal": "B20000001"}, rows=rows))
    assert answer.status_code == 302
    assert Exhibit.objects.count() == 2


def test_a_refused_item_opens_and_is_named_by_its_place_on_the_page_and_none_is_seized(team):
    people, case, _ = team
    sent = seizure({"seal": "B20000001"}, {}, {"seal": "B20000003", "description": "phone"})
    for name in [name for name in sent if name.startswith("items-1-")]:
        del sent[name]
    answer = client_of(people["officer"]).post(f"/cases/{case.reference}/evidence/seize/", sent)
    assert answer.status_code == 422
    assert summary_of(answer) == [
        ("#id_items-2-description", "Describe it so that it cannot be mistaken, in at least 10 characters"),
    ]
    assert re.findall(r'id="(item-\d+)" open', text_of(answer)) == ["item-1", "item-3"]
    assert Exhibit.objects.count() == 1


def test_nothing_described_is_refused(team):
    people, case, _ = team
    answer = client_of(people["officer"]).post(f"/cases/{case.reference}/evidence/seize/", seizure())
    assert answer.status_code == 422
    assert ("", "Describe at least one item") in summary_of(answer)


# The ledger


def event(**given):
    return {"version": "2", "at": "23/11/2026 21:25", "seal_before": "B10044213", "to_place": STORE} | given


def test_the_store_books_in_with_the_seal_read_on_the_bag(team):
    people, _, exhibit = team
    client = client_of(people["store"])
    answer = client.post(f"/evidence/{exhibit.pk}/booked-in/", event(seal_before="b 10044213"))
    assert answer.status_code == 302, summary_of(answer)
    text = text_of(client.get(f"/evidence/{exhibit.pk}/"))
    assert f"<strong>{STORE}</strong>" in text
    assert "AJM/1: booked in" in text
    assert "Book in exhibit AJM/1: met" in text
    assert "it was booked in before" in text


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"seal_before": ""}, "seal_before", "Read the number on the bag and enter it"),
        (
            {"seal_before": "B10044999"},
            "seal_before",
            "That is not the seal that the ledger says it bears. Record a discrepancy",
        ),
        ({"at": "23/11/2026 20:00"}, "at", "This lies before the last event in the ledger. Check the date and the time"),
        ({"to_place": ""}, "to_place", "Say where it went, such as “Central Exhibits Store A4”, and choose no person"),
        ({"at": ""}, "at", "Enter a date and time for “When was it?”"),
    ],
)
def test_a_refusal_stands_next_to_the_field_and_in_the_summary_and_nothing_is_lost(team, given, field, sentence):
    people, _, exhibit = team
    answer = client_of(people["store"]).post(f"/evidence/{exhibit.pk}/booked-in/", event(acknowledged="Jo Brandt", **given))
    assert answer.status_code == 422
    assert (f"#id_{field}", sentence) in summary_of(answer)
    assert re.search(rf'id="id_{field}-error".*?{re.escape(sentence)}', html.unescape(text_of(answer)), re.S)
    assert 'value="Jo Brandt"' in text_of(answer)
    assert LedgerEvent.objects.count() == 2


def test_a_late_entry_says_why(team, time_machine):
    people, _, exhibit = team
    time_machine.move_to(NOW + timedelta(days=2))
    client, path = client_of(people["store"]), f"/evidence/{exhibit.pk}/booked-in/"
    answer = client.post(path, event())
    assert ("#id_late_reason", "It is written down more than 24 hours after it happened. Say why") in summary_of(answer)
    assert client.post(path, event(late_reason="The system was down at the station.")).status_code == 302
    assert "Late entry" in text_of(client.get(f"/evidence/{exhibit.pk}/"))


def test_whoever_comes_second_sees_both_and_may_put_theirs_on_top(team):
    people, _, exhibit = team
    handle(actor=people["store"], exhibit=exhibit, kind="BOOKED_IN", to_place="Store B2", at=NOW - timedelta(minutes=10))
    client = client_of(make_user("EXHIBITS"))
    answer = client.post(f"/evidence/{exhibit.pk}/moved/", event())
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Store" in text and "B2" in text and "A4" in text
    assert 'name="version" value="3"' in text
    assert LedgerEvent.objects.count() == 3
    assert client.post(f"/evidence/{exhibit.pk}/moved/", event(version="3")).status_code == 302


def test_a_different_seal_is_recorded_as_a_discrepancy_without_being_asked_for_the_seal(team):
    people, _, exhibit = team
    client, path = client_of(people["store"]), f"/evidence/{exhibit.pk}/discrepancy/"
    assert 'name="seal_before"' not in text_of(client.get(path))
    sent = {"version": "2", "at": "23/11/2026 21:25", "about": "SEAL_NUMBER", "purpose": "The bag reads B10044999, the ledger B10044213."}
    assert client.post(path, sent).status_code == 302
    assert Exhibit.objects.get().standing == "DISCREPANCY"


def test_a_correction_names_the_entry_that_it_corrects(team):
    people, _, exhibit = team
    client = client_of(people["store"])
    client.post(f"/evidence/{exhibit.pk}/booked-in/", event())
    sent = event(version="3", to_place="Central Exhibits Store A5", corrects="3", purpose="Wrong shelf written down")
    assert client.post(f"/evidence/{exhibit.pk}/moved/", sent).status_code == 302
    assert LedgerEvent.objects.get(sequence=4).corrects.sequence == 3
    assert "Corrects entry 3" in text_of(client.get(f"/evidence/{exhibit.pk}/"))


def test_opening_and_resealing_by_the_pages(team):
    people, _, exhibit = team
    client = client_of(people["store"])
    client.post(f"/evidence/{exhibit.pk}/booked-in/", event())
    opened = {"version": "3", "at": "23/11/2026 21:26", "seal_before": "B10044213", "purpose": "Examination", "witness": "PS Tait 2210"}
    assert client.post(f"/evidence/{exhibit.pk}/opened/", opened).status_code == 302
    text = text_of(client.get(f"/evidence/{exhibit.pk}/"))
    assert "Not sealed" in text
    assert f'<a class="govuk-button" href="/evidence/{exhibit.pk}/resealed/"' in text
    again = {"version": "4", "at": "23/11/2026 21:27", "seal": "B10044213"}
    answer = client.post(f"/evidence/{exhibit.pk}/resealed/", again)
    assert ("#id_seal", "The seal number B10044213 has been used before. Take a new bag or tag") in summary_of(answer)
    assert client.post(f"/evidence/{exhibit.pk}/resealed/", again | {"seal": "B10044214"}).status_code == 302


def test_an_event_that_cannot_be_now_is_said_so_and_refused(team):
    people, _, exhibit = team
    client, path = client_of(people["store"]), f"/evidence/{exhibit.pk}/resealed/"
    assert "Not now: it is sealed already (B10044213)." in text_of(client.get(path))
    answer = client.post(path, {"version": "2", "at": "23/11/2026 21:25", "seal_before": "B10044213", "seal": "B1004"})
    assert answer.status_code == 422
    assert ("", "It is sealed already (B10044213)") in summary_of(answer)
