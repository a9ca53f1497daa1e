"""Making and cancelling the rows of a clock's reminders, and the words of its messages."""

from datetime import datetime

from casework.clocks import lawful, slots
from casework.clocks.claiming import Due
from casework.clocks.models import Clock, ClockChange, Reminder
from casework.clocks.recipients import Found, Recipients
from casework.law.engine import Result
from casework.outbox.services import Letter, send_all, withdraw

LATE = "late"


def about(clock: Clock | Due) -> str:
    """The name under which a clock's messages may be withdrawn."""
    return f"clock:{clock.pk}"


def is_late_stage(stage: str) -> bool:
    """Whether a stage of the ladder says that the date has passed."""
    return stage.startswith(LATE)


def make(clock: Clock, result: Result, now: datetime, *, told: frozenset[tuple[str, str]] = frozenset(), fresh: bool = True) -> None:
    """Make the rows of this generation: the stages not yet past, and of those past only what must still be said.

    A date that is past already is said to be late at once, up the line as far as the hours have run, except to slots (`told`: stage, slot)
    that heard so of the generation before. A new clock (`fresh`) with too little time for any stage before its date is announced at
    once by the last of them.
    """
    if clock.state != Clock.OPEN or clock.overdue_from is None:
        return
    rule = lawful.rule_of(clock.rule_id)
    steps = [
        (stage, at, clock.slot if slot == rule.slot else slots.known(slot))
        for stage, at, slot in lawful.ladder(clock.rule_id, result, clock.force_id)
    ]
    kept = [each for each in steps if each[1] > now]
    past = [each for each in steps if each[1] <= now]
    kept += [(stage, at, slot) for stage, at, slot in past if is_late_stage(stage) and (stage, slot) not in told]
    ahead = [each for each in kept if each[2] == clock.slot and not is_late_stage(each[0])]
    before = [each for each in past if each[2] == clock.slot and not is_late_stage(each[0])]
    if fresh and not ahead and before and now < clock.overdue_from:
        kept.append(before[-1])
    rows = {
        (stage, slot): Reminder(clock=clock, generation=clock.generation, stage=stage, slot=slot, due_at=at, try_at=max(at, now))
        for stage, at, slot in kept
    }
    Reminder.objects.bulk_create(rows.values(), ignore_conflicts=True)


def cancel_unsent(clock: Clock) -> None:
    """Cancel what has not gone out: reminders first, so that one being claimed right now is waited for, then its messages."""
    Reminder.objects.filter(clock=clock, state=Reminder.WAITING).update(state=Reminder.CANCELLED)
    withdraw([about(clock)])


def already_told(clock: Clock) -> frozenset[tuple[str, str]]:
    """(stage, slot) of the late stages that went out, of any generation."""
    sent = Reminder.objects.filter(clock=clock, state=Reminder.SENT, stage__startswith=LATE)
    return frozenset(sent.values_list("stage", "slot"))


def letter(due: Due, found: Found) -> Letter:
    """The message of one claimed reminder for one person."""
    words = lawful.due_words(due)
    if not is_late_stage(due.stage):
        title, text = due.title, f"It is due {words}."
    elif due.overdue_from is not None and due.started_at >= due.overdue_from:
        title, text = f"Late: {due.title}", f"It was due {words}. That had passed already when it was recorded."
    else:
        title, text = f"Late: {due.title}", f"It was due {words}."
    return _letter(due, f"reminder:{due.reminder_id}", found, title, text)


def tell_change(clock: Clock, change: ClockChange, now: datetime) -> None:
    """Tell everyone who was told the old date, and the person who must act, of the new one: one message each."""
    recipients = Recipients([clock])
    told: dict[int, Found] = {}
    if (acting := recipients.find(clock, clock.slot)) is not None:
        told[acting.user_id] = acting
    for pk in Reminder.objects.filter(clock=clock, state=Reminder.SENT, user__isnull=False).values_list("user_id", flat=True).distinct():
        if recipients.eligible(pk, clock):
            told.setdefault(pk, Found(pk))
    text = f"The date changed from {change.old['words']} to {change.new['words']}, because {change.why}."
    if clock.overdue_from is not None and now >= clock.overdue_from:
        text += " The new date has passed already."
    key = f"clock:{clock.pk}:changed:{change.pk}"
    send_all([_letter(clock, key, found, f"Date changed: {clock.title}", text) for found in told.values()])


def _letter(clock: Clock | Due, key: str, found: Found, title: str, text: str) -> Letter:
    case = clock.case
    return Letter(
        user_id=found.user_id,
        key=key,
        title=title,
        text=f"{text} {found.why}".strip(),
        reference=case.reference if case is not None else clock.reference,
        case_id=case.pk if case is not None else None,
        path=clock.path or (f"/cases/{case.reference}/" if case is not None else ""),
        about=about(clock),
        action_due=True,
    )
