"""What facts of the journey oblige the police to tell or offer the victim."""

from collections.abc import Mapping

from casework.access.role_tasks import open_task
from casework.cases.facts import Fact
from casework.cases.models import Case, CaseParty, Grade
from casework.safeguarding import selectors
from casework.safeguarding.models import DutyKind
from casework.safeguarding.services import duties
from casework.safeguarding.services.plans import CARE
from casework.staff.models import Role

OF_FACT: Mapping[str, DutyKind] = {
    "suspect.arrested": DutyKind.ARREST,
    "suspect.interviewed": DutyKind.INTERVIEW,
    "suspect.released": DutyKind.RELEASE,
    "bail.set": DutyKind.BAIL_SET,
    "bail.changed": DutyKind.BAIL_CHANGED,
    "bail.ended": DutyKind.BAIL_ENDED,
    "investigation.declined": DutyKind.NOT_INVESTIGATED,
    "charging.decided": DutyKind.DECISION,
    "court.outcome": DutyKind.OUTCOME,
}
"""Which fact must be told to every victim of the case, as which duty (R19, R39, R53)."""


def must_be_told(fact: Fact) -> None:
    """Answers whatever the victim must be told of: each victim of the case is owed it, with a clock of their own."""
    for party in _victims(fact):
        duties.owe(party=party, kind=OF_FACT[fact.kind], at=fact.at, source=fact.subject, actor=fact.actor)


def court_outcome(fact: Fact) -> None:
    """Answers "court.outcome": the outcome has reached Witness Care, who tell the victim and therefore reach the case."""
    must_be_told(fact)
    case = Case.objects.get(pk=fact.case_id)
    open_task(case, Role.VICTIM_CARE, CARE, subject=case)


def offer_support(fact: Fact) -> None:
    """Answers "case.reported" and "person.arrived": every victim is referred to support, counted from the report (R20)."""
    for party in _victims(fact):
        if not party.duties.filter(kind=DutyKind.SUPPORT).exists():
            at = party.case.reported_at if fact.kind == "case.reported" else fact.at
            duties.owe(party=party, kind=DutyKind.SUPPORT, at=at, source=party, actor=fact.actor)


def offer_advocate(fact: Fact) -> None:
    """Answers a new grade: at HIGH an advocate is offered (R21), unless that is settled; below HIGH it is not owed any more."""
    case = Case.objects.get(pk=fact.case_id)
    for party in _victims(fact):
        owed = selectors.open_duties(party, [DutyKind.ADVOCATE])
        if case.grade == Grade.HIGH and not owed and not _advocate_settled(party):
            duties.owe(party=party, kind=DutyKind.ADVOCATE, at=fact.at, source=fact.subject, actor=fact.actor)
        elif case.grade != Grade.HIGH:
            for duty in owed:
                duties.let_fall(duty, why="The risk is not graded high any more", actor=fact.actor)


def offer_personal_statement(fact: Fact) -> None:
    """Answers "statement.taken": with a victim's statement the personal statement is offered (R22). A witness's sets nothing off."""
    detail = fact.detail or {}
    person = detail.get("person", getattr(fact.subject, "person_id", None))
    for party in _victims(fact):
        if person is None or party.person_id == person:
            duties.owe(party=party, kind=DutyKind.STATEMENT, at=fact.at, source=fact.subject, actor=fact.actor)


def _victims(fact: Fact) -> list[CaseParty]:
    return list(selectors.victims(fact.case_id)) if fact.case_id is not None else []


def _advocate_settled(party: CaseParty) -> bool:
    """An advocate has been asked, or was declined: the offer itself is on record and need not be made for each assessment."""
    return bool(party.referrals.filter(service__in=("ISAC", "IDVA")).exclude(state="OFFERED").exists())
