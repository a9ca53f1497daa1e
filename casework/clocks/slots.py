"""The slots of the law's rules: which role fills each, and which of them belong to a named person of the case."""

from casework.staff.models import Rank, Role

OWNER, SUPERVISOR = "owner", "supervisor"
# Filled by the person whom the clock itself names (`holder`): whoever took an action on.
NAMED = "named"

# slot -> role and least rank of those who may fill it.
ROLES: dict[str, tuple[str, str]] = {
    SUPERVISOR: (Role.SUPERVISOR, ""),
    "inspector": (Role.SUPERVISOR, Rank.INSPECTOR),
    "legal": (Role.LEGAL, ""),
    "authoriser": (Role.AUTHORISER, ""),
    "offender_manager": (Role.OFFENDER_MANAGER, ""),
    "exhibits": (Role.EXHIBITS, ""),
    "victim_care": (Role.VICTIM_CARE, ""),
    "records": (Role.RECORDS, ""),
    "cps": (Role.CPS, ""),
    "auditor": (Role.AUDITOR, ""),
    "manager": (Role.MANAGER, ""),
}
# The same for a slot without a named person; what nobody owns yet is its supervisors' to hand out.
UNHELD: dict[str, tuple[str, str]] = {OWNER: (Role.SUPERVISOR, ""), **ROLES}
# Slots filled from the unit of the case rather than from the whole force.
OF_UNIT = (SUPERVISOR, "inspector", "manager")


def known(slot: str) -> str:
    """The slot in its stored form; ValueError for one that no rule knows."""
    name = slot.lower()
    if name not in (OWNER, NAMED) and name not in ROLES:
        raise ValueError(f"no such slot: {slot!r}")
    return name


def holder_id(slot: str, case: "object | None") -> int | None:
    """The person whom the case names for the slot (owner, supervisor); None for slots that a role fills."""
    if case is None or slot not in (OWNER, SUPERVISOR):
        return None
    found: int | None = getattr(case, f"{slot}_id")
    return found
