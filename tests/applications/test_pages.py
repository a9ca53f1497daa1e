"""The pages of an application as its people use them: what they see, what is refused in words, and that nothing typed is lost."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.applications import flow, rules
from casework.applications.models import Application, LegalAdvice
from casework.audit.models import ReadEvent
from casework.orders.models import Order
from tests import later_stages as stage
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return response.content.decode()


def test_an_officer_drafts_an_application_part_by_part_and_sends_it(team: stage.Team) -> None:
    client = signed_in(team.officer)
    made = client.post(f"/cases/{team.case.reference}/applications/start/", {"defendant": team.suspect.pk})
    application = Application.objects.get()
    assert made.url == f"/applications/{application.reference}/"
    at = f"/applications/{application.reference}"
    assert "Still missing" in text(client.get(f"{at}/"))
    incidents = list(team.case.incidents.values_list("pk", flat=True))
    risk = team.case.risk_assessments.get().pk
    words = "He left flowers, cards and messages at her work after she told him to stop."
    parts: list[tuple[str, dict[str, Any]]] = [
        ("subject", {"area_basis": "RESIDES", "area_reason": "He lives in Castlegate."}),
        ("people", {"protected_persons": [team.victim.pk], "victims_of_acts": [team.victim.pk]}),
        ("acts", {"text": words, "incidents": incidents}),
        ("risk", {"text": words, "harm": "BOTH", "incidents": incidents, "risks": [risk]}),
        ("necessity", {"text": words, "incidents": incidents}),
        ("screens", {"religion_answer": "CLEAR", "work_answer": "CLEAR"}),
        ("views", {"victim_view": "SUPPORTS", "prosecution": "NONE"}),
        ("interim", {"interim_sought": "no", "urgency": "STANDARD"}),
        ("court", {"court": stage.COURT, "court_kind": "ADULT", "asked_fixed": "yes", "asked_years": "2"}),
    ]
    for section, data in parts:
        assert client.get(f"{at}/part/{section}/").status_code == 200
        saved = client.post(f"{at}/part/{section}/", {"version": 1, **data})
        assert saved.status_code == 302, (section, text(saved))
    condition = {
        "part_who": "Elin Prosser",
        "necessity_reason": "He has contacted her 43 times since she told him to stop.",
        "measure": "Call records and the messages as she received them.",
    }
    where = f"{at}/conditions/add/?category=NO_CONTACT_DIRECT"
    shown = text(client.post(where, {**condition, "show": "yes"}))
    assert "Not to contact Elin Prosser by any direct means" in shown and not application.conditions.exists()
    assert client.post(where, condition).status_code == 302
    assert "Not to contact Elin Prosser" in text(client.get(f"{at}/conditions/"))
    page = text(client.get(f"{at}/"))
    assert "Nothing is missing" in page
    assert client.post(f"{at}/submit/").status_code == 302
    application.refresh_from_db()
    assert application.state == flow.LEGAL_REVIEW


def test_sending_an_unfinished_draft_names_each_gap_with_its_link(team: stage.Team) -> None:
    application = stage.draft(team)
    answer = signed_in(team.officer).post(f"/applications/{application.reference}/submit/")
    assert answer.status_code == 422
    assert "govuk-error-summary" in text(answer) and f"/applications/{application.reference}/part/acts/" in text(answer)


@pytest.mark.parametrize(
    ("category", "data", "words"),
    [
        ("NO_CONTACT_DIRECT", {"part_who": "her"}, "does not say who"),
        ("NO_ATTEND", {"part_place": "her work"}, "does not say where"),
        ("NON_APPROACH", {"part_who": "Elin Prosser", "part_metres": "far"}, "whole number of metres"),
        ("OTHER_PROHIBITION", {"part_detail": "harass her or cause her distress"}, "does not say what must not be done"),
        ("OTHER_PROHIBITION", {"part_detail": "go anywhere near Elin Prosser at all"}, "leaves open how far or where"),
        (
            "NO_CONTACT_DIRECT",
            {"part_who": "Elin Prosser", "own_text": "Not to behave badly towards her at any time."},
            "does not say what",
        ),
        ("SIGN_ON", {"part_place": "Castlegate police station"}, "By when, or how often?"),
    ],
)
def test_vague_wording_is_refused_with_a_better_example(team: stage.Team, category: str, data: dict[str, str], words: str) -> None:
    application = stage.draft(team)
    reasons = {"necessity_reason": "He has contacted her 43 times.", "measure": "Messages as she received them."}
    answer = signed_in(team.officer).post(f"/applications/{application.reference}/conditions/add/?category={category}", {**reasons, **data})
    page = text(answer)
    assert answer.status_code == 422 and words in page and "For example" in page
    assert next(iter(data.values())) in page and not application.conditions.exists()


def test_two_editors_of_one_part_see_both_texts(team: stage.Team) -> None:
    application = stage.draft(team)
    client, where = signed_in(team.officer), f"/applications/{application.reference}/part/court/"
    client.post(where, {"version": 1, "court": "Harbour Magistrates' Court", "court_kind": "ADULT"})
    clash = client.post(where, {"version": 1, "court": "Wellburn Youth Court", "court_kind": "YOUTH"})
    assert clash.status_code == 409
    assert "Harbour Magistrates" in text(clash) and "Wellburn Youth Court" in text(clash)


def test_legal_returns_with_two_comments_and_the_officer_reads_why(team: stage.Team) -> None:
    application = stage.submitted(team)
    condition = application.conditions.get()
    legal = signed_in(team.lawyer)
    where = f"/applications/{application.reference}/review/"
    page = text(legal.get(where))
    assert "Flowers and a card were left" in page and "Not to contact Elin Prosser" in page
    sent = {
        "version": application.version,
        "decision": "return",
        "reasons": "Ground 2 does not say how great the risk is.",
        "comment_risk": "Say what she fears.",
        f"comment_condition_{condition.pk}": "Name the means.",
    }
    assert legal.post(where, sent).status_code == 302
    assert LegalAdvice.objects.count() == 2
    officer = text(signed_in(team.officer).get(f"/applications/{application.reference}/"))
    assert all(words in officer for words in ("Ground 2 does not say", "Say what she fears.", "Name the means."))
    application.refresh_from_db()
    again = stage.applying.submit(actor=team.officer, application=application)
    stage.applying.save_section(
        actor=team.officer, application=again, section="court", values={"court": "Harbour Magistrates' Court"}, expected=None
    )
    again.refresh_from_db()
    stage.applying.submit(actor=team.officer, application=again)
    assert "Changed since your last review (1)" in text(legal.get(where))


def test_the_decision_is_refused_in_words_and_nothing_is_lost(team: stage.Team) -> None:
    application = stage.submitted(team)
    where = f"/applications/{application.reference}/review/"
    answer = signed_in(team.lawyer).post(
        where, {"version": application.version, "decision": "approve", "reasons": "Sound.", "comment_risk": "Well put."}
    )
    assert answer.status_code == 422
    assert "Tick this when you are satisfied" in text(answer) and "Well put." in text(answer)
    assert not LegalAdvice.objects.exists()


def test_the_superintendent_decides_on_one_page(team: stage.Team) -> None:
    application = stage.approved(team)
    client, where = signed_in(team.superintendent), f"/applications/{application.reference}/authority/"
    page = text(client.get(where))
    assert "Not to contact Elin Prosser" in page and "two occasions" in page
    sent = {"version": application.version, "given": "yes", "rationale": "It appears to me that s.1(1) is met."}
    assert client.post(where, {**sent, "rationale": ""}).status_code == 422
    assert client.post(where, sent).status_code == 302
    application.refresh_from_db()
    assert application.state == flow.AUTHORISED


def test_legal_lodges_lists_and_records_what_the_court_made(team: stage.Team) -> None:
    application = stage.authorised(team)
    client, at = signed_in(team.lawyer), f"/applications/{application.reference}"
    lodged = {"complaint_on": "11/11/2026", "court_reference": "NMC-2026-0933", "route": "electronic"}
    assert client.post(f"{at}/lodge/", lodged).status_code == 302
    hearing = {"at": "23/11/2026 10:00", "court": stage.COURT, "kind": "FULL"}
    assert client.post(f"{at}/hearing/", hearing).status_code == 302
    served = {"method": "hand", "sent_at": "17/11/2026 12:00", "server": "PC 4471", "certificate_signed": "on"}
    assert client.post(f"{at}/summons/", served).status_code == 422
    assert client.post(f"{at}/summons/steps/", {"kind": "ISSUED", "at": "12/11/2026 10:00"}).status_code == 302
    assert client.post(f"{at}/summons/", served).status_code == 302
    onward = client.post(f"{at}/outcome/", {"outcome": "made", "heard_at": "23/11/2026 10:00"})
    assert onward.url == f"{at}/order/?kind=SPO"
    page = text(client.get(onward.url))
    assert "Not to contact Elin Prosser" in page
    text_1 = application.conditions.get().text
    order = {
        "kind": "SPO",
        "made_at": "23/11/2026 15:00",
        "court": stage.COURT,
        "fixed_period": "yes",
        "end_date": "22/11/2027",
        "take_1": "on",
        "text_1": text_1,
    }
    refused = client.post(onward.url, {**order, "end_date": ""})
    assert refused.status_code == 422 and "last day of the order" in text(refused)
    made = client.post(onward.url, order, follow=True)
    assert "queried" in text(made)
    assert Order.objects.get().queried


@pytest.mark.parametrize("name", ["lodge", "hearing", "summons", "outcome", "authority", "review", "withdraw"])
def test_an_empty_form_says_what_is_missing(team: stage.Team, name: str) -> None:
    application = stage.listed(team) if name not in ("authority", "review") else None
    if application is None:
        application = stage.submitted(team) if name == "review" else stage.approved(team)
    user = {"authority": team.superintendent, "summons": team.officer}.get(name, team.lawyer)
    answer = signed_in(user).post(f"/applications/{application.reference}/{name}/", {})
    assert answer.status_code == 422 and "govuk-error-summary" in text(answer)


def test_the_list_shows_each_person_what_is_theirs_and_logs_it(team: stage.Team) -> None:
    application = stage.submitted(team)
    other = stage.submitted(stage.make_team())
    legal = text(signed_in(team.lawyer).get("/applications/"))
    assert f'data-ref="{application.reference}"' in legal and f'data-ref="{other.reference}"' in legal and 'data-count="2"' in legal
    officer = text(signed_in(team.officer).get("/applications/"))
    assert f'data-ref="{application.reference}"' in officer and f'data-ref="{other.reference}"' not in officer
    seen = ReadEvent.objects.filter(verb="LIST", actor_id=team.officer.pk, object_type="application").latest("id")
    assert seen.detail["ids"] == [application.pk]
    assert "No application is here for you" in text(signed_in(team.superintendent).get("/applications/"))


def test_the_cps_sees_an_application_only_once_it_is_lodged(team: stage.Team) -> None:
    prosecutor = make_user("CPS")
    grant(team.case, prosecutor)
    client = signed_in(prosecutor)
    application = stage.authorised(team)
    assert client.get(f"/applications/{application.reference}/").status_code == 404
    assert f'data-ref="{application.reference}"' not in text(client.get("/applications/"))
    stage.applying.lodge(
        actor=team.lawyer,
        application=application,
        complaint_on=stage.LODGED.date(),
        court_reference="NMC-1",
        at=stage.LODGED,
    )
    assert client.get(f"/applications/{application.reference}/").status_code == 200


def test_an_unknown_and_an_unseen_application_are_the_same_page(team: stage.Team) -> None:
    from tests.factories import UnitFactory

    application = stage.draft(team)
    stranger = signed_in(make_user("OFFICER", unit=UnitFactory(other=True)))
    unseen, unknown = (stranger.get(f"/applications/{reference}/") for reference in (application.reference, "APP-1999-000001"))
    assert (unseen.status_code, unknown.status_code) == (404, 404)
    assert [len(text(page)) for page in (unseen, unknown)].count(len(text(unseen))) == 2


def test_the_number_of_queries_of_the_list_does_not_grow(team: stage.Team, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        stage.submitted(stage.make_team())
    client = signed_in(team.lawyer)
    client.get("/applications/")
    with django_assert_max_num_queries(20):
        client.get("/applications/")


def test_every_test_of_the_review_is_on_the_page(team: stage.Team) -> None:
    application = stage.submitted(team)
    page = text(signed_in(team.lawyer).get(f"/applications/{application.reference}/review/"))
    assert all(f'name="{name}"' in page for name in rules.tests_for(application))
