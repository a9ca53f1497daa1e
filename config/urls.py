"""All addresses live in `casework.urls`."""

from django.urls import include, path

urlpatterns = [path("", include("casework.urls"))]
handler400 = "casework.pages.errors.bad_request"
handler403 = "casework.pages.errors.forbidden"
handler404 = "casework.pages.errors.not_found"
handler500 = "casework.pages.errors.server_error"
# Read by allauth when a rate limit is passed.
handler429 = "casework.pages.errors.too_many"
