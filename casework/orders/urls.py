"""Addresses of orders and of the enforcement card."""

from django.urls import path

from casework.orders import record_views, views

urlpatterns = [
    path("applications/<str:reference>/order/", record_views.order_record, name="order-record"),
    path("orders/", views.register, name="order-list"),
    path("orders/<str:reference>/", views.detail, name="order-detail"),
    path("orders/<str:reference>/service/", views.serve, name="order-serve"),
    path("orders/<str:reference>/service/<int:pk>/", views.correct, name="order-service-correct"),
    path("orders/<str:reference>/notification/", views.notify, name="order-notify"),
    path("orders/<str:reference>/change/", views.change, name="order-change"),
    path("orders/<str:reference>/pnc/", views.pnc, name="order-pnc"),
    path("orders/<str:reference>/victim/", views.victim, name="order-victim"),
    path("orders/<str:reference>/query/", views.query, name="order-query"),
    path("orders/<str:reference>/discharge/", views.discharge, name="order-discharge"),
    path("orders/<str:reference>/renewal/", views.renewal, name="order-renewal"),
    path("orders/<str:reference>/register-ended/", views.register_ended, name="order-register-ended"),
    path("orders/<str:reference>/no-offence/", views.no_offence, name="order-no-offence"),
    path("cases/<str:reference>/orders/", views.of_case, name="case-orders"),
    path("card/", views.card, name="card"),
]
