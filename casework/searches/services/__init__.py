"""Writing: warrants from draft to return, searches and their checks."""

from casework.searches.services.recording import check_search, record_search, tell_inspector
from casework.searches.services.warrants import agree, apply_for, draft, edit, expire_due, grant, refuse, return_unused, returned, send_back

__all__ = [
    "agree",
    "apply_for",
    "check_search",
    "draft",
    "edit",
    "expire_due",
    "grant",
    "record_search",
    "refuse",
    "return_unused",
    "returned",
    "send_back",
    "tell_inspector",
]
