"""Records of victim care."""

from datetime import date
from typing import Any

from django.utils import timezone

from casework.safeguarding.models import Contact, Referral, ReviewRequest, ThirdPartyRequest, VictimDuty
from tests.matrix.samples.ask import Ask, Provider


def _party(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.case.parties.get(role="VICTIM").pk}


# Records of victim care that stand in an address: by their rows, since whoever is asked may not be the one who may make them.
_CARE: dict[str, tuple[Any, dict[str, Any]]] = {
    "contact": (Contact, {"method": "TELEPHONE", "outcome": "SPOKE", "summary": "Told of the arrest"}),
    "duty": (VictimDuty, {"kind": "ARREST", "source_type": "case", "source_id": 1}),
    "referral": (Referral, {"service": "MARAC", "name": "Northmoor MARAC", "state": "SENT"}),
    "asked": (
        ThirdPartyRequest,
        {"holder": "The surgery", "in_writing": True, "request_on": date(2026, 3, 2)}
        | dict.fromkeys(("asked_for", "line_of_enquiry", "why_necessary", "why_proportionate", "other_means"), "Notes"),
    ),
    "review": (ReviewRequest, {"told_on": date(2026, 3, 2)}),
}


_BY = {"contact": ("by", "at"), "duty": (None, "happened_at"), "referral": ("made_by", "sent_at"), "asked": ("asked_by", None)}


def _care(name: str) -> Provider:
    """A record of the victim of the case asked about."""

    def given(ask: Ask) -> dict[str, Any]:
        def make() -> Any:
            model, values = _CARE[name]
            by, at = _BY.get(name, ("recorded_by", "received_at"))
            who = {by: ask.world.owner} if by else {}
            when = {at: timezone.now(), "offered_at": timezone.now()} if name == "referral" else {at: timezone.now()} if at else {}
            return model.objects.create(case=ask.case, party=ask.case.parties.get(role="VICTIM"), **values, **who, **when)

        return _party(ask) | {"number": ask.once(name, make).pk}

    return given


_OF_VICTIM = (
    "detail", "contact", "log", "plan", "needs", "refer", "statement", "personal", "measures", "action", "views", "third-party",
    "review-ask",
)  # fmt: skip


SAMPLES: dict[str, Provider] = {
    "victim-tell": lambda ask: {"about": "lowered"},
    **{f"victim-{name}": _party for name in _OF_VICTIM},
    "contact-correct": _care("contact"),
    **dict.fromkeys(("duty-earlier", "duty-fall"), _care("duty")),
    **dict.fromkeys(("victim-referral", "victim-panel"), _care("referral")),
    "victim-notice": _care("asked"),
    **dict.fromkeys(("victim-review", "victim-review-decide"), _care("review")),
}
