"""Addresses of the workload pages."""

from django.urls import path

from casework.worklists.workload import views

urlpatterns = [
    path("workload/", views.workload, name="workload"),
    path("workload/people/<int:pk>/", views.choose, name="workload-choose"),
    path("workload/moves/<int:pk>/", views.plan, name="workload-plan"),
    path("workload/moves/<int:pk>/undo/", views.undo, name="workload-undo"),
]
