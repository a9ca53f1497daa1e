"""An application to vary, renew or discharge: drafted, reviewed and authorised by three people, or received; then before the court."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import Change, change, system_change
from casework.cases.facts import Fact, happened
from casework.cases.models import Visibility
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.cases.versions import save_version
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import in_words
from casework.orders import change_rules, flow, rules, selectors
from casework.orders.models import Applicant, ChangeCondition, ChangeKind, ChangeReview, Consent, ConsentBy, Heard, Order, OrderChange
from casework.staff.models import Rank, Role


def start_change(
    *,
    actor: Any,
    order: Order,
    kind: str,
    applicant: str,
    asked: str,
    why: str = "",
    applicant_name: str = "",
    fixed: bool | None = None,
    end: date | None = None,
    court: str = "",
    court_reference: str = "",
    at: datetime | None = None,
) -> OrderChange:
    """Begin our own chief officer's draft, or record one that came from the defendant or another relevant chief officer (s.4(1)).

    What came from outside stands before the court at once, and everyone whom the court must hear is to be told (rule SPA-4-2).
    """
    own = applicant == Applicant.OUR_OFFICER
    with change(actor, "application.draft" if own else "application.lodge", order.case, lock=True) as ch:
        order.refresh_from_db()
        when = past(at, not_before=order.made_at, before="the order was made")
        problems = change_rules.not_startable(
            order=order,
            live=order.state in flow.LIVE and rules.is_live(order, ch.now, ()),
            kind=kind,
            applicant=applicant,
            applicant_name=applicant_name,
            relevant=[each.name for each in selectors.relevant_now(order)],
            end=end,
            fixed=fixed,
        )
        if not own and len(asked.strip()) < change_rules.SHORTEST_ASKED:
            problems.append(("asked", f"Say what is asked for, in at least {change_rules.SHORTEST_ASKED} characters."))
        if not own and not court.strip():
            problems.append(("court", "Name the court to which it was made."))
        if problems:
            raise GuardFailed(problems)
        try:
            with transaction.atomic():
                made = OrderChange.objects.create(
                    reference=next_reference("APP"),
                    order=order,
                    case=order.case,
                    kind=kind,
                    applicant=applicant,
                    applicant_name=applicant_name.strip(),
                    state=flow.DRAFT if own else flow.LODGED,
                    asked=asked.strip(),
                    why=why.strip(),
                    asked_fixed=fixed if kind == ChangeKind.RENEW else None,
                    asked_end=end if kind == ChangeKind.RENEW else None,
                    author=actor,
                    started_at=when,
                    lodged_at=None if own else when,
                    court=court.strip() or order.court,
                    court_reference=court_reference.strip(),
                )
        except IntegrityError as clash:
            raise GuardFailed("Such an application by the same applicant is open already.", "kind") from clash
        begin(made, "draft" if own else "receive", actor=actor, at=when)
        words = "draft begun" if own else f"made by {made.get_applicant_display().lower()}"
        ch.event("change.started", f"{made.reference}: {_words(made)}, {words}.", subject=made, occurred_at=when)
        ch.audit("CREATE", made, after={"kind": kind, "applicant": applicant})
        if not own:
            _received(ch, made, when)
    return made


def edit_change(*, actor: Any, made: OrderChange, expected: int, asked: str, why: str, fixed: bool | None, end: date | None) -> OrderChange:
    """Write the draft again. GuardFailed once it has been sent to force legal."""
    with change(actor, "application.draft", made.case) as ch:
        if made.state != flow.DRAFT:
            raise GuardFailed("It has been sent on. Force legal can return it for a change.")
        problems = change_rules.term_problems(made.order, fixed, end) if made.kind == ChangeKind.RENEW else []
        if problems:
            raise GuardFailed(problems)
        renew = made.kind == ChangeKind.RENEW
        values = {
            "asked": asked.strip(),
            "why": why.strip(),
            "asked_fixed": fixed if renew else None,
            "asked_end": end if renew else None,
        }
        save_version(made, expected, values)
        ch.audit("UPDATE", made, fields=list(values))
    return made


def add_change_condition(*, actor: Any, made: OrderChange, category: str, text: str, necessity: str) -> ChangeCondition:
    """Ask for a condition that would be new: plain, and with the reason why it is necessary (s.4(4)(a))."""
    from casework.applications.catalogue import BY_KEY

    with change(actor, "application.draft", made.case) as ch:
        if made.state != flow.DRAFT or made.kind == ChangeKind.DISCHARGE:
            raise GuardFailed("A condition can be added only to the draft of a variation or a renewal.")
        if category not in BY_KEY:
            raise GuardFailed("Choose what kind of condition it is.", "category")
        protected = [person.full_name for person in selectors.protected_by(made.order)]
        problems = change_rules.condition_problems(category, text, necessity, protected)
        if problems:
            raise GuardFailed(problems)
        condition = ChangeCondition.objects.create(
            change=made, kind=BY_KEY[category].kind, category=category, text=text.strip(), necessity=necessity.strip()
        )
        ch.audit("CREATE", condition, fields=["text", "necessity"])
    return condition


def remove_change_condition(*, actor: Any, made: OrderChange, condition: ChangeCondition) -> None:
    """Take a new condition out of the draft again."""
    with change(actor, "application.draft", made.case) as ch:
        if made.state != flow.DRAFT:
            raise GuardFailed("It has been sent on. Force legal can return it for a change.")
        ch.audit("DELETE", condition)
        condition.delete()


def submit_change(*, actor: Any, made: OrderChange, at: datetime | None = None) -> OrderChange:
    """Send the draft to force legal."""
    with change(actor, "application.draft", made.case, lock=True) as ch:
        when = past(at, not_before=made.started_at, before="it was begun")
        made.order.refresh_from_db()
        facts = {"conditions": list(made.conditions.all()), "live": made.order.state in flow.LIVE}
        make_move(made, "submit", actor=actor, facts=facts, at=when)
        open_task(made.case, Role.LEGAL, f"Review {made.reference}", subject=made)
        _moved(ch, made, "sent to force legal", when)
    return made


def review_change(
    *, actor: Any, made: OrderChange, approve: bool, reasons: str = "", compatible: bool = False, at: datetime | None = None
) -> OrderChange:
    """Force legal approves or returns it. `reasons` are privileged: the timeline says only that legal reviewed it."""
    with change(actor, "application.review", made.case, lock=True) as ch:
        when = past(at, not_before=made.started_at, before="it was begun")
        facts = {"actor_id": actor.pk, "reasons": reasons, "compatible": compatible}
        values = {"legal_reviewer": actor} if approve else {"legal_reviewer": None}
        make_move(made, "approve" if approve else "return", actor=actor, role=Role.LEGAL, facts=facts, at=when, **values)
        ChangeReview.objects.create(change=made, case=made.case, approved=approve, reasons=reasons.strip(), reviewer=actor, at=when)
        close_tasks(made, Role.LEGAL)
        if approve:
            open_task(made.case, Role.AUTHORISER, f"Authority for {made.reference}", subject=made)
        if reasons.strip():
            ch.event("change.advice", "Legal advice", subject=made, occurred_at=when, visibility=Visibility.PRIVILEGED)
        _moved(ch, made, "approved by force legal" if approve else "returned by force legal", when)
    return made


def authorise_change(*, actor: Any, made: OrderChange, given: bool, reasons: str, at: datetime | None = None) -> OrderChange:
    """The superintendent decides for the chief officer, with reasons."""
    with change(actor, "application.authorise", made.case, lock=True) as ch:
        when = past(at, not_before=made.started_at, before="it was begun")
        facts = {
            "actor_id": actor.pk,
            "has_rank": scope(actor).holds(Role.AUTHORISER, Rank.SUPERINTENDENT),
            "reasons": reasons,
        }
        make_move(
            made,
            "authorise" if given else "decline",
            actor=actor,
            role=Role.AUTHORISER,
            facts=facts,
            at=when,
            authoriser=actor,
            authority_reasons=reasons.strip(),
        )
        close_tasks(made, Role.AUTHORISER)
        if given:
            open_task(made.case, Role.LEGAL, f"Lodge {made.reference}", subject=made)
        _moved(ch, made, "authorised" if given else "authority declined", when)
    return made


def lodge_change(*, actor: Any, made: OrderChange, court: str, court_reference: str, at: datetime | None = None) -> OrderChange:
    """The application goes to the court; everyone whom the court must hear is to be told (SPA-4-2)."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        when = past(at, not_before=made.started_at, before="it was begun")
        made.order.refresh_from_db()
        facts = {"court": court, "court_reference": court_reference, "live": made.order.state in flow.LIVE}
        values: dict[str, Any] = {"court": court.strip(), "court_reference": court_reference.strip(), "lodged_at": when}
        make_move(made, "lodge", actor=actor, role=Role.LEGAL, facts=facts, at=when, **values)
        _moved(ch, made, f"lodged with {made.court}", when)
        _received(ch, made, when)
    return made


