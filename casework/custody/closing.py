"""What of custody and bail stands in the way of closing a case (investigation.md 12.2)."""

from casework.cases.models import Case
from casework.custody import flow
from casework.custody.models import Arrest, Bail


def gates(case: Case) -> list[tuple[str, str]]:
    """(what is missing, name of the page of the case where it is mended) for each gate that is shut."""
    found = []
    if Arrest.objects.filter(case=case, state=flow.DETAINED).exists():
        found.append(("A suspect is in custody. Record the release.", "case-custody"))
    if Bail.objects.filter(case=case, state__in=flow.RUNNING).exists():
        found.append(("End bail, or the release under investigation.", "case-custody"))
    return found
