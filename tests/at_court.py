"""Before the court, for tests: contested hearings, hearsay notices and summonses, by the product's own services."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from casework.applications import services as applying
from casework.applications.models import Application, Hearing, HearsayNotice
from tests import later_stages as stage

FAR = stage.at("2027-01-25 10:00")
"""HR-3: served by 3 January 2027 (orders.md 5.1 no. 21)."""

NOTICE: dict[str, Any] = {
    "says_hearsay": True,
    "proceedings": "Complaint NMC-2026-0933 before Northmoor Magistrates' Court",
    "says_adduced": True,
    "evidence": "What the witness told PC 4471 of the calls on 20 October 2026",
    "maker": "Ivo Tamblyn",
    "why_not_called": "He works abroad until the summer",
    "served_on_whom": "The defendant's solicitors",
    "method": "hand",
    "sent_on": date(2026, 11, 24),
    "filed_on": date(2026, 11, 24),
}
DAYS = {"CROSS_LISTED": {"heard_on": date(2026, 12, 14)}}


def contested(team: stage.Team, hearing_at: datetime = FAR) -> Application:
    """Listed for a contested hearing."""
    application = stage.lodged(team)
    applying.list_hearing(
        actor=team.lawyer,
        application=application,
        hearing_at=hearing_at,
        court=stage.COURT,
        kind="FULL",
        contested=True,
        at=stage.LODGED,
    )
    return application


def move(team: stage.Team, application: Application, to: datetime = FAR, contested: bool | None = True) -> Hearing:
    """The court moves the hearing that is to come."""
    hearing = application.hearings.get(outcome="")
    return applying.move_hearing(
        actor=team.lawyer, hearing=hearing, hearing_at=to, court=stage.COURT, contested=contested, expected=hearing.version
    )


def uncontested(team: stage.Team) -> Application:
    """The defendant gives way."""
    application = contested(team)
    move(team, application, contested=False)
    return application


def serve_notice(team: stage.Team, application: Application, **changes: Any) -> HearsayNotice:
    """A notice with all of r.3(4); `changes` replace values."""
    return applying.serve_hearsay_notice(actor=team.lawyer, application=application, values={**NOTICE, **changes})


def notice_served(team: stage.Team) -> HearsayNotice:
    """In time."""
    return serve_notice(team, contested(team))


def notice_late(team: stage.Team) -> HearsayNotice:
    """For a hearing that is too near."""
    return serve_notice(team, contested(team, stage.at("2026-12-07 10:00")))


def after_notice(*kinds: str) -> Callable[[stage.Team], HearsayNotice]:
    """What followed the notice, each on 26 November 2026."""

    def walk(team: stage.Team) -> HearsayNotice:
        notice = notice_served(team)
        for kind in kinds:
            day = date(2026, 11, 26)
            applying.record_hearsay_step(actor=team.lawyer, notice=notice, kind=kind, on=day, **DAYS.get(kind, {}))
        return notice

    return walk


def issued(team: stage.Team) -> Application:
    """The court has issued the summons."""
    application = contested(team)
    applying.record_summons_step(actor=team.officer, application=application, kind="ISSUED", at=stage.at("2026-11-12 10:00"))
    return application


def summons_served(team: stage.Team) -> Application:
    """Handed over in time."""
    application = issued(team)
    applying.serve_summons(
        actor=team.officer,
        application=application,
        method="hand",
        sent_at=stage.at("2026-11-13 10:00"),
        server="PC 4471",
        certificate_signed=True,
    )
    return application


def withdrawn(team: stage.Team) -> Application:
    """Withdrawn with the summons out."""
    return applying.withdraw(actor=team.lawyer, application=issued(team), reason="OTHER", note="Another order protects her now.")
