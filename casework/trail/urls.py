"""Addresses of the pages over the audit trail."""

from django.urls import path

from casework.trail import views

urlpatterns = [
    path("audit/", views.index, name="audit"),
    path("audit/people/<int:pk>/", views.person, name="audit-person"),
    path("audit/records/<slug:kind>/<int:pk>/", views.record, name="audit-record"),
    path("audit/seal/", views.seal, name="audit-seal"),
]
