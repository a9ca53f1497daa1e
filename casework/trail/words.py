"""How events of the trail are told to a reader: verbs in words, and ids as names only as far as the reader may see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from casework.access.matrix import table
from casework.access.predicate import can, visible
from casework.audit.models import TrailEvent
from casework.pages import dates
from casework.staff.models import Role, User

VERBS = {
    "ADD": "Added",
    "BREAK_GLASS": "Broke glass",
    "CREATE": "Added",
    "DELETE": "Removed",
    "DELETE_REQ": "Asked to remove",
    "DENIED": "Was refused",
    "DISCLOSE": "Disclosed",
    "DOWNLOAD": "Downloaded",
    "ERASE": "Erased",
    "EXPORT": "Exported",
    "HISTORY": "Read earlier values",
    "LIST": "Saw a list",
    "LOGIN": "Signed in",
    "LOGIN_FAILED": "Failed to sign in",
    "LOGOUT": "Signed out",
    "LOOK": "Looked up",
    "MOVE": "Moved on",
    "PRINT": "Printed",
    "REVEAL": "Revealed a protected fact",
    "SEARCH": "Searched",
    "TRAIL": "Read the audit trail",
    "UPDATE": "Changed",
    "VIEW": "Looked at",
}
# What the filter offers: words, and the condition.
GROUPS: dict[str, tuple[str, models.Q]] = {
    "changes": ("Changes", models.Q(kind="change") & ~models.Q(verb__in=("DENIED", "LOGIN", "LOGOUT", "LOGIN_FAILED"))),
    "refusals": ("Refusals", models.Q(kind="change", verb="DENIED")),
    "looks": ("Consultations", models.Q(kind="read")),
    "reveals": ("Protected facts revealed", models.Q(kind="read", verb="REVEAL")),
    "exports": ("Exports and disclosures", models.Q(verb__in=("EXPORT", "DOWNLOAD", "PRINT", "DISCLOSE"))),
    "signins": ("Sign-ins and sign-outs", models.Q(kind="change", verb__in=("LOGIN", "LOGOUT", "LOGIN_FAILED"))),
}
WHY = {
    "hidden": "The answer was as for a record that does not exist.",
    "forbidden": "Their role does not include it.",
}
NOT_SEEN = "a case that you may not see"


@dataclass(frozen=True)
class Line:
    """One event as the page draws it."""

    at: datetime
    day: str
    time: str
    who: str
    who_at: str
    what: str
    action: str
    about: str
    about_at: str
    roles: str
    session: str
    more: tuple[str, ...] = ()
    reference: str = ""


@dataclass
class _Names:
    """What the ids on one page are called, as far as the reader may know it."""

    cases: dict[int, str] = field(default_factory=dict)
    staff: dict[int, str] = field(default_factory=dict)
    records: dict[tuple[str, int], str] = field(default_factory=dict)


def lines(reader: Any, events: list[TrailEvent], *, trails: bool) -> list[Line]:
    """The events in words for `reader`, in a fixed number of statements. `trails`: links lead to trails, else to the cases."""
    names = _names(reader, events)
    return [_line(event, names, trails) for event in events]


def record_name(model: type[models.Model]) -> str:
    """What a kind of record is called, with a capital."""
    words = str(model._meta.verbose_name)
    return words[0].upper() + words[1:]


def model_called(kind: str) -> type[models.Model] | None:
    """The model of an event's object type."""
    try:
        return apps.get_model("casework", kind)
    except LookupError:
        return None


def has_reference(model: type[models.Model]) -> bool:
    """Whether records of this kind carry a unique reference."""
    try:
        return bool(getattr(model._meta.get_field("reference"), "unique", False))
    except FieldDoesNotExist:
        return False