def list_change(*, actor: Any, made: OrderChange, hearing_at: datetime, court: str, at: datetime | None = None) -> OrderChange:
    """Enter the hearing that the court has listed."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        when = past(at, not_before=made.lodged_at, before="it was lodged")
        facts = {"hearing_at": hearing_at, "court": court}
        make_move(made, "list", actor=actor, role=Role.LEGAL, facts=facts, at=when, hearing_at=hearing_at, court=court.strip())
        _moved(ch, made, f"hearing on {in_words(hearing_at)}, {made.court}", when)
    return made


def adjourn_change(*, actor: Any, made: OrderChange, next_at: datetime, note: str = "", at: datetime | None = None) -> OrderChange:
    """The hearing is put off to `next_at`."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        when = past(at, not_before=made.lodged_at, before="it was lodged")
        if next_at <= when:
            raise GuardFailed("The next hearing must come after this one.", "next_at")
        make_move(made, "adjourn", actor=actor, role=Role.LEGAL, reason=note.strip(), at=when)
        facts = {"hearing_at": next_at, "court": made.court}
        make_move(made, "list", actor=actor, role=Role.LEGAL, facts=facts, at=when, hearing_at=next_at)
        _moved(ch, made, f"adjourned to {in_words(next_at)}", when)
    return made


