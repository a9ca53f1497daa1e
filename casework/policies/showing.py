"""Force policy and bank holidays as their pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.errors import Hidden
from casework.law import policy, registry
from casework.law.calendar import usual_names
from casework.law.policy import DEFAULTS
from casework.law.registry import Rule
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.selectors import ForceLaw, in_force_rows, overrides_of, settings_of, to_come, waiting
from casework.staff.models import Force

OWN, WAITING = "own", "waiting"


@dataclass(frozen=True)
class Line:
    """One value of force policy. `row` is the approved proposal that it comes from, None for the default."""

    code: str
    title: str
    value: str
    default: str
    unit: str
    row: PolicySetting | None
    waiting: PolicySetting | None
    coming: tuple[PolicySetting, ...]

    @property
    def own(self) -> bool:
        """Whether the force has set it, rather than left the default."""
        return self.row is not None and not self.row.back_to_default


@dataclass(frozen=True)
class Switch:
    """One rule that the force may switch off."""

    rule: Rule
    in_use: bool
    row: PolicySetting | None


@dataclass(frozen=True)
class Day:
    """One day of the list: a bank holiday, or one that was struck. `row` is the correction, if there is one."""

    day: date
    name: str
    struck: bool
    row: HolidayOverride | None


def told(asked: str, *texts: str) -> bool:
    """Whether every word asked for stands in one of the texts."""
    whole = " ".join(texts).lower()
    return all(word in whole for word in asked.lower().split())


def lines(force: Force, law: ForceLaw, today: date, asked: str = "", show: str = "", code: str = "") -> list[Line]:
    """Every value (or the one of `code`) in the order of the documents; those with the words asked for, of the kind to show."""
    rows = in_force_rows(law)
    settings = settings_of(force)
    open_ones = {row.code: row for row in waiting(settings).filter(kind=PolicySetting.VALUE)}
    coming: dict[str, tuple[PolicySetting, ...]] = {}
    for row in to_come(settings, today).filter(kind=PolicySetting.VALUE).order_by("decision__in_force_from"):
        coming[row.code] = (*coming.get(row.code, ()), row)
    found = [
        Line(
            code=known.code,
            title=known.title,
            value=policy.in_words(known.code, law.policy[known.code]),
            default=policy.in_words(known.code, known.value),
            unit=known.unit,
            row=rows.get((PolicySetting.VALUE, known.code)),
            waiting=open_ones.get(known.code),
            coming=coming.get(known.code, ()),
        )
        for known in DEFAULTS.values()
        if not code or known.code == code
    ]
    kept = [line for line in found if told(asked, line.code, line.title, line.value)]
    if show == OWN:
        return [line for line in kept if line.own]
    return [line for line in kept if line.waiting] if show == WAITING else kept


def switches(law: ForceLaw, asked: str = "", show: str = "") -> list[Switch]:
    """Every rule of the class "policy": those that no law sets, which the force may switch off; narrowed as `lines`."""
    rows = in_force_rows(law)
    found = [
        Switch(rule, rule.id not in law.policy.inactive, rows.get((PolicySetting.SWITCH, rule.id)))
        for rule in registry.all_rules()
        if rule.klass == "policy" and told(asked, rule.id, rule.title)
    ]
    return [each for each in found if not show or (show == OWN and each.row)]


def days_of(force: Force, law: ForceLaw, year: int) -> list[Day]:
    """The bank holidays of the year as the force counts them, and the days that were struck."""
    ids = [pk for (kind, _), pk in law.in_force.items() if kind in (HolidayOverride.ADD, HolidayOverride.STRIKE)]
    rows = {row.day: row for row in overrides_of(force).filter(pk__in=ids, day__year=year)}
    usual = usual_names(year)
    known = {day for day in law.calendar.holidays if day.year == year}
    struck = {day for day, row in rows.items() if row.kind == HolidayOverride.STRIKE}
    return [
        Day(day, (rows[day].name if day in rows else "") or usual.get(day, "") or "Bank holiday", day in struck, rows.get(day))
        for day in sorted(known | struck)
    ]


def proposal_of(model: Any, pk: int) -> Any:
    """The proposal with its people; Hidden when there is none."""
    found = model.objects.select_related("force", "proposed_by", "decision__decided_by").filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found