def _names(reader: Any, events: list[TrailEvent]) -> _Names:
    names = _Names()
    cases = {event.case_id for event in events} | {event.object_id for event in events if event.object_type == "case"}
    for event in events:
        if event.object_type == "case":
            cases |= set(_shown(event))
    names.cases = dict(visible(reader).filter(pk__in=cases - {None}).values_list("pk", "reference"))
    people = {reader.pk}
    if can(reader, "staff.view"):
        people |= {event.actor_id for event in events} | {event.object_id for event in events if event.object_type == "user"}
    names.staff = {user.pk: user.display_name for user in User.objects.filter(pk__in=people - {None})}
    kinds: dict[str, set[int]] = {}
    for event in events:
        if event.object_id and event.case_id in names.cases and event.object_type not in ("case", "user"):
            kinds.setdefault(event.object_type, set()).add(event.object_id)
    for kind, ids in kinds.items():
        model = model_called(kind)
        if model is not None and has_reference(model):
            found = model._default_manager.filter(pk__in=ids).values_list("pk", "reference")
            names.records |= {(kind, pk): reference for pk, reference in found}
    return names


def _shown(event: TrailEvent) -> list[int]:
    ids = event.detail.get("ids", [])
    return [number for number in ids if isinstance(number, int)] if isinstance(ids, list) else []


def _line(event: TrailEvent, names: _Names, trails: bool) -> Line:
    about, reference = _about(event, names)
    case = names.cases.get(event.case_id or (event.object_id if event.object_type == "case" else 0) or 0, "")
    address = ""
    if case:
        address = (
            reverse("audit-record", args=[event.object_type or "case", event.object_id or event.case_id]) if trails else f"/cases/{case}/"
        )
    elif trails and event.object_type == "user" and event.object_id in names.staff:
        address = reverse("audit-person", args=[event.object_id])
    return Line(
        at=event.at,
        day=dates.short_day(event.at),
        time=f"{dates.local(event.at):%H:%M:%S}",
        who=names.staff.get(event.actor_id or 0, "") or ("The system" if event.actor_id is None else "A colleague"),
        who_at=reverse("audit-person", args=[event.actor_id]) if trails and event.actor_id in names.staff else "",
        what=VERBS.get(event.verb, event.verb.replace("_", " ").capitalize()),
        action=table()[event.action][0].title if event.action in table() else event.action,
        about=about,
        about_at=address,
        roles=", ".join(str(Role(role).label) for role in event.roles.split(",") if role in Role.values),
        session=event.session_digest[:8],
        more=tuple(_more(event, names)),
        reference=reference,
    )


def _about(event: TrailEvent, names: _Names) -> tuple[str, str]:
    """(what the event is about, its reference where it has one)."""
    case = names.cases.get(event.case_id or 0, "")
    if event.object_type == "case" and event.object_id:
        seen = names.cases.get(event.object_id, "")
        return (f"Case {seen}" if seen else NOT_SEEN.capitalize(), seen)
    if event.object_type == "user":
        return (names.staff.get(event.object_id or 0, "An account") if event.object_id else "An account"), ""
    model = model_called(event.object_type) if event.object_type else None
    kind = record_name(model) if model else event.object_type.capitalize()
    own = names.records.get((event.object_type, event.object_id or 0), "")
    if own:
        return f"{kind} {own}", own
    if event.case_id:
        return (f"{kind or 'Case'} {'on' if kind else ''} {case or NOT_SEEN}".replace("  ", " ").strip()), case
    return kind, ""


def _more(event: TrailEvent, names: _Names) -> list[str]:
    found = []
    detail = event.detail
    fields = detail.get("fields")
    if fields:
        found.append("Fields: " + ", ".join(str(name).replace("_", " ") for name in fields))
    ids = _shown(event)
    if ids and event.object_type == "case":
        seen = [names.cases[number] for number in ids if number in names.cases]
        hidden = len(ids) - len(seen)
        found.append(
            f"{len(ids)} on the list: " + ", ".join(seen) + (f"{' and ' if seen else ''}{hidden} that you may not see" if hidden else "")
        )
    elif ids:
        found.append(f"{len(ids)} on the list")
    if detail.get("why") in WHY and event.verb == "DENIED":
        found.append(WHY[detail["why"]])
    elif event.verb == "LOGOUT" and detail.get("why"):
        found.append({"asked": "", "expired": "The session had reached its limit."}.get(detail["why"], ""))
    if event.verb == "LOGIN" and detail.get("how"):
        found.append(f"With {detail['how']}")
    return [text for text in found if text]
