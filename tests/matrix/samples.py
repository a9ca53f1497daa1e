"""What the test of every address needs to know beyond the address: which record stands in it, and which pages are nobody's secret.

Whoever adds an address with anything but `reference` in it adds a provider here: a function of an `Ask`, giving the address's
arguments for that case (and that person). `ask.once(key, make)` makes a record once a world.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.access.facts import store
from casework.access.models import BreakGlass
from casework.cases.models import Case
from casework.staff.models import User
from tests.factories import ConflictFactory, grant, make_user
from tests.matrix.world import World


@dataclass
class Ask:
    """For whom, and for which case, an address is wanted."""

    world: World
    user: User
    role: str
    case: Case

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """The record called `key` of this case, made when it is first asked for."""
        place = (key, self.case.pk)
        if place not in self.world.made:
            self.world.made[place] = make()
        return self.world.made[place]


# Pages that ask nobody who they are, each with its reason.
PUBLIC = {
    "health_live": "asked by a load balancer",
    "health_ready": "asked by a load balancer",
    "session_ended": "shown after the session has ended",
}
# Names of third parties' views (sign-in), which have no row: prefix -> reason.
PUBLIC_PREFIXES = {"account_": "sign-in asks who one is", "mfa_": "sign-in asks who one is"}
# Pages of a record of one's own: whoever may open the page gets a 404 for a record that is not theirs.
OWN = {
    "kept_form": "a form kept for oneself",
    "throw_away_kept_form": "a form kept for oneself",
    "message-follow": "a message to oneself",
    "messages-again": "a message that failed",
    "import-run": "a run of an import",
    "import-confirm": "a run of an import",
    "import-refused": "a run of an import",
}
# Pages of a record that stands under no case in the address and whose row has no case in it, with the reason.
RECORDS = {
    "breakglass-review": "a use of break-glass, reviewed by professional standards of the force",
    "audit-person": "a colleague's trail",
    "audit-record": "a record's trail",
}
# (name, role): the matrix lets the role in, a rule of the record or of the installation keeps it out; with the reason.
ALSO_REFUSED: dict[tuple[str, str], str] = {}
# Pages that answer 404 to everybody here, with the reason.
ABSENT = {"demo-mail": "only where CASEWORK_DEMO=1"}

Provider = Callable[[Ask], dict[str, Any]]


def _victim(ask: Ask) -> Any:
    return ask.case.parties.get(role="VICTIM").person


def _fact(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("fact", lambda: store(person=_victim(ask), kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)).pk}


def _conflict(ask: Ask) -> dict[str, Any]:
    return {"pk": ask.once("conflict", lambda: ConflictFactory(case=ask.case)).pk}


def _glass(ask: Ask) -> dict[str, Any]:
    now = timezone.now()
    made = ask.once(
        "glass",
        lambda: BreakGlass.objects.create(
            user=ask.world.owner, case=ask.case, reason="x" * 30, opened_at=now, expires_at=now + timedelta(hours=1)
        ),
    )
    return {"pk": made.pk}


SAMPLES: dict[str, Provider] = {
    "fact-add": lambda ask: {"person": _victim(ask).pk},
    "fact-reveal": _fact,
    "fact-end": _fact,
    "access-withdraw": lambda ask: {"pk": ask.once("grant", lambda: grant(ask.case, make_user("LEGAL"))).pk},
    "conflict-end": _conflict,
    "breakglass-review": _glass,
    "audit-person": lambda ask: {"pk": ask.world.owner.pk},
    "audit-record": lambda ask: {"kind": "case", "pk": ask.case.pk},
    **{name: (lambda ask: {"pk": 999_999}) for name in OWN},
}
