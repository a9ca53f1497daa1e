"""Which parts of a pack exist already: who keeps the records says so, each stage for its own, wired from `casework/flow.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casework.assessment.models import RiskAssessment, StalkingDecision
from casework.charging.models import CpsReferral, PackItem, PackPart
from casework.custody.models import Arrest, Bail
from casework.reports.models import Incident

Source = Callable[[int], str]
"""A case's id -> what there is, in words without names; "" for nothing."""

_sources: dict[str, tuple[Source, ...]] = {}


def wire(table: Mapping[str, Sequence[Source]]) -> None:
    """Install who knows of which part; called once by the app's start-up."""
    _sources.clear()
    _sources.update({part: tuple(sources) for part, sources in table.items()})


@dataclass(frozen=True)
class Part:
    """One part of the pack: what there is by itself, what somebody said, and whether it is there."""

    part: str
    title: str
    found: str
    item: PackItem | None

    @property
    def there(self) -> bool:
        """It exists, or does not apply for a reason."""
        return bool(self.found) or self.item is not None


def parts(referral: CpsReferral) -> list[Part]:
    """Every part of the pack as it stands now."""
    said = {item.part: item for item in referral.items.select_related("said_by")}
    made = []
    for part in PackPart:
        found = "; ".join(words for source in _sources.get(part, ()) if (words := source(referral.case_id)))
        made.append(Part(part, part.label, found, said.get(part)))
    return made


def missing(referral: CpsReferral) -> list[str]:
    """Titles of the parts that neither exist nor are said not to apply."""
    return [each.title for each in parts(referral) if not each.there]


def chronology(case_id: int) -> str:
    """Occasions on record; one alone is no course of conduct."""
    count = Incident.objects.filter(case_id=case_id).count()
    return f"{count} occasions on the chronology" if count > 1 else ""


def points(case_id: int) -> str:
    """The answer to "is it stalking?" with its four parts."""
    decided = StalkingDecision.objects.filter(case_id=case_id, state="IN_FORCE").first()
    return f"Decided: {decided.get_decision_display()}" if decided else ""


def risk(case_id: int) -> str:
    """The assessment that stands."""
    found = RiskAssessment.objects.filter(case_id=case_id).order_by("-assessed_at", "-pk").first()
    return f"Assessed: {found.get_final_grade_display()}" if found else ""


def bail(case_id: int) -> str:
    """Bail, release under investigation or custody on record."""
    found = Bail.objects.filter(case_id=case_id).order_by("-granted_at", "-pk").first()
    if found is not None:
        return f"{found.get_kind_display()} {found.reference}"
    arrest = Arrest.objects.filter(case_id=case_id, state="DETAINED").first()
    return f"In custody, {arrest.reference}" if arrest is not None else ""
