"""Addresses of the stalking question and of risk."""

from django.urls import path

from casework.assessment import points_views, views

urlpatterns = [
    path("cases/<str:reference>/stalking/", views.stalking, name="stalking"),
    path("cases/<str:reference>/stalking/decide/", views.stalking_decide, name="stalking-decide"),
    path("cases/<str:reference>/stalking/approve/", views.stalking_approve, name="stalking-approve"),
    path("cases/<str:reference>/stalking/confirm/", views.stalking_confirm, name="stalking-confirm"),
    path("cases/<str:reference>/order-needed/", views.order_consider, name="order-consider"),
    path("cases/<str:reference>/risk/", views.risk, name="risk"),
    path("cases/<str:reference>/risk/assess/", views.risk_assess, name="risk-assess"),
    path("cases/<str:reference>/risk/review/", views.risk_review, name="risk-review"),
    path("cases/<str:reference>/risk/lower/", views.risk_lower, name="risk-lower"),
    path("cases/<str:reference>/risk/history/", points_views.risk_history, name="risk-history"),
    path("cases/<str:reference>/risk/changed/", points_views.risk_trigger, name="risk-trigger"),
    path("cases/<str:reference>/points/", points_views.points_to_prove, name="points"),
    path("cases/<str:reference>/points/<slug:line>/", points_views.point_judge, name="point-judge"),
    path("cases/<str:reference>/told/<slug:about>/", points_views.victim_tell, name="victim-tell"),
    path("cases/<str:reference>/risk/actions/<int:pk>/", views.plan_close, name="plan-close"),
]
