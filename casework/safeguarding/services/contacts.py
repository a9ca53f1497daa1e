"""The contact log: one contact answers whatever it told the victim. Nothing in it is ever changed; corrections are added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty
from casework.errors import Conflict, GuardFailed
from casework.safeguarding import flow, rules, selectors
from casework.safeguarding.models import Contact, ContactAnswer, DutyKind, Outcome, Referral, Service, VictimDuty
from casework.safeguarding.rules import Answer
from casework.safeguarding.services import duties, statements
from casework.safeguarding.services.referrals import begin_referral

FIELDS = ("method", "outcome", "summary", "off_plan_why")
REACHED = (Outcome.SPOKE, Outcome.REPRESENTATIVE)
TOLD = {
    DutyKind.ARREST: "the arrest",
    DutyKind.INTERVIEW: "the interview",
    DutyKind.RELEASE: "the release",
    DutyKind.BAIL_SET: "bail and its conditions",
    DutyKind.BAIL_CHANGED: "the change to bail",
    DutyKind.BAIL_ENDED: "the end of bail",
    DutyKind.NOT_INVESTIGATED: "the decision not to investigate",
    DutyKind.DECISION: "the charging decision",
    DutyKind.OUTCOME: "the court's outcome",
}


def record_contact(
    *,
    actor: Any,
    party: CaseParty,
    values: Mapping[str, Any],
    answers: Sequence[Answer] = (),
    orders: Mapping[int, str] | None = None,
) -> Contact:
    """Put one contact on the log and answer what it told. `values`: at, method, outcome, summary, off_plan_why.

    `answers` are of this victim's open duties; `orders` maps the id of an order to what the victim was told of it (the force's policy on
    orders runs beside the Victims' Code). All or nothing. Raises GuardFailed with the fields of the form.
    """
    case = party.case
    orders = orders or {}
    with change(actor, "contact.record", case, lock=True) as ch:
        at: datetime = values.get("at") or ch.now
        plan = selectors.plan_of(party)
        problems = rules.contact_problems(
            {**values, "at": at}, now=ch.now, reported_at=case.reported_at, safe=plan.methods if plan else None
        )
        for each in answers:
            if each.duty.party_id != party.pk or each.duty.kind not in rules.ON_CONTACT:
                raise LookupError(each.duty.kind)
            each.duty.refresh_from_db()
            if each.duty.state != flow.OPEN:
                raise Conflict({"duties": each.duty.get_state_display()}, {"duties": each.duty.get_kind_display()})
            problems += rules.answer_problems(each, outcome=values.get("outcome", ""), at=at)
        problems += _order_problems(orders, values.get("outcome", ""))
        if problems:
            raise GuardFailed(list(dict.fromkeys(problems)))
        contact = _write(ch, party, values, at)
        _answer_all(ch, contact, answers)
        ch.event("contact.made", _words(contact, [each.duty.kind for each in answers]), subject=contact, occurred_at=at)
        happened(Fact("victim.contacted", case.pk, contact, at, actor, {"orders": list(orders)}))
    return contact


def _order_problems(orders: Mapping[int, str], outcome: str) -> rules.Problems:
    found: rules.Problems = []
    if orders and outcome not in REACHED:
        found.append(("duties", "Only a contact in which the victim or a representative was reached can answer this"))
    for pk, told in orders.items():
        name = f"order_{pk}"
        if rules.short(told, 5):
            found.append((name, "Say what the victim was told"))
        found += [(name, rules.REACH)] if rules.says_where(told) else []
    return found


def _write(ch: Change, party: CaseParty, values: Mapping[str, Any], at: datetime, **more: Any) -> Contact:
    texts = {name: (values.get(name) or "").strip() for name in FIELDS}
    contact = Contact.objects.create(case=party.case, party=party, at=at, by=ch.actor, **texts, **more)
    ch.audit("CREATE", contact, after={**texts, "at": at})
    return contact


def _answer_all(ch: Change, contact: Contact, answers: Sequence[Answer]) -> None:
    # An advocate first: the same service offered for both is one referral, and settles both.
    offered: dict[tuple[str, str], Referral] = {}
    for each in sorted(answers, key=lambda given: given.duty.kind != DutyKind.ADVOCATE):
        _answer(ch, contact, each, offered)


def _answer(ch: Change, contact: Contact, given: Answer, offered: dict[tuple[str, str], Referral]) -> None:
    duty, values = given.duty, given.values
    told = (values.get("told") or "").strip()
    if duty.kind in (DutyKind.SUPPORT, DutyKind.ADVOCATE):
        key = (values["service"], values["name"].strip().casefold())
        if key not in offered:
            offered[key] = begin_referral(ch, contact.party, values, contact.at)
        referral = offered[key]
        told = f"{Service(referral.service).label}: {referral.get_state_display().lower()}"
    elif duty.kind == DutyKind.STATEMENT:
        step = statements.offer_in_contact(ch, contact.party, values["vps"], contact.at)
        told = step.get_kind_display()
    else:
        duties.answer(duty, at=contact.at, actor=ch.actor)
    review = values.get("review", "") if duty.kind == DutyKind.DECISION else ""
    ContactAnswer.objects.create(contact=contact, duty=duty, case=contact.case, told=told, review=review)


def _words(contact: Contact, kinds: Sequence[str]) -> str:
    if contact.outcome not in REACHED:
        return "Contact with the victim was tried"
    told = [TOLD[DutyKind(kind)] for kind in kinds if kind in TOLD]
    listed = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    who = "The victim" if contact.outcome == Outcome.SPOKE else "The victim's representative"
    return f"{who} was told of {listed}" if told else f"{who} was contacted"


def correct_contact(*, actor: Any, contact: Contact, values: Mapping[str, Any], correction_why: str, withdrawn: bool = False) -> Contact:
    """Add an entry that stands in place of a wrong one. `withdrawn`: it did not take place as written.

    What the wrong entry answered is answered by the new one at its own time, or owed again where the victim was not reached.
    """
    party = contact.party
    with change(actor, "contact.record", contact.case, lock=True) as ch:
        at = values.get("at") or contact.at
        corrected = Contact.objects.filter(corrects=contact).exists()
        problems = rules.correction_problems(contact, corrected=corrected, why=correction_why)
        problems += rules.reach_problems({"correction_why": correction_why}, ("correction_why",))
        plan = selectors.plan_of(party)
        if not withdrawn:
            problems += rules.contact_problems(
                {**values, "at": at}, now=ch.now, reported_at=contact.case.reported_at, safe=plan.methods if plan else None
            )
        if problems:
            raise GuardFailed(problems)
        kept = values if not withdrawn else {name: getattr(contact, name) for name in FIELDS}
        new = _write(ch, party, kept, at, corrects=contact, correction_why=correction_why.strip(), withdrawn=withdrawn)
        reached = not withdrawn and new.outcome in REACHED
        for old in contact.answers.select_related("duty__party__case"):
            _carry(ch, old, new, reached)
        words = "A contact with the victim was withdrawn from the log" if withdrawn else "A contact with the victim was corrected"
        ch.event("contact.corrected", words, subject=new)
    return new


def _carry(ch: Change, old: ContactAnswer, new: Contact, reached: bool) -> None:
    duty = old.duty
    if reached:
        if duty.kind in rules.TELLING and new.at < duty.happened_at.replace(second=0, microsecond=0):
            raise GuardFailed("This is before what the victim was told of. Check the date and the time", "at")
        ContactAnswer.objects.create(contact=new, duty=duty, case=new.case, told=old.told, review=old.review)
    again = duty.kind in (*rules.TELLING, DutyKind.STATEMENT) and duty.state == flow.MET
    if again and (not reached or new.at != old.contact.at):
        duties.owe_again(duty, actor=ch.actor, why="The contact that answered it was corrected")
        if reached:
            duties.answer(duty, at=new.at, actor=ch.actor)


def answer_with_earlier(*, actor: Any, duty: VictimDuty, contact: Contact, told: str, review: str = "") -> VictimDuty:
    """The victim had been told already, in a contact that is on the log: before the fact itself was typed."""
    case = duty.party.case
    with change(actor, "contact.record", case, lock=True) as ch:
        duty.refresh_from_db()
        problems = rules.answer_problems(Answer(duty, {"told": told, "review": review}), outcome=contact.outcome, at=contact.at)
        plain = [(name.removesuffix(f"_{duty.pk}") if name else None, words) for name, words in problems]
        if duty.kind not in rules.TELLING:
            plain.append((None, "This is answered by recording what the victim was offered"))
        if not selectors.standing_contacts(duty.party, duty.happened_at).filter(pk=contact.pk).exists():
            plain.append(("contact", "Choose a contact in which the victim was reached, after it happened"))
        if plain:
            raise GuardFailed(plain)
        duties.answer(duty, at=contact.at, actor=actor)
        ContactAnswer.objects.create(contact=contact, duty=duty, case=case, told=told.strip(), review=review)
        ch.event("contact.answered", _words(contact, [duty.kind]), subject=duty, occurred_at=contact.at)
        ch.audit("MOVE", duty, after={"state": duty.state})
    return duty


def let_duty_fall(*, actor: Any, duty: VictimDuty, why: str) -> VictimDuty:
    """Something is not owed any more, in particular because the victim asked not to be told. Its clock is cancelled with the reason."""
    with change(actor, "contact.record", duty.party.case, lock=True) as ch:
        duty.refresh_from_db()
        if duty.kind not in rules.ON_CONTACT:
            raise GuardFailed("This is owed as long as the request is open")
        duties.let_fall(duty, why=why, actor=actor)
        ch.event("contact.not_owed", f"Not owed any more, with the reason: {_lower(duty.get_kind_display())}", subject=duty)
        ch.audit("MOVE", duty, after={"state": duty.state})
    return duty


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
