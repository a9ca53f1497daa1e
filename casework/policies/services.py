"""Proposing and deciding force policy and bank holidays. Nothing is overwritten: every step is a row, and another person's to approve."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from casework.access.predicate import why_not
from casework.access.scope import scope
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.law.errors import LawInputError
from casework.law.policy import DEFAULTS
from casework.law.when import day_of, day_words
from casework.outbox.services import Letter, send_all
from casework.policies import rules
from casework.policies.models import HolidayOverride, PolicyDecision, PolicySetting
from casework.policies.selectors import law_of, overrides_of, reach, settings_of, waiting
from casework.policies.values import store_value
from casework.staff.models import Force, Role
from casework.staff.selectors import holding

READ, PROPOSE, APPROVE = "rules.view", "policy.propose", "policy.approve"
WAITS = "A proposal for this waits already. It has to be approved, declined or withdrawn first."
Proposal = PolicySetting | HolidayOverride


def propose_value(
    *, actor: Any, force: Force, code: str, typed: str, back_to_default: bool = False, from_on: date | None, reason: str
) -> PolicySetting:
    """Propose a value of force policy; `typed` as somebody wrote it. It counts for nothing until an authorising officer approves.

    GuardFailed beside `value`, `from_on` or `reason`; Hidden for a code that does not exist.
    """
    if code not in DEFAULTS:
        raise Hidden
    with _changing(actor, force, PROPOSE) as ch:
        problems = [*rules.from_problems(from_on, day_of(ch.now)), *rules.reason_problems(reason)]
        value = None
        if not back_to_default:
            try:
                value = rules.read_typed(code, typed)
            except LawInputError as fault:
                problems.insert(0, ("value", fault.sentence))
        if not problems:
            by_then = law_of(force.pk, from_on).policy
            if back_to_default and code not in by_then.own:
                problems.append(("value", "The default counts already."))
            elif not back_to_default and by_then[code] == value:
                problems.append(("value", "That is the value already."))
        return _setting(ch, force, PolicySetting.VALUE, code, store_value(value), back_to_default, from_on, reason, problems)


def propose_switch(*, actor: Any, force: Force, rule_id: str, in_use: bool, from_on: date | None, reason: str) -> PolicySetting:
    """Propose that the force uses one of its own rules (class "policy"), or does not. GuardFailed for a rule that the law sets."""
    with _changing(actor, force, PROPOSE) as ch:
        problems = [*rules.switch_problems(rule_id), *rules.from_problems(from_on, day_of(ch.now)), *rules.reason_problems(reason)]
        if not problems and in_use == (rule_id not in law_of(force.pk, from_on).policy.inactive):
            problems.append(("value", "It is in use already." if in_use else "It is switched off already."))
        return _setting(ch, force, PolicySetting.SWITCH, rule_id, in_use, False, from_on, reason, problems)


def propose_holiday(*, actor: Any, force: Force, kind: str, day: date, name: str = "", reason: str) -> HolidayOverride:
    """Propose a correction of the bank holidays (see `HolidayOverride`); for COVER any day of the year."""
    with _changing(actor, force, PROPOSE) as ch:
        law = law_of(force.pk)
        corrected = any(day == each for each, _ in law.overrides)
        problems = [*rules.holiday_problems(kind, day, name, law.calendar, corrected), *rules.reason_problems(reason)]
        same = waiting(overrides_of(force)).filter(day=_kept(kind, day))
        same = same.filter(kind=kind) if kind == HolidayOverride.COVER else same.exclude(kind=HolidayOverride.COVER)
        if not problems and same.exists():
            problems.append(("year" if kind == HolidayOverride.COVER else "day", WAITS))
        if problems:
            raise GuardFailed(problems)
        made = HolidayOverride.objects.create(
            force=force,
            kind=kind,
            day=_kept(kind, day),
            name=name.strip() if kind == HolidayOverride.ADD else "",
            reason=reason.strip(),
            proposed_by=actor,
            proposed_at=ch.now,
        )
        ch.audit("CREATE", made, after={"kind": kind, "day": made.day, "force": force.pk})
        _ask(made, force, f"Bank holidays: {made.words}", f"/rules/holidays/proposals/{made.pk}/")
        return made


def _kept(kind: str, day: date) -> date:
    return date(day.year, 1, 1) if kind == HolidayOverride.COVER else day


def approve(*, actor: Any, proposal: Proposal) -> PolicyDecision:
    """Put a proposal into force: from the day asked for, or from today if that has passed. Never by the person who proposed it.

    GuardFailed when it is the actor's own, was decided already, or no longer fits what is in force.
    """
    with _deciding(actor, proposal, APPROVE) as ch:
        if actor.pk == proposal.proposed_by_id:
            raise GuardFailed("You proposed this. Somebody else has to approve it.")
        today = day_of(ch.now)
        if isinstance(proposal, HolidayOverride):
            law = law_of(proposal.force_id)
            corrected = any(proposal.day == each for each, _ in law.overrides)
            problems = rules.holiday_problems(proposal.kind, proposal.day, proposal.name, law.calendar, corrected)
            if problems:
                raise GuardFailed([(None, sentence) for _, sentence in problems])
            start = today
        else:
            start = max(proposal.from_on, today)
        decision = _decide(ch, proposal, PolicyDecision.APPROVED, "", start)
        happened(Fact("policy.approved", None, proposal, ch.now, actor))
        return decision


def decline(*, actor: Any, proposal: Proposal, note: str) -> PolicyDecision:
    """Refuse a proposal, with the reason for whoever proposed it."""
    with _deciding(actor, proposal, APPROVE) as ch:
        problems: list[rules.Problem] = [("note", sentence) for _, sentence in rules.reason_problems(note)]
        if problems:
            raise GuardFailed(problems)
        return _decide(ch, proposal, PolicyDecision.DECLINED, note.strip(), None)


def withdraw(*, actor: Any, proposal: Proposal) -> PolicyDecision:
    """Take a proposal back: one's own, or as an administrator anybody's."""
    with _deciding(actor, proposal, PROPOSE) as ch:
        if actor.pk != proposal.proposed_by_id and not _administers(actor, proposal.force_id):
            raise Forbidden("Only who proposed it, or an administrator, takes it back.", action=PROPOSE)
        return _decide(ch, proposal, PolicyDecision.WITHDRAWN, "", None)


def may_withdraw(user: Any, proposal: Proposal) -> bool:
    """Whether `withdraw` is open to the person."""
    holds = proposal.force_id in reach(user, PROPOSE)
    return holds and (user.pk == proposal.proposed_by_id or _administers(user, proposal.force_id))


def _administers(user: Any, force_id: int) -> bool:
    return force_id in scope(user).forces(Role.ADMIN)


def _setting(
    ch: Change,
    force: Force,
    kind: str,
    code: str,
    value: Any,
    back_to_default: bool,
    from_on: date | None,
    reason: str,
    problems: list[rules.Problem],
) -> PolicySetting:
    if not problems and waiting(settings_of(force, kind, code)).exists():
        problems = [("value", WAITS)]
    if problems:
        raise GuardFailed(problems)
    assert from_on is not None
    made = PolicySetting.objects.create(
        force=force,
        kind=kind,
        code=code,
        value=value,
        back_to_default=back_to_default,
        from_on=from_on,
        reason=reason.strip(),
        proposed_by=ch.actor,
        proposed_at=ch.now,
    )
    ch.audit("CREATE", made, after={"code": code, "value": made.words, "from_on": from_on, "force": force.pk})
    _ask(made, force, f"Force policy {code}: {made.words}", f"/rules/policy/proposals/{made.pk}/")
    return made


@contextmanager
def _changing(actor: Any, force: Force, action: str) -> Iterator[Change]:
    """A change in a force in which the person may do `action`, Forbidden in another; one at a time for a force."""
    with change(actor, action) as ch:
        if force.pk not in reach(actor, action):
            raise Forbidden(why_not(action), action=action)
        Force.objects.select_for_update(no_key=True).get(pk=force.pk)
        yield ch


@contextmanager
def _deciding(actor: Any, proposal: Proposal, action: str) -> Iterator[Change]:
    """The same for a decision; a proposal of a force that is not the person's is not there for them."""
    if proposal.force_id not in reach(actor, READ):
        raise Hidden
    with _changing(actor, proposal.force, action) as ch:
        yield ch


