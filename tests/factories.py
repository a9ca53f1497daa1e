"""Invented people, staff, units and cases for tests: factory-boy factories with traits, and three plain helpers.

    officer = make_user("OFFICER")                      # in the default unit of the default force
    boss = make_user("SUPERVISOR", rank="INSPECTOR")
    case = make_case(owner=officer)                     # under investigation, with a victim and a suspect
    case = make_case(owner=officer, suspect=False)      # nobody identified yet
    grant(case, lawyer, "granted_case", hours=8)

Everything defaults to one force and one unit, so that a user and a case made without arguments belong together.
"""

from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone
from factory.django import DjangoModelFactory

from casework.access.models import CaseGrant, ConflictOfInterest, RoleTask
from casework.access.scope import forget
from casework.cases.models import Case, CaseParty, PartyRole, Relationship
from casework.cases.references import next_reference
from casework.people.models import Person
from casework.staff.models import Absence, Delegation, Force, Rank, Role, RoleAssignment, Unit, User

FROM = date(2020, 1, 1)
# Roles that are held in a unit; the others are held in the whole force unless a unit is named.
IN_UNIT = {Role.OFFICER, Role.SUPERVISOR, Role.MANAGER}
USUAL_RANK = {
    Role.OFFICER: Rank.CONSTABLE,
    Role.SUPERVISOR: Rank.SERGEANT,
    Role.AUTHORISER: Rank.SUPERINTENDENT,
    Role.OFFENDER_MANAGER: Rank.CONSTABLE,
    Role.MANAGER: Rank.CHIEF_INSPECTOR,
}
_ANY: Any = object()


class ForceFactory(DjangoModelFactory):
    """A force; without arguments always the same one."""

    class Meta:
        model = Force
        django_get_or_create = ("code",)

    class Params:
        other = factory.Trait(code=factory.Sequence(lambda n: f"force{n}"), name=factory.Sequence(lambda n: f"Force {n} Police"))

    code = "northmoor"
    name = "Northmoor Police"


class UnitFactory(DjangoModelFactory):
    """A unit; without arguments always the same one."""

    class Meta:
        model = Unit
        django_get_or_create = ("force", "name")

    class Params:
        other = factory.Trait(name=factory.Sequence(lambda n: f"Team {n}"))

    force = factory.SubFactory(ForceFactory)
    parent = None
    name = "Safeguarding Castlegate"


class UserFactory(DjangoModelFactory):
    """An account without any role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        deactivated = factory.Trait(deactivated_at=factory.LazyFunction(timezone.now), is_active=False)
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence(lambda n: f"user{n}")
    first_name = factory.Iterator(["Priya", "Owen", "Ruth", "Jo", "Mal", "Ines", "Ravi", "Nia"])
    last_name = factory.Iterator(["Pell", "Tait", "Kessler", "Brandt", "Lyle", "Okafor", "Verran", "Moss", "Hale"])
    collar_number = factory.Sequence(lambda n: str(4000 + n))
    email = factory.Sequence(lambda n: f"user{n}@example.invalid")
    password = "!"
    force = factory.SubFactory(ForceFactory)
    unit = factory.LazyAttribute(lambda user: UnitFactory(force=user.force))
    rank = Rank.STAFF


class RoleAssignmentFactory(DjangoModelFactory):
    """A role held since 2020 in the user's own unit."""

    class Meta:
        model = RoleAssignment

    class Params:
        ended = factory.Trait(ends_on=date(2021, 1, 1))
        force_wide = factory.Trait(unit=None)

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    force = factory.SelfAttribute("user.force")
    unit = factory.SelfAttribute("user.unit")
    starts_on = FROM


class DelegationFactory(DjangoModelFactory):
    """A role lent for today and tomorrow."""

    class Meta:
        model = Delegation

    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda lent: lent.starts_on + timedelta(days=1))
    reason = "On leave"


class AbsenceFactory(DjangoModelFactory):
    """Away today and tomorrow."""

    class Meta:
        model = Absence

    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda away: away.starts_on + timedelta(days=1))


class PersonFactory(DjangoModelFactory):
    """A nominal with an invented name; `unknown` for someone not identified."""

    class Meta:
        model = Person

    class Params:
        unidentified = factory.Trait(unknown=True, given_names="", family_name="", date_of_birth=None, description="Unknown, online only")
        child = factory.Trait(date_of_birth=date(2012, 3, 4))

    force = factory.SubFactory(ForceFactory)
    given_names = factory.Iterator(["Imogen", "Rufus", "Tess", "Gareth", "Bryony", "Silas", "Nerys"])
    family_name = factory.Iterator(
        [
            "Abernethy",
            "Blenkinsop",
            "Drinkwater",
            "Eversholt",
            "Featherstone",
            "Goldsworthy",
            "Inglethorpe",
            "Jessamy",
            "Kilvert",
            "Loveday",
        ]
    )
    date_of_birth = date(1990, 5, 17)
    sex = "Female"


class CasePartyFactory(DjangoModelFactory):
    """A person's part in a case."""

    class Meta:
        model = CaseParty

    case = factory.SubFactory("tests.factories.CaseFactory")
    person = factory.SubFactory(PersonFactory)
    role = PartyRole.VICTIM


