"""Addresses of warrants and searches."""

from django.urls import path

from casework.searches import views

urlpatterns = [
    path("cases/<str:reference>/searches/", views.of_case, name="case-searches"),
    path("cases/<str:reference>/searches/warrant/", views.warrant_new, name="warrant-new"),
    path("cases/<str:reference>/searches/record/", views.search_record, name="search-record"),
    path("warrants/<str:number>/", views.warrant_detail, name="warrant-detail"),
    path("warrants/<str:number>/edit/", views.warrant_edit, name="warrant-edit"),
    path("warrants/<str:number>/again/", views.warrant_again, name="warrant-again"),
    path("warrants/<str:number>/agree/", views.warrant_agree, name="warrant-agree"),
    path("warrants/<str:number>/back/", views.warrant_back, name="warrant-back"),
    path("warrants/<str:number>/apply/", views.warrant_apply, name="warrant-apply"),
    path("warrants/<str:number>/grant/", views.warrant_grant, name="warrant-grant"),
    path("warrants/<str:number>/refuse/", views.warrant_refuse, name="warrant-refuse"),
    path("warrants/<str:number>/return/", views.warrant_return, name="warrant-return"),
    path("searches/", views.register, name="search-register"),
    path("searches/register.csv", views.register_file, name="search-register-file"),
    path("searches/<int:pk>/", views.search_detail, name="search-detail"),
    path("searches/<int:pk>/inspector/", views.search_inspector, name="search-inspector"),
    path("searches/<int:pk>/check/", views.search_check, name="search-check"),
]
