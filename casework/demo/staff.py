"""Northmoor Police: units, people and roles. All invented; e-mail at example.invalid."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from casework.staff.models import Force, Rank, Role, RoleAssignment, Unit, User

SINCE = date(2024, 1, 1)
UNITS = {
    # name -> the unit above it
    "Crime Command": None,
    "Safeguarding Castlegate": "Crime Command",
    "Domestic & Stalking Unit": "Crime Command",
    "Digital Forensic Unit": None,
    "Central Exhibits Store": None,
    "Northmoor East": None,
    "Northmoor West": None,
    "Northmoor Central": None,
}


@dataclass(frozen=True)
class Account:
    """One demonstration account. `unit` is where the role is held; "" means the whole force."""

    username: str
    role: Role
    first: str
    last: str
    collar: str = ""
    rank: Rank = Rank.STAFF
    home: str = "Crime Command"
    unit: str = ""
    trained: bool = False


STALKING, CASTLEGATE = "Domestic & Stalking Unit", "Safeguarding Castlegate"
ACCOUNTS = (
    Account("officer1", Role.OFFICER, "A. J.", "Marlow", "4471", Rank.CONSTABLE, STALKING, STALKING, True),
    Account("officer2", Role.OFFICER, "Priya", "Dhanda", "5082", Rank.CONSTABLE, STALKING, STALKING, True),
    Account("officer3", Role.OFFICER, "Ines", "Calder", "5519", Rank.CONSTABLE, CASTLEGATE, CASTLEGATE),
    Account("sergeant1", Role.SUPERVISOR, "Owen", "Tait", "2210", Rank.SERGEANT, STALKING, STALKING, True),
    Account("inspector1", Role.SUPERVISOR, "Ruth", "Kessler", "1188", Rank.INSPECTOR, "Crime Command", "Crime Command", True),
    Account("exhibits1", Role.EXHIBITS, "Jo", "Brandt", home="Central Exhibits Store"),
    Account("legal1", Role.LEGAL, "S.", "Okafor"),
    Account("legal2", Role.LEGAL, "D.", "Lytton-Hale"),
    Account("cps1", Role.CPS, "H.", "Quill"),
    Account("super1", Role.AUTHORISER, "M.", "Lyle", "0345", Rank.SUPERINTENDENT),
    Account("super2", Role.AUTHORISER, "N.", "Ferris", "0412", Rank.SUPERINTENDENT),
    Account("offender1", Role.OFFENDER_MANAGER, "Ravi", "Storey", "3307", Rank.CONSTABLE),
    Account("victimcare1", Role.VICTIM_CARE, "Nia", "Harle"),
    Account("records1", Role.RECORDS, "B.", "Ferreira"),
    Account("control1", Role.CONTROL, "Mal", "Quint"),
    Account("manager1", Role.MANAGER, "C.", "Verran", "0977", Rank.CHIEF_INSPECTOR, "Crime Command", "Crime Command"),
    Account("analyst1", Role.ANALYST, "T.", "Moss"),
    Account("auditor1", Role.AUDITOR, "R.", "Hale", "0220", Rank.INSPECTOR),
    Account("admin1", Role.ADMIN, "L.", "Penhale"),
)


def make_force() -> tuple[Force, dict[str, Unit]]:
    """Northmoor Police and its units by name."""
    force, _ = Force.objects.get_or_create(code="northmoor", defaults={"name": "Northmoor Police"})
    units: dict[str, Unit] = {}
    for name, above in UNITS.items():
        units[name], _ = Unit.objects.get_or_create(force=force, name=name, defaults={"parent": units[above] if above else None})
    return force, units


def make_accounts(force: Force, units: dict[str, Unit], password: Callable[[str], str]) -> dict[str, User]:
    """The accounts by user name, with the passwords that `password` gives. Hashing is slow by design, so it runs side by side."""
    with ThreadPoolExecutor() as pool:
        hashes = dict(zip(ACCOUNTS, pool.map(lambda account: make_password(password(account.username)), ACCOUNTS), strict=True))
    made = {}
    for account in ACCOUNTS:
        user = User.objects.create(
            username=account.username,
            password=hashes[account],
            first_name=account.first,
            last_name=account.last,
            collar_number=account.collar,
            email=f"{account.username}@example.invalid",
            rank=account.rank,
            force=force,
            unit=units[account.home],
            is_demo=True,
            stalking_trained_on=SINCE if account.trained else None,
        )
        RoleAssignment.objects.create(
            user=user, role=account.role, force=force, unit=units[account.unit] if account.unit else None, starts_on=SINCE
        )
        made[account.username] = user
    return made
