"""Pages of victim care: what each role reads, what is refused in words, and that nothing leads to the victim where it should not."""

import json
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.access.facts import add_fact
from casework.cases.models import CaseEvent
from casework.clocks.models import Clock
from casework.clocks.sweep import sweep
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.safeguarding import flow
from casework.safeguarding.models import Contact, Referral, SafeContactPlan
from casework.safeguarding.services import (
    agree_plan,
    ask_third_party,
    ask_victim_care,
    assess_needs,
    end_victim_care,
    receive_review,
    record_bail_views,
    record_measures,
    refer,
)
from tests.factories import grant, make_user
from tests.later_stages import at
from tests.safeguarding.care import NOW, client_of, contact_values, make_team, owed, reported, summary_of, tell, told

pytestmark = pytest.mark.django_db


def page(team, user=None, part="victims/"):
    return client_of(user or team.officer).get(f"/cases/{team.case.reference}/{part}")


def contact_page(team):
    return f"/cases/{team.case.reference}/victims/{team.party.pk}/contact/"


def test_the_list_of_what_must_be_told_says_why_and_by_when(team):
    reported(team)
    tell(team, "charging.decided")
    text = page(team).content.decode()
    for words in (
        "Tell the victim of the charging decision",
        "Monday 30 November 2026",
        "Victims&#39; Code, Right 6",
        "ask force legal",
        "late by 2 days",
    ):
        assert words in text, words
    assert 'data-count="2"' in text


def test_one_form_answers_two_duties_and_a_refusal_loses_nothing(team):
    tell(team, "suspect.arrested")
    tell(team, "bail.set")
    first, second = owed(team.party)
    sent = {
        "at": "27/11/2026 11:00",
        "method": "TELEPHONE",
        "outcome": "SPOKE",
        "summary": "Rang as agreed.",
        "duties": [first.pk, second.pk],
        f"told_{first.pk}": "Arrested at nine",
    }
    client = client_of(team.officer)
    answer = client.post(contact_page(team), sent)
    assert (answer.status_code, summary_of(answer)) == (422, [(f"#id_told_{second.pk}", "Say what the victim was told")])
    assert "Arrested at nine" in answer.content.decode() and not Contact.objects.exists()
    answer = client.post(contact_page(team), sent | {f"told_{second.pk}": "Not to come near her"})
    assert answer.status_code == 302 and Contact.objects.get().answers.count() == 2 and owed(team.party) == []


def test_what_stands_under_a_box_that_is_not_ticked_was_not_meant(team):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    sent = {"at": "27/11/2026 11:00", "method": "TEXT", "outcome": "SPOKE", "summary": "Wrote to her.", f"told_{duty.pk}": "x"}
    assert client_of(team.carer).post(contact_page(team), sent).status_code == 302
    assert owed(team.party) == [duty]


@pytest.mark.parametrize(
    ("part", "sent", "field", "words"),
    [
        ("safe-contact", {"frequency": "EVENTS", "safe_times": "Evenings"}, "methods", "at least one way in which it is safe"),
        ("safe-contact", {"frequency": "EVENTS", "methods": "TEXT", "safe_times": "Ring 07700900417"}, "safe_times", "protected fact"),
        ("needs", {"enhanced": "no", "reason_not": "no"}, "reason_not", "counts as persistently targeted"),
        ("referrals/add", {"service": "ISAC", "name": "Harbourside", "answer": "DECLINED"}, "why", "why the victim declined"),
        ("referrals/add", {"service": "MARAC", "name": "MARAC", "answer": "NO_CONSENT"}, "no_consent_why", "without the victim's consent"),
        ("special-measures", {"measures": "INTERMEDIARY", "bases": "FEAR", "wishes": "Someone beside her"}, "measures", "s.16"),
        ("bail-views", {"about_at": "27/11/2026 18:00", "sought": "no"}, "reason", "not reasonably practicable"),
        ("review", {"decision": "CPS", "told_on": "23/11/2026", "received_at": "27/11/2026 10:00"}, "decision", "own scheme"),
        ("actions/add", {"kind": "CAPTURE", "what": "Capture it", "due_on": "1/11/2026"}, "owner", "Choose an answer"),
    ],
)
def test_a_refused_form_says_so_beside_the_field_and_on_top(team, part, sent, field, words):
    moments = {"at": "27/11/2026 11:00", "agreed_at": "27/11/2026 11:00", "assessed_at": "27/11/2026 11:00"}
    answer = client_of(team.officer).post(f"/cases/{team.case.reference}/victims/{team.party.pk}/{part}/", moments | sent)
    assert answer.status_code == 422
    assert [(where.startswith(f"#id_{field}"), words in said) for where, said in summary_of(answer)].count((True, True)) == 1
    assert not SafeContactPlan.objects.exists() and not Referral.objects.exists()


