"""Reviewing what is kept, holding it, letting it go, and answering those from whom it was taken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.role_tasks import close_tasks
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.evidence import ledger
from casework.evidence.models import DEVICES, Exhibit
from casework.evidence.planning import keep_plan
from casework.evidence.rules import Entry
from casework.keeping import flow, rules, selectors
from casework.keeping.models import Asker, ExhibitHold, PropertyRequest, Release, RetentionReview, To
from casework.staff.models import Role, User

# Work of the store: what custody or bail was all that it was kept for.
AT_ONCE = "Review at once: kept to prevent harm, and custody or bail has changed (PACE s.22(3))"
GONE_TO = {To.VICTIM: "Its owner, the victim", To.SUSPECT: "Its owner, the suspect", To.OWNER: "Its owner"}


def start_review(exhibit: Exhibit, *, on: datetime, which: str, actor: Any) -> None:
    """The next review of an item that is kept is due (R16)."""
    clocks.start(
        "R16",
        subject=exhibit,
        case=exhibit.case,
        on=on,
        inputs={"review": which},
        title=f"Review whether exhibit {exhibit.number} is still kept",
        path=reverse("keeping-review", args=[exhibit.pk]),
        actor=actor,
    )


def review(
    *,
    actor: User,
    exhibit: Exhibit,
    copy_suffices: bool | None,
    copy_reason: str,
    plan: str,
    reason: str,
    at: datetime | None = None,
) -> RetentionReview:
    """Review whether an item is still kept; what is decided becomes its plan. Meets R16 and starts the next. Raises GuardFailed."""
    with change(actor, "retention.review", exhibit.case, lock=True) as ch:
        when = at or ch.now
        problems = rules.review_problems(copy_suffices, copy_reason, plan, reason)
        if selectors.facts_of(exhibit).closed:
            problems.append((None, "It was returned or disposed of already"))
        if problems:
            raise GuardFailed(problems)
        made = RetentionReview.objects.create(
            exhibit=exhibit,
            case=exhibit.case,
            copy_suffices=bool(copy_suffices),
            copy_reason=copy_reason.strip(),
            plan=keep_plan(ch, exhibit, plan, reason.strip()[:300], actor=actor, at=when),
            reviewed_at=when,
            reviewed_by=actor,
        )
        ch.audit("CREATE", made, after={"plan": plan})
        ch.event("exhibit.reviewed", f"Exhibit {exhibit.number}: keeping it reviewed", subject=exhibit, occurred_at=when)
        clocks.satisfy("R16", subject=exhibit, at=when, actor=actor)
        close_tasks(exhibit, Role.EXHIBITS, what=AT_ONCE)
        start_review(exhibit, on=when, which="next", actor=actor)
        happened(Fact("exhibit.reviewed", exhibit.case_id, made, when, actor))
    return made


def hold(*, actor: User, exhibit: Exhibit, kind: str, reason: str) -> ExhibitHold:
    """Let an item neither be returned nor disposed of until the hold is lifted. Raises GuardFailed."""
    with change(actor, "release.hold", exhibit.case) as ch:
        problems = rules.hold_problems(kind, reason)
        if problems:
            raise GuardFailed(problems)
        made = ExhibitHold.objects.create(
            exhibit=exhibit, case=exhibit.case, kind=kind, reason=reason.strip(), placed_at=ch.now, placed_by=actor
        )
        ch.audit("CREATE", made, after={"kind": kind})
        ch.event("exhibit.held", f"Exhibit {exhibit.number}: held: {made.get_kind_display().lower()}", subject=exhibit)
    return made


def lift(*, actor: User, held: ExhibitHold, reason: str) -> ExhibitHold:
    """Lift a hold. Raises GuardFailed when it is lifted already or no reason is given."""
    with change(actor, "release.hold", held.case) as ch:
        if rules.short(reason, 10):
            raise GuardFailed("Say in at least 10 characters why the hold is lifted", "reason")
        values = {"lifted_at": ch.now, "lifted_by": actor, "lift_reason": reason.strip()}
        if not ExhibitHold.objects.filter(pk=held.pk, lifted_at__isnull=True).update(**values):
            raise GuardFailed("This hold is lifted already")
        held.refresh_from_db()
        ch.audit("UPDATE", held, fields=("lifted_at",))
        ch.event("exhibit.unheld", f"Exhibit {held.exhibit.number}: hold lifted", subject=held.exhibit)
    return held


def ask_release(*, actor: User, exhibit: Exhibit, values: Mapping[str, Any]) -> Release:
    """Ask that an item be returned or disposed of: `kind`, `to` or `method`, `reason`, `danger`. Raises GuardFailed with every blocker."""
    with change(actor, "release.ask", exhibit.case, lock=True) as ch:
        given = {name: (values.get(name) or "").strip() for name in ("kind", "to", "method", "reason", "danger")}
        problems = rules.ask_problems(**given, facts=selectors.facts_of(exhibit))
        if Release.objects.filter(exhibit=exhibit, state__in=flow.RELEASE_LIVE).exists():
            problems.append((None, "It is asked for already: decide on that first"))
        if problems:
            raise GuardFailed(problems)
        given["to" if given["kind"] == Release.Kind.DISPOSE else "method"] = ""
        made = Release.objects.create(exhibit=exhibit, case=exhibit.case, asked_by=actor, asked_at=ch.now, **given)
        begin(made, "ask", actor=actor)
        ch.audit("CREATE", made, after={"kind": made.kind, "to": made.to})
        ch.event("exhibit.release_asked", f"Exhibit {exhibit.number}: {made.get_kind_display().lower()}, asked for", subject=exhibit)
    return made


def decide_release(*, actor: User, release: Release, authorise: bool, decision: str = "", disclosure_checked: bool = False) -> Release:
    """A supervisor who neither seized the item nor asked authorises or refuses. Raises GuardFailed, Conflict."""
    exhibit = release.exhibit
    with change(actor, "release.authorise", release.case, lock=True) as ch:
        facts: dict[str, Any] = {"actor_id": actor.pk}
        values: dict[str, Any] = {"decided_by": actor, "decided_at": ch.now, "decision": decision.strip()}
        if authorise:
            facts |= {"seized_by_id": exhibit.seized_by_id, "disclosure_checked": disclosure_checked}
            facts["facts"] = selectors.facts_of(exhibit)
            values["disclosure_checked"] = disclosure_checked
        else:
            facts["decision"] = decision.strip()
        make_move(release, "authorise" if authorise else "refuse", actor=actor, facts=facts, **values)
        ch.audit("MOVE", release, fields=("state",))
        words = "authorised" if authorise else "refused"
        ch.event("exhibit.release_decided", f"Exhibit {exhibit.number}: {release.get_kind_display().lower()}, {words}", subject=exhibit)
    return release


def withdraw_release(*, actor: User, release: Release, decision: str) -> Release:
    """It is not asked for any more. Raises GuardFailed, Conflict."""
    with change(actor, "release.ask", release.case) as ch:
        make_move(release, "withdraw", actor=actor, facts={"decision": decision.strip()}, reason=decision.strip()[:200])
        ch.audit("MOVE", release, fields=("state",))
    return release


def carry_out(
    *,
    actor: User,
    release: Release,
    identity: str = "",
    signed: str = "",
    read_back: bool = False,
    witness: str = "",
    at: datetime | None = None,
    late_reason: str = "",
) -> Release:
    """Give the item back or dispose of it, as authorised: the last entry of its ledger. Raises GuardFailed with every blocker, Conflict."""
    exhibit = release.exhibit
    with change(actor, "release.carry", release.case, lock=True) as ch:
        when = at or ch.now
        returns = release.kind == Release.Kind.RETURN
        given: dict[str, Any] = {"identity": identity.strip(), "signed": signed.strip(), "read_back": read_back, "witness": witness.strip()}
        facts = {**given, "at": when, "now": ch.now, "facts": selectors.facts_of(exhibit)}
        certificate = "" if returns else next_reference("DSP")
        make_move(
            release, "carry out", actor=actor, facts=facts, at=when, carried_by=actor, carried_at=when, certificate=certificate, **given
        )
        entry = Entry(
            "RETURNED_OWNER" if returns else "DISPOSED",
            when,
            to_place=GONE_TO[To(release.to)] if returns else f"{release.get_method_display()}, certificate {certificate}",
            acknowledged=given["signed"],
            witness=given["witness"],
            purpose=release.reason,
            late_reason=late_reason.strip(),
        )
        event = ledger.write(ch, exhibit, entry, actor=actor)
        ch.audit("MOVE", release, fields=("state",))
        ch.event(f"exhibit.{event.kind.lower()}", f"Exhibit {exhibit.number}: {event.get_kind_display().lower()}", subject=exhibit)
        for rule in ("R14", "R16", "R17"):
            clocks.cancel(rule, subject=exhibit, actor=actor, why="It was returned or disposed of")
        happened(Fact("exhibit.handled", release.case_id, event, when, actor, {"kind": event.kind}))
        if returns and exhibit.kind in DEVICES and release.to == To.SUSPECT:
            happened(Fact("device.returned", release.case_id, exhibit, when, actor, {"to": release.to}))
    return release


def receive_request(*, actor: User, case: Case, kind: str, asker: str, items: str, received_at: datetime) -> PropertyRequest:
    """Record what somebody from whom something was seized asks (s.21). A request for a record starts R15. Raises GuardFailed."""
    with change(actor, "property.request", case) as ch:
        problems = rules.received_problems(kind, asker, items, Asker.values, received_at, ch.now)
        if problems:
            raise GuardFailed(problems)
        made = PropertyRequest.objects.create(
            case=case, kind=kind, asker=asker, items=items.strip(), received_at=received_at, recorded_by=actor
        )
        begin(made, "receive", actor=actor, at=received_at)
        ch.audit("CREATE", made, after={"kind": kind})
        ch.event("exhibit.asked", f"Asked under s.21: {made.get_kind_display().lower()}", subject=made, occurred_at=received_at)
        if kind == PropertyRequest.Kind.RECORD:
            path = reverse("property-answer", args=[made.pk])
            title = "Supply the record of what was seized"
            clocks.start("R15", subject=made, case=case, on=received_at, title=title, path=path, actor=actor)
        happened(Fact("property.asked", case.pk, made, received_at, actor))
    return made


def answer_request(*, actor: User, request: PropertyRequest, supply: bool, answer: str, at: datetime | None = None) -> PropertyRequest:
    """Supply what was asked for, or refuse access or a copy for prejudice. Supplying a record meets R15. Raises GuardFailed, Conflict."""
    with change(actor, "property.request", request.case) as ch:
        when = at or ch.now
        said = answer.strip()
        facts = {"answer": said, "at": when, "now": ch.now}
        values: dict[str, Any] = {"answer": said, "answered_at": when, "answered_by": actor}
        make_move(request, "supply" if supply else "refuse", actor=actor, facts=facts, at=when, **values)
        ch.audit("MOVE", request, fields=("state",))
        ch.event("exhibit.answered", f"Request under s.21 {request.get_state_display().lower()}", subject=request, occurred_at=when)
        clocks.satisfy("R15", subject=request, at=when, actor=actor)
        happened(Fact("property.answered", request.case_id, request, when, actor))
    return request
