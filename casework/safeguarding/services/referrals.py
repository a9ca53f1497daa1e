"""Referrals to support and to panels, from the offer to the end."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.errors import GuardFailed
from casework.safeguarding import flow, rules
from casework.safeguarding.models import Referral
from casework.safeguarding.services import duties


def refer(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> Referral:
    """Offer a referral and record the answer, or send one without the victim's consent, with the reason.

    `values`: service, name, answer (SENT, ACCEPTED, DECLINED, UNDECIDED, NO_CONSENT), at, why, no_consent_why. Raises GuardFailed.
    """
    case = party.case
    with change(actor, "contact.record", case, lock=True) as ch:
        at = values.get("at") or ch.now
        problems = rules.offer_problems(values, ch.now, case.reported_at)
        if values.get("answer") not in (*rules.ANSWER_SUPPORT, "NO_CONSENT"):
            problems.append(("answer", "Choose what the victim answered"))
        if problems:
            raise GuardFailed(problems)
        return begin_referral(ch, party, values, at)


def begin_referral(ch: Change, party: CaseParty, values: Mapping[str, Any], at: datetime) -> Referral:
    """Make the referral and take it as far as `values` say, inside the caller's change; settles what support was owed."""
    without = values["answer"] == "NO_CONSENT"
    referral = Referral.objects.create(
        case=party.case,
        party=party,
        service=values["service"],
        name=values["name"].strip(),
        state=flow.SENT if without else flow.OFFERED,
        offered_at=None if without else at,
        sent_at=at if without else None,
        no_consent_why=values.get("no_consent_why", "").strip() if without else "",
        made_by=ch.actor,
    )
    begin(referral, "send without consent" if without else "offer", actor=ch.actor, at=at)
    if values["answer"] in ("SENT", "ACCEPTED"):
        make_move(referral, "accept", actor=ch.actor, at=at, answered_at=at)
    if values["answer"] == "SENT":
        make_move(referral, "send", actor=ch.actor, at=at, sent_at=at)
    if values["answer"] == "DECLINED":
        why = values.get("why", "")
        make_move(referral, "decline", actor=ch.actor, at=at, facts={"why": why}, answered_at=at, declined_why=why.strip())
    ch.audit("CREATE", referral, after={"service": referral.service, "state": referral.state})
    _told(ch, referral, at)
    return referral


def _told(ch: Change, referral: Referral, at: datetime) -> None:
    words = f"Referral to {_plain(referral)}: {referral.get_state_display().lower()}"
    ch.event("referral.moved", words, subject=referral, occurred_at=at, case=referral.case)
    duties.support_settled(referral, at=at, actor=ch.actor)
    happened(Fact("referral.moved", referral.case_id, referral, at, ch.actor, {"state": referral.state, "service": referral.service}))


def _plain(referral: Referral) -> str:
    said = referral.get_service_display()
    return said if said.startswith("MARAC") else f"{said[0].lower()}{said[1:]}"


STAMPS = {
    "accept": "answered_at",
    "decline": "answered_at",
    "send": "sent_at",
    "first contact": "first_contact_at",
    "end": "ended_at",
    "offer again": "offered_at",
}


def move_referral(*, actor: Any, referral: Referral, verb: str, at: datetime | None = None, why: str = "") -> Referral:
    """Take the referral on: accept, decline (why), send, first contact, end (why), offer again. Raises GuardFailed, Conflict."""
    if verb not in STAMPS:
        raise LookupError(verb)
    with change(actor, "contact.record", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        newest = max(filter(None, (referral.offered_at, referral.answered_at, referral.sent_at, referral.first_contact_at)))
        when = past(at, not_before=newest, before="what was recorded last")
        values: dict[str, Any] = {STAMPS[verb]: when}
        if verb == "decline":
            values["declined_why"] = why.strip()
        if verb == "end":
            values["end_why"] = why.strip()
        make_move(referral, verb, actor=actor, reason=why, facts={"why": why} if verb in ("decline", "end") else {}, at=when, **values)
        ch.audit("MOVE", referral, after={"state": referral.state})
        _told(ch, referral, when)
    return referral


def record_panel(*, actor: Any, referral: Referral, discussed_on: date, advice: str, actions_agreed: str) -> Referral:
    """What a MARAC, clinic or panel said, and the actions agreed there."""
    with change(actor, "contact.record", referral.case) as ch:
        problems = rules.reach_problems({"advice": advice, "actions_agreed": actions_agreed}, ("advice", "actions_agreed"))
        if referral.sent_at is None:
            problems.append((None, "It has not been sent yet. Record that first"))
        elif discussed_on < rules.day_of(referral.sent_at):
            problems.append(("discussed_on", "It cannot have been discussed before it was sent"))
        if discussed_on > rules.day_of(ch.now):
            problems.append(("discussed_on", "This day has not come yet. Check the date"))
        if rules.short(advice, rules.REASON):
            problems.append(("advice", f"Say in at least {rules.REASON} characters what was advised"))
        if problems:
            raise GuardFailed(problems)
        values = {"discussed_on": discussed_on, "advice": advice.strip(), "actions_agreed": actions_agreed.strip()}
        Referral.objects.filter(pk=referral.pk).update(**values)
        referral.refresh_from_db()
        ch.event("referral.discussed", f"{_plain(referral)[0].upper()}{_plain(referral)[1:]}: discussed, advice recorded", subject=referral)
        ch.audit("UPDATE", referral, after=values)
    return referral
