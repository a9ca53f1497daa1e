"""Addresses of the report, the case page and the chronology."""

from django.urls import path

from casework.reports import diary_views, people_views, report_views, views

urlpatterns = [
    path("cases/new/", report_views.case_new, name="case-new"),
    path("cases/new/<int:pk>/throw-away/", report_views.report_throw_away, name="report-throw-away"),
    path("cases/new/<int:pk>/<slug:step>/", report_views.report_step, name="report-step"),
    path("cases/<str:reference>/", views.case_detail, name="case-detail"),
    path("cases/<str:reference>/crime/", views.case_crime, name="case-crime"),
    path("cases/<str:reference>/crime/cancel/", people_views.crime_cancel, name="crime-cancel"),
    path("cases/<str:reference>/crime/cancel/approve/", people_views.crime_cancel_approve, name="crime-cancel-approve"),
    path("cases/<str:reference>/crime/cancel/confirm/", people_views.crime_cancel_confirm, name="crime-cancel-confirm"),
    path("cases/<str:reference>/allocate/", views.case_allocate, name="case-allocate"),
    path("cases/<str:reference>/start/", views.case_start, name="case-start"),
    path("cases/<str:reference>/people/", views.case_people, name="case-people"),
    path("cases/<str:reference>/people/relationship/", people_views.relationship, name="relationship"),
    path("cases/<str:reference>/people/<int:person>/", people_views.person_edit, name="person-edit"),
    path("cases/<str:reference>/people/<int:person>/join/", people_views.person_merge, name="person-merge"),
    path("cases/<str:reference>/people/joined/<int:pk>/", people_views.person_unmerge, name="person-unmerge"),
    path("cases/<str:reference>/history/", views.case_history, name="case-history"),
    path("cases/<str:reference>/incidents/", views.incident_list, name="incident-list"),
    path("cases/<str:reference>/incidents/add/", views.incident_add, name="incident-add"),
    path("cases/<str:reference>/incidents/diary/", diary_views.incident_diary, name="incident-diary"),
    path("cases/<str:reference>/incidents/<int:pk>/", views.incident_edit, name="incident-edit"),
]
