"""Addresses of custody and bail."""

from django.urls import path

from casework.custody.views import bail, custody

urlpatterns = [
    path("custody/", custody.detained, name="custody-list"),
    path("cases/<str:reference>/custody/", custody.of_case, name="case-custody"),
    path("cases/<str:reference>/custody/arrest/", custody.arrest, name="custody-arrest"),
    path("cases/<str:reference>/custody/interview/", custody.interview, name="custody-interview"),
    path("cases/<str:reference>/custody/views/", custody.victims_views, name="custody-views"),
    path("custody/<str:reference>/release/", custody.release, name="custody-release"),
    path("bail/<str:reference>/", bail.detail, name="bail-detail"),
    path("bail/<str:reference>/extend/", bail.ask, name="bail-ask"),
    path("bail/<str:reference>/extend/inspector/", bail.inspector, name="bail-inspector"),
    path("bail/<str:reference>/extend/superintendent/", bail.superintendent, name="bail-superintendent"),
    path("bail/<str:reference>/extend/acc/", bail.acc, name="bail-acc"),
    path("bail/<str:reference>/extend/court/", bail.court, name="bail-court"),
    path("bail/<str:reference>/conditions/", bail.vary, name="bail-vary"),
    path("bail/<str:reference>/breach/", bail.breach, name="bail-breach"),
    path("bail/<str:reference>/stop/", bail.stop, name="bail-stop"),
    path("bail/<str:reference>/resume/", bail.resume, name="bail-resume"),
    path("bail/<str:reference>/inpatient/", bail.inpatient, name="bail-inpatient"),
    path("bail/<str:reference>/end/", bail.end, name="bail-end"),
    path("bail/<str:reference>/gap/", bail.gap, name="bail-gap"),
    path("bail/<str:reference>/day/", bail.rui_day, name="bail-day"),
]
