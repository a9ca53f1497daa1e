"""Pages of the prompts and of the review of under-recording. Every write goes through a service."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.assessment.prompts import flow, selectors
from casework.assessment.prompts.forms import YES, AnswerForm, CheckForm, QueueFilter
from casework.assessment.prompts.kinds import STALKING, Kind
from casework.assessment.prompts.models import CourseReading, PatternPrompt
from casework.assessment.prompts.services import answer_prompt, check_sample
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.pages.ways import way
from casework.reports.casepage import open_case


@page("prompt.view")
def prompt_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Every prompt of a case: those that wait, then how the others were answered."""
    seen = open_case(request, reference, "prompt.view")
    rows = selectors.of_case(request.user, seen.case)
    found = paginate(rows, ["-raised_at", "-id"], request)
    listed(request, "prompt.view", "patternprompt", [row.pk for row in found])
    return render(request, "prompts/case.html", {"seen": seen, "here": "prompts", "rows": found, "RAISED": flow.RAISED})


@page("prompt.answer")
def prompt_answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One prompt with all its reasons, to be accepted or declined; then the question that it leads to, or back to the queue."""
    case = case_for(request, reference, "prompt.answer")
    prompt = selectors.of_case(request.user, case).select_related("case").filter(pk=pk).first()
    if prompt is None:
        raise Hidden
    queue = "queue" in request.GET
    back = reverse("prompt-queue") if queue else reverse("case-detail", args=[reference])

    def act(form: AnswerForm) -> PatternPrompt:
        return answer_prompt(actor=request.user, prompt=prompt, accepted=form.accepted, reason=form.cleaned_data["reason"])

    def done(answered: PatternPrompt) -> str:
        leads = answered.state == flow.ACCEPTED and answered.kind in (*STALKING, Kind.FOUR_A) and not queue
        return reverse("stalking-decide", args=[reference]) if leads else back

    return form_page(
        request,
        AnswerForm,
        act,
        template="prompts/answer.html",
        done=done,
        message=lambda answered: f"{answered.get_state_display()}: {answered.title[0].lower()}{answered.title[1:]}",
        context={
            "prompt": prompt,
            "heading": prompt.title,
            "caption": reference,
            "crumbs": [(reference, reverse("case-detail", args=[reference]))],
            "cancel": back,
            "answered": prompt.state != flow.RAISED,
        },
        theirs=back,
    )


@page("prompt.list")
def prompt_queue(request: HttpRequest) -> HttpResponse:
    """Prompts without an answer, the oldest first, in the cases of this supervisor's reach."""
    narrow = QueueFilter(request.GET or None)
    kind = narrow.cleaned_data["kind"] if narrow.is_bound and narrow.is_valid() else ""
    rows = selectors.waiting(request.user)
    if kind:
        rows = rows.filter(kind=kind)
    found = paginate(rows, ["raised_at", "id"], request)
    listed(request, "prompt.list", "patternprompt", [row.pk for row in found])
    return render(request, "prompts/queue.html", {"rows": found, "narrow": narrow, "narrowed": bool(kind)})


def _frame(request: HttpRequest, here: str, **context: Any) -> dict[str, Any]:
    """The parts of the review that the reader may open."""
    parts = [
        ("Cases that show a pattern", reverse("review"), here == "review"),
        ("The week's sample", reverse("review-sample"), here == "sample"),
        ("Figures", reverse("review-figures"), here == "figures"),
        ("Prompts that wait", reverse("prompt-queue"), False),
    ]
    return {"parts": [part for part in parts if way(request.user, part[1])], **context}


@page("review.list")
def review(request: HttpRequest) -> HttpResponse:
    """Cases recorded as less than stalking whose chronology shows a pattern, the strongest first, each with its reasons."""
    found = paginate(selectors.under_recorded(request.user), ["-strength", "-id"], request)
    listed(request, "review.list", "case", [row.case_id for row in found])
    prompts = selectors.answers_of([row.case_id for row in found])
    return render(request, "prompts/review.html", _frame(request, "review", rows=found, prompts=prompts, **_opens(request, found.rows)))


def _opens(request: HttpRequest, rows: list[CourseReading]) -> dict[str, Any]:
    return {"opens": selectors.opens(request.user, [row.case_id for row in rows])}


@page("review.list")
def review_sample(request: HttpRequest) -> HttpResponse:
    """A few cases without a prompt, drawn anew each week, so that what the prompts miss is seen."""
    drawn = selectors.sample(request.user)
    listed(request, "review.list", "case", [row.case_id for row in (*drawn.rows, *drawn.answered)])
    checks = selectors.checks(request.user, [row.case_id for row in drawn.rows])
    context = _frame(request, "sample", sample=drawn, checks=checks, **_opens(request, [*drawn.rows, *drawn.answered]))
    return render(request, "prompts/sample.html", context)


@page("review.list")
def review_figures(request: HttpRequest) -> HttpResponse:
    """Figures over the last twelve months."""
    return render(request, "prompts/figures.html", _frame(request, "figures", months=selectors.figures(request.user)))


@page("review.check")
def review_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer for one case of the sample."""
    case = case_for(request, reference, "review.check")
    back = reverse("review-sample")

    def act(form: CheckForm) -> Any:
        return check_sample(actor=request.user, case=case, missed=form.cleaned_data["missed"] == YES, reason=form.cleaned_data["reason"])

    return form_page(
        request,
        CheckForm,
        act,
        done=back,
        message="Your answer is kept",
        context={
            "heading": "Was a pattern missed?",
            "caption": reference,
            "intro": f"Read the chronology of {reference} first. The answer shows where the prompts do not see enough.",
            "crumbs": [("The week's sample", back), (reference, reverse("case-detail", args=[reference]))],
            "cancel": back,
        },
    )
