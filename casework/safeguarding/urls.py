"""Addresses of victim care. The number is that of the victim's part in the case."""

from django.urls import path

from casework.safeguarding import request_views, views

CASE = "cases/<str:reference>/victims/"
VICTIM = f"{CASE}<int:pk>/"

urlpatterns = [
    path("victims/", views.victims_queue, name="victims-queue"),
    path(CASE, views.case_victims, name="case-victims"),
    path(f"{CASE}care/", views.care_ask, name="care-ask"),
    path(f"{CASE}care/end/", views.care_end, name="care-end"),
    path(VICTIM, views.victim_detail, name="victim-detail"),
    path(f"{VICTIM}contact/", views.victim_contact, name="victim-contact"),
    path(f"{VICTIM}log/", views.victim_log, name="victim-log"),
    path(f"{VICTIM}log/<int:number>/correct/", views.contact_correct, name="contact-correct"),
    path(f"{VICTIM}owed/<int:number>/earlier/", views.duty_earlier, name="duty-earlier"),
    path(f"{VICTIM}owed/<int:number>/not-owed/", views.duty_fall, name="duty-fall"),
    path(f"{VICTIM}safe-contact/", views.victim_plan, name="victim-plan"),
    path(f"{VICTIM}needs/", views.victim_needs, name="victim-needs"),
    path(f"{VICTIM}referrals/add/", views.victim_refer, name="victim-refer"),
    path(f"{VICTIM}referrals/<int:number>/", views.victim_referral, name="victim-referral"),
    path(f"{VICTIM}referrals/<int:number>/advice/", views.victim_panel, name="victim-panel"),
    path(f"{VICTIM}statement/", views.victim_statement, name="victim-statement"),
    path(f"{VICTIM}personal-statement/", views.victim_personal, name="victim-personal"),
    path(f"{VICTIM}special-measures/", views.victim_measures, name="victim-measures"),
    path(f"{VICTIM}actions/add/", views.victim_action, name="victim-action"),
    path(f"{VICTIM}bail-views/", request_views.victim_views, name="victim-views"),
    path(f"{VICTIM}third-party/", request_views.victim_third_party, name="victim-third-party"),
    path(f"{VICTIM}third-party/<int:number>/notice/", request_views.victim_notice, name="victim-notice"),
    path(f"{VICTIM}review/", request_views.victim_review_ask, name="victim-review-ask"),
    path(f"{VICTIM}review/<int:number>/", request_views.victim_review, name="victim-review"),
    path(f"{VICTIM}review/<int:number>/decide/", request_views.victim_review_decide, name="victim-review-decide"),
]
