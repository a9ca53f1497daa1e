"""The product's addresses and one more: the least that a signed-in person can ask for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as theirs


@login_required
def trivial(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in gets two letters: the session, the person and every middleware, and nothing else."""
    return HttpResponse("ok")


urlpatterns = [path("benchmark/trivial/", trivial), *theirs]
