"""What makes a new risk assessment necessary (investigation.md 4.5): which fact of the journey stands for which trigger, as a table.

`answers.ask_reassessment` is wired to each of these kinds in `casework/flow.py`; a trigger that no record tells of is told by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.assessment.models import TriggerKind as Kind
from casework.cases.facts import Fact
from casework.reports.offences import Offence


@dataclass(frozen=True)
class Trigger:
    """The kind of trigger, and what happened in words for the page and the reminder."""

    kind: str
    words: str


FACTS: Mapping[str, Trigger] = {
    "incident.added": Trigger(Kind.INCIDENT, "A new incident is on the chronology"),
    "breach.reported": Trigger(Kind.BREACH, "A breach was reported"),
    "bail.breached": Trigger(Kind.BREACH, "Bail was breached"),
    "notification.missed": Trigger(Kind.BREACH, "A notification was missed"),
    "suspect.arrested": Trigger(Kind.ARREST, "The suspect was arrested"),
    "suspect.interviewed": Trigger(Kind.KNOWS, "The suspect was interviewed"),
    "suspect.released": Trigger(Kind.RELEASE, "The suspect was released"),
    "bail.set": Trigger(Kind.RELEASE, "Bail was set"),
    "bail.changed": Trigger(Kind.RELEASE, "Bail conditions were changed"),
    "bail.ended": Trigger(Kind.RELEASE, "Bail ended"),
    "investigation.declined": Trigger(Kind.CHARGE, "It was decided not to investigate"),
    "charging.decided": Trigger(Kind.CHARGE, "A charging decision was made"),
    "hearing.listed": Trigger(Kind.COURT, "A court date was set"),
    "court.outcome": Trigger(Kind.COURT, "The court decided"),
    "application.lodged": Trigger(Kind.ORDER, "An application for an order was lodged"),
    "application.declined": Trigger(Kind.ORDER, "An application for an order was not authorised"),
    "application.determined": Trigger(Kind.ORDER, "The court decided on an order"),
    "summons.served": Trigger(Kind.KNOWS, "The summons was served on the defendant"),
    "order.made": Trigger(Kind.ORDER, "An order was made"),
    "order.served": Trigger(Kind.ORDER, "An order was served"),
    "order.changed": Trigger(Kind.ORDER, "An order was varied or renewed"),
    "order.expiring": Trigger(Kind.ORDER, "An order ends within 28 days"),
    "order.ended": Trigger(Kind.ORDER, "An order ended"),
    "device.returned": Trigger(Kind.DEVICE, "A device was returned"),
    "case.reopened": Trigger(Kind.REOPENED, "The case was reopened"),
    "suspect.identified": Trigger(Kind.IDENTIFIED, "The suspect was identified"),
}

ARREST_FOR_BREACH = Trigger(Kind.BREACH, "The suspect was arrested for a breach of an order")


def of(fact: Fact) -> Trigger:
    """The trigger that a fact stands for; an arrest for a breach of an order is as urgent as the breach. KeyError for other kinds."""
    if fact.kind == "suspect.arrested" and Offence.SPO_BREACH in (fact.detail or {}).get("offences", ()):
        return ARREST_FOR_BREACH
    return FACTS[fact.kind]


# What no record of the product tells of: an officer tells it on the risk page.
BY_HAND = (
    Kind.KNOWS,
    Kind.VICTIM_CHANGE,
    Kind.FAMILY,
    Kind.STATEMENT,
    Kind.INTELLIGENCE,
    Kind.VICTIM_ASKS,
    Kind.RELEASE,
    Kind.COURT,
    Kind.DEVICE,
)
