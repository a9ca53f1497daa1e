"""Addresses of applications."""

from django.urls import path

from casework.applications import court_views, hearing_views, talking_views, views

urlpatterns = [
    path("applications/", views.application_list, name="application-list"),
    path("cases/<str:reference>/applications/", views.case_applications, name="case-applications"),
    path("cases/<str:reference>/applications/start/", views.application_start, name="application-start"),
    path("applications/<str:reference>/", views.application_detail, name="application-detail"),
    path("applications/<str:reference>/part/<slug:section>/", views.application_section, name="application-section"),
    path("applications/<str:reference>/conditions/", views.condition_list, name="condition-list"),
    path("applications/<str:reference>/conditions/add/", views.condition_add, name="condition-add"),
    path("applications/<str:reference>/conditions/<int:pk>/", views.condition_edit, name="condition-edit"),
    path("applications/<str:reference>/conditions/<int:pk>/remove/", views.condition_remove, name="condition-remove"),
    path("applications/<str:reference>/submit/", views.application_submit, name="application-submit"),
    path("applications/<str:reference>/review/", court_views.application_review, name="application-review"),
    path("applications/<str:reference>/authority/", court_views.application_authority, name="application-authority"),
    path("applications/<str:reference>/lodge/", court_views.application_lodge, name="application-lodge"),
    path("applications/<str:reference>/hearing/", court_views.application_hearing, name="application-hearing"),
    path("applications/<str:reference>/hearing/change/", hearing_views.hearing_move, name="application-hearing-change"),
    path("applications/<str:reference>/hearsay/", hearing_views.hearsay, name="application-hearsay"),
    path("applications/<str:reference>/hearsay/plan/", hearing_views.hearsay_plan, name="hearsay-plan"),
    path("applications/<str:reference>/hearsay/serve/", hearing_views.hearsay_serve, name="hearsay-serve"),
    path("applications/<str:reference>/hearsay/<int:pk>/", hearing_views.hearsay_step, name="hearsay-step"),
    path("applications/<str:reference>/advice/<int:pk>/", talking_views.advice_thread, name="advice-thread"),
    path("applications/<str:reference>/prosecutors/", talking_views.prosecutor_channel, name="application-prosecutors"),
    path("applications/<str:reference>/summons/steps/", hearing_views.summons_step, name="summons-step"),
    path("applications/<str:reference>/summons/", court_views.application_summons, name="application-summons"),
    path("applications/<str:reference>/outcome/", court_views.application_outcome, name="application-outcome"),
    path("applications/<str:reference>/withdraw/", views.application_withdraw, name="application-withdraw"),
]
