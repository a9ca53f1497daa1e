"""For whom an address is wanted, and what every provider may need."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.cases.models import Case
from casework.staff.models import User
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


Provider = Callable[[Ask], dict[str, Any]]


def victim(ask: Ask) -> Any:
    return ask.case.parties.get(role="VICTIM").person
