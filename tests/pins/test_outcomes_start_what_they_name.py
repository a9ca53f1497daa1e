"""An outcome that starts something starts it at once; what is new makes urgent; a replaced notice is opened again, never overwritten."""

from datetime import timedelta

import pytest

from casework.applications.models import Application, GroundLink
from casework.applications.services import start_application
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed
from casework.outbox.models import InAppMessage
from casework.pins.models import NoticeReview
from casework.pins.selectors import notices, queue
from casework.pins.services import (
    Opening,
    approve_outcome,
    assign_notice,
    reopen_notice,
    review_notice,
    say_urgent,
)
from casework.reports.incidents import add_incident
from casework.reports.models import Incident
from tests.factories import incident_values, make_case, make_user
from tests.pins.page_team import NFA, NOW, client_of, people_of, summary_of, text_of
from tests.pins.test_legacy_notices import NFA as NFA_VALUES

pytestmark = pytest.mark.django_db


def test_an_investigation_is_opened_with_the_notice_attached(team):
    people, _, _, loose = team
    officer = people["colleague"]
    assign_notice(actor=people["sergeant"], notice=loose, officer=officer)
    assert notices(officer, "pin.review").get() == loose
    assert InAppMessage.objects.filter(user=officer, title__contains=loose.reference).exists()
    before = Case.objects.count()
    opening = Opening(officer.unit, "EX_PARTNER", incident_values())
    review = review_notice(actor=officer, notice=loose, values={"outcome": "STALKING_INVESTIGATION_OPENED"}, opening=opening)
    loose.refresh_from_db()
    case = loose.case
    assert (Case.objects.count(), review.linked_case, case.owner) == (before + 1, case, officer)
    assert (people_of(case)[0], Incident.objects.get().case) == (loose.recipient, case)
    assert (loose.state, loose.urgent, loose.reviewer) == ("REVIEWED", False, None)
    assert Clock.objects.get(rule_id="R38", subject_id=loose.pk, state="OPEN").case == case
    approve_outcome(actor=people["sergeant"], notice=loose, agreed=True)
    assert loose.state == "REPLACED"


def test_nothing_is_left_of_an_opening_that_is_refused(team):
    people, _, _, loose = team
    assign_notice(actor=people["sergeant"], notice=loose, officer=people["colleague"])
    before = Case.objects.count()
    client = client_of(people["colleague"])
    sent = {"outcome": "STALKING_INVESTIGATION_OPENED", "incident_summary": "He waited outside again."}
    answer = client.post(f"/pins/{loose.reference}/review/", sent)
    assert [where for where, _ in summary_of(answer)] == ["#id_unit", "#id_relationship", "#id_incident_at"]
    sent |= {"unit": people["colleague"].unit_id, "relationship": "EX_PARTNER", "incident_at": "22/11/2026 10:00"}
    answer = client.post(f"/pins/{loose.reference}/review/", sent)
    assert [where for where, _ in summary_of(answer)] == ["#id_incident_acts"]
    assert "He waited outside again." in text_of(answer)
    assert Case.objects.count() == before
    assert not NoticeReview.objects.exists()
    assert client.post(f"/pins/{loose.reference}/review/", sent | {"incident_acts": ["E"]}).status_code == 302
    assert Case.objects.count() == before + 1


def test_an_application_is_drafted_with_the_notice_in_its_grounds_as_evidence_of_knowledge(team):
    people, case, notice, _ = team
    review = review_notice(actor=people["officer"], notice=notice, values={"outcome": "SPO_APPLIED"})
    application = Application.objects.get()
    assert (review.application_reference, application.case, application.defendant) == (application.reference, case, notice.recipient)
    assert GroundLink.objects.get().notice == notice
    text = text_of(client_of(people["officer"]).get(f"/applications/{application.reference}/"))
    assert f"Old notice {notice.reference}, given to the defendant on 2 March 2015: evidence of knowledge" in text


def test_an_application_begun_in_the_ordinary_way_has_the_notice_too(team):
    people, case, notice, _ = team
    start_application(actor=people["officer"], case=case, defendant=notice.recipient)
    assert GroundLink.objects.get().notice == notice
    review = review_notice(actor=people["officer"], notice=notice, values={"outcome": "SPO_APPLIED"})
    assert (Application.objects.count(), GroundLink.objects.count()) == (1, 1)
    assert review.application_reference == Application.objects.get().reference


