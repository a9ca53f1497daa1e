"""The victim's statements, the Victim Personal Statement, and special measures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty
from casework.errors import GuardFailed
from casework.safeguarding import rules, selectors
from casework.safeguarding.models import DutyKind, MeasuresView, StatementStep, StatementStepKind, WantsRead
from casework.safeguarding.services import duties

OFFERS = (StatementStepKind.VPS_MADE, StatementStepKind.VPS_OFFERED, StatementStepKind.VPS_DECLINED)
"""The answers to the offer of a personal statement."""


def record_statement(
    *,
    actor: Any,
    party: CaseParty,
    at: datetime,
    vps: str = "",
    wants_read: str = "",
    kept_at: str = "",
    measures: Mapping[str, Any] | None = None,
) -> StatementStep:
    """A statement was taken from the victim; with it the personal statement is offered (`vps` is the answer, "" when it was not).

    `measures`, where given, are bases, measures, declined and wishes about special measures. Starts R22. Raises GuardFailed.
    """
    case = party.case
    with change(actor, "contact.record", case, lock=True) as ch:
        problems = rules.agreed_problems("at", at, ch.now, case.reported_at)
        problems += _step_problems(party, vps, wants_read, kept_at)
        if measures is not None:
            problems += [p for p in rules.measures_problems({**measures, "at": at}, ch.now, case.reported_at) if p[0] != "at"]
        if problems:
            raise GuardFailed(problems)
        taken = _step(ch, party, StatementStepKind.TAKEN, at, "", kept_at)
        happened(Fact("statement.taken", case.pk, taken, at, actor, {"person": party.person_id}))
        if vps:
            offered = _step(ch, party, vps, at, wants_read, "")
            _offered(ch, party, offered)
        if measures is not None:
            _measures(ch, party, measures, at)
    return taken


def record_personal_statement(
    *, actor: Any, party: CaseParty, kind: str, at: datetime, wants_read: str = "", kept_at: str = ""
) -> StatementStep:
    """The personal statement was offered, taken, updated or declined, and whether the victim wants it read aloud."""
    case = party.case
    with change(actor, "contact.record", case, lock=True) as ch:
        problems = rules.agreed_problems("at", at, ch.now, case.reported_at) + _step_problems(party, kind, wants_read, kept_at)
        if not kind:
            problems.append(("kind", "Choose what was done"))
        if problems:
            raise GuardFailed([("kind" if name == "vps" else name, words) for name, words in problems])
        step = _step(ch, party, kind, at, wants_read, kept_at)
        _offered(ch, party, step)
    return step


def _step_problems(party: CaseParty, kind: str, wants_read: str, kept_at: str) -> rules.Problems:
    found: rules.Problems = []
    if kind and (kind not in StatementStepKind.values or kind == StatementStepKind.TAKEN):
        found.append(("vps", "Choose what was done about the personal statement"))
    if kind == StatementStepKind.VPS_UPDATED and not StatementStep.objects.filter(party=party, kind=StatementStepKind.VPS_MADE).exists():
        found.append(("vps", "There is no personal statement to update yet. Record the first one"))
    if wants_read and wants_read not in WantsRead.values:
        found.append(("wants_read", "Choose whether the victim wants it read aloud"))
    return found + rules.reach_problems({"kept_at": kept_at}, ("kept_at",))


def offer_in_contact(ch: Change, party: CaseParty, kind: str, at: datetime) -> StatementStep:
    """The personal statement was offered in a contact, inside the caller's change."""
    step = _step(ch, party, kind, at, "", "")
    _offered(ch, party, step)
    return step


def _offered(ch: Change, party: CaseParty, step: StatementStep) -> None:
    for duty in selectors.open_duties(party, [DutyKind.STATEMENT]):
        duties.answer(duty, at=max(step.at, duty.happened_at), actor=ch.actor)


def _step(ch: Change, party: CaseParty, kind: str, at: datetime, wants_read: str, kept_at: str) -> StatementStep:
    step = StatementStep.objects.create(
        case=party.case, party=party, kind=kind, at=at, wants_read=wants_read, kept_at=kept_at.strip(), by=ch.actor
    )
    ch.event("contact.statement", f"Victim: {_lower(step.get_kind_display())}", subject=step, occurred_at=at)
    ch.audit("CREATE", step, after={"kind": kind, "wants_read": wants_read})
    return step


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"


def record_measures(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> MeasuresView:
    """On what basis the victim may be eligible for special measures, and the victim's wishes. The court decides."""
    case = party.case
    with change(actor, "contact.record", case) as ch:
        at = values.get("at") or ch.now
        problems = rules.measures_problems({**values, "at": at}, ch.now, case.reported_at)
        if problems:
            raise GuardFailed(problems)
        return _measures(ch, party, values, at)


def _measures(ch: Change, party: CaseParty, values: Mapping[str, Any], at: datetime) -> MeasuresView:
    view = MeasuresView.objects.create(
        case=party.case,
        party=party,
        bases=list(values.get("bases") or ()),
        measures=[] if values.get("declined") else list(values.get("measures") or ()),
        declined=bool(values.get("declined")),
        wishes=values["wishes"].strip(),
        at=at,
        by=ch.actor,
    )
    ch.event(
        "contact.measures", "The victim's wishes about special measures were recorded; the court decides", subject=view, occurred_at=at
    )
    ch.audit("CREATE", view, after={"bases": view.bases, "measures": view.measures})
    return view