def withdraw_change(*, actor: Any, made: OrderChange, note: str, at: datetime | None = None) -> OrderChange:
    """End it before a decision: a draft by its officer, anything later by force legal. The order stays as it is."""
    action = "application.draft" if made.state == flow.DRAFT else "application.lodge"
    with change(actor, action, made.case, lock=True) as ch:
        when = past(at, "at", not_before=made.started_at, before="it was begun")
        facts = {"reason": note}
        make_move(made, "withdraw", actor=actor, facts=facts, reason=note.strip(), at=when, outcome_note=note.strip(), determined_at=when)
        _close(made, ch, "The application was withdrawn")
        _moved(ch, made, "withdrawn", when)
    return made


def end_open_changes(fact: Fact) -> None:
    """Answer to "order.ended": what was asked about the order has nothing left to stand on."""
    decided = (fact.detail or {}).get("change")
    for made in fact.subject.changes.filter(state__in=flow.CHANGE_OPEN).exclude(pk=decided).select_related("case"):
        with system_change("application.lodge", made.case) as ch:
            ch.actor = fact.actor
            note = f"{fact.subject.reference} ended"
            make_move(
                made,
                "withdraw",
                actor=fact.actor,
                facts={"reason": note},
                reason=note,
                at=fact.at,
                outcome_note=note,
                determined_at=fact.at,
            )
            _close(made, ch, note)


