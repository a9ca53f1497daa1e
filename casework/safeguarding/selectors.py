"""Reading victim care: of one victim, of a case, of everyone whom a person cares for."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.access.models import CaseGrant
from casework.access.predicate import visible
from casework.assessment.models import PlanAction
from casework.cases.models import Case, CaseParty, PartyRole
from casework.clocks.lawful import ask, law_for
from casework.clocks.models import Clock
from casework.people.models import ProtectedFact
from casework.safeguarding import flow
from casework.safeguarding.models import (
    BailViews,
    Contact,
    ContactAnswer,
    DutyKind,
    MeasuresView,
    NeedsAssessment,
    SafeContactPlan,
    StatementStep,
    VictimDuty,
)

DUTY = VictimDuty._meta.model_name or ""
ORDER_RULE = "OP-VICTIM"


def victims(case: Case | int) -> QuerySet[CaseParty]:
    """The victims of a case, in the order in which they came."""
    return CaseParty.objects.filter(case=case, role=PartyRole.VICTIM).select_related("person", "case").order_by("pk")


def bail_views(case: Case) -> QuerySet[BailViews]:
    """The victims' views on bail, or why they were not had, the newest first."""
    return BailViews.objects.filter(case=case).select_related("by", "party__person").order_by("-recorded_at", "-pk")


def plan_of(party: CaseParty) -> SafeContactPlan | None:
    """The safe contact plan, None while none is agreed."""
    return SafeContactPlan.objects.filter(party=party).select_related("fact", "agreed_by").first()


def needs_of(party: CaseParty) -> NeedsAssessment | None:
    """The assessment of needs that stands."""
    return NeedsAssessment.objects.filter(party=party).select_related("assessed_by").order_by("-assessed_at", "-pk").first()


def enhanced(party: CaseParty) -> bool:
    """Has the victim Enhanced Rights? Yes until it is reasoned otherwise."""
    standing = needs_of(party)
    return standing is None or standing.enhanced


def measures_of(party: CaseParty) -> MeasuresView | None:
    """The view on special measures that stands."""
    return MeasuresView.objects.filter(party=party).select_related("by").order_by("-at", "-pk").first()


def open_duties(party: CaseParty, kinds: Iterable[str] = ()) -> list[VictimDuty]:
    """What is owed to the victim, the oldest cause first; of these kinds when any are named."""
    found = VictimDuty.objects.filter(party=party, state=flow.OPEN)
    if kinds:
        found = found.filter(kind__in=list(kinds))
    return list(found.select_related("party").order_by("happened_at", "pk"))


def order_clocks(case: Case) -> list[Clock]:
    """Events of orders of which the victim must be told (force policy): they run beside the Victims' Code, not in its place."""
    return list(Clock.objects.filter(case=case, rule_id=ORDER_RULE, state=Clock.OPEN).order_by("overdue_from", "pk"))


def owed_clocks(case: Case, parties: Iterable[CaseParty]) -> dict[int, list[tuple[VictimDuty, Clock]]]:
    """party id -> open duties with their clocks, the earliest date first."""
    rows = VictimDuty.objects.filter(case=case, state=flow.OPEN).select_related("party")
    duties = {duty.pk: duty for duty in rows}
    running = Clock.objects.filter(subject_type=DUTY, subject_id__in=duties, state__in=Clock.RUNNING)
    found: dict[int, list[tuple[VictimDuty, Clock]]] = {party.pk: [] for party in parties}
    # A force may switch a rule of its own policy off: the duty stays on the list, without a date, at the end.
    for clock in sorted(running, key=lambda each: (each.overdue_from is None, each.overdue_from or each.started_at, each.pk)):
        duty = duties[clock.subject_id]
        found.setdefault(duty.party_id, []).append((duty, clock))
    return found


