"""A warrant from its draft to its return. The dates of a granted one come from the law (R12, R13, R44)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.writing import Change, change, system_change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.cases.versions import save_version
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of
from casework.people.models import ProtectedFact
from casework.reports import selectors as reports
from casework.searches import flow, rules
from casework.searches.models import Warrant, WarrantPremises
from casework.staff.models import User

FIELDS = (
    "power", "reach", "offence_reason", "value_reason", "admissible_reason", "entry", "entry_reason", "articles", "hour_reason",
)  # fmt: skip
Premises = Sequence[tuple[str, ProtectedFact | None]]


def draft(*, actor: User, case: Case, values: Mapping[str, Any], premises: Premises, resubmits: Warrant | None = None) -> Warrant:
    """Begin an application for a warrant; one that asks again after a refusal names the refused one. Raises GuardFailed."""
    with change(actor, "warrant.draft", case) as ch:
        _allowed(case, values, premises)
        if resubmits is not None and (resubmits.case_id != case.pk or resubmits.state != flow.REFUSED):
            raise GuardFailed("Only a refused application of this case can be made again.")
        if resubmits is not None and Warrant.objects.filter(resubmits=resubmits).exists():
            raise GuardFailed("It has been made again already. Go on with that one.")
        made = Warrant.objects.create(
            reference=next_reference("WAR"),
            case=case,
            author=actor,
            drafted_at=ch.now,
            resubmits=resubmits,
            **{name: values.get(name, "") for name in FIELDS},
        )
        _write_premises(made, premises)
        begin(made, "draft", actor=actor)
        ch.event("search.warrant", f"{made.reference}: application for a warrant begun, {made.get_power_display()}", subject=made)
        ch.audit("CREATE", made, after={name: values.get(name, "") for name in FIELDS})
    return made


def edit(*, actor: User, warrant: Warrant, values: Mapping[str, Any], premises: Premises, expected: int | None) -> Warrant:
    """Change a draft. `expected` is the version that the person saw; Conflict when somebody changed it since."""
    with change(actor, "warrant.draft", warrant.case) as ch:
        if warrant.state != flow.DRAFT:
            raise GuardFailed(f"It cannot be changed any more: it is {warrant.get_state_display().lower()}.")
        _allowed(warrant.case, values, premises)
        given = {name: values.get(name, "") for name in FIELDS}
        save_version(warrant, expected if expected is not None else warrant.version, given)
        warrant.premises.all().delete()
        _write_premises(warrant, premises)
        warrant.refresh_from_db()
        ch.audit("UPDATE", warrant, after=given)
    return warrant


def _allowed(case: Case, values: Mapping[str, Any], premises: Premises) -> None:
    indictable = reports.has_indictable(reports.offences(case))
    problems = rules.draft_problems(values, premises=[words for words, _ in premises], indictable=indictable)
    strangers = [fact for _, fact in premises if fact is not None and not case.parties.filter(person_id=fact.person_id).exists()]
    if strangers:
        problems.append(("premises", "Choose an address of somebody who has a part in this case"))
    if problems:
        raise GuardFailed(problems)


def _write_premises(warrant: Warrant, premises: Premises) -> None:
    WarrantPremises.objects.bulk_create([WarrantPremises(warrant=warrant, words=words, address=fact) for words, fact in premises])


def _number(warrant: Warrant) -> int:
    return warrant.premises.count()


def agree(*, actor: User, warrant: Warrant) -> Warrant:
    """A supervisor who did not write it agrees. Raises GuardFailed with what is missing."""
    with change(actor, "warrant.agree", warrant.case) as ch:
        facts = {"by_id": actor.pk, "premises": _number(warrant)}
        make_move(warrant, "agree", actor=actor, facts=facts, agreed_by=actor, agreed_at=ch.now, sent_back_because="")
        _told(ch, warrant, "agreed by a supervisor")
    return warrant


def send_back(*, actor: User, warrant: Warrant, reason: str) -> Warrant:
    """A supervisor sends the draft back with what is to be mended. Raises GuardFailed."""
    with change(actor, "warrant.agree", warrant.case) as ch:
        make_move(warrant, "send back", actor=actor, reason=reason, facts={"reason": reason}, sent_back_because=reason.strip())
        _told(ch, warrant, "sent back by a supervisor")
    return warrant


def apply_for(*, actor: User, warrant: Warrant, at: datetime | None = None) -> Warrant:
    """The written information is before the justice or judge."""
    with change(actor, "warrant.draft", warrant.case) as ch:
        when = past(at, "at", not_before=warrant.agreed_at, before="a supervisor agreed")
        make_move(warrant, "apply", actor=actor, at=when, facts={"premises": _number(warrant)}, applied_at=when)
        _told(ch, warrant, "applied for", at=when)
    return warrant


def grant(*, actor: User, warrant: Warrant, court: str, issued_on: date | None, court_reference: str = "") -> Warrant:
    """The court issued it: its last day and the dates to execute and return it run (R12, R44). Raises GuardFailed."""
    with change(actor, "warrant.draft", warrant.case, lock=True) as ch:
        applied_on = day_of(warrant.applied_at) if warrant.applied_at else ch.now.date()
        facts = {"court": court, "issued_on": issued_on, "today": timezone.localdate(), "applied_on": applied_on}
        problems = next(move for move in flow.MOVES if move.verb == "grant").problems(warrant, facts)
        if problems or issued_on is None:
            raise GuardFailed(problems)
        path = reverse("warrant-detail", args=[warrant.reference])
        title = f"Execute warrant {warrant.reference}"
        running = clocks.start("R12", subject=warrant, case=warrant.case, on=issued_on, title=title, path=path, actor=actor)
        make_move(
            warrant, "grant", actor=actor, facts=facts, court=court.strip(), court_reference=court_reference.strip(),
            issued_on=issued_on, last_day=running.due_on,
        )  # fmt: skip
        _start_return(warrant, actor=actor)
        _told(ch, warrant, f"granted; its last day is {running.due_on:%-d %B %Y}")
        happened(Fact("warrant.granted", warrant.case_id, warrant, ch.now, actor))
    return warrant


def _start_return(warrant: Warrant, *, actor: User) -> None:
    clocks.start(
        "R44",
        subject=warrant,
        case=warrant.case,
        on=warrant.issued_on or timezone.localdate(),
        inputs={"warrant": warrant.reach},
        title=f"Return warrant {warrant.reference} to the court",
        path=reverse("warrant-detail", args=[warrant.reference]),
        actor=actor,
    )


def refuse(*, actor: User, warrant: Warrant, reason: str) -> Warrant:
    """The court refused; its reasons are kept for the next application. Raises GuardFailed."""
    with change(actor, "warrant.draft", warrant.case) as ch:
        make_move(warrant, "refuse", actor=actor, reason=reason, facts={"reason": reason}, refused_because=reason.strip())
        _told(ch, warrant, "refused by the court")
    return warrant


def return_unused(*, actor: User, warrant: Warrant, returned_on: date | None, returned_to: str) -> Warrant:
    """It was not used and went back. Satisfies R44 and R13, ends R12. Raises GuardFailed."""
    with change(actor, "warrant.draft", warrant.case, lock=True) as ch:
        facts = {"returned_on": returned_on, "returned_to": returned_to, "today": timezone.localdate()}
        make_move(warrant, "return unused", actor=actor, facts=facts, returned_on=returned_on, returned_to=returned_to.strip())
        clocks.cancel("R12", subject=warrant, actor=actor, why="The warrant was returned unused")
        _gone_back(ch, warrant, actor)
    return warrant


def returned(*, actor: User, warrant: Warrant, returned_on: date | None, returned_to: str, found_words: str) -> Warrant:
    """An executed warrant was endorsed (what was found, what else was seized; s.16(9)) and went back. Raises GuardFailed."""
    with change(actor, "warrant.draft", warrant.case, lock=True) as ch:
        problems = rules.return_problems(warrant, returned_on=returned_on, returned_to=returned_to, today=timezone.localdate())
        if warrant.state != flow.EXECUTED:
            problems = [(None, f"This cannot be done now: it is {warrant.get_state_display().lower()}.")]
        elif warrant.returned_on is not None:
            problems = [(None, "Its return is on record already.")]
        elif rules.short(found_words, 5):
            problems.append(("found_words", "Write the endorsement: was what was sought found, and what else was seized"))
        if problems or returned_on is None:
            raise GuardFailed(problems)
        Warrant.objects.filter(pk=warrant.pk).update(
            returned_on=returned_on, returned_to=returned_to.strip(), found_words=found_words.strip()
        )
        warrant.refresh_from_db()
        ch.audit("UPDATE", warrant, after={"returned_on": returned_on, "returned_to": returned_to})
        _gone_back(ch, warrant, actor)
    return warrant


def _gone_back(ch: Change, warrant: Warrant, actor: User) -> None:
    on = warrant.returned_on or timezone.localdate()
    for rule in ("R44", "R13"):
        clocks.satisfy(rule, subject=warrant, at=on, actor=actor)
    _told(ch, warrant, "returned to the court")


def expire_due() -> int:
    """Warrants whose last day is over have run out: no search may start, and they go back to the court (R13)."""
    done = 0
    for warrant in Warrant.objects.select_related("case").filter(state=flow.GRANTED, last_day__lt=timezone.localdate()).order_by("pk"):
        with system_change("search.record", warrant.case) as ch:
            make_move(warrant, "run out", actor=None, reason="Its last day is over")
            clocks.cancel("R12", subject=warrant, actor=None, why="The warrant ran out unused")
            start_return_log(warrant, warrant.last_day or timezone.localdate(), actor=None)
            _told(ch, warrant, "ran out unused")
            done += 1
    return done


def start_return_log(warrant: Warrant, on: date, *, actor: Any) -> None:
    """R13: the endorsement and return are logged within the force's time of the search, or of the day it ran out."""
    clocks.start(
        "R13",
        subject=warrant,
        case=warrant.case,
        on=on,
        title=f"Log the return of warrant {warrant.reference}",
        path=reverse("warrant-detail", args=[warrant.reference]),
        actor=actor,
    )


def _told(ch: Change, warrant: Warrant, words: str, *, at: datetime | None = None) -> None:
    ch.event("search.warrant", f"{warrant.reference}: {words}", subject=warrant, occurred_at=at)
    ch.audit("MOVE", warrant, fields=("state",), after={"state": warrant.state})
