"""Counting open clocks anew when force policy or the bank holidays have changed: exactly those it touches, in batches, resumable.

`notice` compares each force's law with the one its clocks were last counted by and puts down what has to be done; `work` does it, a batch
a transaction. Nothing else starts a recount but the command, so a lost hint, a doubled tick or a killed worker costs time, never a date.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.access.scope import remembered
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.clocks import lawful, reminding, renewing
from casework.clocks.lawful import ForceLaw
from casework.clocks.models import AppliedLaw, Clock, ClockChange, Recount, Reminder
from casework.clocks.recipients import Found
from casework.law import registry
from casework.law.engine import Result
from casework.law.errors import LawInputError
from casework.law.policy import DEFAULTS
from casework.law.when import day_of
from casework.outbox.hints import publish
from casework.outbox.services import Letter, send_all
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.selectors import hold_law
from casework.staff.models import Force

log = structlog.get_logger(__name__)

BATCH = 500
TOLD_AT_ONCE = 2000
PATIENCE_SECONDS = 60.0
TASK = "casework.clocks.tasks.recount"
LADDER = "ESCALATE."
_SHIFT = """
UPDATE casework_reminder AS r SET due_at = n.due_at, try_at = n.try_at
FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS n(id, due_at, try_at) WHERE r.id = n.id AND r.state = 'WAITING'
"""


def ask(fact: Fact) -> None:
    """Answer to "policy.approved": let a worker look as soon as it is committed. Beat's next tick looks anyway."""
    transaction.on_commit(lambda: publish(TASK))


# What has to be counted


def notice(now: datetime | None = None) -> list[Recount]:
    """Put down a recount for every force whose law today is not the one its clocks were last counted by; gives back the new ones."""
    found = [_notice_force(pk, now or timezone.now()) for pk in Force.objects.order_by("pk").values_list("pk", flat=True)]
    return [recount for recount in found if recount is not None]


def _notice_force(force_id: int, now: datetime) -> Recount | None:
    known = AppliedLaw.objects.filter(pk=force_id).values_list("in_force", flat=True).first() or {}
    if _named(lawful.law_of(force_id, day_of(now))) == known:
        return None
    with transaction.atomic():
        hold_law(force_id, alone=True)
        known = AppliedLaw.objects.filter(pk=force_id).values_list("in_force", flat=True).first() or {}
        current = _named(lawful.law_of(force_id, day_of(now)))
        differing = sorted(key for key in known.keys() | current.keys() if known.get(key) != current.get(key))
        if not differing:
            return None
        AppliedLaw.objects.update_or_create(force_id=force_id, defaults={"in_force": current, "at": now})
        ids = _concerned(differing)
        if ids is not None and not ids:
            return None
        actor, why = _because(differing, known, current)
        ladders = ids is None or any(LADDER in key for key in differing)
        return put_down(force_id, ids or [], why=why, actor=actor, now=now, ladders=ladders)


def put_down(force_id: int | None, rules: Sequence[str], *, why: str, actor: Any, now: datetime, ladders: bool = True) -> Recount:
    """Put down a recount of these rules (none: of all) in a force; `why` completes "the date changed from X to Y, because ..."."""
    made = Recount(force_id=force_id, rules=sorted(rules), ladders=ladders, why=why[:200], actor=actor, created_at=now)
    made.total = _clocks(made).count()
    made.save()
    return made


def _named(law: ForceLaw) -> dict[str, int]:
    return {f"{kind} {code}": pk for (kind, code), pk in law.in_force.items()}


def _concerned(keys: Iterable[str]) -> list[str] | None:
    """The rules that the differences may touch: None for all of them, an empty list for none."""
    found: set[str] = set()
    for key in keys:
        kind, code = key.split(" ", 1)
        if kind == PolicySetting.SWITCH:
            found.add(code)
        elif kind == PolicySetting.VALUE and not code.startswith(LADDER):
            found |= {rule.id for rule in registry.all_rules() if code in rule.policy}
        elif kind == PolicySetting.VALUE:
            found |= {rule.id for rule in registry.all_rules() if rule.escalates}
        elif kind != HolidayOverride.COVER:
            return None
    return sorted(found)


