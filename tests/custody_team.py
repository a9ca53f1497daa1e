"""Arrest, bail and charging for tests, brought to each stage by the product's own services.

    team = make_team()                      # an officer, a sergeant, an inspector ..., each another person
    bail = bailed(team)                     # arrested on 23 November 2026 and released on bail the same day
    referral = with_cps(team)               # a whole pack, approved and granted to the prosecutor

Times are given; freeze the clock later than the last of them (`NOW`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from casework.cases import closing
from casework.cases.closing import Gate
from casework.cases.models import Case
from casework.charging.models import CpsReferral, PackPart
from casework.charging.services import deciding, referring
from casework.clocks.models import Clock
from casework.custody.models import Arrest, Bail, Extension
from casework.custody.services import arresting, extending, releasing
from casework.people.models import Person
from casework.reports.incidents import add_incident
from casework.safeguarding.selectors import victims
from casework.safeguarding.services import record_bail_views
from casework.staff.models import User
from tests.factories import make_case, make_person, make_user

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    """London time, "2026-11-23 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


REPORTED = at("2026-11-20 09:00")
ARRESTED = at("2026-11-23 08:00")
VIEWS = at("2026-11-23 13:00")
RELEASED = at("2026-11-23 18:00")
NOW = at("2026-11-24 09:00")
NO_CONTACT = {"category": "NO_CONTACT_DIRECT", "text": "Not to contact Elin Prosser directly by any means"}
KEEP_OUT = {"category": "EXCLUSION_ZONE", "text": "Not to enter the centre of Castlegate inside the ring road"}
WHY = "He went to her work again and nothing else would stop him."
ALL = {"condition_a": True, "condition_b": True, "condition_c": True, "condition_d": True}


@dataclass
class Team:
    """The people of one case, each another person, and the case itself."""

    officer: User
    sergeant: User
    inspector: User
    superintendent: User
    chief: User
    prosecutor: User
    manager: User
    case: Case
    victim: Person
    suspect: Person


def make_team(**values: Any) -> Team:
    """A case with two occasions, and everyone who works on it. `values` go to `make_case`."""
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    victim = make_person(given_names="Elin", family_name="Prosser")
    suspect = make_person(given_names="Callum", family_name="Rudd", date_of_birth=date(1988, 4, 2), sex="Male")
    reported = values.pop("reported_at", REPORTED)
    case = make_case(officer, supervisor=sergeant, victim=victim, suspect=suspect, reported_at=reported, **values)
    for day in ("2026-10-20 18:00", "2026-10-29 21:30"):
        add_incident(actor=officer, case=case, values={"occurred_at": at(day), "acts": ["B"], "summary": "Flowers at her work again."})
    return Team(
        officer,
        sergeant,
        make_user("SUPERVISOR", rank="INSPECTOR"),
        make_user("AUTHORISER"),
        make_user("AUTHORISER", rank="ASSISTANT_CHIEF_CONSTABLE"),
        make_user("CPS"),
        make_user("MANAGER"),
        case,
        victim,
        suspect,
    )


def arrest(team: Team, **changes: Any) -> Arrest:
    """Arrested on 23 November 2026; `changes` replace arguments."""
    given: dict[str, Any] = {"offences": ["STALKING_2A"], "ground": "PROTECT", "reason": WHY, "station": "Castlegate", "at": ARRESTED}
    return arresting.record_arrest(actor=team.officer, case=team.case, suspect=team.suspect, **{**given, **changes})


def views(team: Team, when: datetime = VIEWS, **changes: Any) -> Any:
    """The victim's views, sought and recorded at `when`."""
    given = {"about_at": when, "views_at": when, "views": "She fears that he comes to her work", "recorded_at": when}
    given |= {"passed_to": "PS Tait", "passed_at": when}
    return record_bail_views(actor=team.officer, party=victims(team.case)[0], values={**given, **changes})


