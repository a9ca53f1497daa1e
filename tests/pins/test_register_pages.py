"""Pages of the legacy register: who opens them, what they say, what they refuse; and that no road leads to a new notice."""

import html
import re
from datetime import date

import pytest
from django.urls import get_resolver

from casework.audit.models import ChangeEvent, ReadEvent
from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.people.models import Person
from casework.pins.models import Notice, NoticeReview
from casework.pins.services import record_legacy_notice, record_loose_notice, review_notice
from casework.reports.incidents import add_incident
from tests.factories import grant, incident_values, make_case, make_person, make_user
from tests.pins.page_team import CONDUCT, NFA, client_of, notice_values, on_register, people_of, summary_of, text_of

pytestmark = pytest.mark.django_db


MAY = {
    "case-pins": "officer sergeant records manager auditor",
    "pin-record": "officer records",
    "pin-detail": "officer sergeant records manager auditor",
    "pin-link": "officer records",
    "pin-review": "officer",
    "pin-approve": "sergeant",
}


def address(name, case, notice):
    return {
        "case-pins": f"/cases/{case.reference}/pins/",
        "pin-record": f"/cases/{case.reference}/pins/add/",
        "pin-detail": f"/pins/{notice.reference}/",
        "pin-link": f"/pins/{notice.reference}/link/",
        "pin-review": f"/pins/{notice.reference}/review/",
        "pin-approve": f"/pins/{notice.reference}/approve/",
    }[name]


@pytest.mark.parametrize("name", MAY)
def test_a_page_opens_refuses_or_is_unknown(team, name):
    people, case, notice, _ = team
    for who, user in people.items():
        expected = 200 if who in MAY[name].split() else 404 if who in ("stranger", "abroad") else 403
        assert client_of(user).get(address(name, case, notice)).status_code == expected, who


@pytest.mark.parametrize("name", ["pin-detail", "pin-link", "pin-review", "pin-approve"])
def test_a_notice_without_a_case_belongs_to_its_unit(team, name):
    people, case, _, loose = team
    answers = {who: client_of(user).get(address(name, case, loose)).status_code for who, user in people.items()}
    knows = {"sergeant", "records", "manager", "auditor"}
    assert {who for who, status in answers.items() if status != 404} == knows
    allowed = {"pin-detail": knows, "pin-link": {"records"}, "pin-review": set(), "pin-approve": {"sergeant"}}[name]
    assert {who for who, status in answers.items() if status == 200} == allowed


def test_only_records_brings_in_a_notice_without_a_case(team):
    people, *_ = team
    for who, user in people.items():
        expected = 200 if who in ("records", "abroad") else 403
        assert client_of(user).get("/pins/add/").status_code == expected, who
    assert "/pins/add/" in text_of(client_of(people["records"]).get("/pins/"))
    assert "/pins/add/" not in text_of(client_of(people["officer"]).get("/pins/"))


def test_unknown_notices_are_unknown(team):
    people, *_ = team
    assert client_of(people["records"]).get("/pins/PIN-1999-000001/").status_code == 404


def test_a_restricted_case_takes_its_notice_with_it(team):
    people, case, notice, _ = team
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    for who in ("sergeant", "records", "manager", "auditor"):
        client = client_of(people[who])
        assert client.get(f"/pins/{notice.reference}/").status_code == 404, who
        assert notice.reference not in text_of(client.get("/pins/")), who
    assert client_of(people["officer"]).get(f"/pins/{notice.reference}/").status_code == 200


def test_each_look_is_on_the_read_log(team):
    people, _, notice, loose = team
    client = client_of(people["records"])
    client.get(f"/pins/{notice.reference}/")
    client.get("/pins/")
    seen = ReadEvent.objects.filter(actor_id=people["records"].pk)
    assert seen.get(verb="VIEW").object_id == notice.pk
    assert sorted(seen.get(verb="LIST").detail["ids"]) == sorted([notice.pk, loose.pk])


# What the pages say


