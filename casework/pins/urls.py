"""Addresses of the legacy register."""

from django.urls import path

from casework.pins import standards_views, views, work_views

urlpatterns = [
    path("pins/", views.pin_list, name="pin-list"),
    path("pins/add/", views.pin_record_loose, name="pin-record-loose"),
    path("pins/queue/", views.pin_queue, name="pin-queue"),
    path("pins/attempts/", standards_views.attempts, name="pin-attempts"),
    path("pins/attempts/<int:pk>/", standards_views.attempt, name="pin-attempt"),
    path("pins/<str:number>/", views.pin_detail, name="pin-detail"),
    path("pins/<str:number>/link/", views.pin_link, name="pin-link"),
    path("pins/<str:number>/review/", views.pin_review, name="pin-review"),
    path("pins/<str:number>/approve/", views.pin_approve, name="pin-approve"),
    path("pins/<str:number>/people/", work_views.matches, name="pin-matches"),
    path("pins/<str:number>/people/<int:pk>/", work_views.decide, name="pin-match"),
    path("pins/<str:number>/officer/", work_views.assign, name="pin-assign"),
    path("pins/<str:number>/urgent/", work_views.urgent, name="pin-urgent"),
    path("pins/<str:number>/reopen/", work_views.reopen, name="pin-reopen"),
    path("pins/<str:number>/contact/", work_views.contact, name="pin-contact"),
    path("pins/<str:number>/doubts/", work_views.settle, name="pin-settle"),
    path("cases/<str:reference>/paper/", standards_views.paper, name="paper-check"),
    path("cases/<str:reference>/paper/exception/", standards_views.exception, name="paper-exception"),
    path("cases/<str:reference>/pins/", views.case_pins, name="case-pins"),
    path("cases/<str:reference>/pins/add/", views.pin_record, name="pin-record"),
]
