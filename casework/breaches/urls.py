"""Addresses of breaches."""

from django.urls import path

from casework.breaches import views

urlpatterns = [
    path("orders/<str:reference>/breach/", views.report, name="breach-report"),
    path("cases/<str:reference>/breaches/", views.of_case, name="case-breaches"),
    path("breaches/<str:reference>/", views.detail, name="breach-detail"),
    path("breaches/<str:reference>/crime/", views.crime, name="breach-crime"),
    path("breaches/<str:reference>/further/", views.further, name="breach-further"),
    path("breaches/<str:reference>/arrest/", views.arrest, name="breach-arrest"),
    path("breaches/<str:reference>/no-arrest/", views.no_arrest, name="breach-no-arrest"),
    path("breaches/<str:reference>/approve/", views.approve, name="breach-approve"),
    path("breaches/<str:reference>/move/", views.move, name="breach-move"),
    path("breaches/<str:reference>/step/<str:kind>/", views.step, name="breach-step"),
]