def release(team: Team, held: Arrest, **changes: Any) -> Bail:
    """Released on bail on two conditions; `changes` replace arguments."""
    given: dict[str, Any] = {
        "reason": "Enquiries into the messages go on",
        "conditions": [NO_CONTACT, KEEP_OUT],
        "attend_at": at("2027-01-12 10:00"),
        "attend_place": "Castlegate",
        "at": RELEASED,
    }
    return releasing.release_on_bail(actor=team.officer, arrest=held, **{**given, **changes})


def bailed(team: Team, **changes: Any) -> Bail:
    """Arrested, the victim asked, and released on bail."""
    held = arrest(team)
    views(team)
    return release(team, held, **changes)


def ask(team: Team, bail: Bail, authority: str, when: datetime, **changes: Any) -> Extension:
    """The officer asks for a step."""
    given: dict[str, Any] = {
        "why": "The download of two telephones is still with the digital unit.",
        "told_at": when,
        "representations": "None",
        "court": "Northmoor Magistrates' Court",
        "designated": authority == "assistant_chief_constable",
        "dpp_consulted": authority == "assistant_chief_constable",
    }
    return extending.ask_extension(actor=team.officer, bail=bail, authority=authority, values={**given, **changes}, at=when)


DECIDERS = {
    "inspector": "inspector",
    "superintendent": "superintendent",
    "assistant_chief_constable": "chief",
    "court": "officer",
    "court_further": "officer",
}


def extend(team: Team, bail: Bail, authority: str, when: datetime, **changes: Any) -> Bail:
    """Asked for and authorised in the same moment."""
    step = ask(team, bail, authority, when)
    given: dict[str, Any] = {"granted": True, "conditions": ALL, "considered": True, "reason": "The work goes on", "at": when}
    extending.decide_extension(actor=getattr(team, DECIDERS[authority]), extension=step, **{**given, **changes})
    bail.refresh_from_db()
    return bail


def begun(team: Team, **changes: Any) -> CpsReferral:
    """A referral begun."""
    given: dict[str, Any] = {
        "suspect": team.suspect,
        "offences": ["STALKING_2A"],
        "considered": "s.2A is proposed; s.4A is not, since no violence was feared",
        "at": NOW,
    }
    return referring.begin_referral(actor=team.officer, case=team.case, **{**given, **changes})


def fill(team: Team, referral: CpsReferral) -> None:
    """Every part of the pack is said to be attached."""
    for part in PackPart.values:
        referring.say_of_part(actor=team.officer, referral=referral, part=part, applies=True, note=f"Attached as {part}")


def submitted(team: Team, **changes: Any) -> CpsReferral:
    """With a supervisor."""
    referral = begun(team, **changes)
    fill(team, referral)
    return referring.submit(actor=team.officer, referral=referral, at=NOW)


def with_cps(team: Team, **changes: Any) -> CpsReferral:
    """Approved, and granted to the prosecutor."""
    return referring.approve(actor=team.sergeant, referral=submitted(team, **changes), prosecutor=team.prosecutor, at=NOW)


def decided(team: Team, *, charge: bool = True, **changes: Any) -> CpsReferral:
    """The prosecutor has decided."""
    referral = with_cps(team, **changes)
    return deciding.decide(
        actor=team.prosecutor,
        referral=referral,
        charge=charge,
        offences=["STALKING_2A"] if charge else [],
        reasons="The evidence of a course of conduct is there.",
        code_test="FULL",
        at=NOW,
    )


CHARGE = {"offences": ["STALKING_2A"], "urn": "48NM0104726", "court": "Northmoor Magistrates' Court"}


def shut(gates: Sequence[Gate], case: Case) -> list[tuple[str, str]]:
    """(what is missing, name of the page) for each of these gates that is shut."""
    return [(each.words, each.page) for asked in closing.ask(case) if asked.gate in gates for each in asked.missing]


def clock(rule_id: str, subject: Model) -> Clock | None:
    """The latest date of this rule about this record."""
    return Clock.objects.filter(rule_id=rule_id, subject_type=subject._meta.model_name, subject_id=subject.pk).order_by("-pk").first()
