"""Addresses of the pages about access."""

from django.urls import path

from casework.access import views

urlpatterns = [
    path("cases/<str:reference>/access/", views.case_access, name="case-access"),
    path("cases/<str:reference>/access/give/", views.give, name="access-give"),
    path("cases/<str:reference>/access/<int:pk>/withdraw/", views.withdraw, name="access-withdraw"),
    path("cases/<str:reference>/restrict/", views.restrict, name="case-restrict"),
    path("cases/<str:reference>/unrestrict/", views.unrestrict, name="case-unrestrict"),
    path("cases/<str:reference>/conflict/", views.declare, name="conflict-declare"),
    path("cases/<str:reference>/conflicts/add/", views.record, name="conflict-record"),
    path("cases/<str:reference>/conflicts/<int:pk>/end/", views.end_conflict, name="conflict-end"),
    path("break-glass/", views.break_glass, name="break-glass"),
    path("break-glass/<int:pk>/review/", views.review, name="breakglass-review"),
    path("permissions/", views.permissions, name="permissions"),
]
