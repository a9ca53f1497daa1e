"""Addresses of the pages around sessions, and of the answers for a load balancer."""

from django.urls import path

from casework.pages import health, session

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("session-ended/", session.ended, name="session_ended"),
    path("stay-signed-in/", session.stay, name="stay_signed_in"),
    path("kept/", session.waiting, name="kept_forms"),
    path("kept/<int:pk>/", session.one, name="kept_form"),
    path("kept/<int:pk>/throw-away/", session.throw_away, name="throw_away_kept_form"),
]
