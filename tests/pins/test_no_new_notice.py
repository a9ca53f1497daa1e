"""Every road to a new notice fails and is in the trail: form, crafted request, import, paper, service. Attempts are counted."""

from datetime import date

import pytest
from django.db import connection, transaction

from casework.access.writing import change
from casework.audit.models import ChangeEvent
from casework.errors import Forbidden, GuardFailed
from casework.outbox.models import InAppMessage
from casework.pins.equivalents import named_so, warning_by_function
from casework.pins.models import Notice, NoticeAttempt, NoticeContact
from casework.pins.services import Named, OldEntry, Paper, except_paper, record_contact, record_legacy_notice, require_no_warning, take_over
from tests.factories import make_case, make_person, make_user
from tests.pins.page_team import NOW, client_of, notice_values, summary_of, text_of

LETTER = (
    "Dear Mr Rudd, a complaint was made to police that you sent messages to a former partner. This conduct could amount to harassment. You"
    " are advised not to contact her. If you continue you may be arrested, and this letter may be used in evidence."
)
AFTER = date(2025, 5, 1)


def denied(user):
    return ChangeEvent.objects.filter(verb="DENIED", actor_id=user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "road", ["form", "loose form", "crafted kind", "crafted method", "service", "service without a case", "import service", "paper"]
)
def test_every_road_fails_and_is_in_the_trail(team, road):
    people, case, _, _ = team
    officer, records = people["officer"], people["records"]
    before, who = Notice.objects.count(), officer
    values = notice_values(issued_on=AFTER, kind="LETTER_OF_ADVICE")
    sent = {"kind": "PIN", "issued_on": "1/5/2025", "conduct": values["conduct"], "recipient": case.parties.get(role="SUSPECT").person_id}
    if road == "form":
        assert client_of(officer).post(f"/cases/{case.reference}/pins/add/", sent).status_code == 422
    elif road == "loose form":
        who = records
        assert client_of(records).post("/pins/add/", sent | {"unit": case.unit_id, "recipient_family_name": "Rudd"}).status_code == 422
    elif road == "crafted kind":
        crafted = sent | {"state": "REPLACED", "recorded_at": "2015-01-01", "issued_on": ["1/5/2014", "1/5/2025"], "unit": case.unit_id}
        assert client_of(officer).post(f"/cases/{case.reference}/pins/add/", crafted).status_code == 422
    elif road == "crafted method":
        who = people["store"]
        for path in ("/pins/add/", f"/cases/{case.reference}/pins/add/", "/imports/pins/"):
            assert client_of(who).post(path, sent).status_code == 403
    elif road == "service":
        with pytest.raises(GuardFailed, match="stopped issuing"):
            record_legacy_notice(actor=officer, case=case, recipient=make_person(), values=values)
    elif road == "service without a case":
        who = records
        with pytest.raises(GuardFailed, match="stopped issuing"):
            record_legacy_notice(actor=records, unit=case.unit, recipient=make_person(), values=values)
    elif road == "import service":
        who = None
        with change(records, "pin.import") as ch:
            (refusal,) = take_over(ch, unit=case.unit, entries=[OldEntry(values, [Named({"family_name": "Rudd"})])])
        assert "stopped issuing" in str(refusal)
    else:
        with pytest.raises(GuardFailed, match="works as a warning"):
            require_no_warning(actor=officer, case=case, paper=Paper(LETTER, "Information for you"))
    assert Notice.objects.count() == before
    if who is not None:
        assert denied(who).exists()
    if who is not None and road != "crafted method":
        attempt = NoticeAttempt.objects.get()
        assert (attempt.by, attempt.force, attempt.excepted) == (who, case.force, False)
        text = text_of(client_of(people["auditor"]).get("/pins/attempts/"))
        assert attempt.get_road_display() in text
        assert InAppMessage.objects.filter(user=people["auditor"], path="/pins/attempts/").exists()


@pytest.mark.django_db(transaction=True)
def test_the_attempt_stays_although_the_callers_transaction_is_rolled_back():
    officer = make_user("OFFICER")
    case = make_case(owner=officer)
    with pytest.raises(GuardFailed), transaction.atomic():
        record_legacy_notice(actor=officer, case=case, recipient=make_person(), values=notice_values(issued_on=AFTER))
    assert not connection.in_atomic_block
    assert (NoticeAttempt.objects.get().by, denied(officer).count(), Notice.objects.count()) == (officer, 1, 0)


# Papers by what they do


WARNINGS = [
    ("Police Information Notice", "Please read this."),
    ("P.I.N.", "Please read this."),
    ("First instance harassment warning", ""),
    ("Letter of advice", "We write to you."),
    ("Information for you", LETTER),
    (
        "",
        "It has been alleged that you have been following Ms Prosser. This may constitute stalking. Please sign below.",
    ),
    ("Visit record", "You must stop all contact with her. Any further reports could lead to your arrest."),
    (
        "Early intervention",
        "We ask you to think about your behaviour, which might be seen as harassment. You should stay away from her address.",
    ),
    (
        "Record of conversation",
        "Concerns have been raised about your conduct. It could be regarded as an offence. It is not a criminal record.",
    ),
    ("Ｎｏｔｉｃｅ", LETTER.replace("o", "o\u200b")),
    ("Message", LETTER.upper()),
]
HARMLESS = [
    ("Property", "Your telephone can be collected from the station between 9 and 5. Bring this letter and a passport."),
    ("Appointment", "Please come to Castlegate police station on Tuesday at 10:00 for a voluntary interview. You may bring a solicitor."),
    (
        "Complaint",
        "Thank you for your complaint about the officer. The professional standards department will write to you within a month.",
    ),
]


