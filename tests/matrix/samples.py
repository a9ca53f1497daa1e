"""What the test of every address needs to know beyond the address: which record stands in it, and which pages are nobody's secret.

Whoever adds an address with anything but `reference` in it adds a provider here: a function of an `Ask`, giving the address's
arguments for that case (and that person). `ask.once(key, make)` makes a record once a world.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from casework.access.facts import store
from casework.access.models import BreakGlass
from casework.applications.models import Application, Condition, Hearing, HearsayNotice
from casework.assessment.models import PlanAction, RiskAssessment
from casework.assessment.prompts.models import PatternPrompt
from casework.breaches.models import Breach, BreachStep
from casework.cases.models import NO_DATE, Case
from casework.cases.references import next_reference
from casework.charging.models import Charge, CpsReferral, LimitPassed, PlanItem
from casework.clocks.models import Clock
from casework.clocks.recounting import put_down
from casework.custody.models import Arrest, Bail, Extension
from casework.evidence.models import Discrepancy, Exhibit, Receipt
from casework.evidence.services import seize
from casework.files.models import CaseFile, Content, Upload
from casework.investigation.models import Action, CaseLink, LogEntry, Transfer
from casework.keeping.models import ExhibitHold, PropertyRequest, Release
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
from casework.people.models import PersonMerge
from casework.pins.models import Notice, NoticeMatch
from casework.pins.services import record_legacy_notice
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.services import propose_holiday, propose_value
from casework.reports.models import CourseOfConduct, Incident
from casework.safeguarding.models import Contact, Referral, ReviewRequest, ThirdPartyRequest, VictimDuty
from casework.searches.models import Search, Warrant
from casework.staff.models import User
from tests.factories import (
    ConflictFactory,
    DelegationFactory,
    UnitFactory,
    grant,
    item_values,
    make_case,
    make_person,
    make_user,
    seizure_values,
)
from tests.matrix import planted
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
    "report-step": "a report of one's own, not sent yet",
    "report-throw-away": "a report of one's own, not sent yet",
    "throw_away_kept_form": "a form kept for oneself",
    "message-follow": "a message to oneself",
    "messages-again": "a message that failed",
    "workload-plan": "a choice of cases that one made oneself",
    "workload-undo": "a choice of cases that one made oneself",
    **dict.fromkeys(
        ("transfer-detail", "transfer-refuse", "transfer-send-on", "transfer-withdraw"), "a transfer of one's cases or to one's unit"
    ),
    "import-run": "a run of an import",
    "import-confirm": "a run of an import",
    "import-refused": "a run of an import",
    **dict.fromkeys(("upload", "upload-part", "upload-finish"), "a large file that one sends oneself"),
    **dict.fromkeys(
        ("pin-import-run", "pin-import-columns", "pin-import-confirm", "pin-import-approve", "pin-import-refused"), "a run of an import"
    ),
    "pin-attempt": "an attempt in the force of professional standards",
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
    "transfer-take-over": "a case offered to one's unit",
}
# (name, role): the matrix lets the role in, a rule of the record or of the installation keeps it out; with the reason.
ALSO_REFUSED: dict[tuple[str, str], str] = {
    ("application-withdraw", "OFFICER"): "once it has been sent, force legal withdraws it",
    ("application-withdraw", "OFFENDER_MANAGER"): "once it has been sent, force legal withdraws it",
    ("advice-thread", "OFFENDER_MANAGER"): "an offender manager reads advice only on a draft of their own",
    ("court-manifest", "EXHIBITS"): "it holds from whom things were seized, which a masked role does not see",
    ("court-search", "EXHIBITS"): "it holds what a masked role does not see",
    ("court-warrant", "EXHIBITS"): "it holds what a masked role does not see",
    ("policy-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
    ("holiday-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
}
# Pages that answer 404 to everybody here, with the reason.
ABSENT = {"demo-mail": "only where CASEWORK_DEMO=1"}

TRANSFERS = ("transfer-detail", "transfer-take-over", "transfer-refuse", "transfer-send-on", "transfer-withdraw")

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
        return Appeal.objects.create(case=ask.case, order=order, **values)

    return {"pk": ask.once("appeal", make).pk}


def _order_transfer(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> OrderTransfer:
        values = {"to_name": "Elsewhere Police", "moved_on": order.made_on, "pack": "Everything", "proposed_by": ask.world.owner}
        return OrderTransfer.objects.create(order=order, case=ask.case, state="PROPOSED", proposed_at=timezone.now(), **values)

    return {"reference": order.reference, "pk": ask.once("order transfer", make).pk}


def _request(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> InformationRequest:
        values = {"served_on": order.made_on, "requester": "A landlord", "recorded_by": ask.world.owner}
        return InformationRequest.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("request", make).pk}


def _notification(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> Notification:
        values = {
            "given_at": order.made_at,
            "station": "Castlegate",
            "received_by": "PC 4471",
            "names": "x",
            "recorded_by": ask.world.owner,
        }
        values = {"given_at": order.made_at, "station": "Castlegate", "received_by": "PC 4471", "names": "x"}
        return Notification.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("notification", make).pk}


_OF_BREACHES = ("detail", "crime", "further", "arrest", "no-arrest", "approve", "move")


_OF_DEVICES = ("device", *(f"device-{name}" for name in ("strategy", "notice", "agree", "end", "whole", "sift", "sift-examined")))


def _exhibit(ask: Ask) -> dict[str, Any]:
    item = item_values(f"M{ask.case.pk:08d}")
    return {"pk": ask.once("exhibit", lambda: seize(actor=ask.case.owner, case=ask.case, common=seizure_values(), items=[item])[0]).pk}


def _notice(ask: Ask) -> dict[str, Any]:
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."}
    suspect = ask.case.parties.get(role="SUSPECT").person
    made = ask.once("notice", lambda: record_legacy_notice(actor=ask.case.owner, case=ask.case, values=values, recipient=suspect))
    return {"number": made.reference}


def _match(ask: Ask) -> int:
    notice = Notice.objects.get(reference=_notice(ask)["number"])
    values = {"part": "COMPLAINANT", "person": _victim(ask), "likeness": 90, "reasons": ["The same name"]}
    return int(ask.once("match", lambda: NoticeMatch.objects.create(notice=notice, **values)).pk)


def _incident(ask: Ask) -> dict[str, Any]:
    # By its rows: the case's owner may not be the one who is asked, and the restricted case has an owner of its own.
    def make() -> Incident:
        people = {part.role.lower(): part.person for part in ask.case.parties.all()}
        course, _ = CourseOfConduct.objects.get_or_create(victim=people["victim"], suspect=people["suspect"])
        values = {"occurred_at": timezone.now(), "acts": ["B"], "summary": planted.summary(ask.case), "created_by": ask.world.owner}
        return Incident.objects.create(case=ask.case, course=course, **values)

    return {"pk": ask.once("incident", make).pk}


def _prompt(ask: Ask) -> dict[str, Any]:
    def make() -> PatternPrompt:
        values = {"kind": "REPETITION", "basis": "0" * 64, "reasons": ["2 occasions"], "raised_at": timezone.now()}
        return PatternPrompt.objects.create(case=ask.case, **values)

    return {"pk": ask.once("prompt", make).pk}


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


def _entry(ask: Ask) -> dict[str, Any]:
    # By the person who asks where they read only their own, so that the page is about what is theirs.
    now = timezone.now()
    author = ask.user if ask.role in ("LEGAL", "AUTHORISER", "VICTIM_CARE") else ask.world.owner
    texts = {"kind": "NOTE", "fact": "Rang the shop", "happened_at": now, "recorded_at": now, "as_role": "OFFICER"}
    return {"pk": ask.once(f"entry of {author.pk}", lambda: LogEntry.objects.create(case=ask.case, author=author, **texts)).pk}


def _action(ask: Ask) -> dict[str, Any]:
    # The asker's own: an action of somebody else is refused to those who see only theirs (see tests/investigation).
    def make() -> Action:
        texts = {"kind": "OTHER", "what": "Ask the shop for its footage", "due_on": timezone.localdate(), "raised_at": timezone.now()}
        return Action.objects.create(case=ask.case, owner=ask.user, raised_by=ask.world.owner, **texts)

    return {"pk": ask.once(f"case action of {ask.user.pk}", make).pk}


def _link(ask: Ask) -> dict[str, Any]:
    # To another case with the same owner and supervisor, so that whoever sees the one sees the other.
    def make() -> CaseLink:
        other = make_case(owner=ask.case.owner, supervisor=ask.case.supervisor, unit=ask.case.unit, secret=ask.case.restricted)
        texts = {"kind": "RELATED", "reason": "The same street", "made_at": timezone.now(), "made_by": ask.world.owner}
        return CaseLink.objects.create(first=ask.case, second=other, **texts)

    return {"pk": ask.once("link", make).pk}


def _transfer(ask: Ask) -> dict[str, Any]:
    """One offered to the asker's own unit, from elsewhere."""

    def make() -> Transfer:
        unit, stranger = ask.user.unit, make_case(unit=UnitFactory(name="Sending team"))
        return Transfer.objects.create(
            case=stranger,
            from_force=stranger.force,
            from_unit=stranger.unit,
            to_force=unit.force,
            to_unit=unit,
            reason="The victim has moved",
            note="Everything is in the log",
            state="OFFERED",
            proposed_at=timezone.now(),
            proposed_by=ask.world.owner,
            sent_by=ask.world.owner,
        )

    return {"pk": ask.once(f"transfer to {ask.user.unit_id}", make).pk}