def tell_heard(*, actor: Any, heard: Heard, how: str, wants: bool | None, at: datetime | None = None) -> Heard:
    """The defendant or a chief officer was told of the application; `wants` whether they want to be heard, None while not known."""
    made = heard.change
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        when = past(at, not_before=made.lodged_at, before="the application was made")
        if len(how.strip()) < 3:
            raise GuardFailed("Say how: by letter, by e-mail to the force's legal services.", "how")
        first = heard.told_at or when
        Heard.objects.filter(pk=heard.pk).update(told_at=first, how=how.strip(), wants_to_be_heard=wants, recorded_by=actor)
        heard.refresh_from_db()
        ch.event("change.told", f"{made.reference}: {heard.name} told of the application.", subject=made, occurred_at=when)
        ch.audit("UPDATE", heard, fields=["told_at", "how", "wants_to_be_heard"])
        if not made.heard.filter(told_at=None).exists():
            clocks.satisfy("SPA-4-2", subject=made, at=when, actor=actor)
    return heard


def record_consent(*, actor: Any, made: OrderChange, by: str, given: bool, on: date, evidence: str) -> Consent:
    """A consent to a discharge in the first two years, or its withdrawal (s.4(4)(b)): whose, when, and by what it is shown."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        problems: list[tuple[str | None, str]] = []
        if made.kind != ChangeKind.DISCHARGE or made.state not in flow.CHANGE_OPEN:
            problems.append((None, "Consents are recorded while an application to discharge is open."))
        if by not in ConsentBy.values:
            problems.append(("by", "Choose whose consent it is."))
        if on > ch.now.date():
            problems.append(("on", "This is in the future. Enter when it was given."))
        if len(evidence.strip()) < 5:
            problems.append(("evidence", "Say by what it is shown: a signed form, a letter and its date."))
        if problems:
            raise GuardFailed(problems)
        consent = Consent.objects.create(change=made, by=by, given=given, on=on, evidence=evidence.strip(), recorded_by=actor)
        words = "given" if given else "taken back"
        ch.event("change.consent", f"{made.reference}: consent of {consent.get_by_display().lower()} {words}.", subject=made)
        ch.audit("CREATE", consent, after={"by": by, "given": given})
    return consent


def _words(made: OrderChange) -> str:
    return f"application to {made.title[0].lower()}{made.title[1:]} {made.order.reference}"


def _moved(ch: Change, made: OrderChange, words: str, when: datetime) -> None:
    ch.event("change.moved", f"{made.reference}: {_words(made)}, {words}.", subject=made, occurred_at=when)
    ch.audit("MOVE", made, after={"state": made.state})


def _received(ch: Change, made: OrderChange, when: datetime) -> None:
    """It stands before the court: list whom the court must hear, and start the date by which they are told."""
    order = made.order
    if made.applicant != Applicant.DEFENDANT:
        Heard.objects.create(change=made, name=str(order.defendant), is_defendant=True, why="The defendant")
    for each in selectors.relevant_now(order):
        if made.applicant == Applicant.OUR_OFFICER and each.applied:
            continue
        if each.name != made.applicant_name:
            Heard.objects.create(change=made, name=each.name, why=each.why)
    if made.heard.exists():
        clocks.start(
            "SPA-4-2",
            subject=made,
            case=made.case,
            on=when,
            title=f"Tell everyone whom the court must hear of {made.reference}",
            actor=ch.actor,
            path=f"/changes/{made.reference}/",
        )
    close_tasks(made, Role.LEGAL)
    open_task(made.case, Role.LEGAL, f"Hearing of {made.reference}", subject=made)
    happened(Fact("variation.received", made.case_id, made, when, ch.actor))


def _close(made: OrderChange, ch: Change, why: str) -> None:
    clocks.cancel("SPA-4-2", subject=made, actor=ch.actor, why=why)
    close_tasks(made)
