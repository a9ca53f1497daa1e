"""Every rule, by subject. The order here is the order of the page Rules and of the command `rules`."""

from casework.law.registry import Rule
from casework.law.rules import (
    applications,
    breaches,
    notification,
    operations,
    orders,
    reporting,
    searches,
    service,
    victims,
)

EVERY: tuple[Rule, ...] = (
    *applications.RULES,
    *orders.RULES,
    *service.RULES,
    *notification.RULES,
    *breaches.RULES,
    *operations.RULES,
    *reporting.RULES,
    *searches.RULES,
    *victims.RULES,
)
