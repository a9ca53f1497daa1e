"""Reading applications: always over the cases that the reader may see."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.access import grants
from casework.access.branches import Walk
from casework.access.predicate import can, visible, why_not
from casework.access.scope import GRANTED, scope
from casework.access.several import allowed
from casework.applications import flow
from casework.applications.models import (
    QUEUE,
    Application,
    Authority,
    Condition,
    GroundLink,
    Hearing,
    HearsayNotice,
    HearsayPlan,
    LegalAdvice,
    LegalReview,
    Limb,
    Prosecution,
    ProsecutorComment,
    SummonsStep,
    SummonsStepKind,
)
from casework.applications.rules import DraftFacts
from casework.assessment.models import RiskAssessment
from casework.cases.models import Case, CaseParty, PartyRole
from casework.clocks.models import Clock
from casework.custody import flow as custody
from casework.custody.models import Bail, BailCondition
from casework.errors import Forbidden, Hidden
from casework.law.when import day_words
from casework.people.models import Person
from casework.reports.models import Incident
from casework.staff.models import Role

LODGED_ON = (*flow.BEFORE_COURT, flow.GRANTED, flow.REFUSED)
"""The CPS sees an application as lodged, never a draft (investigation.md M15)."""


def applications_for(user: Any) -> QuerySet[Application]:
    """Applications this person may read."""
    found = Application.objects.filter(case__in=visible(user, "application.view"))
    return found.filter(state__in=LODGED_ON) if only_cps(user) else found


def only_cps(user: Any) -> bool:
    """True when the person reads applications as a prosecutor only."""
    roles = scope(user).roles()
    return Role.CPS in roles and not roles & {Role.OFFICER, Role.SUPERVISOR, Role.OFFENDER_MANAGER, Role.AUDITOR}


HANGING = ("advice", "reviews", "authorities", "orders", "hearings", "summons_steps", "summons_services")
"""What hangs on an application only later in its life: its page asks for none of it that is not there."""


def application_by_reference(user: Any, reference: str, *, whole: bool = False) -> Application:
    """The application with what its page needs; Hidden for one that is unknown or not to be seen by this person.

    `whole` for its own page: it then knows what hangs on it (`has_advice` and the like) and how many incidents its case has.
    """
    wanted = Application.objects.filter(reference=reference).select_related(
        "case", "case__force", "case__unit", "defendant", "author", "legal_reviewer", "authoriser", "main"
    )
    if whole:
        there = {
            f"has_{name}": Exists(getattr(Application, name).rel.related_model.objects.filter(application=OuterRef("pk")))
            for name in HANGING
        }
        incidents = Incident.objects.filter(case=OuterRef("case")).order_by().values("case").annotate(number=Count("pk")).values("number")
        wanted = wanted.annotate(**there, incidents_of_case=Coalesce(Subquery(incidents), 0))
    found = wanted.first()
    if found is None or (only_cps(user) and found.state not in LODGED_ON):
        raise Hidden
    return found


def of_case(user: Any, case: Case) -> QuerySet[Application]:
    """A case's applications that this person may read, newest first."""
    return applications_for(user).filter(case=case).select_related("author", "defendant").order_by("-pk")


def undetermined_main(case: Case) -> Application | None:
    """The case's newest main application that nothing has ended yet."""
    return Application.objects.filter(case=case, kind="MAIN", state__in=flow.UNDETERMINED).order_by("-pk").first()


def facts_of(application: Application) -> DraftFacts:
    """What the rules ask about the draft."""
    links = list(application.ground_links.values_list("limb", "risk_id"))
    return DraftFacts(
        links=Counter(limb for limb, _ in links),
        has_risk_assessment=any(risk for _, risk in links),
        conditions=list(application.conditions.all()),
        protected=application.protected_persons.count(),
        victims=application.victims_of_acts.count(),
        incidents=application.case.incidents.count(),
    )


def people_in(application: Application) -> tuple[list[Person], list[Person]]:
    """Who is protected, and against whom the acts were carried out: one statement for both."""
    protected, victims = (Application.protected_persons.through.objects, Application.victims_of_acts.through.objects)
    mine = {"application": application, "person": OuterRef("pk")}
    people = Person.objects.filter(Q(applications_protecting=application) | Q(applications_as_victim=application)).distinct()
    found = list(people.annotate(is_protected=Exists(protected.filter(**mine)), is_victim=Exists(victims.filter(**mine))).order_by("pk"))
    return [each for each in found if each.is_protected], [each for each in found if each.is_victim]


