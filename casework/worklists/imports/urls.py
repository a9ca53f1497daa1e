"""Addresses of the imports."""

from django.urls import path

from casework.worklists.imports import pin_views, views

urlpatterns = [
    path("imports/orders/", views.start, name="import-orders"),
    path("imports/pins/", pin_views.start, name="import-pins"),
    path("imports/pins/<int:pk>/", pin_views.run, name="pin-import-run"),
    path("imports/pins/<int:pk>/columns/", pin_views.choose, name="pin-import-columns"),
    path("imports/pins/<int:pk>/start/", pin_views.confirm, name="pin-import-confirm"),
    path("imports/pins/<int:pk>/approve/", pin_views.approve, name="pin-import-approve"),
    path("imports/pins/<int:pk>/refused.csv", pin_views.refused, name="pin-import-refused"),
    path("imports/<int:pk>/", views.run, name="import-run"),
    path("imports/<int:pk>/start/", views.confirm, name="import-confirm"),
    path("imports/<int:pk>/refused.csv", views.refused, name="import-refused"),
]
