"""A referral and its pack: begun, filled, submitted, approved and sent to the prosecutor who is granted the file by name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from casework.access import grants
from casework.access.scope import GRANTED
from casework.access.writing import Change, change
from casework.cases import flow as case_flow
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.charging import flow, pack, rules
from casework.charging.models import Category, CpsComment, CpsReferral, PackItem
from casework.clocks import services as clocks
from casework.custody.models import Bail, BailPurpose
from casework.custody.services.arresting import suspect_problems
from casework.custody.services.changing import stop_for_charging
from casework.errors import GuardFailed
from casework.law.spans import DAY, seconds_from
from casework.law.when import day_of
from casework.people.models import Person
from casework.staff.models import User

ACCESS_DAYS = 180
"""How long the prosecutor reads the file before it is granted again."""


def begin_referral(
    *,
    actor: User,
    case: Case,
    suspect: Person,
    offences: Collection[str],
    considered: str,
    category: str = Category.GREEN,
    at: datetime | None = None,
) -> CpsReferral:
    """Begin a referral for a charging decision. `considered`: which stalking charge was considered, and why it is proposed or not."""
    with change(actor, "charging.prepare", case, lock=True) as ch:
        when = past(at)
        problems = rules.begin_problems(offences, considered, category) + suspect_problems(case, suspect)
        if case.state not in (case_flow.INVESTIGATING, case_flow.AWAITING_CPS, case_flow.CHARGED, case_flow.AT_COURT):
            problems.append((None, f"The case is {case.get_state_display().lower()}. It is referred once it is under investigation."))
        if CpsReferral.objects.filter(case=case, suspect=suspect, state__in=flow.OPEN).exists():
            problems.append(("suspect", "A referral of this suspect is open already. Go on with that one."))
        if problems:
            raise GuardFailed(problems)
        referral = CpsReferral.objects.create(
            reference=next_reference("REF"),
            case=case,
            suspect=suspect,
            category=category,
            offences=sorted(set(offences)),
            considered=considered.strip(),
            begun_at=when,
            begun_by=actor,
        )
        begin(referral, "begin", actor=actor, at=when)
        ch.event("charging.begun", f"{referral.reference}: a referral to the CPS was begun.", subject=referral, occurred_at=when)
        ch.audit("CREATE", referral, after={"offences": ",".join(referral.offences), "category": category})
    return referral


def say_of_part(*, actor: User, referral: CpsReferral, part: str, applies: bool, note: str) -> PackItem:
    """Say where a part of the pack is, or why it does not apply. The last word counts. Raises GuardFailed."""
    with change(actor, "charging.prepare", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        problems = rules.item_problems(part, applies, note)
        if referral.state not in (flow.PREPARING, flow.MORE_WORK):
            problems.append((None, f"The pack cannot be changed now: it is {referral.get_state_display().lower()}."))
        if problems:
            raise GuardFailed(problems)
        item, _ = PackItem.objects.update_or_create(
            referral=referral,
            part=part,
            defaults={"applies": applies, "note": note.strip(), "said_at": ch.now, "said_by": actor},
        )
        ch.audit("UPDATE", item, after={"part": part, "applies": applies})
    return item


def submit(*, actor: User, referral: CpsReferral, at: datetime | None = None) -> CpsReferral:
    """Put the pack before a supervisor. Refused while a part neither exists nor is said not to apply."""
    with change(actor, "charging.prepare", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at, not_before=referral.begun_at, before="the referral was begun")
        facts = {"missing": pack.missing(referral)}
        make_move(referral, "submit", actor=actor, facts=facts, at=when, submitted_by=actor, return_reason="")
        ch.event("charging.submitted", f"{referral.reference}: the pack is with a supervisor.", subject=referral, occurred_at=when)
        ch.audit("MOVE", referral, after={"state": referral.state})
    return referral


def send_back(*, actor: User, referral: CpsReferral, reason: str, at: datetime | None = None) -> CpsReferral:
    """A supervisor sends the pack back with what is to be mended."""
    with change(actor, "charging.approve", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at)
        make_move(referral, "send back", actor=actor, reason=reason, facts={"reason": reason}, at=when, return_reason=reason.strip())
        ch.event("charging.returned", f"{referral.reference}: the pack was sent back.", subject=referral, occurred_at=when)
        ch.audit("MOVE", referral, after={"state": referral.state})
    return referral


def approve(*, actor: User, referral: CpsReferral, prosecutor: User | None, at: datetime | None = None) -> CpsReferral:
    """A supervisor who did not prepare it approves the pack: the file is granted to the prosecutor and their time begins (R36)."""
    with change(actor, "charging.approve", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at, not_before=referral.begun_at, before="the referral was begun")
        facts = {"approver_id": actor.pk, "missing": pack.missing(referral), "prosecutor": prosecutor}
        make_move(referral, "approve", actor=actor, facts=facts, at=when, approved_by=actor, prosecutor=prosecutor, referred_at=when)
        if prosecutor is not None and not grants.live(referral.case, GRANTED).filter(user=prosecutor).exists():
            grants.give(
                actor=actor,
                case=referral.case,
                user=prosecutor,
                codename=GRANTED,
                reason=f"Charging decision on {referral.reference}",
                expires_at=seconds_from(ch.now, ACCESS_DAYS * DAY),
            )
        sent(ch, referral, when)
    return referral


def send_again(*, actor: User, referral: CpsReferral, at: datetime | None = None) -> CpsReferral:
    """Everything that the prosecutors asked for is done: the file is with them again, and bail for their decision stands still again."""
    with change(actor, "charging.prepare", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        when = past(at, not_before=referral.referred_at, before="it was referred")
        left = referral.plan.filter(done_at=None).count()
        make_move(referral, "send again", actor=actor, facts={"left": left}, at=when, referred_at=when)
        sent(ch, referral, when)
        for bail in bail_for_decision(referral, state="LIVE"):
            stop_for_charging(actor=actor, bail=bail, on=day_of(when))
    return referral


def sent(ch: Change, referral: CpsReferral, when: datetime) -> None:
    """The file is with the prosecutors from now."""
    case = referral.case
    ch.event("charging.referred", f"{referral.reference}: sent to the CPS for a decision.", subject=referral, occurred_at=when)
    ch.audit("MOVE", referral, after={"state": referral.state, "prosecutor": referral.prosecutor_id})
    case.refresh_from_db()
    if case.state == case_flow.INVESTIGATING:
        make_move(case, "refer to the CPS", actor=ch.actor, at=when)
    clocks.start(
        "R36",
        subject=referral,
        case=case,
        on=when,
        inputs={"category": referral.category.lower()},
        title="The CPS decides on a charge",
        path=f"/charging/{referral.reference}/",
        actor=ch.actor,
    )
    happened(Fact("charging.referred", case.pk, referral, when, ch.actor))


def bail_for_decision(referral: CpsReferral, *, state: str) -> list[Bail]:
    """The suspect's bail for a charging decision on this case, in that state."""
    found = Bail.objects.filter(case_id=referral.case_id, suspect_id=referral.suspect_id, purpose=BailPurpose.CHARGING, state=state)
    return list(found.select_related("case"))


def comment(*, actor: User, referral: CpsReferral, text: str, action: str = "charging.comment") -> CpsComment:
    """Write to the prosecutors, or they to the officer. Not the place for privileged advice."""
    with change(actor, action, referral.case) as ch:
        if rules.short(text, 3):
            raise GuardFailed("Write what you want to say.", "text")
        made = CpsComment.objects.create(referral=referral, text=text.strip(), at=ch.now, author=actor)
        ch.event("charging.comment", f"{referral.reference}: a comment was written.", subject=referral)
        ch.audit("CREATE", made, fields=["text"])
    return made


def told(referral: CpsReferral) -> dict[str, Any]:
    """What the decision's fact says beside its record."""
    return {"decision": "CHARGE" if referral.state == flow.TO_CHARGE else "NO_CHARGE", "suspect": referral.suspect_id}
