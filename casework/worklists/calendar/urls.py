"""Addresses of the calendar."""

from django.urls import path

from casework.worklists.calendar import views

urlpatterns = [
    path("calendar/", views.own, name="calendar"),
    path("calendar/make/", views.make, name="calendar-make"),
    path("calendar/stop/", views.stop, name="calendar-stop"),
    path("calendar/<str:token>.ics", views.feed, name="calendar-feed"),
]
