"""Clocks for the stages: start, satisfy, cancel, recompute. All inside the caller's transaction; every date comes from the law.

Locks are taken in one order, case before clock, so that two services on one case wait for each other instead of dying.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casework.audit.record import changed, changed_all
from casework.cases.models import Case
from casework.clocks import lawful, reminding, renewing, slots
from casework.clocks.handover import hand_over, pass_on, reassigned
from casework.clocks.models import Clock
from casework.clocks.selectors import earliest, next_for, open_for
from casework.law.spans import start_of

__all__ = ["cancel", "end_with_case", "hand_over", "next_for", "open_for", "reassigned", "recompute", "satisfy", "start", "start_new"]

# "A later trigger of the same rule supersedes R06 and R09 only" (practice document, engine notes); any other keeps its first date.
LATER_SUPERSEDES = frozenset({"R06", "R09"})


def start(
    rule_id: str,
    *,
    subject: Any,
    case: Case | None,
    on: date | datetime | str,
    inputs: Mapping[str, Any] | None = None,
    title: str = "",
    slot: str | None = None,
    holder: Any = None,
    actor: Any = None,
    path: str = "",
) -> Clock:
    """Start the clock of a rule on a record; `on` is the day or aware instant of what set it off. `rule_id` may be an alias.

    `title` is what must be done, in words without any name (default: the rule's title); `slot` who must act (default: the rule's); `path`
    the page to do it on (default: the case's). One clock runs per rule and record: a second start returns the running one, except where
    a later trigger supersedes. `holder` is the person who must act where the slot is "named".
    GuardFailed when the law cannot answer; a result without a deadline gives a SUPPRESSED clock.
    """
    with transaction.atomic():
        given = dict(inputs or {})
        rule = lawful.rule_of(rule_id, given)
        _hold(case.pk if case is not None else None, rule.id, subject)
        force = case.force_id if case is not None else getattr(subject, "force_id", None)
        law = lawful.law_for(force)
        result = lawful.ask(rule_id, on, given, law)
        running = _running(rule.id, subject)
        if running is not None:
            if rule.id not in LATER_SUPERSEDES or running.inputs == result.as_json()["inputs"]:
                return running
            _end(running, Clock.SUPERSEDED, timezone.now(), actor, "A later event set it off anew")
        now = timezone.now()
        clock = Clock(
            rule_id=rule.id,
            case=case,
            force_id=force,
            unit_id=None if case is not None else getattr(subject, "unit_id", None),
            subject_type=subject._meta.model_name,
            subject_id=subject.pk,
            title=title or rule.title,
            reference=case.reference if case is not None else getattr(subject, "reference", ""),
            path=path,
            slot=slots.known(slot or rule.slot),
            started_at=now,
        )
        clock.holder_id = holder.pk if clock.slot == slots.NAMED and holder is not None else slots.holder_id(clock.slot, case)
        lawful.set_result(clock, result)
        clock.save(force_insert=True)
        reminding.make(clock, result, now, law)
        _audit("CREATE", "clock.start", clock, actor)
        _keep_next_deadline(case)
        return clock


def start_new(
    rule_id: str,
    *,
    subjects: Sequence[Any],
    on: date | datetime | str,
    titles: Sequence[str],
    paths: Sequence[str],
    inputs: Mapping[str, Any] | None = None,
    actor: Any = None,
) -> list[Clock]:
    """Start the clock of a rule on many records of one force that this transaction has just made and that belong to no case.

    One sum for all of them, and a statement for each table: for imports. Nobody else can know the records yet, so that nothing is locked.
    """
    if not subjects:
        return []
    given = dict(inputs or {})
    rule = lawful.rule_of(rule_id, given)
    law = lawful.law_for(subjects[0].force_id)
    result = lawful.ask(rule_id, on, given, law)
    now = timezone.now()
    made = []
    for subject, title, path in zip(subjects, titles, paths, strict=True):
        clock = Clock(
            rule_id=rule.id,
            force_id=subject.force_id,
            unit_id=subject.unit_id,
            subject_type=subject._meta.model_name,
            subject_id=subject.pk,
            title=title,
            reference=subject.reference,
            path=path,
            slot=slots.known(rule.slot),
            started_at=now,
        )
        lawful.set_result(clock, result)
        made.append(clock)
    Clock.objects.bulk_create(made)
    reminding.make_all(made, result, now, law)
    changed_all("CREATE", actor=actor, action="clock.start", rows=[(clock, None, {}, {}) for clock in made], fields=("state",))
    return made


def satisfy(rule_id: str, *, subject: Any, at: date | datetime, actor: Any, note: str = "") -> Clock | None:
    """What the rule asks for was done at `at`: met, or met late. None when no clock of the rule runs on the record."""
    with transaction.atomic():
        clock = _running_locked(rule_id, subject)
        if clock is None:
            return None
        _end(clock, Clock.MET_LATE if lawful.is_late(clock, at) else Clock.MET, _instant(at), actor, note)
        return clock


def cancel(rule_id: str, *, subject: Any, actor: Any, why: str) -> Clock | None:
    """The duty fell away; `why` in words. None when no clock of the rule runs on the record."""
    with transaction.atomic():
        clock = _running_locked(rule_id, subject)
        if clock is None:
            return None
        _end(clock, Clock.CANCELLED, timezone.now(), actor, why)
        return clock


def recompute(
    rule_id: str,
    *,
    subject: Any,
    on: date | datetime | str | None = None,
    inputs: Mapping[str, Any] | None = None,
    actor: Any = None,
    why: str,
) -> Clock | None:
    """What the date was worked out from has changed (hearing moved, service date corrected): a new generation.

    `on` None keeps the trigger; `inputs` replaces the named ones and keeps the others. `why` completes "the date changed from X to Y,
    because ...". Unsent reminders and messages are cancelled, the stages not yet past are made, and those who were told the old date
    get one message. The same dates as before change nothing but the inputs. None when no clock of the rule runs on the record.
    """
    with transaction.atomic():
        clock = _running_locked(rule_id, subject)
        if clock is None:
            return None
        law = lawful.law_for(clock.force_id)
        asked = {name: value for name, value in clock.inputs.items() if name != "on"} | dict(inputs or {})
        result = lawful.ask(clock.asked, clock.inputs["on"] if on is None else on, asked, law)
        now = timezone.now()
        changes = renewing.renew({clock: result}, law, why=why, actor=actor, now=now)
        for change in changes.values():
            if change.new["words"] != change.old["words"]:
                reminding.tell_change(clock, change, now)
        return clock


def end_with_case(case: Case, *, outliving: Mapping[str, str], why: str, actor: Any = None) -> tuple[int, int]:
    """The case is closed: its clocks fall away, save those of records that outlive it. (How many ended, how many run on.)

    `outliving` maps a kind of record (`subject_type`) to the role that is responsible for it from now on; what the officer, the
    supervisor or a named person had to do for such a record goes over to that role, what another role has to do stays with it.
    """
    with transaction.atomic():
        _hold(case.pk, "", case)
        running = Clock.objects.select_for_update(no_key=True, of=("self",)).filter(case=case, state__in=Clock.RUNNING).order_by("pk")
        ended = kept = 0
        for clock in running:
            clock.case = case
            if clock.subject_type not in outliving:
                _end(clock, Clock.CANCELLED, timezone.now(), actor, why)
                ended += 1
                continue
            kept += 1
            pass_on(clock, outliving[clock.subject_type])
        _keep_next_deadline(case)
        return ended, kept


def _end(clock: Clock, state: str, at: datetime, actor: Any, note: str) -> None:
    clock.state, clock.ended_at, clock.ended_by, clock.end_note = state, at, actor, note[:200]
    clock.save(update_fields=["state", "ended_at", "ended_by", "end_note"])
    reminding.cancel_unsent(clock)
    _audit("UPDATE", f"clock.{state.lower()}", clock, actor)
    _keep_next_deadline(clock.case)


def _hold(case_id: int | None, rule_id: str, subject: Any) -> None:
    """Let one transaction at a time work on the case's clocks (so that its earliest date is right), or without a case on this one."""
    if case_id is not None:
        Case.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=case_id)
        return
    with connection.cursor() as cursor:
        name = f"clock:{rule_id}:{subject._meta.model_name}:{subject.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _running(rule_id: str, subject: Any) -> Clock | None:
    name = subject._meta.model_name
    running = Clock.objects.select_for_update(no_key=True, of=("self",)).select_related("case")
    return running.filter(rule_id=rule_id, subject_type=name, subject_id=subject.pk, state__in=Clock.RUNNING).first()


def _running_locked(rule_id: str, subject: Any) -> Clock | None:
    """The running clock with its case, both locked, the case first."""
    rule = lawful.rule_of(rule_id)
    mine = Clock.objects.filter(rule_id=rule.id, subject_type=subject._meta.model_name, subject_id=subject.pk, state__in=Clock.RUNNING)
    _hold(mine.values_list("case_id", flat=True).first(), rule.id, subject)
    return _running(rule.id, subject)


def _keep_next_deadline(case: Case | None) -> None:
    """Repeat the earliest open clock's day on the case, whose row this transaction holds."""
    if case is None:
        return
    day = earliest(case.pk)
    Case.objects.filter(pk=case.pk).exclude(next_deadline=day).update(next_deadline=day)
    case.next_deadline = day


def _instant(at: date | datetime) -> datetime:
    """A plain day as the instant it is stored as: its first."""
    return at if isinstance(at, datetime) else start_of(at)


def _audit(verb: str, action: str, clock: Clock, actor: Any, *, fields: Sequence[str] = ("state",), **values: Any) -> None:
    changed(verb, actor=actor, action=action, subject=clock, case_id=clock.case_id, fields=fields, **values)