def _because(keys: Sequence[str], known: dict[str, int], current: dict[str, int]) -> tuple[Any, str]:
    """Who approved what differs, and the words for it."""
    words, actor = [], None
    for key in keys:
        kind, code = key.split(" ", 1)
        pk = current[key] if key in current else known[key]
        model = PolicySetting if kind in (PolicySetting.VALUE, PolicySetting.SWITCH) else HolidayOverride
        row: Any = model.objects.select_related("decision__decided_by").get(pk=pk)
        actor = row.decision.decided_by
        if isinstance(row, HolidayOverride):
            words.append(f"{row.words[0].lower()}{row.words[1:]}" if row.kind == HolidayOverride.COVER else row.words)
        elif row.kind == PolicySetting.SWITCH:
            words.append(f"the rule {code} is {row.words} (force policy)")
        else:
            title = DEFAULTS[code].title if code in DEFAULTS else code
            words.append(f"force policy {code} ({title[0].lower()}{title[1:]}) is {row.words}")
    more = f" and {len(words) - 1} more changes of force policy count" if len(words) > 1 else ""
    return actor, f"{words[0][: 200 - len(more)]}{more}"


# The work


@dataclass(frozen=True)
class Worked:
    """What `work` did: recounts finished, clocks looked at, clocks whose date changed, people told; `left` recounts wait still."""

    done: int
    looked: int
    changed: int
    told: int
    left: int


def work(*, batch: int = BATCH, patience: float = PATIENCE_SECONDS, progress: Callable[[Recount], None] = lambda _: None) -> Worked:
    """Do what is put down, oldest first, until it is done or `patience` seconds are over. `progress` hears of each batch."""
    started = time.monotonic()
    done = looked = changed = told = 0
    for pk in to_do().values_list("pk", flat=True):
        recount = Recount.objects.get(pk=pk)
        before = recount.looked, recount.changed
        while recount.state in (Recount.WAITING, Recount.COUNTING):
            after = _batch(pk, batch)
            if after is None:
                break
            recount = after
            progress(recount)
            if time.monotonic() - started > patience:
                break
        looked, changed = looked + recount.looked - before[0], changed + recount.changed - before[1]
        if recount.state == Recount.TELLING and time.monotonic() - started <= patience:
            told += _tell(recount)
            progress(recount)
            done += 1
        if time.monotonic() - started > patience:
            break
    return Worked(done, looked, changed, told, to_do().count())


def to_do() -> QuerySet[Recount]:
    """The recounts that are not done, oldest first."""
    return Recount.objects.exclude(state=Recount.DONE).order_by("pk")


def _clocks(recount: Recount) -> QuerySet[Clock]:
    running = Clock.objects.filter(state__in=Clock.RUNNING, force=recount.force)
    return running.filter(rule_id__in=recount.rules) if recount.rules else running


def _batch(pk: int, size: int) -> Recount | None:
    """One batch in a transaction of its own; None when another worker has this recount in hand."""
    with transaction.atomic(durable=True):
        recount = Recount.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk).first()
        if recount is None or recount.state not in (Recount.WAITING, Recount.COUNTING):
            return None
        law = lawful.law_of(recount.force_id)
        clocks = list(_clocks(recount).filter(pk__gt=recount.position).order_by("pk")[:size])
        recount.state = Recount.COUNTING if len(clocks) == size else Recount.TELLING
        if clocks:
            recount.position = clocks[-1].pk
            recount.looked += len(clocks)
            recount.changed += count_again(clocks, law, recount)
        recount.save()
        return recount


def count_again(clocks: Sequence[Clock], law: ForceLaw, recount: Recount) -> int:
    """Count these clocks by the law; write only those to which it answers otherwise than it did. Returns how many dates changed."""
    answers = {clock: result for clock in clocks if (result := _answer(clock, law)) is not None}
    touched = [clock for clock, result in answers.items() if not renewing.same(clock, result)]
    locked = _locked(touched)
    now = timezone.now()
    fresh = {clock: answer for clock in locked if (answer := _still(clock, answers, law)) is not None}
    changes = renewing.renew(fresh, law, why=recount.why, actor=recount.actor, now=now, recount=recount)
    for clock in changes:
        happened(Fact("clock.recounted", clock.case_id, clock, now, recount.actor, {"why": recount.why}))
    if recount.ladders:
        _shift_reminders([(clock, answers[clock]) for clock in answers if clock not in changes], law, now)
    return len(changes)