def test_each_of_several_victims_has_a_file_of_their_own(team):
    second = team.second_victim()
    tell(team, "suspect.arrested")
    told(team, *owed(second), party=second)
    text = page(team).content.decode()
    assert "Elin P." in text and "Maya C." in text
    one, other = (page(team, part=f"victims/{party.pk}/").content.decode() for party in (team.party, second))
    assert "Contact log (0)" in one and "Contact log (1)" in other
    stranger = make_team()
    assert page(team, part=f"victims/{stranger.party.pk}/").status_code == 404


# The queue


def test_a_worker_sees_what_is_owed_in_every_case_of_theirs_the_earliest_first(team):
    other, unseen = make_team(), make_team()
    grant(other.case, team.carer, hours=1)
    for each, kind in ((team, "suspect.interviewed"), (other, "suspect.arrested"), (unseen, "bail.set")):
        tell(each, kind)
    reported(other)
    text = client_of(team.carer).get("/victims/").content.decode()
    assert re.findall(r'data-ref="(STK[^"]+)"', text) == [other.case.reference, team.case.reference, other.case.reference]
    assert unseen.case.reference not in text
    assert "What victims must be told" in client_of(team.carer).get("/").content.decode()


def test_victim_care_reaches_the_case_while_it_is_asked_to(team):
    stranger = make_user("VICTIM_CARE")
    assert page(team, stranger).status_code == 404
    ask_victim_care(actor=team.officer, case=team.case)
    assert page(team, stranger).status_code == 200
    end_victim_care(actor=stranger, case=team.case)
    assert page(team, stranger).status_code == 404


def test_a_restricted_case_stands_in_no_strangers_queue(team):
    secret = make_team(secret=True)
    tell(secret, "suspect.arrested")
    ask_victim_care(actor=secret.officer, case=secret.case)
    assert secret.case.reference not in client_of(make_user("VICTIM_CARE")).get("/victims/").content.decode()


# Nothing leads to the victim

MARKERS = {
    "safe_times": "Zmarktimes", "not_to_leave": "Zmarkphrase", "others": "Zmarksister", "notes": "Zmarknotes", "summary": "Zmarksaid",
    "told": "Zmarktold", "declined": "Zmarkdeclined", "views": "Zmarkviews", "wishes": "Zmarkwishes", "holder": "Zmarkholder",
    "off_plan": "Zmarkoffplan", "fact": "07700 900999", "home": "9 Zmarkhome Row, ZZ99 9ZZ",
}  # fmt: skip
SAFE_CONTACT = {"safe_times", "not_to_leave", "others", "notes", "fact", "home"}


@pytest.fixture
def marked(team):
    """Every protected and safe-contact field and every text about the victim holds a marker."""
    m, by = MARKERS, {"actor": team.officer, "party": team.party}
    person = {"actor": team.officer, "case": team.case, "person": team.party.person}
    fact = add_fact(**person, kind="TELEPHONE", text=m["fact"])
    add_fact(**person, kind="HOME", text=m["home"])
    plan = {"frequency": "EVENTS", "methods": ["THROUGH"], "fact": fact}
    agree_plan(**by, values=plan | {name: m[name] for name in ("safe_times", "not_to_leave", "others")})
    assess_needs(**by, values={"enhanced": True, "basis": ["PERSISTENT"], "notes": m["notes"]})
    reported(team)
    tell(team, "suspect.arrested")
    tell(team, "charging.decided")
    told(team, owed(team.party, "ARREST")[0], words=m["told"], summary=m["summary"], off_plan_why=m["off_plan"] + " because")
    refer(**by, values={"service": "OTHER", "name": "Support", "answer": "DECLINED", "why": m["declined"] + " me"})
    record_bail_views(**by, values={"about_at": at("2026-11-27 18:00"), "views_at": NOW, "views": m["views"], "passed_to": "PS Tait"})
    record_measures(**by, values={"bases": ["FEAR"], "measures": ["SCREEN"], "wishes": m["wishes"]})
    texts = ("asked_for", "line_of_enquiry", "why_necessary", "why_proportionate", "other_means")
    given = dict.fromkeys(texts, m["holder"] + " notes") | {"holder": m["holder"], "in_writing": True, "request_on": NOW.date()}
    ask_third_party(**by, values=given)
    receive_review(**by, values={"told_on": NOW.date(), "received_at": NOW, "late_why": ""})
    return team


PARTS = ("", "victims/", "victims/{}/", "victims/{}/log/", "people/", "history/", "risk/")


