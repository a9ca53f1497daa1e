"""The law as one force has it now: the defaults, its own values and holidays on top. And what was proposed, decided and in force when."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from casework.access.matrix import table
from casework.access.scope import scope
from casework.law import engine, ladders, policy, registry
from casework.law.calendar import LAST_YEAR, Calendar, england_and_wales
from casework.law.engine import Result
from casework.law.errors import LawInputError
from casework.law.policy import PolicyValues, Value
from casework.policies.models import HolidayOverride, PolicyDecision, PolicySetting
from casework.policies.values import read_value
from casework.staff.models import RANK_ORDER, Force

log = structlog.get_logger(__name__)

_IN_FORCE = """
(SELECT DISTINCT ON (s.kind, s.code) s.kind, s.code, s.value::text, s.back_to_default, s.id
 FROM casework_policysetting s JOIN casework_policydecision d ON d.setting_id = s.id
 WHERE s.force_id = %(force)s AND d.outcome = 'APPROVED' AND d.in_force_from <= %(day)s
 ORDER BY s.kind, s.code, d.in_force_from DESC, d.id DESC)
UNION ALL
(SELECT DISTINCT ON (o.day, o.kind = 'COVER') o.kind, o.day::text, NULL, false, o.id
 FROM casework_holidayoverride o JOIN casework_policydecision d ON d.override_id = o.id
 WHERE o.force_id = %(force)s AND d.outcome = 'APPROVED' AND d.in_force_from <= %(day)s
 ORDER BY o.day, o.kind = 'COVER', d.in_force_from DESC, d.id DESC)
"""


@dataclass(frozen=True)
class ForceLaw:
    """The law with one force's values. `in_force` names what is its own: (kind, code or day) -> id of the approved row."""

    policy: PolicyValues = field(default_factory=PolicyValues)
    overrides: tuple[tuple[date, bool], ...] = ()
    last_year: int = LAST_YEAR
    in_force: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The business days as this force counts them."""
        return england_and_wales(self.overrides, self.last_year)

    @property
    def _given_calendar(self) -> Calendar | None:
        """None for the default one, which the law loads only when a sum needs it."""
        return self.calendar if self.overrides or self.last_year != LAST_YEAR else None

    def compute(self, rule_id: str, *, on: object, inputs: Mapping[str, Any] | None = None) -> Result:
        """`casework.law.engine.compute` with this force's values and holidays; `LawInputError` as there."""
        return engine.compute(rule_id, on=on, inputs=inputs, calendar=self._given_calendar, policy=self.policy)

    def stages(self, rule_id: str, result: Result) -> list[ladders.Stage]:
        """`casework.law.engine.stages` with this force's values and holidays."""
        return engine.stages(rule_id, result, calendar=self._given_calendar, policy=self.policy)


DEFAULT = ForceLaw()


def hold_law(force_id: int | None, *, alone: bool = False) -> None:
    """Until the end of this transaction, let nobody take stock of the force's law; `alone`: wait for all who count by it, and be the one.

    Whoever writes a date holds it before reading the law. So what is written by the former law stands in the database before the open
    clocks are counted anew by the next one.
    """
    if force_id is None:
        return
    how = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(hashtextextended('force law', %s))", [force_id])


def law_of(force_id: int | None, day: date | None = None) -> ForceLaw:
    """The law as the force has it on `day` (London; default today): one statement. Without a force the defaults count."""
    if force_id is None:
        return DEFAULT
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, {"force": force_id, "day": day or timezone.localdate()})
        rows = cursor.fetchall()
    own: dict[str, Value] = {}
    inactive: set[str] = set()
    overrides: list[tuple[date, bool]] = []
    last_year = LAST_YEAR
    in_force = {(kind, code): pk for kind, code, _, _, pk in rows}
    for kind, code, stored, back, _ in rows:
        if kind == PolicySetting.VALUE and not back:
            _take(own, code, json.loads(stored) if stored else None)
        elif kind == PolicySetting.SWITCH and stored == "false":
            inactive.add(code)
        elif kind == HolidayOverride.COVER:
            last_year = max(last_year, date.fromisoformat(code).year)
        elif kind in (HolidayOverride.ADD, HolidayOverride.STRIKE):
            overrides.append((date.fromisoformat(code), kind == HolidayOverride.ADD))
    return ForceLaw(PolicyValues(own, frozenset(inactive)), tuple(sorted(overrides)), last_year, in_force)


def law_for(force_id: int | None) -> ForceLaw:
    """The force's law for a date that this transaction writes: see `hold_law`."""
    hold_law(force_id)
    return law_of(force_id)


def _take(own: dict[str, Value], code: str, stored: Any) -> None:
    """Take a stored value in. One that the law no longer knows (a later release) leaves the default standing, and is logged."""
    try:
        value = read_value(code, stored)
        policy.check(code, value)
    except (LawInputError, KeyError, ValueError, TypeError):
        log.error("policy_value_not_known", code=code)
        return
    own[code] = value


def reach(user: Any, action: str) -> frozenset[int]:
    """The forces in which one of the person's roles, at their rank, has a cell for `action`."""
    cells = table()[action][1]
    return frozenset(
        held.force_id
        for held in scope(user).held
        if (cell := cells.get(held.role)) is not None and (not cell.min_rank or RANK_ORDER[held.rank] >= RANK_ORDER[cell.min_rank])
    )


def forces_for(user: Any, action: str) -> list[Force]:
    """Those forces, the person's own first."""
    return sorted(Force.objects.filter(pk__in=reach(user, action)), key=lambda force: (force.pk != user.force_id, force.name))


def settings_of(force: Force, kind: str = "", code: str = "") -> QuerySet[PolicySetting]:
    """Every proposal of the force (for one value or switch), with what became of it, newest first."""
    found = PolicySetting.objects.filter(force=force).select_related("proposed_by", "decision__decided_by").order_by("-pk")
    return found.filter(kind=kind, code=code) if code else found


def overrides_of(force: Force) -> QuerySet[HolidayOverride]:
    """Every correction of the bank holidays that was proposed, with what became of it, newest first."""
    return HolidayOverride.objects.filter(force=force).select_related("proposed_by", "decision__decided_by").order_by("-pk")


def in_force_rows(law: ForceLaw) -> dict[tuple[str, str], PolicySetting]:
    """The approved proposals that count now, by kind and code."""
    ids = [pk for (kind, _), pk in law.in_force.items() if kind in (PolicySetting.VALUE, PolicySetting.SWITCH)]
    rows = PolicySetting.objects.filter(pk__in=ids).select_related("proposed_by", "decision__decided_by")
    return {(row.kind, row.code): row for row in rows}


def waiting(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `settings_of` or `overrides_of` that nobody has decided."""
    return rows.filter(decision__isnull=True)


def to_come(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those that are approved and count from a later day."""
    return rows.filter(decision__outcome=PolicyDecision.APPROVED, decision__in_force_from__gt=today)


def rules_counting_with(codes: Iterable[str]) -> list[registry.Rule]:
    """The rules that count with any of these policy codes."""
    wanted = set(codes)
    return [rule for rule in registry.all_rules() if wanted & set(rule.policy)]
