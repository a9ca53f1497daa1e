"""Addresses of the pages of messages."""

from django.urls import path

from casework.worklists.messages import views

urlpatterns = [
    path("messages/", views.own, name="messages"),
    path("messages/read/", views.read, name="messages-read"),
    path("messages/<int:pk>/", views.follow, name="message-follow"),
    path("staff/undelivered/", views.undelivered, name="messages-undelivered"),
    path("staff/undelivered/<int:pk>/again/", views.again, name="messages-again"),
    path("demo/mail/", views.demo, name="demo-mail"),
]