def test_the_notice_page_tells_the_whole_background(team):
    people, case, notice, _ = team
    add_incident(actor=people["officer"], case=case, values=incident_values())
    second = on_register(people["officer"], case, issued_on=date(2016, 1, 4))
    text = text_of(client_of(people["sergeant"]).get(f"/pins/{notice.reference}/"))
    for words in (
        "Callum Rudd",
        "Elin Prosser",
        CONDUCT,
        "Monday 2 March 2015",
        "A new incident involves the same two people",
        "no conviction, caution or order",
        f"Review legacy notice {notice.reference}",
        "Why?",
        "the recipient is suspect",
        "the complainant is victim",
        second.reference,
    ):
        assert words in text, words


def test_a_case_that_is_not_open_to_the_reader_is_not_told(team):
    people, case, notice, _ = team
    suspect, _ = people_of(case)
    hidden = make_case(owner=make_user("OFFICER"), suspect=suspect, secret=True)
    elsewhere = make_case(owner=people["stranger"], suspect=suspect)
    review_notice(actor=people["officer"], notice=notice, values={"outcome": "LINKED_TO_EXISTING_CASE", "linked_case": case})
    NoticeReview.objects.update(linked_case=hidden)
    for who in ("officer", "sergeant", "records", "auditor"):
        text = text_of(client_of(people[who]).get(f"/pins/{notice.reference}/"))
        assert hidden.reference not in text, who
        assert elsewhere.reference not in text or who == "auditor", who
        assert "A case that is not open to you" in text
    text = text_of(client_of(people["sergeant"]).get(f"/pins/{notice.reference}/approve/"))
    assert hidden.reference not in text


def test_records_is_not_told_the_cases_whose_names_it_does_not_see(team):
    people, case, _, _ = team
    suspect, _ = people_of(case)
    loose = record_legacy_notice(actor=people["records"], values=notice_values(), recipient=suspect, unit=case.unit)
    assert case.reference not in text_of(client_of(people["records"]).get(f"/pins/{loose.reference}/"))
    assert case.reference in text_of(client_of(people["sergeant"]).get(f"/pins/{loose.reference}/"))
    form = text_of(client_of(people["records"]).get(f"/cases/{case.reference}/pins/add/"))
    assert "C. R." in form and "Rudd" not in form and "Prosser" not in form
    assert "Callum Rudd" in text_of(client_of(people["officer"]).get(f"/cases/{case.reference}/pins/add/"))


@pytest.mark.parametrize("roles", [("MANAGER",), ("MANAGER", "ANALYST"), ("MANAGER", "EXHIBITS"), ("MANAGER", "LEGAL")])
def test_a_manager_sees_the_outline_of_a_notice_whatever_else_they_are_elsewhere(team, roles):
    _, case, notice, loose = team
    client = client_of(make_user(*roles))
    for path in (f"/pins/{notice.reference}/", f"/pins/{loose.reference}/", "/pins/", f"/cases/{case.reference}/pins/", "/pins/?text=rudd"):
        text = text_of(client.get(path))
        for hidden in ("Rudd", "Callum", "Prosser", "Fallow", "Forty calls"):
            assert hidden not in text, (path, hidden)
    assert notice.reference in text_of(client.get("/pins/"))
    assert notice.reference not in text_of(client.get("/pins/?text=Rudd"))


def test_one_who_reads_it_by_another_role_sees_the_names(team):
    _, case, _, loose = team
    both = make_user("MANAGER", "LEGAL")
    grant(case, both, hours=8)
    text = text_of(client_of(both).get("/pins/"))
    assert "Callum Rudd" in text
    assert "Fallow" not in text
    assert loose.reference in text


