"""Extending bail: asked for by the officer, decided by rank or court before the end (PACE 1984 ss.47ZC to 47ZJ)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.custody import flow, period, rules
from casework.custody.models import Authority, Bail, Extension
from casework.custody.services import ending
from casework.errors import GuardFailed
from casework.law.when import day_of, day_words
from casework.staff.models import Role, User

DECIDES = {
    Authority.INSPECTOR: "bail.inspector",
    Authority.SUPERINTENDENT: "bail.superintendent",
    Authority.ACC: "bail.acc",
    Authority.COURT: "bail.court",
    Authority.COURT_FURTHER: "bail.court",
}
"""The row of the access matrix that lets somebody decide each step: the statute keeps it to a rank."""

TASK = "Decide on extending bail"


def ask_extension(*, actor: User, bail: Bail, authority: str, values: Mapping[str, Any], at: datetime | None = None) -> Extension:
    """Ask for the next step; for a court this records that it was applied to, which holds the period open (s.47ZJ).

    `values`: why, told_at, representations, designated, dpp_consulted, court. Raises GuardFailed.
    """
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        when = past(at, not_before=bail.granted_at, before="bail was granted")
        problems = rules.askable_problems(bail, authority, when) or rules.asking_problems(values, authority)
        told = values.get("told_at")
        if told is not None and told > when:
            problems.append(("told_at", "They are told before it is asked for, not after."))
        if bail.extensions.filter(state=flow.ASKED).exists():
            problems.append((None, "An extension has been asked for already and waits for its decision."))
        if problems:
            raise GuardFailed(problems)
        extension = Extension.objects.create(
            bail=bail,
            case=bail.case,
            authority=authority,
            why=values["why"].strip(),
            told_at=told,
            representations=(values.get("representations") or "").strip(),
            designated=bool(values.get("designated")),
            dpp_consulted=bool(values.get("dpp_consulted")),
            court=(values.get("court") or "").strip(),
            asked_at=when,
            asked_by=actor,
            ends_before=bail.ends_on,
        )
        begin(extension, "ask", actor=actor, at=when)
        court = authority in rules.COURT_STEPS
        if court:
            _save(bail, court_applied_at=when)
        elif authority != Authority.INSPECTOR:
            open_task(bail.case, Role.AUTHORISER, TASK, subject=extension)
        who = extension.get_authority_display().split(":")[0]
        words = "the magistrates' court was applied to, in time" if court else f"an extension was asked for ({who.lower()})"
        ch.event("bail.asked", f"{bail.reference}: {words}.", subject=extension, occurred_at=when)
        ch.audit("CREATE", extension, after={"authority": authority})
    return extension


def decide_extension(
    *,
    actor: User,
    extension: Extension,
    granted: bool,
    conditions: Mapping[str, bool] | None = None,
    considered: bool = False,
    longer: bool = False,
    reason: str = "",
    at: datetime | None = None,
) -> Extension:
    """Authorise or refuse, by the rank that the statute names; for a court, record what it decided. The end moves at once.

    `conditions` are those of s.47ZC by name. Raises Forbidden for a wrong rank, GuardFailed after the end, Conflict when another was first.
    """
    with change(actor, DECIDES[Authority(extension.authority)], extension.case, lock=True) as ch:
        extension.refresh_from_db()
        bail = Bail.objects.select_related("case").get(pk=extension.bail_id)
        when = past(at, not_before=extension.asked_at, before="it was asked for")
        ticked = {name: bool((conditions or {}).get(name)) for name in rules.CONDITIONS}
        shared: dict[str, Any] = {
            "decided_at": when,
            "decided_by": actor,
            "decision_reason": reason.strip(),
            "considered": considered,
        } | ticked
        court = extension.authority in rules.COURT_STEPS
        if not granted:
            make_move(extension, "refuse", actor=actor, reason=reason, facts={"reason": reason}, at=when, **shared)
            _save(bail, court_applied_at=None)
            ch.event("bail.refused", f"{bail.reference}: the extension was refused.", subject=extension, occurred_at=when)
            ch.audit("MOVE", extension, after={"state": extension.state})
            close_tasks(extension)
            if court and bail.ends_on is not None and day_of(when) > bail.ends_on:
                ending.expire(ch, bail, day_of(when))
            return extension
        facts = {
            "bail": bail,
            "now": when,
            "decider_id": actor.pk,
            "conditions": ticked,
            "considered": considered,
        }
        make_move(extension, "authorise", actor=actor, reason=reason, facts=facts, at=when, longer=longer, **shared)
        _extend(bail, extension)
        Extension.objects.filter(pk=extension.pk).update(ends_after=bail.ends_on)
        extension.ends_after = bail.ends_on
        _told(ch, bail, extension, when)
    return extension


def _extend(bail: Bail, extension: Extension) -> None:
    """Count the new end by the law and put it on the bail."""
    bail.authority = extension.authority
    bail.designated = bail.designated or extension.designated
    bail.longer = extension.longer
    bail.resumed_on = None
    if extension.authority == Authority.COURT_FURTHER:
        bail.base_end, bail.inpatient_days, bail.stopped_days = bail.ends_on, 0, 0
    result = period.count(bail)
    if result.passes is False or result.due is None:
        raise GuardFailed([(None, each) for each in result.reasons])
    last = day_of(result.due)
    if bail.ends_on is not None and last <= bail.ends_on:
        raise GuardFailed(f"Bail would end on {day_words(last)}, which is no later than now. Ask for the next step instead.")
    _save(
        bail,
        authority=bail.authority,
        designated=bail.designated,
        longer=bail.longer,
        resumed_on=None,
        base_end=bail.base_end,
        inpatient_days=bail.inpatient_days,
        stopped_days=bail.stopped_days,
        ends_on=last,
        court_applied_at=None,
    )


def _told(ch: Change, bail: Bail, extension: Extension, when: datetime) -> None:
    assert bail.ends_on is not None
    who = extension.get_authority_display().split(":")[0].lower()
    why = "the court extended bail" if extension.authority in rules.COURT_STEPS else f"bail was extended ({who})"
    ch.event("bail.extended", f"{bail.reference}: {why}, it ends on {day_words(bail.ends_on)}.", subject=extension, occurred_at=when)
    ch.audit("MOVE", extension, after={"state": extension.state, "ends_after": bail.ends_on})
    close_tasks(extension)
    period.keep_end(bail, actor=ch.actor, why=why)
    period.keep_gap(bail, actor=ch.actor, why=why)
    happened(Fact("bail.changed", bail.case_id, bail, when, ch.actor, {"what": "extended"}))


def _save(bail: Bail, **values: Any) -> None:
    Bail.objects.filter(pk=bail.pk).update(version=bail.version + 1, **values)
    bail.version += 1
    for name, value in values.items():
        setattr(bail, name, value)