class CaseFactory(DjangoModelFactory):
    """A case under investigation in the default unit, without an owner or parties (see `make_case`)."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    class Params:
        reported = factory.Trait(state="REPORTED", owner=None)
        recorded = factory.Trait(state="RECORDED", owner=None)
        allocated = factory.Trait(state="ALLOCATED")
        investigating = factory.Trait(state="INVESTIGATING")
        closed = factory.Trait(is_open=False)
        secret = factory.Trait(restricted=True)

    reference = factory.LazyFunction(lambda: next_reference("STK"))
    unit = factory.SubFactory(UnitFactory)
    force = factory.SelfAttribute("unit.force")
    state = "INVESTIGATING"
    relationship = Relationship.EX_PARTNER
    reported_at = factory.LazyFunction(timezone.now)


class RoleTaskFactory(DjangoModelFactory):
    """Open work for a role in the case's force."""

    class Meta:
        model = RoleTask

    case = factory.SubFactory(CaseFactory)
    role = Role.LEGAL
    force = factory.SelfAttribute("case.force")
    what = "Review the application"


class ConflictFactory(DjangoModelFactory):
    """A declared conflict; give `case` or `person`."""

    class Meta:
        model = ConflictOfInterest

    user = factory.SubFactory(UserFactory)
    reason = "Related to a party"


def make_user(*roles: str, unit: Any = _ANY, force: Force | None = None, rank: str = "", **values: Any) -> User:
    """An account holding `roles` since 2020. `unit` defaults to the default unit; None holds the roles in the whole force.

    OFFICER, SUPERVISOR and MANAGER are held in the unit, the others in the whole force unless `unit` is given.
    """
    named = unit is not _ANY and unit is not None
    force = force or (unit.force if named else ForceFactory())
    home = unit if named else UnitFactory(force=force)
    if not rank:
        rank = next((USUAL_RANK[role] for role in roles if role in USUAL_RANK), Rank.STAFF)
    user: User = UserFactory(force=force, unit=home, rank=rank, **values)
    for role in roles:
        inside = named or (role in IN_UNIT and unit is _ANY)
        RoleAssignmentFactory(user=user, role=role, force=force, unit=home if inside else None)
    return user


def make_person(**values: Any) -> Person:
    """A nominal of the default force."""
    person: Person = PersonFactory(**values)
    return person


def make_case(
    owner: User | None = None,
    *,
    supervisor: User | None = None,
    victim: Person | bool | None = None,
    suspect: Person | bool | None = None,
    unit: Unit | None = None,
    **values: Any,
) -> Case:
    """A case under investigation (or as `values` say), with a victim and a suspect unless given as False.

    The unit is the owner's unless given. Traits: reported, recorded, allocated, closed, secret.
    """
    unit = unit or (owner.unit if owner and owner.unit else UnitFactory())
    case: Case = CaseFactory(owner=owner, supervisor=supervisor, unit=unit, force=unit.force, **values)
    for person, role in ((victim, PartyRole.VICTIM), (suspect, PartyRole.SUSPECT)):
        if person is not False:
            CasePartyFactory(case=case, person=person or PersonFactory(force=case.force), role=role)
    return case


def grant(case: Case, user: User, codename: str = "granted_case", *, hours: float | None = None, by: User | None = None) -> CaseGrant:
    """A grant by name; `hours` from now until it ends (negative: it has ended), None without an end."""
    ends: datetime | None = timezone.now() + timedelta(hours=hours) if hours is not None else None
    permission = Permission.objects.get(codename=codename, content_type__app_label="casework")
    made = CaseGrant.objects.create(
        user=user, permission=permission, content_object=case, granted_by=by, reason="For the test", expires_at=ends
    )
    forget()
    return made


def incident_values(**values: Any) -> dict[str, Any]:
    """What an officer types for one incident an hour ago: flowers sent."""
    when = timezone.now() - timedelta(hours=1)
    return {"occurred_at": when, "acts": ["B"], "summary": "Flowers came without a card.", "means": "DELIVERY"} | values


def four_values(decision: str = "STALKING_2A", **values: Any) -> dict[str, Any]:
    """FOUR answered yes with reasons, and a decision."""
    made: dict[str, Any] = {"decision": decision}
    for name in ("fixated", "obsessive", "unwanted", "repeated"):
        made |= {name: True, f"{name}_why": "Seen in the messages"}
    return made | values


def risk_values(victim: str = "MEDIUM", officer: str = "MEDIUM", **values: Any) -> dict[str, Any]:
    """A complete assessment with these two views."""
    return {
        "tool": "DASH",
        "tool_version": "2009",
        "victim_view": victim,
        "victim_words": "He knows when I am alone.",
        "officer_view": officer,
        "officer_rationale": "Contact goes on although he was told to stop.",
        "trigger": "First report",
    } | values


def plan_values(owner: User, **values: Any) -> dict[str, Any]:
    """One action of a plan, due today, that needs nobody's consent."""
    return {"kind": "MARKER", "what": "Ask for a marker on the address", "owner": owner, "due_on": timezone.localdate()} | values


def item_values(seal: str = "B10044213", **values: Any) -> dict[str, Any]:
    """One seized item."""
    return {
        "description": "Black iPhone with a cracked screen",
        "kind": "PHONE",
        "quantity": 1,
        "found_at": "Desk drawer",
        "seal": seal,
    } | values


def seizure_values(**values: Any) -> dict[str, Any]:
    """When and by what power the items were seized."""
    return {"seized_at": timezone.now() - timedelta(minutes=10), "power": "VOLUNTARY", "seized_from": "The victim"} | values
