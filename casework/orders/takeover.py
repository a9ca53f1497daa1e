"""Taking an order over from another register: recorded as that register has it, marked incomplete, nothing invented."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from casework.access.models import RoleTask
from casework.access.writing import Change
from casework.applications import flow as application_flow
from casework.applications.models import Application, ApplicationKind
from casework.cases.models import NO_DATE, Case, Transition
from casework.cases.references import next_reference
from casework.law.when import end_of
from casework.orders import flow
from casework.orders.models import Order, OrderKind, OrderOrigin, OrderVersion, VersionReason
from casework.people.models import Person
from casework.staff.models import Role

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Matter:
    """What a register says of one matter. `ends_on` None: the register does not say. `outcome` is how the application stands."""

    opened_on: date
    outcome: str
    reason: str = ""
    interim_on: date | None = None
    full_on: date | None = None
    ends_on: date | None = None
    court: str = "Not in the register"


def noon(day: date) -> datetime:
    """Noon in London of a day: registers give days only, and noon keeps the day the same at every clock change."""
    return datetime.combine(day, time(12), LONDON)


def _moved(change: Change, record: Any, target: str) -> None:
    Transition.objects.create(
        machine=record.MACHINE,
        subject_id=record.pk,
        case_id=record.case_id,
        source="",
        target=target,
        verb="take over",
        actor=change.actor,
        at=change.now,
        reason="taken over from another register",
    )


def take_over(change: Change, *, case: Case, defendant: Person, matter: Matter, doubts: bool) -> Application:
    """Make one application and nought to two orders, inside the caller's `change`. The rows arrive in the state they are in.

    With `doubts`, or with a live order, the records team gets a task: the content of SPA 2019 s.6 is still to be entered.
    """
    application = Application.objects.create(
        reference=next_reference("APP"),
        case=case,
        kind=ApplicationKind.MAIN,
        state=matter.outcome,
        author=change.actor,
        defendant=defendant,
        court=matter.court,
        started_at=noon(matter.opened_on),
        determined_at=noon(matter.full_on) if matter.full_on else None,
        interim_sought=matter.interim_on is not None,
        outcome_note=matter.reason,
        imported=True,
    )
    _moved(change, application, matter.outcome)
    change.audit("CREATE", application, fields=["imported"])
    full = _full(change, application, matter) if matter.full_on else None
    interim = _interim(change, application, matter, full) if matter.interim_on else None
    if doubts or any(order is not None and order.state in flow.LIVE for order in (full, interim)):
        RoleTask.objects.create(
            case=case,
            role=Role.RECORDS,
            force=case.force,
            what="Complete an imported order" if full or interim else "Look into an imported application",
            subject_type="application",
            subject_id=application.pk,
        )
    return application


def _make(change: Change, application: Application, **values: Any) -> Order:
    order = Order.objects.create(
        reference=next_reference("ORD"),
        case=application.case,
        application=application,
        main_application=application,
        defendant=application.defendant,
        origin=OrderOrigin.IMPORTED,
        court=application.court,
        made_at=noon(values["made_on"]),
        effective_from=values["made_on"],
        end_sort=values.get("end_date") or NO_DATE,
        imported_incomplete=True,
        recorded_by=change.actor,
        **values,
    )
    OrderVersion.objects.create(
        order=order,
        number=1,
        reason=VersionReason.MADE,
        effective_from=order.made_on,
        fixed_period=order.fixed_period,
        end_date=order.end_date,
        note="Taken over without its conditions",
        recorded_by=change.actor,
    )
    _moved(change, order, order.state)
    change.event(
        "order.taken_over",
        f"{order.get_type_display()} {order.reference} taken over from another register, incomplete",
        subject=order,
        occurred_at=order.made_at,
        case=application.case,
    )
    change.audit("CREATE", order, fields=["imported_incomplete"])
    return order


def _full(change: Change, application: Application, matter: Matter) -> Order:
    assert matter.full_on is not None
    today = change.now.astimezone(LONDON).date()
    over = matter.ends_on is not None and matter.ends_on < today
    return _make(
        change,
        application,
        type=OrderKind.SPO,
        state=flow.EXPIRED if over else flow.IN_FORCE,
        made_on=matter.full_on,
        fixed_period=True,
        end_date=matter.ends_on,
        end_not_known=matter.ends_on is None,
        ended_at=end_of(matter.ends_on) if over and matter.ends_on else None,
    )


def _interim(change: Change, application: Application, matter: Matter, full: Order | None) -> Order:
    """Replaced by the full order, ended by a decision whose day may be unknown, or live with its end unknown."""
    assert matter.interim_on is not None
    if full is not None:
        ended: dict[str, Any] = {"state": flow.SUPERSEDED, "replaced_by": full, "ended_at": full.made_at}
    elif application.state in application_flow.ENDED:
        ended = {"state": flow.ENDED_ON_DETERMINATION, "end_note": "The register does not say on which day it ended."}
    else:
        ended = {"state": flow.IN_FORCE}
    return _make(
        change,
        application,
        type=OrderKind.ISPO,
        made_on=matter.interim_on,
        fixed_period=True,
        end_date=None,
        end_not_known=True,
        **ended,
    )
