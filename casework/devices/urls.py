"""Addresses of devices."""

from django.urls import path

from casework.devices import views

urlpatterns = [
    path("devices/<int:pk>/", views.device, name="device"),
    path("devices/<int:pk>/strategy/", views.strategy, name="device-strategy"),
    path("devices/<int:pk>/notice/", views.notice, name="device-notice"),
    path("devices/<int:pk>/agreement/", views.agree, name="device-agree"),
    path("devices/<int:pk>/end/", views.end, name="device-end"),
    path("devices/<int:pk>/whole/", views.whole, name="device-whole"),
    path("devices/<int:pk>/sift/", views.sift, name="device-sift"),
    path("devices/<int:pk>/sift/examined/", views.sift_examine, name="device-sift-examined"),
]
