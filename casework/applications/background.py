"""Applications against the recipient of an old notice, for the notice's page."""

from typing import Any

from django.urls import reverse

from casework.applications.selectors import applications_for
from casework.pins.background import Line, Source
from casework.pins.models import Notice

MOST = 20


def _lines(user: Any, notice: Notice) -> list[Line]:
    found = applications_for(user).filter(defendant_id=notice.recipient_id).order_by("-started_at", "-pk")[:MOST]
    return [
        Line(
            f"{application.reference}: {application.get_state_display().lower()}",
            reverse("application-detail", args=[application.reference]),
        )
        for application in found
    ]


SOURCE = Source("Applications against the recipient", _lines)
