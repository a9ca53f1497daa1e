"""Applications for orders, their hearings and notices."""

from typing import Any

from django.utils import timezone

from casework.applications.models import Application, Condition, Hearing, HearsayNotice
from casework.cases.references import next_reference
from tests.matrix import planted
from tests.matrix.samples.ask import Ask, Provider, victim


def _application(ask: Ask) -> Application:
    def make() -> Application:
        application = Application.objects.create(
            reference=next_reference("APP"),
            case=ask.case,
            author=ask.world.owner,
            defendant=victim(ask),
            started_at=ask.case.reported_at,
            imported=True,
            state="REFUSED",
        )
        planted.advise(application, ask.world.users["LEGAL"])
        return application

    made: Application = ask.once("application", make)
    return made


def _condition(ask: Ask) -> dict[str, Any]:
    application = _application(ask)
    texts = {"text": "Not to contact Elin Prosser.", "necessity_reason": "It goes on.", "measure": "Messages."}
    made = ask.once(
        "condition",
        lambda: Condition.objects.create(application=application, number=1, kind="PROHIBITION", category="NO_CONTACT_DIRECT", **texts),
    )
    return {"reference": application.reference, "pk": made.pk}


def _hearing(ask: Ask) -> Hearing:
    made: Hearing = ask.once(
        "hearing",
        lambda: Hearing.objects.create(
            application=_application(ask), at=timezone.now(), court="Northmoor", contested=True, recorded_by=ask.world.users["LEGAL"]
        ),
    )
    return made


def _hearsay_notice(ask: Ask) -> dict[str, Any]:
    hearing, today = _hearing(ask), timezone.localdate()
    texts = dict.fromkeys(("proceedings", "evidence", "maker", "why_not_called", "served_on_whom"), "As the notice says")
    days = dict.fromkeys(("sent_on", "effective_on", "filed_on"), today)
    made = ask.once(
        "hearsay notice",
        lambda: HearsayNotice.objects.create(
            application=hearing.application,
            hearing=hearing,
            says_hearsay=True,
            says_adduced=True,
            method="hand",
            recorded_by=ask.world.users["LEGAL"],
            **texts,
            **days,
        ),
    )
    return {"reference": hearing.application.reference, "pk": made.pk}


def _of_application(ask: Ask) -> dict[str, Any]:
    return {"reference": _application(ask).reference}


OF_APPLICATION = (
    "application-detail",
    "application-submit",
    "application-review",
    "application-authority",
    "application-lodge",
    "application-hearing",
    "application-summons",
    "application-outcome",
    "application-hearsay",
    "hearsay-plan",
    "hearsay-serve",
    "application-prosecutors",
    "summons-step",
    "application-withdraw",
    "condition-list",
    "condition-add",
    "order-record",
    "application-appeal",
)


SAMPLES: dict[str, Provider] = {
    **dict.fromkeys(OF_APPLICATION, _of_application),
    "application-section": lambda ask: {"reference": _application(ask).reference, "section": "court"},
    "condition-edit": _condition,
    "advice-thread": lambda ask: {"reference": _application(ask).reference, "pk": _application(ask).advice.get().pk},
    "application-hearing-change": lambda ask: {"reference": _hearing(ask).application.reference},
    "hearsay-step": _hearsay_notice,
    "condition-remove": _condition,
}
