"""Force legal's words are for the applicant's side alone: planted in each privileged field, they turn up nowhere else."""

import logging
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.access.models import RoleTask
from casework.applications import services as applying
from casework.applications.models import AdviceReply, LegalAdvice, LegalReview, ProsecutorComment
from casework.audit.models import ChangeEvent, ReadEvent
from casework.cases.models import CaseEvent, Transition
from casework.clocks.models import Clock, ClockChange
from casework.outbox.models import InAppMessage, OutboxMessage
from tests import later_stages as stage
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db

MARKER = "Zephyrine7"


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> stage.Team:
    """A case whose application was commented, returned, sent again and approved, the marker in every privileged field."""
    team = stage.make_team()
    application = stage.submitted(team)
    condition = application.conditions.get()
    applying.add_advice(actor=team.lawyer, application=application, part="risk", text=f"{MARKER} comment")
    applying.add_advice(actor=team.lawyer, application=application, part="conditions", text=f"{MARKER} on it", condition=condition)
    first, second = LegalAdvice.objects.order_by("pk")
    applying.answer_advice(actor=team.officer, advice=first, text=f"{MARKER} is what I answer")
    applying.resolve_advice(actor=team.lawyer, advice=first, text=f"{MARKER} is settled")
    applying.answer_advice(actor=team.officer, advice=second, text=f"{MARKER} is still open")
    applying.return_draft(
        actor=team.lawyer,
        application=application,
        reasons=f"{MARKER} is why it comes back",
        checklist={"note": f"{MARKER} check"},
        at=stage.APPROVED,
    )
    applying.submit(actor=team.officer, application=application, at=stage.AUTHORISED)
    stage.approve(team, application, note=f"{MARKER} note", at=stage.AUTHORISED)
    applying.decide_authority(
        actor=team.superintendent,
        application=application,
        given=True,
        rationale="It appears to me that s.1(1) is met.",
        at=stage.AUTHORISED,
    )
    applying.lodge(actor=team.lawyer, application=application, complaint_on=stage.LODGED.date(), court_reference="NMC-1", at=stage.LODGED)
    return team


def pages(team: stage.Team) -> list[str]:
    application = team.case.applications.get().reference
    case = f"/cases/{team.case.reference}"
    parts = ("", "history/", "people/", "incidents/", "applications/", "orders/", "breaches/")
    at = f"/applications/{application}"
    threads = [f"{at}/advice/{pk}/" for pk in LegalAdvice.objects.values_list("pk", flat=True)]
    steps = ("", "review/", "authority/", "hearsay/", "prosecutors/", "summons/steps/", "outcome/", "order/")
    papers = ("log/print/", "paper/", "log/", "custody/", "files/", "charging/")
    return [
        "/",
        "/applications/",
        "/orders/",
        "/messages/",
        "/card/",
        "/searches/register.csv",
        *(f"{at}/{step}" for step in steps),
        *threads,
        *(f"{case}/{part}" for part in (*parts, *papers)),
    ]


def test_the_marker_is_planted_where_it_may_stand(team: stage.Team) -> None:
    assert LegalAdvice.objects.filter(text__contains=MARKER).count() == 2
    assert LegalReview.objects.filter(reasons__contains=MARKER).count() == 2
    assert AdviceReply.objects.filter(text__contains=MARKER).count() == 3


@pytest.mark.parametrize("role", ["CPS", "EXHIBITS", "MANAGER", "ANALYST", "AUDITOR", "RECORDS", "CONTROL", "VICTIM_CARE", "ADMIN"])
def test_it_is_on_no_page_of_those_who_may_not_read_it(team: stage.Team, role: str, caplog: pytest.LogCaptureFixture) -> None:
    reader = make_user(role)
    if role in ("CPS", "VICTIM_CARE"):
        grant(team.case, reader)
    client = Client()
    client.force_login(reader)
    with caplog.at_level(logging.DEBUG):
        for address in pages(team):
            assert MARKER not in client.get(address).content.decode(), address
    assert MARKER not in caplog.text


def test_the_applicants_side_reads_it(team: stage.Team) -> None:
    application = team.case.applications.get()
    for reader in (team.officer, team.sergeant, team.lawyer):
        client = Client()
        client.force_login(reader)
        assert MARKER in client.get(f"/applications/{application.reference}/").content.decode(), reader


def test_an_auditor_learns_that_advice_exists_and_not_what_it_says(team: stage.Team) -> None:
    client = Client()
    client.force_login(make_user("AUDITOR"))
    page = client.get(f"/applications/{team.case.applications.get().reference}/").content.decode()
    assert "that it exists, when and by whom" in page and MARKER not in page


@pytest.mark.parametrize(
    "model",
    [CaseEvent, Transition, ChangeEvent, ReadEvent, InAppMessage, OutboxMessage, Clock, ClockChange, RoleTask, ProsecutorComment],
    ids=str,
)
def test_it_is_in_no_event_trail_message_or_task(team: stage.Team, model: Any) -> None:
    assert not [row for row in model.objects.values() if MARKER in str(row)]


def test_the_timeline_says_only_legal_advice(team: stage.Team) -> None:
    told = set(team.case.events.filter(visibility="PRIVILEGED").values_list("text", flat=True))
    assert told == {"Legal advice"}
