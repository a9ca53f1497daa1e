"""One member of staff for each role, and three cases: in their reach, out of it, and in it but restricted."""

from dataclasses import dataclass, field
from typing import Any

from casework.cases.models import Case
from casework.staff.models import Rank, Role, User
from tests.factories import ForceFactory, PersonFactory, UnitFactory, grant, make_case, make_user
from tests.matrix import planted

# Roles that reach a case only by name or by open work.
BY_NAME = (Role.LEGAL, Role.CPS, Role.AUTHORISER, Role.OFFENDER_MANAGER, Role.VICTIM_CARE)
INSIDE, OUTSIDE, RESTRICTED = "in reach", "out of reach", "restricted"


@dataclass
class World:
    """`users` by role; `cases` by INSIDE, OUTSIDE, RESTRICTED. `made` keeps what sample providers make, so that each makes it once."""

    users: dict[str, User]
    cases: dict[str, Case]
    made: dict[Any, Any] = field(default_factory=dict)

    @property
    def owner(self) -> User:
        """The officer of the cases in reach."""
        return self.users[Role.OFFICER]


def build() -> World:
    """The officer owns the case in reach; those who read by name have it by name; the restricted one has an empty list."""
    ranks = {Role.SUPERVISOR: Rank.INSPECTOR, Role.AUTHORISER: Rank.SUPERINTENDENT}
    users = {role: make_user(role, rank=ranks.get(Role(role), ""), username=f"matrix-{role.lower()}") for role in Role.values}
    stranger = make_user("OFFICER", unit=UnitFactory(force=ForceFactory(other=True), name="Elsewhere"))
    cases = {
        INSIDE: make_case(owner=users[Role.OFFICER], supervisor=users[Role.SUPERVISOR]),
        OUTSIDE: make_case(owner=stranger),
        RESTRICTED: make_case(
            owner=make_user("OFFICER"), secret=True, victim=PersonFactory(given_names="Ada", family_name=planted.HIDDEN_NAME)
        ),
    }
    for case in cases.values():
        planted.plant(case.parties.get(role="VICTIM").person)
    for role in BY_NAME:
        grant(cases[INSIDE], users[role], hours=12)
    return World(users, cases)