def _answer(clock: Clock, law: ForceLaw) -> Result | None:
    """The law's answer to what the clock was asked; None, logged, when it has none any more: the old date then stays."""
    asked = {name: value for name, value in clock.inputs.items() if name != "on"}
    try:
        return law.compute(clock.asked, on=clock.inputs["on"], inputs=asked)
    except LawInputError as fault:
        log.error("clock_not_counted", clock=clock.pk, rule=clock.rule_id, field=fault.name)
        return None


def _locked(clocks: Sequence[Clock]) -> list[Clock]:
    """These clocks as they are now, locked after their cases, in the order in which every service locks."""
    cases = sorted({clock.case_id for clock in clocks if clock.case_id is not None})
    list(Case.objects.select_for_update(no_key=True, of=("self",)).only("pk").filter(pk__in=cases).order_by("pk"))
    rows = Clock.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=[clock.pk for clock in clocks])
    return list(rows.filter(state__in=Clock.RUNNING).order_by("pk"))


def _still(clock: Clock, answers: dict[Clock, Result], law: ForceLaw) -> Result | None:
    """The answer found before the clock was locked, unless something else was asked of it meanwhile."""
    known = answers[clock]
    return known if known.as_json()["inputs"] == clock.inputs else _answer(clock, law)


def _shift_reminders(counted: Sequence[tuple[Clock, Result]], law: ForceLaw, now: datetime) -> None:
    """The date stays, but a stage before or after it may come at another time: move those that wait, make those that come into being."""
    rows = {
        (row.clock_id, row.generation, row.stage, row.slot): row
        for row in Reminder.objects.filter(clock__in=[clock.pk for clock, _ in counted])
    }
    moved: list[Reminder] = []
    missing: list[Reminder] = []
    for clock, result in counted:
        for wanted in reminding.rows(clock, result, now, law, fresh=False):
            row = rows.get((clock.pk, clock.generation, wanted.stage, wanted.slot))
            if row is None and wanted.due_at > now:
                missing.append(wanted)
            elif row is not None and row.state == Reminder.WAITING and row.due_at != wanted.due_at:
                row.due_at, row.try_at = wanted.due_at, wanted.try_at
                moved.append(row)
    Reminder.objects.bulk_create(missing, ignore_conflicts=True)
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(_SHIFT, [[row.pk for row in moved], [row.due_at for row in moved], [row.try_at for row in moved]])


# Telling


def _tell(recount: Recount) -> int:
    """Tell everyone whose dates changed, once: of one date in full, of several by a list that shows what they may see. Repeatable."""
    counted: Counter[int] = Counter()
    first: dict[int, tuple[Clock, ClockChange, Found]] = {}
    position = 0
    with remembered():
        while rows := list(recount.changes.filter(pk__gt=position).order_by("pk").select_related("clock__case")[:TOLD_AT_ONCE]):
            position = rows[-1].pk
            heard = [row for row in rows if row.new["words"] != row.old["words"] and row.clock.state in Clock.RUNNING]
            told = reminding.told_of_change([row.clock for row in heard])
            for row in heard:
                for user_id, found in told[row.clock_id].items():
                    counted[user_id] += 1
                    first.setdefault(user_id, (row.clock, row, found))
    now = timezone.now()
    letters = [
        reminding.change_letter(*first[user_id], now)
        if number == 1
        else Letter(
            user_id=user_id,
            key=f"recount:{recount.pk}",
            title=f"{number} of your dates have changed",
            text=f"They changed because {recount.why}. The list shows each as it was and as it is.",
            path=f"/rules/recounts/{recount.pk}/",
        )
        for user_id, number in sorted(counted.items())
    ]
    with transaction.atomic():
        told_now = send_all(letters)
        Recount.objects.filter(pk=recount.pk).update(state=Recount.DONE, finished_at=now)
        recount.state, recount.finished_at = Recount.DONE, now
    return told_now
