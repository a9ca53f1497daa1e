"""Making and cancelling the rows of a clock's reminders, and the words of its messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from casework.clocks import lawful, slots
from casework.clocks.claiming import Due
from casework.clocks.lawful import ForceLaw
from casework.clocks.models import Clock, ClockChange, Reminder
from casework.clocks.recipients import Found, Recipients
from casework.law.engine import Result
from casework.outbox.services import Letter, send_all, withdraw

LATE = "late"
RAISED = ("late, up once", "late, up twice")


def about(clock: Clock | Due) -> str:
    """The name under which a clock's messages may be withdrawn."""
    return f"clock:{clock.pk}"


def is_late_stage(stage: str) -> bool:
    """Whether a stage of the ladder says that the date has passed."""
    return stage.startswith(LATE)


def rows(
    clock: Clock,
    result: Result,
    now: datetime,
    law: ForceLaw,
    *,
    told: frozenset[tuple[str, str]] = frozenset(),
    fresh: bool = True,
) -> list[Reminder]:
    """The rows of this generation: the stages not yet past, and of those past only what must still be said.

    A date that is past already is said to be late at once, up the line as far as the hours have run, except to slots (`told`: stage, slot)
    that heard so of the generation before. A new clock (`fresh`) with too little time for any stage before its date is announced at
    once by the last of them.
    """
    if clock.state != Clock.OPEN or clock.overdue_from is None:
        return []
    rule = lawful.rule_of(clock.rule_id)
    steps = [(stage, at, clock.slot if slot == rule.slot else slots.known(slot)) for stage, at, slot in law.stages(clock.rule_id, result)]
    kept = [each for each in steps if each[1] > now]
    past = [each for each in steps if each[1] <= now]
    kept += [(stage, at, slot) for stage, at, slot in past if is_late_stage(stage) and (stage, slot) not in told]
    ahead = [each for each in kept if each[2] == clock.slot and not is_late_stage(each[0])]
    before = [each for each in past if each[2] == clock.slot and not is_late_stage(each[0])]
    if fresh and not ahead and before and now < clock.overdue_from:
        kept.append(before[-1])
    made = {
        (stage, slot): Reminder(clock=clock, generation=clock.generation, stage=stage, slot=slot, due_at=at, try_at=max(at, now))
        for stage, at, slot in kept
    }
    return list(made.values())


def make(clock: Clock, result: Result, now: datetime, law: ForceLaw) -> None:
    """Make the rows of a new clock."""
    make_all([clock], result, now, law)


def make_all(clocks: Sequence[Clock], result: Result, now: datetime, law: ForceLaw) -> None:
    """Make the rows of new clocks that have the same result."""
    Reminder.objects.bulk_create([row for clock in clocks for row in rows(clock, result, now, law)], ignore_conflicts=True)


def cancel_unsent(*clocks: Clock) -> None:
    """Cancel what has not gone out: reminders first, so that one being claimed right now is waited for, then its messages."""
    Reminder.objects.filter(clock__in=[clock.pk for clock in clocks], state=Reminder.WAITING).update(state=Reminder.CANCELLED)
    withdraw([about(clock) for clock in clocks])


def already_told(clocks: Iterable[Clock]) -> dict[int, frozenset[tuple[str, str]]]:
    """By clock, (stage, slot) of the late stages that went out, of any generation."""
    found: dict[int, set[tuple[str, str]]] = {}
    sent = Reminder.objects.filter(clock__in=[clock.pk for clock in clocks], state=Reminder.SENT, stage__startswith=LATE)
    for pk, stage, slot in sent.values_list("clock_id", "stage", "slot"):
        found.setdefault(pk, set()).add((stage, slot))
    return {pk: frozenset(stages) for pk, stages in found.items()}


def letter(due: Due, found: Found) -> Letter:
    """The message of one claimed reminder for one person."""
    words = lawful.due_words(due)
    if not is_late_stage(due.stage):
        title, text = due.title, f"It is due {words}."
    elif due.overdue_from is not None and due.started_at >= due.overdue_from:
        title, text = f"Late: {due.title}", f"It was due {words}. That had passed already when it was recorded."
    else:
        title, text = f"Late: {due.title}", f"It was due {words}."
    if due.stage in RAISED:
        text += " It comes to you because it has not been done since."
    return _letter(due, f"reminder:{due.reminder_id}", found, title, text)


def told_of_change(clocks: Sequence[Clock]) -> dict[int, dict[int, Found]]:
    """By clock, who must hear that its date changed: the person who must act, and everyone who was told the old date and may still be."""
    recipients = Recipients(clocks)
    reminded: dict[int, list[int]] = {}
    sent = Reminder.objects.filter(clock__in=[clock.pk for clock in clocks], state=Reminder.SENT, user__isnull=False)
    for pk, user_id in sent.values_list("clock_id", "user_id").distinct():
        reminded.setdefault(pk, []).append(user_id)
    told: dict[int, dict[int, Found]] = {}
    for clock in clocks:
        mine = told.setdefault(clock.pk, {})
        if (acting := recipients.find(clock, clock.slot)) is not None:
            mine[acting.user_id] = acting
        for user_id in reminded.get(clock.pk, ()):
            if recipients.eligible(user_id, clock):
                mine.setdefault(user_id, Found(user_id))
    return told


def tell_change(clock: Clock, change: ClockChange, now: datetime) -> None:
    """Tell everyone who was told the old date, and the person who must act, of the new one: one message each."""
    send_all([change_letter(clock, change, found, now) for found in told_of_change([clock])[clock.pk].values()])


def change_letter(clock: Clock, change: ClockChange, found: Found, now: datetime) -> Letter:
    """The message of one changed date for one person."""
    text = f"The date changed from {change.old['words']} to {change.new['words']}, because {change.why}."
    if clock.overdue_from is not None and now >= clock.overdue_from:
        text += " The new date has passed already."
    return _letter(clock, f"clock:{clock.pk}:changed:{change.pk}", found, f"Date changed: {clock.title}", text)


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