def test_a_recipient_who_is_no_suspect_there_gets_no_application(team):
    people, case, notice, _ = team
    case.parties.filter(role="SUSPECT").update(role="WITNESS")
    with pytest.raises(GuardFailed, match="not a suspect"):
        review_notice(actor=people["officer"], notice=notice, values={"outcome": "SPO_APPLIED"})
    notice.refresh_from_db()
    assert notice.state == "REVIEW_DUE"
    assert not NoticeReview.objects.exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("case.reported", "A new case involves the same two people"),
        ("order.made", "An order was made in a case of the same two people"),
        ("bail.set", "Bail was set in a case of the same two people"),
        ("bail.changed", "Bail was changed in a case of the same two people"),
        ("bail.breached", "Bail was broken in a case of the same two people"),
    ],
)
def test_whatever_is_new_of_either_person_makes_it_urgent_and_tells_the_reviewer(team, kind, words):
    people, case, notice, loose = team
    other = make_case(owner=people["colleague"], suspect=notice.recipient, victim=notice.complainant)
    happened(Fact(kind, other.pk, other, NOW, people["colleague"]))
    notice.refresh_from_db()
    loose.refresh_from_db()
    assert (notice.urgent, notice.urgent_why, loose.urgent) == (True, words, False)
    assert Clock.objects.get(rule_id="R38", subject_id=notice.pk).due_at == NOW + timedelta(hours=24)
    message = InAppMessage.objects.get(user=people["officer"], title__contains="is urgent")
    assert other.reference not in message.title + message.text
    assert case.reference == message.reference


def test_of_a_restricted_case_only_that_there_is_something(team):
    people, _, notice, _ = team
    hidden = make_case(owner=people["colleague"], suspect=notice.recipient, secret=True)
    add_incident(actor=people["colleague"], case=hidden, values=incident_values())
    notice.refresh_from_db()
    assert (notice.urgent, notice.urgent_why) == (True, "Something new is known of one of the two people")


def test_an_incident_of_the_complainant_alone_counts(team):
    people, _, notice, _ = team
    other = make_case(owner=people["colleague"], victim=notice.complainant)
    add_incident(actor=people["colleague"], case=other, values=incident_values())
    notice.refresh_from_db()
    assert notice.urgent_why == "A new incident involves the complainant"


def test_a_person_says_that_it_is_urgent_and_it_leads_the_queue(team):
    people, _, notice, loose = team
    assert list(queue(people["sergeant"]).order_by("-urgent", "issued_on", "id")) == [loose, notice]
    say_urgent(actor=people["officer"], notice=notice, why="The complainant asks what became of it")
    assert list(queue(people["sergeant"]).order_by("-urgent", "issued_on", "id")) == [notice, loose]
    text = text_of(client_of(people["sergeant"]).get("/pins/queue/"))
    assert text.index(notice.reference) < text.index(loose.reference)
    with pytest.raises(GuardFailed, match="already"):
        say_urgent(actor=people["officer"], notice=notice, why="The complainant asks again")


def test_a_replaced_notice_is_opened_again_and_what_replaced_it_stays(team):
    people, _, notice, _ = team
    review_notice(actor=people["officer"], notice=notice, values=NFA_VALUES)
    approve_outcome(actor=people["sergeant"], notice=notice, agreed=True)
    with pytest.raises(Forbidden):
        reopen_notice(actor=people["officer"], notice=notice, reason="The sister has come forward since.")
    with pytest.raises(GuardFailed, match="at least 20"):
        reopen_notice(actor=people["sergeant"], notice=notice, reason="New.")
    reopen_notice(actor=people["sergeant"], notice=notice, reason="The sister has come forward since.")
    first = NoticeReview.objects.get()
    assert (notice.state, first.agreed, first.outcome, first.reopened_by) == ("REVIEW_DUE", True, "NFA_WITH_REASONS", people["sergeant"])
    assert Clock.objects.filter(rule_id="R38", subject_id=notice.pk).count() == 2
    review_notice(actor=people["officer"], notice=notice, values={"outcome": "SPO_APPLIED"})
    approve_outcome(actor=people["sergeant"], notice=notice, agreed=True)
    assert NoticeReview.objects.filter(agreed=True).count() == 2
    text = text_of(client_of(people["sergeant"]).get(f"/pins/{notice.reference}/"))
    assert "The sister has come forward since." in text
    assert "No further action, with reasons" in text


def test_a_notice_is_given_to_an_officer_of_the_force_only(team):
    people, _, notice, loose = team
    with pytest.raises(GuardFailed, match="whoever owns the case"):
        assign_notice(actor=people["sergeant"], notice=notice, officer=people["colleague"])
    with pytest.raises(GuardFailed, match="serves in this force"):
        assign_notice(actor=people["sergeant"], notice=loose, officer=people["store"])
    with pytest.raises(Forbidden):
        assign_notice(actor=people["records"], notice=loose, officer=people["colleague"])
    answer = client_of(people["sergeant"]).post(f"/pins/{loose.reference}/officer/", {"officer": people["colleague"].pk})
    assert answer.status_code == 302
    assert client_of(people["colleague"]).get(f"/pins/{loose.reference}/review/").status_code == 200
    assert client_of(make_user("OFFICER")).get(f"/pins/{loose.reference}/").status_code == 404


def test_the_whole_background_stands_on_the_page_of_the_review(team):
    people, case, notice, _ = team
    add_incident(actor=people["officer"], case=case, values=incident_values())
    application = start_application(actor=people["officer"], case=case, defendant=notice.recipient)
    text = text_of(client_of(people["officer"]).get(f"/pins/{notice.reference}/review/"))
    for words in (
        application.reference,
        "the recipient is suspect",
        "Got in touch, or tried to",
        "Orders against the recipient",
        "Contacts with the recipient",
    ):
        assert words in text, words
    assert NFA["outcome"] in text
