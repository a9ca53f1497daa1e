"""Addresses of the prompts and of the review of under-recording."""

from django.urls import path

from casework.assessment.prompts import views

urlpatterns = [
    path("cases/<str:reference>/prompts/", views.prompt_case, name="prompt-case"),
    path("cases/<str:reference>/prompts/<int:pk>/", views.prompt_answer, name="prompt-answer"),
    path("prompts/", views.prompt_queue, name="prompt-queue"),
    path("review/", views.review, name="review"),
    path("review/sample/", views.review_sample, name="review-sample"),
    path("review/sample/<str:reference>/", views.review_check, name="review-check"),
    path("review/figures/", views.review_figures, name="review-figures"),
]