def found(team, user, parts=PARTS):
    pages = "".join(page(team, user, part.format(team.party.pk)).content.decode() for part in parts)
    return {name for name, marker in MARKERS.items() if marker in pages}


def test_the_officer_and_victim_care_read_the_plan_but_the_number_only_by_revealing_it(marked):
    read = set(MARKERS) - {"fact", "home"}
    assert found(marked, marked.officer) == read
    assert found(marked, marked.carer) == read
    text = page(marked).content.decode()
    assert "protected" in text and "/facts/" in text


@pytest.mark.parametrize("role", ["LEGAL", "AUDITOR", "AUTHORISER"])
def test_a_masked_role_reads_that_it_was_done_and_nothing_of_how(marked, role):
    user = make_user(role)
    grant(marked.case, user, hours=1)
    assert found(marked, user) == set()
    text = page(marked, user).content.decode()
    assert "not shown to your role" in text and "Through a person whom" not in text


def test_an_offender_manager_reads_what_was_told_but_not_how_the_victim_is_reached(marked):
    user = make_user("OFFENDER_MANAGER")
    grant(marked.case, user, hours=1)
    assert not found(marked, user) & SAFE_CONTACT
    assert "told" in found(marked, user)


@pytest.mark.parametrize("role", ["CPS", "EXHIBITS", "RECORDS", "MANAGER", "CONTROL", "ANALYST", "ADMIN"])
def test_roles_without_the_right_read_nothing_of_it(marked, role):
    user = make_user(role)
    grant(marked.case, user, hours=1)
    assert found(marked, user) == set()
    assert page(marked, user).status_code in (403, 404)
    events = page(marked, user, "").content.decode()
    assert "The victim was told" not in events


def test_timeline_messages_mail_clocks_and_logs_never_hold_it(marked, never_logged, time_machine):
    never_logged |= set(MARKERS.values())
    time_machine.move_to(at("2026-12-04 09:00"), tick=False)
    sweep()
    for user in (marked.officer, marked.lawyer, marked.carer):
        found(marked, user)
        client_of(user).get("/victims/")
        client_of(user).get("/")
    kept = [
        list(CaseEvent.objects.values_list("text", flat=True)),
        list(Clock.objects.values_list("title", "path", "end_note", "result")),
        list(InAppMessage.objects.values_list("title", "text", "path")),
        list(OutboxMessage.objects.values()),
        [message.body for message in mail.outbox],
    ]
    assert InAppMessage.objects.exists()
    whole = json.dumps(kept, default=str)
    assert not [name for name, marker in MARKERS.items() if marker in whole]
    assert "Prosser" not in whole
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail::text FROM casework_changeevent UNION ALL SELECT detail::text FROM casework_readevent")
        trail = json.dumps(cursor.fetchall())
    assert not [name for name, marker in MARKERS.items() if marker in trail]


# The case page


def test_the_case_page_shows_the_tab_its_tasks_and_what_can_be_done(team):
    reported(team)
    text = page(team, part="").content.decode()
    for words in (
        "Victim care (1)",
        "Agree safe contact with the victim",
        "Assess what the victim needs",
        "1 to do",
        "Record contact with the victim",
    ):
        assert words in text, words
    assert "Record contact with the victim" not in page(team, team.sergeant, "").content.decode()


def test_high_risk_between_partners_asks_for_a_marac_and_bail_without_views_asks_for_them(team):
    type(team.case).objects.filter(pk=team.case.pk).update(grade="HIGH")
    tell(team, "bail.set")
    text = page(team, part="").content.decode()
    assert "Is this a case for a MARAC?" in text and "views on bail are not on record" in text
    refer(actor=team.officer, party=team.party, values={"service": "MARAC", "name": "MARAC", "answer": "SENT"})
    reason = {"about_at": at("2026-11-27 09:00"), "reason": "She could not be reached before he was released"}
    record_bail_views(actor=team.officer, party=team.party, values=reason)
    text = page(team, part="").content.decode()
    assert "MARAC?" not in text and "views on bail are not" not in text


def test_the_file_asks_the_database_as_often_for_a_long_log_as_for_a_short_one(team):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert page(team).status_code == 200
        return len(asked)

    tell(team, "suspect.arrested")
    told(team, *owed(team.party))
    tell(team, "bail.set")
    few = queries()
    for hour in range(9, 12):
        told(team, at=at(f"2026-11-27 {hour:02}:30"))
        tell(team, "bail.changed", at(f"2026-11-27 {hour:02}:00"))
    assert queries() == few
    assert contact_values()["outcome"] == "SPOKE" and owed(team.party)[0].state == flow.OPEN