def test_no_page_calls_a_notice_what_it_is_not_or_a_later_act_its_breach(team):
    people, case, notice, loose = team
    add_incident(actor=people["officer"], case=case, values=incident_values())
    review_notice(actor=people["officer"], notice=notice, values={"outcome": "LINKED_TO_EXISTING_CASE", "linked_case": case})
    more = [f"/pins/{loose.reference}/{part}/" for part in ("people", "officer", "urgent", "reopen", "contact", "doubts")]
    more += ["/pins/queue/", "/figures/pins/", "/imports/pins/", f"/cases/{case.reference}/paper/"]
    paths = ["/pins/", "/pins/add/", *more, *(address(name, case, which) for name in MAY for which in (notice, loose))]
    for who in ("officer", "sergeant", "records", "manager"):
        for path in paths:
            main = re.search(r"<main.*</main>", text_of(client_of(people[who]).get(path)), re.S)[0].lower()
            for allowed in ("is no conviction, caution or order", "it is not an order and was not broken"):
                main = main.replace(allowed, "")
            # Addresses, and the offences that the suspect may have been charged with.
            main = re.sub(r'href="[^"]*"|<select[^>]*id="id_offence".*?</select>', "", main, flags=re.S)
            for word in ("breach", "conviction", "caution", "offender", "convicted", "invalid", "n/a", "defendant"):
                assert word not in main, (path, who, word)


# No road to a new notice


@pytest.mark.parametrize("issued_on", ["6/7/2017", "1/5/2025", "23/11/2026", "24/11/2026"])
@pytest.mark.parametrize("road", ["case", "loose"])
def test_a_notice_after_the_cut_over_is_refused_in_words_and_the_attempt_is_kept(team, issued_on, road):
    people, case, _, _ = team
    suspect, victim = people_of(case)
    before, persons = Notice.objects.count(), Person.objects.count()
    sent = {"kind": "LETTER_OF_ADVICE", "issued_on": issued_on, "conduct": CONDUCT}
    if road == "case":
        who, path = people["officer"], f"/cases/{case.reference}/pins/add/"
        sent |= {"recipient": suspect.pk, "complainant": victim.pk}
    else:
        who, path = people["records"], "/pins/add/"
        sent |= {"unit": case.unit_id, "recipient_family_name": "Fallow"}
    answer = client_of(who).post(path, sent)
    assert answer.status_code == 422
    ((where, sentence),) = summary_of(answer)
    assert where == "#id_issued_on"
    assert "This day has not come yet" in sentence if issued_on == "24/11/2026" else "police stopped issuing them" in sentence
    assert html.unescape(text_of(answer)).count(CONDUCT) == 1
    assert Notice.objects.count() == before
    assert Person.objects.count() == persons
    assert ChangeEvent.objects.filter(verb="DENIED", action="pin.record", actor_id=who.pk).exists()


def test_no_page_beside_these_two_writes_a_notice(team):
    people, case, notice, loose = team
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str) and re.search(r"\bpins?\b|notice|paper", name)}
    takes_in = {"pin-record", "pin-record-loose", "import-pins"}
    works_on_old_ones = {
        f"pin-{name}"
        for name in [
            "approve",
            "assign",
            "attempt",
            "attempts",
            "contact",
            "detail",
            "figures",
            "figures-paper",
            "figures-sheet",
            "import-approve",
            "import-columns",
            "import-confirm",
            "import-refused",
            "import-run",
            "link",
            "list",
            "match",
            "matches",
            "queue",
            "reopen",
            "review",
            "settle",
            "urgent",
        ]
    }
    assert (
        names - {"case-pins", "court-paper", "device-notice", "paper-check", "paper-exception", "victim-notice"}
        == takes_in | works_on_old_ones
    )
    before = Notice.objects.count()
    sent = {"kind": "PIN", "issued_on": "1/5/2025", "conduct": CONDUCT, "unit": case.unit_id, "recipient_family_name": "Fallow"}
    for who in people.values():
        client = client_of(who)
        around = [
            f"/pins/{loose.reference}/{part}"
            for part in ("", "people/", "officer/", "urgent/", "reopen/", "contact/", "doubts/", "review/")
        ]
        for path in (
            "/pins/",
            "/pins/queue/",
            "/figures/pins/",
            f"/pins/{notice.reference}/review/",
            f"/cases/{case.reference}/pins/",
            *around,
        ):
            client.post(path, sent)
            client.put(path, sent)
    assert Notice.objects.count() == before