def _decide(ch: Change, proposal: Proposal, outcome: str, note: str, start: date | None) -> PolicyDecision:
    try:
        with transaction.atomic():
            decision = PolicyDecision.objects.create(
                setting=proposal if isinstance(proposal, PolicySetting) else None,
                override=proposal if isinstance(proposal, HolidayOverride) else None,
                outcome=outcome,
                note=note,
                proposer_id=proposal.proposed_by_id,
                decided_by=ch.actor,
                decided_at=ch.now,
                in_force_from=start,
            )
    except IntegrityError as clash:
        raise GuardFailed("This has been decided already.") from clash
    ch.audit("UPDATE", proposal, after={"outcome": outcome, "in_force_from": start})
    if ch.actor.pk != proposal.proposed_by_id:
        if isinstance(proposal, PolicySetting):
            what, page = f"Force policy {proposal.code}: {proposal.words}", "policy"
        else:
            what, page = f"Bank holidays: {proposal.words}", "holidays"
        text = {"APPROVED": f"It counts from {day_words(start)}." if start else "", "DECLINED": note, "WITHDRAWN": ""}[outcome]
        send_all(
            [
                Letter(
                    user_id=proposal.proposed_by_id,
                    key=f"policy-decision:{decision.pk}",
                    title=f"{what} was {decision.get_outcome_display().lower()}",
                    text=text,
                    path=f"/rules/{page}/proposals/{proposal.pk}/",
                )
            ]
        )
    return decision


def _ask(proposal: Proposal, force: Force, title: str, path: str) -> None:
    """Tell the force's authorising officers that something waits for one of them."""
    kind = type(proposal).__name__.lower()
    people = {pk for pk, _ in holding(Role.AUTHORISER, day_of(proposal.proposed_at), force.pk)} - {proposal.proposed_by_id}
    send_all(
        [
            Letter(
                user_id=pk,
                key=f"{kind}:{proposal.pk}",
                title=title,
                text="It waits for an authorising officer's approval.",
                path=path,
                action_due=True,
            )
            for pk in sorted(people)
        ]
    )
