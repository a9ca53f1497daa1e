"""Addresses of what is kept, let go and asked for."""

from django.urls import path

from casework.keeping import views

urlpatterns = [
    path("keeping/<int:pk>/", views.keeping, name="keeping"),
    path("keeping/<int:pk>/review/", views.review, name="keeping-review"),
    path("keeping/<int:pk>/hold/", views.hold, name="keeping-hold"),
    path("keeping/holds/<int:pk>/lift/", views.lift, name="hold-lift"),
    path("keeping/<int:pk>/release/", views.release_ask, name="release-ask"),
    path("keeping/releases/<int:pk>/decide/", views.release_decide, name="release-decide"),
    path("keeping/releases/<int:pk>/withdraw/", views.release_withdraw, name="release-withdraw"),
    path("keeping/releases/<int:pk>/carry-out/", views.release_carry, name="release-carry"),
    path("cases/<str:reference>/property-requests/", views.property_requests, name="property-requests"),
    path("cases/<str:reference>/property-requests/add/", views.property_add, name="property-add"),
    path("property-requests/<int:pk>/answer/", views.property_answer, name="property-answer"),
]