def test_the_service_keeps_the_attempt_although_it_makes_people_in_one_transaction(team):
    people, case, *_ = team
    persons = Person.objects.count()
    with pytest.raises(GuardFailed, match="stopped issuing"):
        record_loose_notice(
            actor=people["records"],
            values=notice_values(issued_on=date(2025, 1, 1)),
            unit=case.unit,
            recipient={"family_name": "Fallow"},
            complainant={},
        )
    assert Person.objects.count() == persons
    assert ChangeEvent.objects.filter(verb="DENIED", action="pin.record", actor_id=people["records"].pk).count() == 1


# Recording, linking, reviewing, approving


def test_an_officer_brings_in_a_notice_for_the_case(team):
    people, case, _, _ = team
    suspect, victim = people_of(case)
    client = client_of(people["officer"])
    sent = {
        "recipient": suspect.pk,
        "complainant": victim.pk,
        "kind": "HARASSMENT_WARNING",
        "issued_on": "5 July 2017",
        "conduct": CONDUCT,
        "course_alleged": "yes",
        "recipient_vulnerability": "Rang five times and said that he felt suicidal.",
    }
    answer = client.post(f"/cases/{case.reference}/pins/add/", sent)
    assert answer.status_code == 302, summary_of(answer)
    text = text_of(client.get(answer["Location"]))
    assert "Harassment warning letter" in text
    assert "felt suicidal" in text
    assert "is on the register" in text


def test_people_of_other_cases_cannot_be_chosen(team):
    people, case, _, _ = team
    sent = {"recipient": make_person().pk, "kind": "PIN", "issued_on": "2/3/2015", "conduct": CONDUCT}
    answer = client_of(people["officer"]).post(f"/cases/{case.reference}/pins/add/", sent)
    assert answer.status_code == 422
    assert [where for where, _ in summary_of(answer)] == ["#id_recipient"]


def test_records_brings_in_a_notice_without_a_case_and_links_it_later_with_its_date(team):
    people, case, _, _ = team
    client = client_of(people["records"])
    sent = {
        "unit": case.unit_id,
        "recipient_given_names": "Leo",
        "recipient_family_name": "Vance",
        "complainant_family_name": "Amery",
        "kind": "FIRST_INSTANCE",
        "issued_on": "2/3/2015",
        "conduct": CONDUCT,
    }
    answer = client.post("/pins/add/", sent)
    assert answer.status_code == 302, summary_of(answer)
    notice = Notice.objects.get(recipient__family_name="Vance")
    due = Clock.objects.get(rule_id="R38", subject_id=notice.pk, state="OPEN").due_on
    path = f"/pins/{notice.reference}/link/"
    answer = client.post(path, {"reference": "STK-1999-000001"})
    assert summary_of(answer) == [("#id_reference", "No case of that reference is open to you. Check the number")]
    assert client.post(path, {"reference": case.reference.lower()}).status_code == 302
    clock = Clock.objects.get(rule_id="R38", subject_id=notice.pk, state="OPEN")
    assert (clock.case_id, clock.due_on) == (case.pk, due)
    answer = client.post(path, {"reference": case.reference})
    assert ("", "It is linked to a case already") in summary_of(answer)
    assert f"It is linked to a case already: {case.reference}." in text_of(client.get(path))


