"""Every address, in the order of the journey."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("casework.pages.urls")),
    path("", include("casework.policies.urls")),
    path("", include("casework.clocks.urls")),
    path("", include("casework.reports.urls")),
    path("", include("casework.files.urls")),
    path("", include("casework.assessment.urls")),
    path("", include("casework.safeguarding.urls")),
    path("", include("casework.investigation.urls")),
    path("", include("casework.custody.urls")),
    path("", include("casework.charging.urls")),
    path("", include("casework.assessment.prompts.urls")),
    path("", include("casework.evidence.urls")),
    path("", include("casework.searches.urls")),
    path("", include("casework.pins.urls")),
    path("", include("casework.applications.urls")),
    path("", include("casework.orders.urls")),
    path("", include("casework.breaches.urls")),
    path("", include("casework.people.urls")),
    path("", include("casework.access.urls")),
    path("", include("casework.worklists.home.urls")),
    path("", include("casework.worklists.caselist.urls")),
    path("", include("casework.worklists.workload.urls")),
    path("", include("casework.worklists.messages.urls")),
    path("", include("casework.worklists.calendar.urls")),
    path("", include("casework.accounts.urls")),
    path("", include("casework.trail.urls")),
    path("", include("casework.worklists.imports.urls")),
    path("", include("casework.worklists.pinfigures.urls")),
]
