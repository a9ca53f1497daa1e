"""A case changes hands: its clocks follow, and the new holder is told once of everything open."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.audit.record import changed
from casework.cases.models import Case
from casework.clocks import lawful, reminding, slots
from casework.clocks.models import Clock, Reminder
from casework.clocks.recipients import Recipients
from casework.clocks.selectors import open_for
from casework.outbox.services import Letter, send_all, withdraw

MOST_LISTED = 50


def reassigned(case: Case, actor: Any = None) -> None:
    """The case's owner or supervisor is another now (call it after the change, in the same transaction).

    Stages that have not gone out go to whoever fills the slot when they are claimed. What waits unsent or unread for the former
    holder is withdrawn, and the new holder gets one digest of the open dates.
    """
    with transaction.atomic():
        clocks = list(open_for(case).select_related("case"))
        moved = [clock for clock in clocks if clock.slot != slots.NAMED and clock.holder_id != slots.holder_id(clock.slot, case)]
        for clock in moved:
            if clock.holder_id is not None:
                withdraw([reminding.about(clock)], user=clock.holder_id)
            clock.case = case
            clock.holder_id = slots.holder_id(clock.slot, case)
        Clock.objects.bulk_update(moved, ["holder"])
        _digests(case, moved)


def hand_over(rule_id: str, *, subject: Any, holder: Any, actor: Any = None) -> Clock | None:
    """The person named on a clock (slot NAMED) is another now: what waits for the former is withdrawn, the new one is told once."""
    with transaction.atomic():
        name = subject._meta.model_name
        running = Clock.objects.select_for_update(no_key=True, of=("self",)).select_related("case")
        clock = running.filter(rule_id=lawful.rule_of(rule_id).id, subject_type=name, subject_id=subject.pk, state=Clock.OPEN).first()
        if clock is None or clock.holder_id == holder.pk:
            return clock
        if clock.holder_id is not None:
            withdraw([reminding.about(clock)], user=clock.holder_id)
        clock.holder = holder
        clock.save(update_fields=["holder"])
        changed("UPDATE", actor=actor, action="clock.hand_over", subject=clock, case_id=clock.case_id, fields=("holder",))
        found = Recipients([clock]).find(clock, clock.slot)
        if found is not None:
            told = Letter(
                user_id=found.user_id,
                key=f"handed:{clock.pk}:{timezone.now().isoformat()}",
                title=f"This is yours now: {clock.title}",
                text=f"It is due {lawful.due_words(clock)}. {found.why}".strip(),
                reference=clock.reference,
                case_id=clock.case_id,
                path=clock.path,
                about=reminding.about(clock),
                action_due=True,
            )
            send_all([told])
        return clock


def pass_on(clock: Clock, slot: str) -> None:
    """What a person of the case had to do goes over to a role: the clock, and its reminders that have not gone out."""
    old, new = clock.slot, slots.known(slot)
    if old not in (slots.OWNER, slots.SUPERVISOR, slots.NAMED) or old == new:
        return
    withdraw([reminding.about(clock)])
    waiting = Reminder.objects.filter(clock=clock, state=Reminder.WAITING)
    taken = Reminder.objects.filter(clock=clock, generation=clock.generation, slot=new).values("stage")
    waiting.filter(slot=old, stage__in=taken).update(state=Reminder.CANCELLED)
    waiting.filter(slot=old).update(slot=new)
    clock.slot, clock.holder = new, None
    clock.save(update_fields=["slot", "holder"])


def _digests(case: Case, moved: list[Clock]) -> None:
    recipients = Recipients(moved)
    mine: dict[int, list[Clock]] = {}
    why: dict[int, str] = {}
    for clock in moved:
        found = recipients.find(clock, clock.slot)
        if found is not None:
            mine.setdefault(found.user_id, []).append(clock)
            why[found.user_id] = found.why
    now = timezone.now()
    send_all(
        [
            Letter(
                user_id=user,
                key=f"reassigned:{case.pk}:{now.isoformat()}",
                title=f"This case is yours now: {len(clocks)} open {'date' if len(clocks) == 1 else 'dates'}",
                text="\n".join([*_lines(clocks), why[user]]).strip(),
                reference=case.reference,
                case_id=case.pk,
                path=f"/cases/{case.reference}/",
                about=f"case:{case.pk}",
            )
            for user, clocks in mine.items()
        ]
    )


def _lines(clocks: list[Clock]) -> list[str]:
    lines = [f"{clock.title}: {lawful.due_words(clock)}" for clock in clocks[:MOST_LISTED]]
    if len(clocks) > MOST_LISTED:
        lines.append(f"and {len(clocks) - MOST_LISTED} more")
    return lines
