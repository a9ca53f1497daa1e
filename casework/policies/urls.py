"""Addresses of force policy and bank holidays."""

from django.urls import path

from casework.policies import views

urlpatterns = [
    path("rules/policy/", views.policy, name="policy-list"),
    path("rules/policy/proposals/<int:pk>/", views.proposal, name="policy-proposal"),
    path("rules/policy/proposals/<int:pk>/withdraw/", views.take_back, name="policy-withdraw"),
    path("rules/policy/rule/<str:rule_id>/", views.switch, name="policy-switch"),
    path("rules/policy/rule/<str:rule_id>/propose/", views.propose_switch, name="policy-switch-propose"),
    path("rules/policy/<str:code>/", views.value, name="policy-value"),
    path("rules/policy/<str:code>/propose/", views.propose, name="policy-propose"),
    path("rules/holidays/", views.holidays, name="holiday-list"),
    path("rules/holidays/propose/", views.propose_holiday, name="holiday-propose"),
    path("rules/holidays/proposals/<int:pk>/", views.holiday_proposal, name="holiday-proposal"),
    path("rules/holidays/proposals/<int:pk>/withdraw/", views.holiday_take_back, name="holiday-withdraw"),
]
