"""Addresses of charging."""

from django.urls import path

from casework.charging.views import cases, referral

urlpatterns = [
    path("cases/<str:reference>/charging/", cases.of_case, name="case-charging"),
    path("cases/<str:reference>/charging/begin/", cases.begin, name="charging-begin"),
    path("cases/<str:reference>/charging/protocol/<str:point>/", cases.protocol, name="charging-protocol"),
    path("cases/<str:reference>/charging/court/<int:pk>/", cases.hearing, name="charging-court"),
    path("cases/<str:reference>/charging/limit/<int:pk>/", cases.limit, name="charging-limit"),
    path("charging/<str:reference>/", referral.detail, name="referral-detail"),
    path("charging/<str:reference>/part/<str:part>/", referral.part, name="referral-part"),
    path("charging/<str:reference>/submit/", referral.submit, name="referral-submit"),
    path("charging/<str:reference>/approve/", referral.approve, name="referral-approve"),
    path("charging/<str:reference>/plan/", referral.plan, name="referral-plan"),
    path("charging/<str:reference>/plan/<int:pk>/", referral.item, name="referral-item"),
    path("charging/<str:reference>/again/", referral.again, name="referral-again"),
    path("charging/<str:reference>/comment/", referral.comment, name="referral-comment"),
    path("charging/<str:reference>/decide/", referral.decide, name="referral-decide"),
    path("charging/<str:reference>/charge/", referral.charge, name="referral-charge"),
]
