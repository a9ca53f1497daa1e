"""Addresses of the report, the case page and the chronology."""

from django.urls import path

from casework.reports import diary_views, views

urlpatterns = [
    path("cases/new/", views.case_new, name="case-new"),
    path("cases/new/throw-away/", views.case_new_throw_away, name="case-new-throw-away"),
    path("cases/<str:reference>/", views.case_detail, name="case-detail"),
    path("cases/<str:reference>/crime/", views.case_crime, name="case-crime"),
    path("cases/<str:reference>/allocate/", views.case_allocate, name="case-allocate"),
    path("cases/<str:reference>/start/", views.case_start, name="case-start"),
    path("cases/<str:reference>/people/", views.case_people, name="case-people"),
    path("cases/<str:reference>/history/", views.case_history, name="case-history"),
    path("cases/<str:reference>/incidents/", views.incident_list, name="incident-list"),
    path("cases/<str:reference>/incidents/add/", views.incident_add, name="incident-add"),
    path("cases/<str:reference>/incidents/diary/", diary_views.incident_diary, name="incident-diary"),
    path("cases/<str:reference>/incidents/<int:pk>/", views.incident_edit, name="incident-edit"),
]
