"""People and helpers of the tests of victim care: a case on Friday 27 November 2026, and facts told as the later stages tell them."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client

from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty
from casework.clocks.models import Clock
from casework.custody.models import Arrest
from casework.safeguarding import flow
from casework.safeguarding.answers import offer_support
from casework.safeguarding.models import Contact, VictimDuty
from casework.safeguarding.rules import Answer
from casework.safeguarding.services import record_contact
from casework.staff.models import User
from tests.factories import CasePartyFactory, grant, make_case, make_person, make_user
from tests.later_stages import at

REPORTED, ARRESTED, NOW = at("2026-11-23 16:40"), at("2026-11-27 09:00"), at("2026-11-27 12:00")


@dataclass
class Team:
    """Who works on the case, and its victim."""

    officer: User
    sergeant: User
    carer: User
    lawyer: User
    case: Case
    party: CaseParty

    def second_victim(self) -> CaseParty:
        """Another victim of the same case."""
        return CasePartyFactory(case=self.case, person=make_person(given_names="Maya", family_name="Croft"), role="VICTIM")


def make_team(**values: Any) -> Team:
    """A case with one victim; victim care and force legal have it by name."""
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    victim = make_person(given_names="Elin", family_name="Prosser")
    case = make_case(owner=officer, supervisor=sergeant, victim=victim, reported_at=REPORTED, **values)
    team = Team(officer, sergeant, make_user("VICTIM_CARE"), make_user("LEGAL"), case, case.parties.get(role="VICTIM"))
    for user in (team.carer, team.lawyer):
        grant(case, user, hours=24 * 365)
    return team


def tell(team: Team, kind: str, when: datetime = ARRESTED, subject: Any = None, **detail: Any) -> None:
    """A fact happens in the case. Of an arrest its subject is one, as custody tells it."""
    if kind == "suspect.arrested":
        subject = subject or Arrest(pk=team.case.pk, case=team.case, offences=[], arrested_at=when)
    happened(Fact(kind, team.case.pk, subject or team.case, when, team.officer, detail))


def reported(team: Team) -> None:
    """The case was reported: support is owed."""
    offer_support(Fact("case.reported", team.case.pk, team.case, REPORTED, team.officer))


def owed(party: CaseParty, kind: str = "") -> list[VictimDuty]:
    """What is open for a victim."""
    rows = VictimDuty.objects.filter(party=party, state=flow.OPEN)
    return list((rows.filter(kind=kind) if kind else rows).select_related("party__case").order_by("pk"))


def clock_of(duty: VictimDuty) -> Clock:
    """The newest clock of a duty."""
    return Clock.objects.filter(subject_type="victimduty", subject_id=duty.pk).order_by("-pk")[0]


def contact_values(**values: Any) -> dict[str, Any]:
    """A call in which the victim was reached."""
    return {"at": at("2026-11-27 11:00"), "method": "TELEPHONE", "outcome": "SPOKE", "summary": "Rang as agreed, she was well."} | values


def told(
    team: Team, *duties: VictimDuty, party: CaseParty | None = None, words: str = "He was arrested this morning", **values: Any
) -> Contact:
    """A contact in which these duties are answered."""
    answers = [Answer(duty, {"told": words, "review": "EXPLAINED"}) for duty in duties]
    return record_contact(actor=team.officer, party=party or team.party, values=contact_values(**values), answers=answers)


def client_of(user: User) -> Client:
    """A signed-in client."""
    client = Client()
    client.force_login(user)
    return client


def summary_of(answer: Any) -> list[tuple[str, str]]:
    """The sentences of the error summary, each with the address that it leads to."""
    text = answer.content.decode()
    block = re.search(r'<div class="govuk-error-summary".*?</ul>', text, re.S)
    assert block, re.sub(r"<[^>]+>", " ", text)[:2000]
    return [(where, html.unescape(words).strip()) for where, words in re.findall(r'<li>\s*(?:<a href="([^"]*)">)?([^<]+)', block[0])]
