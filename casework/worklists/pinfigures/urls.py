"""Addresses of the figures."""

from django.urls import path

from casework.worklists.pinfigures import views

urlpatterns = [
    path("figures/pins/", views.figures, name="pin-figures"),
    path("figures/pins/page.pdf", views.paper, name="pin-figures-paper"),
    path("figures/pins/figures.csv", views.sheet, name="pin-figures-sheet"),
]
