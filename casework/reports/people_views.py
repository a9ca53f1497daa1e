"""Pages about who somebody is, and about cancelling a crime."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.cases.models import Case, CaseParty
from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import case_for, page
from casework.pages.views import form_page
from casework.people.models import Person, PersonMerge
from casework.reports import flow, merging, selectors
from casework.reports.cancelling import approve_cancelling, ask_to_cancel, decide_cancelling, take_back, waiting_request
from casework.reports.models import CrimeRequest
from casework.reports.people_forms import CancelForm, JudgeForm, MergeForm, PersonForm, RelationshipForm, TakeBackForm, UnmergeForm
from casework.reports.views import at_case


def _person(case: Case, pk: int) -> tuple[Person, str]:
    """A party of the case and its part in words; Hidden for anybody else."""
    part = CaseParty.objects.filter(case=case, person_id=pk).select_related("person").order_by("pk").first()
    if part is None:
        raise Hidden
    return part.person, part.get_role_display().lower()


@page("person.update")
def person_edit(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Correct what is known of a party, or say who an unknown person is."""
    case = case_for(request, reference, "person.update")
    who, role = _person(case, person)
    where = reverse("case-people", args=[reference])

    def act(form: PersonForm) -> Person:
        return merging.identify(
            actor=request.user,
            case=case,
            person=who,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            other_name=form.cleaned_data["other_name"],
        )

    return form_page(
        request,
        PersonForm,
        act,
        done=where,
        message="Saved",
        context=at_case(case, heading=f"Who is the {role}?", cancel=where),
        initial={name: getattr(who, name) for name in (*merging.NAMES, "version")},
        theirs=where,
    )


@page("case.update")
def relationship(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what the suspect is to the victim, as it is known now."""
    case = case_for(request, reference, "case.update")
    where = reverse("case-people", args=[reference])
    return form_page(
        request,
        RelationshipForm,
        lambda form: merging.change_relationship(
            actor=request.user, case=case, relationship=form.cleaned_data["relationship"], version=form.cleaned_data["version"] or 0
        ),
        done=where,
        message="Saved",
        context=at_case(
            case,
            heading="The relationship",
            intro="Conduct between former partners is recorded as stalking unless it is harassment in law only.",
            cancel=where,
        ),
        initial={"relationship": case.relationship, "version": case.version},
        theirs=where,
    )


@page("person.merge")
def person_merge(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Join this record with another one of the same person. Only people of cases that the reader may work on are offered."""
    case = case_for(request, reference, "person.merge")
    who, role = _person(case, person)
    known = selectors.same_as(request.user, who)
    where = reverse("case-people", args=[reference])

    def act(form: MergeForm) -> PersonMerge:
        other = Person.objects.get(pk=int(form.cleaned_data["other"]))
        return merging.merge(actor=request.user, case=case, person=who, other=other, reason=form.cleaned_data["reason"])

    return form_page(
        request,
        MergeForm,
        act,
        template="people/merge.html",
        done=where,
        message="The two records are one now. This can be undone on the People page.",
        context=at_case(case, heading=f"Is the {role} recorded twice?", cancel=where, person=who, known=known),
        known=known,
    )


@page("person.merge")
def person_unmerge(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take two joined records apart again."""
    case = case_for(request, reference, "person.merge")
    merge = PersonMerge.objects.filter(pk=pk, kept__parts__case=case).select_related("kept", "gone", "merged_by").distinct().first()
    if merge is None:
        raise Hidden
    where = reverse("case-people", args=[reference])
    return form_page(
        request,
        UnmergeForm,
        lambda form: merging.unmerge(actor=request.user, case=case, merge=merge, reason=form.cleaned_data["reason"]),
        template="people/unmerge.html",
        done=where,
        message=lambda left: "They are two records again." + (f" {left} entries had moved elsewhere since." if left else ""),
        context=at_case(case, heading="Take two records apart", cancel=where, merge=merge),
    )


@page("crime.cancel")
def crime_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask that the recorded crime is cancelled; or take the request back."""
    case = case_for(request, reference, "crime.cancel")
    waiting = waiting_request(case)
    done = reverse("case-detail", args=[reference])
    if waiting is not None:
        return form_page(
            request,
            TakeBackForm,
            lambda form: take_back(actor=request.user, request=waiting),
            template="cases/crime_request.html",
            done=done,
            message="The request is taken back",
            context=at_case(case, heading="Cancelling the crime is asked for", row=waiting),
        )
    return form_page(
        request,
        CancelForm,
        lambda form: ask_to_cancel(actor=request.user, case=case, values=form.cleaned_data),
        done=done,
        message="Sent to a supervisor",
        context=at_case(
            case,
            heading="Ask to cancel the crime",
            intro="A supervisor and then the Force Crime Registrar decide. What was recorded stays on record.",
        ),
    )


@page("classification.approve")
def crime_cancel_approve(request: HttpRequest, reference: str) -> HttpResponse:
    """A supervisor passes the request on to the registrar, or not."""
    case = case_for(request, reference, "classification.approve")
    return _judge(request, case, flow.PROPOSED, approve_cancelling, "Pass on to the Force Crime Registrar?")


@page("classification.confirm")
def crime_cancel_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The Force Crime Registrar cancels the crime, or not."""
    case = case_for(request, reference, "classification.confirm")
    return _judge(request, case, flow.WITH_REGISTRAR, decide_cancelling, "Cancel the crime?")


def _judge(request: HttpRequest, case: Case, state: str, act: Callable[..., CrimeRequest], heading: str) -> HttpResponse:
    waiting = waiting_request(case)
    if waiting is None or waiting.state != state:
        raise GuardFailed("No request to cancel the crime waits for you on this case.")
    return form_page(
        request,
        JudgeForm,
        lambda form: act(actor=request.user, request=waiting, **form.answer()),
        template="cases/crime_request.html",
        done=reverse("case-detail", args=[case.reference]),
        message=lambda made: made.get_state_display(),
        context=at_case(case, heading=heading, row=waiting),
    )
