"""Who fills a slot now: decided when a reminder is claimed, in bulk for a batch.

The line for the owner: the owner; if away, the deputy; the supervisor; if away, that deputy; the unit's inbox. A role's line: whoever had
the clock's last reminder, then the role's holders by how much waits for them; then the supervisor's line. Never anyone absent,
deactivated, in conflict or no longer permitted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from django.db.models import Count
from django.utils import timezone

from casework.access.models import BreakGlass
from casework.access.predicate import Sight
from casework.access.scope import Scope, scopes
from casework.clocks import slots
from casework.clocks.models import Clock, Reminder
from casework.outbox.models import InAppMessage
from casework.staff.models import Absence, Unit, User
from casework.staff.selectors import holding

DEPUTIES = 3
FORCE_WIDE = 99


class CaseLike(Protocol):
    """A case, or a row with the columns that say who may be told of it."""

    @property
    def pk(self) -> int: ...
    @property
    def force_id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def owner_id(self) -> int | None: ...
    @property
    def supervisor_id(self) -> int | None: ...


class ClockLike(Protocol):
    """A clock, or a row with the columns that say whom it concerns."""

    @property
    def pk(self) -> int: ...
    @property
    def case(self) -> CaseLike | None: ...
    @property
    def force_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def holder_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Found:
    """The person, and in words why it is this one when another was meant first."""

    user_id: int
    why: str = ""


class Recipients:
    """Everything needed to fill the slots of these clocks; made anew for each batch, so that it is never older than that."""

    def __init__(self, clocks: Iterable[ClockLike]) -> None:
        self.clocks = list(clocks)
        self.today: date = timezone.localdate()
        self._scopes: dict[int, Scope | None] = {}
        self._sights: dict[int, Sight] = {}
        self._holders: dict[tuple[str, int], list[tuple[int, int | None]]] = {}
        self._parents: dict[int, dict[int, int | None]] = {}
        self._waiting: Counter[int] = Counter()
        self._counted: set[int] = set()
        self._load({pk for clock in self.clocks if clock.case for pk in (clock.case.owner_id, clock.case.supervisor_id) if pk})

    def find(self, clock: ClockLike, slot: str) -> Found | None:
        """The person for this slot of the clock, or None when there is nobody at all who may be told."""
        seen: set[int] = set()
        for pk, why in self._line(clock, slot):
            if pk not in seen and self.eligible(pk, clock):
                self._waiting[pk] += 1
                return Found(pk, why)
            seen.add(pk)
        return None

    def eligible(self, pk: int, clock: ClockLike) -> bool:
        """Whether that person may be told about the clock now: here, active, and permitted to know of the case.

        For a clock without a case: whoever holds a role in that force.
        """
        if pk in self._away:
            return False
        now = self._scope(pk)
        if now is None:
            return False
        if clock.case is None:
            user, case = self._glass.get(clock.pk, (None, None))
            if pk == user or case in now.conflicted:
                return False  # nobody reviews their own use of break-glass, nor one of a case from which they are kept away
            return clock.force_id is None or clock.force_id in now.forces()
        sight = self._sights.get(pk)
        if sight is None:
            sight = self._sights[pk] = Sight(now)
        return sight.covers(clock.case)

    def managers(self, clock: ClockLike) -> list[int]:
        """The managers of the unit and of the units above it who are here: they may know that something waits, not what."""
        return [pk for pk, _ in self._by_unit(clock, "manager", "") if pk not in self._away and self._scope(pk) is not None]

    # The lines

    def _line(self, clock: ClockLike, slot: str) -> Iterator[tuple[int, str]]:
        case = clock.case
        if slot == slots.NAMED and clock.holder_id is not None:
            yield from self._with_deputies(clock.holder_id, "")
            if case is not None and case.owner_id:
                yield from self._with_deputies(case.owner_id, "Whoever took it on cannot be told.")
            yield from self._supervising(clock, "There is nobody else on the case who can be told.")
        elif slot in (slots.OWNER, slots.NAMED):
            if case is not None and case.owner_id:
                yield from self._with_deputies(case.owner_id, "")
            yield from self._supervising(clock, "There is nobody else on the case who can be told.")
        elif slot == slots.SUPERVISOR:
            yield from self._supervising(clock, "")
        else:
            yield from self._role(clock, slot)
            yield from self._supervising(clock, "Nobody who holds the role can be told.")
        yield from self._by_unit(clock, "manager", "Nobody else in the unit can be told.")

    def _supervising(self, clock: ClockLike, why: str) -> Iterator[tuple[int, str]]:
        if clock.case is not None and clock.case.supervisor_id:
            yield from self._with_deputies(clock.case.supervisor_id, why)
        yield from self._by_unit(clock, slots.SUPERVISOR, why or "It came to the unit's inbox.")

    def _with_deputies(self, pk: int, why: str) -> Iterator[tuple[int, str]]:
        yield pk, why
        for _ in range(DEPUTIES):
            deputy = self._away.get(pk)
            if deputy is None:
                return
            away = User.objects.filter(pk=pk).first()
            pk = deputy
            yield pk, f"You are deputy for {away.display_name if away else 'a colleague'}, who is away."

    def _role(self, clock: ClockLike, slot: str) -> Iterator[tuple[int, str]]:
        if slot in slots.OF_UNIT:
            yield from self._by_unit(clock, slot, "")
            return
        role, least = slots.ROLES[slot]
        force = self._force_of(clock)
        if force is None:
            return
        holders = {pk for pk, _ in self._holding(role, force) if self._holds(pk, role, least)}
        last = self._last.get((clock.pk, slot))
        if last in holders:
            yield last, ""
        for pk in self._by_load(holders):
            yield pk, ""

    def _by_unit(self, clock: ClockLike, slot: str, why: str) -> Iterator[tuple[int, str]]:
        """The unit's own holders first, then those of the units above it, then those of the whole force; each by load."""
        role, least = slots.ROLES[slot]
        force, unit = self._force_of(clock), clock.case.unit_id if clock.case else clock.unit_id
        if force is None:
            return
        above = self._above(force, unit)
        near: dict[int, int] = {}
        for pk, where in self._holding(role, force):
            distance = FORCE_WIDE if where is None else above.get(where)
            if distance is not None and self._holds(pk, role, least):
                near[pk] = min(distance, near.get(pk, distance))
        last = self._last.get((clock.pk, slot))
        if last in near:
            yield last, why
        for distance in sorted(set(near.values())):
            for pk in self._by_load({pk for pk, at in near.items() if at == distance}):
                yield pk, why

    # What is loaded, once each

    @cached_property
    def _away(self) -> dict[int, int | None]:
        """Who is away today, and their deputies."""
        rows = Absence.objects.filter(starts_on__lte=self.today, ends_on__gte=self.today).order_by("pk")
        return dict(rows.values_list("user_id", "deputy_id"))

    @cached_property
    def _last(self) -> dict[tuple[int, str], int]:
        """Who had the last reminder of each clock and slot: the next one goes the same way where it can."""
        sent = Reminder.objects.filter(clock__in=[clock.pk for clock in self.clocks], state=Reminder.SENT, user__isnull=False)
        return {(clock, slot): user for clock, slot, user in sent.order_by("claimed_at", "pk").values_list("clock_id", "slot", "user_id")}

    @cached_property
    def _glass(self) -> dict[int, tuple[int, int]]:
        """Clock on the review of a use of break-glass -> (who used it, the case that it opened)."""
        alone = [clock.pk for clock in self.clocks if clock.case is None]
        subjects = dict(Clock.objects.filter(pk__in=alone, subject_type="breakglass").values_list("subject_id", "pk"))
        rows = BreakGlass.objects.filter(pk__in=subjects).values_list("pk", "user_id", "case_id")
        return {subjects[glass]: (user, case) for glass, user, case in rows}

    def _load(self, pks: Iterable[int]) -> None:
        missing = set(pks) - self._scopes.keys()
        if missing:
            found = scopes(missing)
            self._scopes.update({pk: found.get(pk) for pk in missing})

    def _scope(self, pk: int) -> Scope | None:
        """What the person may do now, or None when deactivated."""
        if pk not in self._scopes:
            self._load([pk])
        return self._scopes[pk]

    def _holds(self, pk: int, role: str, least: str) -> bool:
        now = self._scope(pk)
        return now is not None and now.holds(role, least)

    def _holding(self, role: str, force: int) -> list[tuple[int, int | None]]:
        """(person, unit or None for the whole force) for everyone who holds the role today, lent roles included."""
        if (role, force) not in self._holders:
            given = holding(role, self.today, force)
            self._load(pk for pk, _ in given)
            self._holders[role, force] = given
        return self._holders[role, force]

    def _above(self, force: int, unit: int | None) -> dict[int, int]:
        """The unit and those above it, with how far up each is."""
        if force not in self._parents:
            self._parents[force] = dict(Unit.objects.filter(force_id=force).values_list("pk", "parent_id"))
        found: dict[int, int] = {}
        while unit is not None and unit not in found:
            found[unit] = len(found)
            unit = self._parents[force].get(unit)
        return found

    def _force_of(self, clock: ClockLike) -> int | None:
        return clock.case.force_id if clock.case is not None else clock.force_id

    def _by_load(self, pks: set[int]) -> list[int]:
        """Those people, the one with the fewest unread messages first."""
        new = pks - self._counted
        if new:
            unread = InAppMessage.objects.filter(user__in=new, read_at__isnull=True, withdrawn_at__isnull=True)
            self._waiting.update({row["user"]: row["n"] for row in unread.values("user").annotate(n=Count("pk")).order_by()})
            self._counted |= new
        return sorted(pks, key=lambda pk: (self._waiting[pk], pk))
