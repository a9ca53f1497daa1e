"""Addresses of the rules. Those of force policy and bank holidays stand before them: a rule's id may be any word."""

from django.urls import path

from casework.clocks import views

urlpatterns = [
    path("rules/", views.rules, name="rule-list"),
    path("rules/coverage/", views.coverage, name="rule-coverage"),
    path("rules/recounts/", views.recounts, name="rule-recounts"),
    path("rules/recounts/<int:pk>/", views.recount, name="rule-recount"),
    path("rules/<str:rule_id>/", views.rule, name="rule-detail"),
    path("rules/<str:rule_id>/dates/", views.dates, name="rule-dates"),
]
