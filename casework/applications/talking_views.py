"""Pages of two talks that never meet: the privileged one with force legal, and the one with the prosecutors."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can
from casework.applications import flow, selectors, services
from casework.applications.hearing_forms import AnswerForm, ProsecutorForm
from casework.applications.models import AdviceReply
from casework.applications.views import around, open_application
from casework.pages.guarded import page
from casework.pages.views import form_page


@page("advice.answer")
def advice_thread(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One privileged comment, what was answered, and the way to answer or to settle it."""
    application = open_application(request, reference, "advice.answer")
    advice = selectors.advice_by_key(request.user, application, pk)
    legal = can(request.user, "advice.write", application.case)
    replies = list(advice.replies.all())

    def act(form: AnswerForm) -> AdviceReply:
        if form.cleaned_data.get("resolves"):
            return services.resolve_advice(actor=request.user, advice=advice, text=form.cleaned_data["text"])
        return services.answer_advice(actor=request.user, advice=advice, text=form.cleaned_data["text"])

    return form_page(
        request,
        AnswerForm,
        act,
        template="applications/thread.html",
        done=reverse("application-detail", args=[reference]),
        message=lambda reply: "The comment is settled" if reply.resolves else "Your answer is sent",
        context=around(
            application,
            "A comment of force legal",
            advice=advice,
            replies=replies,
            closed=any(reply.resolves for reply in replies) or application.state in flow.ENDED,
        ),
        legal=legal,
    )


@page("prosecutor.comment")
def prosecutor_channel(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said with the prosecutors, and the way to say more."""
    application = open_application(request, reference, "prosecutor.comment")
    return form_page(
        request,
        ProsecutorForm,
        lambda form: services.comment_with_prosecutors(actor=request.user, application=application, text=form.cleaned_data["text"]),
        template="applications/channel.html",
        done=reverse("application-prosecutors", args=[reference]),
        message="It is sent",
        context=around(
            application,
            "With the CPS",
            comments=selectors.prosecutor_comments(request.user, application),
            channel=selectors.has_channel(application),
        ),
    )
