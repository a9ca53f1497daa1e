"""A stalking case with everyone who works on its warrants, on an afternoon in November."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine

from casework.cases.models import Case
from casework.reports.models import CrimeRecord
from casework.searches import services
from casework.searches.models import Search, Warrant
from casework.staff.models import User
from tests.factories import make_case, make_user
from tests.later_stages import at

NOW = at("2026-11-30 12:00")


@pytest.fixture(autouse=True)
def now() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@dataclass
class Squad:
    """Who works on it."""

    officer: User
    sergeant: User
    inspector: User
    case: Case

    def reasons(self, **changes: Any) -> dict[str, Any]:
        """A whole application under s.2B."""
        return {
            "power": "PHA_2B",
            "reach": "one_premises",
            "offence_reason": "She was sent eleven letters and followed on three days.",
            "value_reason": "The letters were typed; the machine would show their drafts.",
            "admissible_reason": "Drafts and receipts are plain documents, none privileged.",
            "entry": "REFUSED",
            "entry_reason": "He refused entry on 12 November and changed the locks.",
            "articles": "Typewriter, paper, receipts, telephones",
            "hour_reason": "",
            **changes,
        }

    def draft(self, *, premises: Any = (("The suspect's home", None),), **changes: Any) -> Warrant:
        return services.draft(actor=self.officer, case=self.case, values=self.reasons(**changes), premises=premises)

    def applied(self, **changes: Any) -> Warrant:
        made = services.agree(actor=self.sergeant, warrant=self.draft(**changes))
        return services.apply_for(actor=self.officer, warrant=made)

    def granted(self, issued: str = "2026-11-30", **changes: Any) -> Warrant:
        made = self.applied(**changes)
        return services.grant(actor=self.officer, warrant=made, court="Northmoor Magistrates' Court", issued_on=date.fromisoformat(issued))

    def search(self, warrant: Warrant | None = None, **changes: Any) -> Search:
        values = {
            "power": warrant.power if warrant else "CONSENT",
            "warrant": warrant,
            "premises": warrant.premises.first() if warrant else None,
            "place": "" if warrant else "The mother's house",
            "started_at": at("2026-11-30 10:00"),
            "ended_at": at("2026-11-30 11:30"),
            "officers": [self.officer],
            "present": "The suspect",
            "unoccupied": False,
            "notice_given": "To the suspect at 10:02",
            "power_reason": "",
            "authority_by": None,
            "authority_at": None,
            "consent_by": "" if warrant else "His mother, occupier, in writing",
            "consent_told": warrant is None,
            "damage": "",
            "secured": "",
            "long": False,
            **changes,
        }
        exhibits = values.pop("exhibits", ())
        return services.record_search(actor=self.officer, case=self.case, values=values, exhibits=exhibits)

    def twice(self, warrant: Warrant) -> Search:
        """Two searches under one warrant."""
        self.search(warrant)
        return self.search(warrant, started_at=at("2026-11-30 11:40"), ended_at=at("2026-11-30 11:50"))

    def indictable(self) -> None:
        """An indictable offence is recorded."""
        values = {"offence": "STALKING_4A_FEAR", "recorded_at": NOW, "recorded_by": self.officer, "crime_reference": "48N/10231/26"}
        CrimeRecord.objects.create(case=self.case, principal=True, **values)


@pytest.fixture
def squad(db: None) -> Squad:
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    return Squad(officer, sergeant, inspector, make_case(officer, supervisor=sergeant, reported_at=at("2026-11-02 09:00")))
