"""A report as it is taken step by step: the answers that are taken, and sending them."""

from typing import Any

from django.test import Client

from casework.reports.models import ReportDraft
from casework.staff.models import User


def answers(officer: User) -> dict[str, dict[str, Any]]:
    """Step -> what is typed at it."""
    return {
        "safety": {"danger_now": "NO", "reported_at": "23/11/2026 16:30", "unit": str(officer.unit_id)},
        "victim": {"victim_given_names": "Wanda", "victim_family_name": "Quillfeather", "victim_date_of_birth": "3/4/1991"},
        "contact": {
            "contact_by": "CALL",
            "victim_telephone": "07700 900123",
            "victim_home": "4 Zebra-Marker Row, NM1 2AB",
            "contact_when": "Weekdays until 15:00",
        },
        "suspect": {"suspect_given_names": "Osric", "suspect_family_name": "Thimblewick", "relationship": "COLLEAGUE"},
        "what": {
            "exactness": "EXACT",
            "occurred_at": "22/11/2026 21:15",
            "acts": ["B", "E"],
            "summary": "Flowers on the step, then he stood across the road.",
            "means": "DELIVERY",
            "place_kind": "HOME",
        },
    }


def client_of(user: User) -> Client:
    """A browser signed in as this person."""
    client = Client()
    client.force_login(user)
    return client


def begin(client: Client, officer: User, **changes: Any) -> tuple[Any, ReportDraft | None]:
    """Send the first step: the answer, and the draft if one was made."""
    answer = client.post("/cases/new/", answers(officer)["safety"] | changes)
    return answer, ReportDraft.objects.filter(user=officer).order_by("-pk").first()


def send(client: Client, draft: ReportDraft, step: str, values: dict[str, Any]) -> Any:
    """Send one step."""
    return client.post(f"/cases/new/{draft.pk}/{step}/", values)


def whole(client: Client, officer: User, **changes: dict[str, Any]) -> ReportDraft:
    """Every step answered, with these changes by step; known people are said to be somebody else unless `changes` answer."""
    _, draft = begin(client, officer, **changes.get("safety", {}))
    assert draft is not None
    for step, values in answers(officer).items():
        if step != "safety":
            answer = send(client, draft, step, values | changes.get(step, {}))
            if answer.status_code == 302 and "-known/" in answer["Location"]:
                who = answer["Location"].rstrip("/").rsplit("/", 1)[-1]
                send(client, draft, who, changes.get(who.replace("-", "_"), {"match": "new"}))
    return draft
