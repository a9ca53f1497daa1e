"""The thread on a privileged comment, the prosecutors' channel, what changed since the last review, what stands beside the tick."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.applications import rules, selectors
from casework.applications import services as applying
from casework.applications.models import Condition, GroundLink, LegalAdvice
from casework.applications.snapshots import changed_since, departures
from casework.cases.models import CaseParty
from casework.custody.models import Bail, BailCondition
from casework.errors import Forbidden, GuardFailed
from casework.outbox.models import InAppMessage
from casework.reports.models import Incident
from tests import later_stages as stage
from tests.factories import grant, make_person, make_user

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


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def advised(team: stage.Team) -> LegalAdvice:
    application = stage.submitted(team)
    return applying.add_advice(actor=team.lawyer, application=application, part="risk", text="Say what the risk is")


def test_legal_writes_the_drafter_answers_and_legal_settles(team: stage.Team) -> None:
    advice = advised(team)
    at = f"/applications/{advice.application.reference}"
    officer, lawyer = signed_in(team.officer), signed_in(team.lawyer)
    assert "1 comment of force legal open" in page(officer, "/applications/")
    thread = f"{at}/advice/{advice.pk}/"
    assert thread in page(officer, f"{at}/")
    assert 'name="resolves"' not in page(officer, thread) and 'name="resolves"' in page(lawyer, thread)
    assert officer.post(thread, {"text": ""}).status_code == 422
    assert officer.post(thread, {"text": "She cannot sleep; see the statement"}).status_code == 302
    assert "She cannot sleep" in page(lawyer, f"{at}/review/")
    assert lawyer.post(thread, {"resolves": "on"}).status_code == 302
    assert "of force legal open" not in page(officer, "/applications/")
    assert officer.post(thread, {"text": "One more thing"}).status_code == 422
    assert selectors.open_advice(team.lawyer, [advice.application]) == {}


def test_nobody_else_answers_and_only_legal_settles(team: stage.Team) -> None:
    advice = advised(team)
    with pytest.raises(Forbidden):
        applying.resolve_advice(actor=team.officer, advice=advice)
    prosecutor = make_user("CPS")
    grant(team.case, prosecutor)
    for user in (prosecutor, make_user("ANALYST"), make_user("MANAGER"), make_user("EXHIBITS")):
        address = f"/applications/{advice.application.reference}/advice/{advice.pk}/"
        assert signed_in(user).get(address).status_code in (403, 404)


def test_the_prosecutors_have_a_channel_of_their_own(team: stage.Team) -> None:
    application = stage.lodged(team)
    with pytest.raises(GuardFailed, match="No prosecution"):
        applying.comment_with_prosecutors(actor=team.lawyer, application=application, text="Is there a plea?")
    type(application).objects.filter(pk=application.pk).update(prosecution="LIVE")
    prosecutor = make_user("CPS")
    grant(team.case, prosecutor)
    client, channel = signed_in(prosecutor), f"/applications/{application.reference}/prosecutors/"
    assert client.post(channel, {"text": ""}).status_code == 422
    assert client.post(channel, {"text": "The trial is on 8 February"}).status_code == 302
    for user in (team.lawyer, team.officer, prosecutor):
        assert "The trial is on 8 February" in page(signed_in(user), channel)
    assert channel in page(signed_in(team.officer), f"/applications/{application.reference}/")
    title = f"A word on {application.reference} from"
    told = InAppMessage.objects.filter(title__startswith=title)
    assert {(each.user, each.title) for each in told} == {(each, f"{title} the CPS") for each in (team.lawyer, team.officer)}
    application.refresh_from_db()
    applying.comment_with_prosecutors(actor=team.lawyer, application=application, text="Then we ask for an interim order")
    assert [(each.user, each.path) for each in told.filter(title=f"{title} the police")] == [(prosecutor, channel)]
    assert not InAppMessage.objects.filter(text__contains="interim order").exists()
    assert signed_in(make_user("EXHIBITS")).get(channel).status_code in (403, 404)


def test_legal_sees_per_part_and_per_condition_what_changed_since(team: stage.Team) -> None:
    application = stage.submitted(team)
    applying.return_draft(actor=team.lawyer, application=application, reasons="Ground 2 and condition 1.", at=stage.APPROVED)
    condition = application.conditions.get()
    applying.update_condition(
        actor=team.officer,
        condition=condition,
        expected=condition.version,
        **{**stage.CONDITION, "measure": "Her telephone's record of calls and messages."},
    )
    applying.save_ground(
        actor=team.officer,
        application=application,
        section="necessity",
        text="Bail ended last week and he has written to her again since.",
        rests_on={"incident": list(team.case.incidents.values_list("pk", flat=True))},
        expected=None,
    )
    applying.submit(actor=team.officer, application=application)
    application.refresh_from_db()
    changed = changed_since(application, application.reviews.get().draft)
    assert [each.title for each in changed] == [rules.SECTIONS["necessity"], "Condition 1"]
    shown = page(signed_in(team.lawyer), f"/applications/{application.reference}/review/")
    # The heading of the list, and a mark beside the part and beside the condition.
    assert shown.count("Changed since your last review") == 3
    assert "Call records and the messages" in shown and "record of calls and messages" in shown


def test_bail_and_orders_stand_beside_the_tick(team: stage.Team) -> None:
    bail = Bail.objects.create(
        reference="BAIL-2026-000001",
        case=team.case,
        suspect=team.suspect,
        granted_at=stage.STARTED,
        counted_from=date(2026, 11, 9),
        starts_on=date(2026, 11, 9),
        ends_on=date(2027, 2, 8),
        granted_by=team.sergeant,
    )
    BailCondition.objects.create(
        bail=bail, number=1, category="EXCLUSION_ZONE", text="Keep out of Castlegate Market.", set_at=stage.STARTED
    )
    application = stage.submitted(team)
    shown = page(signed_in(team.lawyer), f"/applications/{application.reference}/review/")
    assert "bail now (1)" in shown and "Keep out of Castlegate Market." in shown
    assert "Orders that bind the defendant now (0)" in shown


@pytest.mark.parametrize(
    ("born", "hearing_on", "words"),
    [
        (date(2009, 1, 4), None, "under 18 until Monday 4 January 2027"),
        (date(2009, 1, 4), date(2027, 1, 4), "turns 18 before the hearing"),
        (date(1988, 4, 2), None, ""),
        (None, None, "date of birth is not known"),
    ],
)
def test_the_youth_court_is_warned_of_before_the_birthday(team: stage.Team, born: Any, hearing_on: Any, words: str) -> None:
    application = stage.ready_draft(team)
    application.defendant.date_of_birth = born
    found = rules.warnings(application, selectors.facts_of(application), date(2026, 11, 30), hearing_on)
    said = " ".join(sentence for section, sentence in found if section == "court")
    assert words in said if words else not said


def test_several_people_are_protected(team: stage.Team) -> None:
    application = stage.ready_draft(team)
    CaseParty.objects.create(case=team.case, person=make_person(given_names="Ada", family_name="Prosser"), role="WITNESS")
    people = list(selectors.people_of(team.case, leave_out=team.suspect))
    assert len(people) == 2
    applying.save_people(actor=team.officer, application=application, protected=people, victims=[team.victim], expected=None)
    assert set(application.protected_persons.all()) == set(people)


def test_where_the_court_departed_from_the_draft_is_marked(team: stage.Team) -> None:
    application = stage.listed(team)
    made = stage.order_conditions(application)
    made[0] |= {"text": "Not to contact Elin Prosser by telephone.", "asked": 1}
    made.append({**made[0], "number": 2, "asked": None, "text": "Not to enter Castlegate Market."})
    order = stage.make_order(team, application, conditions=made)
    assert [each.title for each in departures(application, order)] == ["Condition 1 was made otherwise", "Added by the court"]
    shown = page(signed_in(team.lawyer), f"/applications/{application.reference}/")
    assert "departs from the draft" in shown and "Not to enter Castlegate Market." in shown


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_legal_queue_asks_as_often_for_one_as_for_many(team: stage.Team) -> None:
    advised(team)
    client = signed_in(team.lawyer)
    client.get("/applications/")
    few = counted(client, "/applications/")
    for _ in range(4):
        other = stage.make_team()
        other.lawyer = team.lawyer
        advised(other)
    assert counted(client, "/applications/") == few


def test_a_large_application_opens_with_few_queries(team: stage.Team) -> None:
    application = stage.submitted(team)
    condition = application.conditions.get()
    Condition.objects.bulk_create(
        Condition(
            application=application,
            number=number,
            kind=condition.kind,
            category=condition.category,
            text=f"Not to contact Elin Prosser in the way numbered {number}.",
            necessity_reason=condition.necessity_reason,
            measure=condition.measure,
        )
        for number in range(2, 31)
    )
    first = team.case.incidents.first()
    assert first is not None
    shared = {
        each.attname: getattr(first, each.attname)
        for each in Incident._meta.concrete_fields
        if not each.primary_key and not each.unique and each.name not in ("recorded_at",)
    }
    made = Incident.objects.bulk_create(Incident(**shared) for _ in range(298))
    GroundLink.objects.bulk_create(
        GroundLink(application=application, limb="ACTS", incident=incident, added_by=team.officer) for incident in made
    )
    applying.add_advice(actor=team.lawyer, application=application, part="conditions", text="Is this needed?", condition=condition)
    client = signed_in(team.lawyer)
    at = f"/applications/{application.reference}/"
    client.get(at)
    asked = counted(client, at)
    assert page(client, at).count("in the way numbered") == 29
    assert asked <= 12, asked
