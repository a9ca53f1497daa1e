"""Recording, revealing and looking up protected facts: who may, what is written down, what never leaves."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.access.facts import add_fact, end_fact, facts_shown, look_up, reveal, rotate_all
from casework.access.models import Reveal
from casework.audit.models import ChangeEvent, ReadEvent
from casework.cases.models import CaseEvent
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.people.models import FactIndex, ProtectedFact
from tests.factories import grant, make_case, make_person, make_user

pytestmark = pytest.mark.django_db
HOME = "12 Orchard Lane, Castlegate, NM1 2AB"
PHONE = "07700 900123"
REASON = "To visit her at home today"


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def case(officer):
    return make_case(owner=officer)


@pytest.fixture
def victim(case):
    return case.parties.get(role="VICTIM").person


@pytest.fixture
def fact(officer, case, victim):
    return add_fact(actor=officer, case=case, person=victim, kind="HOME", text=HOME)


def test_the_text_stands_nowhere_but_in_the_cipher(officer, case, victim, fact):
    add_fact(actor=officer, case=case, person=victim, kind="TELEPHONE", text=PHONE)
    everything = [
        *CaseEvent.objects.values_list("text", flat=True),
        *(json.dumps(row) for row in ChangeEvent.objects.values_list("detail", flat=True)),
        *(str(bytes(row)) for row in FactIndex.objects.values_list("digest", flat=True)),
        *(str(bytes(row)) for row in ProtectedFact.objects.values_list("ciphertext", flat=True)),
        repr(facts_shown(officer, case)),
    ]
    assert not any(word in text for text in everything for word in ("Orchard", "900123", "NM1"))
    assert "Home address of the victim recorded (protected)" in everything


def test_a_reveal_gives_the_text_and_is_on_the_read_log_with_its_reason(officer, case, fact):
    assert reveal(officer, fact, REASON) == HOME
    event = ReadEvent.objects.get(verb="REVEAL")
    record = Reveal.objects.get()
    assert (event.actor_id, event.object_id, event.case_id, event.detail["reveal"]) == (officer.pk, fact.pk, case.pk, record.pk)
    assert record.reason == REASON
    assert REASON not in json.dumps(event.detail)


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_a_reveal_without_a_reason_shows_and_logs_nothing(officer, fact, reason):
    with pytest.raises(GuardFailed):
        reveal(officer, fact, reason)
    assert not ReadEvent.objects.filter(verb="REVEAL").exists()


@pytest.mark.parametrize(
    ("role", "granted", "outcome"),
    [
        ("SUPERVISOR", False, HOME),
        ("AUDITOR", False, HOME),
        ("RECORDS", False, HOME),
        ("LEGAL", True, HOME),
        ("VICTIM_CARE", True, HOME),
        ("LEGAL", False, Hidden),
        ("CPS", True, Forbidden),
        ("EXHIBITS", False, Forbidden),
        ("AUTHORISER", True, Forbidden),
        ("MANAGER", False, Forbidden),
        ("ANALYST", False, Hidden),
        ("ADMIN", False, Hidden),
        ("CONTROL", False, Hidden),
    ],
)
def test_who_may_reveal_is_what_section_12_says(case, fact, role, granted, outcome):
    user = make_user(role, is_superuser=True)
    if granted:
        grant(case, user, hours=1)
    if isinstance(outcome, str):
        assert reveal(user, fact, REASON) == outcome
    else:
        with pytest.raises(outcome):
            reveal(user, fact, REASON)


def test_records_reveal_addresses_only(officer, case, victim):
    phone = add_fact(actor=officer, case=case, person=victim, kind="TELEPHONE", text=PHONE)
    with pytest.raises(Forbidden, match="address marker"):
        reveal(make_user("RECORDS"), phone, REASON)
    assert reveal(make_user("RECORDS", "AUDITOR"), phone, REASON) == PHONE


def test_a_colleague_who_sees_the_case_but_does_not_work_on_it_is_told_no(fact):
    with pytest.raises(Forbidden):
        reveal(make_user("OFFICER"), fact, REASON)


def test_a_person_of_another_case_cannot_be_reached_through_ones_own(fact):
    other = make_user("OFFICER")
    mine = make_case(owner=other)
    with pytest.raises(Hidden):
        reveal(other, fact, REASON, case=mine)


def test_the_same_fact_is_recorded_once_until_it_has_ended(officer, case, victim, fact):
    with pytest.raises(GuardFailed, match="already"):
        add_fact(actor=officer, case=case, person=victim, kind="HOME", text="12 orchard ln castlegate nm12ab")
    end_fact(actor=officer, case=case, fact=fact, on=timezone.localdate() - timedelta(days=1), why="She has moved")
    add_fact(actor=officer, case=case, person=victim, kind="HOME", text=HOME)


def test_a_fact_about_somebody_without_a_part_in_the_case_is_refused(officer, case):
    with pytest.raises(GuardFailed, match="no part"):
        add_fact(actor=officer, case=case, person=make_person(), kind="HOME", text=HOME)


def test_a_fact_does_not_end_in_the_future_or_before_it_began(officer, case, victim):
    today = timezone.localdate()
    fact = add_fact(actor=officer, case=case, person=victim, kind="HOME", text=HOME, valid_from=today)
    for on in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(GuardFailed, match="last day"):
            end_fact(actor=officer, case=case, fact=fact, on=on, why="She has moved")


def test_exact_look_up_finds_only_what_the_person_may_reveal(officer, case, victim):
    add_fact(actor=officer, case=case, person=victim, kind="TELEPHONE", text=PHONE)
    assert look_up(officer, "+44 7700 900123") == {"TELEPHONE": {victim.pk}}
    assert look_up(make_user("OFFICER"), PHONE) == {}
    assert look_up(make_user("CONTROL"), PHONE) == {}
    event = ReadEvent.objects.filter(verb="SEARCH").latest("pk")
    assert "900123" not in json.dumps(event.detail)
    assert event.detail["ids"] == []


def test_rotation_seals_everything_under_the_first_key_and_can_be_repeated(officer, case, victim, settings):
    add_fact(actor=officer, case=case, person=victim, kind="TELEPHONE", text=PHONE)
    fact = add_fact(actor=officer, case=case, person=victim, kind="HOME", text=HOME)
    old = settings.PROTECTED_KEYS[0]
    settings.PROTECTED_KEYS = ["k2:" + "B" * 43 + "=", old]
    assert rotate_all(batch=1) == 2
    assert rotate_all() == 0
    settings.PROTECTED_KEYS = settings.PROTECTED_KEYS[:1]
    fact.refresh_from_db()
    assert reveal(officer, fact, REASON) == HOME
    assert look_up(officer, PHONE) == {"TELEPHONE": {victim.pk}}
