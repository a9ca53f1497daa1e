"""The predicate for a notice, asked before anything is done with it."""

from casework.access.predicate import sees, why_not
from casework.errors import Forbidden, Hidden
from casework.pins import selectors
from casework.pins.models import Notice
from casework.staff.models import User


def require_notice(actor: User, action: str, notice: Notice) -> None:
    """The predicate for a notice: by its case, else by its owning unit. Raises Hidden or Forbidden."""
    if selectors.notices(actor, action).filter(pk=notice.pk).exists():
        return
    known = notice.case is not None and sees(actor, notice.case)
    if not known and not selectors.notices(actor).filter(pk=notice.pk).exists():
        raise Hidden
    raise Forbidden(why_not(action), action=action, case_id=notice.case_id)