def test_records_of_one_force_does_not_put_notices_onto_anothers_register(team):
    people, case, *_ = team
    sent = {"unit": case.unit_id, "recipient_family_name": "Vance", "kind": "PIN", "issued_on": "2/3/2015", "conduct": CONDUCT}
    answer = client_of(people["abroad"]).post("/pins/add/", sent)
    assert [where for where, _ in summary_of(answer)] == ["#id_unit"]
    with pytest.raises(GuardFailed) as refused:
        record_legacy_notice(actor=people["abroad"], values=notice_values(), recipient=make_person(), unit=case.unit)
    assert [name for name, _ in refused.value.problems] == ["unit"]


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({}, ["#id_outcome"]),
        ({"outcome": "SPO_APPLIED", "application_reference": "APP-1999-000001"}, ["#id_application_reference"]),
        ({"outcome": "CHARGE"}, ["#id_urn", "#id_offence", "#id_charged_on"]),
        ({"outcome": "OTHER_ORDER"}, ["#id_order_type", "#id_issuing_body", "#id_made_on"]),
        ({"outcome": "OTHER_ORDER", "order_type": "DAPN", "issuing_body": "Harbour Court", "made_on": "24/11/2026"}, ["#id_made_on"]),
        ({"outcome": "CPN_CPW"}, ["#id_outcome"]),
        ({"outcome": "STALKING_INVESTIGATION_OPENED"}, ["#id_reference"]),
        ({"outcome": "STALKING_INVESTIGATION_OPENED", "reference": "STK-1999-000001"}, ["#id_reference"]),
        ({"outcome": "LINKED_TO_EXISTING_CASE", "existing": "STK-1999-000001"}, ["#id_existing"]),
        (NFA | {"narrative": "Too short a reason."}, ["#id_narrative"]),
        (NFA | {"evidence_considered": ""}, ["#id_evidence_considered"]),
        (NFA | {"victim_told_on": "31/2/2026"}, ["#id_victim_told_on"]),
        (NFA | {"victim_told_on": "24/11/2026"}, ["#id_victim_told_on"]),
    ],
)
def test_each_outcome_asks_for_what_it_must_record_next_to_the_field(team, sent, where):
    people, _, notice, _ = team
    answer = client_of(people["officer"]).post(f"/pins/{notice.reference}/review/", sent)
    assert answer.status_code == 422
    assert [place for place, _ in summary_of(answer)] == where
    for value in sent.values():
        assert value in html.unescape(text_of(answer))
    assert not NoticeReview.objects.exists()


def test_what_belongs_to_another_outcome_is_not_kept(team):
    people, _, notice, _ = team
    answer = client_of(people["officer"]).post(f"/pins/{notice.reference}/review/", NFA | {"urn": "48NM0104726", "offence": "STALKING_2A"})
    assert answer.status_code == 302, summary_of(answer)
    review = NoticeReview.objects.get()
    assert (review.urn, review.offence, review.outcome) == ("", "", "NFA_WITH_REASONS")


def test_another_person_approves_or_sends_back(team):
    people, _, notice, _ = team
    officer, sergeant = client_of(people["officer"]), client_of(people["sergeant"])
    review, approve = f"/pins/{notice.reference}/review/", f"/pins/{notice.reference}/approve/"
    assert officer.post(review, NFA).status_code == 302
    assert "nothing is to be proposed now" in text_of(officer.get(review))
    assert "died in 2019" in text_of(sergeant.get(approve))
    answer = sergeant.post(approve, {"agreed": "no", "reason": "no"})
    assert summary_of(answer) == [("#id_reason", "Say in at least 10 characters what is to be looked at again")]
    assert sergeant.post(approve, {"agreed": "no", "reason": "Ask the sister as well."}).status_code == 302
    assert "Ask the sister as well." in text_of(officer.get(f"/pins/{notice.reference}/"))
    assert officer.post(review, NFA).status_code == 302
    assert sergeant.post(approve, {"agreed": "yes"}).status_code == 302
    notice.refresh_from_db()
    assert notice.state == "REPLACED"
    text = text_of(officer.get(f"/pins/{notice.reference}/"))
    assert f"Review legacy notice {notice.reference}: met" in text


def test_the_reviewer_is_told_before_pressing_that_another_person_approves(team):
    both = make_user("OFFICER", "SUPERVISOR")
    notice = on_register(both, make_case(owner=both))
    client = client_of(both)
    assert client.post(f"/pins/{notice.reference}/review/", NFA).status_code == 302
    assert "Not now: you reviewed it" in text_of(client.get(f"/pins/{notice.reference}/"))
    path = f"/pins/{notice.reference}/approve/"
    assert "You cannot approve this because you reviewed it." in text_of(client.get(path))
    assert summary_of(client.post(path, {"agreed": "yes"})) == [("", "You cannot approve this because you reviewed it")]
