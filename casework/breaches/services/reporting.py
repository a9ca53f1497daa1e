"""Reporting a breach: from the case, the order or the enforcement card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.breaches import rules, selectors
from casework.breaches.models import Breach, BreachStep, BreachStepKind, BreachType
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty, PartyRole
from casework.cases.moments import past
from casework.cases.moves import begin
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.orders import flow as order_flow
from casework.orders.models import Order, OrderCondition
from casework.outbox.services import send
from casework.people.models import Person
from casework.reports.incidents import add_incident
from casework.reports.models import Incident

STEP_OF_RULE = {BreachStepKind.RISK: "risk", BreachStepKind.ARREST: "arrest", BreachStepKind.CRIME: "crime"}
TITLES = {
    BreachStepKind.RISK: "Assess risk again after the breach",
    BreachStepKind.ARREST: "Arrest, or the reason for none",
    BreachStepKind.CRIME: "Record the crime of the breach",
}


def report_breach(
    *,
    actor: Any,
    order: Order,
    occurred_at: datetime,
    what_happened: str,
    type: str = BreachType.S8_BREACH,
    condition_ids: Sequence[int] = (),
    victim_safe: str = "",
    knew_of_order: bool = False,
    knew_why: str = "",
    account: str = "",
    reported_at: datetime | None = None,
) -> Breach:
    """Record a suspected breach or notification offence. The order's own state does not change.

    Whoever may look at the enforcement card may report, even where they see nothing else of the case. Puts the occasion on the
    chronology, starts the three clocks of rule SPA-8 and asks whether a further stalking crime is recorded. GuardFailed with reasons.
    """
    case = order.case
    with change(actor, "breach.report", case, lock=True) as ch:
        order.refresh_from_db()
        reported = past(reported_at, "reported_at")
        version = selectors.version_at(order, occurred_at)
        available = list(version.conditions.all()) if version is not None else []
        chosen = list(OrderCondition.objects.filter(pk__in=condition_ids, version__order=order).order_by("number"))
        problems = rules.not_reportable(
            order,
            type=type,
            occurred_at=occurred_at,
            now=reported,
            chosen=chosen,
            conditions=available,
            what_happened=what_happened,
            knew_of_order=knew_of_order,
            knew_why=knew_why,
        )
        if problems:
            raise GuardFailed(problems)
        breach = Breach.objects.create(
            reference=next_reference("BRE"),
            case=case,
            order=order,
            order_version=version,
            type=type,
            occurred_at=occurred_at,
            reported_at=reported,
            reported_by=actor,
            what_happened=what_happened.strip(),
            victim_safe=victim_safe.strip(),
            knew_of_order=knew_of_order,
            knew_why=knew_why.strip(),
            account=account.strip(),
        )
        breach.conditions.set(chosen)
        begin(breach, "report", actor=actor, at=reported)
        ch.event("breach.reported", f"{breach.reference}: {_words(breach, chosen)} reported.", subject=breach, occurred_at=occurred_at)
        ch.audit("CREATE", breach, after={"order": order.pk, "type": type, "occurred_at": occurred_at})
        if type == BreachType.S8_BREACH:
            breach.incident = _chronology(actor, breach, chosen, reported)
            breach.save(update_fields=["incident"])
        else:
            _offence_considered(actor, order, reported)
        _steps(ch, breach)
        _tell(breach)
        happened(Fact("breach.reported", case.pk, breach, reported, actor))
    return breach


def _words(breach: Breach, chosen: Sequence[OrderCondition]) -> str:
    if breach.type != BreachType.S8_BREACH:
        return f"notification offence under {breach.order.reference}"
    numbers = ", ".join(str(each.number) for each in chosen)
    return f"breach of {breach.order.reference}" + (f", condition {numbers}" if numbers else "")


def _chronology(actor: Any, breach: Breach, chosen: Sequence[OrderCondition], reported: datetime) -> Incident:
    """The occasion on the course of conduct, with the acts that the breached conditions stand for."""
    acts = sorted({rules.ACT_OF.get(each.category, "X") for each in chosen} or {"X"})
    values = {
        "occurred_at": breach.occurred_at,
        "acts": acts,
        "other_act": f"Breach of {breach.order.reference}: part of the course of conduct" if "X" in acts else "",
        "behaviour": f"Breach {breach.reference}",
        "summary": breach.what_happened,
        "source": "POLICE",
    }
    return add_incident(
        actor=actor,
        case=breach.case,
        values=values,
        victim=_victim(breach, chosen),
        suspect=breach.order.defendant,
        at=reported,
        action="breach.report",
    )


def _victim(breach: Breach, chosen: Sequence[OrderCondition]) -> Person | None:
    """The protected person whom the breached condition names, else the case's first victim."""
    parties = CaseParty.objects.filter(case=breach.case, role=PartyRole.VICTIM).select_related("person").order_by("pk")
    victims = [party.person for party in parties]
    named = [person for person in victims if any(person.full_name in each.text for each in chosen)]
    return next(iter(named or victims), None)


def _offence_considered(actor: Any, order: Order, at: datetime) -> None:
    """Reporting the notification offence is the answer to the missed notification (rule SPA-11-3)."""
    for duty in order.duties.filter(state__in=(order_flow.OVERDUE, order_flow.MET_LATE)):
        clocks.satisfy("SPA-11-3", subject=duty, at=at, actor=actor, note="Offence reported")


def _steps(ch: Change, breach: Breach) -> None:
    for kind in BreachStepKind.values:
        step = BreachStep.objects.create(breach=breach, case=breach.case, kind=kind)
        if kind in BreachStep.CLOCKED:
            clocks.start(
                "SPA-8",
                subject=step,
                case=breach.case,
                on=breach.reported_at,
                inputs={"step": STEP_OF_RULE[BreachStepKind(kind)]},
                title=f"{TITLES[BreachStepKind(kind)]} {breach.reference}",
                actor=ch.actor,
                path=f"/breaches/{breach.reference}/",
            )
    if breach.victim_safe:
        BreachStep.objects.filter(breach=breach, kind=BreachStepKind.SAFETY).update(
            done_at=breach.reported_at, done_by=ch.actor, note=breach.victim_safe
        )


def _tell(breach: Breach) -> None:
    """Tell the case's officer and supervisor at once, unless they reported it themselves."""
    for user in {breach.case.owner, breach.case.supervisor} - {None, breach.reported_by}:
        send(
            user=user,
            key=f"breach-reported:{breach.pk}",
            title=f"A breach of {breach.order.reference} was reported",
            text=f"{breach.reference}. Risk is assessed again, the crime recorded, and arrest decided.",
            reference=breach.case.reference,
            case_id=breach.case_id,
            path=f"/breaches/{breach.reference}/",
            action_due=True,
        )
