"""People and helpers of the tests of the notices' pages."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from casework.pins.services import record_legacy_notice
from tests.factories import UnitFactory, make_case, make_person, make_user

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONDUCT = "Forty calls in one week to her workplace."
NFA = {
    "outcome": "NFA_WITH_REASONS",
    "narrative": "The recipient died in 2019 and no other person took part in what was alleged.",
    "evidence_considered": "Death certificate",
    "victim_told_on": "20/11/2026",
}


@pytest.fixture
def team(time_machine):
    """A notice of a case, one without a case, and people around them."""
    time_machine.move_to(NOW, tick=False)
    people = {
        "officer": make_user("OFFICER"),
        "sergeant": make_user("SUPERVISOR"),
        "records": make_user("RECORDS"),
        "manager": make_user("MANAGER"),
        "auditor": make_user("AUDITOR"),
        "store": make_user("EXHIBITS"),
        "colleague": make_user("OFFICER"),
        "stranger": make_user("OFFICER", "SUPERVISOR", "MANAGER", unit=UnitFactory(other=True)),
        "abroad": make_user("RECORDS", "AUDITOR", force=UnitFactory(force__other=True, other=True).force),
    }
    case = make_case(
        owner=people["officer"],
        supervisor=people["sergeant"],
        victim=make_person(given_names="Elin", family_name="Prosser"),
        suspect=make_person(given_names="Callum", family_name="Rudd"),
    )
    notice = on_register(people["officer"], case)
    loose = record_legacy_notice(
        actor=people["records"],
        values=notice_values(issued_on=date(2014, 5, 6), source_reference="NSPIS-88"),
        recipient=make_person(given_names="Denise", family_name="Fallow"),
        unit=case.unit,
    )
    return people, case, notice, loose


def notice_values(**values):
    return {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": CONDUCT} | values


def people_of(case):
    return case.parties.get(role="SUSPECT").person, case.parties.get(role="VICTIM").person


def on_register(officer, case, **values):
    suspect, victim = people_of(case)
    return record_legacy_notice(actor=officer, case=case, recipient=suspect, complainant=victim, values=notice_values(**values))


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(answer):
    return answer.content.decode()


def summary_of(answer):
    """The sentences of the error summary, each with the address that it leads to."""
    block = re.search(r'<div class="govuk-error-summary".*?</ul>', text_of(answer), re.S)
    assert block, text_of(answer)[:2000]
    found = re.findall(r'<li>\s*(?:<a href="([^"]*)">)?([^<]+)', block[0])
    return [(where, html.unescape(words).strip()) for where, words in found]
