"""The refusals that services raise and pages turn into words. They are defined where the services are; pages only know their names."""

from casework.cases.errors import Conflict, Forbidden, GuardFailed, Hidden

__all__ = ["Conflict", "Forbidden", "GuardFailed", "Hidden"]
