"""Recording the crime (Home Office Crime Recording Rules), or why there is none."""

from collections.abc import Collection
from datetime import datetime

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.flow import REPORTED
from casework.cases.models import Case
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.reports import rules
from casework.reports.models import CrimeRecord
from casework.reports.offences import Offence
from casework.staff.models import User


def record_crime(
    *,
    actor: User,
    case: Case,
    offence: str = "",
    crime_reference: str = "",
    no_crime_reason: str = "",
    included: Collection[str] = (),
    at: datetime | None = None,
) -> CrimeRecord:
    """Record the principal crime with its reference and included classifications, or why no crime is recorded. Satisfies R01.

    A new principal crime replaces the one before, which stays on record. Whether it may be recorded as harassment is asked of the
    stalking decision through the fact "crime.recording", whose answer may raise GuardFailed.
    """
    with change(actor, "crime.record", case, lock=True) as ch:
        recorded_at = at or ch.now
        problems = rules.crime_problems(offence, crime_reference, no_crime_reason, recorded_at, case.reported_at, ch.now)
        others = sorted(set(included) - {offence, ""})
        if set(others) - set(Offence.values):
            problems.append(("included", "Choose from the offences listed"))
        if others and not offence:
            problems.append(("included", "Included classifications stand beside a principal crime. Choose the principal crime"))
        if problems:
            raise GuardFailed(problems)
        before = CrimeRecord.objects.filter(case=case, principal=True, replaced_at__isnull=True).first()
        happened(
            Fact(
                "crime.recording",
                case.pk,
                case,
                recorded_at,
                actor,
                {"offence": offence, "before": before.offence if before else ""},
            )
        )
        # One classification stands once: what becomes principal is no longer included, and what was said before is kept as replaced.
        CrimeRecord.objects.filter(case=case, replaced_at__isnull=True).update(replaced_at=recorded_at)
        record = CrimeRecord.objects.create(
            case=case,
            offence=offence,
            crime_reference=crime_reference.strip().upper(),
            no_crime_reason=no_crime_reason.strip(),
            recorded_at=recorded_at,
            recorded_by=actor,
        )
        for code in others:
            CrimeRecord.objects.create(
                case=case,
                offence=code,
                principal=False,
                crime_reference=record.crime_reference,
                recorded_at=recorded_at,
                recorded_by=actor,
            )
        if case.state == REPORTED:
            make_move(case, "record crime", actor=actor, at=recorded_at)
        words = f"Crime recorded: {record.get_offence_display()}" if offence else "No crime recorded; the reason is on the crime record"
        ch.event("crime.recorded", words, subject=record, occurred_at=recorded_at)
        ch.audit("CREATE", record, after={"offence": offence, "included": ",".join(others), "crime_reference": record.crime_reference})
        clocks.satisfy("R01", subject=case, at=recorded_at, actor=actor)
        happened(Fact("crime.recorded", case.pk, record, recorded_at, actor))
    return record
