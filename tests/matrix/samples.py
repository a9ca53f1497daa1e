"""What the test of every address needs to know beyond the address: which record stands in it, and which pages are nobody's secret.

Whoever adds an address with anything but `reference` in it adds a provider here: a function of an `Ask`, giving the address's
arguments for that case (and that person). `ask.once(key, make)` makes a record once a world.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.access.facts import store
from casework.access.models import BreakGlass
from casework.applications.models import Application, Condition
from casework.assessment.models import PlanAction, RiskAssessment
from casework.breaches.models import Breach, BreachStep
from casework.cases.models import NO_DATE, Case
from casework.cases.references import next_reference
from casework.clocks.recounting import put_down
from casework.evidence.services import seize
from casework.orders.models import (
    Appeal,
    ChangeCondition,
    Heard,
    InformationRequest,
    Notification,
    Order,
    OrderChange,
    OrderTransfer,
    OrderVersion,
    ServiceAttempt,
)
from casework.pins.services import record_legacy_notice
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.services import propose_holiday, propose_value
from casework.reports.models import CourseOfConduct, Incident
from casework.staff.models import User
from tests.factories import ConflictFactory, DelegationFactory, grant, item_values, make_user, seizure_values
from tests.matrix.world import World


@dataclass
class Ask:
    """For whom, and for which case, an address is wanted."""

    world: World
    user: User
    role: str
    case: Case

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """The record called `key` of this case, made when it is first asked for."""
        place = (key, self.case.pk)
        if place not in self.world.made:
            self.world.made[place] = make()
        return self.world.made[place]


# Pages that ask nobody who they are, each with its reason.
PUBLIC = {
    "health_live": "asked by a load balancer",
    "health_ready": "asked by a load balancer",
    "calendar-feed": "the address is the key; a calendar program cannot sign in",
    "session_ended": "shown after the session has ended",
}
# Names of third parties' views (sign-in), which have no row: prefix -> reason.
PUBLIC_PREFIXES = {"account_": "sign-in asks who one is", "mfa_": "sign-in asks who one is"}
# Pages of a record of one's own: whoever may open the page gets a 404 for a record that is not theirs.
OWN = {
    "kept_form": "a form kept for oneself",
    "throw_away_kept_form": "a form kept for oneself",
    "message-follow": "a message to oneself",
    "messages-again": "a message that failed",
    "workload-plan": "a choice of cases that one made oneself",
    "workload-undo": "a choice of cases that one made oneself",
    "import-run": "a run of an import",
    "import-confirm": "a run of an import",
    "import-refused": "a run of an import",
    "staff-absence-end": "an absence of one's own or of one's people",
    "staff-proposal": "a proposal of one's own, or of one's force for an administrator",
    "staff-proposal-withdraw": "a proposal of one's own",
}
# Pages of a colleague's account; for everyone who may open them the colleague is within reach.
STAFF = (
    "staff-person", "staff-absence", "staff-cases", "staff-change", "staff-deactivate", "staff-lend", "staff-move", "staff-password",
    "staff-reactivate", "staff-role", "staff-second-step",
)  # fmt: skip
# Pages of a record that stands under no case in the address and whose row has no case in it, with the reason.
RECORDS = {
    "breakglass-review": "a use of break-glass, reviewed by professional standards of the force",
    "breach-report": "an order, as its enforcement card shows it to everyone who may look",
    "audit-person": "a colleague's trail",
    "audit-record": "a record's trail",
    **dict.fromkeys(("policy-value", "policy-propose"), "a value of force policy"),
    **dict.fromkeys(("policy-switch", "policy-switch-propose", "rule-detail", "rule-dates"), "a rule"),
    **dict.fromkeys(("policy-proposal", "policy-withdraw"), "a proposed value of the force"),
    **dict.fromkeys(("holiday-proposal", "holiday-withdraw"), "a proposed bank holiday of the force"),
    "rule-recount": "dates of the force that were counted anew",
    **dict.fromkeys((*STAFF, "staff-role-end", "staff-loan-end"), "a colleague's account"),
    "workload-choose": "an officer's cases",
}
# (name, role): the matrix lets the role in, a rule of the record or of the installation keeps it out; with the reason.
ALSO_REFUSED: dict[tuple[str, str], str] = {
    ("application-withdraw", "OFFICER"): "once it has been sent, force legal withdraws it",
    ("application-withdraw", "OFFENDER_MANAGER"): "once it has been sent, force legal withdraws it",
    ("policy-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
    ("holiday-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
}
# Pages that answer 404 to everybody here, with the reason.
ABSENT = {"demo-mail": "only where CASEWORK_DEMO=1"}

Provider = Callable[[Ask], dict[str, Any]]


def _victim(ask: Ask) -> Any:
    return ask.case.parties.get(role="VICTIM").person


def _fact(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("fact", lambda: store(person=_victim(ask), kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)).pk}


def _conflict(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("conflict", lambda: ConflictFactory(case=ask.case)).pk}


def _glass(ask: Ask) -> dict[str, Any]:
    now = timezone.now()
    made = ask.once(
        "glass",
        lambda: BreakGlass.objects.create(
            user=ask.world.owner, case=ask.case, reason="x" * 30, opened_at=now, expires_at=now + timedelta(hours=1)
        ),
    )
    return {"pk": made.pk}


def _order_of(ask: Ask) -> Order:
    def make() -> Order:
        made = Order.objects.create(
            reference=next_reference("ORD"),
            case=ask.case,
            defendant=ask.case.parties.get(role="SUSPECT").person,
            type="SPO",
            state="IN_FORCE",
            court="Northmoor Magistrates' Court",
            made_on=date(2026, 3, 2),
            made_at=timezone.make_aware(datetime(2026, 3, 2, 12)),
            fixed_period=False,
            end_sort=NO_DATE,
        )
        OrderVersion.objects.create(order=made, number=1, reason="MADE", effective_from=made.made_on, fixed_period=False)
        return made

    order: Order = ask.once("order", make)
    return order


def _order(ask: Ask) -> dict[str, Any]:
    return {"reference": _order_of(ask).reference}


def _service(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> ServiceAttempt:
        return ServiceAttempt.objects.create(
            order=order,
            case=ask.case,
            method="hand",
            sent_at=order.made_at,
            succeeded=True,
            effective_on=order.made_on,
            server="PC 4471",
            place_kind="STATION",
        )

    return {"reference": order.reference, "pk": ask.once("service", make).pk}


def _breach(ask: Ask) -> dict[str, Any]:
    def make() -> Breach:
        breach = Breach.objects.create(
            reference=next_reference("BRE"),
            case=ask.case,
            order=_order_of(ask),
            occurred_at=timezone.make_aware(datetime(2026, 3, 5, 12)),
            reported_at=timezone.make_aware(datetime(2026, 3, 5, 13)),
            reported_by=ask.world.owner,
            what_happened="Rang her eleven times",
        )
        BreachStep.objects.create(breach=breach, case=ask.case, kind="SAFETY")
        return breach

    return {"reference": ask.once("breach", make).reference}


def _setting(ask: Ask) -> dict[str, Any]:
    def make() -> PolicySetting:
        asked = {"code": "R10.other", "typed": "3", "from_on": timezone.localdate(), "reason": "Quicker decisions"}
        return propose_value(actor=ask.world.users["ADMIN"], force=ask.case.force, **asked)

    return {"pk": ask.once("setting", make).pk}


def _holiday(ask: Ask) -> dict[str, Any]:
    def make() -> HolidayOverride:
        asked = {"kind": "STRIKE", "day": date(2026, 12, 25), "reason": "Moved by proclamation"}
        return propose_holiday(actor=ask.world.users["ADMIN"], force=ask.case.force, **asked)

    return {"pk": ask.once("holiday", make).pk}


def _recount(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("recount", lambda: put_down(ask.case.force_id, [], why="policy", actor=None, now=timezone.now())).pk}


_OF_ORDERS = (
    "detail", "serve", "notify", "change", "pnc", "victim", "query", "renewal", "register-ended", "no-offence", "review", "manager",
    "relevant", "transfer", "copy", "copy-check", "request", "apply", "appeal",
)  # fmt: skip
_OF_CHANGES = (
    "detail", "edit", "condition", "submit", "review", "authority", "lodge", "hearing", "adjourn", "consent", "granted", "refused",
    "withdraw", "appeal",
)  # fmt: skip


def _change_of(ask: Ask) -> OrderChange:
    def make() -> OrderChange:
        now = timezone.now()
        return OrderChange.objects.create(
            reference=next_reference("APP"),
            order=_order_of(ask),
            case=ask.case,
            kind="VARY",
            applicant="DEFENDANT",
            state="REFUSED",
            asked="x" * 20,
            author=ask.world.owner,
            started_at=now,
            lodged_at=now,
            determined_at=now,
        )

    change: OrderChange = ask.once("change", make)
    return change


def _change(ask: Ask) -> dict[str, Any]:
    return {"reference": _change_of(ask).reference}


def _change_condition(ask: Ask) -> dict[str, Any]:
    change = _change_of(ask)
    values = {"kind": "PROHIBITION", "category": "NO_CONTACT_DIRECT", "text": "Not to contact her.", "necessity": "It goes on."}
    made = ask.once("change condition", lambda: ChangeCondition.objects.create(change=change, **values))
    return {"reference": change.reference, "pk": made.pk}


def _heard(ask: Ask) -> dict[str, Any]:
    change = _change_of(ask)
    return {"reference": change.reference, "pk": ask.once("heard", lambda: Heard.objects.create(change=change, name="Elsewhere Police")).pk}


def _appeal(ask: Ask) -> dict[str, Any]:
    def make() -> Appeal:
        order, day = _order_of(ask), date(2026, 3, 10)
        values = {"decided_on": order.made_on, "last_day": date(2026, 3, 23), "notice_on": day, "notice_to": "The court"}
        values |= {"decision": "order_made", "appellant": "defendant", "state": "NOTICE_LODGED", "recorded_by": ask.world.owner}
        return Appeal.objects.create(
            case=ask.case, order=order, **values
        )

    return {"pk": ask.once("appeal", make).pk}


def _transfer(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> OrderTransfer:
        values = {"to_name": "Elsewhere Police", "moved_on": order.made_on, "pack": "Everything", "proposed_by": ask.world.owner}
        return OrderTransfer.objects.create(order=order, case=ask.case, state="PROPOSED", proposed_at=timezone.now(), **values)

    return {"reference": order.reference, "pk": ask.once("transfer", make).pk}


def _request(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> InformationRequest:
        values = {"served_on": order.made_on, "requester": "A landlord", "recorded_by": ask.world.owner}
        return InformationRequest.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("request", make).pk}


def _notification(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> Notification:
        values = {"given_at": order.made_at, "station": "Castlegate", "received_by": "PC 4471", "names": "x"}
        return Notification.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("notification", make).pk}


_OF_BREACHES = ("detail", "crime", "further", "arrest", "no-arrest", "approve", "move")


def _exhibit(ask: Ask) -> dict[str, Any]:
    item = item_values(f"M{ask.case.pk:08d}")
    return {"pk": ask.once("exhibit", lambda: seize(actor=ask.case.owner, case=ask.case, common=seizure_values(), items=[item])[0]).pk}


def _notice(ask: Ask) -> dict[str, Any]:
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."}
    suspect = ask.case.parties.get(role="SUSPECT").person
    made = ask.once("notice", lambda: record_legacy_notice(actor=ask.case.owner, case=ask.case, values=values, recipient=suspect))
    return {"number": made.reference}


def _incident(ask: Ask) -> dict[str, Any]:
    # By its rows: the case's owner may not be the one who is asked, and the restricted case has an owner of its own.
    def make() -> Incident:
        people = {part.role.lower(): part.person for part in ask.case.parties.all()}
        course, _ = CourseOfConduct.objects.get_or_create(victim=people["victim"], suspect=people["suspect"])
        values = {"occurred_at": timezone.now(), "acts": ["B"], "summary": "Eleven calls", "created_by": ask.world.owner}
        return Incident.objects.create(case=ask.case, course=course, **values)

    return {"pk": ask.once("incident", make).pk}


def _plan_action(ask: Ask) -> dict[str, Any]:
    def make() -> PlanAction:
        now = timezone.now()
        assessment = RiskAssessment.objects.create(
            case=ask.case,
            tool="DASH",
            assessed_at=now,
            assessor=ask.world.owner,
            decided_by=ask.world.owner,
            victim_view="HIGH",
            officer_view="HIGH",
            officer_rationale="x" * 20,
            divergence="SAME",
            final_grade="HIGH",
            trigger="First report",
            next_review_due=now + timedelta(days=7),
        )
        day = timezone.localdate()
        return PlanAction.objects.create(
            case=ask.case, assessment=assessment, kind="MARKER", what="A marker", owner=ask.world.owner, due_on=day
        )

    return {"pk": ask.once("action", make).pk}


def _application(ask: Ask) -> Application:
    made: Application = ask.once(
        "application",
        lambda: Application.objects.create(
            reference=next_reference("APP"),
            case=ask.case,
            author=ask.world.owner,
            defendant=_victim(ask),
            started_at=ask.case.reported_at,
            imported=True,
            state="REFUSED",
        ),
    )
    return made


def _condition(ask: Ask) -> dict[str, Any]:
    application = _application(ask)
    texts = {"text": "Not to contact Elin Prosser.", "necessity_reason": "It goes on.", "measure": "Messages."}
    made = ask.once(
        "condition",
        lambda: Condition.objects.create(application=application, number=1, kind="PROHIBITION", category="NO_CONTACT_DIRECT", **texts),
    )
    return {"reference": application.reference, "pk": made.pk}


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
    "application-withdraw",
    "condition-list",
    "condition-add",
    "order-record",
    "application-appeal",
)


def _loan(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("loan", lambda: DelegationFactory(giver=ask.world.owner, taker=make_user(rank="CONSTABLE"), role="OFFICER")).pk}


SAMPLES: dict[str, Provider] = {
    **{name: (lambda ask: {"code": "R10.other"}) for name in ("policy-value", "policy-propose")},
    **{name: (lambda ask: {"rule_id": "R10"}) for name in ("policy-switch", "policy-switch-propose", "rule-detail", "rule-dates")},
    **dict.fromkeys(("policy-proposal", "policy-withdraw"), _setting),
    **dict.fromkeys(("holiday-proposal", "holiday-withdraw"), _holiday),
    "rule-recount": _recount,
    **{name: (lambda ask: {"pk": ask.world.owner.pk}) for name in STAFF},
    "staff-role-end": lambda ask: {"pk": ask.world.owner.role_assignments.get().pk},
    "staff-loan-end": _loan,
    "incident-edit": _incident,
    "plan-close": _plan_action,
    **{f"order-{name}": _order for name in _OF_ORDERS},
    "order-service-correct": _service,
    "order-certificate": _service,
    "order-acknowledge": _notification,
    **dict.fromkeys(("order-transfer-answer", "order-transfer-back"), _transfer),
    "order-request-answer": _request,
    **{f"change-{name}": _change for name in _OF_CHANGES},
    "change-condition-remove": _change_condition,
    "change-told": _heard,
    **{f"appeal-{name}": _appeal for name in ("detail", "hearing", "stay", "lift", "decide", "abandon")},
    "breach-report": _order,
    **{f"breach-{name}": _breach for name in _OF_BREACHES},
    "breach-step": lambda ask: {**_breach(ask), "kind": "SAFETY"},
    **dict.fromkeys(OF_APPLICATION, _of_application),
    "application-section": lambda ask: {"reference": _application(ask).reference, "section": "court"},
    "condition-edit": _condition,
    "condition-remove": _condition,
    "fact-add": lambda ask: {"person": _victim(ask).pk},
    "fact-reveal": _fact,
    "fact-end": _fact,
    "access-withdraw": lambda ask: {"pk": ask.once("grant", lambda: grant(ask.case, make_user("LEGAL"))).pk},
    "conflict-end": _conflict,
    "breakglass-review": _glass,
    "workload-choose": lambda ask: {"pk": ask.world.owner.pk},
    "audit-person": lambda ask: {"pk": ask.world.owner.pk},
    "audit-record": lambda ask: {"kind": "case", "pk": ask.case.pk},
    "exhibit-detail": _exhibit,
    "exhibit-event": lambda ask: _exhibit(ask) | {"kind": "booked-in"},
    **dict.fromkeys(("pin-detail", "pin-link", "pin-review", "pin-approve"), _notice),
    **{name: (lambda ask: {"pk": 999_999}) for name in OWN},
}