def _application(ask: Ask) -> Application:
    def make() -> Application:
        application = Application.objects.create(
            reference=next_reference("APP"),
            case=ask.case,
            author=ask.world.owner,
            defendant=_victim(ask),
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


def _arrest(ask: Ask) -> Arrest:
    def make() -> Arrest:
        values = {"offences": ["STALKING_2A"], "ground": "PROTECT", "reason": "To protect her", "recorded_by": ask.world.owner}
        person = ask.case.parties.get(role="SUSPECT").person
        return Arrest.objects.create(
            reference=next_reference("ARR"), case=ask.case, suspect=person, arrested_at=ask.case.reported_at, **values
        )

    made: Arrest = ask.once("arrest", make)
    return made


def _of_arrest(ask: Ask) -> dict[str, Any]:
    return {"reference": _arrest(ask).reference}


def _bail(authority: str = "") -> Provider:
    """Bail that runs, with an extension by this authority waiting for its decision."""

    def make(ask: Ask) -> Bail:
        day = timezone.localdate()
        person = ask.case.parties.get(role="SUSPECT").person
        values = {"counted_from": day, "starts_on": day, "ends_on": day + timedelta(days=90), "granted_by": ask.world.owner}
        bail, _ = Bail.objects.get_or_create(
            case=ask.case, suspect=person, defaults={"reference": next_reference("BAIL"), "granted_at": timezone.now(), **values}
        )
        if authority:
            bail.extensions.all().delete()
            Extension.objects.create(
                bail=bail, case=ask.case, authority=authority, why="More to do", asked_at=timezone.now(), asked_by=make_user("OFFICER")
            )
        return bail

    return lambda ask: {"reference": make(ask).reference}


def _referral(ask: Ask) -> CpsReferral:
    def make() -> CpsReferral:
        person = ask.case.parties.get(role="SUSPECT").person
        values = {"offences": ["STALKING_2A"], "considered": "s.2A", "begun_at": timezone.now(), "begun_by": ask.world.owner}
        return CpsReferral.objects.create(reference=next_reference("REF"), case=ask.case, suspect=person, **values)

    made: CpsReferral = ask.once("referral", make)
    return made


def _of_referral(ask: Ask) -> dict[str, Any]:
    return {"reference": _referral(ask).reference}


def _plan_item(ask: Ask) -> dict[str, Any]:
    referral = _referral(ask)
    values = {"what": "A second statement", "asked_at": timezone.now(), "asked_by": ask.world.owner}
    return {
        "reference": referral.reference,
        "pk": ask.once("plan item", lambda: PlanItem.objects.create(referral=referral, case=ask.case, **values)).pk,
    }


def _charge(ask: Ask) -> dict[str, Any]:
    referral = _referral(ask)
    values = {"offences": ["STALKING_2A"], "urn": "48NM0104726", "charged_at": timezone.now(), "recorded_by": ask.world.owner}
    make = partial(Charge.objects.create, case=ask.case, referral=referral, suspect=referral.suspect, court="Northmoor", **values)
    return {"pk": ask.once("charge", make).pk}


def _limit(ask: Ask) -> dict[str, Any]:
    def make() -> LimitPassed:
        day, now = timezone.localdate(), timezone.now()
        clock = Clock.objects.create(
            rule_id="R09", case=ask.case, subject_type="case", subject_id=ask.case.pk, title="x", slot="owner", started_at=now,
            due_on=day, overdue_from=now,
        )  # fmt: skip
        return LimitPassed.objects.create(case=ask.case, clock=clock, limit_on=day, noticed_at=now)

    return {"pk": ask.once("limit", make).pk}


_OF_BAIL = ("detail", "ask", "vary", "breach", "stop", "resume", "inpatient", "end", "gap", "day")
_OF_REFERRALS = ("detail", "submit", "approve", "plan", "again", "comment", "decide", "charge")


def _receipt(ask: Ask) -> dict[str, Any]:
    def make() -> Receipt:
        exhibit = Exhibit.objects.get(pk=_exhibit(ask)["pk"])
        return Receipt.objects.create(event=exhibit.ledger.last(), exhibit=exhibit, case=ask.case, person=ask.world.owner)

    return {"pk": ask.once("receipt", make).pk}


def _discrepancy(ask: Ask) -> dict[str, Any]:
    def make() -> Discrepancy:
        exhibit = Exhibit.objects.get(pk=_exhibit(ask)["pk"])
        values = {"about": "MISSING", "opened_by": ask.world.owner, "opened_at": timezone.now()}
        return Discrepancy.objects.create(event=exhibit.ledger.last(), exhibit=exhibit, case=ask.case, **values)

    return {"pk": ask.once("discrepancy", make).pk}


def _hold(ask: Ask) -> dict[str, Any]:
    def make() -> ExhibitHold:
        values = {"kind": "CIVIL", "reason": "A claim is pending", "placed_at": timezone.now(), "placed_by": ask.world.owner}
        return ExhibitHold.objects.create(exhibit_id=_exhibit(ask)["pk"], case=ask.case, **values)

    return {"pk": ask.once("hold", make).pk}


def _release(ask: Ask) -> dict[str, Any]:
    def make() -> Release:
        values = {"kind": "RETURN", "to": "OWNER", "reason": "A copy suffices", "asked_at": timezone.now(), "asked_by": ask.world.owner}
        return Release.objects.create(exhibit_id=_exhibit(ask)["pk"], case=ask.case, **values)

    return {"pk": ask.once("release", make).pk}


def _property(ask: Ask) -> dict[str, Any]:
    def make() -> PropertyRequest:
        values = {"kind": "RECORD", "asker": "OCCUPIER", "items": "All items", "received_at": timezone.now()}
        return PropertyRequest.objects.create(case=ask.case, recorded_by=ask.world.owner, **values)

    return {"pk": ask.once("property", make).pk}


def _loan(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("loan", lambda: DelegationFactory(giver=ask.world.owner, taker=make_user(rank="CONSTABLE"), role="OFFICER")).pk}


def _warrant(ask: Ask) -> dict[str, Any]:
    def make() -> Warrant:
        values = {"power": "PHA_2B", "author": ask.world.owner, "drafted_at": timezone.now()}
        return Warrant.objects.create(reference=next_reference("WAR"), case=ask.case, **values)

    return {"number": ask.once("warrant", make).reference}


def _search(ask: Ask) -> dict[str, Any]:
    def make() -> Search:
        now = timezone.now()
        values = {"power": "CONSENT", "place": "A garage", "notice_given": "To the occupier", "recorded_by": ask.world.owner}
        return Search.objects.create(case=ask.case, started_at=now - timedelta(hours=1), ended_at=now, recorded_at=now, **values)

    return {"pk": ask.once("search", make).pk}


def _file(ask: Ask) -> dict[str, Any]:
    def make() -> CaseFile:
        values = {"size": 3, "key": "content/none", "kind": "text", "checked_at": timezone.now()}
        content = Content.objects.create(sha256=f"{ask.case.pk:064x}", **values)
        return CaseFile.objects.create(case=ask.case, content=content, name="diary.txt", added_by=ask.world.owner)

    return {"pk": ask.once("file", make).pk}


def _upload(ask: Ask) -> dict[str, Any]:
    made = ask.once("upload", lambda: Upload.objects.create(case=ask.case, by=ask.world.owner, name="long.txt", size=9))
    return {"token": made.token}


def _merge(ask: Ask) -> dict[str, Any]:
    def make() -> PersonMerge:
        other = make_person(force=ask.case.force)
        values = {"reason": "Same date of birth and address", "merged_by": ask.world.owner, "merged_at": timezone.now()}
        return PersonMerge.objects.create(kept=_victim(ask), gone=other, **values)

    return {"pk": ask.once("merge", make).pk}


SAMPLES: dict[str, Provider] = {
    **{f"warrant-{name}": _warrant for name in ("detail", "edit", "again", "agree", "back", "apply", "grant", "refuse", "return")},
    **{f"search-{name}": _search for name in ("detail", "inspector", "check")},
    **{f"file-{name}": _file for name in ("detail", "download", "preview", "copy", "release", "apart")},
    **dict.fromkeys(("person-edit", "person-merge"), lambda ask: {"person": _victim(ask).pk}),
    "person-unmerge": _merge,
    "point-judge": lambda ask: {"line": "identity"},
    "victim-tell": lambda ask: {"about": "lowered"},
    "report-step": lambda ask: {"pk": 999_999, "step": "victim"},
    **{name: (lambda ask: {"code": "R10.other"}) for name in ("policy-value", "policy-propose")},
    **{name: (lambda ask: {"rule_id": "R10"}) for name in ("policy-switch", "policy-switch-propose", "rule-detail", "rule-dates")},
    **dict.fromkeys(("policy-proposal", "policy-withdraw"), _setting),
    **dict.fromkeys(("holiday-proposal", "holiday-withdraw"), _holiday),
    "rule-recount": _recount,
    **{name: (lambda ask: {"pk": ask.world.owner.pk}) for name in STAFF},
    "staff-role-end": lambda ask: {"pk": ask.world.owner.role_assignments.get().pk},
    "staff-loan-end": _loan,
    "incident-edit": _incident,
    **{f"victim-{name}": _party for name in _OF_VICTIM},
    "contact-correct": _care("contact"),
    **dict.fromkeys(("duty-earlier", "duty-fall"), _care("duty")),
    **dict.fromkeys(("victim-referral", "victim-panel"), _care("referral")),
    "victim-notice": _care("asked"),
    **dict.fromkeys(("victim-review", "victim-review-decide"), _care("review")),
    "plan-close": _plan_action,
    "prompt-answer": _prompt,
    **{f"order-{name}": _order for name in _OF_ORDERS},
    "order-service-correct": _service,
    "order-certificate": _service,
    "order-acknowledge": _notification,
    **dict.fromkeys(("order-transfer-answer", "order-transfer-back"), _order_transfer),
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
    "advice-thread": lambda ask: {"reference": _application(ask).reference, "pk": _application(ask).advice.get().pk},
    "application-hearing-change": lambda ask: {"reference": _hearing(ask).application.reference},
    "hearsay-step": _hearsay_notice,
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
    "log-correct": _entry,
    **dict.fromkeys(("action-detail", "action-close", "action-change"), _action),
    "link-end": _link,
    **dict.fromkeys(TRANSFERS, _transfer),
    "custody-release": _of_arrest,
    **{f"bail-{name}": _bail() for name in _OF_BAIL},
    "bail-inspector": _bail("inspector"),
    "bail-superintendent": _bail("superintendent"),
    "bail-acc": _bail("assistant_chief_constable"),
    "bail-court": _bail("court"),
    **{f"referral-{name}": _of_referral for name in _OF_REFERRALS},
    "referral-part": lambda ask: {**_of_referral(ask), "part": "VPS"},
    "referral-item": _plan_item,
    "charging-protocol": lambda ask: {"point": "EARLY"},
    "charging-court": _charge,
    "charging-limit": _limit,
    "exhibit-detail": _exhibit,
    **dict.fromkeys(("keeping", "keeping-review", "keeping-hold", "release-ask", *_OF_DEVICES), _exhibit),
    "hold-lift": _hold,
    **dict.fromkeys(("release-decide", "release-withdraw", "release-carry"), _release),
    "property-answer": _property,
    "court-paper": lambda ask: {"name": "continuity", "form": "csv"},
    "court-search": lambda ask: _search(ask) | {"form": "csv"},
    "court-warrant": lambda ask: _warrant(ask) | {"form": "csv"},
    "exhibit-photographs": _exhibit,
    "receipt-answer": _receipt,
    "discrepancy-resolve": _discrepancy,
    "exhibit-event": lambda ask: _exhibit(ask) | {"kind": "booked-in"},
    **dict.fromkeys(("pin-detail", "pin-link", "pin-review", "pin-approve"), _notice),
    **{f"pin-{name}": _notice for name in ("matches", "assign", "urgent", "reopen", "contact", "settle")},
    "pin-match": lambda ask: {**_notice(ask), "pk": _match(ask)},
    **{name: (lambda ask: {"pk": 999_999}) for name in OWN if name != "report-step"},
    **dict.fromkeys(("upload", "upload-finish"), _upload),
    "upload-part": lambda ask: {**_upload(ask), "number": 1},
}