def grounds(application: Application) -> dict[str, list[GroundLink]]:
    """What each limb rests on, oldest incident first."""
    links = application.ground_links.select_related("incident", "exhibit", "notice", "risk").order_by("incident__occurred_at", "pk")
    found: dict[str, list[GroundLink]] = {limb: [] for limb in Limb.values}
    for link in links:
        found[link.limb].append(link)
    return found


def evidence_of(case: Case) -> dict[str, QuerySet[Any]]:
    """What a ground of this case's application may rest on, by kind."""
    return {
        "incident": case.incidents.order_by("occurred_at", "pk"),
        "exhibit": case.exhibits.order_by("number"),
        "notice": case.notices.order_by("pk"),
        "risk": RiskAssessment.objects.filter(case=case).order_by("-assessed_at", "-pk"),
    }


def people_of(case: Case, *, leave_out: Person | None = None) -> QuerySet[Person]:
    """People with a part in the case, victims first."""
    parts = CaseParty.objects.filter(case=case)
    people = Person.objects.filter(pk__in=parts.values("person_id"), unknown=False)
    if leave_out is not None:
        people = people.exclude(pk=leave_out.pk)
    return people.order_by("family_name", "given_names", "pk")


def suspects_of(case: Case) -> QuerySet[Person]:
    """The case's suspects, the unidentified included."""
    return Person.objects.filter(parts__case=case, parts__role=PartyRole.SUSPECT).order_by("pk").distinct()


def victims_of(case: Case) -> QuerySet[Person]:
    """The case's victims."""
    return Person.objects.filter(parts__case=case, parts__role=PartyRole.VICTIM).order_by("pk").distinct()


def live_orders_against(application: Application, on: date | None = None) -> list[Any]:
    """Orders that bind the defendant on the day (today), of any force (SPA 2019 s.2(6)-(7)), the matter's own interim order left out.

    Orders stand above this package, so they are reached through the person, not imported.
    """
    day = on or timezone.localdate()
    found = application.defendant.orders.live_on(day).prefetch_related("versions__conditions")  # type: ignore[attr-defined]
    return list(found.exclude(main_application=application.main or application).order_by("made_on", "pk"))


def may_read_advice(user: Any, application: Application) -> bool:
    """May this person read force legal's privileged text on this application (investigation.md M16)?"""
    may = allowed(user, application.case, ("advice.view", "advice.own"))
    return "advice.view" in may or (application.author_id == user.pk and "advice.own" in may)


def prosecutors(application: Application) -> set[Any]:
    """The prosecutors who read the file by name now."""
    named = {each.user for each in grants.live(application.case, GRANTED).select_related("user")}
    return {user for user in named if Role.CPS in scope(user).roles()}


def advice_for(user: Any, application: Application) -> list[LegalAdvice]:
    """The privileged comments, oldest first; empty for those who may not read them."""
    if not may_read_advice(user, application):
        return []
    return list(application.advice.select_related("author").prefetch_related("replies__author"))


def open_advice(user: Any, applications: Sequence[Application]) -> dict[int, int]:
    """How many privileged comments wait to be settled, by application, for those who may read them; one statement."""
    found = LegalAdvice.objects.filter(application__in=applications).exclude(replies__resolves=True)
    own = Q(application__author=user, application__case__in=visible(user, "advice.own"))
    found = found.filter(Q(application__case__in=visible(user, "advice.view")) | own)
    return dict(found.values_list("application").annotate(Count("pk", distinct=True)).order_by())


def advice_by_key(user: Any, application: Application, pk: int) -> LegalAdvice:
    """One privileged comment with what was answered; Hidden when there is none such, Forbidden to those who may not read it."""
    if not may_read_advice(user, application):
        raise Forbidden(why_not("advice.view"), action="advice.view", case_id=application.case_id)
    found = application.advice.select_related("author", "application__case").prefetch_related("replies__author").filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


def prosecutor_comments(user: Any, application: Application) -> list[ProsecutorComment]:
    """The channel with the prosecutors, oldest first; empty for those who have no part in it."""
    if not can(user, "prosecutor.comment", application.case):
        return []
    return list(application.prosecutor_comments.select_related("author"))


def has_channel(application: Application) -> bool:
    """Is there a channel with the prosecutors: a prosecution runs, and the CPS sees the application?"""
    return application.prosecution == Prosecution.LIVE and application.state in LODGED_ON


