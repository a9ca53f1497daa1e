"""Addresses of the pages around sessions."""

from django.urls import path

from casework.pages import session

urlpatterns = [
    path("session-ended/", session.ended, name="session_ended"),
    path("stay-signed-in/", session.stay, name="stay_signed_in"),
    path("kept/", session.waiting, name="kept_forms"),
    path("kept/<int:pk>/", session.one, name="kept_form"),
    path("kept/<int:pk>/throw-away/", session.throw_away, name="throw_away_kept_form"),
]
