"""Addresses of the pages about protected facts."""

from django.urls import path

from casework.people import views

urlpatterns = [
    path("cases/<str:reference>/people/<int:person>/facts/add/", views.fact_add, name="fact-add"),
    path("cases/<str:reference>/facts/<int:pk>/reveal/", views.fact_reveal, name="fact-reveal"),
    path("cases/<str:reference>/facts/<int:pk>/end/", views.fact_end, name="fact-end"),
]
