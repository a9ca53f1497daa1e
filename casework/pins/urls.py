"""Addresses of the legacy register."""

from django.urls import path

from casework.pins import views

urlpatterns = [
    path("pins/", views.pin_list, name="pin-list"),
    path("pins/add/", views.pin_record_loose, name="pin-record-loose"),
    path("pins/<str:number>/", views.pin_detail, name="pin-detail"),
    path("pins/<str:number>/link/", views.pin_link, name="pin-link"),
    path("pins/<str:number>/review/", views.pin_review, name="pin-review"),
    path("pins/<str:number>/approve/", views.pin_approve, name="pin-approve"),
    path("cases/<str:reference>/pins/", views.case_pins, name="case-pins"),
    path("cases/<str:reference>/pins/add/", views.pin_record, name="pin-record"),
]