@pytest.mark.quick
@pytest.mark.parametrize(("title", "text"), WARNINGS)
def test_a_paper_is_a_warning_by_what_it_does(title, text):
    reasons = warning_by_function(text, title)
    assert reasons
    assert all(reason.sentence and reason.quoted for reason in reasons)


@pytest.mark.quick
@pytest.mark.parametrize(("title", "text"), HARMLESS)
def test_an_ordinary_paper_is_not(title, text):
    assert warning_by_function(text, title) == []


@pytest.mark.quick
def test_papers_for_others_and_papers_of_the_law_are_not_but_their_title_counts():
    assert warning_by_function(LETTER, "A letter", "VICTIM") == []
    assert warning_by_function("The defendant must not contact Elin Prosser. A breach is an offence.", "Interim order", under="ORDER") == []
    assert warning_by_function("You must not.", "Harassment warning notice", under="ORDER")
    assert not named_so("Receipt for a telephone; its PIN was not asked for, and the code is kept in the store")


@pytest.mark.django_db
def test_an_inspectors_exception_is_word_for_word_and_goes_to_professional_standards(team):
    people, case, _, _ = team
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    paper = Paper(LETTER, "Information for you")
    reason = "A court has directed that this exact text be sent to him."
    with pytest.raises(Forbidden):
        except_paper(actor=people["sergeant"], case=case, paper=paper, reason=reason)
    with pytest.raises(GuardFailed, match="at least 30"):
        except_paper(actor=inspector, case=case, paper=paper, reason="Please.")
    with pytest.raises(GuardFailed, match="does not work as a warning"):
        except_paper(actor=inspector, case=case, paper=Paper("Collect your telephone."), reason=reason)
    made = except_paper(actor=inspector, case=case, paper=paper, reason=reason)
    assert b"Rudd" not in bytes(made.sealed)
    require_no_warning(actor=people["officer"], case=case, paper=Paper(LETTER + " ", "Information for you"))
    with pytest.raises(GuardFailed):
        require_no_warning(actor=people["officer"], case=case, paper=Paper(LETTER + " Do not reply.", "Information for you"))
    text = text_of(client_of(people["auditor"]).get(f"/pins/attempts/{made.pk}/"))
    assert "A court has directed" in text
    assert "Dear Mr Rudd" in text
    assert InAppMessage.objects.filter(user=people["auditor"], title__contains="let a paper through").exists()


@pytest.mark.django_db
def test_the_page_explains_why_a_paper_is_refused_and_keeps_what_was_typed(team):
    people, case, _, _ = team
    client = client_of(people["officer"])
    answer = client.post(f"/cases/{case.reference}/paper/", {"title": "Information", "text": LETTER})
    said = [sentence for _, sentence in summary_of(answer)]
    assert "works as a warning" in said[0]
    assert any("could amount to" in sentence or "harassment" in sentence for sentence in said)
    assert "Dear Mr Rudd" in text_of(answer)
    answer = client.post(f"/cases/{case.reference}/paper/", {"title": "Property", "text": HARMLESS[0][1]}, follow=True)
    assert "does not work as a warning" in text_of(answer)


# Care for the recipient


CONTACT = {
    "at": NOW,
    "how": "CALL_IN",
    "suicide_risk": "SOME",
    "vulnerability": "Says he has not slept for a week.",
    "referral": "MADE",
    "referred_to": "Crisis team",
    "referred_at": NOW,
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"referral": "NOT_NEEDED"}, "referral"),
        ({"referred_to": ""}, "referred_to"),
        ({"referred_at": None}, "referred_at"),
        ({"referral": "NOT_MADE"}, "why_not"),
        ({"suicide_risk": ""}, "suicide_risk"),
        ({"at": NOW.replace(year=2027)}, "at"),
        ({"how": ""}, "how"),
    ],
)
def test_whoever_finds_a_risk_refers_or_says_why_not(team, changes, field):
    people, _, notice, _ = team
    with pytest.raises(GuardFailed) as refused:
        record_contact(actor=people["officer"], notice=notice, values=CONTACT | changes)
    assert field in [name for name, _ in refused.value.problems]
    assert not NoticeContact.objects.exists()


@pytest.mark.django_db
def test_a_contact_stands_on_the_notice_and_an_immediate_risk_is_told(team):
    people, _, notice, _ = team
    record_contact(actor=people["officer"], notice=notice, values=CONTACT | {"suicide_risk": "IMMEDIATE"})
    text = text_of(client_of(people["sergeant"]).get(f"/pins/{notice.reference}/"))
    for words in ("Immediate risk to life", "Crisis team", "not slept for a week"):
        assert words in text, words
    message = InAppMessage.objects.get(user=people["sergeant"], title__contains="may be at risk")
    assert "slept" not in message.text
    assert "slept" not in text_of(client_of(people["manager"]).get(f"/pins/{notice.reference}/"))
    with pytest.raises(Forbidden):
        record_contact(actor=people["records"], notice=notice, values=CONTACT)
    sent = {"at": "23/11/2026 09:00", "how": "VISIT", "suicide_risk": "NONE", "referral": "NOT_NEEDED"}
    assert client_of(people["officer"]).post(f"/pins/{notice.reference}/contact/", sent).status_code == 302
