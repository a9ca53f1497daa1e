"""The prosecutors: an action plan, or a decision to charge or not. Only they decide; the file is granted to them by name."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases import flow as case_flow
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.charging import flow, rules
from casework.charging.models import CpsReferral, PlanItem
from casework.charging.services import referring
from casework.clocks import services as clocks
from casework.custody.services.changing import resume
from casework.errors import GuardFailed
from casework.law.when import day_of
from casework.outbox.services import send
from casework.staff.models import User


def ask_for_more(*, actor: User, referral: CpsReferral, items: Sequence[Mapping[str, Any]], at: datetime | None = None) -> CpsReferral:
    """The prosecutors set an action plan ({what, due_on} each): each item gets its date (R37), bail for their decision runs on (R48)."""
    with change(actor, "charging.decide", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at, not_before=referral.referred_at, before="it was referred")
        make_move(referral, "ask for more", actor=actor, facts={"items": items, "today": day_of(when)}, at=when)
        for each in items:
            item = PlanItem.objects.create(
                referral=referral, case=referral.case, what=each["what"].strip(), due_on=each.get("due_on"), asked_at=when, asked_by=actor
            )
            clocks.start(
                "R37",
                subject=item,
                case=referral.case,
                on=day_of(when),
                inputs={"item_date": item.due_on},
                title=f"Do what the CPS asked for in {referral.reference}",
                path=f"/charging/{referral.reference}/",
                actor=actor,
            )
        clocks.cancel("R36", subject=referral, actor=actor, why="The CPS asked for more")
        words = f"the CPS asked for {len(items)} {'thing' if len(items) == 1 else 'things'} to be done"
        ch.event("charging.plan", f"{referral.reference}: {words}.", subject=referral, occurred_at=when)
        ch.audit("MOVE", referral, after={"state": referral.state})
        for bail in referring.bail_for_decision(referral, state="STOPPED"):
            resume(actor=actor, bail=bail, on=day_of(when), action="charging.decide")
        _back_to_work(ch, referral, when)
        _tell(referral, "The CPS asked for more", "Each thing has its date on the referral's page.", "plan")
    return referral


def item_done(*, actor: User, item: PlanItem, note: str, at: datetime | None = None) -> PlanItem:
    """What the prosecutors asked for is done. Satisfies R37. Raises GuardFailed."""
    with change(actor, "charging.item", item.case, lock=True) as ch:
        item.refresh_from_db()
        when = past(at, not_before=item.asked_at, before="it was asked for")
        problems: list[tuple[str | None, str]] = []
        if item.done_at is not None:
            problems.append((None, "This is done already."))
        if rules.short(note, 3):
            problems.append(("note", "Say what was done, and where it is."))
        if problems:
            raise GuardFailed(problems)
        PlanItem.objects.filter(pk=item.pk).update(done_at=when, done_by=actor, done_note=note.strip())
        item.refresh_from_db()
        ch.event("charging.item", f"{item.referral.reference}: a thing that the CPS asked for is done.", subject=item, occurred_at=when)
        ch.audit("UPDATE", item, fields=["done_at", "done_note"])
        clocks.satisfy("R37", subject=item, at=when, actor=actor)
    return item


def decide(
    *,
    actor: User,
    referral: CpsReferral,
    charge: bool,
    reasons: str,
    code_test: str,
    offences: Collection[str] = (),
    at: datetime | None = None,
) -> CpsReferral:
    """The prosecutors decide to charge these offences, or not to charge. Satisfies R36. Raises GuardFailed."""
    with change(actor, "charging.decide", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at, not_before=referral.referred_at, before="it was referred")
        facts = {"charge": charge, "offences": offences, "code_test": code_test, "reasons": reasons, "decider_id": actor.pk}
        make_move(
            referral,
            "decide to charge" if charge else "decide against",
            actor=actor,
            reason=reasons,
            facts=facts,
            at=when,
            decided_at=when,
            decided_by=actor,
            decided_offences=sorted(set(offences)) if charge else [],
            code_test=code_test,
            decision_reasons=reasons.strip(),
        )
        words = "the CPS decided to charge" if charge else "the CPS decided not to charge"
        ch.event("charging.decided", f"{referral.reference}: {words}.", subject=referral, occurred_at=when)
        ch.audit("MOVE", referral, after={"state": referral.state, "offences": ",".join(referral.decided_offences)})
        clocks.satisfy("R36", subject=referral, at=when, actor=actor)
        for item in referral.plan.filter(done_at=None):
            clocks.cancel("R37", subject=item, actor=actor, why="The CPS has decided")
        if not charge:
            clocks.satisfy("R09", subject=referral.case, at=when, actor=actor, note="The CPS decided not to charge")
            _back_to_work(ch, referral, when)
        happened(Fact("charging.decided", referral.case_id, referral, when, actor, referring.told(referral)))
        _tell(referral, "The CPS has decided", "Its decision and reasons are on the referral's page.", "decided")
    return referral


def _back_to_work(ch: Change, referral: CpsReferral, when: datetime) -> None:
    """The case is under investigation again, unless another referral of it is still with the prosecutors."""
    case = referral.case
    case.refresh_from_db()
    waiting = CpsReferral.objects.filter(case=case, state__in=(flow.SENT, flow.TO_CHARGE)).exclude(pk=referral.pk)
    if case.state == case_flow.AWAITING_CPS and not waiting.exists():
        make_move(case, "return to investigation", actor=ch.actor, at=when)


def _tell(referral: CpsReferral, title: str, text: str, what: str) -> None:
    """Tell the case's officer and supervisor at once."""
    case = referral.case
    for user in {case.owner, case.supervisor} - {None}:
        send(
            user=user,
            key=f"cps-{what}:{referral.pk}:{referral.plan.count()}",
            title=title,
            text=f"{referral.reference}. {text}",
            reference=case.reference,
            case_id=case.pk,
            path=f"/charging/{referral.reference}/",
            action_due=True,
        )