def summons_issue(application: Application) -> SummonsStep | None:
    """When the court last issued a summons on this application, or None. One that is not served yet goes on after an adjournment."""
    return application.summons_steps.filter(kind=SummonsStepKind.ISSUED).order_by("-at", "-pk").first()


def summons_lines(application: Application) -> list[tuple[datetime, str, str]]:
    """The summons from its issue to its service: when, what, and the note, in the order in which it happened."""
    steps = [(step.at, step.get_kind_display(), step.note) for step in application.summons_steps.all()]
    served = [
        (each.sent_at, f"{each.get_method_display()}, by {each.server}; counts as received on {day_words(each.effective_on)}", each.note)
        for each in application.summons_services.all()
    ]
    return sorted([*steps, *served])


def hearsay_plan(application: Application) -> HearsayPlan | None:
    """The newest decision about hearsay notices, or None."""
    return application.hearsay_plans.order_by("-at", "-pk").first()


def hearsay_notices(application: Application) -> list[HearsayNotice]:
    """The hearsay notices with what followed them, in the order of their service."""
    return list(application.hearsay_notices.select_related("hearing", "recorded_by").prefetch_related("steps"))


def hearsay_notice(application: Application, pk: int) -> HearsayNotice:
    """One hearsay notice of this application; Hidden for another's."""
    found = application.hearsay_notices.select_related("application__case").filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


def court_clocks(application: Application) -> list[Clock]:
    """The dates that run on the application and on its hearsay notices, the first to run out first."""
    mine = Q(subject_type="application", subject_id=application.pk)
    notices = Q(subject_type="hearsaynotice", subject_id__in=application.hearsay_notices.values("pk"))
    return list(Clock.objects.filter(mine | notices, state=Clock.OPEN).order_by("overdue_from", "pk"))


def live_bail_of(user: Any, application: Application) -> list[Bail]:
    """Bail that binds the defendant now, with the conditions that stand, on cases whose custody record the reader may see."""
    standing = Prefetch("conditions", BailCondition.objects.filter(ended_at=None), to_attr="standing")
    found = Bail.objects.filter(suspect=application.defendant, state=custody.LIVE, case__in=visible(user, "custody.view"))
    return list(found.select_related("case").prefetch_related(standing).order_by("ends_on", "pk"))


def reviews_for(user: Any, application: Application) -> list[LegalReview]:
    """Legal reviews with their privileged reasons, newest first; empty for those who may not read them."""
    if not may_read_advice(user, application):
        return []
    return list(application.reviews.select_related("reviewer").order_by("-at", "-pk"))


def advice_noted(application: Application) -> list[dict[str, Any]]:
    """That advice exists, when and by whom, without its text: for those who audit."""
    return [{"at": row.at, "by": row.author} for row in application.advice.select_related("author").defer("text")]


def advice_noted_for(user: Any, application: Application) -> list[dict[str, Any]]:
    """`advice_noted` for those who audit; empty for everyone else."""
    return advice_noted(application) if Role.AUDITOR in scope(user).roles() else []


def authorities_for(user: Any, application: Application) -> list[Authority]:
    """The superintendent's decisions with their reasons, newest first; empty for those who may not read them (M17)."""
    if "authority.view" not in allowed(user, application.case, ("authority.view",)):
        return []
    return list(application.authorities.select_related("authoriser").order_by("-at", "-pk"))


# Urgent ones first, then those that wait longest.
WALK = Walk(Application, QUEUE)


def narrowed(user: Any, state: str = "") -> Q:
    """What the list of applications is narrowed to: one state, "all", or those that nothing has decided yet."""
    found = Q(state__in=LODGED_ON) if only_cps(user) else Q()
    if state in dict(flow.STATES):
        return found & Q(state=state)
    return found if state == "all" else found & Q(state__in=flow.UNDETERMINED)


def in_list() -> QuerySet[Application]:
    """Applications with what a list shows of them."""
    waiting = Prefetch("hearings", Hearing.objects.filter(outcome=""))
    return Application.objects.select_related("case", "case__force", "defendant", "author").prefetch_related(waiting)


def last_review(application: Application) -> LegalReview | None:
    """The newest legal review, or None."""
    return application.reviews.order_by("-at", "-pk").first()


def pending_hearing(application: Application) -> Hearing | None:
    """The hearing that is listed and not yet heard."""
    return application.hearings.filter(outcome="").first()


def next_condition_number(application: Application) -> int:
    """One more than the highest number in use."""
    last = Condition.objects.filter(application=application).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
