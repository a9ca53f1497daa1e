"""Addresses of the list of cases and of the search."""

from django.urls import path

from casework.worklists.caselist import views

urlpatterns = [
    path("cases/", views.case_list, name="case-list"),
    path("search/", views.search_page, name="search"),
]
