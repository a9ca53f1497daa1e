"""Every rule, by subject. The order here is the order of the page Rules and of the command `rules`."""

from casework.law.registry import Rule
from casework.law.rules import (
    appeals,
    applications,
    bail,
    breaches,
    charging,
    exhibits,
    future,
    hearsay,
    notification,
    operations,
    orders,
    records,
    reporting,
    risk,
    searches,
    service,
    victims,
)

EVERY: tuple[Rule, ...] = (
    *applications.RULES,
    *hearsay.RULES,
    *orders.RULES,
    *service.RULES,
    *notification.RULES,
    *breaches.RULES,
    *operations.RULES,
    *appeals.RULES,
    *future.RULES,
    *reporting.RULES,
    *risk.RULES,
    *searches.RULES,
    *exhibits.RULES,
    *victims.RULES,
    *bail.RULES,
    *charging.RULES,
    *records.RULES,
)
