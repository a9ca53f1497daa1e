"""Addresses of the imports."""

from django.urls import path

from casework.worklists.imports import views

urlpatterns = [
    path("imports/orders/", views.start, name="import-orders"),
    path("imports/<int:pk>/", views.run, name="import-run"),
    path("imports/<int:pk>/start/", views.confirm, name="import-confirm"),
    path("imports/<int:pk>/refused.csv", views.refused, name="import-refused"),
]
