"""Addresses of papers for the court."""

from django.urls import path

from casework.courtpapers import views

urlpatterns = [
    path("cases/<str:reference>/court/", views.court, name="court"),
    path("cases/<str:reference>/court/labels.pdf", views.labels, name="court-labels"),
    path("cases/<str:reference>/court/manifest.json", views.manifest_file, name="court-manifest"),
    path("cases/<str:reference>/court/<slug:name>.<slug:form>", views.paper, name="court-paper"),
    path("searches/<int:pk>/record.<slug:form>", views.search_paper, name="court-search"),
    path("warrants/<str:number>/application.<slug:form>", views.warrant_paper, name="court-warrant"),
]