def ended_duties(party: CaseParty) -> list[tuple[VictimDuty, Clock | None]]:
    """What was owed and is not any more, newest first, each with how its clock ended."""
    duties = list(VictimDuty.objects.filter(party=party).exclude(state=flow.OPEN).order_by("-happened_at", "-pk"))
    clocks = {
        clock.subject_id: clock
        for clock in Clock.objects.filter(subject_type=DUTY, subject_id__in=[duty.pk for duty in duties]).order_by("pk")
    }
    return [(duty, clocks.get(duty.pk)) for duty in duties]


def log(party: CaseParty) -> QuerySet[Contact]:
    """The contact log, newest first; a corrected entry has `replaced`."""
    replaced = Contact.objects.filter(corrects=OuterRef("pk"))
    return (
        Contact.objects.filter(party=party)
        .annotate(replaced=Exists(replaced))
        .select_related("by", "corrects")
        .prefetch_related("answers__duty")
        .order_by("-at", "-pk")
    )


def standing_contacts(party: CaseParty, since: datetime) -> QuerySet[Contact]:
    """Contacts at or after `since` in which the victim or a representative was reached, and which stand as written."""
    reached = Contact.objects.filter(party=party, outcome__in=("SPOKE", "REPRESENTATIVE"), withdrawn=False, corrected_by__isnull=True)
    return reached.filter(at__gte=since.replace(second=0, microsecond=0)).order_by("-at", "-pk")


def statement_steps(party: CaseParty) -> list[StatementStep]:
    """Steps of the statements, newest first."""
    return list(StatementStep.objects.filter(party=party).select_related("by").order_by("-at", "-pk"))


def told_of_decision(party: CaseParty) -> date | None:
    """The day on which the victim was last told of a charging decision; None when never."""
    answers = ContactAnswer.objects.filter(duty__party=party, duty__kind=DutyKind.DECISION, contact__corrected_by__isnull=True)
    at = answers.filter(contact__withdrawn=False).order_by("-contact__at").values_list("contact__at", flat=True).first()
    return timezone.localdate(at) if at else None


def last_day_to_ask(case: Case, told_on: date) -> date:
    """The last day on which the victim may ask for a review of a decision told on that day (rule R52)."""
    due = ask("R52", told_on, {"step": "ask"}, law_for(case.force_id)).due
    if not isinstance(due, date):
        raise LookupError("R52 gives no day")
    return due


def safety_actions(case: Case, party: CaseParty | None = None) -> list[PlanAction]:
    """Safety actions of the case that concern the victim, or all victims; the open ones first."""
    rows = PlanAction.objects.filter(case=case).select_related("owner")
    if party is not None:
        rows = rows.filter(Q(victim=None) | Q(victim=party.person_id))
    return sorted(rows, key=lambda action: (action.state != "OPEN", action.due_on, action.pk))


def ways_to_reach(party: CaseParty) -> QuerySet[ProtectedFact]:
    """The victim's telephone numbers and e-mail addresses that have not ended, unread."""
    today = timezone.localdate()
    rows = ProtectedFact.objects.filter(person_id=party.person_id, kind__in=("TELEPHONE", "EMAIL")).defer("ciphertext")
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).order_by("kind", "pk")


def queue(user: Any) -> QuerySet[Clock]:
    """Clocks of everything owed to victims of the cases in which the person records contact, and of orders' events to be told."""
    return Clock.objects.filter(
        Q(subject_type=DUTY) | Q(rule_id=ORDER_RULE), state=Clock.OPEN, case__in=visible(user, "contact.record", "review.decide")
    ).select_related("case")


def duties_by_id(ids: Iterable[int]) -> dict[int, VictimDuty]:
    """The duties of a page of clocks."""
    return {duty.pk: duty for duty in VictimDuty.objects.filter(pk__in=list(ids)).select_related("party__person")}


def workers(case: Case) -> set[int]:
    """Everyone who works on the case: its owner, its supervisor and those assigned by name."""
    named = CaseGrant.objects.filter(content_object=case, permission__codename="assigned_case").values_list("user_id", flat=True)
    return {pk for pk in (case.owner_id, case.supervisor_id, *named) if pk}
